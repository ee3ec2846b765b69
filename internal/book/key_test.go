package book

import (
	"bytes"
	"cmp"
	"testing"

	"duebook/internal/civil"
)

// FuzzKeyOrder: the bytes of a key order as its values do.
func FuzzKeyOrder(f *testing.F) {
	f.Add(uint8(1), uint16(2), uint32(3), uint64(4), int32(-5), "a", uint8(1), uint16(2), uint32(3), uint64(4),
		int32(5),
		"b")
	f.Add(uint8(0), uint16(1<<15), uint32(1<<31), uint64(1<<63), int32(0), "ة", uint8(0), uint16(1<<15-1),
		uint32(1<<31-1), uint64(1<<63-1), int32(-1), "")
	f.Fuzz(func(t *testing.T, a uint8, b uint16, c uint32, d uint64, e int32, s string, a2 uint8, b2 uint16, c2 uint32,
		d2 uint64, e2 int32, s2 string) {
		one := Key{}.U8(a).U16(b).U32(c).U64(d).Date(civil.Date(e)).Text(s)
		two := Key{}.U8(a2).U16(b2).U32(c2).U64(d2).Date(civil.Date(e2)).Text(s2)
		want := cmp.Or(cmp.Compare(a, a2), cmp.Compare(b, b2), cmp.Compare(c, c2), cmp.Compare(d, d2),
			cmp.Compare(e, e2), cmp.Compare(s, s2))
		if got := bytes.Compare(one, two); got != want {
			t.Fatalf("%x against %x: %d, want %d", one, two, got, want)
		}
		if U32At(one, 3) != c || DateAt(one, 15) != civil.Date(e) {
			t.Fatalf("%x does not read back", one)
		}
		from, to := Prefix(one[:3])
		if in := bytes.HasPrefix(two, one[:3]); in != (bytes.Compare(two, from) >= 0 && (to == nil ||
			bytes.Compare(two, to) < 0)) {
			t.Fatalf("%x in prefix %x: %v", two, from, in)
		}
	})
}
