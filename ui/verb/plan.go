package verb

import (
	"errors"
	"fmt"
	"strings"

	"duebook/internal/ar/obligation"
	"duebook/internal/ar/promise"
	"duebook/internal/desk"
	"duebook/internal/report/obligations"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

var intervals = []kit.Choice{{Value: "month", Label: "month", Key: "m"}, {Value: "fortnight", Label: "fortnight",
	Key: "f"}, {Value: "week", Label: "week", Key: "w"}}

// mostParts is how many instalments a plan, a paper or an agreement may have.
const mostParts = 120

// numbers are the bills typed, one after the other.
func numbers(v kit.Values) []string {
	return strings.FieldsFunc(v.Text("bills"), func(r rune) bool { return r == ',' || r == ' ' || r == '،' })
}

// firstDay is offered as the day of the first payment: a month on, on an open day.
func firstDay(d *desk.Desk) string { return d.Calendar().Next(d.Today().AddMonths(1)).String() }

// Agree asks whether a payment plan or a paper was agreed on, and opens its form. done is
// what else to do then, and may be nil.
func Agree(d *desk.Desk, t Target, done func() action.Effect) action.Effect {
	return action.Ask(kit.Choose("What is agreed?", "", []kit.Choice{
		{Value: "plan", Label: "a payment plan of the open bills", Key: "p"},
		{Value: "paper", Label: "a promissory note or another paper", Key: "n"}}, "plan",
		func(v string) action.Effect {
			if v == "plan" {
				return Plan(d, t, done)
			}
			return Paper(d, t, done)
		}))
}

// Plan makes a payment plan of the customer's open bills; its schedule is shown while
// it is typed. done is what else to do then, and may be nil.
func Plan(d *desk.Desk, t Target, done func() action.Effect) action.Effect {
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "parts", Label: "Payments", Kind: kit.NumberField, Least: 2, Most: mostParts, Value: "3",
			Required: true},
		kit.Field{Name: "every", Label: "One each", Kind: kit.ChoiceField, Choices: intervals, Value: "month"},
		kit.Field{Name: "first", Label: "First on", Kind: kit.DateField, Value: firstDay(d), Required: true,
			Hint: "25/12, fri, +30, 1447-06-01h"},
		kit.Field{Name: "amount", Label: "Amount " + t.Currency, Kind: kit.AmountField,
			Hint: "empty: all that is open of the bills"},
		kit.Field{Name: "bills", Label: "Bills", Hint: "their numbers; empty: all open ones", Value: t.Bill},
		kit.Field{Name: "method", Label: "How", Kind: kit.ChoiceField, Choices: methods, Value: "transfer"},
		kit.Field{Name: "from", Label: "Who promised", Kind: kit.SuggestField, Suggest: Suggest(t.People)})
	command := func(v kit.Values) promise.Plan {
		c := promise.Plan{Customer: t.Code, Currency: t.Currency, Bills: numbers(v), Parts: v.Number("parts"),
			Every: v.Text("every"), First: v.Date("first").String(), Method: v.Text("method"), From: v.Text("from")}
		if v.Text("amount") != "" {
			c.Amount = plain(v.Amount("amount"), t.Digits)
		}
		return c
	}
	at := map[string]string{"parts": "parts", "every": "every", "first": "first", "amount": "amount", "bills": "bills",
		"bill": "bills", "method": "method", "from": "from"}
	box := kit.NewFormBox("Payment plan of "+t.Name, form, func(v kit.Values) (string, error) {
		c := command(v)
		_, err := d.Do(v.Key(), &c)
		return Notice(t.Name, ": a plan of "+text.Count(c.Parts, "payment", "payments")+" noted."), At(err, at)
	})
	box.Preview = func(v kit.Values) (string, error) {
		s, err := d.PreviewPlan(command(v))
		return laid(&s, &t), err
	}
	return askThen(box, done)
}

