package worklist

import (
	"fmt"
	"strings"

	"duebook/internal/desk"
	report "duebook/internal/report/worklist"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

const (
	sideBySide = 116 // from here on the brief stands beside the list
	briefWidth = 46
	briefLines = 7
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
	parts := []string{t.Tone(theme.Strong, text.Count(len(s.rows.all), "to call", "to call"))}
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
		{l.Broken, "broken", "broken", theme.Bad}, {l.DoneToday, "done today", "done today", theme.Good},
		{l.Hidden, "waits", "wait", theme.Muted}} {
		if x.n > 0 {
			parts = append(parts, t.Tone(x.tone, text.Count(x.n, x.one, x.many)))
		}
	}
	return kit.Line(" "+strings.Join(parts, t.Tone(theme.Faint, " "+t.Signs.Dot+" ")), w)
}

// why is the reasons of a row's rank, the weightiest first.
func why(r *report.Row) string {
	if r.Hidden != "" {
		return "waits: " + r.Hidden
	}
	var out []string
	for _, p := range r.Points {
		if p.Value > 0 && len(out) < 3 {
			out = append(out, p.Short())
		}
	}
	return strings.Join(out, " "+theme.Now().Signs.Dot+" ")
}

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
	case days == 1:
		return "1 day"
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
		return kit.Fit(strings.Join(Brief(c, w, h), "\n"), w, h)
	})
}

// Brief is what an officer should know of a customer before dialling, in at
// most h lines of w cells.
func Brief(c *desk.Card, w, h int) []string {
	t := theme.Now()
	var out []string
	add := func(tone theme.Tone, s string) {
		if len(out) < h && s != "" {
			out = append(out, t.Tone(tone, kit.Inline(s, w)))
		}
	}
	for i, p := range c.People {
		if i < 2 {
			add(theme.Plain, verb.PersonLine(&p))
		}
	}
	if len(c.People) == 0 {
		add(theme.Warn, "no person on the card (e on the card adds one)")
	}
	a := &c.Accounts[0]
	add(theme.Plain, fmt.Sprintf("owes %s %s, overdue %s", text.FormatAmount(a.Owed(), a.Digits), a.Currency,
		text.FormatAmount(a.Overdue, a.Digits)))
	notes := 0
	for i := range c.Recent {
		if e := &c.Recent[i]; e.What == "contact" && notes < 3 {
			notes++
			add(theme.Muted, text.ShortDate(e.Day)+" "+e.Title+": "+e.Text)
		}
	}
	for i := range a.Promises {
		if i < 1 {
			p := &a.Promises[i]
			add(theme.Plain, fmt.Sprintf("promised %s for %s: %s", text.FormatAmount(p.Promise.Amount, a.Digits),
				text.ShortDate(p.Promise.Date), p.State))
		}
	}
	if a.LastPaid.Day != 0 {
		add(theme.Plain, fmt.Sprintf("last paid %s on %s", text.FormatAmount(-a.LastPaid.Amount, a.Digits),
			text.ShortDate(a.LastPaid.Day)))
	}
	if len(out) < h-2 && w < sideBySide {
		add(theme.Muted, "")
		for i := range a.Bills {
			b := &a.Bills[i]
			if !b.Credit {
				add(theme.Plain, kit.Cell(b.Number, w-28, kit.Left)+kit.Cell(text.ShortDate(b.Due), 8, kit.Right)+" "+
					kit.Cell(text.FormatAmount(b.Left, a.Digits), 18, kit.Right))
			}
		}
	}
	return out
}
