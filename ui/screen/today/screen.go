package today

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/promise"
	"duebook/internal/ar/referral"
	"duebook/internal/desk"
	"duebook/internal/report/aging"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// Screen is the page of the day.
type Screen struct {
	desk  *desk.Desk
	page  shell.Query[*desk.Today]
	table kit.Table
	lines []line
}

// line is one thing that waits.
type line struct {
	kind, code, name, what string
	tone                   theme.Tone
	answer                 uint32 // the referral it answers
	screen                 string // where it leads, when not to a card
	arg                    any    // and of what
}

// topOfList is how many customers of the call list the page shows.
const topOfList = 10

// New makes the screen; arg is not used.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d}
	s.table.Columns = []kit.Column{{Title: "What waits", Width: 16}, {Title: "Customer", Flex: 2, Min: 20, Max: 40},
		{Title: "", Flex: 3, Min: 20}}
	s.table.Empty = "Nothing waits today. The call list (1) has everyone to collect from; Import (:) brings bills in."
	return s
}

// Title is "Today".
func (s *Screen) Title() string { return "Today" }

// Capturing is false: the page has no text field.
func (s *Screen) Capturing() bool { return false }

// Dirty is false: nothing is typed here.
func (s *Screen) Dirty() bool { return false }

// Init asks for the page.
func (s *Screen) Init() shell.Effect {
	return s.page.Ask(s.desk.TodayPage)
}

// Update takes answers and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	if s.page.Took(msg) {
		if s.page.Err == nil {
			s.lines = gather(s.page.Value)
			s.table.SetRows(rows(s.lines))
		}
		return action.Fail(s.page.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed, desk.Logged:
		return s.Init()
	case tea.KeyMsg:
		s.table.Update(msg)
	}
	return action.None
}

// chequeWords say what the cheques of a daily question wait for.
var chequeWords = []string{"to deposit", "deposited, and no answer for too long", "bounced and not made good",
	"matured and still in the safe"}

// gather lists what waits: today's by the clock, late calls, then what was promised,
// what the supervisor said, what is late, and whom to call first.
func gather(t *desk.Today) []line {
	var out []line
	if q := &t.Queue; q.Count > 0 {
		out = append(out, line{kind: "referrals", name: text.Count(q.Count, "referral waits", "referrals wait"),
			what: "for your answer; the oldest since " + text.ShortDate(q.Since) + ", " + q.Name, tone: theme.Warn,
			screen: "referrals"})
	}
	out = append(out, reports(t)...)
	plans, late := planned(t)
	out = append(out, plans...)
	for i := range t.Promises {
		p := &t.Promises[i]
		kind, tone := "promise due", theme.Warn
		switch {
		case p.State != promise.Open:
			kind, tone = p.State.String(), theme.Bad
		case p.Due < t.AsOf:
			kind = "promise awaited"
		}
		out = append(out, line{kind: kind, code: p.Code, name: p.Name, tone: tone,
			what: fmt.Sprintf("%s %s for %s, paid %s", text.FormatAmount(p.Promise.Amount, p.Money.Digits),
				p.Money.Code, text.ShortDate(p.Due), text.FormatAmount(p.Paid, p.Money.Digits))})
	}
	for _, c := range t.Cheques {
		out = append(out, line{kind: "cheques", name: text.Count(c.Count, "cheque", "cheques"),
			what: chequeWords[c.Question], tone: theme.Warn, screen: "cheques"})
	}
	for i := range t.Broken {
		a := &t.Broken[i]
		out = append(out, line{kind: "agreement broken", code: a.Code, name: a.Name,
			what: text.ShortDate(a.On) + ": " + a.Why, tone: theme.Bad})
	}
	for i := range t.Answers {
		a := &t.Answers[i]
		out = append(out, line{kind: "answer", code: a.Code, name: a.Name, answer: a.ID, tone: theme.Accent,
			what: strings.TrimSuffix(a.Verdict+": "+a.Text, ": ")})
	}
	out = append(out, requests(t)...)
	for i := range t.Closed {
		p := &t.Closed[i]
		out = append(out, line{kind: "closed day", code: p.Code, name: p.Name, tone: theme.Warn, what: "promised for " +
			text.DayName(p.Promise.Date) + " " + text.ShortDate(p.Promise.Date) + ", a closed day: agree another"})
	}
	out = append(append(out, proposed(t)...), late...)
	n := 0
	for i := range t.List.Rows {
		r := &t.List.Rows[i]
		if r.Hidden != "" || r.Pinned || n == topOfList {
			continue
		}
		n++
		why := ""
		if len(r.Points) > 0 {
			why = ", " + r.Points[0].Short()
		}
		out = append(out, line{kind: "to call", code: r.Code, name: r.Name, tone: theme.Muted,
			what: text.FormatAmount(r.ToCollect, r.Digits) + " " + r.Currency + why})
	}
	return out
}

