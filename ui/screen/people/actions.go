package people

import (
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are what can be done about people.
func (s *Screen) Actions() []action.Action {
	past := func() string { return verb.Past(s.desk) }
	row := func() string {
		if s.current() == nil {
			return "nobody is set up"
		}
		return past()
	}
	return []action.Action{
		{ID: "people.add", Label: "add", Help: "Set somebody up: user name, roles, collector", Keys: []string{"a"},
			Disabled: past, Run: func() action.Effect { return s.ask(nil) }},
		{ID: "people.edit", Label: "edit", Help: "Change the person's name, roles or collector", Keys: []string{"e"},
			Disabled: row, Run: func() action.Effect { return s.ask(s.current()) }},
		{ID: "portfolio.cover", Label: "cover", Help: "Show this person's work to another while they are away",
			Keys: []string{"v"}, Disabled: row, Run: s.cover},
		{ID: "portfolio.hand_over", Label: "hand over", Help: "Give all customers of this person to another",
			Keys: []string{"m"}, Disabled: row, Run: s.handOver},
	}
}

func (s *Screen) options() kit.FormOptions { return kit.FormOptions{Today: s.desk.Today()} }

// ask sets a person up, or changes one.
func (s *Screen) ask(p *desk.Someone) action.Effect {
	title, was := "Set somebody up", desk.Someone{}
	user := kit.Field{Name: "user", Label: "User name", Required: true, Hint: "as they sign in; kept exactly"}
	if p != nil {
		title, was = "Change "+p.User, *p
	}
	fields := []kit.Field{{Name: "shown", Label: "Shown as", Value: was.Shown},
		{Name: "roles", Label: "Roles", Value: was.Roles.String(), Required: true,
			Hint: "officer, supervisor, admin, auditor; none: has left"},
		{Name: "collector", Label: "Collector", Value: was.Collector, Hint: "whose customers are theirs; none"},
		{Name: "department", Label: "Department", Value: was.Department, Hint: "sales, delivery, ...; none"}}
	if p == nil {
		fields[1].Value = "officer"
		if len(s.list.Value.people) == 0 {
			fields[1].Value = "admin, supervisor"
		}
		fields = append([]kit.Field{user}, fields...)
	}
	box := kit.NewFormBox(title, kit.NewForm(s.options(), fields...), func(v kit.Values) (string, error) {
		c := &office.Set{User: was.User, Shown: v.Text("shown"), Roles: v.Text("roles"), Collector: v.Text("collector"),
			Department: v.Text("department")}
		if p == nil {
			c.User = v.Text("user")
		}
		_, err := s.desk.Do(v.Key(), c)
		return c.User + " is " + c.Roles + " now.", verb.At(err, map[string]string{"user": "user", "shown": "shown",
			"roles": "roles", "collector": "collector", "department": "department"})
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) cover() action.Effect {
	p := s.current()
	form := kit.NewForm(s.options(), kit.Field{Name: "cover", Label: "Covered by", Required: true},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: s.desk.Today().String(), Required: true},
		kit.Field{Name: "until", Label: "Last day", Kind: kit.DateField, Required: true},
		kit.Field{Name: "reason", Label: "Why"})
	box := kit.NewFormBox("Cover for "+p.User, form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), &portfolio.Give{Absent: p.User, Cover: v.Text("cover"),
			From: v.Date("from").String(), Until: v.Date("until").String(), Reason: v.Text("reason")})
		return v.Text("cover") + " covers for " + p.User + ".", verb.At(err, map[string]string{"cover": "cover",
			"absent": "cover", "from": "from", "until": "until", "reason": "reason"})
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) handOver() action.Effect {
	p := s.current()
	form := kit.NewForm(s.options(), kit.Field{Name: "to", Label: "To", Required: true},
		kit.Field{Name: "date", Label: "From day", Kind: kit.DateField, Value: s.desk.Today().String(), Required: true},
		kit.Field{Name: "reason", Label: "Why", Required: true})
	command := func(v kit.Values) portfolio.HandOver {
		return portfolio.HandOver{From: p.User, To: v.Text("to"), Date: v.Date("date").String(),
			Reason: v.Text("reason")}
	}
	box := kit.NewFormBox("Hand over the customers of "+p.User, form, func(v kit.Values) (string, error) {
		c := command(v)
		_, err := s.desk.Do(v.Key(), &c)
		return "The customers of " + p.User + " are those of " + c.To + ".", verb.At(err,
			map[string]string{"from": "to", "to": "to", "date": "date", "reason": "reason"})
	})
	box.Preview = func(v kit.Values) (string, error) {
		customers, followUps, err := s.desk.PreviewHandOver(command(v))
		return text.Count(customers, "customer", "customers") + " and " + text.Count(followUps, "follow-up",
			"follow-ups") + " move.", err
	}
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}
