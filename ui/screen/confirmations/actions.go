package confirmations

import (
	"context"
	"fmt"
	"strings"

	"duebook/internal/ar/confirmation"
	"duebook/internal/desk"
	"duebook/internal/money"
	report "duebook/internal/report/confirmation"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	past := func() string { return verb.Past(s.desk) }
	run := func() string {
		if s.run.Value == nil {
			return "no run is made"
		}
		return past()
	}
	row := func() string {
		if s.letter() == nil {
			return "no letter is chosen"
		}
		return ""
	}
	into := func(states ...confirmation.State) func() string {
		return func() string {
			if why := row(); why != "" {
				return why
			}
			r := s.letter()
			for _, next := range states {
				if confirmation.May(s.run.Value.Run.Type, r.State, next) {
					return past()
				}
			}
			return "the letter is " + r.State.String()
		}
	}
	act := func(id, label, help, key string, disabled func() string, do func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: do}
	}
	add := act("run.make", "add run", "Make a run: a letter to each account, frozen at a cut-off", "a", past,
		s.askMake)
	if s.tabs.At == tabRuns {
		return []action.Action{act("run.open", "letters", "Show the letters of the run", "enter", func() string {
			if s.chosen() == nil {
				return "no run is chosen"
			}
			return ""
		}, func() action.Effect {
			s.id, s.tabs.At = s.chosen().Run.ID, tabLetters
			return s.load()
		}), add}
	}
	return []action.Action{
		act("card.open", "card", "Open the customer's card", "enter", row, func() action.Effect {
			return action.Push("card", desk.CardArg{Code: s.letter().Code, Currency: s.letter().Currency})
		}),
		act("letter.move", "move", "Sent, reminded, returned, no reply, closed: this letter, or all that can", "m", run,
			s.askMove),
		act("letter.reply", "reply", "Enter what they answered", "y",
			into(confirmation.Agreed, confirmation.Disagreed), s.askReply),
		act("letter.reconcile", "reconcile", "Explain their figure line by line until it foots", "R",
			into(confirmation.Reconciled), s.askReconcile),
		act("letter.work", "other work", "Alternative work: later receipts and signed delivery copies", "w",
			into(confirmation.Worked), s.askWork),
		act("letter.explain", "explain", "How ours and theirs come together", "=", row, s.explain),
		act("letters.write", "letters", "Write the letters of the run as PDF", "l", func() string {
			if s.run.Value == nil {
				return "no run is made"
			}
			return ""
		}, s.write), add}
}

func (s *Screen) write() action.Effect {
	id := s.id
	return s.done.Ask(func() (int, error) {
		return s.desk.WriteConfirmations(context.Background(), id, "", "pdf", s.desk.ConfirmationFolder(id), nil)
	})
}

// ask opens a form that posts one command and says so.
func (s *Screen) ask(title, notice string, of func(v kit.Values) desk.Command, foot func(v kit.Values) string,
	fields ...kit.Field) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, fields...)
	box := kit.NewFormBox(title, form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), of(v))
		if f := desk.FieldOf(err); f != "" {
			return "", kit.At(f, err)
		}
		return notice, err
	})
	box.Foot = foot
	return action.Ask(box)
}

func choices(words ...string) (all []kit.Choice) {
	for _, w := range words {
		all = append(all, kit.Choice{Value: w, Label: w})
	}
	return all
}

