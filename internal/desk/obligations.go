package desk

import (
	"duebook/internal/ar/bill"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/expected"
	"duebook/internal/report/obligations"
)

// Promises is what customers are bound by on the day that is read.
func (d *Desk) Promises(q obligations.Query) (l *obligations.List, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		l, err = obligations.Compute(v, q)
		return err
	})
	return l, err
}

// ExportPromises writes the list as CSV or XLSX; kept writes how promises were kept.
func (d *Desk) ExportPromises(q obligations.Query, kept bool, path string) error {
	l, err := d.Promises(q)
	if err != nil {
		return err
	}
	if kept {
		return d.writeTables(path, l.RatioTable())
	}
	return d.writeTables(path, l.Table())
}

// Expected is what is expected in by week, one report a currency.
func (d *Desk) Expected(q expected.Query) (all []expected.Report, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		all, err = expected.Compute(v, q)
		return err
	})
	return all, err
}

// Schedule is what a plan or a paper would bind a customer to. An instalment moved to an
// open day tells the day it was Asked for.
type Schedule struct {
	Parts    []obligation.Instalment
	Sum      money.Minor
	Bills    int
	Warnings []string
}

// PreviewPlan lays a payment plan out, refusing as its posting would.
func (d *Desk) PreviewPlan(c promise.Plan) (s Schedule, err error) {
	facts, err := d.Preview(&c)
	if err != nil {
		return s, err
	}
	for _, f := range facts {
		if t, ok := f.(*promise.Taken); ok {
			s.Sum, s.Bills = t.Promise.Amount, len(t.Promise.Bills)
		}
	}
	err = d.View(func(v *book.View) error {
		r := d.request("preview", &c)
		s.Parts, err = c.Lay(d.book.Input(v, &r))
		return err
	})
	return s, err
}

// PreviewPaper lays the schedule of a paper out, with what its posting would warn of. The
// days of c are ISO dates.
func (d *Desk) PreviewPaper(c obligation.Record) (s Schedule, err error) {
	facts, err := d.Preview(&c)
	if err != nil {
		return s, err
	}
	for _, f := range facts {
		r, ok := f.(*obligation.Recorded)
		if !ok {
			continue
		}
		o := &r.Obligation
		s.Sum, s.Bills = o.Amount, len(o.Bills)
		for _, p := range o.Schedule {
			s.Parts = append(s.Parts, obligation.Instalment{Date: p.Date, Asked: p.Date, Amount: p.Amount})
		}
		if first, bad := civil.Parse(c.Due); c.Parts > 1 && bad == nil {
			if s.Parts, err = obligation.Instalments(o.Amount, c.Parts, c.Every, first, d.Calendar()); err != nil {
				return s, err
			}
		}
	}
	s.Warnings, err = d.Warnings(&c)
	return s, err
}

// PaperChange is a field of a paper and its new value, as typed.
type PaperChange struct{ Field, Value string }

// EditPaper puts words of a paper right, all or none.
func (d *Desk) EditPaper(key string, id uint32, changes []PaperChange) error {
	if len(changes) == 0 {
		return nil
	}
	commands := make([]book.Command, len(changes))
	for i, c := range changes {
		commands[i] = &obligation.Edit{ID: id, Field: c.Field, Value: c.Value}
	}
	return d.together(key, commands)
}

// BillNumbers are the numbers of an account's bills, of at most the first few, and how
// many more there are.
func (d *Desk) BillNumbers(acc uint32, bills []uint32, few int) (numbers []string, more int, err error) {
	err = d.View(func(v *book.View) error {
		for _, id := range bills[:min(len(bills), few)] {
			b, err := bill.Get(v, acc, id)
			if err != nil {
				return err
			}
			numbers = append(numbers, b.Number)
		}
		return nil
	})
	return numbers, max(len(bills)-few, 0), err
}
