package obligation

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/dispute"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// warnings are what is odd about a paper and yet taken.
var warnings = []book.Warning{{Fact: Recorded{}.Kind(), Say: odd}}

func odd(in *book.In, f book.Fact) (all []string, err error) {
	r, ok := f.(*Recorded)
	if !ok {
		return nil, nil
	}
	o := &r.Obligation
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	acc, err := account.Get(in.View, o.Account)
	if err != nil {
		return nil, err
	}
	var open money.Minor
	for _, id := range o.Bills {
		b, err := bill.Get(in.View, o.Account, id)
		if err != nil {
			return nil, err
		}
		left, err := dispute.OpenOf(in.View, &b, 0)
		if err != nil {
			return nil, err
		}
		open += left
	}
	if o.Amount > open {
		all = append(all, fmt.Sprintf("the bills have %s %s open: the paper is for %s, more than that, and is paid "+
			"when they are", text.FormatAmount(open, acc.Digits), acc.Currency,
			text.FormatAmount(o.Amount, acc.Digits)))
	}
	cal := set.Calendar()
	for _, p := range o.Schedule {
		if p.Date != 0 && !cal.Open(p.Date) {
			all = append(all, fmt.Sprintf("%s %s is closed: what falls due then may be paid until %s",
				text.DayName(p.Date), p.Date, cal.Next(p.Date)))
		}
	}
	return all, nil
}
