package verb

import (
	"fmt"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/kit"
)

// roomyLines is from how many lines on what was said is wrapped, not cut.
const roomyLines = 24

// Weight says how much a line of a brief matters; the screen gives it its tone.
type Weight uint8

// The weights.
const (
	Plain  Weight = iota
	Strong        // what to read first
	Quiet         // titles, and what is older
	Next          // what is planned
	Warn          // something is missing
	Stop          // do not go on without a thought
)

// Line is one line of a brief: plain text, and figures that stand at its end and
// are never cut.
type Line struct {
	Weight        Weight
	Text, Figures string
}

// brief gathers the lines of what to know before dialling.
type brief struct {
	c    *desk.Card
	a    *desk.CardAccount
	w, h int
	out  []Line
}

// Brief is what to know of a customer before talking: whom to ask for, what is to
// collect, our IBAN, what is planned; then what changed since the last contact,
// what was said, and the open bills, as far as h lines go. What has no room is
// counted. account is the index of the one it is about.
func Brief(c *desk.Card, d *desk.Desk, account, w, h int) []Line {
	b := &brief{c: c, a: &c.Accounts[account], w: w, h: h}
	b.who()
	b.money()
	if set := d.Company(); set.IBAN != "" {
		b.flow(Plain, " ", "our IBAN "+set.IBAN, set.Bank)
	}
	b.planned()
	b.talk(true)
	return b.out
}

// Background is a brief without the figures that a customer's card shows anyway:
// whom to ask for, what is planned, what changed and what was said.
func Background(c *desk.Card, account, w, h int) []Line {
	b := &brief{c: c, a: &c.Accounts[account], w: w, h: h}
	b.people()
	b.planned()
	b.talk(false)
	return b.out
}

// talk shares the lines left between what changed, what was said and the bills.
func (b *brief) talk(withBills bool) {
	room, said, bills := b.h-len(b.out), 0, 0
	for i := range b.c.Recent {
		if spoken(&b.c.Recent[i]) {
			said++
		}
	}
	for i := range b.a.Bills {
		if !b.a.Bills[i].Credit && withBills {
			bills++
		}
	}
	keep := min(said, 3)
	if room > 12 {
		keep = min(said, 3) + 1 + min(bills, room/3) + 1
	}
	changed := b.c.Since
	if b.c.Last.Day == 0 {
		changed = nil
	}
	b.since(changed, max(room-keep, min(room, 3)))
	b.said(b.h - len(b.out))
	b.bills(bills)
}

// MinBrief is the lines a brief needs for what changed and what was said last.
func MinBrief(c *desk.Card, d *desk.Desk, account, w int) int {
	changed := 0
	if c.Last.Day != 0 && len(c.Since) > 0 {
		changed = min(len(c.Since), 3) + 1
	}
	said := 1
	for i := range c.Recent {
		if spoken(&c.Recent[i]) && said < 4 {
			said++
		}
	}
	b := &brief{c: c, a: &c.Accounts[account], w: w, h: roomyLines - 1}
	b.who()
	b.money()
	b.planned()
	if d.Company().IBAN != "" {
		said++
	}
	return len(b.out) + changed + said - 1
}

func (b *brief) add(weight Weight, s string) {
	if s != "" && len(b.out) < b.h {
		b.out = append(b.out, Line{Weight: weight, Text: s})
	}
}

func (b *brief) who() {
	c := b.c
	if c.Step.Status != 0 || c.Step.DoNotContact {
		status := c.Step.Status.String()
		if c.Step.DoNotContact {
			status = "do not contact"
		}
		b.add(Stop, "! "+status)
	}
	if c.Arabic != "" && c.Arabic != c.Name {
		b.add(Plain, c.Arabic)
	}
	b.people()
}

func (b *brief) people() {
	c := b.c
	if len(c.People) == 0 {
		b.add(Warn, "no person or number on the card")
	}
	shown := 2
	if b.h >= roomyLines {
		shown = 4
	}
	for i := range c.People {
		if i == shown {
			b.add(Quiet, fmt.Sprintf("and %d more on the card", len(c.People)-shown))
			break
		}
		for _, line := range PersonLines(&c.People[i], b.w) {
			b.add(Strong, line)
		}
	}
	if b.h >= roomyLines {
		for _, line := range kit.Wrap(customer.InLine(c.Address), b.w) {
			b.add(Quiet, line)
		}
	}
}

func (b *brief) money() {
	for i := range b.c.Accounts {
		a := &b.c.Accounts[i]
		parts := []string{"to collect " + text.FormatAmount(a.ToCollect, a.Digits) + " " + a.Currency,
			"owes " + text.FormatAmount(a.Owed(), a.Digits), text.FormatAmount(a.Overdue, a.Digits) + " overdue"}
		if a.Oldest > 0 {
			parts = append(parts, "oldest "+text.Count(a.Oldest, "day", "days"))
		}
		b.flow(Plain, ", ", parts...)
	}
	b.lately()
}

