package worklist

import (
	"fmt"
	"strings"

	"duebook/internal/ar/followup"
	"duebook/internal/desk"
	"duebook/internal/money"
	report "duebook/internal/report/worklist"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// namesWidth is about how many cells of a dialog name the marked customers.
const namesWidth = 110

// picked are the marked rows, the first of each customer; with none marked, the
// one under the cursor.
func (s *Screen) picked() []*report.Row {
	var all []*report.Row
	seen := map[uint32]bool{}
	for _, i := range s.table.Marked() {
		if r := s.rows.all[i]; !seen[r.Customer] {
			seen[r.Customer] = true
			all = append(all, r)
		}
	}
	return all
}

func codesOf(rows []*report.Row) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.Code
	}
	return out
}

// who says how many customers a dialog is about, and names the first few.
func who(rows []*report.Row) string {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.Name
	}
	return text.Count(len(rows), "customer", "customers") + ": " + kit.Names(names, namesWidth)
}

// Back takes the marks away, if there are any: esc does so before it leaves.
func (s *Screen) Back() bool {
	had := s.table.Marks() > 0
	s.table.Unmark()
	return had
}

func (s *Screen) markAll() action.Effect {
	if !s.Back() {
		for i := range s.rows.all {
			s.table.Mark(i)
		}
	}
	return action.None
}

// saysMarked is how many rows are marked, and what is to collect from them.
func (s *Screen) saysMarked() string {
	if s.table.Marks() == 0 {
		return ""
	}
	var sum money.Minor
	one := true
	all := s.table.Marked()
	first := s.rows.all[all[0]]
	for _, i := range all {
		r := s.rows.all[i]
		sum += r.ToCollect
		one = one && r.Currency == first.Currency
	}
	say := text.Number(len(all)) + " marked"
	if one {
		say += " " + text.FormatAmount(sum, first.Digits)
	}
	return say
}

// followUp plans for the marked customers, spread over open days; for the one
// under the cursor when none is marked.
func (s *Screen) followUp() action.Effect {
	if s.table.Marks() == 0 {
		return verb.FollowUp(s.desk, s.target())
	}
	all := s.picked()
	codes, n := codesOf(all), len(all)
	fields := append(kit.SpreadFields(n, s.desk.Calendar().Next(s.desk.Today().Add(1)).String()),
		kit.Field{Name: "time", Label: "Time", Kind: kit.TimeField, Hint: "any time of the day"},
		kit.Field{Name: "task", Label: "Task", Kind: kit.ChoiceField, Value: followup.Call.String(),
			Choices: kit.Lettered(followup.Tasks())},
		kit.Field{Name: "reason", Label: "Reason", Hint: "what for"},
		kit.Field{Name: "owner", Label: "Whose", Kind: kit.SuggestField, Suggest: verb.Suggest(verb.Owners(s.desk)),
			Hint: "empty: yours"})
	spread := func(v kit.Values) followup.Spread {
		c := followup.Spread{Customers: codes, From: v.Date("from").String(), Time: v.Text("time"),
			Task: v.Text("task"), Reason: v.Text("reason"), Owner: v.Text("owner")}
		c.Days, c.Max = kit.SpreadOf(v, n)
		return c
	}
	box := kit.NewFormBox("Follow-ups for the marked", kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, fields...),
		func(v kit.Values) (string, error) {
			err := s.desk.Spread(v.Key(), spread(v))
			return text.Count(n, "follow-up", "follow-ups") + " planned.", verb.At(err, map[string]string{
				"date": "from", "from": "from", "days": "days", "max": "max", "time": "time", "task": "task",
				"reason": "reason", "owner": "owner"})
		})
	box.Foot = func(kit.Values) string { return who(all) }
	box.Preview = func(v kit.Values) (string, error) {
		days, err := s.desk.PreviewSpread(spread(v))
		return desk.SaySpread(days), err
	}
	box.Done = s.unmark
	return action.Ask(box)
}

// refer puts one question about the marked customers to the supervisor.
func (s *Screen) refer() action.Effect {
	if s.table.Marks() == 0 {
		return verb.Refer(s.desk, s.target())
	}
	all := s.picked()
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "reason", Label: "What to decide",
		Kind: kit.NoteField, Height: 3, Required: true})
	box := kit.NewFormBox("Refer the marked to the supervisor", form, func(v kit.Values) (string, error) {
		err := s.desk.ReferAll(v.Key(), codesOf(all), v.Text("reason"))
		return fmt.Sprintf("%s referred to the supervisor.", text.Count(len(all), "customer", "customers")),
			verb.At(err, map[string]string{"reason": "reason"})
	})
	box.Foot = func(kit.Values) string { return who(all) }
	box.Done = s.unmark
	return action.Ask(box)
}

// sheet asks for the round sheet of the marked customers and says who is on it.
func (s *Screen) sheet() action.Effect {
	all := s.picked()
	e := verb.RoundSheet(s.desk, codesOf(all))
	if i, ok := e.Find(action.VerbAsk); ok {
		if box, ok := i.Dialog.(*kit.FormBox); ok {
			box.Foot = func(kit.Values) string { return who(all) }
		}
	}
	return e
}

func (s *Screen) unmark(kit.Values) action.Effect {
	s.table.Unmark()
	return s.load()
}

// assign gives the marked customers to one collector, from today on.
func (s *Screen) assign() action.Effect {
	all := s.picked()
	if len(all) == 0 {
		all = append(all, s.current())
	}
	names, err := s.desk.Lists()
	if err != nil {
		return action.Fail(err)
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "collector", Label: "Collector",
		Kind: kit.SuggestField, Required: true, Hint: "whose customers they become, from today on",
		Suggest: func(typed string) (out []string) {
			for _, n := range names.People {
				if strings.Contains(text.Fold(n), text.Fold(typed)) {
					out = append(out, n)
				}
			}
			return out
		}})
	box := kit.NewFormBox("Another collector", form, func(v kit.Values) (string, error) {
		err := s.desk.AssignAll(v.Key(), codesOf(all), v.Text("collector"))
		return text.Count(len(all), "customer", "customers") + " given to " + v.Text("collector") + ".",
			verb.At(err, map[string]string{"value": "collector"})
	})
	box.Foot = func(kit.Values) string { return who(all) }
	box.Done = s.unmark
	return action.Ask(box)
}
