package worklist

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/desk"
	report "duebook/internal/report/worklist"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

const (
	sideBySide = 150 // from here on the brief stands beside the list
	briefWidth = 56
	briefLines = 7 // below the list at 24 lines; more where there is room
)

// View draws the summary, the list, and what is known of the one under the
// cursor: below the list, or beside it when there is room.
func (s *Screen) View(w, h int) string {
	if s.list.Value == nil {
		if s.list.Err != nil {
			return kit.Middle(s.list.Err.Error()+"\n\nctrl+r tries again", w, h)
		}
		return kit.Middle("Reading the book ...", w, h)
	}
	top := s.summary(w)
	list := func(w, h int) string { return s.table.View(w, h, true) }
	if w >= sideBySide {
		left := kit.Pane(w-briefWidth-2, h-1, s.heading(), s.table.Position(), true, list)
		right := s.briefPane(briefWidth, h-1)
		return kit.Stack(w, h, top, kit.Abreast(2, left, right))
	}
	return kit.Stack(w, h, top, kit.Pane(w, h-1-briefLines, s.heading(), s.table.Position(), true, list),
		s.briefPane(w, briefLines))
}

func (s *Screen) heading() string {
	for _, c := range scopes {
		if c.Value == string(s.scope) {
			return "To call: " + c.Label
		}
	}
	return "To call"
}

func (s *Screen) summary(w int) string {
	t, l := theme.Now(), s.list.Value
	shown := 0
	for _, r := range s.rows.all {
		if r.Hidden == "" {
			shown++
		}
	}
	parts := []string{t.Tone(theme.Strong, text.Number(shown)+" to call")}
	if m := s.saysMarked(); m != "" {
		parts = append(parts, t.Tone(theme.Accent, t.Signs.Mark+" "+m))
	}
	for _, sum := range l.Totals {
		parts = append(parts, t.Tone(theme.Strong, text.FormatAmount(sum.ToCollect,
			sum.Digits))+" "+t.Tone(theme.Muted, sum.Currency))
	}
	for _, x := range []struct {
		n         int
		one, many string
		tone      theme.Tone
	}{{l.CallBacks, "call-back", "call-backs", theme.Accent}, {l.PromisesDue, "promise due", "promises due",
		theme.Warn},
		{l.Broken, "broken", "broken", theme.Bad}, {l.DoneToday, "done", "done", theme.Good},
		{l.Hidden, "waits (z)", "wait (z)", theme.Muted}} {
		if x.n > 0 {
			parts = append(parts, t.Tone(x.tone, text.Count(x.n, x.one, x.many)))
		}
	}
	return kit.Line(" "+fitting(parts, t.Tone(theme.Faint, " "+t.Signs.Dot+" "), w-1), w)
}

// fitting joins as many parts as fit in w cells; the first always stays.
func fitting(parts []string, between string, w int) string {
	out := parts[0]
	for _, p := range parts[1:] {
		if kit.Styled(out)+kit.Styled(between)+kit.Styled(p) > w {
			break
		}
		out += between + p
	}
	return out
}

// why is the reasons of a row's rank, the weightiest first.
func why(r *report.Row) string {
	if r.Hidden != "" {
		return "waits: " + r.Hidden
	}
	var out, covered []string
	if r.Pinned { // it is why the row stands on top
		for _, p := range r.Points {
			if p.Kind == report.CallBackDue {
				out = append(out, p.Short())
			}
		}
	}
	for _, s := range r.Signals {
		if strings.HasPrefix(s, report.CoveredFor) {
			covered = append(covered, s)
		} else {
			out = append(out, s)
		}
	}
	most := len(r.Signals) - len(covered) + 3
	for _, p := range r.Points {
		if p.Value > 0 && len(out) < most && !(r.Pinned && p.Kind == report.CallBackDue) {
			out = append(out, p.Short())
		}
	}
	return strings.Join(append(out, covered...), between())
}

// between parts the reasons of a row.
func between() string { return " " + theme.Now().Signs.Dot + " " }

func last(r *report.Row, d *desk.Desk) string {
	if r.LastContact.Day == 0 {
		return "never"
	}
	return ago(int(d.AsOf()-r.LastContact.Day)) + " " + r.LastContact.Result
}

