// Package expiry lists the customers' documents that have expired or will within so many
// days: licences, guarantees, facilities, agreements, powers of attorney (RULES 8), as of
// any day. One that was renewed or withdrawn by then is not listed. The package must never
// say that a document ends on another day than is written on it.
package expiry

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/document"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// Bands are the last days of the bands but the first, which is of what is over already.
var Bands = [...]int{30, 60, 90}

// Query says what to list: documents that end at the latest Days (90 when 0) after AsOf.
// Customer is a code, Collector and Branch are names; empty is all. Covered are collectors
// whose customers are listed with those of Collector.
type Query struct {
	AsOf                        civil.Date
	Days                        int
	Type                        document.Type // 0 is all
	Customer, Collector, Branch string
	Covered                     []string
}

// Row is one document. Days are those left: 0 on its last day, negative once it is over.
type Row struct {
	document.Document
	Code, Name, Collector, Branch string
	Days                          int
	Band                          int // 0: over; else one more than its place in Bands, one more than the last: later
	Says                          string
}

// List is the documents, the first to end first, and how many there are in each band.
type List struct {
	Query
	Rows   []Row
	Counts [len(Bands) + 2]int
}

// Band is the band of so many days left: 0 is over.
func Band(days int) int {
	if days < 0 {
		return 0
	}
	for i, last := range Bands {
		if days <= last {
			return i + 1
		}
	}
	return len(Bands) + 1
}

// BandName is a band in words.
func BandName(band int) string {
	switch {
	case band == 0:
		return "expired"
	case band == 1:
		return fmt.Sprintf("in %d days", Bands[0])
	case band > len(Bands):
		return fmt.Sprintf("after %d", Bands[len(Bands)-1])
	}
	return fmt.Sprintf("%d-%d", Bands[band-2]+1, Bands[band-1])
}

// Compute makes the list.
func Compute(v *book.View, q Query) (*List, error) {
	if q.Days == 0 {
		q.Days = Bands[len(Bands)-1]
	}
	if q.Days < 0 || q.Days > 3660 {
		return nil, book.RefuseField("days", "the list looks 0 to 3660 days ahead, not %d", q.Days)
	}
	people := ledger.NewPeople(v, q.AsOf)
	if q.Customer != "" {
		if _, err := ledger.FindCustomer(v, q.Customer); err != nil {
			return nil, err
		}
	}
	l, failed := &List{Query: q}, error(nil)
	err := document.Expiring(v, q.AsOf, q.Days, func(d document.Due) bool {
		if q.Type != 0 && q.Type != d.Type {
			return true
		}
		var r Row
		if r, failed = row(v, people, &q, d); failed == nil && r.wanted(&q) {
			l.Rows = append(l.Rows, r)
			l.Counts[r.Band]++
		}
		return failed == nil
	})
	slices.SortStableFunc(l.Rows, func(a, b Row) int { return cmp.Or(a.Days-b.Days, cmp.Compare(a.Code, b.Code)) })
	return l, cmp.Or(err, failed)
}

func row(v *book.View, people *ledger.People, q *Query, due document.Due) (r Row, err error) {
	if r.Document, err = document.Get(v, due.ID); err != nil {
		return r, err
	}
	line, err := people.Line(due.Customer)
	if err != nil {
		return r, err
	}
	step := people.Step(due.Customer)
	r.Code, r.Name, r.Days, r.Says = line.Code, line.Name, due.Days(q.AsOf), due.Says(q.AsOf)
	r.Band = Band(r.Days)
	if r.Collector, err = people.Name(directory.Person, step.Collector); err != nil {
		return r, err
	}
	r.Branch, err = people.Name(directory.Branch, step.Branch)
	return r, err
}

func (r *Row) wanted(q *Query) bool {
	same := func(want, is string) bool { return want == "" || text.Fold(want) == text.Fold(is) }
	of := same(q.Collector, r.Collector) || slices.ContainsFunc(q.Covered, func(c string) bool {
		return same(c, r.Collector)
	})
	return (q.Customer == "" || q.Customer == r.Code) && of && same(q.Branch, r.Branch)
}

// Step is a document in the history of one, and what became of it by the day asked for.
type Step struct {
	document.Document
	Became string // "stands", "renewed on 2025-06-25 by ali"
}

// Explain gives a document and those it replaced, the newest first.
func Explain(v *book.View, id uint32, asOf civil.Date) ([]Step, error) {
	chain, err := document.Chain(v, id)
	if err != nil {
		return nil, err
	}
	var out []Step
	for _, d := range chain {
		if !d.At(asOf) {
			continue
		}
		s := Step{d, "stands"}
		if e, ended := d.Ended(asOf); ended {
			s.Became = fmt.Sprintf("%s on %s by %s", e.How, e.On, e.Who)
			if e.Note != "" {
				s.Became += ": " + e.Note
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// OfCustomer gives the documents of a customer that stood on a day, the first to end
// first, those without an end last.
func OfCustomer(v *book.View, c *customer.Customer, asOf civil.Date) ([]Row, error) {
	all, err := document.OfCustomer(v, c.ID, asOf)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, d := range all {
		if !d.Live(asOf) {
			continue
		}
		r := Row{Document: d, Code: c.Code, Name: c.Name, Band: len(Bands) + 1}
		if x := &d.Details; x.Expires != 0 {
			due := document.Due{ID: d.ID, Customer: c.ID, Type: d.Type, Expires: x.Expires, Annual: x.Annual}
			r.Days, r.Says = due.Days(asOf), due.Says(asOf)
			r.Band = Band(r.Days)
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		if (a.Details.Expires == 0) != (b.Details.Expires == 0) {
			return int(b.Details.Expires) - int(a.Details.Expires)
		}
		return a.Days - b.Days
	})
	return rows, nil
}
