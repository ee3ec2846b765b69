package importing

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/exchange"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// meanings say what the short answers mean.
var meanings = map[string]string{"dmy": "day/month/year, 31/12/2025", "mdy": "month/day/year, 12/31/2025",
	".": "a point, 1,250.50", ",": "a comma, 1.250,50", "windows-1256": "Arabic Windows",
	"windows-1252": "Western Windows", "tab": "tabs", ";": "semicolons", "|": "bars"}

// ask puts a question of the file to the person; the answer reads it again.
func (s *Screen) ask(a *exchange.Ask) shell.Effect {
	if len(a.Choices) == 0 {
		if errors.Is(a, exchange.ErrAskColumn) {
			path, o := s.file, s.opt.Options
			return s.columns.Ask(func() ([]string, error) { return columnsOf(path, o) })
		}
		return action.Ask(s.typeAnswer(a))
	}
	choices := make([]kit.Choice, len(a.Choices))
	for i, c := range a.Choices {
		label := c.Value
		if m := meanings[c.Value]; m != "" {
			label = m
		}
		if errors.Is(a, exchange.ErrAskColumn) {
			_, label, _ = strings.Cut(c.Value, "=")
		}
		choices[i] = kit.Choice{Value: c.Value, Label: label, Help: strings.Join(c.Samples, " | ")}
	}
	return action.Ask(kit.Choose("How is the file to be read?", action.Sentence(a.Question)+".", choices,
		a.Choices[0].Value,
		func(v string) action.Effect { return s.answer(a, v) }))
}

// askColumn offers the columns of the file for a field that none is known for.
func (s *Screen) askColumn() shell.Effect {
	a := s.asked
	if a == nil || s.columns.Err != nil {
		return action.Fail(s.columns.Err)
	}
	field, _, _ := strings.Cut(strings.TrimPrefix(a.Flag, "--map "), "=")
	var choices []kit.Choice
	for _, c := range s.columns.Value {
		choices = append(choices, kit.Choice{Value: field + "=" + c, Label: c})
	}
	if len(choices) == 0 {
		return action.Ask(s.typeAnswer(a))
	}
	what, _, _ := strings.Cut(a.Question, " (its columns are")
	return action.Ask(kit.Choose("Which column is it?", action.Sentence(what)+".", choices, choices[0].Value,
		func(v string) action.Effect { return s.answer(a, v) }))
}

// typeAnswer asks for an answer that has no list of choices.
func (s *Screen) typeAnswer(a *exchange.Ask) action.Dialog {
	value := ""
	if errors.Is(a, exchange.ErrAskCurrency) {
		set := s.desk.Company()
		value = set.Currency
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "answer", Label: "Answer", Value: value, Required: true})
	box := kit.NewFormBox("How is the file to be read?", form, nil)
	box.Foot = func(kit.Values) string { return action.Sentence(a.Question) + "." }
	box.Done = func(v kit.Values) action.Effect { return s.answer(a, v.Text("answer")) }
	return box
}

// answer keeps an answer and reads the file again.
func (s *Screen) answer(a *exchange.Ask, v string) shell.Effect {
	switch o := &s.opt.Options; {
	case errors.Is(a, exchange.ErrAskDateOrder):
		o.DateOrder = v
	case errors.Is(a, exchange.ErrAskDecimal):
		o.Decimal = v
	case errors.Is(a, exchange.ErrAskEncoding):
		o.Encoding = v
	case errors.Is(a, exchange.ErrAskDelimiter):
		o.Delimiter = v
	case errors.Is(a, exchange.ErrAskCurrency):
		o.Currency = strings.ToUpper(v)
	case errors.Is(a, exchange.ErrAskSheet):
		o.Sheet = v
	case errors.Is(a, exchange.ErrAskColumn):
		field, column, ok := strings.Cut(v, "=")
		if !ok {
			return s.ask(a)
		}
		said := map[string]string{field: column}
		for k, c := range o.Map {
			if k != field {
				said[k] = c
			}
		}
		o.Map = said
	default:
		s.failed = "Nothing was saved: " + a.Error()
		return action.None
	}
	s.asked = nil
	return s.read()
}

