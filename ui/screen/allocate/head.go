package allocate

import (
	"slices"

	"duebook/internal/ar/receipt"
	"duebook/internal/ar/settle"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// letters choose how a receipt settles.
var letters = map[string]string{"cash": "c", "transfer": "t", "card": "d", "wallet": "w", "cheque": "q",
	"credit note": "n", "set-off": "s", "withholding": "h", "discount": "i", "write-off": "o", "opening": "g",
	"bank charge": "b"}

// head makes the form above the bills; an old receipt has none.
func head(a *desk.Allocation) *kit.Form {
	if a.Old != nil {
		return nil
	}
	var kinds []kit.Choice
	for _, k := range receipt.Kinds() {
		kinds = append(kinds, kit.Choice{Value: k, Label: k, Key: letters[k]})
	}
	var bills []string
	for i := range a.Lines {
		bills = append(bills, a.Lines[i].Number)
	}
	is := func(kind string) func(kit.Values) bool {
		return func(v kit.Values) bool { return v.Text("kind") == kind }
	}
	back := func(v kit.Values) bool {
		return len(a.Lost) > 0 && slices.Contains([]string{"cash", "transfer", "card", "wallet", "cheque"},
			v.Text("kind"))
	}
	foreign := func(v kit.Values) bool { return v.Text("in") != "" }
	return kit.NewForm(kit.FormOptions{Today: a.Today, Digits: a.Money.Digits},
		kit.Field{Name: "amount", Label: "Amount " + a.Money.Code, Kind: kit.AmountField, Hint: "what is credited"},
		kit.Field{Name: "kind", Label: "How", Kind: kit.ChoiceField, Choices: kinds, Value: "transfer"},
		kit.Field{Name: "about", Label: "For bill", Kind: kit.SuggestField, Show: is("credit note"),
			Hint: "empty: for none in particular", Suggest: verb.Suggest(bills)},
		kit.Field{Name: "recovers", Label: "Recovers", Kind: kit.SuggestField, Show: back,
			Suggest: verb.Suggest(a.Lost),
			Hint:    "a written-off bill that is paid after all; empty: none"},
		kit.Field{Name: "theirs", Label: "Their bill", Show: is("set-off"), Required: true,
			Hint: "the number of their bill to us"},
		kit.Field{Name: "signed", Label: "Agreed on", Show: is("set-off"), Required: true, Kind: kit.DateField,
			Hint: "the day it was signed"},
		kit.Field{Name: "date", Label: "Dated", Kind: kit.DateField, Value: "today", Required: true},
		kit.Field{Name: "reference", Label: "Reference", Hint: "and what the bank or the customer wrote"},
		kit.Field{Name: "in", Label: "Handed over in", Hint: "another currency, such as USD; empty: " + a.Money.Code},
		kit.Field{Name: "tendered", Label: "Handed over", Show: foreign, Required: true, Hint: "the amount in it"},
		kit.Field{Name: "rate", Label: "Rate", Show: foreign, Required: true, Hint: a.Money.Code + " for one of it"},
		kit.Field{Name: "source", Label: "Rate from", Show: foreign, Required: true,
			Hint: "the bank's board, a contract"},
		kit.Field{Name: "agreed", Label: "Agreed by", Show: foreign, Required: true})
}

// amount is what the head says is credited: typed, or the tender at its rate.
func amount(v kit.Values, a *desk.Allocation) money.Minor {
	if v.Text("in") == "" || v.Text("amount") != "" {
		return v.Amount("amount")
	}
	cur, ok := money.Find(v.Text("in"))
	rate, err := money.ParseRate(v.Text("rate"))
	if !ok || err != nil {
		return 0
	}
	m, err := text.ParseAmount(v.Text("tendered"), cur.Digits)
	if err != nil {
		return 0
	}
	t := receipt.Tender{Digits: cur.Digits, Amount: m, Rate: rate}
	m, err = t.Credited(a.Money.Digits)
	if err != nil {
		return 0
	}
	return m
}

// command is the posting as it stands.
func (s *Screen) command() *settle.Settle {
	p := s.plan
	parts, shorts := p.parts()
	c := &settle.Settle{Shorts: shorts, Over: p.over, Why: p.why}
	mode := string(receipt.Marked)
	if p.list != nil {
		c.Credits = p.list.Credits
	}
	if len(parts) == 0 {
		mode = string(receipt.Nowhere)
	}
	if old := p.data.Old; old != nil {
		c.Apply = &receipt.ApplyMore{Receipt: old.Number, Mode: mode, Parts: parts}
		return c
	}
	v := s.form.Values()
	c.Record = &receipt.Record{Customer: p.data.Code, Currency: p.data.Money.Code, Type: v.Text("kind"),
		Date: v.Date("date").String(), Amount: p.data.Money.Plain(p.amount), Reference: v.Text("reference"),
		About: v.Text("about"), Mode: mode, Parts: parts}
	if c.Record.Recovers = v.Text("recovers"); c.Record.Recovers != "" {
		c.Shorts, c.Credits, c.Record.Mode, c.Record.Parts = nil, nil, "", nil
	}
	if v.Text("kind") == "set-off" {
		c.Record.SetOff = &receipt.OurDebt{Bill: v.Text("theirs"), Signed: v.Date("signed").String()}
	}
	if v.Text("in") != "" {
		c.Record.Tender = &receipt.Handed{Amount: v.Text("tendered"), Currency: v.Text("in"), Rate: v.Text("rate"),
			Source: v.Text("source"), Agreed: v.Text("agreed")}
		if v.Text("amount") == "" {
			c.Record.Amount = ""
		}
	}
	return c
}

// fieldOf is the form's field a refusal is about, "" for the bills below.
func fieldOf(command string) string {
	switch command {
	case "amount", "kind", "date", "about", "recovers":
		return command
	case "text", "number":
		return "reference"
	case "set_off":
		return "theirs"
	case "tender", "currency":
		return "rate"
	}
	return ""
}
