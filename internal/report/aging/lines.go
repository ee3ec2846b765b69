package aging

import (
	"cmp"
	"slices"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
)

// Line is one open item under a figure: a due part of a bill, or a receipt's
// unapplied money, whose Left is negative. Bucket counts from 0 for Current and is -1
// in the column of unapplied money. Set is what was taken off it notionally when
// credits go to the oldest bills.
type Line struct {
	openitem.Item
	Customer, Name string
	Number         string
	What           string // the kind of bill or receipt, in words
	Currency       money.Currency
	Days, Bucket   int
	Left           money.Minor
	Set            money.Minor
	Disputed       money.Minor
	Promised       money.Minor
	Covered        money.Minor
}

// Bills lists what a row is made of, one line for each open item: by customer, then
// the oldest first.
func Bills(v *book.View, q Query, key string) ([]Line, error) {
	by, err := ledger.ParseBy(string(q.By))
	if err != nil {
		return nil, err
	}
	q.Within = append(slices.Clip(q.Within), ledger.Scope{By: by, Key: key})
	return Open(v, q)
}

// Open lists all that is within a query, whatever it is grouped by.
func Open(v *book.View, q Query) ([]Line, error) {
	r, err := start(v, q)
	if err != nil {
		return nil, err
	}
	var all []Line
	err = r.run(func(p *place) {
		all = append(all, Line{Item: *p.item, Days: p.days, Bucket: p.bucket, Left: p.item.Signed(), Set: p.set,
			Disputed: p.disputed, Promised: p.promised, Covered: p.covered, Currency: r.people.Money(p.item.Account)})
	})
	if err != nil {
		return nil, err
	}
	for n := range all {
		l := &all[n]
		c, err := r.people.Line(r.people.Customer(l.Account))
		if err != nil {
			return nil, err
		}
		l.Customer, l.Name = c.Code, c.Name
		if l.Number, err = r.people.Number(&l.Item); err != nil {
			return nil, err
		}
		l.What = bill.Kind(l.Kind).String()
		if l.Flags&openitem.Credit != 0 {
			l.What = receipt.Kind(l.Kind).String()
		}
	}
	slices.SortStableFunc(all, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Customer, b.Customer), cmp.Compare(a.Currency.Code, b.Currency.Code), b.Days-a.Days,
			cmp.Compare(a.Number, b.Number), int(a.Part)-int(b.Part))
	})
	return all, nil
}

// Figure names one figure of a row: a bucket by its number, 0 for Current, or one of
// the columns below.
type Figure int

// The figures beside the buckets.
const (
	FigureUnapplied Figure = -1 - iota
	FigureBalance
	FigureBad
	FigureDisputed
	FigureRetention
	FigurePromised
	FigureCovered
	FigureInterest
)

// Explain lists the items a figure of a row is made of, in one currency, and their
// sum, which is the figure. The amount each brings is its Left, its Disputed, its
// Promised or its Covered.
func Explain(v *book.View, q Query, currency, key string, f Figure) (lines []Line, sum money.Minor, err error) {
	if currency != "" {
		q.Within = append(slices.Clip(q.Within), ledger.Scope{By: ledger.ByCurrency, Key: currency})
	}
	q.Promises = q.Promises || f == FigurePromised
	all, err := Bills(v, q, key)
	if err != nil {
		return nil, 0, err
	}
	r, err := start(v, q)
	if err != nil {
		return nil, 0, err
	}
	for _, l := range all {
		if m := l.in(f, r.set.BadOver); m != 0 {
			lines = append(lines, l)
			sum += m
		}
	}
	return lines, sum, nil
}

// in is what a line brings to a figure.
func (l *Line) in(f Figure, badOver int) money.Minor {
	aged := l.Bucket != unapplied
	switch {
	case f == FigureBalance, f == FigureUnapplied && !aged, f >= 0 && l.Bucket == int(f),
		f == FigureBad && aged && l.Days > badOver, f == FigureRetention && l.Flags&openitem.Retention != 0,
		f == FigureInterest && aged && l.Flags&openitem.Credit == 0 && l.Kind == uint8(bill.InterestNote):
		return l.Left
	case f == FigureDisputed:
		return l.Disputed
	case f == FigurePromised:
		return l.Promised
	case f == FigureCovered:
		return l.Covered
	}
	return 0
}

// LinesTable lays lines out, with the sum of what is left when they are of one
// currency.
func LinesTable(lines []Line, edges []int) *render.Table {
	t := &render.Table{Columns: []render.Column{{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
		{Key: "number", Name: "Number"}, {Key: "part", Name: "Part", Kind: render.Count}, {Key: "kind", Name: "Kind"},
		{Key: "doc", Name: "Document", Kind: render.Date}, {Key: "posting", Name: "Posted", Kind: render.Date},
		{Key: "due", Name: "Due", Kind: render.Date}, {Key: "days", Name: "Days", Kind: render.Count},
		{Key: "bucket", Name: "Bucket"},
		{Key: "amount", Name: "Amount", Kind: render.Amount}, {Key: "left", Name: "Left", Kind: render.Amount},
		{Key: "currency", Name: "Cur."}, {Key: "disputed", Name: "Disputed", Kind: render.Amount},
		{Key: "promised", Name: "Promised", Kind: render.Amount},
		{Key: "covered", Name: "Covered", Kind: render.Amount}}}
	var sum money.Minor
	one := true
	for n := range lines {
		l := &lines[n]
		d := l.Currency.Digits
		bucket := "Unapplied"
		if l.Bucket >= 0 {
			bucket = BucketName(edges, l.Bucket)
		}
		t.Add(render.T(l.Customer), render.T(l.Name), render.T(l.Number), render.N(int(l.Part)+1), render.T(l.What),
			render.D(l.DocDate), render.D(l.Posting), render.D(l.Due), render.N(l.Days), render.T(bucket),
			render.A(l.Amount, d),
			render.A(l.Left, d), render.T(l.Currency.Code), render.A(l.Disputed, d), render.A(l.Promised, d),
			render.A(l.Covered, d))
		sum += l.Left
		one = one && l.Currency == lines[0].Currency
	}
	if one && len(lines) > 0 {
		t.Foot = make([]render.Cell, len(t.Columns))
		t.Foot[0], t.Foot[11] = render.T("Total"), render.A(sum, lines[0].Currency.Digits)
	}
	return t
}
