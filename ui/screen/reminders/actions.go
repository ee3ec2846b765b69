package reminders

import (
	"strings"

	"duebook/internal/ar/reminder"
	"duebook/internal/desk"
	report "duebook/internal/report/reminder"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	past := func() string { return verb.Past(s.desk) }
	row := func() string {
		if s.letter() == nil {
			return "no letter is chosen"
		}
		return ""
	}
	edit := action.Action{ID: "levels.edit", Label: "edit levels", Keys: []string{"e"}, Disabled: past, Run: s.askLevel,
		Help: "Set the days, minimum, fee and wording of a level"}
	if s.off() && s.tabs.At == tabDue {
		return []action.Action{{ID: "levels.add", Label: "add levels", Keys: []string{"a"}, Disabled: past,
			Help: "Set three levels at once: 7 days late, then 14 and 14 after the letter before",
			Run:  s.askDefaults}, edit}
	}
	list := []action.Action{
		{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: row,
			Run: func() action.Effect {
				l := s.letter()
				return action.Push("card", desk.CardArg{Code: l.Head.Code, Currency: l.Currency})
			}},
		{ID: "letter.preview", Label: "preview", Help: "Read the letter", Keys: []string{"v"}, Disabled: row,
			Run: func() action.Effect {
				return action.Ask(kit.Message("Letter to "+s.letter().Head.Name,
					strings.Join(desk.ReminderText(s.letter()), "\n")))
			}},
		{ID: "letter.explain", Label: "explain", Help: "How the total comes about, and what is left out",
			Keys: []string{"="}, Disabled: row, Run: s.explain}}
	if s.tabs.At == tabSent {
		return append(list, action.Action{ID: "letter.write", Label: "letter", Keys: []string{"l"}, Disabled: row,
			Help: "Write this letter again, as it was sent", Run: s.askAgain})
	}
	return append(list,
		action.Action{ID: "letters.post", Label: "post", Keys: []string{"P"}, Run: s.askPost,
			Help: "Post the marked letters with their fees, and write them into a folder", Disabled: func() string {
				if why := row(); why != "" {
					return why
				}
				if due, guarded := s.chosen(); len(due)+len(guarded) == 0 {
					return "no letter to the marked customers is due"
				}
				return past()
			}},
		action.Action{ID: "letters.mark", Label: "mark due", Keys: []string{"m"}, Disabled: row,
			Help: "Mark all letters that are due, or take all marks away", Run: s.markDue}, edit)
}

// markDue marks the letters that are due, or takes all marks away.
func (s *Screen) markDue() action.Effect {
	if s.Back() {
		return action.None
	}
	for i := range s.rows.all {
		if s.rows.all[i].Due() {
			s.table.Mark(i)
		}
	}
	if s.table.Marks() == 0 {
		return action.Decline("No letter is due.")
	}
	return action.None
}

// chosen are the marked letters, else the one under the cursor: those due, and those
// only the guard keeps back.
func (s *Screen) chosen() (due, guarded []*report.Row) {
	for _, i := range s.table.Marked() {
		switch r := &s.rows.all[i]; {
		case r.Due():
			due = append(due, r)
		case r.Guarded:
			guarded = append(guarded, r)
		}
	}
	return due, guarded
}

func (s *Screen) explain() action.Effect {
	l := s.letter()
	steps, left := report.Explain(l)
	var out []string
	line := func(x report.Step) {
		what := x.What
		if x.Sum {
			what = "= " + what
		}
		out = append(out, text.Pad(text.Truncate(what, 47), 47)+" "+
			text.PadLeft(text.FormatAmount(x.Amount, l.Digits), 15))
	}
	for _, x := range steps {
		line(x)
	}
	if len(left) > 0 {
		out = append(out, "", "Left out:")
	}
	for _, x := range left {
		line(x)
	}
	return action.Ask(kit.Message(l.Head.Name+", "+l.Currency, strings.Join(out, "\n")))
}

// forms are the letters; the first is what is offered.
func forms() []kit.Choice {
	return []kit.Choice{{Value: "pdf", Label: "PDF", Key: "p"}, {Value: "html", Label: "web page", Key: "w"}}
}

func codes(rows []*report.Row) (out []string) {
	seen := map[string]bool{}
	for _, r := range rows {
		if !seen[r.Head.Code] {
			seen[r.Head.Code] = true
			out = append(out, r.Head.Code)
		}
	}
	return out
}

// askPost asks once, and posts and writes the letters.
func (s *Screen) askPost() action.Effect {
	due, guarded := s.chosen()
	var names []string
	for _, r := range due {
		names = append(names, r.Head.Name)
	}
	fields := []kit.Field{
		{Name: "form", Label: "As", Kind: kit.ChoiceField, Value: "pdf", Choices: forms()},
		{Name: "folder", Label: "Folder", Value: s.desk.ReminderFolder(), Required: true}}
	keeps := text.Count(len(guarded), "customer", "customers")
	switch reason := (kit.Field{Name: "override", Label: "Reason"}); {
	case len(due) == 0:
		reason.Required, reason.Hint = true, "why to "+keeps+" the guard keeps back"
		fields = append([]kit.Field{reason}, fields...)
	case len(guarded) > 0:
		reason.Hint = "why also to " + keeps + " the guard keeps back; empty: not to them"
		fields = append(fields, reason)
	}
	all := func(v kit.Values) []string {
		if v.Text("override") != "" {
			return codes(append(append([]*report.Row{}, due...), guarded...))
		}
		return codes(due)
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, fields...)
	box := kit.NewFormBox("Post reminder letters", form, nil)
	box.Foot = func(v kit.Values) string {
		say := "Posts the letters of " + text.Count(len(all(v)), "customer", "customers") +
			" and their fees, and writes them."
		if len(names) > 0 && v.Text("override") == "" {
			say += " " + kit.Names(names, 100)
		}
		return say
	}
	box.Done = func(v kit.Values) action.Effect {
		return s.send(desk.Reminding{Key: v.Key(), Codes: all(v), Override: v.Text("override"), Form: v.Text("form"),
			Folder: v.Text("folder")})
	}
	return action.Ask(box)
}

func (s *Screen) askAgain() action.Effect {
	l := *s.letter()
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "form", Label: "As", Kind: kit.ChoiceField, Value: "pdf", Choices: forms()},
		kit.Field{Name: "folder", Label: "Folder", Value: s.desk.ReminderFolder(), Required: true})
	return action.Ask(kit.NewFormBox("Write "+l.Number()+" again", form, func(v kit.Values) (string, error) {
		r, err := s.desk.WriteReminders([]reminder.Letter{l}, v.Text("form"), v.Text("folder"))
		if err != nil {
			return "", kit.At("folder", err)
		}
		return "Written: " + r.Say() + ".", nil
	}))
}
