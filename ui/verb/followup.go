package verb

import (
	"duebook/internal/ar/followup"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

var tasks = []kit.Choice{{Value: "call", Label: "call", Key: "c"}, {Value: "send", Label: "send", Key: "s"},
	{Value: "collect", Label: "collect", Key: "o"}, {Value: "fix data", Label: "fix data", Key: "f"},
	{Value: "other", Label: "other", Key: "t"}}

// followupFields maps a refusal's field to the forms of this file.
var followupFields = map[string]string{"date": "date", "time": "time", "reason": "reason", "owner": "owner",
	"task": "task"}

// FollowUp plans a next action.
func FollowUp(d *desk.Desk, t Target) action.Effect {
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "date", Label: "Day", Kind: kit.DateField, Value: "+1", Required: true, Hint: "fri, +3, 25/12"},
		kit.Field{Name: "time", Label: "Time", Kind: kit.TimeField, Hint: "14:30; empty: any time"},
		kit.Field{Name: "task", Label: "What", Kind: kit.ChoiceField, Choices: tasks, Value: "call"},
		kit.Field{Name: "reason", Label: "What for"},
		kit.Field{Name: "owner", Label: "Whose", Kind: kit.SuggestField, Suggest: Suggest(Owners(d)),
			Hint: "empty: yours; or sales, delivery, a person"})
	box := kit.NewFormBox("Follow-up with "+t.Name, form, func(v kit.Values) (string, error) {
		c := &followup.Plan{Customer: t.Code, Date: v.Date("date").String(), Time: timeOf(v), Task: v.Text("task"),
			Reason: v.Text("reason"), Owner: v.Text("owner")}
		_, err := d.Do(v.Key(), c)
		return "Follow-up planned for " + Lands(d, v.Date("date")) + ".", At(err, followupFields)
	})
	box.Preview = landing(d, "Planned for ")
	return action.Ask(box)
}

func timeOf(v kit.Values) string {
	if v.Text("time") == "" {
		return ""
	}
	return text.FormatTime(v.Time("time"))
}

func clockOf(minutes int) string {
	if minutes < 0 {
		return ""
	}
	return text.FormatTime(minutes)
}

// landing says, while it is typed, on which day a follow-up will stand.
func landing(d *desk.Desk, words string) func(v kit.Values) (string, error) {
	return func(v kit.Values) (string, error) { return words + Lands(d, v.Date("date")) + ".", nil }
}

// MoveFollowUps puts follow-ups on another day, in one transaction. A time of day
// (minutes; below 0: none) is offered again. done is what else to do then, in the
// screen's name, and may be nil.
func MoveFollowUps(d *desk.Desk, ids []uint32, at int, done func() action.Effect) action.Effect {
	many := text.Count(len(ids), "follow-up", "follow-ups")
	form := kit.NewForm(kit.FormOptions{Today: d.Today()},
		kit.Field{Name: "date", Label: "To", Kind: kit.DateField, Value: "+1", Required: true, Hint: "fri, +3, 25/12"},
		kit.Field{Name: "time", Label: "At", Kind: kit.TimeField, Value: clockOf(at), Hint: "any time"})
	box := kit.NewFormBox("Move "+many, form, func(v kit.Values) (string, error) {
		moves := make([]followup.Shift, len(ids))
		for i, id := range ids {
			moves[i] = followup.Shift{ID: id, Date: v.Date("date").String(), Time: timeOf(v)}
		}
		return many + " moved to " + Lands(d, v.Date("date")) + ".", At(d.MoveFollowups(v.Key(), moves), followupFields)
	})
	box.Preview = landing(d, "Moved to ")
	return askThen(box, done)
}

func askThen(box *kit.FormBox, done func() action.Effect) action.Effect {
	if done != nil {
		box.Done = func(kit.Values) action.Effect { return done() }
	}
	return action.Ask(box)
}

// EditFollowUp changes what a follow-up says and when it is.
func EditFollowUp(d *desk.Desk, name string, f *desk.Followup, done func() action.Effect) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()},
		kit.Field{Name: "date", Label: "Day", Kind: kit.DateField, Value: f.Date.String(), Required: true,
			Hint: "fri, +3, 25/12"},
		kit.Field{Name: "time", Label: "Time", Kind: kit.TimeField, Value: clockOf(f.Time), Hint: "any time"},
		kit.Field{Name: "task", Label: "What", Kind: kit.ChoiceField, Choices: tasks, Value: f.Task},
		kit.Field{Name: "reason", Label: "What for", Value: f.For},
		kit.Field{Name: "owner", Label: "Whose", Kind: kit.SuggestField, Value: f.Owner, Required: true,
			Suggest: Suggest(Owners(d))})
	was, id := *f, f.ID
	box := kit.NewFormBox("Follow-up with "+name, form, func(v kit.Values) (string, error) {
		c := &followup.Edit{ID: id, Date: v.Date("date").String(), Time: timeOf(v), Task: v.Text("task"),
			Reason: v.Text("reason"), Owner: v.Text("owner")}
		if c.Reason == "" {
			c.Reason = "none"
		}
		_, err := d.Do(v.Key(), c)
		said := "Follow-up changed."
		if v.Date("date") != was.Date {
			said = "Follow-up changed: it is on " + Lands(d, v.Date("date")) + "."
		}
		return said, At(err, followupFields)
	})
	box.Preview = func(v kit.Values) (string, error) {
		if v.Date("date") == was.Date {
			return "", nil
		}
		return "Moved to " + Lands(d, v.Date("date")) + ".", nil
	}
	return askThen(box, done)
}

// EndFollowUps marks follow-ups done, or cancels them, in one transaction after
// asking; what says which they are.
func EndFollowUps(d *desk.Desk, ids []uint32, what string, done bool, after func() action.Effect) action.Effect {
	question, word, yes := "Cancel?", "cancelled", "cancel it"
	if done {
		question, word, yes = "Done?", "marked done", "done"
	}
	if len(ids) > 1 && !done {
		yes = "cancel them"
	}
	many, key := text.Count(len(ids), "follow-up", "follow-ups"), desk.NewKey()
	return action.Ask(kit.Confirm(question, what, yes, "no", func() action.Effect {
		if err := d.EndFollowups(key, ids, done); err != nil {
			return action.Fail(err)
		}
		said := action.Notify(many + " " + word + ".")
		if after == nil {
			return said
		}
		return said.And(after())
	}))
}