// askHow offers how the file is read and what may be posted, and reads it again.
func (s *Screen) askHow() shell.Effect {
	o := s.opt
	pick := func(name, label, value string, choices ...kit.Choice) kit.Field {
		return kit.Field{Name: name, Label: label, Kind: kit.ChoiceField, Value: value,
			Choices: append([]kit.Choice{{Value: "", Label: "as found", Key: "f"}}, choices...)}
	}
	yes := func(name, label string, on bool) kit.Field {
		return kit.Field{Name: name, Label: label, Kind: kit.YesNoField, Value: map[bool]string{true: "yes",
			false: "no"}[on]}
	}
	cut := ""
	if o.CutOff != 0 {
		cut = o.CutOff.String()
	}
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		pick("kind", "It holds", o.Kind, kit.Choice{Value: exchange.OpenItems, Label: "open items", Key: "o"},
			kit.Choice{Value: exchange.Ledger, Label: "ledger", Key: "l"}, kit.Choice{Value: exchange.Bills,
				Label: "bills", Key: "b"},
			kit.Choice{Value: exchange.Receipts, Label: "receipts", Key: "r"},
			kit.Choice{Value: exchange.Customers, Label: "customers", Key: "c"},
			kit.Choice{Value: exchange.Applications, Label: "applications", Key: "a"},
			kit.Choice{Value: exchange.Remittance, Label: "a remittance list", Key: "m"},
			kit.Choice{Value: exchange.Cheques, Label: "cheques", Key: "h"},
			kit.Choice{Value: exchange.Promises, Label: "promises", Key: "p"}),
		pick("order", "Dates", o.DateOrder, kit.Choice{Value: "dmy", Label: "day/month/year", Key: "d"},
			kit.Choice{Value: "mdy", Label: "month/day/year", Key: "m"}),
		kit.Field{Name: "cut", Label: "Cut-off", Kind: kit.DateField, Value: cut, Hint: "empty: the file's latest day"},
		kit.Field{Name: "currency", Label: "Currency", Value: o.Currency, Hint: "empty: as the file says"},
		yes("round", "Round amounts", o.Round), yes("skip", "Leave refused rows out", o.SkipRefused),
		yes("trust", "Trust higher amounts", o.TrustFile), yes("missing", "Settle missing bills", o.SettleMissing),
		yes("unapplied", "Leave receipts unapplied", o.Unapplied),
		kit.Field{Name: "receipt", Label: "Receipt", Value: o.Receipt, Hint: "of a remittance list; empty: by amount"})
	box := kit.NewFormBox("How to read "+filepath.Base(s.file), form, nil)
	box.Foot = func(v kit.Values) string {
		switch {
		case v.Yes("missing"):
			return "Known open bills that the file lacks will be settled as of the cut-off."
		case v.Yes("trust"):
			return "Where the file has more open than the book, the book's receipts will be corrected."
		}
		return "The preview is made again; nothing is posted."
	}
	box.Done = func(v kit.Values) action.Effect {
		x := s.opt.Options
		x.Kind, x.DateOrder, x.CutOff, x.Currency, x.Round = v.Text("kind"), v.Text("order"), v.Date("cut"),
			strings.ToUpper(v.Text("currency")), v.Yes("round")
		s.opt = desk.ImportOptions{Options: x, SkipRefused: v.Yes("skip"), TrustFile: v.Yes("trust"),
			SettleMissing: v.Yes("missing"), Receipt: v.Text("receipt"), Unapplied: v.Yes("unapplied")}
		s.doubted = true // the form showed the cut-off
		return s.read()
	}
	return action.Ask(box)
}

// askCutOff asks up to which day the figures of an old-looking list of open items go.
func (s *Screen) askCutOff() shell.Effect {
	latest, today := s.plan.Value.CutOff(), s.desk.Today()
	say := fmt.Sprintf("The latest date in the file is %s. A list of what is open does not say the day it was made.",
		latest)
	return action.Ask(kit.Choose("Up to which day do its figures go?", say, []kit.Choice{
		{Value: today.String(), Label: "today, " + today.String(), Key: "t", Help: "it lists what is open now"},
		{Value: latest.String(), Label: latest.String(), Key: "l", Help: "the latest date in it"},
		{Value: "", Label: "another day", Key: "a"}}, today.String(), func(v string) action.Effect {
		if v == "" {
			return s.askHow()
		}
		d, err := civil.Parse(v)
		if err != nil {
			return action.Fail(err)
		}
		s.opt.CutOff = d
		return s.read()
	}))
}

// askTake repeats the counts and posts.
func (s *Screen) askTake() shell.Effect {
	f := s.plan.Value.Parsed
	cut := ""
	if s.plan.Value.CutOffWhy() != "" {
		cut = fmt.Sprintf(" Its figures go up to %s.", s.plan.Value.CutOff())
	}
	facts := text.Count(s.plan.Value.Plan.Facts(), "fact", "facts") + " in one entry, which u takes back while " +
		"nothing was built on it"
	if n := len(s.plan.Value.Plan.Commands()); n > 0 {
		facts = text.Count(n, "entry", "entries") + ", one for each, which u takes back together, at most " +
			text.Number(desk.MostTogether) + " at a time"
	}
	body := fmt.Sprintf("%s holds %s: %s.%s\n\nAll of it is posted, or nothing: %s.",
		filepath.Base(s.file), kindWords(f.Kind), s.counts(), cut, facts)
	return action.Ask(kit.Confirm("Take the file in?", body, "take it in", "look again", s.take))
}
