package promise

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/text"
)

// warnings are what is odd about a promise and yet taken, and the promises that a
// newly closed day leaves on it (RULES 1, 4).
var warnings = []book.Warning{
	{Fact: Taken{}.Kind(), Say: oddPromise},
	{Fact: company.Changed{}.Kind(), Say: nowClosed},
}

func oddPromise(in *book.In, f book.Fact) (all []string, err error) {
	t, ok := f.(*Taken)
	if !ok {
		return nil, nil
	}
	p := &t.Promise
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	acc, err := account.Get(in.View, p.Account)
	if err != nil {
		return nil, err
	}
	if len(p.Bills) == 0 && p.Amount > acc.Balance {
		all = append(all, fmt.Sprintf("the account owes %s %s: %s is promised, more than that",
			text.FormatAmount(acc.Balance, acc.Digits), acc.Currency, text.FormatAmount(p.Amount, acc.Digits)))
	}
	cal := set.Calendar()
	for _, a := range p.Parts() {
		if !cal.Open(a.Date) {
			all = append(all, fmt.Sprintf("%s %s, the promised day, is closed; it is judged on %s",
				text.DayName(a.Date), a.Date, JudgeDay(a.Date, p.Tolerance, cal)))
		}
	}
	return all, nil
}

// nowClosed lists the open promises for days that were open and are no longer.
func nowClosed(in *book.In, f book.Fact) (all []string, err error) {
	c, ok := f.(*company.Changed)
	if !ok || c.Before.Name == "" {
		return nil, nil
	}
	was, is := c.Before.Calendar(), c.Settings.Calendar()
	err = Standing(in.View, in.Today, func(p *Promise) (bool, error) {
		for _, a := range p.Parts() {
			if a.Date < in.Today || !was.Open(a.Date) || is.Open(a.Date) {
				continue
			}
			j, err := Judge(in.View, p, in.Today, was, 0)
			if err != nil || j.State != Open {
				return err == nil, err
			}
			acc, err := account.Get(in.View, p.Account)
			if err != nil {
				return false, err
			}
			cu, err := customer.Get(in.View, p.Customer)
			all = append(all, fmt.Sprintf("promise %d of %s %s, %s %s, is for %s, which is closed now: agree on "+
				"another day", p.ID, cu.Code, cu.Name, text.FormatAmount(a.Amount, acc.Digits), acc.Currency, a.Date))
			if err != nil {
				return false, err
			}
		}
		return true, nil
	})
	return all, err
}
