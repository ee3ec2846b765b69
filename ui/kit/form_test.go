package kit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/ui/action"
)

var today = civil.New(2026, 11, 22) // a Sunday

func promiseForm() *Form {
	return NewForm(FormOptions{Today: today, Digits: 2},
		Field{Name: "how", Label: "How", Kind: ChoiceField,
			Choices: []Choice{{Value: "transfer", Label: "transfer", Key: "t"},
				{Value: "cheque", Label: "cheque", Key: "h"}}, Value: "transfer"},
		Field{Name: "number", Label: "Cheque", Required: true,
			Show: func(v Values) bool { return v.Text("how") == "cheque" }},
		Field{Name: "amount", Label: "Amount", Kind: AmountField, Value: "1,250.00", Required: true},
		Field{Name: "date", Label: "By", Kind: DateField, Value: "+3", Required: true, Check: func(s string) error {
			if s == "today" {
				return errors.New("today is too soon")
			}
			return nil
		}},
		Field{Name: "note", Label: "Note", Kind: NoteField, Hint: "who said it"})
}

func typeIn(f *Form, s string) {
	for _, r := range s {
		f.Update(press(string(r)))
	}
}

func clear(f *Form) { f.Update(tea.KeyMsg{Type: tea.KeyCtrlU}) }

func TestFormTakesDefaultsAndChecks(t *testing.T) {
	f := promiseForm()
	if f.Dirty() || f.Capturing() || f.Update(press("ctrl+s")) != FormSubmitted {
		t.Fatal("a form whose defaults are right does not submit at once")
	}
	v := f.Values()
	if v.Amount("amount") != 125000 || v.Date("date") != today+3 || v.Text("how") != "transfer" || len(v.Key()) != 32 {
		t.Errorf("values: %+v", v)
	}
	f.Update(press("h"))
	if f.Focused() != "number" || !f.Dirty() || !f.Capturing() {
		t.Errorf("a picked choice leads to %s", f.Focused())
	}
	if f.Update(press("ctrl+s")) != FormEdited || !strings.Contains(f.View(60, 12), "Cheque is needed") {
		t.Errorf("a needed field is not asked for:\n%s", f.View(60, 12))
	}
	typeIn(f, "٤٥")
	f.Update(press("enter"))
	typeIn(f, "-5") // replaces what is offered
	if f.Update(press("enter")) != FormEdited || f.Focused() != "amount" ||
		!strings.Contains(f.View(60, 12), "can't be below zero") {
		t.Errorf("a negative amount passed:\n%s", f.View(60, 12))
	}
	clear(f)
	typeIn(f, "1250.5")
	f.Update(press("enter"))
	clear(f)
	typeIn(f, "fri")
	if !strings.Contains(f.View(70, 12), "Fri 2026-11-27") {
		t.Errorf("a date is not echoed:\n%s", f.View(70, 12))
	}
	f.Update(press("enter"))
	typeIn(f, "one")
	f.Update(press("ctrl+j"))
	typeIn(f, "two")
	if f.Update(press("enter")) != FormSubmitted {
		t.Error("enter on the last field does not submit")
	}
	if v := f.Values(); v.Amount("amount") != 125050 || v.Text("number") != "٤٥" || v.Text("note") != "one two" {
		t.Errorf("values: %+v", v)
	}
}

// The book's texts are one line; an address or a wording keeps its lines.
func TestLinesOfANote(t *testing.T) {
	for lines, want := range map[bool]string{false: "one two", true: "one\ntwo"} {
		f := NewForm(FormOptions{}, Field{Name: "note", Label: "Note", Kind: NoteField, Lines: lines})
		typeIn(f, "one")
		f.Update(press("ctrl+j"))
		typeIn(f, "two")
		if got := f.Values().Text("note"); got != want || !strings.Contains(f.View(40, 6), "one ") {
			t.Errorf("%q:\n%s", got, f.View(40, 6))
		}
	}
}

