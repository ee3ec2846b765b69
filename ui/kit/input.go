package kit

import (
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/uniseg"

	"duebook/internal/text"
	"duebook/ui/theme"
)

// Input edits one text. It moves by what a person sees as one character, so an
// Arabic letter and its marks stay together. The zero Input is empty and ready.
type Input struct {
	Hint  string // shown while it is empty
	Limit int    // most characters; 0 is 500
	Lines bool   // keeps line breaks (ctrl+j and alt+enter make one)
	value string
	at    int // byte offset of the cursor
	from  int // first byte shown, in a one-line view
	wide  int // cells across, in a view of several lines
	fresh bool
}

// Value returns the text.
func (i *Input) Value() string { return i.value }

// Set replaces the text and puts the cursor at its end.
func (i *Input) Set(s string) {
	i.value = i.clean(s)
	i.at, i.from, i.fresh = len(i.value), 0, false
}

// Offer sets a text that the first letter typed replaces, and that a key which
// moves keeps for editing.
func (i *Input) Offer(s string) { i.Set(s); i.fresh = i.value != "" }

// clean drops what can't be typed or drawn safely.
func (i *Input) clean(s string) string {
	if i.Lines {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(s)
		parts := strings.Split(s, "\n")
		for k := range parts {
			parts[k] = Safe(parts[k])
		}
		return strings.Join(parts, "\n")
	}
	return Safe(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s))
}

// Update edits; it reports whether the key was for it. A paste is text, never keys.
func (i *Input) Update(k tea.KeyMsg) bool {
	if !i.edit(k) {
		return false
	}
	i.fresh = false
	return true
}

func (i *Input) edit(k tea.KeyMsg) bool {
	switch k.Type {
	case tea.KeyRunes, tea.KeySpace:
		if k.Alt {
			return false
		}
		i.insert(string(k.Runes))
		return true
	}
	switch k.String() {
	case "left", "ctrl+b":
		i.at = i.before(i.at)
	case "right", "ctrl+f":
		i.at = i.after(i.at)
	case "home", "ctrl+a":
		i.at = i.lineStart()
	case "end":
		i.at = i.lineEnd()
	case "ctrl+left", "alt+left", "alt+b":
		i.at = i.wordBefore()
	case "ctrl+right", "alt+right", "alt+f":
		i.at = i.wordAfter()
	case "backspace", "ctrl+h":
		i.cut(i.before(i.at), i.at)
	case "delete", "ctrl+d":
		i.cut(i.at, i.after(i.at))
	case "ctrl+w", "alt+backspace":
		i.cut(i.wordBefore(), i.at)
	case "ctrl+u":
		i.cut(i.lineStart(), i.at)
	case "ctrl+k":
		i.cut(i.at, i.lineEnd())
	case "ctrl+j", "alt+enter":
		if !i.Lines {
			return false
		}
		i.insert("\n")
	default:
		return false
	}
	return true
}

func (i *Input) insert(s string) {
	if i.fresh {
		i.Set("")
	}
	s = i.clean(s)
	limit := i.Limit
	if limit == 0 {
		limit = 500
	}
	if room := limit - len([]rune(i.value)); len([]rune(s)) > room {
		s = string([]rune(s)[:max(room, 0)])
	}
	i.value = i.value[:i.at] + s + i.value[i.at:]
	i.at += len(s)
}

func (i *Input) cut(a, b int) {
	if i.fresh { // deleting a part of what was offered deletes it
		a, b = 0, len(i.value)
	}
	i.value, i.at = i.value[:a]+i.value[b:], a
}

func (i *Input) lineStart() int { return strings.LastIndexByte(i.value[:i.at], '\n') + 1 }

func (i *Input) lineEnd() int {
	if n := strings.IndexByte(i.value[i.at:], '\n'); n >= 0 {
		return i.at + n
	}
	return len(i.value)
}

func (i *Input) after(at int) int {
	c, _, _, _ := uniseg.FirstGraphemeClusterInString(i.value[at:], -1)
	return at + len(c)
}

