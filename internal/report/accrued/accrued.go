// Package accrued is the report of interest (RULES 7): by customer what has accrued
// on what is overdue, what notes charged of it, what was waived and paid, and what
// the next run would charge; and of any bill how its figure came about. It must never
// charge anything.
package accrued

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Query says what to list.
type Query struct {
	AsOf   civil.Date
	Within []ledger.Scope
	Sums   bool // rows without their lines: the numbers of the bills are not read
}

// Row is an account with interest. All figures are minor units of its currency, as of
// the day. Late is what is overdue of bills that bear interest; Accrued all that accrued
// since they were due; Charged what notes charged or gave up of it; ToCharge the rest,
// negative when a late receipt is to be credited back. Of the notes Noted is what they
// came to, Waived, Credited and Paid what was settled of it, Unpaid what is open.
type Row struct {
	Account, Customer uint32
	Code, Name        string
	Collector         string
	Currency          money.Currency
	Terms             string // those of the day
	Late              money.Minor
	Accrued           money.Minor
	Charged           money.Minor
	ToCharge          money.Minor
	Noted             money.Minor
	Waived            money.Minor // of notes
	Credited          money.Minor // credited back or reversed
	Given             money.Minor // before any note: waived, or over a note's maximum
	Paid              money.Minor
	Unpaid            money.Minor
	Waits             money.Minor // the least a note may be, when it is not reached
	Over              money.Minor // of ToCharge: what passes the most a note may be, and is given up
	Lines             []Line
	Notes             []Note
}

// Line is one due part.
type Line struct {
	interest.Line
	Number string
	Parts  int
	Days   int // late
}

// Note is a posted note. Credit notes of interest are no rows: they show in what the
// notes have open.
type Note struct {
	ID       uint32
	Number   string
	Date     civil.Date
	Due      civil.Date
	Upto     civil.Date // reckoned to the end of this day; none: of a file
	Amount   money.Minor
	Waived   money.Minor
	Credited money.Minor
	Paid     money.Minor
	Open     money.Minor
}

// List is the interest of a day.
type List struct {
	Query
	On   bool // some terms are in force, or were
	Rows []Row
}

// Compute lists the accounts with interest accrued, charged or unpaid, the largest to
// charge first, currency by currency.
func Compute(v *book.View, q Query) (*List, error) {
	l := &List{Query: q}
	people := ledger.NewPeople(v, q.AsOf)
	in, accounts, err := people.Within(q.Within)
	if err != nil {
		return nil, err
	}
	err = interest.All(v, func(t *interest.Terms) (bool, error) {
		l.On = l.On || t.Known(q.AsOf)
		return !l.On, nil
	})
	if err != nil {
		return nil, err
	}
	var failed error
	type saidOf struct {
		terms *interest.Terms
		money money.Currency
	}
	said := map[saidOf]string{}
	err = interest.Propose(v, q.AsOf, q.AsOf, accounts, func(n *interest.Note) bool {
		if in != nil && !in(&openitem.Item{Account: n.Account, Flags: openitem.Credit}) {
			return true
		}
		r := Row{Account: n.Account, Customer: n.Customer, Currency: n.Currency, ToCharge: n.Total, Waits: n.Waits,
			Over: n.Given}
		if n.Terms != nil {
			k := saidOf{n.Terms, n.Currency}
			if said[k] == "" {
				said[k] = n.Terms.Says(n.Currency)
			}
			r.Terms = said[k]
		}
		if failed = r.fill(v, q, n.All, people); failed == nil {
			l.Rows = append(l.Rows, r)
		}
		return failed == nil
	})
	if failed != nil {
		err = failed
	}
	if err == nil {
		err = l.others(v, people, in, accounts)
	}
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(l.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Currency.Code, b.Currency.Code), cmp.Compare(b.ToCharge, a.ToCharge),
			cmp.Compare(b.Unpaid, a.Unpaid), cmp.Compare(a.Code, b.Code))
	})
	return l, nil
}

// others adds the accounts whose notes are open and on which nothing accrues: notes
// that files brought.
func (l *List) others(v *book.View, people *ledger.People, in func(*openitem.Item) bool, accounts []uint32) error {
	seen := map[uint32]bool{}
	for i := range l.Rows {
		seen[l.Rows[i].Account] = true
	}
	var more []uint32
	err := ledger.Walk(v, l.AsOf, accounts, ledger.Visitor{Item: func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit == 0 && i.Kind == uint8(bill.InterestNote) && !seen[i.Account] &&
			(in == nil || in(&openitem.Item{Account: i.Account, Flags: openitem.Credit})) {
			seen[i.Account] = true
			more = append(more, i.Account)
		}
		return true
	}})
	for _, acc := range more {
		if err == nil {
			r := Row{Account: acc, Customer: people.Customer(acc), Currency: people.Money(acc)}
			err = r.fill(v, l.Query, nil, people)
			l.Rows = append(l.Rows, r)
		}
	}
	return err
}

