package call

import (
	"fmt"
	"strings"

	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

const sideBySide = 100

// View draws what to know above the form, or beside it when there is room.
func (s *Screen) View(w, h int) string {
	if s.card.Value == nil || s.form == nil {
		if s.card.Err != nil {
			return kit.Middle(s.card.Err.Error(), w, h)
		}
		return kit.Middle("Reading the book ...", w, h)
	}
	c := s.card.Value
	form := func(w, h int) string { return s.formView(w, h) }
	know := func(w, h int) string { return kit.Fit(strings.Join(Know(c, s.desk, w, h), "\n"), w, h) }
	if w >= sideBySide {
		left := max(w/2, 56)
		return kit.Abreast(2, kit.Pane(left, h, c.Name, c.Code, false, know),
			kit.Pane(w-left-2, h, "What came of it", "", true, form))
	}
	need := min(s.form.Lines(w)+1, h-10)
	return kit.Stack(w, h, kit.Pane(w, h-need, c.Name, c.Code, false, know),
		kit.Pane(w, need, "What came of it", "", true, form))
}

func (s *Screen) formView(w, h int) string {
	t := theme.Now()
	lead := ""
	switch {
	case s.saving:
		lead = t.Tone(theme.Muted, "Saving ...")
	case s.failed != "":
		lead = t.Tone(theme.Bad, kit.Inline(s.failed, w))
	case s.guard.Value != "":
		lead = t.Tone(theme.Warn, kit.Inline(t.Signs.Warn+" "+s.guard.Value, w))
	}
	if lead == "" {
		return s.form.View(w, h)
	}
	return kit.Stack(w, h, lead, s.form.View(w, h-1))
}

// Know is what to say and ask, most needed first, in at most h lines.
func Know(c *desk.Card, d *desk.Desk, w, h int) []string {
	t, set := theme.Now(), d.Company()
	var out []string
	add := func(tone theme.Tone, s string) {
		if s != "" && len(out) < h {
			out = append(out, t.Tone(tone, kit.Inline(s, w)))
		}
	}
	if c.Step.Status != 0 || c.Step.DoNotContact {
		status := c.Step.Status.String()
		if c.Step.DoNotContact {
			status = "do not contact"
		}
		add(theme.Bad, t.Signs.Warn+" "+status)
	}
	if c.Arabic != "" && c.Arabic != c.Name {
		add(theme.Plain, c.Arabic)
	}
	if len(c.People) == 0 {
		add(theme.Warn, "no person or number on the card")
	}
	for i, p := range c.People {
		if i == 2 {
			break
		}
		for _, line := range verb.PersonLines(&p, w) {
			add(theme.Strong, line)
		}
	}
	for i := range c.Accounts {
		a := &c.Accounts[i]
		add(theme.Plain, fmt.Sprintf("to collect %s %s, owes %s, %s overdue, oldest %s",
			text.FormatAmount(a.ToCollect, a.Digits),
			a.Currency, text.FormatAmount(a.Owed(), a.Digits), text.FormatAmount(a.Overdue, a.Digits),
			text.Count(a.Oldest, "day", "days")))
	}
	add(theme.Plain, lately(c))
	if set.IBAN != "" {
		add(theme.Plain, "our IBAN "+set.IBAN+" "+set.Bank)
	}
	for i := range c.Followups {
		if f := &c.Followups[i]; f.Date <= c.AsOf && i < 2 {
			add(theme.Accent, "planned for "+text.ShortDate(f.Date)+clock(f.Time)+": "+f.Reason)
		}
	}
	notes(c, add)
	if c.Last.Day != 0 && len(c.Since) > 0 {
		add(theme.Muted, "Since the last contact:")
		for i := range c.Since {
			if i < 3 {
				e := &c.Since[i]
				add(theme.Plain, "  "+text.ShortDate(e.Day)+" "+e.Title+amountOf(e)+" "+e.Text)
			}
		}
	}
	a := &c.Accounts[0]
	if room := h - len(out); room > 2 {
		add(theme.Muted, "Open bills:")
		bills(a, w, add)
	}
	return out
}

// lately is the last promise and the last payment in one line.
func lately(c *desk.Card) string {
	a, out := &c.Accounts[0], ""
	if len(a.Promises) > 0 {
		p := &a.Promises[0]
		out = fmt.Sprintf("promised %s for %s: %s", text.FormatAmount(p.Promise.Amount, a.Digits),
			text.ShortDate(p.Promise.Date), p.State)
	}
	if a.LastPaid.Day != 0 {
		if out != "" {
			out += " " + theme.Now().Signs.Dot + " "
		}
		out += "last paid " + text.FormatAmount(-a.LastPaid.Amount, a.Digits) + " on " + text.ShortDate(a.LastPaid.Day)
	}
	return out
}

func notes(c *desk.Card, add func(theme.Tone, string)) {
	n := 0
	for i := range c.Recent {
		e := &c.Recent[i]
		if (e.What == "contact" || e.What == "note") && n < 3 {
			n++
			add(theme.Muted, text.ShortDate(e.Day)+" "+e.Line())
		}
	}
	if n == 0 {
		add(theme.Muted, "never contacted")
	}
}

func amountOf(e *desk.Event) string {
	if e.Amount == 0 {
		return ""
	}
	return " " + text.FormatAmount(e.Amount, e.Digits)
}

func clock(minutes int) string {
	if minutes < 0 {
		return ""
	}
	return " " + text.FormatTime(minutes)
}

func bills(a *desk.CardAccount, w int, add func(theme.Tone, string)) {
	for i := range a.Bills {
		b := &a.Bills[i]
		if b.Credit {
			continue
		}
		mark := ""
		switch {
		case b.Disputed > 0:
			mark = "disputed"
		case b.Promised:
			mark = "promised"
		}
		add(theme.Plain, kit.Cell("  "+b.Number, w-40, kit.Left)+kit.Cell(text.ShortDate(b.Due), 8, kit.Right)+
			kit.Cell(fmt.Sprintf("%dd", b.Days), 6, kit.Right)+" "+kit.Cell(text.FormatAmount(b.Left, a.Digits),
			15, kit.Right)+" "+
			kit.Cell(mark, 9, kit.Left))
	}
}
