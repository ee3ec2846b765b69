package allocate

import (
	"fmt"
	"strings"

	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// The table's columns.
const (
	colBill = iota
	colKind
	colDue
	colLate
	colOpen
	colGets
	colRest
)

func (s *Screen) columns() {
	bill := 8
	for i := range s.plan.data.Lines {
		bill = max(bill, kit.Width(s.number(i)))
	}
	s.table.Columns = []kit.Column{{Title: "Bill", Flex: 2, Min: min(bill, 18), Max: 30},
		{Title: "Kind", Flex: 1, Min: 10, Max: 14, Drop: 2}, {Title: "Due", Kind: kit.Date, Drop: 1},
		{Title: "Late", Kind: kit.Count}, {Title: "Open", Kind: kit.Amount}, {Title: "Gets", Kind: kit.Amount},
		{Title: "Left short", Flex: 2, Min: 22, Max: 44}}
	s.table.Empty = "Nothing is open: all of the receipt stays unapplied until there is a bill."
	s.table.Markup = func(row int) string {
		if s.plan.given[row]+s.plan.off(row) > 0 {
			return theme.Now().Signs.Mark
		}
		return ""
	}
	s.table.Totals = func(col int) string {
		var open money.Minor
		for i := range s.plan.data.Lines {
			open += s.plan.data.Lines[i].Item.Left
		}
		switch col {
		case colBill:
			return text.Count(len(s.plan.data.Lines), "bill", "bills")
		case colOpen:
			return s.plan.say(open)
		case colGets:
			return s.plan.say(s.plan.applied())
		}
		return ""
	}
}

func (s *Screen) number(i int) string {
	l := &s.plan.data.Lines[i]
	if l.Parts > 1 {
		return fmt.Sprintf("%s %d/%d", l.Number, l.Part, l.Parts)
	}
	return l.Number
}

// rows shows the open bills and what each gets.
type rows struct{ s *Screen }

// Len is how many are open.
func (r rows) Len() int { return len(r.s.plan.data.Lines) }

// Key is the bill and part.
func (r rows) Key(row int) uint64 {
	i := &r.s.plan.data.Lines[row].Item
	return uint64(i.Doc)<<8 | uint64(i.Part)
}

// Cell is a bill's word or figure.
func (r rows) Cell(row, col int) string {
	p := r.s.plan
	l := &p.data.Lines[row]
	switch col {
	case colBill:
		return r.s.number(row)
	case colKind:
		return l.Kind
	case colDue:
		return text.ShortDate(l.Item.Due)
	case colLate:
		if l.Days > 0 {
			return fmt.Sprintf("%dd", l.Days)
		}
		return ""
	case colOpen:
		return p.say(l.Item.Left)
	case colGets:
		switch {
		case r.s.typing && row == r.s.table.Cursor():
			return "[" + r.s.input.Value() + "_]"
		case p.given[row] > 0:
			return p.say(p.given[row])
		}
		return ""
	}
	return r.s.short(row)
}

// short says what becomes of what a bill that gets money, or a reason, is left with.
func (s *Screen) short(row int) string {
	p := s.plan
	rest, x := p.rest(row), p.shorts[row]
	if p.off(row) > 0 {
		out := "credit " + p.list.Words[row]
		if rest > 0 {
			out += ", " + p.say(rest) + " open"
		}
		return out
	}
	switch {
	case rest > 0 && x.Reason != "":
		m := rest
		if typed, err := text.ParseAmount(x.Amount, p.data.Money.Digits); x.Amount != "" && err == nil {
			m = typed
		}
		if x.Supply != "" {
			m = p.data.Withheld(row, x.Supply)
		}
		if m < rest {
			return x.Reason + " " + p.say(m) + ", " + p.say(rest-m) + " open"
		}
		return x.Reason + " " + p.say(m)
	case p.given[row] > 0 && rest > 0:
		return p.say(rest) + " open"
	case p.data.Lines[row].Disputed > 0:
		return "disputed " + p.say(p.data.Lines[row].Disputed)
	}
	return ""
}

// Tone makes what gets money stand out.
func (r rows) Tone(row, col int) theme.Tone {
	p := r.s.plan
	switch {
	case col == colGets:
		return theme.Good
	case col == colRest && p.shorts[row].Reason != "":
		return theme.Warn
	case col == colRest || col == colKind || p.given[row] == 0:
		return theme.Muted
	case col == colLate && p.data.Lines[row].Days > 0:
		return theme.Warn
	}
	return theme.Plain
}

// View draws the head, the bills and the foot in exactly w x h cells.
func (s *Screen) View(w, h int) string {
	if s.plan == nil {
		if s.data.Err != nil {
			return kit.Middle(s.data.Err.Error(), w, h)
		}
		return kit.Middle("Reading the book ...", w, h)
	}
	p := s.plan
	foot := s.foot(w)
	room := h - len(foot)
	top := 2
	if s.form != nil && !s.below {
		top = min(s.form.Lines(w)+1, max(room-5, 3))
	}
	owes := "owes " + p.say(p.data.Owed) + " " + p.data.Money.Code
	name := verb.Short(p.data.Name, max(w-len(owes)-24, 10))
	head := kit.Pane(w, top, "Receipt from "+name, owes, !s.below, func(w, h int) string {
		if h == 1 {
			return kit.Inline(s.summary(), w)
		}
		return s.form.View(w, h)
	})
	bills := kit.Pane(w, room-top, "Open bills", p.mode.String(), s.below, func(w, h int) string {
		return s.table.View(w, h, s.below)
	})
	return kit.Stack(w, h, head, bills, strings.Join(foot, "\n"))
}

// summary is the receipt in one line.
func (s *Screen) summary() string {
	if o := s.plan.data.Old; o != nil {
		return strings.TrimSpace(fmt.Sprintf("%s of %s: %s %s %s %s", o.Number, text.ShortDate(o.Date), o.Kind,
			s.plan.say(o.Amount), o.Reference, o.Text))
	}
	v := s.form.Values()
	return strings.TrimSpace(fmt.Sprintf("%s %s, %s %s", v.Text("kind"), s.plan.say(s.plan.amount),
		text.ShortDate(v.Date("date")), v.Text("reference")))
}

// foot repeats customer, amount and currency, and where the money goes.
func (s *Screen) foot(w int) []string {
	t, p := theme.Now(), s.plan
	var out []string
	add := func(tone theme.Tone, said string) { out = append(out, t.Tone(tone, kit.Cell(said, w, kit.Left))) }
	switch m := s.hint(); {
	case s.saving:
		add(theme.Muted, "Posting ...")
	case s.failed != "":
		for _, l := range kit.Wrap(s.failed, w) {
			add(theme.Bad, l)
		}
	case m != "":
		add(theme.Info, verb.Short(m, w))
	}
	left := "unapplied " + p.say(p.unapplied())
	if p.over == "income" && p.unapplied() > 0 {
		left = p.say(p.unapplied()) + " kept as income"
	}
	if p.lost != "" {
		left = "recovers " + p.lost
	}
	money := p.say(p.amount) + " " + p.data.Money.Code
	tail := " " + t.Signs.Dot + " applied " + p.say(p.applied()) + " " + t.Signs.Dot + " " + left
	figures := " " + t.Signs.Dot + " " + money + tail
	name := kit.Inline(p.data.Name, max(w-kit.Width(figures), 8))
	return append(out, kit.Line(t.Tone(theme.Strong, name)+t.Tone(theme.Strong, figures), w))
}

// hint says what the reference points at.
func (s *Screen) hint() string {
	if m := s.mine(); m != nil {
		return fmt.Sprintf("Over the bills, a puts it where the reference points (%d %%): %s.", m.Confidence,
			m.Reason)
	}
	if all := s.matches.Value; len(all) > 0 && all[0].Code != s.plan.data.Code && all[0].Confidence >= 60 {
		return fmt.Sprintf("%s Is it from %s? %s (%d %% sure).", theme.Now().Signs.Warn, all[0].Name, all[0].Reason,
			all[0].Confidence)
	}
	return ""
}
