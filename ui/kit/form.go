package kit

import (
	"crypto/rand"
	"encoding/hex"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/civil"
)

// FormOptions is what a form needs to understand dates and amounts.
type FormOptions struct {
	Today  civil.Date
	Digits int // decimals of the currency
}

// Form is fields typed one after the other. Make it with NewForm; show it in a
// dialog with NewFormBox, or inside a screen, which is then Capturing while the
// form is.
type Form struct {
	opt    FormOptions
	key    string
	fields []*field
	at     int
}

// FormEvent says what a key came to.
type FormEvent uint8

// The events.
const (
	FormIgnored   FormEvent = iota // the key was not for the form
	FormEdited                     // typed, moved or refused
	FormSubmitted                  // every field is right: take Values
	FormLeft                       // esc: ask if Dirty, then close
)

// NewForm makes a form and its submit key. The cursor starts on the first field.
func NewForm(opt FormOptions, fields ...Field) *Form {
	f := &Form{opt: opt, key: NewKey()}
	for _, x := range fields {
		f.fields = append(f.fields, newField(x))
	}
	f.focus(0, 1)
	return f
}

// NewKey returns 16 random bytes in hex: the key of a request.
func NewKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime ends the program first
	return hex.EncodeToString(b[:])
}

// Values returns what is typed now, checked or not.
func (f *Form) Values() Values {
	v := Values{raw: map[string]string{}, today: f.opt.Today, digits: f.opt.Digits, key: f.key}
	for _, x := range f.fields {
		v.raw[x.Name] = x.value()
	}
	for _, x := range f.fields {
		if x.Show != nil && !x.Show(v) {
			delete(v.raw, x.Name)
		}
	}
	return v
}

// Set replaces a field's value, as when another field decides it.
func (f *Form) Set(name, value string) {
	for _, x := range f.fields {
		if x.Name != name {
			continue
		}
		x.err = nil
		x.in.Offer(value)
		for i, c := range x.Choices {
			if c.Value == value {
				x.pick = i
			}
		}
	}
}

// Focus puts the cursor on a field.
func (f *Form) Focus(name string) {
	for i, x := range f.fields {
		if x.Name == name {
			f.focus(i, 1)
		}
	}
}

// Focused returns the name of the field the cursor is on.
func (f *Form) Focused() string {
	if len(f.fields) == 0 {
		return ""
	}
	return f.fields[f.at].Name
}

// Dirty reports whether something was typed or picked by hand.
func (f *Form) Dirty() bool {
	for _, x := range f.fields {
		if x.edited {
			return true
		}
	}
	return false
}

// Typed reports whether a text was typed by hand; a choice alone is none.
func (f *Form) Typed() bool {
	for _, x := range f.fields {
		if x.edited && !x.choosing() {
			return true
		}
	}
	return false
}

// Capturing reports whether the cursor is in a text.
func (f *Form) Capturing() bool { return len(f.fields) > 0 && !f.fields[f.at].choosing() }

// Refuse shows an error: at its field when it is a FieldError. It reports
// whether a field took it.
func (f *Form) Refuse(err error) bool {
	fe, ok := err.(*FieldError)
	if !ok {
		return false
	}
	for i, x := range f.fields {
		if x.Name == fe.Field {
			x.err = fe.Err
			f.focus(i, 1)
			return true
		}
	}
	return false
}

func (f *Form) shown(i int, v Values) bool {
	return f.fields[i].Show == nil || f.fields[i].Show(v)
}

// focus puts the cursor on field i, or the next shown one in direction step.
func (f *Form) focus(i, step int) bool {
	v := f.Values()
	for ; i >= 0 && i < len(f.fields); i += step {
		if f.shown(i, v) {
			f.at = i
			f.fields[i].suggest()
			return true
		}
	}
	return false
}