// laid is a schedule as the foot of a form shows it.
func laid(s *desk.Schedule, t *Target) string {
	if len(s.Parts) == 0 {
		return ""
	}
	var moved, cells []string
	wide := 0
	for i, p := range s.Parts {
		day := "at sight"
		if p.Date != 0 {
			day = text.DayName(p.Date)[:3] + " " + p.Date.String()
		}
		if p.Asked != p.Date {
			moved = append(moved, text.ShortDate(p.Asked)+" to "+text.ShortDate(p.Date))
		}
		cells = append(cells, fmt.Sprintf("%2d %s %s", i+1, day, text.FormatAmount(p.Amount, t.Digits)))
		wide = max(wide, kit.Width(cells[i]))
	}
	columns := max(1, 74/(wide+2))
	if more := len(cells) - 7*columns; more > 0 {
		last := cells[len(cells)-1]
		cells = append(cells[:7*columns-2], fmt.Sprintf(".. %d more ..", more+1), last)
	}
	var lines []string
	for i := 0; i < len(cells); i += columns {
		line := ""
		for _, c := range cells[i:min(i+columns, len(cells))] {
			line += kit.Cell(c, wide+2, kit.Left)
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	lines = append(lines, fmt.Sprintf("Together %s %s on %s.", text.FormatAmount(s.Sum, t.Digits), t.Currency,
		text.Count(s.Bills, "bill", "bills")))
	if len(moved) > 0 {
		lines = append(lines, "Moved from closed days: "+kit.Names(moved, 70))
	}
	for _, w := range s.Warnings {
		lines = append(lines, action.Sentence(w)+".")
	}
	return strings.Join(lines, "\n")
}

var paperStates = []kit.Choice{{Value: "held", Label: "held by us", Key: "h"}, {Value: "signed", Label: "signed",
	Key: "s"}, {Value: "drafted", Label: "drafted", Key: "d"}}

// Paper records a promissory note or another paper; its schedule is shown while it is
// typed. done is what else to do then, and may be nil.
func Paper(d *desk.Desk, t Target, done func() action.Effect) action.Effect {
	many := func(v kit.Values) bool { return v.Text("due") != "" }
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "type", Label: "Paper", Kind: kit.ChoiceField, Choices: kit.Lettered(obligation.Types()),
			Value: obligation.PromissoryNote.String()},
		kit.Field{Name: "number", Label: "Its number"},
		kit.Field{Name: "due", Label: "Falls due", Kind: kit.DateField, Value: firstDay(d), Hint: "empty: at sight"},
		kit.Field{Name: "parts", Label: "Instalments", Kind: kit.NumberField, Least: 1, Most: mostParts,
			Value: "1", Show: many},
		kit.Field{Name: "every", Label: "One each", Kind: kit.ChoiceField, Choices: intervals, Value: "month",
			Show: func(v kit.Values) bool { return many(v) && v.Number("parts") > 1 }},
		kit.Field{Name: "amount", Label: "Amount " + t.Currency, Kind: kit.AmountField,
			Hint: "empty: all that is open of the bills"},
		kit.Field{Name: "bills", Label: "Bills", Hint: "their numbers; empty: all open ones", Value: t.Bill},
		kit.Field{Name: "issued", Label: "Issued on", Kind: kit.DateField, Value: "today", Required: true},
		kit.Field{Name: "place", Label: "Issued at"},
		kit.Field{Name: "signatory", Label: "Signatory", Kind: kit.SuggestField, Suggest: Suggest(t.People)},
		kit.Field{Name: "guarantor", Label: "Guarantor"},
		kit.Field{Name: "nafith", Label: "Nafith number"},
		kit.Field{Name: "state", Label: "It is", Kind: kit.ChoiceField, Choices: paperStates, Value: "held"},
		kit.Field{Name: "note", Label: "Note"})
	command := func(v kit.Values) obligation.Record {
		c := obligation.Record{Customer: t.Code, Currency: t.Currency, Type: v.Text("type"), Number: v.Text("number"),
			Issued: v.Date("issued").String(), Place: v.Text("place"), Signatory: v.Text("signatory"),
			Guarantor: v.Text("guarantor"), Nafith: v.Text("nafith"), Due: v.Date("due").String(),
			Every: v.Text("every"), Bills: numbers(v), State: v.Text("state"), Note: v.Text("note")}
		if n := v.Number("parts"); n > 1 {
			c.Parts = n
		}
		if v.Text("amount") != "" {
			c.Amount = plain(v.Amount("amount"), t.Digits)
		}
		return c
	}
	at := map[string]string{"bill": "bills"}
	for _, f := range []string{"type", "number", "due", "parts", "every", "amount", "bills", "issued", "place",
		"signatory", "guarantor", "nafith", "state", "note"} {
		at[f] = f
	}
	box := kit.NewFormBox("Paper of "+t.Name, form, func(v kit.Values) (string, error) {
		c := command(v)
		_, err := d.Do(v.Key(), &c)
		return Notice(t.Name, ": "+c.Type+" noted."), At(err, at)
	})
	box.Preview = func(v kit.Values) (string, error) {
		s, err := d.PreviewPaper(command(v))
		return laid(&s, &t), err
	}
	return askThen(box, done)
}

