package today

import (
	"duebook/internal/ar/office"
	"duebook/internal/ar/proposal"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/theme"
)

// reports are daily reports that came back, and what waits for the supervisor to decide.
func reports(t *desk.Today) (out []line) {
	for _, r := range t.Reports.Returned {
		out = append(out, line{kind: "report returned", name: text.DayName(r.Day) + " " + text.ShortDate(r.Day),
			what: r.By + ": " + r.Comment, tone: theme.Bad, screen: "day", arg: desk.DayArg{Day: r.Day}})
	}
	if n := t.Reports.Waiting; n > 0 {
		out = append(out, line{kind: "daily reports", name: text.Count(n, "report waits", "reports wait"),
			what: "to be accepted or returned; the oldest of " + text.ShortDate(t.Reports.Since), tone: theme.Warn,
			screen: "review", arg: t.Reports.Since})
	}
	if n := t.Reports.Targets; n > 0 {
		out = append(out, line{kind: "targets", name: text.Count(n, "target waits", "targets wait"),
			what: "proposed, to be agreed on or rejected", tone: theme.Warn, screen: "targets"})
	}
	if n := t.Proposed.Waiting; n > 0 {
		out = append(out, line{kind: "proposals", name: text.Count(n, "proposal waits", "proposals wait"),
			what: "to be approved or refused; the oldest of " + text.ShortDate(t.Proposed.Since), tone: theme.Warn,
			screen: "proposals"})
	}
	for i := range t.Proposed.Decided {
		r := &t.Proposed.Decided[i]
		l := line{kind: "proposal", code: r.Code, name: r.Name, screen: "proposals", tone: theme.Good,
			what: r.Decision.Verdict.String() + " by " + r.Decision.By + ": " + r.What}
		if r.Decision.Text != "" {
			l.what += " (" + r.Decision.Text + ")"
		}
		if r.Decision.Verdict == proposal.Refused {
			l.tone = theme.Bad
		}
		out = append(out, l)
	}
	if n := t.Reports.WriteOffs; n > 0 {
		out = append(out, line{kind: "write-offs", name: text.Count(n, "request waits", "requests wait"),
			what: "to write off; v on the receipts decides", tone: theme.Warn, screen: "receipts"})
	}
	return out
}

// proposed are what I proposed and nobody has decided.
func proposed(t *desk.Today) (out []line) {
	if n := t.Proposed.Mine; n > 0 {
		out = append(out, line{kind: "proposals", name: text.Count(n, "of mine waits", "of mine wait"),
			what: "for a supervisor to decide", tone: theme.Muted, screen: "proposals"})
	}
	return out
}

// requests are what customers asked for and still wait for.
func requests(t *desk.Today) (out []line) {
	for i := range t.Requests {
		r := &t.Requests[i]
		l := line{kind: "request", code: r.Code, name: r.Name, what: r.Kind + ": " + r.Text, screen: "requests",
			tone: theme.Accent}
		if r.Late {
			l.kind, l.tone = "request, late", theme.Bad
		}
		out = append(out, l)
	}
	return out
}

// evening opens the officer's own daily report; who is no officer gets everybody's.
func (s *Screen) evening() action.Action {
	if s.desk.Roles()&office.Officer == 0 {
		return action.Action{ID: "day.review", Label: "review", Keys: []string{"m"},
			Help: "The daily reports of all officers", Run: func() action.Effect { return action.Push("review", nil) }}
	}
	return action.Action{ID: "day.open_mine", Label: "my day", Keys: []string{"m"},
		Help: "My daily report: it fills itself; ctrl+s submits it",
		Run:  func() action.Effect { return action.Push("day", nil) }}
}
