package uitest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// echo shows what was typed.
type echo struct{ typed string }

func (e *echo) Title() string            { return "Echo" }
func (e *echo) Init() shell.Effect       { return action.None }
func (e *echo) View(w, h int) string     { return kit.Fit("▸  "+e.typed, w, h) }
func (e *echo) Actions() []action.Action { return nil }
func (e *echo) Capturing() bool          { return true }
func (e *echo) Dirty() bool              { return false }
func (e *echo) Update(msg tea.Msg) shell.Effect {
	if k, ok := msg.(tea.KeyMsg); ok {
		e.typed += string(k.Runes)
	}
	return action.None
}

// recorder is a test that must fail.
type recorder struct{ said []string }

func (r *recorder) Helper()                      {}
func (r *recorder) Errorf(f string, args ...any) { r.said = append(r.said, fmt.Sprintf(f, args...)) }
func (r *recorder) Fatalf(f string, args ...any) { r.Errorf(f, args...); panic(r) }

func TestScenariosHoldOrNameTheirLine(t *testing.T) {
	d := StartScreen(t, &echo{}, 80, 24)
	seeded := ""
	d.Play("# comment\nseed two customers\ntype a b \nkey c\npaste d e\nrow a b cd e\nnot x\n", map[string]Verb{
		"seed": func(_ *Driver, arg string) error { seeded = arg; return nil }})
	if seeded != "two customers" {
		t.Errorf("the verb got %q", seeded)
	}
	r := &recorder{}
	func() {
		defer func() { _ = recover() }()
		StartScreen(r, &echo{}, 80, 24).Play("type hello\n\nsee goodbye\n", nil)
	}()
	if len(r.said) != 1 || !strings.Contains(r.said[0], "line 3: see goodbye") || !strings.Contains(r.said[0],
		"hello") {
		t.Errorf("a step that does not hold says %q", r.said)
	}
}

func TestExactNamesTheLine(t *testing.T) {
	if err := Exact("ab\nabc", 2, 2); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("%v", err)
	}
	if err := Exact("ab\n\u2068نو\u2069\u200e", 2, 2); err != nil {
		t.Errorf("an isolated name: %v", err)
	}
	if Exact("ab", 2, 2) == nil {
		t.Error("a missing line passes")
	}
}

func TestKeysHaveNames(t *testing.T) {
	for _, name := range []string{"enter", "esc", "tab", "shift+tab", "ctrl+r", "ctrl+e", "pgdown", "up", "f1",
		"alt+x", "space", "@", "ب", "ctrl+j"} {
		msgs, err := Press(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := msgs[0].(tea.KeyMsg).String(); got != strings.ReplaceAll(name, "space", " ") {
			t.Errorf("%s is pressed as %s", name, got)
		}
	}
	if _, err := Press("entre"); err == nil {
		t.Error("a wrong name passes")
	}
}

func TestCompareShowsTheFirstLineThatDiffers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.golden")
	*update = true
	err := Compare(file, "one\ntwo")
	*update = false
	if err != nil {
		t.Fatal(err)
	}
	if err := Compare(file, "one\ntwo\n"); err != nil {
		t.Error(err)
	}
	if err := Compare(file, "one\nthree"); err == nil || !strings.Contains(err.Error(), "line 2 differs") {
		t.Errorf("%v", err)
	}
}
