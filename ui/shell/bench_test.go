package shell_test

import (
	"strconv"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/uitest"
)

type many struct{}

func (many) Len() int                 { return 20000 }
func (many) Tone(_, c int) theme.Tone { return theme.Tone(c) }
func (many) Cell(r, c int) string {
	if r%3 == 0 && c == 0 {
		return "شركة النور للتجارة والمقاولات"
	}
	return strconv.Itoa(r * (c + 1))
}

// A key to its whole frame, 20,000 rows in a terminal of 120x40.
func BenchmarkKeyToFrame(b *testing.B) {
	defer theme.Use(theme.Now())
	theme.Use(theme.New(theme.Options{Dark: true, Color: true, Profile: termenv.TrueColor}))
	table := &kit.Table{Columns: []kit.Column{{Title: "Name", Flex: 1}, {Title: "A", Kind: kit.Amount},
		{Title: "B", Kind: kit.Amount}, {Title: "C", Width: 12}}}
	table.SetRows(many{})
	s := &fake{name: "List", draw: func(w, h int) string { return table.View(w, h, true) },
		on: func(_ *fake, msg tea.Msg) shell.Effect { table.Update(msg); return shell.Effect{} }}
	d := uitest.StartScreen(b, s, 120, 40)
	down := tea.KeyMsg{Type: tea.KeyDown}
	for b.Loop() {
		s.got = s.got[:0]
		d.Model.Update(down)
		d.Model.View()
	}
}
