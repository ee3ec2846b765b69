package card

import (
	"fmt"

	"duebook/internal/ar/promise"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/statement"
	"duebook/internal/text"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

type billRows struct{ a *desk.CardAccount }

func (r billRows) Len() int { return len(r.a.Bills) }
func (r billRows) Key(row int) uint64 {
	return uint64(r.a.Bills[row].ID)<<8 | uint64(r.a.Bills[row].Part)
}

func (r billRows) Cell(row, col int) string {
	b := &r.a.Bills[row]
	switch col {
	case 0:
		if b.Parts > 1 {
			return fmt.Sprintf("%s (%d/%d)", b.Number, b.Part, b.Parts)
		}
		return b.Number
	case 1:
		return b.Kind
	case 2:
		return b.Doc.String()
	case 3:
		if b.Credit {
			return ""
		}
		if b.Assumed {
			return b.Due.String() + "?"
		}
		return b.Due.String()
	case 4:
		if b.Credit || b.Days <= 0 {
			return ""
		}
		return text.Number(b.Days)
	case 5:
		return text.FormatAmount(b.Amount, r.a.Digits)
	case 6:
		return text.FormatAmount(b.Left, r.a.Digits)
	case 7:
		return billMark(b)
	case 8:
		return b.PO
	}
	return ""
}

func billMark(b *desk.Bill) string {
	switch {
	case b.Credit:
		return "unapplied"
	case b.Disputed > 0 && b.Disputed < b.Left:
		return "part disputed"
	case b.Disputed > 0:
		return "disputed"
	case b.Covered > 0:
		return "by cheque"
	case b.Promised:
		return "promised"
	}
	return ""
}

func (r billRows) Tone(row, col int) theme.Tone {
	b := &r.a.Bills[row]
	switch {
	case b.Credit:
		return theme.Good
	case col == 7 && b.Disputed > 0:
		return theme.Warn
	case col == 4:
		return theme.Heat(desk.Bucket([]int{30, 60, 90, 120}, b.Days))
	case col == 6:
		return theme.Strong
	case col == 1, col == 2, col == 5, col == 8:
		return theme.Muted
	}
	return theme.Plain
}

type eventRows struct{ c *desk.Card }

func (r eventRows) Len() int { return len(r.c.Recent) }

func (r eventRows) Cell(row, col int) string {
	e := &r.c.Recent[row]
	switch col {
	case 0:
		return e.Day.String()
	case 1:
		return e.Time
	case 2:
		return e.Title
	case 3:
		if e.Amount == 0 {
			return ""
		}
		return text.FormatAmount(e.Amount, e.Digits)
	case 4:
		return e.Text
	case 5:
		return e.Who
	}
	return ""
}

func (r eventRows) Tone(row, col int) theme.Tone {
	e := &r.c.Recent[row]
	switch {
	case col == 2 && e.What == "receipt":
		return theme.Good
	case col == 2 && e.What == "promise":
		return theme.Accent
	case col == 2 && e.What == "dispute":
		return theme.Warn
	case col == 0 || col == 1 || col == 5:
		return theme.Muted
	}
	return theme.Plain
}

type promiseRows struct {
	c *desk.Card
	a *desk.CardAccount
}

func (r promiseRows) Len() int           { return len(r.a.Promises) }
func (r promiseRows) Key(row int) uint64 { return uint64(r.a.Promises[row].ID) }

func (r promiseRows) Cell(row, col int) string {
	p := &r.a.Promises[row]
	switch col {
	case 0:
		return p.Promise.Date.String()
	case 1:
		return text.FormatAmount(p.Promise.Amount, r.a.Digits)
	case 2:
		return text.FormatAmount(p.Paid, r.a.Digits)
	case 3:
		return sign(p.State) + " " + p.State.String()
	case 4:
		return p.Method.String()
	case 5:
		return p.Taken.String()
	case 6:
		return p.From
	}
	return ""
}

func sign(s promise.State) string {
	g := theme.Now().Signs
	switch s {
	case promise.Kept:
		return g.Good
	case promise.Broken, promise.Partly:
		return g.Bad
	}
	return g.Dot
}

func (r promiseRows) Tone(row, col int) theme.Tone {
	p := &r.a.Promises[row]
	switch {
	case col == 3 && p.State == promise.Kept:
		return theme.Good
	case col == 3 && p.Unkept(r.c.AsOf):
		return theme.Bad
	case col == 3 && p.State == promise.Open:
		return theme.Accent
	}
	return theme.Plain
}

type followupRows struct{ c *desk.Card }

func (r followupRows) Len() int           { return len(r.c.Followups) }
func (r followupRows) Key(row int) uint64 { return uint64(r.c.Followups[row].ID) }

func (r followupRows) Cell(row, col int) string {
	f := &r.c.Followups[row]
	switch col {
	case 0:
		return f.Date.String()
	case 1:
		if f.Time < 0 {
			return ""
		}
		return text.FormatTime(f.Time)
	case 2:
		return f.Reason
	case 3:
		return f.Owner
	}
	return ""
}

func (r followupRows) Tone(row, col int) theme.Tone {
	if r.c.Followups[row].Late && col == 0 {
		return theme.Bad
	}
	return theme.Plain
}

// numberRow is one line of the people: a person's name with the first number,
// the other numbers below.
type numberRow struct{ person, phone int }

func numbersOf(c *desk.Card) []numberRow {
	var all []numberRow
	for i := range c.People {
		for j := range max(len(c.People[i].Phones), 1) {
			all = append(all, numberRow{i, j})
		}
	}
	return all
}

type peopleRows struct {
	c   *desk.Card
	all []numberRow
}

func (r peopleRows) Len() int { return len(r.all) }

func (r peopleRows) Cell(row, col int) string {
	at := r.all[row]
	p := &r.c.People[at.person]
	switch {
	case col == 2 && at.phone < len(p.Phones):
		return verb.Number(&p.Phones[at.phone])
	case at.phone > 0:
		return ""
	}
	return []string{p.Name, p.Role, "", p.Email, p.BestTime}[col]
}

func (r peopleRows) Tone(_, col int) theme.Tone {
	if col == 2 {
		return theme.Strong
	}
	return theme.Plain
}

// statementRows shows a statement: the opening, its movements, the closing.
type statementRows struct{ s *statement.Statement }

func (r statementRows) Len() int {
	if r.s == nil {
		return 0
	}
	return len(r.s.Lines) + 2
}

func (r statementRows) Cell(row, col int) string {
	s := r.s
	amount := func(m money.Minor) string {
		if m == 0 {
			return ""
		}
		return text.FormatAmount(m, s.Money.Digits)
	}
	switch {
	case row == 0 && col == 0:
		return s.From.String()
	case row == 0 && col == 1:
		return "opening balance"
	case row == 0 && col == 4:
		return text.FormatAmount(s.Opening, s.Money.Digits)
	case row == len(s.Lines)+1:
		return []string{s.To.String(), "closing balance", amount(s.Debits), amount(s.Credits),
			text.FormatAmount(s.Closing, s.Money.Digits)}[col]
	case row == 0:
		return ""
	}
	l := &s.Lines[row-1]
	switch col {
	case 0:
		return l.Date.String()
	case 1:
		return statementLine(l)
	case 2:
		return amount(l.Debit)
	case 3:
		return amount(l.Credit)
	}
	return text.FormatAmount(l.Balance, s.Money.Digits)
}

func statementLine(l *statement.Line) string {
	out := l.What + " " + l.Number
	if l.Back {
		out += ", taken back"
	}
	if l.Due != 0 {
		out += ", due " + l.Due.String()
	}
	if l.Reference != "" {
		out += ", " + l.Reference
	}
	if len(l.Uses) > 0 {
		out += ", on " + l.Uses[0].Bill
		if len(l.Uses) > 1 {
			out += fmt.Sprintf(" and %d more", len(l.Uses)-1)
		}
	}
	return out
}

func (r statementRows) Tone(row, col int) theme.Tone {
	if row == 0 || row == len(r.s.Lines)+1 || col == 4 {
		return theme.Strong
	}
	if r.s.Lines[row-1].Credit > 0 {
		return theme.Good
	}
	return theme.Plain
}
