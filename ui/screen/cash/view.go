package cash

import (
	"fmt"
	"strings"

	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cashsheet"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the tills, the tabs, the list of the tab and what its row is made of.
func (s *Screen) View(w, h int) string {
	if !s.page.Asked {
		return kit.Waiting(w, h, "Reading the cash ...", "The cash could not be read", s.page.Err)
	}
	t := &s.tables[s.tabs.At]
	below := min(max(h/3, 6), 12)
	if s.tabs.At == tabSheet {
		below = min(h-5, 13)
	}
	if t.Len() == 0 {
		below = 0
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), t.View(w, h-2-below, true),
		s.detail(w, below))
}

func (s *Screen) facts() (out []kit.Pair) {
	p := &s.page.Value
	open, gaps, changed := 0, 0, 0
	for i := range p.Batches {
		if p.Batches[i].Posting == nil {
			open++
		}
	}
	for i := range p.Books {
		gaps += p.Books[i].Missing
	}
	switch {
	case open == 1:
		out = append(out, kit.Pair{Value: "1 batch has no receipts yet", Tone: theme.Accent})
	case open > 1:
		out = append(out, kit.Pair{Value: text.Number(open) + " batches have no receipts yet", Tone: theme.Accent})
	}
	if gaps > 0 {
		out = append(out, kit.Pair{Value: text.Count(gaps, "leaf", "leaves") + " missing", Tone: theme.Bad})
	}
	for i := range p.Sheets {
		if p.Sheets[i].Off() != 0 {
			changed++
		}
	}
	if changed > 0 {
		out = append(out, kit.Pair{Value: text.Count(changed, "sheet", "sheets") + " changed since counted",
			Tone: theme.Bad})
	}
	for i := range p.Sheets {
		x := &p.Sheets[i]
		if x.Kept != 0 && x.Day == p.AsOf {
			out = append(out, kit.Pair{Label: "till " + x.Till, Value: text.FormatAmount(x.Closing, x.Money.Digits) +
				" " + x.Money.Code, Tone: theme.Strong})
		}
	}
	if len(out) == 0 {
		out = append(out, kit.Pair{Value: "No cash is kept yet", Tone: theme.Muted})
	}
	return out
}

func (s *Screen) detail(w, h int) string {
	pos := s.tables[s.tabs.At].Position()
	switch {
	case s.batch() != nil:
		return pane(w, h, of(s.batch()), pos, s.batchSaid(s.batch()))
	case s.sheet() != nil:
		x := s.sheet()
		return kit.Pane(w, h, "Till "+x.Till+", "+text.DayName(x.Day)+" "+x.Day.String(), pos, false,
			func(w, h int) string { return sheetView(x, w, h) })
	case s.book() != nil:
		b := s.book()
		return pane(w, h, b.Name()+" of "+b.Holder, pos, bookSaid(b))
	}
	if i, ok := s.at(tabPeople, len(s.page.Value.People)); ok {
		p := &s.page.Value.People[i]
		return pane(w, h, p.Name+", this month", pos, s.personSaid(p))
	}
	return ""
}

// pane draws sentences below a rule.
func pane(w, h int, title, right string, said []string) string {
	return kit.Pane(w, h, title, right, false, func(w, h int) string {
		var out []string
		for _, x := range said {
			for _, l := range kit.Wrap(x, w-2) {
				out = append(out, " "+kit.Inline(l, w-2))
			}
		}
		if len(out) > h {
			out = append(out[:h-1], theme.Now().Tone(theme.Muted, kit.Inline(fmt.Sprintf(" and %d more lines: ctrl+e "+
				"writes all of them", len(out)-h+1), w)))
		}
		return kit.Fit(strings.Join(out, "\n"), w, h)
	})
}

func (s *Screen) batchSaid(b *desk.CashBatch) (out []string) {
	d, c := b.Digits, b.Money()
	out = append(out, fmt.Sprintf("Counted %s %s by %s: %s.", text.FormatAmount(b.Count.Tally.Total, d), b.Currency,
		b.Count.By, b.Count.Tally.Say(d)))
	if len(b.Counts) > 1 && b.Count.Reason != "" {
		out = append(out, "Counted again: "+b.Count.Reason+".")
	}
	if b.Bills > 0 {
		out = append(out, fmt.Sprintf("%s for %s %s %s out with %s then: %s than was counted.",
			text.Count(b.Bills, "bill", "bills"), text.FormatAmount(b.Expected, d), b.Currency,
			map[bool]string{true: "was", false: "were"}[b.Bills == 1], b.Person,
			moreOrLess(b.Expected-b.Count.Tally.Total, c)))
	}
	if b.Note != "" {
		out = append(out, b.Note)
	}
	if b.Posting == nil {
		return append(out, "enter makes the receipts.")
	}
	for _, x := range b.Posting.Differences {
		out = append(out, differs(x.Reason.String(), x.Amount, x.Note, c))
	}
	for _, p := range b.Paid {
		out = append(out, p.Number+"  "+p.Name+"  "+text.FormatAmount(p.Amount, d))
	}
	return append(out, fmt.Sprintf("Posted by %s on %s (entry %d).", b.Posting.By, b.Posting.On, b.Posting.Seq))
}