// flow puts parts after each other, on a new line where one has no room.
func (b *brief) flow(weight Weight, between string, parts ...string) {
	line := ""
	for _, p := range parts {
		switch {
		case p == "":
		case line == "":
			line = p
		case text.Width(line)+text.Width(between)+text.Width(p) <= b.w:
			line += between + p
		default:
			b.add(weight, line)
			line = "  " + p
		}
	}
	b.add(weight, line)
}

// lately is the last promise and the last payment.
func (b *brief) lately() {
	a, promised, paid := b.a, "", ""
	if len(a.Promises) > 0 {
		p := &a.Promises[0]
		promised = fmt.Sprintf("promised %s for %s: %s", text.FormatAmount(p.Promise.Amount, a.Digits),
			text.ShortDate(p.Promise.Date), p.State)
	}
	if a.LastPaid.Day != 0 {
		paid = "last paid " + text.FormatAmount(-a.LastPaid.Amount, a.Digits) + " on " +
			text.ShortDate(a.LastPaid.Day)
	}
	b.flow(Plain, " · ", promised, paid)
}

func (b *brief) planned() {
	if n := b.c.Requests; n > 0 {
		said := text.Count(n, "request", "requests") + " open"
		if late := b.c.RequestsLate; late > 0 {
			said += ", " + text.Number(late) + " late"
		}
		b.add(Next, said)
	}
	n := 0
	for i := range b.c.Followups {
		f := &b.c.Followups[i]
		if n == 2 || f.Date > b.c.AsOf && b.h < roomyLines {
			break
		}
		n++
		at := clockOf(f.Time)
		if at != "" {
			at = " " + at
		}
		b.add(Next, "planned for "+text.ShortDate(f.Date)+at+": "+f.Reason)
	}
}

// since shows what changed since the last contact in at most n lines, its title
// one of them.
func (b *brief) since(events []desk.Event, n int) {
	if len(events) == 0 || n < 2 {
		return
	}
	b.add(Quiet, "Since the last contact, "+text.ShortDate(b.c.Last.Day)+":")
	n--
	var whole []string
	for i := range events {
		for j, l := range kit.Wrap(eventLine(&events[i]), b.w-4) {
			whole = append(whole, strings.Repeat(" ", 2+min(j, 1)*2)+l)
		}
	}
	if len(whole) <= n {
		for _, l := range whole {
			b.add(Strong, l)
		}
		return
	}
	for i := range events {
		if i == n-1 && len(events) > n {
			b.add(Quiet, fmt.Sprintf("  and %d more on the card's timeline", len(events)-i))
			return
		}
		b.add(Strong, "  "+eventLine(&events[i]))
	}
}

func eventLine(e *desk.Event) string {
	out := text.ShortDate(e.Day) + " " + e.Title
	if e.Amount != 0 {
		out += " " + text.FormatAmount(max(e.Amount, -e.Amount), e.Digits)
	}
	if e.Text != "" {
		out += " · " + e.Text
	}
	return out
}

func spoken(e *desk.Event) bool { return e.What == "contact" || e.What == "note" }

// said shows the last contacts and notes, three where the room is short, wrapped
// where it is not.
func (b *brief) said(room int) {
	most, n := 3, 0
	if room >= 12 {
		most = max(5, room/3)
		b.add(Quiet, "Said last:")
	}
	for i := range b.c.Recent {
		e := &b.c.Recent[i]
		if !spoken(e) || n == most {
			continue
		}
		n++
		line := text.ShortDate(e.Day) + " " + e.Line()
		if room < 12 {
			b.add(Quiet, line)
			continue
		}
		for j, l := range kit.Wrap(line, b.w-4) {
			if j < 3 {
				b.add(Plain, "  "+strings.Repeat(" ", min(j, 1)*2)+l)
			}
		}
	}
	if n == 0 {
		b.add(Quiet, "never contacted")
	}
}

// bills lists the open bills where there is room for some.
func (b *brief) bills(n int) {
	room := b.h - len(b.out) - 1
	if room < 2 || n == 0 {
		return
	}
	b.add(Quiet, "Open bills:")
	shown := 0
	for i := range b.a.Bills {
		x := &b.a.Bills[i]
		if x.Credit {
			continue
		}
		if shown == room-1 && n > room {
			b.add(Quiet, fmt.Sprintf("  and %d more on the card", n-shown))
			return
		}
		shown++
		late := ""
		if x.Days > 0 {
			late = fmt.Sprintf("%dd", x.Days)
		}
		figures := kit.Cell(late, 6, kit.Right) + kit.Cell(text.FormatAmount(x.Left, b.a.Digits), 16, kit.Right)
		if b.w >= 56 {
			figures = kit.Cell(text.ShortDate(x.Due), 8, kit.Right) + figures + " " + kit.Cell(billMark(x), 9, kit.Left)
		}
		if len(b.out) < b.h {
			b.out = append(b.out, Line{Text: "  " + x.Number, Figures: figures})
		}
	}
}

func billMark(b *desk.Bill) string {
	switch {
	case b.Disputed > 0:
		return "disputed"
	case b.Promised:
		return "promised"
	}
	return ""
}
