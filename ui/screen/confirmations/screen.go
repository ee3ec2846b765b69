package confirmations

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/confirmation"
	"duebook/internal/desk"
	"duebook/internal/money"
	report "duebook/internal/report/confirmation"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// The first two tabs; after them comes one for each outcome that has letters.
const (
	tabRuns = iota
	tabLetters
)

// Screen is the runs and the letters of one.
type Screen struct {
	desk  *desk.Desk
	runs  shell.Query[[]*report.Report]
	run   shell.Query[*report.Report]
	done  shell.Query[int]
	id    uint32 // the run whose letters are shown
	tabs  kit.Tabs
	bands []report.Outcome // of the tabs after the first two
	list  []*report.Row
	table kit.Table
	old   kit.Table
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d}
	s.old.Columns = []kit.Column{{Title: "Run", Kind: kit.Count, Width: 4}, {Title: "Cut-off", Kind: kit.Date},
		{Title: "Type", Width: 14}, {Title: "Who", Flex: 1, Min: 14, Max: 44}, {Title: "Letters", Kind: kit.Count},
		{Title: "Confirmed", Width: 9}, {Title: "Covered", Width: 9, Drop: 1},
		{Title: "Reply by", Kind: kit.Date, Drop: 2}}
	s.old.Empty = "No balance was confirmed yet: a makes a run, with a letter to each account."
	s.table.Columns = []kit.Column{{Title: "Customer", Flex: 2, Min: 18, Max: 44}, {Title: "Balance", Kind: kit.Amount},
		{Title: "State", Width: 21}, {Title: "Theirs", Kind: kit.Amount},
		{Title: "Difference", Kind: kit.Amount, Drop: 1},
		{Title: "Unexplained", Kind: kit.Amount, Drop: 2}, {Title: "Signed by", Width: 18, Drop: 3}}
	s.table.Empty = "No letter."
	return s
}

// Title is "Confirmations".
func (s *Screen) Title() string { return "Confirmations" }

// Capturing is false: what is typed is typed into dialogs.
func (s *Screen) Capturing() bool { return false }

// Dirty is false: nothing is typed here.
func (s *Screen) Dirty() bool { return false }

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	if s.tabs.At == tabRuns {
		return "confirmations", &s.old
	}
	return fmt.Sprintf("confirmations-run-%d", s.id), &s.table
}

// Init asks for the runs.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	out := s.runs.Ask(s.desk.Confirmations)
	if id := s.id; id != 0 {
		out = out.And(s.run.Ask(func() (*report.Report, error) { return s.desk.Confirmation(id) }))
	}
	return out
}

// Update takes answers and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.runs.Took(msg):
		s.show()
		if all := s.runs.Value; s.id == 0 && len(all) > 0 {
			s.id = all[0].Run.ID
			return s.load()
		}
		return action.Fail(s.runs.Err)
	case s.run.Took(msg):
		s.show()
		return action.Fail(s.run.Err)
	case s.done.Took(msg):
		if s.done.Err != nil {
			return action.Fail(s.done.Err)
		}
		return action.Notify("Written: " + text.Count(s.done.Value, "letter", "letters") + " in " +
			s.desk.ConfirmationFolder(s.id) + ".")
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		switch {
		case s.tabs.Update(msg):
			s.show()
		case msg.String() == " ":
		case s.tabs.At == tabRuns:
			s.old.Update(msg)
		default:
			s.table.Update(msg)
		}
	}
	return action.None
}

func (s *Screen) show() {
	s.tabs.Items = []string{"runs " + text.Number(len(s.runs.Value))}
	s.old.SetRows(runs{s.runs.Value})
	s.bands, s.list = nil, nil
	if rep := s.run.Value; rep != nil {
		s.tabs.Items = append(s.tabs.Items, "letters "+text.Number(len(rep.Rows)))
		var n [report.Outcomes]int
		for i := range rep.Rows {
			n[rep.Rows[i].Outcome]++
		}
		for o, count := range n {
			if count > 0 {
				s.bands = append(s.bands, report.Outcome(o))
				s.tabs.Items = append(s.tabs.Items, report.Outcome(o).String()+" "+text.Number(count))
			}
		}
		s.tabs.At = min(s.tabs.At, len(s.tabs.Items)-1)
		for i := range rep.Rows {
			if s.tabs.At <= tabLetters || rep.Rows[i].Outcome == s.bands[s.tabs.At-tabLetters-1] {
				s.list = append(s.list, &rep.Rows[i])
			}
		}
	}
	s.table.SetRows(rows{s.list})
}

// letter is the letter under the cursor, nil when there is none.
func (s *Screen) letter() *report.Row {
	if at := s.table.Cursor(); s.tabs.At >= tabLetters && at >= 0 && at < len(s.list) {
		return s.list[at]
	}
	return nil
}

