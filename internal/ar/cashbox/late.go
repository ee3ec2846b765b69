package cashbox

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// warnings tell when a cash receipt, or its undo, changes the sheet of a day that was
// counted: unlike a movement of the till it is taken all the same, for the customer
// did pay.
var warnings = []book.Warning{
	{Fact: receipt.Recorded{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		r, ok := f.(*receipt.Recorded)
		if !ok {
			return nil, nil
		}
		return late(in, &r.Receipt, r.Receipt.Date, false)
	}},
	{Fact: receipt.Voided{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		x, ok := f.(*receipt.Voided)
		if !ok {
			return nil, nil
		}
		r, err := receipt.Get(in.View, x.Account, x.ID)
		if err != nil {
			return nil, err
		}
		return late(in, &r, x.Date, true)
	}},
	{Fact: receipt.Restored{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		x, ok := f.(*receipt.Restored)
		if !ok {
			return nil, nil
		}
		r, err := receipt.Get(in.View, x.Account, x.ID)
		if err != nil {
			return nil, err
		}
		return late(in, &r, x.Date, false)
	}},
}

// late says which counted sheet cash of a day changes.
func late(in *book.In, r *receipt.Receipt, day civil.Date, back bool) ([]string, error) {
	if r.Kind != receipt.Cash || ofBatch(in, r) {
		return nil, nil
	}
	cur, err := moneyOf(in, r.Account)
	if err != nil {
		return nil, err
	}
	cur, amount := handed(r, cur)
	if back {
		amount = -amount
	}
	last, err := lastCount(in.View, r.Branch, cur)
	if err != nil || last.ID == 0 || last.Start || last.Day < day {
		return nil, err
	}
	g := gathering{tills: map[tillKey]*Till{}, made: map[uint64]bool{}}
	if err := g.kept(in.View); err != nil {
		return nil, err
	}
	if day < g.till(r.Branch, cur).From || g.made[uint64(r.Account)<<32|uint64(r.ID)] {
		return nil, nil // before the till was kept, or counted with its batch
	}
	name, err := directory.TextOf(in.View, directory.Branch, r.Branch)
	if name == "" {
		name = MainTill
	}
	return []string{fmt.Sprintf("till %s is counted for %s already: receipt %s of %s changes its sheet by %s %s since "+
		"it was counted", name, text.FormatDate(last.Day), r.Number, text.FormatDate(day),
		text.FormatAmount(amount, cur.Digits), cur.Code)}, err
}

// ofBatch reports whether a batch's cash holds the receipt: one that is made now.
func ofBatch(in *book.In, r *receipt.Receipt) bool {
	for _, f := range in.Decided {
		if p, ok := f.(*Posted); ok {
			for _, x := range p.Posting.Paid {
				if x.Account == r.Account && x.Receipt == r.ID {
					return true
				}
			}
		}
	}
	return false
}

// moneyOf is the currency of an account, of one that is opened now too.
func moneyOf(in *book.In, acc uint32) (money.Currency, error) {
	for _, f := range in.Decided {
		if o, ok := f.(*account.Opened); ok && o.ID == acc {
			return money.Currency{Code: o.Currency, Digits: o.Digits}, nil
		}
	}
	a, err := account.Get(in.View, acc)
	return a.Money(), err
}
