package provision

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
)

// unapplied is the bucket, and the row by bucket, of credit left over.
const unapplied = -1

// mostBuckets is what an aging may have: twelve edges at most.
const mostBuckets = 14

// sheet gathers the rows of one currency.
type sheet struct {
	rows map[uint32]*Row
	all  []uint32
}

func (s *sheet) row(id uint32) *Row {
	x := s.rows[id]
	if x == nil {
		x = &Row{id: id, Buckets: make([]money.Minor, mostBuckets)}
		s.rows[id], s.all = x, append(s.all, id)
	}
	return x
}

// key is the number a grouping has a line under.
func (b By) key(l *Line) uint32 {
	switch b {
	case ByCustomer:
		return l.Customer
	case ByBranch:
		return l.Branch
	}
	return uint32(l.Bucket + 1)
}

// Compute makes one report for each currency that has anything, in the order of their
// codes; the company's own, without rows, when nothing is open.
func Compute(v *book.View, q Query) ([]Report, error) {
	var err error
	if q.By, err = ParseBy(string(q.By)); err != nil {
		return nil, err
	}
	if q.Since > q.AsOf {
		return nil, book.RefuseField("from", "the movement ends on %s, before it begins on %s", q.AsOf, q.Since)
	}
	sheets := map[money.Currency]*sheet{}
	of := func(l *Line) *Row {
		s := sheets[l.Currency]
		if s == nil {
			s = &sheet{rows: map[uint32]*Row{}}
			sheets[l.Currency] = s
		}
		return s.row(q.By.key(l))
	}
	r, err := read(v, q.AsOf, q.Customer, func(l *Line) { of(l).add(l) })
	if err != nil {
		return nil, err
	}
	notes := r.notes
	if q.Since != 0 {
		before, err := read(v, q.Since, q.Customer, func(l *Line) { of(l).Opening += l.Provision })
		if err != nil {
			return nil, err
		}
		if q.By == ByBucket && commas(before.edges) != commas(r.edges) {
			return nil, book.RefuseField("from", "the rates of %s have the edges %s, those of %s %s: see the movement "+
				"by customer or branch", q.Since, commas(before.edges), q.AsOf, commas(r.edges))
		}
		for _, n := range before.notes {
			if !slices.Contains(notes, n) {
				notes = append(notes, "On "+q.Since.String()+": "+n)
			}
		}
	}
	return finish(v, q, r, notes, sheets)
}

func finish(v *book.View, q Query, r *reading, notes []string, sheets map[money.Currency]*sheet) ([]Report, error) {
	var all []Report
	for cur, s := range sheets {
		rep := Report{Query: q, Currency: cur, Edges: r.edges, Notes: notes, Rated: len(r.matrix.Sets()) > 0}
		rep.Total.Buckets = make([]money.Minor, len(r.edges)+2)
		for _, id := range s.all {
			x := s.rows[id]
			x.Buckets = x.Buckets[:len(r.edges)+2]
			x.Increase, x.Release = max(0, x.Provision-x.Opening), max(0, x.Opening-x.Provision)
			if err := r.name(x, q.By); err != nil {
				return nil, err
			}
			rep.Rows = append(rep.Rows, *x)
			rep.Total.sum(x)
		}
		slices.SortFunc(rep.Rows, func(a, b Row) int {
			if q.By == ByBucket { // credit left over stands last
				return cmp.Compare(int(a.id-1), int(b.id-1))
			}
			return strings.Compare(a.Key, b.Key)
		})
		if n := rep.Total.Unrated; n != 0 && rep.Rated {
			rep.Notes = append(slices.Clip(rep.Notes), fmt.Sprintf("No rates are for %s %s of it: enter rates for "+
				"every currency and risk class.", cur.Plain(n), cur.Code))
		}
		all = append(all, rep)
	}
	slices.SortFunc(all, func(a, b Report) int { return strings.Compare(a.Currency.Code, b.Currency.Code) })
	if all == nil {
		set, err := companyMoney(v)
		if err != nil {
			return nil, err
		}
		all = []Report{{Query: q, Currency: set, Edges: r.edges, Notes: notes, Rated: len(r.matrix.Sets()) > 0,
			Total: Row{Buckets: make([]money.Minor, len(r.edges)+2)}}}
	}
	return all, nil
}

