package bill

import (
	"duebook/internal/ar/account"
	"duebook/internal/book"
)

// named is the table of bills read no further than their number.
var named = &book.Table[string]{Name: "bill", Bucket: account.Bucket, Kind: account.RowBill,
	Codec: book.Codec[string]{Decode: func(key, src []byte, number *string) error {
		if err := whole(key, src); err != nil {
			return err
		}
		t := tail{rest: src[headSize+partSize*int(src[2]):]}
		for range 5 { // sequence, source, original, net and VAT
			t.uint()
		}
		*number = t.text()
		return nil
	}}}

// NumberOf is a bill's number, "" when there is no such bill.
func NumberOf(v *book.View, acc, id uint32) (string, error) {
	number, _, err := named.Get(v, Key(acc, id))
	return number, err
}
