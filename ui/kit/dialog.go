package kit

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
	"duebook/ui/theme"
)

// ConfirmBox asks a question with two answers. Make it with Confirm or Message.
type ConfirmBox struct {
	title, body, yes, no string
	onYes                func() action.Effect
	scroll, page         int // the first line shown, and how far pgdown goes
}

// Confirm asks title; yes is done on enter or y, nothing on esc or n. The body
// says what will happen, in whole sentences.
func Confirm(title, body, yes, no string, onYes func() action.Effect) *ConfirmBox {
	return &ConfirmBox{title: title, body: body, yes: yes, no: no, onYes: onYes}
}

// Message shows a text until enter or esc.
func Message(title, body string) *ConfirmBox {
	return &ConfirmBox{title: title, body: body, no: "close"}
}

// Title is the question.
func (c *ConfirmBox) Title() string { return c.title }

// Capturing is false: no text field.
func (c *ConfirmBox) Capturing() bool { return false }

// Dirty is false: nothing was typed.
func (c *ConfirmBox) Dirty() bool { return false }

// Size fits the body in at most 60 cells across.
func (c *ConfirmBox) Size(maxW, maxH int) (w, h int) {
	w = min(maxW, 64)
	return w, min(maxH, len(Wrap(c.body, w))+2)
}

// Update answers y, n, enter and esc; the arrows move a long text.
func (c *ConfirmBox) Update(msg tea.Msg) action.Effect {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return action.None
	}
	switch k.String() {
	case "y", "Y", "enter":
		if c.onYes == nil {
			return action.Close()
		}
		return action.Close().And(c.onYes())
	case "n", "N", "esc", "q":
		return action.Close()
	case "down", "j":
		c.scroll++
	case "up", "k":
		c.scroll = max(c.scroll-1, 0)
	case "pgdown":
		c.scroll += c.page
	case "pgup":
		c.scroll = max(c.scroll-c.page, 0)
	}
	return action.None
}

// View draws the body and the two keys.
func (c *ConfirmBox) View(w, h int) string {
	lines := Wrap(c.body, w)
	c.scroll = min(c.scroll, max(len(lines)-(h-2), 0))
	for i, l := range lines {
		lines[i] = Cell(l, w, Left)
	}
	c.page = max(h-3, 1)
	hints := []Hint{{"esc", c.no}}
	if c.yes != "" {
		hints = []Hint{{"enter", c.yes}, {"esc", c.no}}
	}
	if c.scroll < len(lines)-(h-2) {
		hints = append(hints, Hint{"pgdown", "more"})
	}
	keys := KeyLine(w, hints...)
	body := Fit(strings.Join(lines[c.scroll:], "\n"), w, h-2)
	return Stack(w, h, body, spaces(w), keys)
}

// Choice is one of a few answers. Key is a letter that picks it; "" lets the
// kit number it.
type Choice struct{ Value, Label, Key, Help string }

// ChooseBox asks for one of a few choices. Make it with Choose.
type ChooseBox struct {
	title, body string
	choices     []Choice
	at          int
	onPick      func(value string) action.Effect
}

// Choose asks title; the arrows and enter pick a choice, and so does its key at
// once. at is the value the cursor starts on.
func Choose(title, body string, choices []Choice, at string, onPick func(value string) action.Effect) *ChooseBox {
	b := &ChooseBox{title: title, body: body, choices: numbered(choices), onPick: onPick}
	for i, c := range choices {
		if c.Value == at {
			b.at = i
		}
	}
	return b
}

// numbered gives each choice without a key the digit of its place.
func numbered(cs []Choice) []Choice {
	out := append([]Choice(nil), cs...)
	for i := range out {
		if out[i].Key == "" && i < 9 {
			out[i].Key = string(rune('1' + i))
		}
	}
	return out
}

// Title is the question.
func (b *ChooseBox) Title() string { return b.title }

// Capturing is false: no text field.
func (b *ChooseBox) Capturing() bool { return false }

// Dirty is false: nothing was typed.
func (b *ChooseBox) Dirty() bool { return false }

// Size fits all choices when there is room.
func (b *ChooseBox) Size(maxW, maxH int) (w, h int) {
	w = Width(b.title) + 4
	for _, c := range b.choices {
		w = max(w, Width(c.Label)+Width(c.Help)+10)
	}
	w = min(max(w, 36), maxW)
	return w, min(maxH, b.bodyLines(w)+len(b.choices)+2)
}

func (b *ChooseBox) bodyLines(w int) int {
	if b.body == "" {
		return 0
	}
	return len(Wrap(b.body, w)) + 1
}

// Update moves, picks or closes.
func (b *ChooseBox) Update(msg tea.Msg) action.Effect {
	k, ok := msg.(tea.KeyMsg)
	if !ok || len(b.choices) == 0 {
		if ok && k.String() == "esc" {
			return action.Close()
		}
		return action.None
	}
	for i, c := range b.choices {
		if c.Key == k.String() {
			return b.pick(i)
		}
	}
	switch k.String() {
	case "down", "j", "tab":
		b.at = (b.at + 1) % len(b.choices)
	case "up", "k", "shift+tab":
		b.at = (b.at + len(b.choices) - 1) % len(b.choices)
	case "home", "g":
		b.at = 0
	case "end", "G":
		b.at = len(b.choices) - 1
	case "enter", " ":
		return b.pick(b.at)
	case "esc", "q":
		return action.Close()
	}
	return action.None
}

func (b *ChooseBox) pick(i int) action.Effect {
	return action.Close().And(b.onPick(b.choices[i].Value))
}

// View draws the body, the choices around the cursor and the keys.
func (b *ChooseBox) View(w, h int) string {
	t := theme.Now()
	var out []string
	if b.body != "" {
		for _, l := range Wrap(b.body, w) {
			out = append(out, Cell(l, w, Left))
		}
		out = append(out, spaces(w))
	}
	room := max(h-len(out)-2, 1)
	first := min(max(b.at-room/2, 0), max(len(b.choices)-room, 0))
	for i := first; i < min(first+room, len(b.choices)); i++ {
		c := b.choices[i]
		sign, label := "  ", Inline(c.Label, w-6)
		if i == b.at {
			sign = t.Signs.Cursor + " "
		}
		key := Cell(c.Key, 2, Left)
		help := Cell(c.Help, w-6-Styled(label), Left)
		if i == b.at {
			out = append(out, t.Selected(theme.Plain, sign, true)+t.Selected(theme.Accent, key, true)+
				t.Selected(theme.Plain, label+"  "+help, true))
			continue
		}
		out = append(out, sign+t.Tone(theme.Accent, key)+label+"  "+t.Tone(theme.Muted, help))
	}
	keys := []Hint{{"enter", "choose"}, {"esc", "back"}}
	if below := len(b.choices) - first - room; below > 0 {
		keys = append(keys, Hint{"down", strconv.Itoa(below) + " more"})
	}
	return Stack(w, h, Fit(strings.Join(out, "\n"), w, h-1), KeyLine(w, keys...))
}
