package interest

import (
	"fmt"
	"strings"

	"duebook/internal/ar/interest"
	"duebook/internal/money"
	"duebook/internal/report/accrued"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the terms of the company and the sums, the tabs, the list, and what stands
// behind the row under the cursor.
func (s *Screen) View(w, h int) string {
	if !s.list.Asked {
		return kit.Waiting(w, h, "Reckoning the "+s.word()+" ...", "It could not be reckoned", s.list.Err)
	}
	if s.off() && s.tabs.At != tabTerms {
		say := "No " + s.word() + " is charged: it is off until terms are set. Press a to set them: a rate, from " +
			"which " +
			"day on, and the days of grace."
		return kit.Middle(strings.Join(kit.Wrap(say, min(w-4, 60)), "\n"), w, h)
	}
	below := 6
	if h >= 35 {
		below = 14
	}
	if s.tabs.At == tabTerms || s.row() == nil {
		below = 0
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), s.current().View(w, h-2-below, true),
		s.detail(w, below))
}

// off says that no terms were ever set and nothing is to be seen.
func (s *Screen) off() bool {
	return s.list.Value != nil && !s.list.Value.On && len(s.rows) == 0 && len(s.notes) == 0
}

func (s *Screen) home() money.Currency {
	set := s.desk.Company()
	return set.Money()
}

// facts are the sums in the company's currency, and its terms of the day.
func (s *Screen) facts() []kit.Pair {
	home := s.home()
	var charge, unpaid money.Minor
	for i := range s.list.Value.Rows {
		if r := &s.list.Value.Rows[i]; r.Currency == home {
			charge, unpaid = charge+r.ToCharge, unpaid+r.Unpaid
		}
	}
	out := []kit.Pair{{Label: "to charge", Value: text.FormatAmount(charge, home.Digits), Tone: theme.Strong},
		{Label: "notes unpaid", Value: text.FormatAmount(unpaid, home.Digits), Tone: theme.Warn}}
	if n := s.table.Marks(); n > 0 && s.tabs.At == tabCharge {
		var sum money.Minor
		for _, r := range s.chosen() {
			sum += r.ToCharge
		}
		out = append(out, kit.Pair{Value: fmt.Sprintf("%s %d marked, %s", theme.Now().Signs.Mark, n,
			text.FormatAmount(sum, home.Digits)), Tone: theme.Accent})
	}
	for i := range s.terms.Value {
		t := &s.terms.Value[i]
		if t.Scope == interest.Company && !t.Ended && t.Currency == home.Code && t.From <= s.desk.AsOf() &&
			(t.Until == 0 || t.Until >= s.desk.AsOf()) {
			return append(out, kit.Pair{Value: t.Says, Tone: theme.Muted})
		}
	}
	return out
}

func (s *Screen) columns() {
	name := kit.Column{Title: "Customer", Flex: 3, Min: 16, Max: 40}
	s.table.Columns = []kit.Column{name, {Title: "Bearing", Kind: kit.Amount, Drop: 3},
		{Title: "Accrued", Kind: kit.Amount, Drop: 1}, {Title: "Charged", Kind: kit.Amount, Drop: 2},
		{Title: "To charge", Kind: kit.Amount}, {Title: "Unpaid", Kind: kit.Amount, Drop: 4},
		{Title: "", Flex: 1, Min: 0, Max: 26, Drop: 5}}
	s.table.Empty = "There is nothing to charge. v shows those that are charged already."
	s.table.Totals = func(col int) string {
		if len(s.rows) == 0 || s.mixed() {
			return ""
		}
		var sums [6]money.Minor
		for _, r := range s.rows {
			for i, m := range []money.Minor{r.Late, r.Accrued, r.Charged, r.ToCharge, r.Unpaid} {
				sums[i+1] += m
			}
		}
		switch {
		case col == 0:
			return text.Count(len(s.rows), "account", "accounts")
		case col < 6:
			return text.FormatAmount(sums[col], s.rows[0].Currency.Digits)
		}
		return ""
	}
	s.paper.Columns = []kit.Column{{Title: "Note", Width: 10, Kind: kit.Text}, name, {Title: "Date", Width: 10},
		{Title: "Reckoned to", Width: 11, Drop: 3}, {Title: "Amount", Kind: kit.Amount},
		{Title: "Given up", Kind: kit.Amount, Drop: 2}, {Title: "Paid", Kind: kit.Amount, Drop: 1},
		{Title: "Open", Kind: kit.Amount}}
	s.paper.Empty = "No notes are posted yet. Mark customers on the first tab and press C."
	s.rules.Columns = []kit.Column{{Title: "For", Flex: 2, Min: 14, Max: 36}, {Title: "From", Width: 10},
		{Title: "To", Width: 10}, {Title: "Terms", Flex: 4, Min: 20, Max: 60}, {Title: "Set by", Flex: 1, Min: 8,
			Max:  20,
			Drop: 1}}
	s.rules.Empty = "No terms are set: nothing accrues. Press a to set them."
}

func (s *Screen) mixed() bool {
	for _, r := range s.rows {
		if r.Currency != s.rows[0].Currency {
			return true
		}
	}
	return false
}