func (s *Screen) askMake() action.Effect {
	return s.ask("Make a run of balance confirmations", "The run is made, its letters are frozen.",
		func(v kit.Values) desk.Command {
			c := &confirmation.Make{CutOff: verb.ISO(v.Date("cut_off")), Type: v.Text("type"),
				Least:    v.Text("at_least"),
				Currency: v.Text("currency"), Zero: v.Yes("zero"), ReplyBy: verb.ISO(v.Date("reply_by"))}
			if n := v.Text("sample"); n != "" {
				var seed int64
				fmt.Sscan(n, &c.Sample)
				fmt.Sscan(v.Text("seed"), &seed)
				c.Seed = &seed
			}
			return c
		}, nil,
		kit.Field{Name: "cut_off", Label: "Cut-off", Kind: kit.DateField, Required: true, Hint: "31/12"},
		kit.Field{Name: "type", Label: "Type", Kind: kit.ChoiceField, Value: "positive",
			Choices: choices("positive", "positive blank", "negative")},
		kit.Field{Name: "currency", Label: "Currency", Hint: "empty: all"},
		kit.Field{Name: "at_least", Label: "At least", Hint: "empty: all balances; with a currency"},
		kit.Field{Name: "sample", Label: "Sample of", Hint: "empty: everybody", Check: whole},
		kit.Field{Name: "seed", Label: "Seed", Hint: "the same seed gives the same sample", Required: true,
			Check: whole,
			Show:  func(v kit.Values) bool { return v.Text("sample") != "" }},
		kit.Field{Name: "zero", Label: "Nothing owed too", Kind: kit.YesNoField, Value: "no"},
		kit.Field{Name: "reply_by", Label: "Reply by", Kind: kit.DateField, Hint: "empty: in 30 days"})
}

func whole(v string) error {
	var n int64
	if _, err := fmt.Sscanf(v+"\n", "%d\n", &n); v != "" && err != nil {
		return fmt.Errorf("%q is no whole number", v)
	}
	return nil
}

func (s *Screen) askMove() action.Effect {
	id, r := s.id, s.letter()
	who := choices("all that can go so")
	if r != nil {
		who = append([]kit.Choice{{Value: "one", Label: r.Name}}, who...)
	}
	return s.ask("Move confirmations on", "The confirmations are moved on.", func(v kit.Values) desk.Command {
		c := &confirmation.Move{Run: id, Do: v.Text("do"), Via: v.Text("via"), To: v.Text("to"),
			On: verb.ISO(v.Date("on")), Note: v.Text("note")}
		if v.Text("who") == "one" {
			c.Customers, c.Currency = []string{r.Code}, r.Currency
		}
		return c
	}, nil,
		kit.Field{Name: "do", Label: "Do", Kind: kit.ChoiceField, Value: "send",
			Choices: choices("send", "remind", "returned", "no reply", "close")},
		kit.Field{Name: "who", Label: "Which", Kind: kit.ChoiceField, Value: who[0].Value, Choices: who},
		kit.Field{Name: "via", Label: "Via", Hint: "mail, e-mail, courier, by hand"},
		kit.Field{Name: "to", Label: "To"},
		kit.Field{Name: "on", Label: "On", Kind: kit.DateField, Hint: "empty: today"},
		kit.Field{Name: "note", Label: "Note"})
}

func (s *Screen) askReply() action.Effect {
	r := *s.letter()
	ours := text.FormatAmount(r.Balance, r.Digits)
	return s.ask("Reply of "+r.Name, "The reply is entered.", func(v kit.Values) desk.Command {
		return &confirmation.Reply{Run: r.Run, Customer: r.Code, Currency: r.Currency, Theirs: v.Text("theirs"),
			Signatory: v.Text("signatory"), Via: v.Text("via"), On: verb.ISO(v.Date("on")), Note: v.Text("note")}
	}, func(v kit.Values) string {
		m, err := text.ParseAmount(v.Text("theirs"), r.Digits)
		switch {
		case err != nil:
			return "Our balance is " + ours + "."
		case m == r.Balance:
			return "They agree to " + ours + "."
		}
		return "They say " + text.FormatAmount(m-r.Balance, r.Digits) + " beside our " + ours + ": disagreed."
	},
		kit.Field{Name: "theirs", Label: "Their balance", Required: true, Hint: "the figure they signed"},
		kit.Field{Name: "signatory", Label: "Signed by", Required: true},
		kit.Field{Name: "via", Label: "Via"}, kit.Field{Name: "on", Label: "On", Kind: kit.DateField,
			Hint: "empty: today"}, kit.Field{Name: "note", Label: "Note"})
}

// suggest are the causes that hold what is typed.
func suggest(typed string) (all []string) {
	for _, c := range confirmation.Causes() {
		if strings.Contains(c, strings.ToLower(strings.TrimSpace(typed))) {
			all = append(all, c)
		}
	}
	return all
}

// lines are how many causes the dialog takes; more go by duebook do.
const lines = 5