func TestNumbersAreWholeAndTypedInAnyDigits(t *testing.T) {
	f := NewForm(FormOptions{}, Field{Name: "days", Label: "Days", Kind: NumberField, Least: 1, Most: 730})
	typeIn(f, "٣٠")
	if n := f.Values().Number("days"); n != 30 || !strings.Contains(f.View(60, 5), "30") {
		t.Errorf("%d:\n%s", n, f.View(60, 5))
	}
	for _, wrong := range []string{"9x0", "731", "0", "2.5"} {
		clear(f)
		typeIn(f, wrong)
		if f.Update(press("enter")) != FormEdited || !strings.Contains(f.View(60, 5),
			"is no whole number from 1 to 730") {
			t.Errorf("%q passed:\n%s", wrong, f.View(60, 5))
		}
	}
}

func TestHiddenFieldsHaveNoValueAndAreNotChecked(t *testing.T) {
	f := promiseForm()
	f.Update(press("h"))
	typeIn(f, "77")
	f.Focus("how")
	f.Update(press("t"))
	if f.Values().Text("number") != "" || f.Update(press("ctrl+s")) != FormSubmitted {
		t.Error("a hidden field still counts")
	}
}

func TestFormIsExactWithHostileText(t *testing.T) {
	for w := 30; w < 120; w += 9 {
		f := promiseForm()
		f.Focus("note")
		typeIn(f, "مرحبا شركة النور للتجارة والمقاولات المحدودة 12,500 hello 漢字 e\u0301")
		f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a\x1b[31m\u202eb\r\nc"), Paste: true})
		for range 40 {
			exact(t, fmt.Sprint("a form at ", w), f.View(w, 10), w, 10)
			f.Update(press("left"))
		}
		if s := f.View(w, 10); strings.ContainsAny(s, "\x1b\u202e") {
			t.Errorf("a hostile character is drawn: %q", s)
		}
	}
}

func TestInputEditsByGrapheme(t *testing.T) {
	var in Input
	in.Set("مُحَمَّد")
	in.Update(press("backspace"))
	in.Update(press("backspace"))
	if in.Value() != "مُحَ" {
		t.Errorf("two backspaces left %q", in.Value())
	}
	for w := 3; w < 12; w++ {
		exact(t, "an input", in.View(w, true), w, 1)
	}
}

func TestSuggestionsAreTakenByArrowOrRight(t *testing.T) {
	f := NewForm(FormOptions{Today: today}, Field{Name: "who", Label: "Who", Kind: SuggestField,
		Suggest: func(s string) []string {
			var out []string
			for _, n := range []string{"Salem", "Salma", "Omar"} {
				if strings.HasPrefix(n, s) {
					out = append(out, n)
				}
			}
			return out
		}}, Field{Name: "x", Label: "X"})
	typeIn(f, "Sal")
	f.Update(press("down"))
	f.Update(press("down"))
	f.Update(press("enter"))
	if f.Values().Text("who") != "Salma" || f.Focused() != "x" {
		t.Errorf("took %q, now on %s", f.Values().Text("who"), f.Focused())
	}
}

// finish runs an effect's Cmd and gives the answer back.
func finish(b *FormBox, e action.Effect) action.Effect {
	if e.Cmd == nil {
		return e
	}
	return b.Update(e.Cmd())
}

func TestFormBoxSavesOnceAndSaysWhatFailed(t *testing.T) {
	saves := 0
	fail := errors.New("the book is locked")
	b := NewFormBox("Promise", promiseForm(), func(v Values) (string, error) {
		saves++
		return "Promise noted", fail
	})
	first := b.Update(press("ctrl+s"))
	if b.Update(press("ctrl+s")).Cmd != nil {
		t.Fatal("a second enter saves again")
	}
	finish(b, first)
	w, h := b.Size(72, 20)
	if !strings.Contains(b.View(w, h), "Nothing was saved: the book is locked") {
		t.Errorf("the failure is not shown:\n%s", b.View(w, h))
	}
	fail = At("amount", errors.New("the amount is more than is open"))
	finish(b, b.Update(press("ctrl+s")))
	if b.Form.Focused() != "amount" || !strings.Contains(b.View(w, 20), "The amount is more than is open") {
		t.Errorf("the failure is not at its field:\n%s", b.View(w, 20))
	}
	fail = nil
	b.Done = func(v Values) action.Effect { return action.Push("card", v.Amount("amount")) }
	done := finish(b, b.Update(press("ctrl+s")))
	note, _ := done.Find(action.VerbNotify)
	push, _ := done.Find(action.VerbPush)
	if _, closed := done.Find(action.VerbClose); !closed || note.Text != "Promise noted" ||
		push.Route.Arg != money.Minor(125000) || saves != 3 {
		t.Errorf("after saving: %+v, %d saves", done.Intents, saves)
	}
}

func TestFormBoxAsksBeforeTypedTextIsLost(t *testing.T) {
	b := NewFormBox("Promise", promiseForm(), nil)
	if _, closed := b.Update(press("esc")).Find(action.VerbClose); !closed {
		t.Error("an untouched form asks")
	}
	b.Form.Focus("note")
	b.Update(press("x"))
	if q, asked := b.Update(press("esc")).Find(action.VerbAsk); !asked ||
		q.Dialog.Title() != "Throw away what you typed?" {
		t.Error("a typed form does not ask")
	}
}

func TestStalePreviewsAreDropped(t *testing.T) {
	b := NewFormBox("Promise", promiseForm(), nil)
	b.Preview = func(v Values) (string, error) { return "leaves " + v.Text("amount"), nil }
	b.Form.Focus("amount")
	b.Update(press("right")) // keeps what is offered
	b.Update(press("backspace"))
	one := b.Update(press("1"))
	two := b.Update(press("2"))
	if two.Cmd != nil { // 1,250.012 has a decimal too many: nothing to preview
		t.Error("a preview of a wrong form was asked")
	}
	b.Update(press("backspace"))
	three := b.Update(press("backspace"))
	late := one.Cmd()
	finish(b, three)
	b.Update(late)
	w, h := b.Size(76, 20)
	if v := b.View(w, h); !strings.Contains(v, "leaves 1,250.0") || strings.Contains(v, "leaves 1,250.01") {
		t.Errorf("the preview is stale:\n%s", v)
	}
}

// A dialog whose form does not fit says that it goes on.
func TestAFormSaysThatItGoesOn(t *testing.T) {
	var fields []Field
	for i := range 6 {
		fields = append(fields, Field{Name: fmt.Sprint("f", i), Label: fmt.Sprint("Field ", i)})
	}
	b := NewFormBox("Form", NewForm(FormOptions{}, fields...), nil)
	for h, more := range map[int]bool{6: true, 8: false} {
		if s := b.View(40, h); strings.Contains(s, "more fields: tab") != more {
			t.Errorf("%d lines:\n%s", h, s)
		}
	}
}

// A long save tells how far it is, is stopped by esc, and leaves what was typed.
func TestLongSaveIsStopped(t *testing.T) {
	told := make(chan bool)
	b := NewLongBox("Run", "letters", promiseForm(), func(ctx context.Context, _ Values, tell func(string, int,
		int)) (string, error) {
		tell("writing", 30, 120)
		close(told)
		<-ctx.Done()
		return "", Stopped("Stopped: 30 letters stay.")
	})
	cmd := b.Update(press("ctrl+s")).Cmd
	answers := make(chan tea.Msg, 9)
	for _, c := range cmd().(tea.BatchMsg) {
		go func() { answers <- c() }()
	}
	<-told
	if s := b.View(70, 20); !strings.Contains(s, " 25%  30 letters") || !strings.Contains(s, "esc stops") {
		t.Errorf("the dialog does not tell how far it is:\n%s", s)
	}
	b.Update(press("esc"))
	for b.saving {
		b.Update(<-answers)
	}
	if s := b.View(70, 20); !strings.Contains(s, "Stopped: 30 letters stay.") || strings.Contains(s, "esc stops") {
		t.Errorf("what was stopped is not told:\n%s", s)
	}
}
