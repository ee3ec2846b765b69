package aging

import (
	"fmt"
	"slices"
	"strconv"

	"duebook/internal/money"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// AppendJSON adds reports as JSON, one object for each; a list when there are several.
func AppendJSON(dst []byte, all []Report) []byte {
	if len(all) == 1 {
		return appendReport(dst, &all[0])
	}
	for n := range all {
		sep := byte(',')
		if n == 0 {
			sep = '['
		}
		dst = appendReport(append(dst, sep), &all[n])
	}
	return append(dst, ']')
}

// rowRoom is about what a row takes: growing by doubling costs more than the rows.
const rowRoom = 330

func appendReport(dst []byte, r *Report) []byte {
	dst = slices.Grow(dst, rowRoom*(len(r.Rows)+2))
	dst = append(dst, `{"as_of":"`...)
	dst = append(r.AsOf.Append(dst), `","basis":"`...)
	dst = append(append(dst, r.Basis...), `","currency":`...)
	dst = append(render.AppendString(dst, r.Currency.Code), `,"edges":[`...)
	for n, e := range r.Edges {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, int64(e), 10)
	}
	dst = append(append(append(dst, `],"by":"`...), r.By...), `","rows":[`...)
	for n := range r.Rows {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = appendRow(append(dst, '\n'), &r.Rows[n], r.Currency, r.Promises)
	}
	dst = append(dst, "\n],\"total\":"...)
	return append(appendRow(dst, &r.Total, r.Currency, r.Promises), '}')
}

// appendRow adds a row; its promises when they were judged.
func appendRow(dst []byte, row *Row, cur money.Currency, promises bool) []byte {
	dst = render.AppendString(append(dst, `{"key":`...), row.Key)
	dst = render.AppendString(append(dst, `,"name":`...), row.Name)
	dst = strconv.AppendInt(append(dst, `,"bills":`...), int64(row.Bills), 10)
	dst = cur.AppendPlain(append(dst, `,"current":"`...), row.Current)
	dst = append(dst, `","buckets":[`...)
	for n, m := range row.Buckets {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = append(cur.AppendPlain(append(dst, '"'), m), '"')
	}
	dst = append(dst, `],"counts":[`...)
	for n, c := range row.Counts {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, int64(c), 10)
	}
	dst = cur.AppendPlain(append(dst, `],"unapplied":"`...), row.Unapplied)
	dst = cur.AppendPlain(append(dst, `","balance":"`...), row.Balance)
	for n := range ofColumns {
		c := &ofColumns[n]
		if c.key == "promised" && !promises {
			continue
		}
		dst = append(append(append(dst, `","`...), c.key...), `":"`...)
		dst = cur.AppendPlain(dst, *c.field(&row.Of))
	}
	return append(dst, `"}`...)
}

// Table lays a report out: key and name, bills, the buckets, unapplied, the balance,
// then the columns "of which" that hold anything (all of them when whole).
func (r *Report) Table(whole bool) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Aging as of %s by %s, %s, in %s", r.AsOf, r.By, basisWords[r.Basis],
		r.Currency.Code),
		Notes: r.Notes}
	if r.Accrued != 0 {
		t.Notes = append(slices.Clip(t.Notes), title(r.Word)+" accrued and not yet charged, in no balance: "+
			text.FormatAmount(r.Accrued, r.Currency.Digits)+" "+r.Currency.Code)
	}
	if whole {
		t.Columns = append(t.Columns, render.Column{Key: "currency", Name: "Currency"})
	}
	names := r.By != "currency" && (r.By == "customer" || r.By == "bill")
	t.Columns = append(t.Columns, render.Column{Key: string(r.By), Name: title(string(r.By))})
	if names || whole {
		t.Columns = append(t.Columns, render.Column{Key: "name", Name: "Name"})
	}
	t.Columns = append(t.Columns, render.Column{Key: "bills", Name: "Bills", Kind: render.Count})
	amount := func(key, name string) {
		t.Columns = append(t.Columns, render.Column{Key: key, Name: name, Kind: render.Amount})
	}
	for n := range len(r.Edges) + 2 {
		amount(bucketKey(r.Edges, n), BucketName(r.Edges, n))
	}
	amount("unapplied", "Unapplied")
	amount("balance", "Balance")
	var of []int
	for n, c := range ofColumns {
		if whole || *c.field(&r.Total.Of) != 0 {
			amount(c.key, c.name)
			of = append(of, n)
		}
	}
	cells := func(row *Row, key, name string) []render.Cell {
		d := r.Currency.Digits
		var all []render.Cell
		if whole {
			all = append(all, render.T(r.Currency.Code))
		}
		all = append(all, render.T(key))
		if names || whole {
			all = append(all, render.T(name))
		}
		all = append(all, render.N(row.Bills), render.A(row.Current, d))
		for _, m := range row.Buckets {
			all = append(all, render.A(m, d))
		}
		all = append(all, render.A(row.Unapplied, d), render.A(row.Balance, d))
		for _, n := range of {
			all = append(all, render.A(*ofColumns[n].field(&row.Of), d))
		}
		return all
	}
	for n := range r.Rows {
		row := &r.Rows[n]
		key := row.Key
		if key == "" && !names && !whole {
			key = row.Name
		}
		t.Add(cells(row, key, row.Name)...)
	}
	t.Foot = cells(&r.Total, "Total", "")
	return t
}

var basisWords = map[Basis]string{Due: "by due date", Doc: "by document date", Posting: "by posting date"}

var ofColumns = []struct {
	key, name string
	field     func(of *Of) *money.Minor
}{
	{"bad", "Bad", func(of *Of) *money.Minor { return &of.Bad }},
	{"disputed", "Disputed", func(of *Of) *money.Minor { return &of.Disputed }},
	{"retention", "Retention", func(of *Of) *money.Minor { return &of.Retention }},
	{"promised", "Promised", func(of *Of) *money.Minor { return &of.Promised }},
	{"covered", "Covered", func(of *Of) *money.Minor { return &of.Covered }},
	{"interest", "Interest notes", func(of *Of) *money.Minor { return &of.Interest }},
}

func title(s string) string { return string(s[0]-'a'+'A') + s[1:] }

// bucketKey names a bucket's column in a file: "days_1_30".
func bucketKey(edges []int, n int) string {
	switch {
	case n == 0:
		return "current"
	case n > len(edges):
		return fmt.Sprintf("days_over_%d", edges[len(edges)-1])
	case n == 1:
		return fmt.Sprintf("days_1_%d", edges[0])
	}
	return fmt.Sprintf("days_%d_%d", edges[n-2]+1, edges[n-1])
}
