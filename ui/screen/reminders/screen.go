package reminders

import (
	"context"
	"errors"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/reminder"
	"duebook/internal/desk"
	report "duebook/internal/report/reminder"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// The tabs.
const (
	tabDue = iota
	tabSent
)

// Screen is the letters of the day and those that were sent.
type Screen struct {
	desk   *desk.Desk
	list   shell.Query[*report.List]
	sent   shell.Query[[]reminder.Letter]
	levels shell.Query[[]reminder.Level]
	tabs   kit.Tabs
	rows   rows
	table  kit.Table
	old    kit.Table
	work   *kit.Work // letters being posted and written
	done   shell.Query[desk.Reminded]
}

// New makes the screen.
func New(d *desk.Desk, _ any) shell.Screen {
	s := &Screen{desk: d}
	s.table.Columns = columns(80)
	s.old.Columns = []kit.Column{{Title: "Letter", Width: 9}, {Title: "Sent", Kind: kit.Date},
		{Title: "Customer", Flex: 1, Min: 16, Max: 50}, {Title: "Level", Width: 6},
		{Title: "Total", Kind: kit.Amount}, {Title: "Fee", Kind: kit.Amount, Drop: 1},
		{Title: "By", Width: 10, Drop: 2}}
	s.old.Empty = "No letter was sent yet."
	s.show()
	return s
}

// columns leave more room for names and reasons where there is some.
func columns(w int) []kit.Column {
	name, why := 22, 26
	if w >= 110 {
		name, why = 32, 30
	}
	return []kit.Column{{Title: "Customer", Flex: 2, Min: name, Max: 44}, {Title: "Level", Width: 6},
		{Title: "Days", Kind: kit.Count}, {Title: "Left out", Kind: kit.Amount, Drop: 2},
		{Title: "Interest", Kind: kit.Amount, Drop: 3}, {Title: "Fee", Kind: kit.Amount, Drop: 4},
		{Title: "Total", Kind: kit.Amount}, {Title: "Last", Kind: kit.Date, Drop: 1},
		{Title: "Why not", Flex: 3, Min: why, Max: 60}}
}

// Title is "Reminders".
func (s *Screen) Title() string { return "Reminders" }

// Capturing reports whether letters are being sent, which only esc may end.
func (s *Screen) Capturing() bool { return s.work != nil }

// Dirty reports whether letters are being sent: leaving would stop them.
func (s *Screen) Dirty() bool { return s.work != nil }

// OnShow is what ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	if s.tabs.At == tabSent {
		return "reminders-sent-" + s.desk.AsOf().String(), &s.old
	}
	return "reminders-" + s.desk.AsOf().String(), &s.table
}

// Back takes the marks away, if there are any: esc does so before it leaves.
func (s *Screen) Back() bool {
	had := s.tabs.At == tabDue && s.table.Marks() > 0
	if had {
		s.table.Unmark()
	}
	return had
}

// Init asks for the letters and the levels.
func (s *Screen) Init() shell.Effect { return s.load() }

func (s *Screen) load() shell.Effect {
	set := s.desk.Company()
	return s.list.Ask(s.desk.Reminders).And(
		s.sent.Ask(func() ([]reminder.Letter, error) { return s.desk.RemindersSent("") }),
		s.levels.Ask(func() ([]reminder.Level, error) { return s.desk.ReminderLevels(set.Currency) }))
}

// Update takes answers, changes and keys.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.list.Took(msg):
		s.show()
		return action.Fail(s.list.Err)
	case s.sent.Took(msg):
		s.show()
		return action.Fail(s.sent.Err)
	case s.levels.Took(msg):
		return action.Fail(s.levels.Err)
	case s.done.Took(msg):
		return s.ended()
	}
	switch msg := msg.(type) {
	case kit.Tick:
		if msg.Of == s.work && s.work != nil {
			return s.work.Beat()
		}
	case shell.Changed:
		if s.work == nil {
			return s.load()
		}
	case tea.KeyMsg:
		switch {
		case s.work != nil:
			if msg.String() == "esc" {
				s.work.Stop()
			}
		case s.tabs.Update(msg):
		case s.tabs.At == tabDue:
			s.table.Update(msg)
		case msg.String() != " ":
			s.old.Update(msg)
		}
	}
	return action.None
}

// off reports whether no level is set.
func (s *Screen) off() bool { return s.list.Asked && s.list.Value.Levels == 0 }

func (s *Screen) show() {
	s.rows = rows{}
	if l := s.list.Value; l != nil && l.Levels > 0 {
		s.rows.all = l.Rows
	}
	all := s.rows.all
	s.tabs.Items = []string{"today " + text.Number(len(all)), "sent " + text.Number(len(s.sent.Value))}
	if day := s.desk.AsOf(); s.desk.Past() {
		s.tabs.Items[tabDue] = day.String() + " " + text.Number(len(all))
	}
	s.table.Empty = "Nothing is overdue: nobody gets a letter."
	if s.off() {
		s.table.Empty = "No level is set, so nobody gets a letter. a sets three levels at once, e sets them one by one."
	}
	s.table.SetRows(s.rows)
	s.old.SetRows(letters{s.sent.Value})
}

// current is the row under the cursor, nil when there is none.
func (s *Screen) current() *report.Row {
	if at := s.table.Cursor(); s.tabs.At == tabDue && at >= 0 && at < len(s.rows.all) {
		return &s.rows.all[at]
	}
	return nil
}

// letter is the letter under the cursor: sent, or as it would be; nil when none.
func (s *Screen) letter() *reminder.Letter {
	if r := s.current(); r != nil {
		return &r.Letter
	}
	if at := s.old.Cursor(); s.tabs.At == tabSent && at >= 0 && at < len(s.sent.Value) {
		return &s.sent.Value[at]
	}
	return nil
}

// send posts and writes letters aside.
func (s *Screen) send(q desk.Reminding) shell.Effect {
	w, ctx := kit.Begin(kit.Progress{Label: "sending letters", Total: int64(len(q.Codes)), Unit: "customers"})
	s.work, q.Progress = w, w.Count
	ask := s.done.Ask(func() (desk.Reminded, error) {
		defer w.Stop()
		return s.desk.Remind(ctx, q)
	})
	return ask.And(w.Beat())
}

// ended tells what came of the letters.
func (s *Screen) ended() shell.Effect {
	s.work = nil
	r := s.done.Value
	switch err := s.done.Err; {
	case errors.Is(err, context.Canceled):
		return action.Notify("Stopped: the letters that were sent stay, in the folder and in the book.").And(s.load())
	case err != nil:
		return action.Fail(fmt.Errorf("not all letters were sent: %w", err)).And(s.load())
	case r.Files == 0 && len(r.Not) > 0:
		return action.Decline(r.Not[0]).And(s.load())
	}
	s.table.Unmark()
	return action.Notify("Written: " + r.Say() + ".").And(s.load())
}
