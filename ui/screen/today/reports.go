package today

import (
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/theme"
)

// reports are daily reports that came back, and those that wait for the supervisor.
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
