package cheques

import (
	"fmt"
	"strings"

	"duebook/internal/ar/cheque"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cheques"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// The table's columns.
const (
	colNumber = iota
	colName
	colBank
	colDated
	colDays
	colWorth
	colState
	colNote
)

var empty = map[cheques.Question]string{cheques.ToDeposit: "Nothing is to be deposited.",
	cheques.NoAnswer: "The bank owes no answer.", cheques.Unpaid: "No cheque is bounced and not made good.",
	cheques.LeftInSafe: "No matured cheque lies in the safe.", cheques.Paid: "No cheque came in lately.",
	cheques.Everything: "No cheque is in the register. h records one."}

func (s *Screen) columns() {
	number, note := 6, 4
	for i := range s.rows {
		number, note = max(number, kit.Width(s.rows[i].Number)), max(note, kit.Width(noteOf(&s.rows[i])))
	}
	s.table.Columns = []kit.Column{{Title: "Cheque", Width: min(number, 14)},
		{Title: "Customer", Flex: 3, Min: 14, Max: 40}, {Title: "Bank", Flex: 1, Min: 8, Max: 22, Drop: 3},
		{Title: "Dated", Kind: kit.Date, Width: 10}, {Title: "Days", Kind: kit.Count, Drop: 4},
		{Title: "Worth", Kind: kit.Amount}, {Title: "State", Width: 9, Drop: 1},
		{Title: "Note", Width: min(note, 20), Drop: 2}}
	s.table.Empty = empty[cheques.Question(s.tabs.At)]
	if s.find != "" || s.state != 0 {
		s.table.Empty = "Nothing fits. esc takes the search away, f the filter."
	}
	s.table.Totals = func(col int) string {
		switch {
		case col == colName:
			return text.Count(len(s.rows), "cheque", "cheques")
		case col == colWorth && len(s.rows) > 0 && len(cheques.Sums(s.rows)) == 1:
			return s.amount(cheques.Sums(s.rows)[0].Amount, s.rows[0].Currency)
		}
		return ""
	}
}

func (s *Screen) amount(m money.Minor, cur money.Currency) string {
	out := text.FormatAmount(m, cur.Digits)
	if s.mixed {
		out += " " + cur.Code
	}
	return out
}

// rows shows cheques.
type rows struct {
	s    *Screen
	rows []cheques.Row
}

// Len is how many there are.
func (x rows) Len() int { return len(x.rows) }

// Key is the cheque.
func (x rows) Key(row int) uint64 { return uint64(x.rows[row].ID) }

// Cell is a cheque's word or figure.
func (x rows) Cell(row, col int) string {
	r := &x.rows[row]
	switch col {
	case colNumber:
		return r.Number
	case colName:
		return r.Name
	case colBank:
		return r.Bank
	case colDated:
		return r.Maturity.String()
	case colDays:
		return fmt.Sprintf("%+d", r.Days)
	case colWorth:
		return x.s.amount(r.Worth, r.Currency)
	case colState:
		if r.State == cheque.Settled {
			return "in cash"
		}
		return r.State.String()
	}
	return noteOf(r)
}

// noteOf is what stands beside a cheque: its story, else that it is a guarantee.
func noteOf(r *cheques.Row) string {
	if note := r.Note(); note != "" || r.Type != cheque.Guarantee {
		return note
	}
	return cheque.Guarantee.String()
}

// Tone tells how a cheque stands.
func (x rows) Tone(row, col int) theme.Tone {
	r := &x.rows[row]
	switch col {
	case colBank, colNumber:
		return theme.Muted
	case colDated, colDays:
		if !r.State.InHand() {
			return theme.Muted
		}
		return maturityTone(r.Days)
	case colState, colNote:
		switch {
		case r.State.Unpaid() || r.Stale:
			return theme.Bad
		case r.State == cheque.Cleared || r.State == cheque.Settled:
			return theme.Good
		case r.State.Done():
			return theme.Muted
		case r.State == cheque.Deposited:
			return theme.Info
		}
	}
	return theme.Plain
}

func maturityTone(days int) theme.Tone {
	switch {
	case days < 0:
		return theme.Bad
	case days <= 7:
		return theme.Warn
	}
	return theme.Plain
}

// View draws what is in hand, the tabs, and the tab on show.
func (s *Screen) View(w, h int) string {
	if s.register.Value == nil {
		return kit.Waiting(w, h, "Reading the register ...", "The register could not be read", s.register.Err)
	}
	head, tabs := " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1)
	switch s.tabs.At {
	case ladder:
		return kit.Stack(w, h, head, tabs, "", s.ladder(w, h-3))
	case behind:
		return kit.Stack(w, h, head, tabs, "", s.behind(w, h-3))
	case calendar:
		return kit.Stack(w, h, head, tabs, s.calendar(w, h-2))
	case int(cheques.Paid):
		top := s.outcomes(w-1, 9)
		return kit.Stack(w, h, head, tabs, kit.Fit(top, w, 9), s.table.View(w, h-11, true))
	}
	if s.current() == nil {
		return kit.Stack(w, h, head, tabs, s.table.View(w, h-2, true))
	}
	if w < 150 {
		below := max(h/3, 6)
		return kit.Stack(w, h, head, tabs, s.table.View(w, h-2-below, true), s.detail(w, below))
	}
	right := 60
	return kit.Stack(w, h, head, tabs, kit.Beside(s.table.View(w-right-3, h-2, true), s.detail(right, h-2)))
}

// facts are the sums over everything, in the currency on show.
func (s *Screen) facts() []kit.Pair {
	r := s.register.Value
	sum := func(rows []cheques.Row) (n int, m money.Minor) {
		for _, x := range rows {
			if x.Currency == s.currency {
				n, m = n+1, m+x.Worth
			}
		}
		return n, m
	}
	digits := s.currency.Digits
	n, m := sum(r.Hand(s.currency))
	out := []kit.Pair{{Label: s.currency.Code + " in hand", Value: text.FormatAmount(m, digits), Tone: theme.Strong},
		{Value: text.Count(n, "cheque", "cheques")}}
	for _, x := range []struct {
		q    cheques.Question
		name string
		tone theme.Tone
	}{{cheques.ToDeposit, "to deposit", theme.Warn}, {cheques.Unpaid, "bounced", theme.Bad}} {
		if n, m := sum(r.List(x.q)); n > 0 {
			out = append(out, kit.Pair{Label: x.name, Value: text.FormatAmount(m, digits), Tone: x.tone})
		}
	}
	if k := s.table.Marks(); k > 0 {
		_, m := sum(s.chosen())
		out = append(out, kit.Pair{Value: text.Number(k) + " marked, " + text.FormatAmount(m, digits),
			Tone: theme.Accent})
	}
	if s.find != "" {
		out = append(out, kit.Pair{Label: "with", Value: s.find, Tone: theme.Accent})
	}
	if s.state != 0 {
		out = append(out, kit.Pair{Label: "only", Value: s.state.String(), Tone: theme.Accent})
	}
	return out
}

// detail draws the cheque under the cursor: what it is for, and what happened to it.
func (s *Screen) detail(w, h int) string {
	x, story := s.current(), s.story.Value
	title := fmt.Sprintf("#%d  %s  %s", x.ID, x.Number, x.Name)
	return kit.Pane(w, h, title, x.Code, false, func(w, h int) string {
		if story == nil || story.ID != x.ID {
			return ""
		}
		if w < 90 {
			return kit.Fit(strings.Join(append(s.told(story, w), s.forParts(story, w)...), "\n"), w, h)
		}
		left := (w - 3) / 2
		return kit.Beside(kit.Fit(strings.Join(s.forParts(story, left), "\n"), left, h),
			kit.Fit(strings.Join(s.told(story, w-left-3), "\n"), w-left-3, h))
	})
}

// forParts says what a cheque is for.
func (s *Screen) forParts(c *desk.ChequeStory, w int) []string {
	var out []string
	for _, p := range c.Parts {
		line := fmt.Sprintf(" %s due %s  %s", p.Bill, text.FormatDate(p.Due), s.amount(p.Amount, c.Currency))
		if p.Open < p.Amount && c.Cheque.State(c.AsOf).InHand() {
			line += ", open " + s.amount(p.Open, c.Currency)
		}
		out = append(out, line)
	}
	if len(out) == 0 {
		out = []string{" for no bill"}
		if c.Type == cheque.Guarantee {
			out = []string{" a guarantee: it covers nothing"}
		}
	}
	for i := range out {
		out[i] = kit.Cell(out[i], w, kit.Left)
	}
	return out
}

// told says what is written on a cheque and what happened to it, the latest first.
func (s *Screen) told(c *desk.ChequeStory, w int) []string {
	d := &c.Details
	out := []string{" drawn by " + d.Drawer + " on " + d.Bank, fmt.Sprintf(" received %s", text.FormatDate(c.Received))}
	if d.Account != "" {
		out[0] += ", account " + d.Account
	}
	if d.Kept != "" {
		out[1] += ", kept " + d.Kept
	}
	if d.Hold != 0 {
		out[1] += ", hold until " + text.FormatDate(d.Hold)
	}
	if c.Clearing {
		out[1] += ", counted as paid since"
	}
	for i := len(c.Steps) - 1; i >= 0; i-- {
		p := &c.Steps[i]
		if p.On > c.AsOf {
			continue
		}
		line := " " + text.FormatDate(p.On) + " " + p.To.String()
		if p.With != "" {
			line += ", " + p.With
		}
		if p.Return != nil {
			line += ": " + p.Return.Reason.String()
			if p.Return.Paid > 0 {
				line += ", the bank paid " + s.amount(p.Return.Paid, c.Currency)
			}
		}
		if p.Reason != "" {
			line += ", " + p.Reason
		}
		if p.Back != 0 {
			line += " (taken back " + text.FormatDate(p.Back) + ")"
		}
		out = append(out, line)
	}
	for i := range out {
		out[i] = kit.Cell(out[i], w, kit.Left)
	}
	return out
}
