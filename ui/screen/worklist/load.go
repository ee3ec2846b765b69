package worklist

import (
	"time"

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
	s.under.Store(&code)
	return s.brief.Ask(func() (*desk.Card, error) {
		time.Sleep(settle)
		if now := s.under.Load(); *now != code { // the cursor went on: this answer is stale already
			return nil, nil
		}
		return s.desk.Card(code)
	})
}

// settle is how long the cursor rests on a customer before the card is read, so
// that a held arrow key reads none.
const settle = 30 * time.Millisecond
