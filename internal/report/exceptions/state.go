package exceptions

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/directory"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/cashsheet"
	"duebook/internal/report/sod"
	"duebook/internal/report/worklist"
	"duebook/internal/text"
)

// largest is how many untouched customers are listed in a currency.
const largest = 20

// cash lists the tills that hold cash. Receipts are read only when a till is kept.
func (l *list) cash() error {
	tills, err := cashbox.Kept(l.v)
	kept := func(t cashbox.Till) bool { return t.From != 0 && t.From <= l.day }
	if err != nil || !slices.ContainsFunc(tills, kept) {
		return err
	}
	if tills, err = cashbox.Tills(l.v); err != nil {
		return err
	}
	for i := range tills {
		t := &tills[i]
		var limit money.Minor
		if t.Money == l.set.Money() {
			limit = l.set.CashLimit
		}
		sum := t.Balance(l.day)
		if !kept(*t) || sum <= limit {
			continue
		}
		name, err := l.people.Name(directory.Branch, t.ID)
		if err != nil {
			return err
		}
		since := oldest(t, sum, l.day)
		r := Row{Kind: CashNotBanked, Name: "till " + cmp.Or(name, cashbox.MainTill), Day: since, Amount: sum,
			Currency: t.Money, Text: fmt.Sprintf("the oldest of it in the till since %s", since)}
		if limit > 0 {
			r.Text = fmt.Sprintf("in the till at the end of the day, %s over the limit of %s, the oldest of it "+
				"since %s",
				text.FormatAmount(sum-limit, t.Money.Digits), text.FormatAmount(limit, t.Money.Digits), since)
		}
		l.add(0, r)
	}
	return nil
}

// oldest is the day the oldest cash of a till's balance came in, when what came first
// left first.
func oldest(t *cashbox.Till, sum money.Minor, day civil.Date) civil.Date {
	since := day
	for i := len(t.Moves) - 1; i >= 0 && sum > 0; i-- {
		if m := &t.Moves[i]; m.Day <= day && m.Amount > 0 {
			sum, since = sum-m.Amount, max(m.Day, t.From)
		}
	}
	return since
}

// cheques lists what should have been deposited, and what is still with who took it.
func (l *list) cheques() error {
	cal := l.set.Calendar()
	var failed error
	err := cheque.Open(l.v, l.day, func(b *cheque.Brief) bool {
		if b.State != cheque.Received && b.State != cheque.InSafe {
			return true
		}
		r := Row{Amount: b.Worth, Currency: l.people.Money(b.Account)}
		id := l.people.Customer(b.Account)
		if b.Type == cheque.Payment && cal.Next(b.Maturity) <= l.day {
			r.Kind, r.Day = NotDeposited, b.Maturity
			r.Text = fmt.Sprintf("cheque %s, dated %s, is %s; of %s", b.Number, b.Maturity, b.State, b.Bank)
			if b.Hold > l.day {
				r.Text += "; the customer asked to wait until " + b.Hold.String()
			}
			l.add(id, r)
		}
		if b.State == cheque.Received {
			var c cheque.Cheque
			if c, failed = cheque.Get(l.v, b.ID); failed != nil {
				return false
			}
			r.Kind, r.Day, r.Who, r.Seq = WithCollector, b.Received, c.By, c.Seq
			r.Text = fmt.Sprintf("cheque %s, dated %s, is not in the safe; of %s", b.Number, b.Maturity, b.Bank)
			if c.Details.Kept != "" {
				r.Text += "; kept: " + c.Details.Kept
			}
			l.add(id, r)
		}
		return true
	})
	return cmp.Or(err, failed)
}

// books lists the gaps of receipt books.
func (l *list) books() error {
	all, err := cashsheet.Books(l.v, cashsheet.Query{AsOf: l.day})
	for i := range all {
		if said := all[i].Said(); said != "" {
			l.add(0, Row{Kind: LeavesMissing, Name: "receipt book " + all[i].Name(), Who: all[i].Holder,
				Day: max(all[i].Last, all[i].Issued), Text: said})
		}
	}
	return err
}

// untouched lists the largest of the call list whom nobody contacted.
func (l *list) untouched() error {
	if cal := l.set.Calendar(); !cal.Open(l.day) {
		return nil
	}
	calls, err := worklist.Build(l.v, worklist.Query{AsOf: l.day, IncludeHidden: true})
	if err != nil {
		return err
	}
	left, err := dayreport.LeftOut(l.v, l.day)
	if err != nil {
		return err
	}
	rows := slices.DeleteFunc(calls.Rows, func(r worklist.Row) bool {
		return r.LastContact.Day == l.day || r.ToCollect <= 0 || r.Hidden != "" && r.Hidden != worklist.HiddenLeft
	})
	slices.SortStableFunc(rows, func(a, b worklist.Row) int { return cmp.Compare(b.ToCollect, a.ToCollect) })
	listed := map[string]int{}
	for i := range rows {
		x := &rows[i]
		if listed[x.Currency] == largest {
			continue
		}
		listed[x.Currency]++
		who, err := l.people.Name(directory.Person, x.Collector)
		if err != nil {
			return err
		}
		said := "never contacted"
		if x.LastContact.Day != 0 {
			said = "last contacted on " + x.LastContact.Day.String()
		}
		if x.OldestDays > 0 {
			said += fmt.Sprintf("; oldest bill %s overdue", text.Count(x.OldestDays, "day", "days"))
		}
		if why := left[x.Customer]; why != "" {
			said += "; left out: " + why
		}
		l.add(x.Customer, Row{Kind: Untouched, Who: who, Day: x.LastContact.Day, Amount: x.ToCollect,
			Currency: money.Currency{Code: x.Currency, Digits: x.Digits}, Text: said})
	}
	return nil
}

// approved lists the self-approvals of the day.
func (l *list) approved() error {
	all, err := sod.List(l.v)
	for i := range all {
		if r := &all[i]; r.Day == l.day {
			l.add(r.Customer, Row{Kind: SelfApproved, Who: r.Who, Day: r.Day, Text: "approved their own " + r.What})
		}
	}
	return err
}
