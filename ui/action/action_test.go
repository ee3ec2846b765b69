package action

import (
	"errors"
	"strings"
	"testing"
)

func run() Effect { return Notify("done") }

func TestConflicts(t *testing.T) {
	ok := []Action{
		{ID: "receipt.record", Label: "receipt", Help: "Record a receipt", Keys: []string{"r"}, Run: run},
		{ID: "followup.plan", Label: "plan", Help: "Plan a follow-up", Keys: []string{"t"}, Run: run},
		{ID: "list.all", Label: "all", Help: "Show everyone's", Keys: []string{"a"}, Run: run},
	}
	if got := Conflicts("list", ok); len(got) != 0 {
		t.Errorf("good actions conflict: %v", got)
	}
	for want, a := range map[string]Action{
		"means both":           {ID: "x.y", Label: "x", Help: "X", Keys: []string{"a"}, Run: run},
		"belongs to the shell": {ID: "x.y", Label: "x", Help: "X", Keys: []string{"q"}, Run: run},
		`is "promise" on`:      {ID: "phone.copy", Label: "phone", Help: "Copy", Keys: []string{"p"}, Run: run},
		"lacks an id":          {ID: "x.y", Label: "x", Keys: []string{"z"}, Run: run},
		"are called list.all":  {ID: "list.all", Label: "x", Help: "X", Run: run},
	} {
		if got := strings.Join(Conflicts("list", append(ok, a)), "\n"); !strings.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
}

func TestADisabledActionSaysWhy(t *testing.T) {
	a := Action{Label: "receipt", Disabled: func() string { return "the book is read only" }, Run: run}
	if i, _ := a.Do().Find(VerbDecline); i.Text != "Receipt: the book is read only" {
		t.Errorf("it says %q", i.Text)
	}
	a.Disabled = func() string { return "" }
	if i, _ := a.Do().Find(VerbNotify); i.Text != "done" {
		t.Errorf("it says %q", i.Text)
	}
}

func TestEffectsAreValues(t *testing.T) {
	e := Close().And(Push("card", 7), Fail(nil), Fail(errors.New("no")))
	if len(e.Intents) != 3 || e.Intents[1].Route != (Route{"card", 7}) || e.Intents[2].Err.Error() != "no" ||
		e.Cmd != nil {
		t.Errorf("%+v", e)
	}
	if !None.Empty() || !Fail(nil).Empty() || Pop().Empty() {
		t.Error("Empty")
	}
}

func TestTheFixedKeysAreNotTheShells(t *testing.T) {
	for _, f := range List {
		if what, ok := Reserved[f.Key]; ok {
			t.Errorf("%s is %s and %s", f.Key, f.Verb, what)
		}
	}
}
