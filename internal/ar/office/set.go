package office

import (
	"slices"
	"strings"

	"duebook/internal/book"
	"duebook/internal/text"
)

// Set says who somebody is and which roles they hold, from today on. What is left
// out stays as it is; "none" takes the roles or the collector away.
type Set struct {
	User       string `json:"user" help:"the name they sign in with, kept exactly"`
	Shown      string `json:"shown,omitempty" help:"the name that is shown"`
	Roles      string `json:"roles,omitempty" help:"officer, supervisor, admin, auditor with commas; none: has left"`
	Collector  string `json:"collector,omitempty" help:"the collector whose customers are theirs; none takes it off"`
	Department string `json:"department,omitempty" help:"where they work, such as sales or delivery; none takes it off"`
}

// Kind is "office.set".
func (Set) Kind() string { return "office.set" }

// Decide refuses look-alikes of other people, and to leave nobody who is admin.
func (c Set) Decide(in *book.In) ([]book.Fact, error) {
	user := strings.TrimSpace(c.User)
	if user == "" {
		return nil, book.RefuseField("user", "say the name the person signs in with")
	}
	for _, x := range []struct{ field, s string }{{"user", user}, {"shown", c.Shown}, {"collector", c.Collector},
		{"department", c.Department}} {
		if err := text.Check(x.s, 80); err != nil {
			return nil, book.RefuseField(x.field, "%v", err)
		}
	}
	p, known, err := Get(in.View, user)
	if err != nil {
		return nil, err
	}
	step := p.Now()
	if !known {
		if strings.TrimSpace(c.Roles) == "" {
			return nil, book.RefuseField("roles", "%s is new: say which roles they hold (%s)", user,
				strings.Join(roleNames, ", "))
		}
		if like, ok, err := table.Find(in.View, "folded", book.Key{}.Text(text.Fold(user))); err != nil || ok {
			if ok {
				err = book.RefuseField("user", "%s looks like %s, who is set up already: use another name", user,
					like.User)
			}
			return nil, err
		}
	}
	if strings.TrimSpace(c.Roles) != "" {
		if step.Roles, err = Parse(c.Roles); err != nil {
			return nil, book.RefuseField("roles", "%v", err)
		}
	}
	step.Shown, step.Collector = changed(step.Shown, c.Shown), changed(step.Collector, c.Collector)
	step.Department = changed(step.Department, c.Department)
	step.From = p.Now().From
	if known && step == p.Now() {
		return nil, nil
	}
	if err := c.distinct(in.View, user, &step); err != nil {
		return nil, err
	}
	step.From = in.Today
	if err := keepsAdmin(in.View, user, step.Roles); err != nil {
		return nil, err
	}
	return []book.Fact{&Became{User: user, Step: step, Before: p.Now(), New: !known}}, nil
}

func changed(old, typed string) string {
	switch typed = strings.TrimSpace(typed); {
	case typed == "":
		return old
	case strings.EqualFold(typed, "none"):
		return ""
	}
	return typed
}

// distinct refuses a shown name or a collector that another person at work has.
func (c Set) distinct(v *book.View, user string, step *Step) error {
	if step.Roles == 0 {
		return nil
	}
	return All(v, func(p *Person) (bool, error) {
		n := p.Now()
		switch {
		case p.User == user || n.Roles == 0:
		case text.Fold(user) == text.Fold(n.Shown):
			return false, book.RefuseField("user", "%s is shown as %s: choose another user name", p.User, p.Called())
		case step.Shown != "" && (text.Fold(step.Shown) == text.Fold(n.Shown) || text.Fold(step.Shown) ==
			text.Fold(p.User)):
			return false, book.RefuseField("shown", "%s is shown as %s already: choose another name", p.User,
				p.Called())
		case step.Collector != "" && text.Fold(step.Collector) == text.Fold(n.Collector):
			return false, book.RefuseField("collector", "the customers of %s are those of %s already: hand them over, "+
				"or give a cover", step.Collector, p.Called())
		}
		return true, nil
	})
}

// keepsAdmin refuses roles that would leave people at work but nobody admin.
func keepsAdmin(v *book.View, user string, to Roles) error {
	admins, others := to&Admin != 0, to != 0
	err := All(v, func(p *Person) (bool, error) {
		if r := p.Now().Roles; p.User != user {
			admins, others = admins || r&Admin != 0, others || r != 0
		}
		return true, nil
	})
	if err == nil && others && !admins {
		err = book.RefuseField("roles", "somebody must stay admin, or nobody could set up people any more: make an "+
			"admin first")
	}
	return err
}

// Became says what somebody is from a day on, and what they were.
type Became struct {
	User   string `cbor:"1,keyasint"`
	Step   Step   `cbor:"2,keyasint"`
	Before Step   `cbor:"3,keyasint"`
	New    bool   `cbor:"4,keyasint,omitempty"`
}

// Kind is "office.became/1".
func (Became) Kind() string { return "office.became/1" }

// Refs names nothing: people are known by name.
func (Became) Refs() []book.Ref { return nil }

// Apply adds the step and counts who is at work.
func (f Became) Apply(tx *book.Tx) error {
	p, _, err := Get(&tx.View, f.User)
	if err != nil {
		return err
	}
	was := p.Now().Roles
	p.User = f.User
	p.Steps = append(slices.DeleteFunc(slices.Clone(p.Steps), func(s Step) bool { return s.From >= f.Step.From }),
		f.Step)
	n := tx.Mark(working)
	if was == 0 && f.Step.Roles != 0 {
		n++
	} else if was != 0 && f.Step.Roles == 0 {
		n--
	}
	if err := tx.SetMark(working, n); err != nil {
		return err
	}
	return table.Put(tx, &p)
}

// Undo makes the person what they were, from today on.
func (f Became) Undo(in *book.In) ([]book.Fact, error) {
	p, _, err := Get(in.View, f.User)
	if err != nil {
		return nil, err
	}
	if p.Now() != f.Step {
		return nil, book.Refuse(book.Conflict, "%s was changed again since: change them by hand", f.User)
	}
	back := f.Before
	back.From = max(in.Today, f.Step.From)
	if err := keepsAdmin(in.View, f.User, back.Roles); err != nil {
		return nil, err
	}
	return []book.Fact{&Became{User: f.User, Step: back, Before: f.Step}}, nil
}
