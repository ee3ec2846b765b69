package kit

import (
	"errors"
	"reflect"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
	"duebook/ui/theme"
)

// FormBox is a form in a dialog that saves. It repeats in its foot what will
// happen, says while it saves, and after a failure that nothing was saved. Esc
// asks when something was typed.
type FormBox struct {
	Form *Form
	// Foot says in a sentence what enter will do, from memory. May be nil.
	Foot func(v Values) string
	// Preview is asked aside, after typing, while all is right; its answer stands
	// in the foot. A stale answer is dropped. May be nil.
	Preview func(v Values) (string, error)
	// Done is what else to do after saving, in the screen's name. May be nil.
	Done func(v Values) action.Effect
	// Changed lets one field decide another (Form.Set), after each edit. May be nil.
	Changed func(f *Form)

	title   string
	save    func(v Values) (notice string, err error)
	long    *longSave // nil: saving takes no time
	saving  bool
	failed  string
	preview string
	wrong   bool
	gen     int
	asked   map[string]string // the values the last preview was asked for
}

// saved and previewed are the answers a FormBox awaits.
type saved struct {
	notice string
	values Values
	err    error
}

type previewed struct {
	gen  int
	text string
	err  error
}

// NewFormBox makes the dialog of a form. save runs aside with the checked
// values; it returns a sentence to notify ("" for none) or an error, made with
// At when it belongs to a field. With a nil save, Done gets the values at once.
func NewFormBox(title string, f *Form, save func(v Values) (string, error)) *FormBox {
	return &FormBox{Form: f, title: title, save: save}
}

// Title is the form's.
func (b *FormBox) Title() string { return b.title }

// Capturing reports whether the cursor is in a text.
func (b *FormBox) Capturing() bool { return b.Form.Capturing() }

// Dirty reports whether something was typed.
func (b *FormBox) Dirty() bool { return b.Form.Dirty() && !b.saving }

// Init asks for the first preview.
func (b *FormBox) Init() action.Effect { return b.ask() }

// Update types, saves, closes.
func (b *FormBox) Update(msg tea.Msg) action.Effect {
	switch msg := msg.(type) {
	case saved:
		return b.saved(msg)
	case Tick:
		if b.saving && b.long != nil && msg.Of == b.long.work {
			return msg.Of.Beat()
		}
	case previewed:
		if msg.gen == b.gen {
			b.preview, b.wrong = msg.text, msg.err != nil
			if msg.err != nil {
				b.preview = sentence(msg.err.Error())
			}
		}
		return action.None
	case tea.KeyMsg:
		return b.key(msg)
	}
	return action.None
}

func (b *FormBox) key(k tea.KeyMsg) action.Effect {
	if b.saving { // a second enter saves nothing twice
		if b.long != nil && k.String() == "esc" {
			b.long.work.Stop()
		}
		return action.None
	}
	switch b.Form.Update(k) {
	case FormLeft:
		if !b.Form.Dirty() {
			return action.Close()
		}
		return action.Ask(Confirm("Throw away what you typed?", "Nothing of this form was saved.", "throw away",
			"go on typing", action.Close))
	case FormSubmitted:
		return b.submit()
	case FormEdited:
		b.failed = ""
		if b.Changed != nil {
			b.Changed(b.Form)
		}
		return b.ask()
	}
	return action.None
}

func (b *FormBox) submit() action.Effect {
	v := b.Form.Values()
	if b.save == nil {
		if b.Done == nil {
			return action.Close()
		}
		return action.Close().And(b.Done(v))
	}
	b.saving, b.failed = true, ""
	run := func() tea.Msg {
		notice, err := b.save(v)
		return saved{notice, v, err}
	}
	if b.long == nil {
		return action.Do(run)
	}
	b.long.begin()
	return action.Do(run).And(b.long.work.Beat())
}

func (b *FormBox) saved(s saved) action.Effect {
	b.saving = false
	if said, ok := action.WasSent(s.err); ok {
		s.notice, s.err = said, nil
	}
	if s.err != nil {
		var at *FieldError
		if !errors.As(s.err, &at) || !b.Form.Refuse(at) {
			b.failed = whatFailed(s.err)
		}
		return action.None
	}
	out := action.Close()
	if s.notice != "" {
		out = out.And(action.Notify(s.notice))
	}
	if b.Done != nil {
		out = out.And(b.Done(s.values))
	}
	return out
}

// ask asks for a preview of what is typed now, when it is all right and new.
func (b *FormBox) ask() action.Effect {
	if b.Preview == nil {
		return action.None
	}
	v := b.Form.Values()
	if b.asked != nil && reflect.DeepEqual(b.asked, v.raw) {
		return action.None
	}
	b.asked = v.raw
	b.gen++
	for i, x := range b.Form.fields {
		if b.Form.shown(i, v) && x.problem(v) != nil {
			b.preview, b.wrong = "", false
			return action.None
		}
	}
	gen, preview := b.gen, b.Preview
	return action.Do(func() tea.Msg {
		text, err := preview(v)
		return previewed{gen, text, err}
	})
}

// foot returns the lines below the fields.
func (b *FormBox) foot(w int) []string {
	t := theme.Now()
	var out []string
	add := func(tone theme.Tone, s string) {
		if s == "" {
			return
		}
		for _, l := range Wrap(s, w) {
			out = append(out, t.Tone(tone, Cell(l, w, Left)))
		}
	}
	if b.Foot != nil {
		add(theme.Plain, b.Foot(b.Form.Values()))
	}
	tone := theme.Muted
	if b.wrong {
		tone = theme.Warn
	}
	add(tone, b.preview)
	if b.failed != "" {
		add(theme.Bad, t.Signs.Bad+" "+b.failed)
	}
	switch {
	case b.saving && b.long != nil:
		out = append(out, b.long.view(w)...)
	case b.saving:
		add(theme.Muted, "Saving ...")
	}
	return out
}

// Size fits the fields and the foot in at most 76 cells across.
func (b *FormBox) Size(maxW, maxH int) (w, h int) {
	w = min(maxW, 76)
	return w, min(maxH, b.Form.Lines(w)+len(b.foot(w))+3)
}

// View draws the fields, the foot and the keys.
func (b *FormBox) View(w, h int) string {
	foot := b.foot(w)
	room := max(h-len(foot)-2, 1)
	if len(foot) > 0 {
		room = max(room-1, 1)
		foot = append([]string{spaces(w)}, foot...)
	}
	gap := spaces(w)
	if b.Form.Below(w, room) {
		gap = theme.Now().Tone(theme.Muted, Cell("more fields: tab", w, Right))
	}
	hints := []Hint{{"enter", "next"}, {"ctrl+s", "save"}, {"esc", "leave"}}
	if b.save == nil {
		hints[1].Label = "done"
	}
	if n := len(b.Form.fields); n > 0 && b.Form.Focused() == b.Form.fields[n-1].Name {
		hints[0].Label = hints[1].Label
	}
	switch {
	case len(b.Form.fields) == 0:
	case b.Form.fields[b.Form.at].choosing():
		hints = append(hints, Hint{"letter", "picks"}, Hint{"left right", "change"})
	case b.Form.fields[b.Form.at].Kind == NoteField:
		hints = append(hints, Hint{"ctrl+j", "new line"})
	}
	return Stack(w, h, b.Form.View(w, room), strings.Join(foot, "\n"), gap, KeyLine(w, hints...))
}