// View draws the run in words, the tabs, the list, and the letter in sentences.
func (s *Screen) View(w, h int) string {
	if !s.runs.Asked {
		return kit.Middle("Reading the confirmations ...", w, h)
	}
	table := &s.old
	var say string
	if s.tabs.At >= tabLetters {
		table = &s.table
		if r := s.letter(); r != nil {
			say = said(r)
		}
	} else if rep := s.chosen(); rep != nil {
		say = strings.TrimSpace(rep.Silence() + " " + report.Record)
	}
	foot := ""
	for _, line := range kit.Wrap(say, w-2) {
		foot += " " + kit.Inline(line, w-2) + "\n"
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), table.View(w, h-5, true),
		kit.Fit(strings.TrimSuffix(foot, "\n"), w, 3))
}

func (s *Screen) chosen() *report.Report {
	if at := s.old.Cursor(); at >= 0 && at < len(s.runs.Value) {
		return s.runs.Value[at]
	}
	return nil
}

func (s *Screen) facts() []kit.Pair {
	rep := s.run.Value
	if rep == nil {
		return []kit.Pair{{Value: "no run is made", Tone: theme.Warn}}
	}
	out := []kit.Pair{{Value: fmt.Sprintf("run %d", rep.Run.ID), Tone: theme.Strong},
		{Value: "cut-off " + rep.Run.CutOff.String()}}
	for i := range rep.Coverage {
		c := &rep.Coverage[i]
		ok := c.Confirmed()
		out = append(out, kit.Pair{Value: c.Currency + " confirmed " + report.Percent(int64(ok.Count),
			int64(c.Letters.Count)) + " of letters, " + report.Percent(int64(ok.Value), int64(c.Letters.Value)) +
			" of value"})
		if c.Unexplained != 0 {
			out = append(out, kit.Pair{Value: "unexplained " + text.FormatAmount(c.Unexplained, c.Digits),
				Tone: theme.Bad})
		}
	}
	return append(out, kit.Pair{Value: rep.Run.Type.String(), Tone: theme.Muted})
}

func said(r *report.Row) string {
	out := "Letter " + r.Number() + ": " + r.State.String()
	if r.Sent.On != 0 {
		out += ", went via " + r.Sent.Via + " on " + r.Sent.On.String()
	}
	if r.Reminders > 0 {
		out += ", " + text.Count(r.Reminders, "reminder", "reminders")
	}
	if r.Replied() {
		out += ", reply of " + r.Reply.On.String() + " signed by " + r.Reply.Signatory
	}
	out += "."
	if r.InHand > 0 {
		out += " " + text.Count(r.InHand, "cheque", "cheques") + " in hand, " +
			text.FormatAmount(r.Cheques, r.Digits) + "."
	}
	return out
}

// runs shows the runs.
type runs struct{ all []*report.Report }

// Len is how many there are.
func (x runs) Len() int { return len(x.all) }

// Key is the run.
func (x runs) Key(row int) uint64 { return uint64(x.all[row].Run.ID) }

// Cell is a word or figure of a run.
func (x runs) Cell(row, col int) string {
	r := x.all[row]
	var letters, confirmed, covered int
	for i := range r.Coverage {
		c := &r.Coverage[i]
		letters += c.Letters.Count
		confirmed += c.Confirmed().Count
		covered += c.Covered().Count
	}
	return [...]string{text.Number(int(r.Run.ID)), r.Run.CutOff.String(), r.Run.Type.String(), report.Who(&r.Run),
		text.Number(letters), report.Percent(int64(confirmed), int64(letters)),
		report.Percent(int64(covered), int64(letters)), r.Run.ReplyBy.String()}[col]
}

// Tone is plain.
func (x runs) Tone(int, int) theme.Tone { return theme.Plain }

// rows shows letters.
type rows struct{ all []*report.Row }

// Len is how many there are.
func (x rows) Len() int { return len(x.all) }

// Key is the letter.
func (x rows) Key(row int) uint64 { return uint64(x.all[row].N) }

// Cell is a word or figure of a letter.
func (x rows) Cell(row, col int) string {
	r := x.all[row]
	some := func(m money.Minor, on bool) string {
		if !on {
			return ""
		}
		return text.FormatAmount(m, r.Digits)
	}
	return [...]string{r.Name, text.FormatAmount(r.Balance, r.Digits), r.State.String(),
		some(r.Reply.Theirs, r.Replied()), some(r.Difference(), r.Replied()), some(r.Unexplained, r.Unexplained != 0),
		r.Reply.Signatory}[col]
}

// Tone tells the states apart.
func (x rows) Tone(row, col int) theme.Tone {
	r := x.all[row]
	switch {
	case col == 5, col == 2 && r.State == confirmation.Disagreed:
		return theme.Bad
	case col != 2:
		return theme.Plain
	case r.Outcome == report.Silent || r.Outcome == report.Returned:
		return theme.Warn
	case r.Confirmed():
		return theme.Good
	}
	return theme.Plain
}