// Update types, moves, picks, submits. enter goes on and submits on the last
// field; ctrl+s submits anywhere.
func (f *Form) Update(msg tea.Msg) FormEvent {
	k, ok := msg.(tea.KeyMsg)
	if !ok || len(f.fields) == 0 {
		return FormIgnored
	}
	x := f.fields[f.at]
	if x.takes(k) {
		return FormEdited
	}
	switch k.String() {
	case "esc":
		return FormLeft
	case "ctrl+s":
		return f.submit()
	case "enter":
		if x.check(f.Values()) != nil {
			return FormEdited
		}
		if !f.focus(f.at+1, 1) {
			return f.submit()
		}
	case "tab", "down":
		f.goOn(1)
	case "shift+tab", "up":
		f.goOn(-1)
	default:
		return f.edit(x, k)
	}
	return FormEdited
}

// goOn leaves a field; what is wrong in it is said, but doesn't hold anybody.
func (f *Form) goOn(step int) {
	x := f.fields[f.at]
	if x.edited {
		_ = x.check(f.Values()) // kept in the field, shown beside it
	}
	f.focus(f.at+step, step)
}

func (f *Form) edit(x *field, k tea.KeyMsg) FormEvent {
	if !x.choosing() {
		before := x.in.Value()
		if !x.in.Update(k) {
			return FormIgnored
		}
		if x.in.Value() != before {
			x.edited, x.err = true, nil
			x.suggest()
		}
		return FormEdited
	}
	for i, c := range x.Choices {
		if c.Key == k.String() {
			x.choose(i)
			f.focus(f.at+1, 1)
			return FormEdited
		}
	}
	n := len(x.Choices)
	switch k.String() {
	case "right", " ":
		x.choose((x.pick + 1) % n)
	case "left":
		x.choose((max(x.pick, 0) + n - 1) % n)
	default:
		return FormIgnored
	}
	return FormEdited
}

func (f *Form) submit() FormEvent {
	v, bad := f.Values(), -1
	for i := len(f.fields) - 1; i >= 0; i-- {
		if f.shown(i, v) && f.fields[i].check(v) != nil {
			bad = i
		}
	}
	if bad >= 0 {
		f.focus(bad, 1)
		return FormEdited
	}
	return FormSubmitted
}

func (x *field) choose(i int) {
	if i != x.pick {
		x.edited = true
	}
	x.pick, x.err = i, nil
}

func (x *field) suggest() {
	x.tips, x.tip = nil, -1
	if x.Kind == SuggestField && x.Suggest != nil {
		x.tips = x.Suggest(x.in.Value())
		if len(x.tips) > tipLines {
			x.tips = x.tips[:tipLines]
		}
		if len(x.tips) == 1 && x.tips[0] == x.in.Value() {
			x.tips = nil
		}
	}
}

// takes answers the keys that mean something else inside a field: lines of a
// note, choices below each other, suggestions.
func (x *field) takes(k tea.KeyMsg) bool {
	key := k.String()
	switch {
	case len(x.tips) > 0:
		return x.takesTip(key)
	case x.Kind == NoteField && (key == "up" || key == "down"):
		return x.in.vertical(key == "down", x.wrapWidth())
	case x.choosing() && x.upright() && key == "down" && x.pick < len(x.Choices)-1:
		x.choose(x.pick + 1)
		return true
	case x.choosing() && x.upright() && key == "up" && x.pick > 0:
		x.choose(x.pick - 1)
		return true
	}
	return false
}

func (x *field) takesTip(key string) bool {
	switch key {
	case "down":
		x.tip = min(x.tip+1, len(x.tips)-1)
		return true
	case "up":
		if x.tip < 0 {
			return false
		}
		x.tip--
		return true
	case "tab", "right", "enter":
		if x.tip < 0 && (key == "enter" || key == "tab") || key == "right" && x.in.at < len(x.in.value) {
			return false
		}
		x.in.Set(x.tips[max(x.tip, 0)])
		x.edited, x.err, x.tips, x.tip = true, nil, nil, -1
		return key != "enter"
	}
	return false
}