// MovePaper asks what was done with a paper: only what may be done is offered.
func MovePaper(d *desk.Desk, j *obligation.Judged, name string, done func() action.Effect) action.Effect {
	var legal []string
	for _, m := range j.Legal(j.State) {
		legal = append(legal, m.String())
	}
	if len(legal) == 0 {
		return action.Decline("nothing more is done with a paper that is " + j.State.String())
	}
	form := kit.NewForm(kit.FormOptions{Today: d.Today()},
		kit.Field{Name: "move", Label: "What", Kind: kit.ChoiceField, Choices: kit.Lettered(legal), Value: legal[0]},
		kit.Field{Name: "date", Label: "On", Kind: kit.DateField, Value: "today", Required: true},
		kit.Field{Name: "note", Label: "Note", Hint: "why, or the court's reference"})
	box := kit.NewFormBox(action.Sentence(j.Name())+" of "+name, form, func(v kit.Values) (string, error) {
		c := &obligation.Advance{ID: j.ID, Move: v.Text("move"), Date: v.Date("date").String(), Note: v.Text("note")}
		_, err := d.Do(v.Key(), c)
		return Notice(name, ": "+c.Move+" noted."), At(err, map[string]string{"move": "move", "date": "date",
			"note": "note"})
	})
	box.Foot = func(v kit.Values) string { return "The paper is " + j.State.String() + " now." }
	return askThen(box, done)
}

// EditPaper puts right what is written on a paper.
func EditPaper(d *desk.Desk, j *obligation.Judged, name string, done func() action.Effect) action.Effect {
	p := &j.Paper
	fields := []kit.Field{{Name: "number", Label: "Its number", Value: p.Number},
		{Name: "place", Label: "Issued at", Value: p.Place},
		{Name: "signatory", Label: "Signatory", Value: p.Signatory},
		{Name: "guarantor", Label: "Guarantor", Value: p.Guarantor}, {Name: "nafith", Label: "Nafith number",
			Value: p.Nafith}, {Name: "note", Label: "Note", Value: p.Note}}
	box := kit.NewFormBox("Edit "+j.Name()+" of "+name, kit.NewForm(kit.FormOptions{Today: d.Today()}, fields...),
		func(v kit.Values) (string, error) {
			var changes []desk.PaperChange
			for _, f := range fields {
				if now := v.Text(f.Name); now != f.Value {
					changes = append(changes, desk.PaperChange{Field: f.Name, Value: now})
				}
			}
			if len(changes) == 0 {
				return "Nothing was changed.", nil
			}
			return text.Count(len(changes), "field", "fields") + " changed.", d.EditPaper(v.Key(), j.ID, changes)
		})
	return askThen(box, done)
}

// Withdraw ends a promise or plan that no longer stands.
func Withdraw(d *desk.Desk, r *obligations.Row, done func() action.Effect) action.Effect {
	if r.Pledge == nil || r.Pledge.State != promise.Open {
		return action.Fail(errors.New("only an open promise can be withdrawn"))
	}
	id, name := r.ID, r.Name
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "note", Label: "Why", Kind: kit.NoteField,
		Height: 3})
	box := kit.NewFormBox("Withdraw the "+string(r.Sort)+" of "+name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &promise.Withdraw{ID: id, Note: v.Text("note")})
		return Notice(name, ": withdrawn."), At(err, map[string]string{"note": "note"})
	})
	box.Foot = func(kit.Values) string {
		return "It stands no more from today on; after its day it counts as not kept."
	}
	return askThen(box, done)
}
