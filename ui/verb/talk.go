package verb

import (
	"fmt"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/referral"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// Note writes a remark on the customer. It counts as no contact.
func Note(d *desk.Desk, t Target) action.Effect {
	form := kit.NewForm(options(d, t), kit.Field{Name: "note", Label: "Note", Kind: kit.NoteField, Height: 4,
		Required: true})
	return action.Ask(kit.NewFormBox("Note on "+t.Name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &contact.Log{Customer: t.Code, Result: contact.Note.String(), Note: v.Text("note"),
			NextDate: "none"})
		return "Note kept.", At(err, map[string]string{"note": "note"})
	}))
}

// Refer puts a question about the customer to the supervisor.
func Refer(d *desk.Desk, t Target) action.Effect {
	form := kit.NewForm(options(d, t), kit.Field{Name: "reason", Label: "What to decide", Kind: kit.NoteField,
		Height: 3, Required: true})
	return action.Ask(kit.NewFormBox("Refer "+t.Name+" to the supervisor", form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &referral.Refer{Customer: t.Code, Reason: v.Text("reason")})
		return "Referred to the supervisor.", At(err, map[string]string{"reason": "reason"})
	}))
}

var languages = []kit.Choice{{Value: "ar", Label: "Arabic", Key: "a"}, {Value: "en", Label: "English", Key: "e"}}

// Write makes a polite text of the customer's account to copy, and logs it once
// the officer says that it was sent.
func Write(d *desk.Desk, t Target) action.Effect {
	return action.Ask(kit.Choose("Text for "+t.Name, "", languages, "ar", func(language string) action.Effect {
		body, err := d.Message(t.Code, language)
		if err != nil {
			return action.Fail(err)
		}
		path, err := d.WriteOut("message-"+t.Code+".txt", []byte(body))
		if err != nil {
			return action.Fail(err)
		}
		if Past(d) != "" {
			return action.Ask(kit.Message("Text for "+t.Name, body+"\n\nIt is in "+path+" to copy."))
		}
		key := desk.NewKey()
		return action.Ask(kit.Confirm("Text for "+t.Name, body+"\n\nIt is in "+path+" to copy. Was it sent?",
			"sent: log it", "not sent",
			func() action.Effect {
				_, err := d.Do(key, &contact.Log{Customer: t.Code, Channel: "WhatsApp", Result: contact.Sent.String(),
					Note: "balance and bills sent in " + map[string]string{"ar": "Arabic",
						"en": "English"}[language], NextDate: "none",
					Override: "a written statement of account"})
				if err != nil {
					return action.Fail(err)
				}
				return action.Notify("The message is logged.")
			}))
	}))
}

// RoundSheet writes the sheet somebody takes along for some customers: where to go, what
// to do, what to fetch, room for a signature. The bills on it are noted as given out when
// the officer says so.
func RoundSheet(d *desk.Desk, codes []string) action.Effect {
	return WriteRound(d, desk.RoundQuery{Who: d.Who(), Codes: codes})
}

// WriteRound asks for the file of a round's sheet, and who goes.
func WriteRound(d *desk.Desk, q desk.RoundQuery) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()},
		kit.Field{Name: "collector", Label: "Who goes", Kind: kit.SuggestField, Value: q.Who, Required: true,
			Suggest: Suggest(Owners(d))},
		kit.Field{Name: "route", Label: "Route", Value: q.Route, Hint: "any; as written on the sheet"},
		kit.Field{Name: "file", Label: "File", Value: d.OutPath("round-" + d.Today().String() + ".pdf"),
			Required: true, Hint: ".pdf or .html to print, .csv, .xlsx, .txt"},
		kit.Field{Name: "give", Label: "Bills handed over now", Kind: kit.YesNoField, Value: "no"})
	box := kit.NewFormBox("Round sheet", form, func(v kit.Values) (string, error) {
		fields := map[string]string{"collector": "collector", "route": "route", "path": "file"}
		q := q
		q.Who, q.Route = v.Text("collector"), v.Text("route")
		r, err := d.Round(q)
		if err != nil {
			return "", At(err, fields)
		}
		if len(r.Rows) == 0 {
			return "", kit.At("collector", fmt.Errorf("%s has nothing on the sheet up to %s", q.Who, r.Day))
		}
		if v.Yes("give") {
			if _, err := d.GiveOut(v.Key(), r); err != nil {
				return "", At(err, fields)
			}
		}
		if err := d.WriteRound(r, v.Text("file")); err != nil {
			return "", kit.At("file", err)
		}
		return "The round sheet of " + text.Count(len(r.Rows), "customer", "customers") + " is in " + v.Text("file") +
			".", nil
	})
	return action.Ask(box)
}