func (r *Row) fill(v *book.View, q Query, lines []interest.Line, people *ledger.People) error {
	who, err := people.Line(r.Customer)
	if err != nil {
		return err
	}
	r.Code, r.Name = who.Code, who.Name
	if _, r.Collector, err = people.Label(ledger.ByCollector, uint32(people.Step(r.Customer).Collector),
		nil); err != nil {
		return err
	}
	for i := range lines {
		x := &lines[i]
		r.Accrued, r.Charged = r.Accrued+x.Accrued, r.Charged+x.Charged
		late := x.DueDate != 0 && q.AsOf > x.DueDate // no due date: charged, and gone or moved since
		if late {
			r.Late += x.Open
		}
		if q.Sums {
			continue
		}
		b, err := bill.Get(v, r.Account, x.Bill)
		if err != nil {
			return err
		}
		l := Line{Line: *x, Number: b.Number, Parts: len(b.Parts)}
		if x.DueDate != 0 {
			l.Days = int(q.AsOf - x.DueDate)
		}
		r.Lines = append(r.Lines, l)
	}
	return r.notes(v, q.AsOf)
}

// notes reads the account's notes and how they stand.
func (r *Row) notes(v *book.View, asOf civil.Date) error {
	upto := map[uint32]civil.Date{}
	err := interest.Charges(v, r.Account, func(c *interest.Charge) (bool, error) {
		if c.At(asOf) {
			upto[c.Note] = c.Upto
			r.Given += c.Given
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	var notes []uint32
	bill.Heads(v, r.Account, func(id uint32, h bill.Head) bool {
		if h.Kind == bill.InterestNote && h.Posting <= asOf && (h.Voided == 0 || h.Voided > asOf) {
			notes = append(notes, id)
		}
		return true
	})
	for _, id := range notes {
		b, err := bill.Get(v, r.Account, id)
		if err != nil {
			return err
		}
		n := Note{ID: id, Number: b.Number, Date: b.Posting, Due: b.Parts[0].DueAt(asOf), Upto: upto[id],
			Amount: b.Amount()}
		receipt.OnBill(v, r.Account, id, func(a *receipt.Application) bool {
			switch {
			case !a.At(asOf):
			case a.Kind == receipt.Waiver:
				n.Waived += a.Amount
			case a.Kind == receipt.CreditNote:
				n.Credited += a.Amount
			default:
				n.Paid += a.Amount
			}
			return true
		})
		n.Open = n.Amount - n.Waived - n.Credited - n.Paid
		r.Notes = append(r.Notes, n)
		r.Noted, r.Waived, r.Credited = r.Noted+n.Amount, r.Waived+n.Waived, r.Credited+n.Credited
		r.Paid, r.Unpaid = r.Paid+n.Paid, r.Unpaid+n.Open
	}
	return nil
}

// How is how the interest of a due part came about.
type How struct {
	AsOf     civil.Date
	Bill     bill.Bill
	Part     int // from 1
	Currency money.Currency
	Line     interest.Line
	Segments []interest.Segment
	Charges  []interest.Charge
}

// Explain tells it of a bill's number and part (from 1), as of a day.
func Explain(v *book.View, asOf civil.Date, number string, part int) (*How, error) {
	b, err := bill.Must(v, number)
	if err != nil {
		return nil, err
	}
	if part < 1 || part > len(b.Parts) {
		return nil, book.RefuseField("part", "bill %s has %d parts: give 1 to %d", b.Number, len(b.Parts), len(b.Parts))
	}
	acc, err := account.Get(v, b.Account)
	if err != nil {
		return nil, err
	}
	h := &How{AsOf: asOf, Bill: b, Part: part, Currency: acc.Money()}
	h.Line, err = interest.Explain(v, asOf, b.Account, b.ID, uint8(part-1), func(s *interest.Segment) {
		h.Segments = append(h.Segments, *s)
	})
	if err != nil {
		return nil, err
	}
	err = interest.Charges(v, b.Account, func(c *interest.Charge) (bool, error) {
		if c.Bill == b.ID && int(c.Part) == part-1 && c.At(asOf) {
			h.Charges = append(h.Charges, *c)
		}
		return true, nil
	})
	return h, err
}
