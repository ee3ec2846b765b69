// Package cashsheet reckons the cash of each till by day: opening, received, banked,
// paid out, differences with their reasons, and the closing against what was counted
// (RULES 10); what people's cash differed by over time; and the receipt books with
// their gaps named. The package must never make a sheet foot: what differs is shown.
package cashsheet

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Query says which days' sheets, as they are known at the end of AsOf. Without days it
// is AsOf's. Till is a branch's name, "" is all. Changed is how many days before From
// are looked at for sheets that something was recorded for after their count.
type Query struct {
	AsOf     civil.Date
	From, To civil.Date
	Till     string
	Changed  int
}

func (q *Query) fill() {
	if q.To == 0 || q.To > q.AsOf {
		q.To = q.AsOf
	}
	if q.From == 0 || q.From > q.To {
		q.From = q.To
	}
}

// Sheet is one till's day in one currency. Banked and PaidOut are what left the till,
// above zero, and so is ToTills; a take-back lowers its line. Closing = Opening +
// Received + Handed + Drawn + FromTills - ToTills - Banked - PaidOut + Difference.
// Kept is the day the till is kept from, 0 when only receipts tell of it.
type Sheet struct {
	Till                                         string
	Money                                        money.Currency
	Day, Kept                                    civil.Date
	Opening, Received, Handed, Drawn             money.Minor
	FromTills, ToTills                           money.Minor
	Banked, PaidOut, Difference, Closing, Actual money.Minor
	Counted                                      bool // Actual was counted
	Tally                                        cashbox.Tally
	By                                           string // who counted
	Lines                                        []Line
}

// Off is what the count differs from the closing, as when a receipt was dated back to
// a day that was counted before.
func (s *Sheet) Off() money.Minor {
	if !s.Counted {
		return 0
	}
	return s.Actual - s.Closing
}

// In is all that came into the till from outside; what came from other tills is not.
func (s *Sheet) In() money.Minor { return s.Received + s.Handed + s.Drawn }

// Line is one movement of a sheet: What it was, with its number, Who it is about.
type Line struct {
	cashbox.Movement
	What, Who string
}

var whats = map[cashbox.Line]string{cashbox.Opening: "start", cashbox.Received: "receipt",
	cashbox.Handed:   "handed over",
	cashbox.FromBank: "drawn", cashbox.ToBank: "banked", cashbox.Out: "paid out", cashbox.Differing: "difference",
	cashbox.FromTill: "transferred in", cashbox.ToTill: "transferred out"}

// Compute makes the sheets by till, currency and day. Of several days, only those on
// which something happened have one.
func Compute(v *book.View, q Query) ([]Sheet, error) {
	q.fill()
	tills, err := cashbox.Tills(v)
	if err != nil {
		return nil, err
	}
	names, err := newNames(v)
	if err != nil {
		return nil, err
	}
	var all []Sheet
	for i := range tills {
		t := &tills[i]
		name := names.till(t.ID)
		if q.Till != "" && text.Fold(q.Till) != text.Fold(name) {
			continue
		}
		for _, day := range days(t, q) {
			s, err := sheet(t, day, q.AsOf, names)
			if err != nil {
				return nil, err
			}
			if s.Till = name; day >= q.From || s.Off() != 0 {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

// days are those of the query that a till has a sheet for.
func days(t *cashbox.Till, q Query) []civil.Date {
	busy := map[civil.Date]bool{}
	for i := range t.Moves {
		if d := t.Moves[i].Day; d >= q.From && d <= q.To && d >= t.From {
			busy[d] = true
		}
	}
	for i := range t.Counts {
		if c := &t.Counts[i]; c.Day >= q.From.Add(-q.Changed) && c.Day <= q.To && t.ClosedOn(c.Day, q.AsOf) != nil {
			busy[c.Day] = true
		}
	}
	if q.From == q.To && t.From != 0 && t.From <= q.To {
		busy[q.To] = true
	}
	out := make([]civil.Date, 0, len(busy))
	for d := range busy {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

func sheet(t *cashbox.Till, day, asOf civil.Date, names *names) (Sheet, error) {
	s := Sheet{Money: t.Money, Day: day, Kept: t.From}
	if t.From != 0 {
		s.Opening = t.Balance(day - 1)
	}
	s.Closing = s.Opening
	for _, m := range t.Moves {
		if m.Day != day {
			continue
		}
		switch s.Closing += m.Amount; m.Line {
		case cashbox.Received:
			s.Received += m.Amount
		case cashbox.Handed:
			s.Handed += m.Amount
		case cashbox.FromBank:
			s.Drawn += m.Amount
		case cashbox.FromTill:
			s.FromTills += m.Amount
		case cashbox.ToTill:
			s.ToTills -= m.Amount
		case cashbox.ToBank:
			s.Banked -= m.Amount
		case cashbox.Out:
			s.PaidOut -= m.Amount
		case cashbox.Differing:
			s.Difference += m.Amount
		}
		l := Line{Movement: m, What: whats[m.Line]}
		if m.Line == cashbox.Differing {
			l.What = m.Reason.String()
		}
		var err error
		if l.Who, err = names.who(&m); err != nil {
			return s, err
		}
		s.Lines = append(s.Lines, l)
	}
	if c := t.ClosedOn(day, asOf); c != nil {
		s.Counted, s.Actual, s.Tally, s.By = true, c.Tally.Total, c.Tally, c.By
	}
	return s, nil
}

// names finds what stands for numbers.
type names struct {
	v                *book.View
	branches, people map[uint16]string
	customers        map[uint32]string // by account
}

func newNames(v *book.View) (*names, error) {
	n := &names{v: v, customers: map[uint32]string{}}
	var err error
	if n.branches, err = directory.Names(v, directory.Branch); err == nil {
		n.people, err = directory.Names(v, directory.Person)
	}
	return n, err
}

func (n *names) till(id uint16) string { return cmp.Or(n.branches[id], cashbox.MainTill) }

func (n *names) who(m *cashbox.Movement) (string, error) {
	switch {
	case m.Line == cashbox.FromTill || m.Line == cashbox.ToTill:
		return "till " + n.till(m.Other), nil
	case m.Person != 0:
		return n.people[m.Person], nil
	case m.Account == 0:
		return "", nil
	}
	if s, ok := n.customers[m.Account]; ok {
		return s, nil
	}
	a, err := account.Get(n.v, m.Account)
	if err != nil {
		return "", err
	}
	c, err := customer.Get(n.v, a.Customer)
	n.customers[m.Account] = c.Name
	return c.Name, err
}

// Said is a line's number, note and whether it was taken back, in words.
func (l *Line) Said() string {
	parts := []string{l.Name}
	if l.Note != "" {
		parts = append(parts, l.Note)
	}
	if l.Back {
		parts = append(parts, "taken back")
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