func moreOrLess(m money.Minor, c money.Currency) string {
	switch {
	case m > 0:
		return text.FormatAmount(m, c.Digits) + " more"
	case m < 0:
		return text.FormatAmount(-m, c.Digits) + " less"
	}
	return "not more nor less"
}

func differs(reason string, m money.Minor, note string, c money.Currency) string {
	out := "Difference " + text.FormatAmount(m, c.Digits) + " " + c.Code + ": " + reason
	if note != "" {
		out += ", " + note
	}
	return out + "."
}

// sheetView stands the sheet up: what came in, what went out, what should be there.
func sheetView(x *cashsheet.Sheet, w, h int) string {
	d := x.Money.Digits
	say := func(m money.Minor) string { return text.FormatAmount(m, d) }
	rows := [][2]string{{"Opening", say(x.Opening)}, {"+ received", say(x.Received)}, {"+ handed over", say(x.Handed)}}
	rare := func(label string, m money.Minor) {
		if m != 0 {
			rows = append(rows, [2]string{label, say(m)})
		}
	}
	rare("+ drawn from the bank", x.Drawn)
	rare("+ from other tills", x.FromTills)
	rare("- to other tills", x.ToTills)
	rows = append(rows, [2]string{"- banked", say(x.Banked)}, [2]string{"- paid out", say(x.PaidOut)})
	rare("± differences", x.Difference)
	rows = append(rows, [2]string{"= closing", say(x.Closing)})
	last := "Not counted yet: v counts it."
	switch {
	case x.Kept == 0:
		last = "Not kept yet: a says what is in it."
	case x.Counted && x.Off() == 0:
		rows = append(rows, [2]string{"Counted", say(x.Actual)})
		last = "It foots, by " + x.By + "."
	case x.Counted:
		rows = append(rows, [2]string{"Counted", say(x.Actual)}, [2]string{"Changed since", say(-x.Off())})
		last = "Changed since it was counted: receipts were dated into it or taken back."
	}
	label, figure := 22, 12
	for _, r := range rows {
		figure = max(figure, kit.Width(r[1]))
	}
	th := theme.Now()
	var left []string
	for _, r := range rows {
		tone := theme.Plain
		if r[0] == "= closing" || r[0] == "Opening" {
			tone = theme.Strong
		}
		left = append(left, " "+th.Tone(theme.Muted, kit.Cell(r[0], label, kit.Left))+
			th.Tone(tone, kit.Cell(r[1], figure, kit.Right)))
	}
	wide := label + figure + 1
	for _, l := range kit.Wrap(last, wide-1) {
		left = append(left, " "+kit.Inline(l, wide-1))
	}
	return kit.Abreast(3, kit.Fit(strings.Join(left, "\n"), wide, h), moves(x, w-wide-3, h))
}

// moves lists the movements of a sheet, as many as there is room for.
func moves(x *cashsheet.Sheet, w, h int) string {
	if w < 20 {
		return kit.Fit("", max(w, 0), h)
	}
	th := theme.Now()
	var out []string
	for i := range x.Lines {
		l := &x.Lines[i]
		if len(out) == h-1 && len(x.Lines) > h {
			out = append(out, th.Tone(theme.Muted, fmt.Sprintf("and %d more", len(x.Lines)-h+1)))
			break
		}
		amount := text.FormatAmount(l.Amount, x.Money.Digits)
		parts := []string{l.What}
		for _, p := range []string{l.Who, l.Said()} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		tone := theme.Plain
		if l.Back {
			tone = theme.Muted
		}
		out = append(out, th.Tone(tone, kit.Cell(strings.Join(parts, " · "), w-kit.Width(amount)-1, kit.Left))+" "+
			th.Tone(tone, amount))
	}
	return kit.Fit(strings.Join(out, "\n"), w, h)
}

func (s *Screen) personSaid(p *cashsheet.Person) (out []string) {
	out = append(out, fmt.Sprintf("%s, %s exact; counted %s %s.", text.Count(p.Batches, "count", "counts"),
		text.Number(p.Exact), text.FormatAmount(p.Counted, p.Money.Digits), p.Money.Code))
	if p.Open > 0 {
		out[0] += " " + text.Count(p.Open, "batch has", "batches have") + " no receipts yet."
	}
	for i := len(p.Lines) - 1; i >= 0; i-- {
		l := &p.Lines[i]
		of := "count"
		if l.Batch != 0 {
			of = fmt.Sprintf("batch %d", l.Batch)
		}
		line := fmt.Sprintf("%s  %s  %s  %s", l.Day, of, text.FormatAmount(l.Amount, p.Money.Digits), l.Reason)
		if l.Note != "" {
			line += ": " + l.Note
		}
		out = append(out, line)
	}
	return out
}

func bookSaid(b *cashsheet.Series) (out []string) {
	if said := b.Said(); said != "" {
		out = append(out, strings.ToUpper(said[:1])+said[1:]+".")
	} else {
		out = append(out, "No leaf is missing.")
	}
	out = append(out, fmt.Sprintf("Issued on %s by %s; %s of %s used.", b.Issued, b.By, text.Number(b.Used),
		text.Count(b.Leafs, "leaf", "leaves")))
	for _, v := range b.Voids {
		out = append(out, fmt.Sprintf("%s is void since %s: %s.", b.Number(v.N), v.On, v.Reason))
	}
	return out
}
