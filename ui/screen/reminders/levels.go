package reminders

import (
	"fmt"
	"strconv"

	"duebook/internal/ar/reminder"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

func (s *Screen) askDefaults() action.Effect {
	key := desk.NewKey()
	return action.Ask(kit.Confirm("Set three levels?", "Level 1 is due 7 days after the due date, level 2 and 3 each "+
		"14 days after the letter before; no fee; polite, firm and last wording in Arabic and English. e changes any "+
		"of it.", "set", "no", func() action.Effect {
		if _, err := s.desk.Do(key, &reminder.Defaults{}); err != nil {
			return action.Fail(err)
		}
		return action.Notify("Three levels are set.").And(s.load())
	}))
}

// askLevel asks which level to edit, and then for its figures and words.
func (s *Screen) askLevel() action.Effect {
	all := s.levels.Value
	set := s.desk.Company()
	var choices []kit.Choice
	for i := range all {
		l := &all[i]
		after := "after the due date"
		if i > 0 {
			after = "after the letter before"
		}
		label := fmt.Sprintf("level %d: %s %s", i+1, text.Count(l.Days, "day", "days"), after)
		if l.Fee > 0 {
			label += ", fee " + text.FormatAmount(l.Fee, set.Digits)
		}
		if l.Min > 0 {
			label += ", from " + text.FormatAmount(l.Min, set.Digits)
		}
		choices = append(choices, kit.Choice{Value: strconv.Itoa(i + 1), Label: label})
	}
	if n := len(all); n < reminder.Most {
		choices = append(choices, kit.Choice{Value: strconv.Itoa(n + 1), Label: fmt.Sprintf("add level %d", n+1)})
	}
	if n := len(all); n > 0 {
		choices = append(choices, kit.Choice{Value: "off", Label: fmt.Sprintf("take level %d off", n)})
	}
	if len(all) == 0 {
		return s.editLevel(1)
	}
	return action.Ask(kit.Choose("Which level?", "Letters that were sent stay as they are.", choices, "1",
		func(v string) action.Effect {
			if v == "off" {
				return s.levelOff(len(all))
			}
			n, _ := strconv.Atoi(v) // a choice's value
			return s.editLevel(n)
		}))
}

func (s *Screen) levelOff(n int) action.Effect {
	if _, err := s.desk.Do(desk.NewKey(), &reminder.SetLevel{Level: n, Off: true}); err != nil {
		return action.Fail(err)
	}
	return action.Notify(fmt.Sprintf("Level %d is off.", n)).And(s.load())
}

func (s *Screen) editLevel(n int) action.Effect {
	set := s.desk.Company()
	l := reminder.Level{Days: 14}
	if l.English, l.Arabic = reminder.Shipped(n); n == 1 {
		l.Days = 7
	}
	if n <= len(s.levels.Value) {
		l = s.levels.Value[n-1]
	}
	hint := "days after the due date"
	if n > 1 {
		hint = "days after the letter before"
	}
	amount := func(name, label, hint, value string) kit.Field {
		return kit.Field{Name: name, Label: label, Kind: kit.AmountField, Value: value, Hint: hint}
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today(), Digits: set.Digits},
		kit.Field{Name: "days", Label: "Days", Kind: kit.NumberField, Value: strconv.Itoa(l.Days),
			Required: true, Hint: hint},
		amount("minimum", "Minimum", "no letter for less", text.FormatAmount(l.Min, set.Digits)),
		amount("fee", "Fee", "posted with the letter", text.FormatAmount(l.Fee, set.Digits)),
		kit.Field{Name: "english", Label: "English", Kind: kit.NoteField, Lines: true, Value: l.English, Height: 4,
			Hint: "{total} and {oldest} are filled in"},
		kit.Field{Name: "arabic", Label: "Arabic", Kind: kit.NoteField, Lines: true, Value: l.Arabic, Height: 4,
			Hint: "{total} and {oldest} are filled in"})
	box := kit.NewFormBox(fmt.Sprintf("Level %d", n), form, func(v kit.Values) (string, error) {
		days := v.Number("days")
		_, err := s.desk.Do(v.Key(), &reminder.SetLevel{Level: n, Days: &days,
			Minimum: set.Money().Plain(v.Amount("minimum")), Fee: set.Money().Plain(v.Amount("fee")),
			English: v.Text("english"), Arabic: v.Text("arabic")})
		return fmt.Sprintf("Level %d is set.", n), verb.At(err, map[string]string{"days": "days", "minimum": "minimum",
			"fee": "fee", "english": "english", "arabic": "arabic"})
	})
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}
