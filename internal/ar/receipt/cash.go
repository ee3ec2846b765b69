package receipt

import (
	"duebook/internal/ar/account"
	"duebook/internal/book"
)

// CashOf reads the cash receipts of an account, voided ones too, in id order. It looks
// at the kind in the stored bytes and decodes no other receipt.
func CashOf(v *book.View, acc uint32, fn func(r *Receipt) bool) (err error) {
	from, to := book.Prefix(book.Account(acc, account.RowReceipt))
	table.Raw(v, from, to, func(k, b []byte) bool {
		if kind, ok := kindOf(b); ok && kind != Cash {
			return true
		}
		var r Receipt
		if err = table.Codec.Decode(k, b, &r); err != nil {
			err = book.Refuse(book.Damaged, "the receipt %x cannot be read: %v (run: duebook verify)", k, err)
			return false
		}
		return r.Kind != Cash || fn(&r)
	})
	return err
}

// kindOf finds the fourth field of a stored receipt: CBOR writes them in the order of
// their keys, numbers and a text before it.
func kindOf(b []byte) (Kind, bool) {
	at := 1 // past the head of a map of fewer than 24 fields
	for key := byte(1); at+1 < len(b) && b[0]>>5 == 5 && b[0]&31 < 24 && b[at] == key; key++ {
		if key == 4 {
			return Kind(b[at+1]), b[at+1] < 24
		}
		n, size := 0, 1
		switch low := b[at+1] & 31; {
		case low < 24:
			n = int(low)
		case low == 24 && at+2 < len(b):
			n, size = int(b[at+2]), 2
		case low == 25:
			size = 3
		case low == 26:
			size = 5
		default:
			return 0, false
		}
		switch b[at+1] >> 5 {
		case 0: // a number
		case 3: // a text
			if size > 2 {
				return 0, false
			}
			size += n
		default:
			return 0, false
		}
		at += 1 + size
	}
	return 0, false
}
