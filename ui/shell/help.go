package shell

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// helpBox lists what can be done here and the keys that work everywhere.
type helpBox struct {
	pane kit.TextPane
}

// everywhere is the shell's own keys, as the help shows them.
var everywhere = []kit.Hint{
	{Key: "up down", Label: "Move, like k and j; pgup, pgdown a page; g, G to the ends"},
	{Key: "enter", Label: "Open"},
	{Key: "esc", Label: "Go back; asks before typed text is lost"},
	{Key: "space", Label: "Mark a row"},
	{Key: "tab", Label: "Go to the next pane or field"},
	{Key: ":", Label: "Find any command or screen by name"},
	{Key: "ctrl+r", Label: "Load again"},
	{Key: "q", Label: "Go back, and quit at the top; ctrl+c quits anywhere"},
}

// helpWidth is what the least terminal leaves inside the box.
const helpWidth = 72

func newHelp(title string, actions []action.Action, tabs []Tab) *helpBox {
	t := theme.Now()
	var out []string
	row := func(key, help, why string) {
		tone, rest := theme.Accent, theme.Plain
		if why != "" {
			help, tone, rest = help+" ("+why+")", theme.Faint, theme.Faint
		}
		for i, l := range kit.Wrap(help, helpWidth-10) {
			if i > 0 {
				key = ""
			}
			out = append(out, t.Tone(tone, kit.Cell(key, 9, kit.Left))+" "+t.Tone(rest, l))
		}
	}
	for _, g := range groups(title, actions) {
		out = append(out, t.Tone(theme.Strong, g.name))
		for _, a := range g.actions {
			names := make([]string, len(a.Keys))
			for i, k := range a.Keys {
				names[i] = action.KeyName(k)
			}
			row(strings.Join(names, " "), a.Help, a.Reason())
		}
		out = append(out, "")
	}
	out = append(out, t.Tone(theme.Strong, "Everywhere"))
	for _, h := range everywhere {
		row(action.KeyName(h.Key), h.Label, "")
	}
	if len(tabs) > 0 {
		out = append(out, "", t.Tone(theme.Strong, "Screens"))
		for i, tab := range tabs {
			row(strconv.Itoa(i+1), tab.Label, "")
		}
	}
	b := &helpBox{}
	b.pane.Set(out)
	return b
}

func (b *helpBox) Title() string            { return "Help" }
func (b *helpBox) Capturing() bool          { return false }
func (b *helpBox) Dirty() bool              { return false }
func (b *helpBox) Size(w, h int) (int, int) { return min(w, 84), min(h, b.pane.Len()+1) }
func (b *helpBox) View(w, h int) string {
	pane, keys := b.pane.View(w, h-1), []kit.Hint{{Key: "esc", Label: "close"}}
	if b.pane.More() {
		keys = append(keys, kit.Hint{Key: "pgdown", Label: "more"})
	}
	return kit.Stack(w, h, pane, kit.KeyLine(w, keys...))
}

func (b *helpBox) Update(msg tea.Msg) Effect {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch k.String() {
		case "esc", "?", "q", "enter":
			return action.Close()
		}
		b.pane.Update(k)
	}
	return action.None
}
