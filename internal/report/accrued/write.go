package accrued

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"duebook/internal/ar/interest"
	"duebook/internal/money"
	"duebook/internal/report/render"
)

// amounts of a row under the columns of Table.
func (r *Row) amounts() []money.Minor {
	return []money.Minor{r.Late, r.Accrued, r.Charged, r.ToCharge, r.Noted, r.Waived, r.Credited, r.Paid, r.Unpaid}
}

// Table lays the list out, an account each, with a foot when all are in one currency.
func (l *List) Table(name string) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("%s as of %s", title(name), l.AsOf), Columns: []render.Column{
		{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"}, {Key: "currency", Name: "Cur."},
		{Key: "late", Name: "Bearing", Kind: render.Amount}, {Key: "accrued", Name: "Accrued", Kind: render.Amount},
		{Key: "charged", Name: "Charged", Kind: render.Amount},
		{Key: "to_charge", Name: "To charge", Kind: render.Amount},
		{Key: "noted", Name: "Notes", Kind: render.Amount}, {Key: "waived", Name: "Waived", Kind: render.Amount},
		{Key: "credited", Name: "Credited", Kind: render.Amount},
		{Key: "paid", Name: "Paid", Kind: render.Amount}, {Key: "unpaid", Name: "Unpaid", Kind: render.Amount},
		{Key: "terms", Name: "Terms"}},
		Notes: []string{"Accrued - charged = to charge; what is negative is to be credited back. Notes - waived - " +
			"credited - paid = unpaid."}}
	if !l.On {
		t.Notes = []string{"No terms are set: nothing accrues. Set them with interest.set_terms, or on the screen " +
			"Interest."}
	}
	sums, one := make([]money.Minor, 9), true
	for i := range l.Rows {
		r := &l.Rows[i]
		row := []render.Cell{render.T(r.Code), render.T(r.Name), render.T(r.Currency.Code)}
		for n, m := range r.amounts() {
			row = append(row, render.A(m, r.Currency.Digits))
			sums[n] += m
		}
		terms := r.Terms
		if r.Waits != 0 {
			terms += fmt.Sprintf("; waits for %s", r.Currency.Plain(r.Waits))
		}
		t.Add(append(row, render.T(terms))...)
		one = one && r.Currency == l.Rows[0].Currency
	}
	if one && len(l.Rows) > 0 {
		t.Foot = []render.Cell{render.T("total"), {}, render.T(l.Rows[0].Currency.Code)}
		for _, m := range sums {
			t.Foot = append(t.Foot, render.A(m, l.Rows[0].Currency.Digits))
		}
		t.Foot = append(t.Foot, render.Cell{})
	}
	return t
}

// title is the name with a large first letter, where its script has one.
func title(name string) string {
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

// LineTable lays out the due parts.
func (l *List) LineTable(name string) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("%s by bill as of %s", title(name), l.AsOf), Columns: []render.Column{
		{Key: "customer", Name: "Customer"}, {Key: "bill", Name: "Bill"}, {Key: "part", Name: "Part",
			Kind: render.Count},
		{Key: "due", Name: "Due", Kind: render.Date}, {Key: "days", Name: "Days", Kind: render.Count},
		{Key: "open", Name: "Open", Kind: render.Amount}, {Key: "accrued", Name: "Accrued", Kind: render.Amount},
		{Key: "charged", Name: "Charged", Kind: render.Amount},
		{Key: "to_charge", Name: "To charge", Kind: render.Amount}, {Key: "currency", Name: "Cur."}}}
	for i := range l.Rows {
		r := &l.Rows[i]
		for _, x := range r.Lines {
			d := r.Currency.Digits
			t.Add(render.T(r.Code), render.T(x.Number), render.N(int(x.Part)+1), render.D(x.DueDate), render.N(x.Days),
				render.A(x.Open, d), render.A(x.Accrued, d), render.A(x.Charged, d), render.A(x.Due(), d),
				render.T(r.Currency.Code))
		}
	}
	return t
}

