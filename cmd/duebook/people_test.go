package main

import (
	"strings"
	"testing"

	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/desk"
)

// What a role may not do is refused through `do` too, each kind of command.
func TestDoRefusesWhatARoleMayNot(t *testing.T) {
	s := newShop(t)
	if out, _ := s.do("people"); !strings.Contains(out, "Nobody is set up") {
		t.Error(out)
	}
	if _, _, err := s.run("people", "sami", "--roles", "officer"); err == nil {
		t.Error("an officer was set up without an admin")
	}
	s.do("people", "boss", "--roles", "admin", "--shown", "Huda Salem")
	for i, r := range office.Each {
		s.do("--as", "boss", "people", "user", "--roles", office.RoleNames()[i])
		for _, kind := range desk.Schema().Commands() {
			if may, _ := office.MayGive(kind); may&r != 0 {
				continue
			}
			_, _, err := s.run("--as", "user", "do", kind, "{}")
			if book.CodeOf(unwrapped(err)) != book.Forbidden {
				t.Errorf("%s, %s: %v", r, kind, err)
			}
		}
	}
	if out, _ := s.do("people"); !strings.Contains(out, "Huda Salem") || !strings.Contains(out, "auditor") {
		t.Error(out)
	}
}

func unwrapped(err error) error {
	if f, ok := err.(failed); ok {
		return f.error
	}
	return err
}
