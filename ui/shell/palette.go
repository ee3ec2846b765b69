package shell

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/sahilm/fuzzy"

	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// paletteBox finds any action or screen by a few of its letters.
type paletteBox struct {
	all   []action.Action
	shown []int // indexes into all, best first
	at    int
	input kit.Input
}

// palette makes the palette of the screen on show.
func (m *Model) palette() *paletteBox {
	b := &paletteBox{all: m.actions()}
	if m.cfg.Quick != nil {
		b.all = append(b.all, m.cfg.Quick()...)
	}
	for i, t := range m.cfg.Tabs {
		run := func() Effect { return action.Do(func() tea.Msg { return goTo(i) }) }
		b.all = append(b.all, action.Action{ID: "go." + t.Route.Name, Label: t.Label, Help: "Go to " + t.Label,
			Keys: []string{strconv.Itoa(i + 1)}, Run: run})
	}
	b.all = append(b.all, action.Action{ID: "quit", Label: "quit", Help: "Leave the program",
		Keys: []string{"q"}, Run: action.Quit})
	b.input.Hint = "a few letters of what you want to do"
	b.find()
	return b
}

// goTo asks for a tab by its index.
type goTo int

// String is what the letters are matched against.
func (b *paletteBox) String(i int) string { return b.all[i].Help + " " + b.all[i].ID }

// Len is the number of entries.
func (b *paletteBox) Len() int { return len(b.all) }

func (b *paletteBox) find() {
	b.shown, b.at = b.shown[:0], 0
	if b.input.Value() == "" {
		for i := range b.all {
			b.shown = append(b.shown, i)
		}
		return
	}
	for _, m := range fuzzy.FindFrom(b.input.Value(), b) {
		b.shown = append(b.shown, m.Index)
	}
	slices.SortStableFunc(b.shown, func(x, y int) int { return b.far(x) - b.far(y) })
}

// far is 0 when a word of an entry begins with what was typed, 1 when it stands in one,
// 2 when only its letters are scattered over the words.
func (b *paletteBox) far(i int) int {
	in, typed := " "+text.Fold(strings.ReplaceAll(b.String(i), ".", " ")), text.Fold(b.input.Value())
	switch {
	case strings.Contains(in, " "+typed):
		return 0
	case strings.Contains(in, typed):
		return 1
	}
	return 2
}

func (b *paletteBox) Title() string            { return "Commands" }
func (b *paletteBox) Capturing() bool          { return true }
func (b *paletteBox) Dirty() bool              { return false }
func (b *paletteBox) Size(w, h int) (int, int) { return min(w, 72), min(h, 16) }

func (b *paletteBox) Update(msg tea.Msg) Effect {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return action.None
	}
	switch k.String() {
	case "esc":
		return action.Close()
	case "enter":
		if len(b.shown) == 0 {
			return action.None
		}
		return action.Close().And(b.all[b.shown[b.at]].Do())
	case "down", "ctrl+n", "tab":
		b.at = min(b.at+1, max(len(b.shown)-1, 0))
	case "up", "ctrl+p", "shift+tab":
		b.at = max(b.at-1, 0)
	default:
		if b.input.Update(k) {
			b.find()
		}
	}
	return action.None
}

func (b *paletteBox) View(w, h int) string {
	t := theme.Now()
	room := max(h-3, 1)
	out := []string{t.Tone(theme.Accent, ": ") + b.input.View(w-2, true), ""}
	first := max(b.at-room+1, 0)
	for i := first; i < min(first+room, len(b.shown)); i++ {
		a := b.all[b.shown[i]]
		key := ""
		if len(a.Keys) > 0 {
			key = action.KeyName(a.Keys[0])
		}
		text, why := a.Help, a.Reason()
		if why != "" {
			text += " (" + why + ")"
		}
		text, key = kit.Cell(text, w-10, kit.Left), kit.Cell(key, 8, kit.Right)
		switch {
		case i == b.at:
			out = append(out, t.Selected(theme.Plain, t.Signs.Cursor+" "+text+key, true))
		case why != "":
			out = append(out, "  "+t.Tone(theme.Faint, text+key))
		default:
			out = append(out, "  "+text+t.Tone(theme.Muted, key))
		}
	}
	if len(b.shown) == 0 {
		out = append(out, t.Tone(theme.Muted, "  Nothing is called that."))
	}
	return kit.Stack(w, h, kit.Fit(join(out), w, h-1),
		kit.KeyLine(w, kit.Hint{Key: "enter", Label: "do it"}, kit.Hint{Key: "esc", Label: "close"}))
}

func join(lines []string) string {
	out := ""
	for i, l := range lines {
		if i > 0 {
			out += "\n"
		}
		out += l
	}
	return out
}
