package provision

import (
	"fmt"

	"github.com/shopspring/decimal"

	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

func companyMoney(v *book.View) (money.Currency, error) {
	set, err := company.Get(v)
	return set.Money(), err
}

// RateText is the rate of a bucket's row: "2.5%", or "several".
func (x *Row) RateText() string {
	switch x.Rates {
	case 0:
		return ""
	case 1:
		return x.Rate.Percent()
	}
	return "several"
}

// Coverage is the provision as a share of the base, "12.3%"; "" without any base.
func (x *Row) Coverage() string {
	if x.Base == 0 {
		return ""
	}
	return decimal.NewFromInt(int64(x.Provision)).Mul(decimal.NewFromInt(100)).
		DivRound(decimal.NewFromInt(int64(x.Base)), 1).StringFixed(1) + "%"
}

func amounts(d int, all ...money.Minor) (out []render.Cell) {
	for _, m := range all {
		out = append(out, render.A(m, d))
	}
	return out
}

// Table lays a report out: the base and what is provided for it, and how it moved when
// that was asked. whole adds the currency, for files.
func (r *Report) Table(whole bool) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Provision as of %s by %s, in %s", r.AsOf, r.By, r.Currency.Code),
		Notes: r.Notes}
	if r.Since != 0 {
		t.Title = fmt.Sprintf("Provision from %s to %s by %s, in %s", r.Since, r.AsOf, r.By, r.Currency.Code)
	}
	specific := whole || r.Total.Specific != 0
	t.Columns = r.columns(whole, specific)
	cells := func(x *Row, key string) (out []render.Cell) {
		d := r.Currency.Digits
		if whole {
			out = append(out, render.T(r.Currency.Code))
		}
		out = append(out, render.T(key))
		if r.By == ByCustomer {
			out = append(out, render.T(x.Name))
		}
		if r.By != ByBucket && (whole || r.Since == 0) {
			out = append(append(out, amounts(d, x.Buckets...)...), render.A(x.Unapplied, d))
		}
		out = append(out, render.A(x.Balance, d))
		if r.By == ByBucket {
			out = append(out, render.T(x.RateText()))
		}
		if r.Since != 0 {
			out = append(out, amounts(d, x.Opening, x.Increase, x.Release)...)
		}
		out = append(out, render.A(x.Provision, d), render.T(x.Coverage()))
		if specific {
			out = append(out, render.A(x.Specific, d))
		}
		return out
	}
	for n := range r.Rows {
		x := &r.Rows[n]
		key := x.Key
		if key == "" && !whole {
			key = x.Name
		}
		t.Add(cells(x, key)...)
	}
	t.Foot = cells(&r.Total, "Total")
	return t
}

func (r *Report) columns(whole, specific bool) (all []render.Column) {
	column := func(key, name string, kind render.Kind) {
		all = append(all, render.Column{Key: key, Name: name, Kind: kind})
	}
	if whole {
		column("currency", "Currency", render.Text)
	}
	column(string(r.By), string(r.By[0]-'a'+'A')+string(r.By[1:]), render.Text)
	if r.By == ByCustomer {
		column("name", "Name", render.Text)
	}
	if r.By != ByBucket && (whole || r.Since == 0) {
		for n := range len(r.Edges) + 2 {
			column(fmt.Sprintf("bucket_%d", n), aging.BucketName(r.Edges, n), render.Amount)
		}
		column("unapplied", "Unapplied", render.Amount)
	}
	column("balance", "Balance", render.Amount)
	if r.By == ByBucket {
		column("rate", "Rate", render.Text)
	}
	if r.Since != 0 {
		column("opening", "Opening", render.Amount)
		column("increase", "Increase", render.Amount)
		column("release", "Release", render.Amount)
	}
	column("provision", r.closing(), render.Amount)
	column("coverage", "Share", render.Text)
	if specific {
		column("specific", "Specific", render.Amount)
	}
	return all
}

func (r *Report) closing() string {
	if r.Since != 0 {
		return "Closing"
	}
	return "Provision"
}

// How is what a line's figure comes from, in a phrase.
func (l *Line) How() string {
	d := l.Currency.Digits
	part := ""
	switch s := l.Specific; {
	case l.Bucket == unapplied:
		return "credit left over: nothing is provided"
	case s != nil:
		if l.Base != l.Whole {
			part = fmt.Sprintf("its part of %s: ", text.FormatAmount(l.WholeProvision, d))
		}
		how := s.Rate.Percent() + " of " + text.FormatAmount(l.Whole, d)
		if s.Amount != 0 {
			how = text.FormatAmount(s.Amount, d)
			if s.Amount > l.Whole {
				how += ", but no more than he owes"
			}
		}
		return fmt.Sprintf("%sspecific, %s, from %s: %s", part, how, s.From, s.Why)
	case l.Rates == nil:
		return "no rates are for it"
	case l.Base != l.Whole:
		part = fmt.Sprintf("this branch's part of %s on %s; ", text.FormatAmount(l.WholeProvision, d),
			text.FormatAmount(l.Whole, d))
	case l.Exact != "":
		part = fmt.Sprintf("%s x %s = %s; ", text.FormatAmount(l.Base, d), l.Rate.Percent(), l.Exact)
	}
	return part + "rates from " + l.Rates.From.String()
}

// by is whose word a line goes by, in short.
func (l *Line) by() string {
	switch {
	case l.Specific != nil && l.Bucket != unapplied:
		return "specific from " + l.Specific.From.String() + ": " + l.Specific.Why
	case l.Rates != nil && l.Bucket != unapplied:
		return "rates from " + l.Rates.From.String()
	}
	return l.How()
}

// LinesTable lays lines out with their sum.
func LinesTable(lines []Line, edges []int) *render.Table {
	t := &render.Table{Columns: []render.Column{{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
		{Key: "bucket", Name: "Bucket"}, {Key: "amount", Name: "Amount", Kind: render.Amount},
		{Key: "rate", Name: "Rate"}, {Key: "exact", Name: "Exact"},
		{Key: "provision", Name: "Provision", Kind: render.Amount}, {Key: "from", Name: "By"}}}
	var base, sum money.Minor
	for i := range lines {
		l := &lines[i]
		d := l.Currency.Digits
		t.Add(render.T(l.Code), render.T(l.Name), render.T(BucketName(edges, l.Bucket)), render.A(l.Base, d),
			render.T(l.RateText()), render.T(l.Exact), render.A(l.Provision, d), render.T(l.by()))
		base, sum = base+l.Base, sum+l.Provision
	}
	if len(lines) > 0 {
		d := lines[0].Currency.Digits
		t.Foot = []render.Cell{render.T("Total"), render.T(""), render.T(""), render.A(base, d), render.T(""),
			render.T(""), render.A(sum, d), render.T("")}
	}
	return t
}

// RateText is a line's rate: "2.5%", "specific", or "".
func (l *Line) RateText() string {
	switch {
	case l.Bucket == unapplied || l.Specific == nil && l.Rates == nil:
		return ""
	case l.Specific != nil && l.Specific.Amount != 0:
		return "amount"
	}
	return l.Rate.Percent()
}