func (s *Screen) askReconcile() action.Effect {
	r := *s.letter()
	var fields []kit.Field
	name := func(what string, n int) string { return fmt.Sprintf("%s%d", what, n) }
	for n := range lines {
		show := func(v kit.Values) bool { return n == 0 || v.Text(name("amount", n-1)) != "" }
		more := func(v kit.Values) bool { return show(v) && v.Text(name("amount", n)) != "" }
		fields = append(fields, kit.Field{Name: name("cause", n), Label: "Cause", Kind: kit.SuggestField, Show: show,
			Suggest: suggest, Hint: "payment in transit, return they took, unexplained ..."},
			kit.Field{Name: name("amount", n), Label: "Amount", Show: show,
				Hint: "signed: -400 when it makes theirs less"},
			kit.Field{Name: name("note", n), Label: "Note", Show: more},
			kit.Field{Name: name("bill", n), Label: "Dispute bill", Show: more, Hint: "empty: no dispute"})
	}
	causes := func(v kit.Values) (all []confirmation.ReasonInput, sum money.Minor) {
		for n := range lines {
			typed := v.Text(name("amount", n))
			if typed == "" {
				break
			}
			m, _ := text.ParseAmount(typed, r.Digits)
			sum += m
			no := v.Text(name("bill", n))
			all = append(all, confirmation.ReasonInput{Cause: v.Text(name("cause", n)), Amount: typed,
				Note: v.Text(name("note", n)), Bill: no, Dispute: no != ""})
		}
		return all, sum
	}
	return s.ask("Reconcile "+r.Name, "The balance is reconciled.", func(v kit.Values) desk.Command {
		all, _ := causes(v)
		return &confirmation.Reconcile{Run: r.Run, Customer: r.Code, Currency: r.Currency, Causes: all}
	}, func(v kit.Values) string {
		_, sum := causes(v)
		say := func(m money.Minor) string { return text.FormatAmount(m, r.Digits) }
		foot := "Ours " + say(r.Balance) + ", causes " + say(sum) + ", theirs " + say(r.Reply.Theirs)
		if left := r.Difference() - sum; left != 0 {
			return foot + ": " + say(left) + " is left; put it under unexplained when nobody knows."
		}
		return foot + ": it foots."
	}, fields...)
}

func (s *Screen) askWork() action.Effect {
	r := *s.letter()
	all, err := s.desk.ConfirmationSupports(&s.run.Value.Run, &r.Letter)
	if err != nil {
		return action.Fail(err)
	}
	var receipts, copies []string
	for _, x := range all {
		if x.Copy {
			copies = append(copies, x.Number)
		} else {
			receipts = append(receipts, x.Number)
		}
	}
	return s.ask("Alternative work on "+r.Name, "The work is noted.", func(v kit.Values) desk.Command {
		return &confirmation.Work{Run: r.Run, Customer: r.Code, Currency: r.Currency, Note: v.Text("note"),
			Receipts: split(v.Text("receipts")), Copies: split(v.Text("copies"))}
	}, func(v kit.Values) string {
		var sum money.Minor
		for _, n := range append(split(v.Text("receipts")), split(v.Text("copies"))...) {
			for _, x := range all {
				if x.Number == n {
					sum += x.Amount
				}
			}
		}
		return "Supports " + text.FormatAmount(sum, r.Digits) + " of " + text.FormatAmount(r.Balance, r.Digits) + "."
	},
		kit.Field{Name: "receipts", Label: "Later receipts", Value: strings.Join(receipts, ", "),
			Hint: "that paid what was open"},
		kit.Field{Name: "copies", Label: "Signed copies", Value: strings.Join(copies, ", "),
			Hint: "of bills open then"},
		kit.Field{Name: "note", Label: "Note"})
}

func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '،' })
}

func (s *Screen) explain() action.Effect {
	r := s.letter()
	var out []string
	for _, x := range report.Explain(r) {
		what := x.What
		if x.Sum {
			what = "= " + what
		}
		out = append(out, text.Pad(text.Truncate(what, 47), 47)+" "+
			text.PadLeft(text.FormatAmount(x.Amount, r.Digits), 15))
	}
	return action.Ask(kit.Message(r.Name+", "+r.Currency, strings.Join(out, "\n")))
}
