package card

import (
	"duebook/internal/desk"
	"duebook/ui/action"
)

// openStatement goes to the statement's tab; from there to the statement by itself,
// with any period and its letters.
func (s *Screen) openStatement() action.Effect {
	if s.tabs.At == 5 {
		return action.Push("statement", desk.CardArg{Code: s.code, Currency: s.account().Currency, List: s.list})
	}
	s.tabs.At = 5
	return s.askStatement()
}