// planned is what is planned by today: today's by the clock, then the late calls; the late
// errands apart.
func planned(t *desk.Today) (out, late []line) {
	var calls []line
	for i := range t.Planned {
		p := &t.Planned[i]
		l := line{kind: p.Task, code: p.Code, name: p.Name, what: p.Reason}
		if p.Task == "call" {
			l.kind = "call-back"
		}
		if p.Late {
			l.kind, l.tone, l.what = l.kind+", late", theme.Bad, "planned for "+text.ShortDate(p.Date)+": "+p.Reason
			if p.Task == "call" {
				calls = append(calls, l)
			} else {
				late = append(late, l)
			}
			continue
		}
		if p.Time >= 0 {
			l.kind, l.tone = text.FormatTime(p.Time)+" "+l.kind, theme.Accent
		}
		out = append(out, l)
	}
	return append(out, calls...), late
}

// rows shows the lines.
type rows []line

func (r rows) Len() int { return len(r) }

// Cell is a cell's plain text.
func (r rows) Cell(row, col int) string {
	l := &r[row]
	return []string{l.kind, l.name, l.what}[col]
}

// Tone is a cell's tone, from the row itself.
func (r rows) Tone(row, col int) theme.Tone {
	if col == 0 {
		return r[row].tone
	}
	return theme.Plain
}

func (s *Screen) current() *line {
	if at := s.table.Cursor(); at >= 0 {
		return &s.lines[at]
	}
	return nil
}

// Actions lists where the line under the cursor leads.
func (s *Screen) Actions() []action.Action {
	none := func() string {
		if s.current() == nil {
			return "nothing is under the cursor"
		}
		return ""
	}
	post := func() string {
		if why := none(); why != "" {
			return why
		}
		if s.current().code == "" {
			return "the line is about " + s.current().kind + "; enter opens them"
		}
		return verb.Past(s.desk)
	}
	return []action.Action{
		{ID: "card.open", Label: "open", Help: "Open the customer's card, or the list", Keys: []string{"enter"},
			Disabled: none, Run: s.open},
		{ID: "call.log", Label: "call", Help: "Call the customer", Keys: []string{"c"}, Disabled: post,
			Run: func() action.Effect { return action.Push("call", s.arg()) }},
		{ID: "note.write", Label: "note", Help: "Write a note", Keys: []string{"n"}, Disabled: post,
			Run: func() action.Effect {
				return verb.Note(s.desk, verb.Target{Code: s.current().code, Name: s.current().name})
			}},
		{ID: "followup.plan", Label: "follow-up", Help: "Plan a follow-up", Keys: []string{"t"}, Disabled: post,
			Run: func() action.Effect {
				return verb.FollowUp(s.desk, verb.Target{Code: s.current().code, Name: s.current().name})
			}},
		{ID: "promise.take", Label: "promise", Help: "Take a promise to pay", Keys: []string{"p"}, Disabled: post,
			Run: func() action.Effect { return verb.On(s.desk, s.current().code, verb.Promise) }},
		{ID: "receipt.record", Label: "receipt", Help: "Record a receipt", Keys: []string{"r"}, Disabled: post,
			Hidden: true,
			Run:    func() action.Effect { return verb.On(s.desk, s.current().code, verb.Receipt) }},
		{ID: "cheque.receive", Label: "cheque", Help: "Record a cheque that came in", Keys: []string{"h"},
			Disabled: post, Hidden: true,
			Run: func() action.Effect { return verb.On(s.desk, s.current().code, verb.Cheque) }},
		s.evening(),
		{ID: "answer.seen", Label: "seen", Help: "The supervisor's answer is seen: show it no more",
			Keys: []string{"v"}, Disabled: s.noAnswer, Hidden: true, Run: s.seen},
		{ID: "refer", Label: "refer", Help: "Refer to the supervisor", Keys: []string{"x"}, Disabled: post,
			Hidden: true,
			Run: func() action.Effect {
				return verb.Refer(s.desk, verb.Target{Code: s.current().code, Name: s.current().name})
			}},
	}
}

func (s *Screen) noAnswer() string {
	if l := s.current(); l == nil || l.answer == 0 {
		return "the line is no answer of the supervisor"
	}
	return verb.Past(s.desk)
}

func (s *Screen) seen() action.Effect {
	l, key := *s.current(), desk.NewKey()
	if _, err := s.desk.Do(key, &referral.See{ID: l.answer}); err != nil {
		return action.Fail(err)
	}
	return action.Notify("The answer about " + l.name + " is off the page; it stays on the card.").And(s.Init())
}

func (s *Screen) open() action.Effect {
	if l := s.current(); l.screen != "" {
		if l.arg != nil {
			return action.Push(l.screen, l.arg)
		}
		return action.Push(l.screen, l.code)
	}
	return action.Push("card", s.arg())
}

func (s *Screen) arg() desk.CardArg {
	var list []string
	seen := map[string]bool{}
	for _, l := range s.lines {
		if l.code != "" && !seen[l.code] {
			seen[l.code] = true
			list = append(list, l.code)
		}
	}
	return desk.CardArg{Code: s.current().code, List: list}
}

