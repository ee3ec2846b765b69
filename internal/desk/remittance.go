package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/exchange"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Remittance is a customer's list of what his payment is for, as it fits his open parts.
type Remittance struct {
	Total   money.Minor            // what the payment comes to: the list's own total, else its sum
	Paid    map[int]money.Minor    // by line of the allocation
	Credits []receipt.ApplyMore    // credits he took off, on the parts they pay
	Off     map[int]money.Minor    // what the credits pay, by line
	Words   map[int]string         // which credits, by line
	Sum     money.Minor            // of Paid
	used    map[string]money.Minor // by credit
}

// Remittance reads a remittance list for an allocation, and refuses it as a whole when a
// row does not fit. It posts nothing.
func (d *Desk) Remittance(a *Allocation, path string) (*Remittance, error) {
	rows, total, err := d.remittanceRows(a, path)
	if err != nil {
		return nil, err
	}
	r := &Remittance{Total: total, Paid: map[int]money.Minor{}, Off: map[int]money.Minor{},
		Words: map[int]string{}, used: map[string]money.Minor{}}
	err = d.View(func(v *book.View) error {
		for i := range rows {
			if rows[i].Amount > 0 {
				if err := a.onAccount(v, &rows[i]); err != nil {
					return err
				}
			}
		}
		paid, uses, err := receipt.NetList(v, a.Account, rows)
		if err != nil {
			return err
		}
		for i := range uses {
			if err := r.credit(v, a, &uses[i]); err != nil {
				return err
			}
		}
		for i := range paid {
			err := r.put(a, &paid[i], func(line int, m money.Minor) { r.Paid[line] += m; r.Sum += m })
			if err != nil {
				return err
			}
		}
		return nil
	})
	if r.Total == 0 {
		r.Total = r.Sum
	}
	if err == nil && r.Total < r.Sum {
		err = book.Refuse(book.Invalid, "the list says it is about %s, and its rows come to %s: ask which is right",
			a.say(r.Total), a.say(r.Sum))
	}
	return r, err
}

func (a *Allocation) say(m money.Minor) string { return text.FormatAmount(m, a.Money.Digits) }

// onAccount refuses a row about a bill that the account does not have open.
func (a *Allocation) onAccount(v *book.View, row *receipt.ListRow) error {
	for i := range a.Lines {
		if a.Lines[i].Number == row.Number {
			return nil
		}
	}
	b, ok, err := bill.ByNumber(v, row.Number)
	switch {
	case err != nil:
		return err
	case ok && b.Account == a.Account:
		return book.Refuse(book.Invalid, "line %d: nothing of bill %s is open: leave the line out, its money stays "+
			"unapplied", row.Line, row.Number)
	case ok:
		return book.Refuse(book.Invalid, "line %d: bill %s is of another customer or currency: ask whose list it is",
			row.Line, row.Number)
	}
	return book.Refuse(book.Invalid, "line %d: the book has no bill %s: correct the number, or issue the bill first",
		row.Line, row.Number)
}

// put shares a row over the open parts of its bill, the oldest due first.
func (r *Remittance) put(a *Allocation, row *receipt.ListRow, take func(line int, m money.Minor)) error {
	rest, open := row.Amount, money.Minor(0)
	for i := range a.Lines {
		l := &a.Lines[i]
		if l.Number != row.Number || row.Part != 0 && row.Part != l.Part {
			continue
		}
		free := l.Item.Left - r.Paid[i] - r.Off[i]
		open += free
		if m := min(rest, free); m > 0 {
			take(i, m)
			rest -= m
		}
	}
	if rest > 0 {
		return book.Refuse(book.Invalid, "line %d: bill %s has %s open, the list pays %s: ask the customer what the "+
			"rest is for", row.Line, row.Number, a.say(open), a.say(row.Amount))
	}
	return nil
}

// credit puts part of a credit on the bill it was taken off for.
func (r *Remittance) credit(v *book.View, a *Allocation, use *receipt.CreditUse) error {
	c, err := receipt.Must(v, use.Credit)
	if err != nil {
		return err
	}
	item, _, err := openitem.Get(v, c.Account, c.Date, c.ID, 0)
	if err != nil {
		return err
	}
	if r.used[c.Number] += use.Amount; r.used[c.Number] > item.Left {
		return book.Refuse(book.Invalid, "line %d takes more off than credit %s has left (%s): ask the customer for "+
			"the rest, or leave the line out", use.Line, c.Number, a.say(item.Left))
	}
	return r.put(a, &use.ListRow, func(line int, m money.Minor) {
		at := len(r.Credits) - 1
		if at < 0 || r.Credits[at].Receipt != c.Number {
			r.Credits = append(r.Credits, receipt.ApplyMore{Receipt: c.Number, Mode: string(receipt.Marked)})
			at++
		}
		r.Credits[at].Parts = append(r.Credits[at].Parts, receipt.PartChoice{Bill: a.Lines[line].Number,
			Part: a.Lines[line].Part, Amount: a.Money.Plain(m)})
		r.Off[line] += m
		if r.Words[line] != "" {
			r.Words[line] += ", "
		}
		r.Words[line] += c.Number + " " + a.say(m)
	})
}

// remittanceRows reads the rows of a list, and the whole payment where it says it.
func (d *Desk) remittanceRows(a *Allocation, path string) (rows []receipt.ListRow, total money.Minor, err error) {
	o := exchange.Options{Kind: exchange.Remittance, Today: d.Today(), Fallback: a.Money.Code}
	f, err := exchange.Open(path, o)
	if err != nil {
		return nil, 0, err
	}
	var kept map[string]string
	if err = d.View(func(v *book.View) error {
		kept, err = intake.MappingOf(v, f.Facts().HeaderKey)
		return err
	}); err != nil {
		return nil, 0, err
	}
	o.Map = maps.Clone(kept)
	if o.Map == nil {
		o.Map = map[string]string{}
	}
	o.Map["date"] = "" // a row of the list is dated as the receipt
	p, err := f.Parse(context.Background(), o)
	var ask *exchange.Ask
	switch {
	case errors.As(err, &ask):
		return nil, 0, fmt.Errorf("the list leaves a question open (%s): post the receipt unapplied, and take the "+
			"list in on the Import screen, which asks", ask.Question)
	case err != nil:
		return nil, 0, err
	case p.RefusedRows > 0:
		return nil, 0, errors.New(p.Refused[0].String())
	case p.Kind != exchange.Remittance:
		return nil, 0, fmt.Errorf("this is no remittance list: its rows must name bills and amounts")
	}
	for i := range p.Applications {
		x := &p.Applications[i]
		if x.Currency != a.Money.Code {
			return nil, 0, book.Refuse(book.Invalid, "line %d is in %s, the account in %s: choose the account in %s",
				x.Line, x.Currency, a.Money.Code, x.Currency)
		}
		rows = append(rows, receipt.ListRow{Number: x.Bill, Part: x.Part, Amount: x.Amount, Line: int(x.Line)})
		total = max(total, x.Total)
	}
	if len(rows) == 0 {
		return nil, 0, fmt.Errorf("the list has no rows")
	}
	return rows, total, nil
}
