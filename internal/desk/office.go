package desk

import (
	"duebook/internal/ar/office"
	"duebook/internal/book"
)

// Roles are the roles whoever sits here held when the book was last read; all while
// nobody is set up. The book asks again inside every write.
func (d *Desk) Roles() office.Roles {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.roles
}

// May says why whoever sits here may not give a command of a kind; "" when they may, or
// may propose it.
// It answers from memory.
func (d *Desk) May(kind string) string {
	if d.Proposes(kind) {
		return ""
	}
	return office.Why(d.Roles(), kind)
}

// Alone reports single-user mode: not more than one person is set up, so what two must
// decide is allowed to one, and marked.
func (d *Desk) Alone() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.people <= 1
}

// readRoles keeps the roles for May.
func (d *Desk) readRoles(v *book.View) error {
	r, err := office.Of(v, d.who)
	d.mu.Lock()
	d.roles, d.people = r, office.Working(v)
	d.mu.Unlock()
	return err
}

// Someone is one person who is or was set up.
type Someone struct {
	User, Shown, Collector, Department string
	Roles                              office.Roles
	Since                              string
}

// People lists everybody who was set up, as of the day that is read.
func (d *Desk) People() ([]Someone, error) {
	var out []Someone
	err := d.View(func(v *book.View) error {
		return office.All(v, func(p *office.Person) (bool, error) {
			if n := p.At(d.AsOf()); n.From != 0 {
				out = append(out, Someone{p.User, n.Shown, n.Collector, n.Department, n.Roles, n.From.String()})
			}
			return true, nil
		})
	})
	return out, err
}

// IsCommand reports whether a word is the kind of a command.
func IsCommand(kind string) bool {
	_, known := office.MayGive(kind)
	return known
}
