package confirmations

import (
	"context"
	"errors"
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

// ask opens a form that posts one command and says so.
func (s *Screen) ask(title, notice string, of func(v kit.Values) desk.Command, foot func(v kit.Values) string,
	fields ...kit.Field) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, fields...)
	box := kit.NewFormBox(title, form, func(v kit.Values) (string, error) {
		_, err := s.desk.Do(v.Key(), of(v))
		return notice, atField(err)
	})
	box.Foot = foot
	return action.Ask(box)
}

// atField puts a refusal at the field it is about.
func atField(err error) error {
	if f := desk.FieldOf(err); f != "" {
		return kit.At(f, err)
	}
	return err
}

func choices(words ...string) (all []kit.Choice) {
	for _, w := range words {
		all = append(all, kit.Choice{Value: w, Label: w})
	}
	return all
}

// sampleOf reads how large a sample is: a number of letters, or percent of them.
func sampleOf(v string) (n, share int, err error) {
	bare, percent := strings.CutSuffix(strings.TrimSpace(v), "%")
	if bare == "" {
		return 0, 0, nil
	}
	x, err := text.ParseWhole(bare, 0, 1_000_000)
	if percent {
		return 0, x, err
	}
	return x, 0, err
}

func (s *Screen) askMake() action.Effect {
	var made *confirmation.Made
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "cut_off", Label: "Cut-off", Kind: kit.DateField, Required: true,
			Value: (s.desk.Today().StartOfMonth() - 1).String(), Hint: "the day whose balances are confirmed"},
		kit.Field{Name: "type", Label: "Type", Kind: kit.ChoiceField, Value: "positive",
			Choices: []kit.Choice{{Value: "positive", Label: "positive", Key: "p", Help: "they answer in any case"},
				{Value: "positive blank", Label: "blank", Key: "b", Help: "they write the balance"},
				{Value: "negative", Label: "negative", Key: "n", Help: "they answer if they do not agree"}}},
		kit.Field{Name: "currency", Label: "Currency", Hint: "empty: all"},
		kit.Field{Name: "at_least", Label: "At least", Hint: "empty: all balances; with a currency"},
		kit.Field{Name: "sample", Label: "Sample of", Hint: "empty: everybody; 40, or 10 %",
			Check: func(v string) error {
				_, _, err := sampleOf(v)
				return err
			}},
		kit.Field{Name: "seed", Label: "Seed", Hint: "any number; the same seed gives the same sample", Required: true,
			Kind: kit.NumberField, Show: func(v kit.Values) bool { return v.Text("sample") != "" }},
		kit.Field{Name: "zero", Label: "Nothing owed too", Kind: kit.YesNoField, Value: "no"},
		kit.Field{Name: "reply_by", Label: "Reply by", Kind: kit.DateField, Value: (s.desk.Today() + 30).String()})
	box := kit.NewLongBox("Make a run of balance confirmations", "", form, func(ctx context.Context, v kit.Values,
		tell func(string, int, int)) (string, error) {
		c := &confirmation.Make{CutOff: verb.ISO(v.Date("cut_off")), Type: v.Text("type"), Least: v.Text("at_least"),
			Currency: v.Text("currency"), Zero: v.Yes("zero"), ReplyBy: verb.ISO(v.Date("reply_by"))}
		c.Tell = func(what string, done, total int) bool { tell(what, done, total); return ctx.Err() == nil }
		if v.Text("sample") != "" {
			seed := int64(v.Number("seed"))
			c.Seed = &seed
			c.Sample, c.Share, _ = sampleOf(v.Text("sample"))
		}
		r, err := s.desk.Do(v.Key(), c)
		if ctx.Err() != nil && err != nil {
			return "", ctx.Err()
		}
		for _, f := range r.Facts {
			if m, ok := f.(*confirmation.Made); ok {
				made = m
			}
		}
		if made == nil {
			return "", atField(err)
		}
		return fmt.Sprintf("Run %d is made: %s, frozen at %s.", made.Run.ID, text.Count(made.Run.Letters, "letter",
			"letters"), made.Run.CutOff), err
	})
	box.Done = func(kit.Values) action.Effect { return s.pick(made.Run.ID) }
	return action.Ask(box)
}

// which asks about the letter under the cursor or those marked, those on show, or all.
func (s *Screen) which() kit.Field {
	var all []kit.Choice
	switch n := s.letters.Marks(); {
	case n > 0:
		all = append(all, kit.Choice{Value: "one", Label: fmt.Sprintf("the %d marked", n)})
	case s.letter() != nil:
		all = append(all, kit.Choice{Value: "one", Label: s.letter().Name})
	}
	if n := len(s.list); n > 0 && n < len(s.run.Value.Rows) {
		all = append(all, kit.Choice{Value: "shown", Label: "those on show, " + text.Number(n)})
	}
	all = append(all, kit.Choice{Value: "all", Label: "the whole run"})
	return kit.Field{Name: "who", Label: "Which", Kind: kit.ChoiceField, Value: all[0].Value, Choices: all}
}

// named are the letters a field of which names; nil for the whole run.
func (s *Screen) named(who string) (of []*report.Row) {
	switch who {
	case "one":
		for _, i := range s.letters.Marked() {
			of = append(of, s.list[i])
		}
	case "shown":
		of = s.list
	}
	return of
}

