package card

import (
	"fmt"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
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
	list, h2 := w, h-used
	if w < sideBySide {
		return kit.Stack(w, h, append(blocks, s.table[s.tabs.At].View(w, h2, true))...)
	}
	side := min(max(w*3/8, 42), 76)
	list -= side + 2
	return kit.Stack(w, h, append(blocks, kit.Abreast(2, s.table[s.tabs.At].View(list, h2, true),
		s.side(side, h2)))...)
}

// sideBySide is from how many cells on the line under the cursor is shown whole
// beside the list, above what to know of the customer.
const sideBySide = 110

func (s *Screen) header(w int) []string {
	t, c, a := theme.Now(), s.card.Value, s.account()
	right := t.Tone(theme.Muted, c.Code)
	if badge := badges(c); badge != "" {
		right = badge + " " + right
	}
	room := w - kit.Styled(right) - 1
	name := verb.Short(c.Name, room)
	left := t.Tone(theme.Strong, kit.Inline(name, room))
	if room -= kit.Width(name) + 2; c.Arabic != "" && c.Arabic != c.Name && room > 10 {
		left += "  " + kit.Inline(verb.Short(c.Arabic, room), room)
	}
	lines := []string{kit.Ends(left, right, w), kit.Line(figures(c, a, w), w)}
	if a.Open > 0 {
		lines = append(lines, agingBar(c, a, w), agingLegend(c, a, w))
	}
	lines = append(lines, kit.Line(t.Tone(theme.Muted, kit.Inline(verb.Short(standing(c, a, s.desk), w), w)), w))
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
	for i := range c.Accounts {
		if c.Accounts[i].Cheques.Bounced > 0 {
			add("bounced", theme.Bad)
			break
		}
	}
	if c.Block.Block != customer.NoBlock {
		add(c.Block.Block.String(), theme.Bad)
	}
	if c.Referred {
		add("referred", theme.Info)
	}
	if c.Requests > 0 {
		tone := theme.Info
		if c.RequestsLate > 0 {
			tone = theme.Warn
		}
		add(text.Count(c.Requests, "request", "requests"), tone)
	}
	limitBadges(&c.Accounts[0], add)
	if len(c.Ending) > 0 {
		word, tone := endingBadge(c)
		add(word, tone)
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
	if m := a.Interest.ToCharge; m != 0 { // in no balance
		parts = append(parts, figure(action.Sentence(a.Interest.Name), text.FormatAmount(m, a.Digits), theme.Muted))
	}
	if q := &a.Cheques; q.InHand > 0 {
		parts = append(parts, figure("Cheques", text.FormatAmount(q.InHand, a.Digits), theme.Info))
	}
	if a.Unapplied > 0 {
		parts = append(parts, figure("Unapplied", text.FormatAmount(-a.Unapplied, a.Digits), theme.Good))
	}
	if limit := limitFigure(a); limit != "" {
		parts = append(parts, figure("Limit", limit, limitTones[a.Credit.Status]))
	}
	return joined(parts, "   ", w)
}

// joined puts as many parts in w cells as fit, with a mark when some don't.
func joined(parts []string, between string, w int) string {
	out := ""
	for i, p := range parts {
		last := kit.Styled(out) + kit.Styled(between) + kit.Styled(p)
		if i > 0 && last > w || i > 0 && i < len(parts)-1 && last+2 > w {
			return out + " " + theme.Now().Signs.Ellipsis
		}
		if i > 0 {
			out += between
		}
		out += p
	}
	return out
}

func agingBar(c *desk.Card, a *desk.CardAccount, w int) string {
	parts := make([]kit.Part, len(a.Buckets))
	for i, b := range a.Buckets {
		parts[i] = kit.Part{Value: int64(b), Tone: theme.Heat(i)}
	}
	return kit.Divided(parts, w)
}

// agingLegend names the buckets; their amounts are shortened where they have no
// room, never cut.
func agingLegend(c *desk.Card, a *desk.CardAccount, w int) string {
	t := theme.Now()
	legend := func(amount func(money.Minor, int) string) (parts []string, cells int) {
		for i, b := range a.Buckets {
			if b != 0 {
				figure := amount(b, a.Digits)
				parts = append(parts, t.Tone(theme.Heat(i), aging.BucketName(c.Edges, i))+" "+figure)
				cells += kit.Width(aging.BucketName(c.Edges, i)) + kit.Width(figure) + 3
			}
		}
		return parts, cells - 2
	}
	parts, cells := legend(text.FormatAmount)
	if cells > w {
		parts, _ = legend(text.ShortAmount)
	}
	return kit.Line(joined(parts, "  ", w), w)
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
