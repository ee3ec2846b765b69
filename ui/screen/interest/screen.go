package interest

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/report/accrued"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// The tabs.
const (
	tabCharge = iota
	tabNotes
	tabTerms
)

// note is a note with whose it is.
type note struct {
	*accrued.Row
	accrued.Note
}

// Screen is the list of what is to charge, of notes and of terms.
type Screen struct {
	shell.Untyped
	desk  *desk.Desk
	list  shell.Query[*accrued.List]
	terms shell.Query[[]accrued.TermsRow]
	names shell.Query[desk.Lists]
	rows  []*accrued.Row
	notes []note
	all   bool   // also those with nothing to charge
	code  string // the customer the cursor goes to first
	tabs  kit.Tabs
	table kit.Table
	paper kit.Table // of notes
	rules kit.Table // of terms
}

// New makes the screen; arg is the code of a customer to stand on, or nil.
func New(d *desk.Desk, arg any) shell.Screen {
	code, _ := arg.(string)
	return &Screen{desk: d, code: code, all: code != ""}
}

// Title is what the company calls interest.
func (s *Screen) Title() string { return action.Sentence(s.word()) }

func (s *Screen) word() string {
	set := s.desk.Company()
	return set.InterestWord()
}

// Init asks for the lists.
func (s *Screen) Init() shell.Effect { return s.load().And(s.names.Ask(s.desk.Lists)) }

func (s *Screen) load() shell.Effect {
	return s.list.Ask(func() (*accrued.List, error) { return s.desk.Interest(nil) }).
		And(s.terms.Ask(s.desk.InterestTerms))
}

// Update takes answers, changes the tab and moves the cursor.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	switch {
	case s.list.Took(msg):
		s.show()
		for i, r := range s.rows {
			if s.code != "" && r.Code == s.code {
				s.table.Select(i)
			}
		}
		s.code = ""
		return action.Fail(s.list.Err)
	case s.terms.Took(msg):
		s.show()
		return action.Fail(s.terms.Err)
	case s.names.Took(msg):
		return action.Fail(s.names.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		if s.tabs.Update(msg) {
			s.show()
		} else {
			s.current().Update(msg)
		}
	}
	return action.None
}

// Back takes the marks away before esc leaves.
func (s *Screen) Back() bool {
	had := s.table.Marks() > 0
	s.table.Unmark()
	return had
}

// current is the table of the tab.
func (s *Screen) current() *kit.Table {
	switch s.tabs.At {
	case tabNotes:
		return &s.paper
	case tabTerms:
		return &s.rules
	}
	return &s.table
}

// OnShow is the table that ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) {
	return []string{"interest", "interest-notes", "interest-terms"}[s.tabs.At], s.current()
}

// show puts what was read on the tables.
func (s *Screen) show() {
	if s.list.Value == nil {
		return
	}
	s.rows, s.notes = nil, nil
	for i := range s.list.Value.Rows {
		r := &s.list.Value.Rows[i]
		if s.all || r.ToCharge != 0 {
			s.rows = append(s.rows, r)
		}
		for _, n := range r.Notes {
			s.notes = append(s.notes, note{r, n})
		}
	}
	slices.SortStableFunc(s.notes, func(a, b note) int {
		if a.Date != b.Date {
			return int(b.Date) - int(a.Date)
		}
		return strings.Compare(b.Number, a.Number)
	})
	s.tabs.Items = []string{"to charge " + text.Number(len(s.rows)), "notes " + text.Number(len(s.notes)),
		"terms " + text.Number(len(s.terms.Value))}
	s.columns()
	s.table.SetRows(chargeRows{s, s.rows})
	s.paper.SetRows(noteRows{s, s.notes})
	s.rules.SetRows(termRows{s, s.terms.Value})
}

// row is the account under the cursor, whatever the tab; nil when there is none.
func (s *Screen) row() *accrued.Row {
	switch at := s.current().Cursor(); {
	case at < 0 || s.tabs.At == tabTerms:
		return nil
	case s.tabs.At == tabNotes && at < len(s.notes):
		return s.notes[at].Row
	case s.tabs.At == tabCharge && at < len(s.rows):
		return s.rows[at]
	}
	return nil
}

// noted is the note under the cursor.
func (s *Screen) noted() *note {
	if at := s.paper.Cursor(); s.tabs.At == tabNotes && at >= 0 && at < len(s.notes) {
		return &s.notes[at]
	}
	return nil
}

// ruled are the terms under the cursor.
func (s *Screen) ruled() *accrued.TermsRow {
	if at := s.rules.Cursor(); s.tabs.At == tabTerms && at >= 0 && at < len(s.terms.Value) {
		return &s.terms.Value[at]
	}
	return nil
}

// chosen are the marked accounts, all of the list when none is.
func (s *Screen) chosen() []*accrued.Row {
	if s.table.Marks() == 0 {
		return s.rows
	}
	var out []*accrued.Row
	for _, i := range s.table.Marked() {
		out = append(out, s.rows[i])
	}
	return out
}