// View draws the numbers, the bars and the list of what waits.
func (s *Screen) View(w, h int) string {
	if s.page.Value == nil {
		if s.page.Err != nil {
			return kit.Middle(s.page.Err.Error()+"\n\nctrl+r tries again", w, h)
		}
		return kit.Middle("Reading the book ...", w, h)
	}
	head := s.head(w)
	return kit.Stack(w, h, append(head, kit.Pane(w, h-len(head), "What waits", s.table.Position(), true, func(w,
		h int) string {
		return s.table.View(w, h, true)
	}))...)
}

func (s *Screen) head(w int) []string {
	t, p := theme.Now(), s.page.Value
	dot := t.Tone(theme.Faint, " "+t.Signs.Dot+" ")
	shown := 0
	for i := range p.List.Rows {
		if p.List.Rows[i].Hidden == "" {
			shown++
		}
	}
	first := []string{t.Tone(theme.Strong, fmt.Sprintf("%d to call", shown))}
	for _, sum := range p.List.Totals {
		first = append(first, t.Tone(theme.Strong, text.FormatAmount(sum.ToCollect, sum.Digits))+" "+t.Tone(theme.Muted,
			sum.Currency+" to collect"))
	}
	first = append(first, fmt.Sprintf("%d done", p.List.DoneToday), fmt.Sprintf("%s, %d reached, %s",
		text.Count(p.Day.Attempts, "call", "calls"), p.Day.Reached, text.Count(p.Day.Promises, "promise", "promises")))
	for _, c := range p.Day.Collected {
		first = append(first, t.Tone(theme.Good, text.FormatAmount(c.Amount,
			c.Money.Digits)+" "+c.Money.Code+" collected"))
	}
	out := append(flow(first, dot, w), s.counts(w))
	for i := range p.Fell {
		f := &p.Fell[i]
		out = append(out, kit.Line(" "+t.Tone(theme.Warn, "new overdue ")+text.FormatAmount(f.Amount,
			f.Money.Digits)+" "+f.Money.Code+", "+
			text.Count(f.Bills, "bill", "bills")+" of "+text.Count(f.Customers, "customer", "customers"), w))
	}
	for i := range p.Aging {
		out = append(out, agingLines(&p.Aging[i], w)...)
	}
	return append(out, "")
}

// counts draws what waits as bars with their numbers.
func (s *Screen) counts(w int) string {
	p := s.page.Value
	due, broken := 0, 0
	for i := range p.Promises {
		switch {
		case p.Promises[i].State != promise.Open:
			broken++
		case p.Promises[i].Due == p.AsOf:
			due++
		}
	}
	items := []struct {
		label string
		n     int
		tone  theme.Tone
	}{{"follow-ups", len(p.Planned), theme.Accent}, {"promises due", due, theme.Warn}, {"broken", broken,
		theme.Bad},
		{"answers", len(p.Answers), theme.Info}}
	most := 1
	for _, x := range items {
		most = max(most, x.n)
	}
	t := theme.Now()
	var cells []string
	each := (w - 1) / len(items)
	for _, x := range items {
		label := fmt.Sprintf("%s %d ", x.label, x.n)
		bar := max(each-text.Width(label)-2, 0)
		cells = append(cells, kit.Line(t.Tone(theme.Muted, label)+kit.Bar(int64(x.n), int64(most), min(bar, 14),
			x.tone), each))
	}
	return kit.Line(" "+strings.Join(cells, ""), w)
}

func agingLines(a *aging.Report, w int) []string {
	t := theme.Now()
	if a.Total.Bills == 0 {
		return nil
	}
	parts := []kit.Part{{Value: int64(a.Total.Current), Tone: theme.Heat(0)}}
	legend := []string{t.Tone(theme.Heat(0), aging.BucketName(a.Edges, 0)) + " " +
		text.ShortAmount(a.Total.Current, a.Currency.Digits)}
	for i, b := range a.Total.Buckets {
		parts = append(parts, kit.Part{Value: int64(b), Tone: theme.Heat(i + 1)})
		if b != 0 {
			legend = append(legend, t.Tone(theme.Heat(i+1), aging.BucketName(a.Edges, i+1))+" "+text.ShortAmount(b,
				a.Currency.Digits))
		}
	}
	if a.Total.Unapplied != 0 {
		legend = append(legend, t.Tone(theme.Good, "unapplied ")+text.ShortAmount(a.Total.Unapplied, a.Currency.Digits))
	}
	legend = append(legend, t.Tone(theme.Muted, "= "+text.FormatAmount(a.Total.Balance, a.Currency.Digits)+" "+
		a.Currency.Code))
	return append([]string{kit.Line(" "+kit.Divided(parts, w-2), w)}, flow(legend, "  ", w)...)
}

// flow is words in as many lines as they need.
func flow(words []string, sep string, w int) (lines []string) {
	for _, l := range kit.Flow(words, sep, w-2) {
		lines = append(lines, kit.Line(" "+l, w))
	}
	return lines
}
