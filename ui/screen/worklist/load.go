package worklist

import (
	"duebook/internal/desk"
	"duebook/ui/shell"
)

func (s *Screen) load() shell.Effect {
	scope, hidden := s.scope, s.hidden
	return s.list.Ask(func() (*desk.CallList, error) { return s.desk.CallList(scope, hidden) })
}

// ask loads what is known of the customer under the cursor, once.
func (s *Screen) ask() shell.Effect {
	r := s.current()
	if r == nil || r.Code == s.asked {
		return shell.Effect{}
	}
	s.asked = r.Code
	code := r.Code
	return s.brief.Ask(func() (*desk.Card, error) { return s.desk.Card(code) })
}