// moveTo is where a word of Move leads.
var moveTo = map[string]confirmation.State{"send": confirmation.Sent, "remind": confirmation.Reminded,
	"returned": confirmation.Returned, "no reply": confirmation.NoReply, "close": confirmation.Closed}

// going are the letters a move takes: of several those that can go so.
func (s *Screen) going(v kit.Values) (of []*report.Row) {
	all := s.named(v.Text("who"))
	if v.Text("who") == "all" {
		for i := range s.run.Value.Rows {
			all = append(all, &s.run.Value.Rows[i])
		}
	}
	for _, r := range all {
		if len(all) == 1 || confirmation.May(s.run.Value.Run.Type, r.State, moveTo[v.Text("do")]) {
			of = append(of, r)
		}
	}
	return of
}

func (s *Screen) askMove() action.Effect {
	id, do := s.id, "send"
	if r := s.letter(); r != nil {
		for _, x := range []string{"send", "no reply", "close"} {
			if confirmation.May(s.run.Value.Run.Type, r.State, moveTo[x]) {
				do = x
				break
			}
		}
		if r.State == confirmation.Sent {
			do = "remind"
		}
	}
	return s.ask("Move confirmations on", "The confirmations are moved on.", func(v kit.Values) desk.Command {
		c := &confirmation.Move{Run: id, Do: v.Text("do"), Via: v.Text("via"), To: v.Text("to"),
			On: verb.ISO(v.Date("on")), Note: v.Text("note")}
		if v.Text("who") != "all" {
			for _, r := range s.going(v) {
				c.Customers = append(c.Customers, r.Number())
			}
		}
		return c
	}, func(v kit.Values) string {
		of := s.going(v)
		if len(of) == 1 {
			r, say := of[0], "."
			if !confirmation.May(s.run.Value.Run.Type, r.State, moveTo[v.Text("do")]) {
				say = ": it cannot go so."
			}
			return "The letter to " + r.Name + " is " + r.State.String() + say
		}
		return text.Count(len(of), "letter", "letters") + " can go so: " + v.Text("do") + "."
	},
		kit.Field{Name: "do", Label: "Do", Kind: kit.ChoiceField, Value: do,
			Choices: choices("send", "remind", "returned", "no reply", "close")}, s.which(),
		kit.Field{Name: "via", Label: "Via", Hint: "mail, e-mail, courier, by hand"},
		kit.Field{Name: "to", Label: "To"},
		kit.Field{Name: "on", Label: "On", Kind: kit.DateField, Hint: "empty: today"},
		kit.Field{Name: "note", Label: "Note"})
}

func (s *Screen) askWrite() action.Effect {
	id := s.id
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, s.which(),
		kit.Field{Name: "form", Label: "As", Kind: kit.ChoiceField, Value: "pdf", Choices: verb.LetterForms()},
		kit.Field{Name: "folder", Label: "Folder", Value: s.desk.ConfirmationFolder(id), Required: true})
	box := kit.NewLongBox("Write confirmation letters", "letters", form, func(ctx context.Context, v kit.Values,
		tell func(string, int, int)) (string, error) {
		b := desk.ConfirmationBatch{Run: id, Form: v.Text("form"), Folder: v.Text("folder"),
			Progress: func(done, total int) { tell("writing letters", done, total) }}
		if of := s.named(v.Text("who")); of != nil {
			only := map[uint32]bool{}
			for _, r := range of {
				only[r.N] = true
			}
			b.Only = func(r *report.Row) bool { return only[r.N] }
		}
		n, err := s.desk.WriteConfirmations(ctx, b)
		say := text.Count(n, "letter", "letters") + " in " + b.Folder
		switch {
		case errors.Is(err, context.Canceled):
			return "", kit.Stopped("Stopped: " + text.Count(n, "letter stays", "letters stay") + " in " + b.Folder +
				".")
		case err != nil:
			return "", kit.Stopped("Not all letters were written, " + say + ": " + err.Error())
		}
		return "Written: " + say + ".", nil
	})
	cut := s.run.Value.Run.CutOff.String()
	box.Foot = func(v kit.Values) string {
		n := len(s.named(v.Text("who")))
		if v.Text("who") == "all" {
			n = len(s.run.Value.Rows)
		}
		return "Writes " + text.Count(n, "letter", "letters") + " as frozen at " + cut +
			"; a file of the same name is written over."
	}
	return action.Ask(box)
}

func (s *Screen) askReply() action.Effect {
	r := *s.letter()
	ours, offer := text.FormatAmount(r.Balance, r.Digits), ""
	if s.run.Value.Run.Type != confirmation.Blank {
		offer = ours
	}
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
		kit.Field{Name: "theirs", Label: "Their balance", Value: offer, Required: true,
			Hint: "the figure they signed"},
		kit.Field{Name: "signatory", Label: "Signed by", Required: true},
		kit.Field{Name: "via", Label: "Via"}, kit.Field{Name: "on", Label: "On", Kind: kit.DateField,
			Hint: "empty: today"}, kit.Field{Name: "note", Label: "Note"})
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
