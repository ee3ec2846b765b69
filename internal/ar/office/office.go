// Package office keeps the people who work on the book and the roles they hold
// (SAFETY, Roles): which role may give which command is one table, asked inside the
// write against the book as it is now. Until anybody is set up everybody holds all
// roles. The package must never know a customer or an amount, and never leave a book
// without somebody who may set up people.
package office

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Roles are the roles somebody holds, as a set.
type Roles uint8

// The roles.
const (
	Officer Roles = 1 << iota
	Supervisor
	Admin
	Auditor
)

// Every holds all roles.
const Every = Officer | Supervisor | Admin | Auditor

// Each lists the roles one by one.
var Each = []Roles{Officer, Supervisor, Admin, Auditor}

var roleNames = []string{"officer", "supervisor", "admin", "auditor"}

// RoleNames are the roles in words.
func RoleNames() []string { return roleNames }

// String is the roles in words.
func (r Roles) String() string {
	var out []string
	for i, x := range Each {
		if r&x != 0 {
			out = append(out, roleNames[i])
		}
	}
	if out == nil {
		return "none"
	}
	return strings.Join(out, ", ")
}

// Parse reads roles with commas between; "none" and nothing are no role.
func Parse(s string) (Roles, error) {
	var out Roles
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ',' || r == ' ' }) {
		i := slices.Index(roleNames, w)
		if i < 0 && w != "none" {
			return 0, fmt.Errorf("%q is not a role (%s)", w, strings.Join(roleNames, ", "))
		}
		if i >= 0 {
			out |= Each[i]
		}
	}
	return out, nil
}

// Step is what somebody is from a day on. Without a role they have left.
type Step struct {
	From      civil.Date `cbor:"1,keyasint"`
	Shown     string     `cbor:"2,keyasint,omitempty"`
	Roles     Roles      `cbor:"3,keyasint"`
	Collector string     `cbor:"4,keyasint,omitempty"` // who they are among the collectors
	// Department is where they work, such as sales or delivery; "" is here.
	Department string `cbor:"5,keyasint,omitempty"`
}

// Person is one user by the name they sign in with, and what they were, oldest first.
type Person struct {
	User  string `cbor:"1,keyasint"`
	Steps []Step `cbor:"2,keyasint"`
}

// At is what the person was on a day.
func (p *Person) At(d civil.Date) Step {
	for i := len(p.Steps) - 1; i >= 0; i-- {
		if p.Steps[i].From <= d {
			return p.Steps[i]
		}
	}
	return Step{}
}

// Now is what the person is now.
func (p *Person) Now() Step {
	if len(p.Steps) == 0 {
		return Step{}
	}
	return p.Steps[len(p.Steps)-1]
}

// Called is the name to show.
func (p *Person) Called() string { return cmp.Or(p.Now().Shown, p.User) }

var table = &book.Table[Person]{Name: "person", Bucket: "person", Codec: book.CBOR[Person](),
	Key: func(p *Person) book.Key { return book.Key{}.Text(p.User) },
	Indexes: []book.Index[Person]{{Name: "folded", Unique: true, Entries: func(p *Person) []book.Key {
		return []book.Key{book.Key{}.Text(text.Fold(p.User))}
	}}}}

// Get reads a person by the exact user name; ok is false when there is none.
func Get(v *book.View, user string) (Person, bool, error) {
	return table.Get(v, book.Key{}.Text(user))
}

// All reads everybody who was ever set up, by user name.
func All(v *book.View, fn func(p *Person) (bool, error)) error { return table.Scan(v, nil, fn) }

// Find reads who works now by user name or by the name shown, whatever the case.
func Find(v *book.View, name string) (Person, bool, error) {
	if p, ok, err := Get(v, name); err != nil || ok && p.Now().Roles != 0 {
		return p, ok, err
	}
	want := text.Fold(name)
	var out Person
	found := false
	err := All(v, func(p *Person) (bool, error) {
		if n := p.Now(); n.Roles != 0 && want != "" && (text.Fold(p.User) == want || text.Fold(n.Shown) == want) {
			out, found = *p, true
		}
		return !found, nil
	})
	return out, found, err
}

const working = "people at work"

// Working is how many people are set up and hold a role; 0 is single-user mode.
func Working(v *book.View) int { return int(v.Mark(working)) }

// Of are the roles a user holds now: all while nobody is set up.
func Of(v *book.View, user string) (Roles, error) {
	if Working(v) == 0 {
		return Every, nil
	}
	p, _, err := Get(v, user)
	return p.Now().Roles, err
}

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Became{}},
		Commands: []book.Command{Set{}}, May: permit}
}
