package statement

import (
	"fmt"
	"strconv"
	"strings"

	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Table lays the statement out: the opening balance, the movements with the running
// balance, under each receipt the bills it went on, and the closing balance; below,
// how old it is.
func (s *Statement) Table() *render.Table {
	d := s.Money.Digits
	t := &render.Table{Title: fmt.Sprintf("Statement of %s %s from %s to %s, in %s", s.Customer, s.Name, s.From,
		s.To, s.Money.Code),
		Columns: []render.Column{{Key: "date", Name: "Date", Kind: render.Date}, {Key: "number", Name: "Number"},
			{Key: "what", Name: "What"}, {Key: "due", Name: "Due", Kind: render.Date}, {Key: "reference",
				Name: "Reference"},
			{Key: "debit", Name: "Debit", Kind: render.Amount}, {Key: "credit", Name: "Credit", Kind: render.Amount},
			{Key: "balance", Name: "Balance", Kind: render.Amount}}}
	none := render.Cell{}
	sided := func(m money.Minor) render.Cell {
		if m == 0 {
			return none
		}
		return render.A(m, d)
	}
	t.Add(render.D(s.From), none, render.T("opening balance"), none, none, none, none, render.A(s.Opening, d))
	for n := range s.Lines {
		l := &s.Lines[n]
		what := l.What
		if l.Back {
			what += ", taken back"
		}
		t.Add(render.D(l.Date), render.T(l.Number), render.T(what), render.D(l.Due), render.T(l.Reference),
			sided(l.Debit),
			sided(l.Credit), render.A(l.Balance, d))
		for _, u := range l.Uses {
			t.Add(none, none, render.T("  on "+u.name()+": "+text.FormatAmount(u.Amount, d)), none, none, none,
				none, none)
		}
	}
	t.Foot = []render.Cell{render.D(s.To), none, render.T("closing balance"), none, none, render.A(s.Debits, d),
		render.A(s.Credits, d), render.A(s.Closing, d)}
	parts := []string{}
	for n, m := range append([]money.Minor{s.Aging.Current}, s.Aging.Buckets...) {
		parts = append(parts, aging.BucketName(s.Edges, n)+" "+text.FormatAmount(m, d))
	}
	parts = append(parts, "unapplied "+text.FormatAmount(s.Aging.Unapplied, d))
	t.Notes = append(t.Notes, strings.Join(parts, ", "))
	for n := range s.Cheques {
		c := &s.Cheques[n]
		note := fmt.Sprintf("cheque %s of %s on %s for %s, %s", c.Number, c.Drawer, c.Maturity,
			text.FormatAmount(c.Worth, d), c.State)
		if c.Clearing {
			note += ", counted as paid"
		}
		t.Notes = append(t.Notes, note)
	}
	if n := s.Aging.Interest; n != 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("of the closing balance %s is notes of %s", text.FormatAmount(n, d),
			s.Word))
	}
	if s.Accrued != 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s of %s has accrued and is not charged; it is in no balance", s.Word,
			text.FormatAmount(s.Accrued, d)))
	}
	if s.InHand != 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("cheques in hand %s are in no balance until they are paid; without "+
			"them %s", text.FormatAmount(s.InHand, d), text.FormatAmount(s.Closing-s.InHand, d)))
	}
	return t
}

// File lays the statement out for a file, one kind of thing a row: opening, bill,
// receipt, application, closing. The amounts of the column "amount" sum to the
// closing balance; what a receipt went on stands in "bill" and "applied", and the worth
// of a cheque in hand, due at its maturity, in "cheque", so that they are never added to
// them.
func (s *Statement) File() *render.Table {
	d := s.Money.Digits
	t := &render.Table{Title: "Statement",
		Columns: []render.Column{{Key: "kind"}, {Key: "date", Kind: render.Date}, {Key: "number"},
			{Key: "what"}, {Key: "due", Kind: render.Date}, {Key: "reference"}, {Key: "debit", Kind: render.Amount},
			{Key: "credit", Kind: render.Amount}, {Key: "amount", Kind: render.Amount},
			{Key: "balance", Kind: render.Amount}, {Key: "bill"}, {Key: "part", Kind: render.Count},
			{Key: "applied", Kind: render.Amount}, {Key: "cheque", Kind: render.Amount}}}
	none := render.Cell{}
	edge := func(kind string, on civil.Date, amount render.Cell, balance money.Minor) {
		t.Add(render.T(kind), render.D(on), none, none, none, none, none, none, amount, render.A(balance, d), none,
			none, none, none)
	}
	edge("opening", s.From, render.A(s.Opening, d), s.Opening)
	for n := range s.Lines {
		l := &s.Lines[n]
		kind, what := "bill", l.What
		if l.Receipt {
			kind = "receipt"
		}
		if l.Back {
			what += ", taken back"
		}
		t.Add(render.T(kind), render.D(l.Date), render.T(l.Number), render.T(what), render.D(l.Due),
			render.T(l.Reference), render.A(l.Debit, d), render.A(l.Credit, d), render.A(l.Debit-l.Credit, d),
			render.A(l.Balance, d), none, none, none, none)
		for _, u := range l.Uses {
			t.Add(render.T("application"), render.D(u.Date), render.T(l.Number), none, none, none, none, none, none,
				none, render.T(u.Bill), render.N(u.Part), render.A(u.Amount, d), none)
		}
	}
	edge("closing", s.To, none, s.Closing)
	for n := range s.Cheques {
		c := &s.Cheques[n]
		t.Add(render.T("cheque"), render.D(c.Received), render.T(c.Number), render.T(c.State.String()),
			render.D(c.Maturity), render.T(c.Bank), none, none, none, none, none, none, none, render.A(c.Worth, d))
	}
	return t
}

