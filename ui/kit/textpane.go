package kit

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"
)

// TextPane shows lines, styled or plain, longer than the room there is. The
// zero TextPane is empty and ready.
type TextPane struct {
	view  viewport.Model
	lines int
}

// paneKeys is the keys that move a text, the same as a table's.
var paneKeys = viewport.KeyMap{
	Up:           key.NewBinding(key.WithKeys("up", "k")),
	Down:         key.NewBinding(key.WithKeys("down", "j")),
	PageUp:       key.NewBinding(key.WithKeys("pgup")),
	PageDown:     key.NewBinding(key.WithKeys("pgdown", " ")),
	HalfPageUp:   key.NewBinding(key.WithKeys("ctrl+u")),
	HalfPageDown: key.NewBinding(key.WithKeys("ctrl+d")),
	Left:         key.NewBinding(key.WithDisabled()),
	Right:        key.NewBinding(key.WithDisabled()),
}

// Set replaces the lines and keeps the place where it can.
func (p *TextPane) Set(lines []string) {
	if p.view.KeyMap.Up.Keys() == nil {
		p.view = viewport.New(0, 0)
		p.view.KeyMap = paneKeys
	}
	p.lines = len(lines)
	p.view.SetContent(strings.Join(lines, "\n"))
}

// Len returns the number of lines.
func (p *TextPane) Len() int { return p.lines }

// More reports whether there are lines below those on show.
func (p *TextPane) More() bool { return p.lines > p.view.YOffset+p.view.Height }

// Update moves the text; it reports whether the key was for it.
func (p *TextPane) Update(k tea.KeyMsg) bool {
	was := p.view.YOffset
	switch k.String() {
	case "home", "g":
		p.view.GotoTop()
		return true
	case "end", "G":
		p.view.GotoBottom()
		return true
	}
	p.view, _ = p.view.Update(k)
	return p.view.YOffset != was
}

// View draws the lines in view in exactly w x h cells.
func (p *TextPane) View(w, h int) string {
	p.view.Width, p.view.Height = w, h
	if p.view.YOffset > max(p.lines-h, 0) {
		p.view.SetYOffset(max(p.lines-h, 0))
	}
	return Fit(p.view.View(), w, h)
}