func ago(days int) string {
	switch {
	case days <= 0:
		return "today"
	}
	return fmt.Sprintf("%dd", days)
}

// briefPane shows who to ask for and what was said last.
func (s *Screen) briefPane(w, h int) string {
	r := s.current()
	if r == nil {
		return kit.Fit("", w, h)
	}
	return kit.Pane(w, h, r.Name, r.Code, false, func(w, h int) string {
		c := s.brief.Value
		if c == nil || c.Code != r.Code {
			return kit.Fit("", w, h)
		}
		return brief(c, accountOf(c, r.Currency), w, h)
	})
}

// accountOf is the account of a card in the currency of the row.
func accountOf(c *desk.Card, currency string) int {
	at := slices.IndexFunc(c.Accounts, func(a desk.CardAccount) bool { return a.Currency == currency })
	return max(at, 0)
}

// brief is what an officer should know of a customer before dialling, in at most
// h lines of w cells: whom to ask for and what was said; the oldest bills beside
// it where there is room.
func brief(c *desk.Card, account, w, h int) string {
	a := &c.Accounts[account]
	if w >= 96 && w < sideBySide {
		left := w * 3 / 5
		return kit.Abreast(2, kit.Fit(strings.Join(said(c, a, left, h), "\n"), left, h),
			kit.Fit(strings.Join(oldest(c, a, w-left-2, h), "\n"), w-left-2, h))
	}
	lines := said(c, a, w, h)
	if rest := h - len(lines) - 1; rest > 2 {
		lines = append(append(lines, ""), oldest(c, a, w, rest)...)
	}
	return kit.Fit(strings.Join(lines, "\n"), w, h)
}

func said(c *desk.Card, a *desk.CardAccount, w, h int) []string {
	t := theme.Now()
	var out []string
	add := func(tone theme.Tone, s string) {
		if len(out) < h && s != "" {
			out = append(out, t.Tone(tone, kit.Inline(s, w)))
		}
	}
	for i := range c.People {
		if i < 2 {
			for _, line := range verb.PersonLines(&c.People[i], w) {
				add(theme.Plain, line)
			}
		}
	}
	if len(c.People) == 0 {
		add(theme.Warn, "nobody to ask for on the card (e on the card adds a person)")
	}
	add(theme.Plain, fmt.Sprintf("owes %s %s, overdue %s", text.FormatAmount(a.Owed(), a.Digits), a.Currency,
		text.FormatAmount(a.Overdue, a.Digits)))
	for i := range a.Promises {
		if i < 1 {
			p := &a.Promises[i]
			add(theme.Plain, fmt.Sprintf("promised %s for %s: %s", text.FormatAmount(p.Promise.Amount, a.Digits),
				text.ShortDate(p.Promise.Date), p.State))
		}
	}
	notes := 0
	for i := range c.Recent {
		if e := &c.Recent[i]; (e.What == "contact" || e.What == "note") && notes < 3 {
			notes++
			add(theme.Muted, text.ShortDate(e.Day)+" "+e.Line())
		}
	}
	if a.LastPaid.Day != 0 {
		add(theme.Plain, fmt.Sprintf("last paid %s on %s", text.FormatAmount(-a.LastPaid.Amount, a.Digits),
			text.ShortDate(a.LastPaid.Day)))
	}
	return out
}

// oldest lists the open bills, the longest overdue first.
func oldest(c *desk.Card, a *desk.CardAccount, w, h int) []string {
	var out []string
	for i := range a.Bills {
		b := &a.Bills[i]
		if b.Credit || len(out) == h {
			continue
		}
		late := ""
		if b.Days > 0 {
			late = fmt.Sprintf("%dd", b.Days)
		}
		line := kit.Cell(b.Number, w-32, kit.Left) + kit.Cell(text.ShortDate(b.Due), 8, kit.Right) + kit.Cell(late,
			7, kit.Right) +
			kit.Cell(text.FormatAmount(b.Left, a.Digits), 17, kit.Right)
		out = append(out, theme.Now().Tone(theme.Heat(desk.Bucket(c.Edges, b.Days)), line))
	}
	return out
}
