package bill

import (
	"fmt"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

var prefixes = map[Kind]string{Refund: "RF", Difference: "DF", Moved: "MV", Recovery: "RC", Retention: "RT",
	InterestNote: "IN", Fee: "FE"}

// Answer makes the bill that answers a receipt: a refund, a difference taken to
// income, money moved elsewhere, a recovery, a retention; or that the book makes by
// itself: an interest note, a fee. It has one part, due on
// a day, and a number of its own; original is the bill it is about, or 0.
func Answer(in *book.In, kind Kind, acc uint32, amount money.Minor, on, due civil.Date, original uint32, branch uint16,
	why string) *Issued {
	id := in.NewID(Doc)
	return &Issued{Bill{ID: id, Account: acc, Number: fmt.Sprintf("%s-%06d", prefixes[kind], id), Kind: kind, Doc: on,
		Posting: on, Parts: []Part{{Due: due, Amount: amount, Retention: kind == Retention}}, Branch: branch,
		Original: original, Text: why}}
}
