package office

import (
	"strings"

	"duebook/internal/book"
	"duebook/internal/text"
)

// Apart refuses that one person does what two must, once more than one is set up: who
// asked and who approves. In single-user mode it is allowed, and self is marked.
func Apart(in *book.In, asked, what string) (self bool, err error) {
	if self = asked == in.Who; self && Working(in.View) > 1 {
		err = book.Refuse(book.Forbidden, "you asked for this %s yourself: another supervisor decides on it", what)
	}
	return self, err
}

// Approver is who approved what is entered now, as the field says. Once more than one
// person is set up it is a supervisor, and never who enters it.
func Approver(in *book.In, field, typed, what string) (string, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" || Working(in.View) <= 1 {
		return typed, nil
	}
	p, ok, err := Find(in.View, typed)
	switch {
	case err != nil:
		return "", err
	case ok && p.User == in.Who:
		return "", book.RefuseField(field, "you cannot approve %s yourself: name the supervisor who did", what)
	case !ok || p.Now().Roles&Supervisor == 0:
		return "", book.RefuseField(field, "%q is not a supervisor who is set up: name one who approved %s", typed,
			what)
	}
	return p.Called(), nil
}

// Another is a supervisor at work other than the user; the user themselves when nobody
// else is set up, and "" when there is none.
func Another(v *book.View, user string) (other string, err error) {
	if Working(v) <= 1 {
		return user, nil
	}
	err = All(v, func(p *Person) (bool, error) {
		if p.User != user && p.Now().Roles&Supervisor != 0 {
			other = p.User
		}
		return other == "", nil
	})
	return other, err
}

// OwnToday refuses to an officer what only who recorded an entry may do with it, and only
// that day; a supervisor may do it to everybody's. what is the thing, does what is done.
func OwnToday(in *book.In, seq uint64, what, does string) error {
	if Working(in.View) == 0 {
		return nil
	}
	held, err := Of(in.View, in.Who)
	if err != nil || held&Supervisor != 0 {
		return err
	}
	e, err := in.Heading(seq)
	if err != nil || e.Who == in.Who && e.Day == in.Today {
		return err
	}
	return book.Refuse(book.Forbidden, "%s was recorded by %s on %s: an officer %s only what they recorded themselves "+
		"today, a supervisor all", what, e.Who, e.Day, does)
}

// Same reports whether a name given is the user's own, by user name or as shown.
func Same(v *book.View, user, name string) (bool, error) {
	p, _, err := Get(v, user)
	f := text.Fold(name)
	return f == text.Fold(user) || f != "" && f == text.Fold(p.Now().Shown), err
}
