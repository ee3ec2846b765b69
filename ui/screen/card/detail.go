package card

import (
	"fmt"
	"strings"

	"duebook/internal/ar/promise"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// side draws what is under the cursor in full, and below it what to know of the
// customer, in exactly w x h cells.
func (s *Screen) side(w, h int) string {
	title, pairs := s.detail()
	var lines []string
	for _, p := range pairs {
		lines = append(lines, wrapped(p, w)...)
	}
	top := 0
	if len(lines) > 0 {
		top = min(len(lines)+2, h*3/5)
	}
	if top > 0 && len(lines) > top-2 {
		lines = append(lines[:max(top-3, 0)], theme.Now().Tone(theme.Muted, "more: enter"))
	}
	body := func(w, h int) string { return kit.Fit(strings.Join(lines, "\n"), w, h) }
	detail := kit.Pane(w, top, title, "", false, body)
	return kit.Stack(w, h, detail, kit.Pane(w, h-top, "To know", "", false, s.know))
}

// labelWidth is the room of the labels in the detail.
const labelWidth = 13

// wrapped draws a pair, its value on as many lines as it needs.
func wrapped(p kit.Pair, w int) []string {
	t := theme.Now()
	room, label := w, ""
	if p.Label != "" {
		room -= labelWidth + 1
		label = t.Tone(theme.Muted, kit.Cell(p.Label, labelWidth, kit.Left)) + " "
	}
	var out []string
	for i, l := range kit.Wrap(p.Value, room) {
		if i > 0 && label != "" {
			label = strings.Repeat(" ", labelWidth+1)
		}
		out = append(out, label+t.Tone(p.Tone, kit.Cell(l, room, kit.Left)))
	}
	return out
}

// detail is the title and the facts of the line under the cursor; no facts when
// there is nothing to add.
func (s *Screen) detail() (string, []kit.Pair) {
	at := s.table[s.tabs.At].Cursor()
	if at < 0 {
		return "", nil
	}
	switch s.tabs.At {
	case 0:
		return s.billDetail()
	case 1:
		return eventDetail(&s.card.Value.Recent[at])
	case 2:
		return "Promise", s.promiseDetail(&s.account().Promises[at])
	case 3:
		return "Follow-up", s.followupDetail(&s.card.Value.Followups[at])
	case 4:
		return s.personDetail()
	case 6:
		return s.chequeDetail()
	case recordTab:
		return s.recordDetail()
	}
	return s.lineDetail(at)
}

// facts gathers pairs, leaving out the empty ones.
type facts []kit.Pair

func (f *facts) add(label, value string, tone theme.Tone) {
	if value != "" {
		*f = append(*f, kit.Pair{Label: label, Value: value, Tone: tone})
	}
}

func (s *Screen) billDetail() (string, []kit.Pair) {
	b, f := s.bill(), facts{}
	key, _ := s.table[0].CurrentKey()
	if s.story.Value.bill == key {
		for _, l := range s.story.Value.lines {
			label, value, ok := strings.Cut(l, "  ")
			if !ok {
				label, value = "", l
			}
			f.add(label, strings.Join(strings.Fields(value), " "), theme.Plain)
		}
	}
	if b.Covered > 0 {
		f.add("covered", text.FormatAmount(b.Covered, s.account().Digits)+" by cheques in hand", theme.Info)
	} else if mark := billMark(b); mark != "" && !b.Credit {
		f.add("", mark, theme.Warn)
	}
	if b.Accrued != 0 || b.Charged != 0 {
		say := text.FormatAmount(b.Accrued, s.account().Digits) + " accrued"
		if b.Charged != 0 {
			say += ", " + text.FormatAmount(b.Charged, s.account().Digits) + " charged"
		}
		f.add(s.account().Interest.Name, say, theme.Plain)
	}
	return b.Kind + " " + b.Number, f
}

func eventDetail(e *desk.Event) (string, []kit.Pair) {
	var f facts
	f.add("when", text.DayName(e.Day)+" "+e.Day.String()+" "+e.Time, theme.Plain)
	if e.Amount != 0 {
		f.add("amount", text.FormatAmount(e.Amount, e.Digits), theme.Strong)
	}
	f.add("by", e.Who, theme.Plain)
	f.add("", e.Text, theme.Plain)
	return e.Title, f
}

func (s *Screen) promiseDetail(p *promise.Judged) []kit.Pair {
	var f facts
	a := s.account()
	f.add("amount", text.FormatAmount(p.Promise.Amount, a.Digits)+" "+a.Currency, theme.Strong)
	f.add("for", text.DayName(p.Promise.Date)+" "+p.Promise.Date.String(), theme.Plain)
	f.add("tolerance", text.Count(p.Tolerance, "day", "days"), theme.Plain)
	f.add("state", p.State.String(), theme.Plain)
	f.add("paid", text.FormatAmount(p.Paid, a.Digits), theme.Plain)
	f.add("how", p.Method.String(), theme.Plain)
	f.add("bills", s.billsOf(p), theme.Plain)
	f.add("from", p.From, theme.Plain)
	f.add("taken", p.Taken.String()+" by "+p.By, theme.Plain)
	return f
}

func (s *Screen) billsOf(p *promise.Judged) string {
	if len(p.Promise.Bills) == 0 {
		return "the whole account"
	}
	var all []string
	a := s.account()
	for i := range a.Bills {
		if b := &a.Bills[i]; !b.Credit && b.Part == 1 && p.Covers(b.ID) {
			all = append(all, b.Number)
		}
	}
	if n := len(p.Promise.Bills) - len(all); n > 0 {
		all = append(all, fmt.Sprintf("%d that %s closed", n, map[bool]string{true: "is", false: "are"}[n == 1]))
	}
	return strings.Join(all, ", ")
}

func (s *Screen) followupDetail(f *desk.Followup) []kit.Pair {
	var out facts
	tone := theme.Plain
	when := text.DayName(f.Date) + " " + f.Date.String()
	if f.Time >= 0 {
		when += " at " + text.FormatTime(f.Time)
	}
	if f.Late {
		tone = theme.Bad
		when += ", late by " + text.Count(int(s.card.Value.AsOf-f.Date), "day", "days")
	}
	out.add("when", when, tone)
	if f.Asked != 0 {
		out.add("asked for", text.DayName(f.Asked)+" "+f.Asked.String()+", a closed day", theme.Plain)
	}
	out.add("what", f.Task, theme.Plain)
	out.add("what for", f.For, theme.Strong)
	out.add("whose", f.Owner, theme.Plain)
	out.add("planned", f.Made.String()+" by "+f.By, theme.Plain)
	return out
}

func (s *Screen) personDetail() (string, []kit.Pair) {
	p, f := s.person(), facts{}
	f.add("role", p.Role, theme.Plain)
	for i := range p.Phones {
		f.add("phone", verb.Number(&p.Phones[i]), theme.Strong)
	}
	f.add("", p.Email, theme.Plain)
	f.add("best time", p.BestTime, theme.Plain)
	f.add("language", map[string]string{"ar": "Arabic", "en": "English"}[p.Language], theme.Plain)
	return p.Name, f
}

// lineDetail says on which bills the money of a statement's line was put.
func (s *Screen) lineDetail(at int) (string, []kit.Pair) {
	st := s.state.Value
	if st == nil || at == 0 || at > len(st.Lines) {
		return "", nil
	}
	l, f := &st.Lines[at-1], facts{}
	f.add("dated", l.Date.String(), theme.Plain)
	if l.Due != 0 {
		f.add("due", l.Due.String(), theme.Plain)
	}
	f.add("reference", l.Reference, theme.Plain)
	for _, u := range l.Uses {
		f.add("on "+u.Bill, text.FormatAmount(u.Amount, st.Money.Digits), theme.Plain)
	}
	return l.What + " " + l.Number, f
}

// tones are how the weights of a brief are drawn.
var tones = map[verb.Weight]theme.Tone{verb.Plain: theme.Plain, verb.Strong: theme.Strong, verb.Quiet: theme.Muted,
	verb.Next: theme.Accent, verb.Warn: theme.Warn, verb.Stop: theme.Bad}

// know draws what to know of the customer in exactly w x h cells.
func (s *Screen) know(w, h int) string {
	t := theme.Now()
	out := creditKnown(s.account(), w)
	for _, l := range verb.Background(s.card.Value, s.acc, w, h-len(out)) {
		room := w - kit.Width(l.Figures)
		out = append(out, t.Tone(tones[l.Weight], kit.Cell(verb.Short(l.Text, room), room, kit.Left)+l.Figures))
	}
	return kit.Fit(strings.Join(out, "\n"), w, h)
}
