package copies

import (
	"fmt"
	"strings"

	"duebook/internal/ar/proof"
	"duebook/internal/report/copies"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the figures, the tabs, and the list or the audit.
func (s *Screen) View(w, h int) string {
	if !s.list.Asked {
		return kit.Waiting(w, h, "Reading the delivery copies ...", "The copies could not be read", s.list.Err)
	}
	head := " " + kit.Facts(s.facts(), w-1)
	tabs := " " + s.tabs.View(w-1)
	switch s.tabs.At {
	case tabPeople:
		return kit.Stack(w, h, head, tabs, s.people.View(w, h-2, true))
	case tabAudit:
		return kit.Stack(w, h, head, tabs, s.auditView(w, h-2))
	}
	below := 4
	if s.current() == nil {
		below = 0
	}
	return kit.Stack(w, h, head, tabs, s.table.View(w, h-2-below, true), s.detail(w, below))
}

func (s *Screen) facts() []kit.Pair {
	l := &s.list.Value
	out := []kit.Pair{{Value: text.Number(l.Out) + " out", Tone: theme.Strong}}
	if n := s.table.Marks(); n > 0 {
		out = append(out, kit.Pair{Value: theme.Now().Signs.Mark + " " + text.Number(n) + " marked",
			Tone: theme.Accent})
	}
	out = append(out, kit.Pair{Value: text.Number(l.Missing) + " missing", Tone: theme.Bad},
		kit.Pair{Value: text.Number(l.Faulty) + " with a discrepancy", Tone: theme.Warn},
		kit.Pair{Value: text.Number(l.Signed) + " back signed", Tone: theme.Muted})
	for _, f := range []string{s.query.State, s.query.Holder} {
		if f != "" {
			out = append(out, kit.Pair{Label: "only", Value: f, Tone: theme.Accent})
		}
	}
	if s.query.Days > 0 {
		out = append(out, kit.Pair{Label: "over", Value: text.Count(s.query.Days, "day", "days"), Tone: theme.Accent})
	}
	return out
}

// detail tells of the copy under the cursor in sentences.
func (s *Screen) detail(w, h int) string {
	r := s.current()
	if r == nil {
		return ""
	}
	return kit.Pane(w, h, r.Number+"  "+r.Name, s.table.Position(), false, func(w, h int) string {
		return kit.Paragraph(said(r), w, h)
	})
}

// said is where a copy is, in sentences.
func said(r *copies.Row) string {
	var out []string
	with := ""
	if r.Holder != 0 {
		with = " with " + r.Person
	}
	switch r.State {
	case 0:
		out = append(out, "Nobody noted that the copy went out.")
	case proof.Out:
		out = append(out, fmt.Sprintf("Out%s since %s, %s.", with, r.OutOn, text.Count(r.Days, "day", "days")))
	case proof.Missing:
		out = append(out, fmt.Sprintf("Missing since %s%s.", r.Since, gone(r, with)))
	case proof.Discrepancy:
		fault := ""
		if r.Fault != 0 {
			fault = ": " + r.Fault.String()
		}
		out = append(out, fmt.Sprintf("Back on %s with a discrepancy%s%s.", r.Since, fault, gone(r, with)))
	case proof.Signed:
		out = append(out, fmt.Sprintf("Back signed on %s, taken by %s.", r.Since, r.By))
	}
	if r.Note != "" {
		out = append(out, action.Sentence(strings.TrimSuffix(r.Note, "."))+".")
	}
	if r.Round != 0 {
		out = append(out, fmt.Sprintf("It went along on round %d.", r.Round))
	}
	return strings.Join(append(out, fmt.Sprintf("Bill of %s over %s %s, open %s.", r.Doc, text.FormatAmount(r.Amount,
		r.Money.Digits), r.Money.Code, text.FormatAmount(r.Open, r.Money.Digits))), " ")
}

func gone(r *copies.Row, with string) string {
	if r.OutOn == 0 {
		return ""
	}
	return "; it went out" + with + " on " + r.OutOn.String()
}

// auditView draws the field, the copy that waits for its key, and the pile so far.
func (s *Screen) auditView(w, h int) string {
	if s.desk.Past() {
		return kit.Middle("A past day is on show: press @ and choose today to audit a pile.", w, h)
	}
	a, th := &s.audit, theme.Now()
	signed, missing, faulty, wrong := a.counts()
	sums := kit.Facts([]kit.Pair{{Value: text.Number(signed) + " back signed", Tone: theme.Good},
		{Value: text.Number(missing) + " missing", Tone: theme.Bad},
		{Value: text.Number(faulty) + " with a discrepancy", Tone: theme.Warn},
		{Value: text.Count(wrong, "wrong number", "wrong numbers"), Tone: theme.Muted}}, w-1)
	out := []string{" ", " " + th.Tone(theme.Muted, kit.Cell("Number", 8, kit.Left)) + a.input.View(min(w-12, 50),
		!a.pending), " "}
	if a.pending {
		r := &a.found.Value
		out = append(out, " "+th.Tone(theme.Strong, kit.Inline(r.Number+"  "+r.Name, w-2)))
		for _, l := range kit.Wrap(said(r), w-2) {
			out = append(out, " "+kit.Inline(l, w-2))
		}
		dispute := "opens a dispute with it"
		if a.dispute {
			dispute = "dispute: yes"
		}
		out = append(out, " ", " "+kit.KeyLine(w-1, kit.Hint{Key: "enter", Label: "back signed"}, kit.Hint{Key: "m",
			Label: "missing"}, kit.Hint{Key: "esc", Label: "leave it"}))
		hints := []kit.Hint{}
		for i, f := range proof.Faults() {
			hints = append(hints, kit.Hint{Key: text.Number(i + 1), Label: f})
		}
		out = append(out, " "+kit.KeyLine(w-1, hints[:3]...), " "+kit.KeyLine(w-1, append(hints[3:], kit.Hint{Key: "d",
			Label: dispute})...))
	} else {
		out = append(out, " "+th.Tone(theme.Muted, kit.Inline("enter finds the bill; ctrl+z takes the last one back; "+
			"esc ends the audit.", w-2)))
	}
	top := kit.Stack(w, len(out), out...)
	return kit.Stack(w, h, top, kit.Pane(w, h-len(out), "This pile", "", false, func(w, h int) string {
		return kit.Stack(w, h, " "+sums, s.logView(w, h-1))
	}))
}

// logView lists what was judged, the newest first.
func (s *Screen) logView(w, h int) string {
	th := theme.Now()
	var out []string
	for i := len(s.audit.log) - 1; i >= 0 && len(out) < h; i-- {
		n := &s.audit.log[i]
		tone := tone(n.state)
		if n.state == 0 || n.undone {
			tone = theme.Muted
		}
		out = append(out, " "+kit.Cell(n.number, 18, kit.Left)+" "+th.Tone(tone, kit.Cell(n.said(), 22, kit.Left))+" "+
			kit.Cell(n.name, max(w-43, 0), kit.Left))
	}
	return kit.Fit(strings.Join(out, "\n"), w, h)
}