func (s *Screen) amount(m money.Minor, cur money.Currency) string {
	out := text.FormatAmount(m, cur.Digits)
	if cur != s.home() {
		return out + " " + cur.Code
	}
	return out
}

type chargeRows struct {
	s    *Screen
	rows []*accrued.Row
}

// Len is how many accounts there are.
func (x chargeRows) Len() int { return len(x.rows) }

// Key is the account.
func (x chargeRows) Key(row int) uint64 { return uint64(x.rows[row].Account) }

// Cell is an account's word or figure.
func (x chargeRows) Cell(row, col int) string {
	r := x.rows[row]
	switch col {
	case 0:
		return r.Name
	case 6:
		switch {
		case r.Waits != 0:
			return "waits for " + text.FormatAmount(r.Waits, r.Currency.Digits)
		case r.Over != 0:
			return text.FormatAmount(r.Over, r.Currency.Digits) + " over the most"
		case r.ToCharge < 0:
			return "to credit back"
		}
		return ""
	}
	return x.s.amount([]money.Minor{r.Late, r.Accrued, r.Charged, r.ToCharge, r.Unpaid}[col-1], r.Currency)
}

// Tone tells what is to be charged from what is not.
func (x chargeRows) Tone(row, col int) theme.Tone {
	r := x.rows[row]
	switch {
	case col == 4 && r.ToCharge < 0, col == 6:
		return theme.Warn
	case col == 4 && r.Waits != 0, col == 3:
		return theme.Muted
	case col == 4:
		return theme.Strong
	}
	return theme.Plain
}

type noteRows struct {
	s    *Screen
	rows []note
}

// Len is how many notes there are.
func (x noteRows) Len() int { return len(x.rows) }

// Key is the note, in its account.
func (x noteRows) Key(row int) uint64 {
	return uint64(x.rows[row].Account)<<32 | uint64(x.rows[row].ID)
}

// Cell is a note's word or figure.
func (x noteRows) Cell(row, col int) string {
	n := &x.rows[row]
	switch col {
	case 0:
		return n.Number
	case 1:
		return n.Name
	case 2:
		return n.Date.String()
	case 3:
		return n.Upto.String()
	}
	return x.s.amount([]money.Minor{n.Note.Amount, n.Note.Waived + n.Note.Credited, n.Note.Paid, n.Open}[col-4],
		n.Currency)
}

// Tone tells open notes from settled ones.
func (x noteRows) Tone(row, col int) theme.Tone {
	switch n := &x.rows[row]; {
	case n.Open == 0:
		return theme.Muted
	case col == 7 && n.Due < x.s.desk.AsOf():
		return theme.Bad
	}
	return theme.Plain
}

type termRows struct {
	s    *Screen
	rows []accrued.TermsRow
}

// Len is how many terms there are.
func (x termRows) Len() int { return len(x.rows) }

// Key is the terms' number.
func (x termRows) Key(row int) uint64 { return uint64(x.rows[row].ID) }

// Cell is a word of the terms.
func (x termRows) Cell(row, col int) string {
	t := &x.rows[row]
	switch col {
	case 0:
		switch t.Scope {
		case interest.Group:
			return "group " + t.Name
		case interest.Customer:
			return t.Name
		}
		if t.Currency != x.s.home().Code {
			return "everybody, " + t.Currency
		}
		return "everybody"
	case 1:
		return t.From.String()
	case 2:
		if t.Ended {
			return "taken back"
		}
		return t.Until.String()
	case 3:
		return t.Says
	}
	return t.By
}

// Tone mutes terms that were taken back.
func (x termRows) Tone(row, _ int) theme.Tone {
	if x.rows[row].Ended {
		return theme.Muted
	}
	return theme.Plain
}

// detail tells of the bills of the account under the cursor.
func (s *Screen) detail(w, h int) string {
	r := s.row()
	if r == nil || h == 0 {
		return ""
	}
	title := r.Code + " " + r.Name
	return kit.Pane(w, h, title, text.Count(len(r.Lines), "bill", "bills"), false, func(w, h int) string {
		out := kit.Wrap(r.Terms, w-2)
		for i := range r.Lines {
			l := &r.Lines[i]
			number := l.Number
			if l.Parts > 1 {
				number += fmt.Sprintf("/%d", l.Part+1)
			}
			s := fmt.Sprintf("%s  %s late, %s open: %s accrued", number, text.Count(l.Days, "day", "days"),
				s.amount(l.Open, r.Currency), s.amount(l.Accrued, r.Currency))
			if l.Charged != 0 {
				s += ", " + text.FormatAmount(l.Charged, r.Currency.Digits) + " charged"
			}
			if l.Capped {
				s += ", capped"
			}
			if len(out) == h-1 && i+1 < len(r.Lines) {
				s = fmt.Sprintf("and %d more: = tells of each", len(r.Lines)-i)
			}
			if len(out) < h {
				out = append(out, s)
			}
		}
		for i := range out {
			out[i] = kit.Line(" "+text.Truncate(out[i], w-2), w)
		}
		return kit.Fit(strings.Join(out, "\n"), w, h)
	})
}
