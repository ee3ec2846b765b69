package verb

import (
	"fmt"
	"strings"

	"duebook/internal/ar/document"
	"duebook/internal/desk"
	"duebook/internal/report/expiry"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

func documentTypes() (all []kit.Choice) {
	for i, t := range document.Types() {
		all = append(all, kit.Choice{Value: t, Label: t, Key: string("lgfapo"[i])})
	}
	return all
}

// documentFields are the fields of a document as it is.
func documentFields(x *document.Details) []kit.Field {
	amount := ""
	if x.Amount != 0 {
		amount = text.FormatAmount(x.Amount, x.Digits)
	}
	return []kit.Field{{Name: "number", Label: "Number", Value: x.Number},
		{Name: "issued", Label: "Issued", Kind: kit.DateField, Value: ISO(x.Issued)},
		{Name: "expires", Label: "Expires", Kind: kit.DateField, Value: ISO(x.Expires),
			Hint: "25/12, +365"},
		{Name: "annual", Label: "Confirmed yearly", Kind: kit.YesNoField, Value: map[bool]string{true: "yes",
			false: "no"}[x.Annual]},
		{Name: "amount", Label: "Amount", Value: amount, Hint: "of a guarantee or facility"},
		{Name: "currency", Label: "Currency", Value: x.Currency, Hint: "empty: the company's",
			Show: func(v kit.Values) bool { return v.Text("amount") != "" }},
		{Name: "issuer", Label: "Issued by", Value: x.Issuer, Hint: "the bank or office"},
		{Name: "copy", Label: "Copy on file", Value: x.Copy, Hint: "where it is; empty: none"},
		{Name: "note", Label: "Note", Value: x.Note}}
}

func documentOf(v kit.Values) document.Paper {
	return document.Paper{Number: v.Text("number"), Issued: ISO(v.Date("issued")), Expires: ISO(v.Date("expires")),
		Annual: v.Yes("annual"), Amount: v.Text("amount"), Currency: v.Text("currency"), Issuer: v.Text("issuer"),
		Copy: v.Text("copy"), Note: v.Text("note")}
}

func here(err error) error {
	if f := desk.FieldOf(err); f != "" {
		return kit.At(f, err)
	}
	return err
}

// AddDocument takes a document to a customer's record. done may be nil.
func AddDocument(d *desk.Desk, code, name string, done func() action.Effect) action.Effect {
	fields := append([]kit.Field{{Name: "type", Label: "What", Kind: kit.ChoiceField, Choices: documentTypes(),
		Value: document.Licence.String()}}, documentFields(&document.Details{})...)
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, fields...)
	return askThen(kit.NewFormBox("Document of "+name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &document.Record{Customer: code, Type: v.Text("type"), Paper: documentOf(v)})
		return Notice(name, ": "+v.Text("type")+" on record."), here(err)
	}), done)
}

// CorrectDocument puts right what was typed wrong of a document. done may be nil.
func CorrectDocument(d *desk.Desk, r *expiry.Row, done func() action.Effect) action.Effect {
	id, name := r.ID, r.Document.Name()
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, documentFields(&r.Details)...)
	box := kit.NewFormBox("Correct the "+name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &document.Correct{ID: id, Paper: documentOf(v)})
		return "The " + name + " is corrected.", here(err)
	})
	box.Foot = func(kit.Values) string { return "Days before today keep what was known then. m renews it." }
	return askThen(box, done)
}

// RenewDocument puts a newer document in the place of one. done may be nil.
func RenewDocument(d *desk.Desk, r *expiry.Row, done func() action.Effect) action.Effect {
	id, name, was := r.ID, r.Document.Name(), r.Details
	was.Issued, was.Expires = 0, 0
	fields := documentFields(&was)
	fields[2].Required = true
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, fields...)
	form.Focus("expires")
	box := kit.NewFormBox("Renew the "+name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &document.Renew{ID: id, Paper: documentOf(v)})
		return fmt.Sprintf("The %s is renewed to %s.", name, ISO(v.Date("expires"))), here(err)
	})
	held := ISO(r.Details.Expires)
	box.Foot = func(kit.Values) string {
		if held == "" {
			return "The old one stays in the history."
		}
		return "The old one, which holds to " + held + ", stays in the history."
	}
	return askThen(box, done)
}

// WithdrawDocument ends a document that holds no more. done may be nil.
func WithdrawDocument(d *desk.Desk, r *expiry.Row, done func() action.Effect) action.Effect {
	id, name := r.ID, r.Document.Name()
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "note", Label: "Why", Required: true})
	return askThen(kit.NewFormBox("Withdraw the "+name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &document.Withdraw{ID: id, Note: v.Text("note")})
		return "The " + name + " is withdrawn.", here(err)
	}), done)
}

// WhyDocument shows how the days of a document come about, and those it replaced.
func WhyDocument(d *desk.Desk, r *expiry.Row) action.Effect {
	all, err := d.DocumentStory(r.ID)
	if err != nil {
		return action.Fail(err)
	}
	var lines []string
	if e := r.Details.Expires; e != 0 {
		lines = append(lines, fmt.Sprintf("%s less %s is %s: %s.", e, d.AsOf(), text.Count(r.Days, "day", "days"),
			r.Says), "")
	}
	for i := range all {
		s := &all[i]
		x := &s.Details
		line := s.Document.Name()
		for _, p := range []struct{ label, value string }{{"issued", ISO(x.Issued)}, {"expires", ISO(x.Expires)},
			{"by", x.Issuer}, {"copy", x.Copy}, {"note", x.Note}} {
			if p.value != "" {
				line += ", " + p.label + " " + p.value
			}
		}
		if x.Amount != 0 {
			line += ", " + text.FormatAmount(x.Amount, x.Digits) + " " + x.Currency
		}
		lines = append(lines, line+".", "  recorded "+s.Made.String()+" by "+s.By+", "+s.Became)
	}
	return action.Ask(kit.Message(action.Sentence(r.Type.String())+" of "+r.Name, strings.Join(lines, "\n")))
}
