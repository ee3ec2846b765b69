package shell_test

import (
	"testing"

	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
)

// What the person may not do is disabled with the reason, on screens and for all.
func TestForbiddenActionsAreDisabled(t *testing.T) {
	s := &fake{name: "List", list: func(*fake) []action.Action {
		return []action.Action{{ID: "note.write", Label: "note", Help: "Write a note", Keys: []string{"n"},
			Run: func() shell.Effect { return action.Notify("noted") }}}
	}}
	var reg shell.Registry
	reg.Register("list", func(any) shell.Screen { return s })
	why := ""
	d := uitest.Start(t, shell.Config{Registry: &reg, Start: shell.Route{Name: "list"},
		May: func(id string) string { return why }}, 80, 24)
	d.Keys("n").See("noted")
	why = "only a supervisor may do this"
	d.Keys("n").See("Note: only a supervisor may do this")
}