func (i *Input) before(at int) int {
	prev, n := 0, 0
	for n < at {
		prev = n
		n = i.after(n)
	}
	return prev
}

func (i *Input) wordBefore() int {
	s := strings.TrimRightFunc(i.value[:i.at], unicode.IsSpace)
	return strings.LastIndexFunc(s, unicode.IsSpace) + 1
}

func (i *Input) wordAfter() int {
	rest := i.value[i.at:]
	skip := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if n := strings.IndexFunc(rest[skip:], unicode.IsSpace); n >= 0 {
		return i.at + skip + n
	}
	return len(i.value)
}

// View draws the text in one line of w cells, with a cursor when it has the focus.
func (i *Input) View(w int, focus bool) string {
	t := theme.Now()
	style := t.FieldIdle
	if focus {
		style = t.Field
	}
	if w <= 0 {
		return ""
	}
	if !focus {
		if i.value == "" {
			return t.Tone(theme.Muted, Cell(i.Hint, w, Left))
		}
		return style.Paint(Cell(firstLine(i.value), w, Left))
	}
	if i.value == "" && i.Hint != "" {
		return drawCursor(t, style, "", " ", i.Hint, w, theme.Muted)
	}
	if n := Width(i.value); i.fresh && n+2 <= w {
		offer := t.Selected(theme.Plain, Cell(i.value, n, Left), true)
		if !t.Color {
			return "[" + offer + "]" + spaces(w-n-2)
		}
		return offer + style.Paint(spaces(w-n))
	}
	i.scroll(w)
	under := i.value[i.at:i.after(i.at)]
	end := i.at + len(under)
	used := Width(i.value[i.from:end])
	rest := Clip(i.value[end:], max(w-used-1, 0))
	if under == "" {
		under = " "
	}
	return drawCursor(t, style, i.value[i.from:i.at], under, rest, w, theme.Plain)
}

// scroll moves the window so that the cursor is in it. Two cells stay free: the
// cursor past the end, and a plain theme's cursor sign.
func (i *Input) scroll(w int) {
	if i.from > i.at {
		i.from = i.at
	}
	for i.from < i.at && Width(i.value[i.from:i.after(i.at)]) > w-2 {
		i.from = i.after(i.from)
	}
}

// drawCursor draws before, the character under the cursor and after in exactly
// w cells. Without colours a bar stands before the character instead.
func drawCursor(t *theme.Theme, st theme.Style, before, under, after string, w int, tail theme.Tone) string {
	if t.Bidi == text.App && tail == theme.Plain && text.HasRTL(before+under+after) {
		after = Clip(after, max(w-Width(before)-Width(under), 0))
		before, under, after = text.VisualAround(before, under, after)
	}
	cursor := t.Cursor.Paint(under)
	n := Width(before) + Width(under)
	if !t.Color {
		cursor = t.Signs.Side + strings.TrimSuffix(under, " ")
		n = Width(before) + Styled(cursor)
	}
	after = Clip(after, max(w-n, 0))
	pad := spaces(w - n - Width(after))
	open, shut := "", ""
	if t.Bidi == text.Isolate && text.HasRTL(before+under+after) {
		open, shut = isolate, endIsolate
	}
	tailed := st.Paint(after)
	if tail != theme.Plain {
		tailed = t.Tone(tail, after)
	}
	return open + st.Paint(before) + cursor + tailed + shut + st.Paint(pad)
}

func firstLine(s string) string {
	head, rest, more := strings.Cut(s, "\n")
	if more && strings.TrimSpace(rest) != "" {
		return head + " " + strings.ReplaceAll(rest, "\n", " ")
	}
	return head
}

// The characters that keep a right-to-left text from turning what is around it.
const (
	isolate    = "\u2068"
	endIsolate = "\u2069\u200e"
)

// graphemes yields where each character a person sees ends.
func graphemes(s string) func(func(int) bool) {
	return func(yield func(int) bool) {
		end, state := 0, -1
		for rest := s; rest != ""; {
			var c string
			c, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			end += len(c)
			if !yield(end) {
				return
			}
		}
	}
}
