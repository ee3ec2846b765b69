package shell

import (
	"duebook/ui/action"
	"duebook/ui/kit"
)

// Shower is a Screen with a table that ctrl+e writes to a file as it stands. OnShow
// gives the table and a name for the file.
type Shower interface {
	OnShow() (name string, t *kit.Table)
}

// exporting is the action that writes what a screen shows, when it has a table and
// the program a way to write it.
func (m *Model) exporting(s Screen) []action.Action {
	w, ok := s.(Shower)
	if !ok || m.cfg.Export == nil {
		return nil
	}
	return []action.Action{{ID: "view.export", Label: "export", Help: "Write what is on show to a CSV or XLSX file",
		Keys: []string{"ctrl+e"}, Hidden: true, Disabled: func() string {
			if _, t := w.OnShow(); t == nil || t.Len() == 0 {
				return "there is nothing on show to write"
			}
			return ""
		}, Run: func() Effect {
			name, t := w.OnShow()
			return m.cfg.Export(name, t)
		}}}
}
