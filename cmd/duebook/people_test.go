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

// A portfolio is handed over by the verb, after saying what it would move.
func TestPeopleHandOverAndCover(t *testing.T) {
	s := newShop(t)
	s.do("people", "mona", "--roles", "admin, supervisor")
	s.do("people", "huda", "--roles", "officer")
	s.do("do", "customer.open", `{"code":"C1","name":"Al Noor","collector":"mona"}`)
	s.do("people", "cover", "mona", "huda", "--until", "+3", "--reason", "leave")
	if out, _ := s.do("people"); !strings.Contains(out, "huda covers for mona from 2025-06-15 to 2025-06-18") {
		t.Error(out)
	}
	args := []string{"people", "hand-over", "mona", "huda", "--reason", "rotation"}
	if out, _ := s.do(append(args, "--dry-run")...); !strings.Contains(out, "1 customer and 0 follow-ups would be") {
		t.Error(out)
	}
	if out, _ := s.do(args...); !strings.Contains(out, "were handed over") {
		t.Error(out)
	}
	if _, _, err := s.run(args...); err == nil {
		t.Error("nothing was left, and it was handed over again")
	}
	if out, _ := s.do("verify", "--sod"); out != "" {
		t.Error(out)
	}
}
