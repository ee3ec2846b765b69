package demo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/intake"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

var large = map[Size]struct{ customers, bills int }{Small: {2_000, 50_000}, Medium: {20_000, 1_000_000},
	Large: {200_000, 10_000_000}}

// chunk is how many bills one import brings, so that the largest size needs no
// more memory than the middle one.
const chunk = 1_000_000

// stream makes the bills of a bench size one after another, in the order of
// their days. The first customer has a twentieth of all; half of the others lie
// with a fifth of the customers. A third of the bills is open.
type stream struct {
	d                dice
	customers, bills int
	start, last      civil.Date
	parties          []*intake.Party
	terms            []int
	j                int
}

func newStream(o Options) (*stream, error) {
	size, ok := large[o.Size]
	if !ok {
		return nil, book.RefuseField("size", "%q is not a size of the benches (s, m, l)", string(o.Size))
	}
	set := company.Defaults("", money.Currency{Code: "SAR", Digits: 2})
	cal := set.Calendar()
	s := &stream{d: newDice(o.Seed, 2), customers: size.customers, bills: size.bills, last: cal.Last(o.Today - 1),
		start: o.Today.AddMonths(-months)}
	names := newDice(o.Seed, 3)
	for i := range s.customers {
		b := branches[i*5%len(branches)]
		s.parties = append(s.parties, &intake.Party{Customer: fmt.Sprintf("%06d", 100_000+i), Currency: "SAR",
			Name: fmt.Sprintf("%s %d", names.firm().latin, i+1), Branch: b.city, Salesman: sellers[i%len(sellers)]})
		s.terms = append(s.terms, []int{30, 30, 45, 60, 90}[i%5])
	}
	return s, nil
}

// next makes the next bill; false when there is none.
func (s *stream) next(r *intake.BillRow) bool {
	if s.j == s.bills {
		return false
	}
	i, heavy, fifth := 0, s.bills/20, s.customers/5
	if k := s.j / 20; s.j%20 != 0 || k >= heavy {
		k = s.j - k - 1
		if i = 1 + k/2%fifth; k%2 == 1 {
			i = 1 + fifth + k/2%(s.customers-1-fifth)
		}
	}
	doc := s.start + civil.Date(int64(s.j)*int64(s.last-s.start)/int64(s.bills))
	*r = intake.BillRow{Party: s.parties[i], Number: "INV" + strconv.Itoa(10_000_000+s.j), Line: int32(s.j%chunk + 2),
		Doc: doc, Post: doc, Due: doc.Add(s.terms[i]), Amount: money.Minor(s.d.between(50_00, 48_000_00)),
		HasOpen: true}
	open := 20
	if s.last-doc < 100 {
		open = 90
	}
	switch {
	case !s.d.chance(open):
		r.Settled = min(max(r.Due.Add(s.d.between(-10, 55)), doc), s.last)
	case s.d.chance(8):
		r.Open = r.Amount * money.Minor(s.d.between(20, 80)) / 100
	default:
		r.Open = r.Amount
	}
	s.j++
	return true
}

// makeLarge fills a book for the benches by imports.
func makeLarge(ctx context.Context, b *book.Book, o Options) (Made, error) {
	s, err := newStream(o)
	if err != nil {
		return Made{}, err
	}
	box := &outbox{ctx: ctx, b: b}
	box.put(8*60, supervisor, &company.Found{Name: Company, Currency: "SAR"})
	if err := errors.Join(box.close(s.start), box.flush()); err != nil {
		return Made{}, err
	}
	at := time.Unix(int64(s.last)*86400+5*3600, 0).UTC()
	bulk := func(c *intake.Import) error {
		c.File, c.Source, c.CutOff = fmt.Sprintf("sample %s", o.Size), "sample "+c.Holds, s.last
		c.SHA256 = fmt.Sprintf("%s-%d-%d", o.Size, o.Seed, s.j)
		_, err := b.Bulk(ctx, book.Request{Key: "sample " + c.Holds + c.SHA256, Who: accountant, Role: "all",
			Session: "sample", Now: at, Today: s.last, Command: c}, nil)
		return err
	}
	if err := bulk(&intake.Import{Holds: intake.Customers, Customers: s.cards()}); err != nil {
		return Made{}, err
	}
	for s.j < s.bills {
		rows := make([]intake.BillRow, min(chunk, s.bills-s.j))
		for i := range rows {
			s.next(&rows[i])
		}
		if err := bulk(&intake.Import{Holds: intake.Bills, Bills: rows}); err != nil {
			return Made{}, err
		}
		if o.Progress != nil {
			o.Progress(s.j, s.bills)
		}
	}
	s.talk(box)
	if err := errors.Join(box.close(s.last), box.flush()); err != nil {
		return Made{}, err
	}
	return Made{Customers: s.customers, Bills: s.bills}, nil
}

// cards are the customers as a file would bring them.
func (s *stream) cards() []intake.CustomerRow {
	d := newDice(0, 4)
	all := make([]intake.CustomerRow, s.customers)
	for i, p := range s.parties {
		person, _ := d.person()
		all[i] = intake.CustomerRow{Code: p.Customer, Name: p.Name, Branch: p.Branch, Salesman: p.Salesman,
			Collector: branches[i*5%len(branches)].collectors[0], Terms: strconv.Itoa(s.terms[i]), Contact: person,
			Phones: []string{d.mobile(p.Branch)}, Currency: "SAR", HasLimit: i%4 != 0,
			Limit: money.Minor(d.between(2, 200)) * 10_000_00, Line: int32(i + 2)}
	}
	return all
}

// talk is a day of calls: a few of them, for a bench is about the bills.
func (s *stream) talk(box *outbox) {
	for i := 1; i < s.customers; i += max(s.customers/1000, 1) {
		l := &contact.Log{Customer: s.parties[i].Customer, Result: "no answer"}
		if i%3 == 0 {
			l.Result, l.NextDate = "promised", "none"
			l.Promise = &contact.Pledge{Amount: "5000", Date: s.last.Add(7).String()}
		}
		box.put(9*60+i%400, branches[i*5%len(branches)].collectors[0], l)
	}
}

// WriteCSV writes the open and settled bills of a bench size as an ERP would
// list them, one line a bill: the file for the import benches. The same options
// give the same file.
func WriteCSV(path string, o Options) error {
	s, err := newStream(o)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "Customer Code,Customer Name,Invoice No,Document Date,Due Date,Amount,Open Amount,Branch,Salesman")
	cur := money.Currency{Code: "SAR", Digits: 2}
	var line []byte
	for r := (intake.BillRow{}); s.next(&r); {
		line = append(append(append(line[:0], r.Customer...), ','), r.Name...)
		line = append(append(append(line, ','), r.Number...), ',')
		line = append(r.Due.Append(append(r.Doc.Append(line), ',')), ',')
		line = cur.AppendPlain(append(cur.AppendPlain(line, r.Amount), ','), r.Open)
		line = append(append(append(append(line, ','), r.Branch...), ','), r.Salesman...)
		if _, err := w.Write(append(line, '\n')); err != nil {
			break // Flush says it again
		}
	}
	return errors.Join(w.Flush(), f.Close())
}
