package reminders

import (
	"fmt"
	"strings"

	"duebook/internal/ar/reminder"
	"duebook/internal/money"
	report "duebook/internal/report/reminder"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the figures, the tabs, the list, and the account under the cursor in
// sentences.
func (s *Screen) View(w, h int) string {
	if !s.list.Asked {
		return kit.Waiting(w, h, "Reading what is overdue ...", "The letters could not be read", s.list.Err)
	}
	head := " " + kit.Facts(s.facts(), w-1)
	tabs := " " + s.tabs.View(w-1)
	table := &s.table
	table.Columns = columns(w)
	if s.tabs.At == tabSent {
		table = &s.old
	}
	foot := []string{}
	if l := s.letter(); l != nil {
		foot = append(foot, kit.Pane(w, 5, l.Head.Code+"  "+l.Head.Name, table.Position(), false,
			func(w, h int) string { return s.said(l, w, h) }))
	}
	below := 5 * len(foot)
	if s.work != nil {
		foot = append(foot, kit.Line(" "+s.work.Progress().View(w-2), w),
			theme.Now().Tone(theme.Muted, kit.Line(" esc stops", w)))
		below += 2
	}
	return kit.Stack(w, h, append([]string{head, tabs, table.View(w, h-2-below, s.work == nil)}, foot...)...)
}

func (s *Screen) facts() []kit.Pair {
	if s.off() {
		return []kit.Pair{{Value: "no level is set", Tone: theme.Warn}}
	}
	l := s.list.Value
	sums := map[string]money.Minor{}
	var order []money.Currency
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Due() {
			if _, ok := sums[r.Currency]; !ok {
				order = append(order, r.Money())
			}
			sums[r.Currency] += r.Total()
		}
	}
	out := []kit.Pair{{Value: text.Count(l.Due, "letter", "letters") + " due", Tone: theme.Strong}}
	for _, c := range order {
		out = append(out, kit.Pair{Value: text.FormatAmount(sums[c.Code], c.Digits) + " " + c.Code})
	}
	if n := s.table.Marks(); n > 0 {
		out = append(out, kit.Pair{Value: theme.Now().Signs.Mark + " " + text.Number(n) + " marked",
			Tone: theme.Accent})
	}
	return append(out, kit.Pair{Value: text.Count(len(l.Rows)-l.Due, "account", "accounts") + " without",
		Tone: theme.Muted},
		kit.Pair{Value: text.Count(l.Levels, "level", "levels"), Tone: theme.Muted})
}

// said tells of the letter under the cursor in sentences.
func (s *Screen) said(l *reminder.Letter, w, h int) string {
	say := sentFor(l)
	if r := s.current(); r != nil {
		say = drafted(r)
	}
	return kit.Paragraph(say, w, h)
}

// amounts says what a letter is over.
func amounts(l *reminder.Letter) string {
	a := func(m money.Minor) string { return text.FormatAmount(m, l.Digits) }
	say := text.Count(len(l.Lines), "part", "parts") + " overdue, " + a(l.Asked()) + " " + l.Currency + " asked for"
	if l.Credit != 0 {
		say += " after " + a(l.Credit) + " paid and not applied"
	}
	if l.Interest != 0 {
		say += ", " + l.Called + " " + a(l.Interest)
	}
	if l.Fee != 0 {
		say += ", fee " + a(l.Fee)
	}
	say += "."
	if m := l.LeftOut(); m != 0 {
		seen, why := map[reminder.Why]bool{}, []string{}
		for _, x := range l.Left {
			if !seen[x.Why] {
				seen[x.Why], why = true, append(why, x.Why.String())
			}
		}
		say += " Left out: " + a(m) + ", " + strings.Join(why, ", ") + "."
	}
	return say
}

func drafted(r *report.Row) string {
	var out []string
	if r.Due() {
		out = append(out, fmt.Sprintf("Level %s is due since %s: %s", report.Level(&r.Letter), r.From,
			amounts(&r.Letter)))
	} else {
		out = append(out, "No letter: "+strings.TrimSuffix(r.Why, ".")+".")
		if r.Guarded {
			out = append(out, "P asks for a reason and sends it all the same.")
		}
		out = append(out, action.Sentence(amounts(&r.Letter)))
	}
	if r.LastDate != 0 {
		out = append(out, "The last letter went out on "+r.LastDate.String()+".")
	}
	return strings.Join(out, " ")
}

func sentFor(l *reminder.Letter) string {
	say := fmt.Sprintf("%s, level %s, sent by %s on %s: %s", l.Number(), report.Level(l), l.By, l.Date, amounts(l))
	if l.Override != "" {
		say += " In spite of the contact guard: " + strings.TrimSuffix(l.Override, ".") + "."
	}
	return say
}