// add takes a line into a row.
func (x *Row) add(l *Line) {
	x.Balance += l.Base
	if l.Bucket == unapplied {
		x.Unapplied += l.Base
		return
	}
	x.Base += l.Base
	x.Buckets[l.Bucket] += l.Base
	x.Provision += l.Provision
	switch {
	case l.Specific != nil:
		x.Specific += l.Provision
	case l.Rates == nil:
		x.Unrated += l.Base
	case x.Rates == 0 || !x.Rate.Equal(l.Rate):
		x.Rate, x.Rates = l.Rate, x.Rates+1
	}
}

// sum takes a row into the total.
func (x *Row) sum(o *Row) {
	x.Base, x.Unapplied, x.Balance = x.Base+o.Base, x.Unapplied+o.Unapplied, x.Balance+o.Balance
	x.Provision, x.Specific, x.Unrated = x.Provision+o.Provision, x.Specific+o.Specific, x.Unrated+o.Unrated
	x.Opening, x.Increase, x.Release = x.Opening+o.Opening, x.Increase+o.Increase, x.Release+o.Release
	for b, m := range o.Buckets {
		x.Buckets[b] += m
	}
}

func (r *reading) name(x *Row, by By) (err error) {
	switch by {
	case ByCustomer:
		l, err := r.people.Line(x.id)
		x.Key, x.Name = l.Code, l.Name
		return err
	case ByBranch:
		x.Key, x.Name, err = r.people.Label(ledger.ByBranch, x.id, nil)
		return err
	}
	x.Name = BucketName(r.edges, int(x.id)-1)
	x.Key = x.Name
	return nil
}

// BucketName is what a bucket is called; -1 is credit left over.
func BucketName(edges []int, n int) string {
	if n == unapplied {
		return "Unapplied"
	}
	return aging.BucketName(edges, n)
}

// Explain lists the lines a row's provision is made of, those without any too, the
// greatest first, and their sum. An empty key is the branch of none.
func Explain(v *book.View, q Query, currency, key string) (lines []Line, edges []int, sum money.Minor, err error) {
	if q.By, err = ParseBy(string(q.By)); err != nil {
		return nil, nil, 0, err
	}
	if q.By == ByCustomer {
		q.Customer = key
	}
	var kept []Line
	r, err := read(v, q.AsOf, q.Customer, func(l *Line) {
		if n := len(kept); q.By != ByBranch && n > 0 && kept[n-1].Account == l.Account && kept[n-1].Bucket == l.Bucket {
			kept[n-1].Base += l.Base // the shares of its branches
			kept[n-1].Provision += l.Provision
			return
		}
		kept = append(kept, *l)
	})
	if err != nil {
		return nil, nil, 0, err
	}
	for i := range kept {
		l := &kept[i]
		x := Row{id: q.By.key(l)}
		if err := r.name(&x, q.By); err != nil {
			return nil, nil, 0, err
		}
		if x.Key != key || l.Currency.Code != currency {
			continue
		}
		c, err := r.people.Line(l.Customer)
		if err != nil {
			return nil, nil, 0, err
		}
		l.Code, l.Name, l.Exact = c.Code, c.Name, exact(l)
		sum += l.Provision
		lines = append(lines, *l)
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		if q.By == ByCustomer {
			return cmp.Compare(uint(a.Bucket), uint(b.Bucket))
		}
		return cmp.Or(cmp.Compare(b.Provision, a.Provision), strings.Compare(a.Code, b.Code))
	})
	return lines, r.edges, sum, nil
}

// exact is the product of a line before it is rounded.
func exact(l *Line) string {
	if l.Rates == nil || l.Bucket == unapplied || l.Base != l.Whole {
		return ""
	}
	d := int32(l.Currency.Digits)
	return decimal.New(int64(l.Base), -d).Mul(l.Rate.Decimal()).String()
}
