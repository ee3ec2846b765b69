package card

import (
	"fmt"
	"strings"

	"duebook/internal/desk"
	"duebook/internal/report/aging"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the header, the tabs and the pane on show.
func (s *Screen) View(w, h int) string {
	if s.card.Value == nil {
		if s.card.Err != nil {
			return kit.Middle(s.card.Err.Error(), w, h)
		}
		return kit.Middle("Reading the book ...", w, h)
	}
	head := s.header(w)
	blocks := append(head, s.tabs.View(w))
	used := len(head) + 1
	blocks = append(blocks, s.table[s.tabs.At].View(w, h-used, true))
	return kit.Stack(w, h, blocks...)
}

func (s *Screen) header(w int) []string {
	t, c, a := theme.Now(), s.card.Value, s.account()
	name := t.Tone(theme.Strong, kit.Inline(c.Name, w/2))
	if c.Arabic != "" && c.Arabic != c.Name {
		name += "  " + kit.Inline(c.Arabic, w/3)
	}
	right := t.Tone(theme.Muted, c.Code)
	if badge := badges(c); badge != "" {
		right = badge + " " + right
	}
	lines := []string{kit.Ends(name, right, w), kit.Line(figures(c, a, w), w)}
	if a.Open > 0 {
		lines = append(lines, agingBar(c, a, w), agingLegend(c, a, w))
	}
	lines = append(lines, kit.Line(t.Tone(theme.Muted, kit.Inline(standing(c, a, s.desk), w)), w))
	if len(c.Accounts) > 1 {
		lines = append(lines, t.Tone(theme.Warn, kit.Inline(fmt.Sprintf("account %d of %d: %s (y changes)",
			s.acc+1, len(c.Accounts),
			a.Currency), w)))
	}
	return lines
}

func badges(c *desk.Card) string {
	var out []string
	add := func(word string, tone theme.Tone) {
		if word != "" {
			out = append(out, kit.Badge(word, tone))
		}
	}
	if c.Step.Status != 0 {
		add(c.Step.Status.String(), theme.Bad)
	}
	if c.Step.DoNotContact {
		add("do not contact", theme.Bad)
	}
	if a := &c.Accounts[0]; c.Limit.Set && a.Owed() > c.Limit.Amount {
		add("over limit", theme.Bad)
	}
	if c.Risk != "" {
		add("risk "+c.Risk, theme.Info)
	}
	return strings.Join(out, " ")
}

func figures(c *desk.Card, a *desk.CardAccount, w int) string {
	t := theme.Now()
	figure := func(label, value string, tone theme.Tone) string {
		return t.Tone(theme.Muted, label+" ") + t.Tone(tone, value)
	}
	parts := []string{figure("To collect", text.FormatAmount(a.ToCollect, a.Digits)+" "+a.Currency, theme.Strong),
		figure("Owes", text.FormatAmount(a.Owed(), a.Digits), theme.Plain),
		figure("Overdue", text.FormatAmount(a.Overdue, a.Digits), theme.Heat(desk.Bucket(c.Edges, a.Oldest)))}
	if a.Unapplied > 0 {
		parts = append(parts, figure("Unapplied", text.FormatAmount(-a.Unapplied, a.Digits), theme.Good))
	}
	if c.Limit.Set {
		parts = append(parts, figure("Limit", text.FormatAmount(c.Limit.Amount, a.Digits), limitTone(c, a)))
	}
	out := parts[0]
	for _, p := range parts[1:] {
		if kit.Styled(out)+3+kit.Styled(p) <= w {
			out += "   " + p
		}
	}
	return out
}

func limitTone(c *desk.Card, a *desk.CardAccount) theme.Tone {
	switch {
	case a.Owed() > c.Limit.Amount:
		return theme.Bad
	case a.Owed()*10 > c.Limit.Amount*8:
		return theme.Warn
	}
	return theme.Plain
}

func agingBar(c *desk.Card, a *desk.CardAccount, w int) string {
	parts := make([]kit.Part, len(a.Buckets))
	for i, b := range a.Buckets {
		parts[i] = kit.Part{Value: int64(b), Tone: theme.Heat(i)}
	}
	return kit.Divided(parts, w)
}

func agingLegend(c *desk.Card, a *desk.CardAccount, w int) string {
	t := theme.Now()
	var parts []string
	for i, b := range a.Buckets {
		if b != 0 {
			parts = append(parts, t.Tone(theme.Heat(i), aging.BucketName(c.Edges, i))+" "+text.FormatAmount(b,
				a.Digits))
		}
	}
	return kit.Line(strings.Join(parts, "  "), w)
}

// standing is where things stand: last contact, last payment, what is planned.
func standing(c *desk.Card, a *desk.CardAccount, d *desk.Desk) string {
	var parts []string
	if c.Last.Day != 0 {
		parts = append(parts, "last contact "+text.ShortDate(c.Last.Day)+" "+c.Last.Title)
	} else {
		parts = append(parts, "never contacted")
	}
	if a.LastPaid.Day != 0 {
		parts = append(parts, "last paid "+text.FormatAmount(-a.LastPaid.Amount,
			a.Digits)+" on "+text.ShortDate(a.LastPaid.Day))
	}
	if len(c.Followups) > 0 {
		parts = append(parts, "next "+text.ShortDate(c.Followups[0].Date)+" "+c.Followups[0].Reason)
	}
	for _, s := range []string{c.Collector, c.Branch} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " "+theme.Now().Signs.Dot+" ")
}
