package cashsheet

import (
	"fmt"
	"strings"

	"duebook/internal/ar/cashbox"
	"duebook/internal/report/render"
)

// Table lays sheets out, a row a till and day; with lines, a row for every movement.
func Table(all []Sheet, asOf fmt.Stringer, lines bool) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Cash sheet as of %s", asOf), Columns: []render.Column{
		{Key: "till", Name: "Till"}, {Key: "day", Name: "Day", Kind: render.Date}, {Key: "currency", Name: "Cur."}}}
	if lines {
		return withLines(t, all)
	}
	for _, c := range []string{"Opening", "Received", "From tills", "To tills", "Banked", "Paid out",
		"Difference", "Closing", "Counted", "Off"} {
		t.Columns = append(t.Columns, render.Column{Key: strings.ReplaceAll(strings.ToLower(c), " ", "_"), Name: c,
			Kind: render.Amount})
	}
	for i := range all {
		s, d := &all[i], all[i].Money.Digits
		counted, off := render.Cell{}, render.Cell{}
		if s.Counted {
			counted, off = render.A(s.Actual, d), render.A(s.Off(), d)
		}
		t.Add(render.T(s.Till), render.D(s.Day), render.T(s.Money.Code), render.A(s.Opening, d), render.A(s.In(), d),
			render.A(s.FromTills, d), render.A(s.ToTills, d), render.A(s.Banked, d),
			render.A(s.PaidOut, d), render.A(s.Difference, d), render.A(s.Closing, d), counted, off)
		if s.Kept == 0 {
			t.Notes = append(t.Notes, fmt.Sprintf("The till %s in %s is not kept yet: only its receipts of the day "+
				"are known (cash.start says what is in it).", s.Till, s.Money.Code))
		}
	}
	return t
}

func withLines(t *render.Table, all []Sheet) *render.Table {
	t.Columns = append(t.Columns, render.Column{Key: "what", Name: "What"}, render.Column{Key: "who", Name: "Who"},
		render.Column{Key: "said", Name: "Number, note"}, render.Column{Key: "amount", Name: "Amount",
			Kind: render.Amount})
	for i := range all {
		s, d := &all[i], all[i].Money.Digits
		head := []render.Cell{render.T(s.Till), render.D(s.Day), render.T(s.Money.Code)}
		t.Add(append(head, render.T("opening"), render.Cell{}, render.Cell{}, render.A(s.Opening, d))...)
		for j := range s.Lines {
			l := &s.Lines[j]
			t.Add(append(head[:3:3], render.T(l.What), render.T(l.Who), render.T(l.Said()), render.A(l.Amount, d))...)
		}
		t.Add(append(head[:3:3], render.T("closing"), render.Cell{}, render.Cell{}, render.A(s.Closing, d))...)
		if s.Counted {
			t.Add(append(head[:3:3], render.T("counted"), render.T(s.By), render.T(s.Tally.Say(d)),
				render.A(s.Actual, d))...)
		}
	}
	return t
}

// DifferencesTable lays the differences out, a row a person; with lines, one for every
// difference.
func DifferencesTable(all []Person, lines bool) *render.Table {
	t := &render.Table{Title: "Cash differences", Columns: []render.Column{{Key: "person", Name: "Person"},
		{Key: "currency", Name: "Cur."}}}
	if lines {
		t.Columns = append(t.Columns, render.Column{Key: "day", Name: "Day", Kind: render.Date},
			render.Column{Key: "batch", Name: "Batch", Kind: render.Count},
			render.Column{Key: "reason", Name: "Reason"},
			render.Column{Key: "amount", Name: "Amount", Kind: render.Amount}, render.Column{Key: "note", Name: "Note"})
		for i := range all {
			for _, l := range all[i].Lines {
				batch := render.N(int(l.Batch))
				if l.Batch == 0 {
					batch = render.Cell{}
				}
				t.Add(render.T(all[i].Name), render.T(all[i].Money.Code), render.D(l.Day), batch,
					render.T(l.Reason.String()), render.A(l.Amount, all[i].Money.Digits), render.T(l.Note))
			}
		}
		return t
	}
	t.Columns = append(t.Columns, render.Column{Key: "batches", Name: "Counts", Kind: render.Count},
		render.Column{Key: "exact", Name: "Exact", Kind: render.Count})
	for _, c := range append([]string{"counted", "receipts"}, append(cashbox.Reasons(), "net")...) {
		t.Columns = append(t.Columns, render.Column{Key: strings.ReplaceAll(c, " ", "_"),
			Name: strings.ToUpper(c[:1]) + c[1:], Kind: render.Amount})
	}
	for i := range all {
		p, d := &all[i], all[i].Money.Digits
		row := []render.Cell{render.T(p.Name), render.T(p.Money.Code), render.N(p.Batches), render.N(p.Exact),
			render.A(p.Counted, d), render.A(p.Receipts, d)}
		if p.Till {
			row[5] = render.Cell{}
		}
		for r := cashbox.Short; r <= cashbox.Other; r++ {
			row = append(row, render.A(p.By[r], d))
		}
		t.Add(append(row, render.A(p.Net, d))...)
	}
	return t
}

// BooksTable lays the receipt books out.
func BooksTable(all []Series, asOf fmt.Stringer) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Receipt books as of %s", asOf), Columns: []render.Column{
		{Key: "book", Name: "Book"}, {Key: "person", Name: "Person"},
		{Key: "issued", Name: "Issued", Kind: render.Date}, {Key: "returned", Name: "Returned", Kind: render.Date},
		{Key: "leaves", Name: "Leaves", Kind: render.Count}, {Key: "used", Name: "Used", Kind: render.Count},
		{Key: "void", Name: "Void", Kind: render.Count}, {Key: "left", Name: "Left", Kind: render.Count},
		{Key: "missing", Name: "Missing", Kind: render.Count}, {Key: "gaps", Name: "Gaps"}}}
	for i := range all {
		s := &all[i]
		t.Add(render.T(s.Name()), render.T(s.Holder), render.D(s.Issued), render.D(s.Back), render.N(s.Leafs),
			render.N(s.Used), render.N(s.Void), render.N(s.Unused), render.N(s.Missing),
			render.T(strings.Join(s.Gaps, ", ")))
		if said := s.Said(); said != "" {
			t.Notes = append(t.Notes, fmt.Sprintf("%s, %s: %s.", s.Name(), s.Holder, said))
		}
	}
	return t
}
