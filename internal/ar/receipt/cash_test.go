package receipt

import (
	"strings"
	"testing"

	"duebook/internal/book"
)

// The kind is found in the stored bytes whatever the sizes of what stands before it;
// where it is not, the receipt is decoded.
func TestKindOfStoredReceipts(t *testing.T) {
	for _, id := range []uint32{1, 23, 24, 255, 256, 65535, 65536, 1 << 31} {
		for _, number := range []string{"", "R-1", strings.Repeat("ن", 12), strings.Repeat("x", 200)} {
			for k := Cash; k <= BankCharge; k++ {
				b, err := book.AppendCBOR(nil, &Receipt{ID: id, Account: 70000, Number: number, Kind: k, Amount: -5})
				if got, ok := kindOf(b); err != nil || !ok || got != k {
					t.Fatalf("%d %q %s: %s %v", id, number, k, got, ok)
				}
			}
		}
	}
	for _, b := range [][]byte{nil, {0xa1}, {0xa1, 1}, {0xa2, 1, 0x1b, 0, 0}, {0xb8, 30, 1, 1}, {0xa3, 1, 1, 2, 0x79}} {
		if k, ok := kindOf(b); ok {
			t.Errorf("%x has the kind %s", b, k)
		}
	}
}