func (u *Use) name() string {
	if u.Part > 1 {
		return u.Bill + " part " + strconv.Itoa(u.Part)
	}
	return u.Bill
}

// AppendJSON adds statements as a list of objects.
func AppendJSON(dst []byte, all []Statement) []byte {
	dst = append(dst, '[')
	for n := range all {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = all[n].appendJSON(dst)
	}
	return append(dst, ']')
}

func (s *Statement) appendJSON(dst []byte) []byte {
	field := func(name string, m money.Minor) {
		dst = append(s.Money.AppendPlain(append(append(append(dst, `,"`...), name...), `":"`...), m), '"')
	}
	str := func(name, v string) {
		dst = render.AppendString(append(append(append(dst, `,"`...), name...), `":`...), v)
	}
	dst = render.AppendString(append(dst, `{"customer":`...), s.Customer)
	str("name", s.Name)
	str("currency", s.Money.Code)
	str("from", s.From.String())
	str("to", s.To.String())
	field("opening", s.Opening)
	dst = append(dst, `,"lines":[`...)
	for n := range s.Lines {
		l := &s.Lines[n]
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = fmt.Appendf(dst, "\n{\"date\":\"%s\"", l.Date)
		str("number", l.Number)
		str("what", l.What)
		dst = strconv.AppendBool(append(dst, `,"taken_back":`...), l.Back)
		str("due", l.Due.String())
		str("reference", l.Reference)
		field("debit", l.Debit)
		field("credit", l.Credit)
		field("balance", l.Balance)
		dst = append(dst, `,"uses":[`...)
		for i, u := range l.Uses {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = render.AppendString(append(dst, `{"bill":`...), u.Bill)
			dst = fmt.Appendf(dst, `,"part":%d,"date":"%s"`, u.Part, u.Date)
			field("amount", u.Amount)
			dst = append(dst, '}')
		}
		dst = append(dst, "]}"...)
	}
	dst = append(dst, "\n]"...)
	field("debits", s.Debits)
	field("credits", s.Credits)
	field("closing", s.Closing)
	field("current", s.Aging.Current)
	dst = append(dst, `,"buckets":[`...)
	for n, m := range s.Aging.Buckets {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = append(s.Money.AppendPlain(append(dst, '"'), m), '"')
	}
	dst = append(dst, ']')
	field("unapplied", s.Aging.Unapplied)
	field("cheques_in_hand", s.InHand)
	field("interest_notes", s.Aging.Interest)
	field("interest_accrued", s.Accrued)
	return append(s.appendCheques(append(dst, `,"cheques":[`...)), "]}"...)
}

func (s *Statement) appendCheques(dst []byte) []byte {
	str := func(name, v string) {
		dst = render.AppendString(append(append(append(dst, `,"`...), name...), `":`...), v)
	}
	for n := range s.Cheques {
		c := &s.Cheques[n]
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = render.AppendString(append(dst, `{"number":`...), c.Number)
		str("drawer", c.Drawer)
		str("bank", c.Bank)
		str("maturity", c.Maturity.String())
		str("state", c.State.String())
		dst = append(s.Money.AppendPlain(append(dst, `,"worth":"`...), c.Worth), '"')
		dst = append(strconv.AppendBool(append(dst, `,"counted_as_paid":`...), c.Clearing), '}')
	}
	return dst
}