// NoteTable lays out the notes.
func (l *List) NoteTable(name string) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Notes of %s as of %s", name, l.AsOf), Columns: []render.Column{
		{Key: "customer", Name: "Customer"}, {Key: "note", Name: "Note"}, {Key: "date", Name: "Date",
			Kind: render.Date},
		{Key: "due", Name: "Due", Kind: render.Date}, {Key: "upto", Name: "To", Kind: render.Date},
		{Key: "amount", Name: "Amount", Kind: render.Amount}, {Key: "waived", Name: "Waived", Kind: render.Amount},
		{Key: "credited", Name: "Credited", Kind: render.Amount},
		{Key: "paid", Name: "Paid", Kind: render.Amount}, {Key: "open", Name: "Open", Kind: render.Amount},
		{Key: "currency", Name: "Cur."}}}
	for i := range l.Rows {
		r := &l.Rows[i]
		for _, n := range r.Notes {
			d := r.Currency.Digits
			t.Add(render.T(r.Code), render.T(n.Number), render.D(n.Date), render.D(n.Due), render.D(n.Upto),
				render.A(n.Amount, d), render.A(n.Waived, d), render.A(n.Credited, d),
				render.A(n.Paid, d), render.A(n.Open, d),
				render.T(r.Currency.Code))
		}
	}
	return t
}

// Fraction is a segment's part of a year or of a number of days, "15/365".
func Fraction(s *interest.Segment) string {
	if s.Terms.Method != interest.Daily {
		return "1 period"
	}
	if s.Terms.Per == 0 && s.Terms.Count == interest.ActActISDA { // counted in both years at once
		n := (s.Times*1_000_000 + s.Over/2) / s.Over
		return fmt.Sprintf("%d.%06d", n/1_000_000, n%1_000_000)
	}
	return fmt.Sprintf("%d/%d", s.Times, s.Over)
}

// Rate is a segment's rate, or its amount for each period.
func Rate(s *interest.Segment, cur money.Currency) string {
	switch t := s.Terms; {
	case t.Method == interest.Fixed:
		return cur.Plain(t.Amount) + " each"
	case t.Method == interest.Daily && t.Per > 0:
		return fmt.Sprintf("%s per %d days", t.Rate.Percent(), t.Per)
	case t.Method == interest.Daily:
		return t.Rate.Percent() + " a year"
	default:
		return t.Rate.Percent()
	}
}

// Table lays the segments out, with the sum before and after it was rounded.
func (h *How) Table() *render.Table {
	d := h.Currency.Digits
	t := &render.Table{Title: fmt.Sprintf("Bill %s, part %d of %d, due %s", h.Bill.Number, h.Part, len(h.Bill.Parts),
		h.Line.DueDate), Columns: []render.Column{{Key: "from", Name: "From", Kind: render.Date},
		{Key: "to", Name: "To", Kind: render.Date}, {Key: "days", Name: "Days", Kind: render.Count},
		{Key: "balance", Name: "Balance", Kind: render.Amount}, {Key: "rate", Name: "Rate"},
		{Key: "fraction", Name: "Fraction"}, {Key: "amount", Name: "Interest"}}}
	for i := range h.Segments {
		s := &h.Segments[i]
		t.Add(render.D(s.From), render.D(s.To), render.N(s.Days), render.A(s.Balance, d), render.T(Rate(s, h.Currency)),
			render.T(Fraction(s)), render.T(s.Sum.Exact(d)))
	}
	t.Notes = h.Says()
	return t
}

// Says tells in sentences what the segments come to and what was charged.
func (h *How) Says() []string {
	cur := h.Currency
	if len(h.Segments) == 0 && len(h.Charges) == 0 {
		return []string{"Nothing has accrued: the part is not overdue, inside its grace, disputed or held, or " +
			"under no " +
			"terms."}
	}
	var sum interest.Sum
	for i := range h.Segments {
		sum.Add(&h.Segments[i].Sum)
	}
	out := []string{fmt.Sprintf("Together %s, rounded once to %s.", sum.Exact(cur.Digits), cur.Plain(sum.Round()))}
	if h.Line.Capped {
		out = append(out, fmt.Sprintf("The terms cap it at the part's own amount: %s.", cur.Plain(h.Line.Accrued)))
	}
	for i := range h.Charges {
		c := &h.Charges[i]
		s := fmt.Sprintf("Charged on %s, to the end of %s: %s", c.On, c.Upto, cur.Plain(c.Amount))
		if w := c.Given; w != 0 {
			s += fmt.Sprintf(", of which %s was given up", cur.Plain(w))
			if c.Why != "" {
				s += " (" + c.Why + ")"
			}
		}
		out = append(out, s+".")
		for _, w := range c.Waivers {
			if w.On <= h.AsOf && (w.Back == 0 || w.Back > h.AsOf) {
				out = append(out, fmt.Sprintf("Waived on %s by %s: %s (%s).", w.On, w.By, cur.Plain(w.Amount), w.Why))
			}
		}
	}
	if due := h.Line.Due(); due < 0 {
		out = append(out, fmt.Sprintf("To be credited back: %s.", cur.Plain(-due)))
	} else {
		out = append(out, fmt.Sprintf("Not yet charged: %s.", cur.Plain(due)))
	}
	return out
}
