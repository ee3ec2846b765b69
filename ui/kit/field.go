package kit

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// FieldKind says what a field holds and so how it is typed, checked and echoed.
type FieldKind uint8

// The kinds of fields.
const (
	TextField    FieldKind = iota // one line
	AmountField                   // 1,250.5; Values.Amount
	DateField                     // 25/12, fri, +3, today; Values.Date
	TimeField                     // 14:30, 2pm; Values.Time
	NumberField                   // 30, a whole number from Least to Most; Values.Number
	ChoiceField                   // one of Choices, by arrows or its letter
	NoteField                     // several lines, one text unless Lines; ctrl+j makes a new one
	YesNoField                    // y or n; Values.Yes
	SuggestField                  // one line with suggestions from Suggest; tab or right takes one
)

// Field describes one field of a form.
type Field struct {
	Name     string // for Values
	Label    string
	Kind     FieldKind
	Value    string // offered at the start, replaced by the first letter typed; a choice's Value; "yes" or "no"
	Hint     string // shown while empty, and below the field that has the focus
	Required bool
	Negative bool // an amount below zero is accepted
	Least    int  // of a number
	Most     int  // of a number; 0: as many as there are
	Choices  []Choice
	Suggest  func(typed string) []string // from memory, best first; SuggestField
	Check    func(value string) error    // one sentence; called with what is in Values
	Show     func(v Values) bool         // nil: always; a hidden field has no value
	Height   int                         // lines of a note; 0 is 3
	Lines    bool                        // the lines of a note stay apart; else a blank is between them
	Section  string                      // a heading above the field
}

// Values is what was typed into a form, checked.
type Values struct {
	raw    map[string]string
	today  civil.Date
	digits int
	key    string
}

// Key is the form's submit key: made when the form opened, so that sending
// twice is sending once.
func (v Values) Key() string { return v.key }

// Text returns a field's value, trimmed; a choice's Value.
func (v Values) Text(name string) string { return strings.TrimSpace(v.raw[name]) }

// Amount returns an amount field in minor units, 0 when empty.
func (v Values) Amount(name string) money.Minor {
	m, err := text.ParseAmount(v.Text(name), v.digits)
	if err != nil {
		return 0
	}
	return m
}

// Date returns a date field, 0 when empty.
func (v Values) Date(name string) civil.Date {
	d, err := text.ParseDate(v.Text(name), v.today)
	if err != nil {
		return 0
	}
	return d
}

// Time returns a time field in minutes after midnight, -1 when empty.
func (v Values) Time(name string) int {
	m, err := text.ParseTime(v.Text(name))
	if err != nil {
		return -1
	}
	return m
}

// Number returns a number field, 0 when empty.
func (v Values) Number(name string) int {
	n, err := text.ParseWhole(v.Text(name), 0, text.AnyWhole)
	if err != nil {
		return 0
	}
	return n
}

// Yes reports whether a yes/no field says yes.
func (v Values) Yes(name string) bool { return v.raw[name] == "yes" }

// FieldError is an error that belongs to one field of a form. Make it with At.
type FieldError struct {
	Field string
	Err   error
}

// Error is the sentence shown at the field.
func (e *FieldError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *FieldError) Unwrap() error { return e.Err }

// At says that err belongs to a field; a save function returns it to have the
// sentence shown there.
func At(field string, err error) error { return &FieldError{field, err} }

// field is a Field being typed into.
type field struct {
	Field
	in     Input
	pick   int // choice
	err    error
	edited bool
	tips   []string
	tip    int // suggestion under the cursor, -1 none
}

func newField(f Field) *field {
	x := &field{Field: f, pick: -1, tip: -1}
	x.in.Hint, x.in.Lines = f.Hint, f.Kind == NoteField
	switch f.Kind {
	case YesNoField:
		x.Choices = []Choice{{Value: "yes", Label: "yes", Key: "y"}, {Value: "no", Label: "no", Key: "n"}}
		if f.Value == "" {
			x.Value = "no"
		}
	case ChoiceField:
		x.Choices = numbered(f.Choices)
	case NoteField:
		x.in.Limit = 4000
	}
	if x.choosing() {
		for i, c := range x.Choices {
			if c.Value == x.Value {
				x.pick = i
			}
		}
		return x
	}
	if f.Kind == NoteField {
		x.in.Set(f.Value)
	} else {
		x.in.Offer(f.Value)
	}
	return x
}

func (f *field) choosing() bool { return f.Kind == ChoiceField || f.Kind == YesNoField }

// value returns the field's value as Values holds it.
func (f *field) value() string {
	if f.Kind == NoteField && !f.Lines { // the book's texts are one line
		return strings.Join(strings.FieldsFunc(f.in.Value(), func(r rune) bool { return r == '\n' }), " ")
	}
	if !f.choosing() {
		return f.in.Value()
	}
	if f.pick < 0 || f.pick >= len(f.Choices) {
		return ""
	}
	return f.Choices[f.pick].Value
}

// check validates the field and keeps the sentence.
func (f *field) check(v Values) error {
	f.err = f.problem(v)
	return f.err
}

func (f *field) problem(v Values) error {
	s := strings.TrimSpace(f.value())
	if s == "" {
		if f.Required {
			return fmt.Errorf("%s is needed", f.Label)
		}
		return nil
	}
	var err error
	switch f.Kind {
	case AmountField:
		var m money.Minor
		if m, err = text.ParseAmount(s, v.digits); err == nil && m < 0 && !f.Negative {
			err = errors.New("the amount can't be below zero")
		}
	case DateField:
		_, err = text.ParseDate(s, v.today)
	case TimeField:
		_, err = text.ParseTime(s)
	case NumberField:
		_, err = text.ParseWhole(s, f.Least, f.most())
	}
	if err == nil && f.Check != nil {
		err = f.Check(s)
	}
	return err
}

func (f *field) most() int {
	if f.Most == 0 {
		return text.AnyWhole
	}
	return f.Most
}

// echo says how what was typed is understood, or "".
func (f *field) echo(v Values) string {
	s := strings.TrimSpace(f.in.Value())
	if s == "" {
		return ""
	}
	switch f.Kind {
	case DateField:
		if d, err := text.ParseDate(s, v.today); err == nil {
			return text.DayName(d) + " " + text.FormatDate(d)
		}
	case AmountField:
		if m, err := text.ParseAmount(s, v.digits); err == nil {
			if shown := text.FormatAmount(m, v.digits); shown != s {
				return shown
			}
		}
	case TimeField:
		if m, err := text.ParseTime(s); err == nil && text.FormatTime(m) != s {
			return text.FormatTime(m)
		}
	case NumberField:
		if n, err := text.ParseWhole(s, f.Least, f.most()); err == nil && strconv.Itoa(n) != s {
			return text.Number(n)
		}
	}
	return ""
}
