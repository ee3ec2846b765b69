package statement

import (
	"strings"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	loaded := func() string {
		if s.statement() == nil {
			return "the statement is not there yet"
		}
		return ""
	}
	listed := func() string {
		if len(s.list) < 2 {
			return "there is no list to go through"
		}
		return ""
	}
	return []action.Action{
		{ID: "letter.write", Label: "letter", Help: "Write this statement as a letter in Arabic and English",
			Keys: []string{"l"}, Disabled: loaded, Run: s.askLetter},
		{ID: "letters.overdue", Label: "all overdue", Keys: []string{"L"}, Run: s.writeLetters,
			Help: "Write the letters of all customers who are overdue into a folder"},
		{ID: "letterhead.edit", Label: "letterhead", Hidden: true,
			Help: "Say how the company is spelled on the two sides of its letters",
			Run:  func() shell.Effect { return verb.Letterhead(s.desk) }},
		{ID: "statement.filter", Label: "period", Help: "Choose the first and the last day", Keys: []string{"f"},
			Run: s.askPeriod},
		{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"a"}, Disabled: loaded,
			Run: func() shell.Effect {
				return action.Push("card", desk.CardArg{Code: s.code, Currency: s.currency, List: s.list})
			}},
		{ID: "next", Label: "next", Help: "Next customer of the list", Keys: []string{"]"}, Hidden: true,
			Disabled: listed, Run: func() shell.Effect { return s.goTo(1) }},
		{ID: "previous", Label: "previous", Help: "Previous customer of the list", Keys: []string{"["}, Hidden: true,
			Disabled: listed, Run: func() shell.Effect { return s.goTo(-1) }},
	}
}

func (s *Screen) writeLetters() shell.Effect { return s.letters.Ask(s.desk, s.from, s.until(), nil) }

func (s *Screen) askLetter() shell.Effect {
	x := s.statement()
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "form", Label: "As", Kind: kit.ChoiceField, Value: "pdf", Choices: verb.LetterForms()},
		kit.Field{Name: "path", Label: "File", Value: s.desk.StatementPath(x, "pdf"), Required: true,
			Hint: "one that is elsewhere is not written over"})
	box := kit.NewFormBox("Letter to "+x.Name, form, func(v kit.Values) (string, error) {
		path, err := s.desk.WriteStatement(x, v.Text("form"), v.Text("path"))
		if err != nil {
			return "", kit.At("path", err)
		}
		return "The letter is in " + path + ".", nil
	})
	box.Changed = func(f *kit.Form) { // the file's ending follows the form
		v := f.Values()
		at, want := v.Text("path"), v.Text("form")
		for _, ending := range desk.Forms {
			if bare, ok := strings.CutSuffix(at, "."+ending); ok && ending != want {
				f.Set("path", bare+"."+want)
			}
		}
	}
	return action.Ask(box)
}

func (s *Screen) askPeriod() shell.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "from", Label: "From", Kind: kit.DateField, Value: s.from.String(), Required: true},
		kit.Field{Name: "to", Label: "To", Kind: kit.DateField, Value: s.until().String(), Required: true})
	box := kit.NewFormBox("Period", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		from, to := v.Date("from"), v.Date("to")
		if to < from {
			return action.Decline("The last day is before the first.")
		}
		s.from, s.to = max(from, civil.First), to
		if to == s.desk.AsOf() {
			s.to = 0
		}
		return s.load()
	}
	return action.Ask(box)
}
