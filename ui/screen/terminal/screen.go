package terminal

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// Keep keeps the word that was picked (isolate, app, raw or auto) and draws by it from
// now on. It is this screen's argument.
type Keep func(word string) error

// auto is the word for what suits the terminal by its name.
const auto = "auto"

// Screen shows the rows. While it is open the terminal orders text as it does by
// itself, or a mode would change how the others look.
type Screen struct {
	keep Keep
	was  *theme.Theme
	at   int
}

// New opens the rows; arg is a Keep.
func New(_ *desk.Desk, arg any) shell.Screen {
	s := &Screen{was: theme.Now()}
	s.keep, _ = arg.(Keep)
	for n, m := range text.Modes {
		if m.Mode == s.was.Bidi {
			s.at = n
		}
	}
	return s
}

// Title is "Arabic in this terminal".
func (s *Screen) Title() string { return "Arabic in this terminal" }

// Capturing is true: esc goes back to how it was.
func (s *Screen) Capturing() bool { return true }

// Dirty is false: nothing is typed here.
func (s *Screen) Dirty() bool { return false }

// Init lets the terminal order text by itself.
func (s *Screen) Init() shell.Effect {
	bare := *s.was
	bare.Bidi = text.Isolate
	theme.Use(&bare)
	return action.None
}

// Actions is empty: the keys stand on the screen.
func (s *Screen) Actions() []action.Action { return nil }

// Update moves, picks, or leaves things as they were.
func (s *Screen) Update(msg tea.Msg) shell.Effect {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return action.None
	}
	last := len(text.Modes)
	switch key := k.String(); key {
	case "esc", "q":
		theme.Use(s.was)
		return action.Pop()
	case "down", "j":
		s.at = min(s.at+1, last)
	case "up", "k":
		s.at = max(s.at-1, 0)
	case "enter":
		return s.pick()
	default:
		if n := strings.Index("1234", key); n >= 0 && len(key) == 1 {
			s.at = n
			return s.pick()
		}
	}
	return action.None
}

func (s *Screen) word() string {
	if s.at < len(text.Modes) {
		return text.Modes[s.at].Name
	}
	return auto
}

func (s *Screen) pick() shell.Effect {
	theme.Use(s.was)
	if s.keep == nil {
		return action.Pop()
	}
	if err := s.keep(s.word()); err != nil {
		return action.Pop().And(action.Fail(err))
	}
	return action.Pop().And(action.Notify("Right-to-left names are now drawn as " + theme.Now().Bidi.String() + "."))
}

const (
	sample = "شركة النور للتجارة (فرع 2)"
	wide   = 30
)

// View draws the rows.
func (s *Screen) View(w, h int) string {
	t := theme.Now()
	var out []string
	for _, l := range kit.Wrap("Which row is right? The amount stands inside its box, under the others, and the name "+
		"reads from the right with its letters joined.", min(w-4, 76)) {
		out = append(out, "  "+l)
	}
	out = append(out, "")
	rule := "  " + strings.Repeat(" ", 12) + t.Tone(theme.Faint, strings.Repeat(t.Signs.Rule, wide+16))
	out = append(out, rule)
	side := t.Tone(theme.Faint, t.Signs.Side)
	row := func(n int, name, rest string) {
		sign := " "
		if n == s.at {
			sign = t.Tone(theme.Accent, t.Signs.Cursor)
		}
		out = append(out, sign+" "+t.Tone(theme.Accent, string(rune('1'+n)))+" "+kit.Cell(name, 9, kit.Left)+rest)
	}
	for n, m := range text.Modes {
		row(n, m.Name, side+" "+text.Cell(sample, wide, m.Mode)+" "+side+kit.Cell("1,250.00", 11, kit.Right)+" "+side)
	}
	out = append(out, rule)
	row(len(text.Modes), auto, "what suits this terminal by its name: "+theme.Bidi(auto).String())
	out = append(out, "")
	if s.at < len(text.Modes) {
		out = append(out, "  "+t.Tone(theme.Muted, "Drawn "+text.Modes[s.at].Help+"."))
	}
	for n := range out {
		out[n] = kit.Line(out[n], w)
	}
	keys := kit.KeyLine(w, kit.Hint{Key: "enter", Label: "this one"}, kit.Hint{Key: "esc", Label: "leave as it was"})
	return kit.Stack(w, h, kit.Fit(strings.Join(out, "\n"), w, h-1), keys)
}
