package verb

import (
	"duebook/internal/ar/request"
	"duebook/internal/desk"
	"duebook/internal/report/requests"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// Owners are whom a follow-up or a request may be given to; none when they cannot be read.
func Owners(d *desk.Desk) []string {
	all, err := d.Owners()
	if err != nil {
		return nil
	}
	return all
}

// requestFields maps a refusal's field to the forms of this file.
var requestFields = map[string]string{"type": "type", "text": "text", "bill": "bill", "channel": "channel", "to": "to",
	"due": "due", "note": "note", "outcome": "outcome", "person": "person"}

var requestChannels = []kit.Choice{{Value: "call in", Label: "call", Key: "c"},
	{Value: "visit", Label: "visit", Key: "v"}, {Value: "WhatsApp", Label: "WhatsApp", Key: "w"},
	{Value: "e-mail", Label: "e-mail", Key: "e"}, {Value: "letter", Label: "letter", Key: "l"}}

// Asks and AskHelp are the name and the help of logging what a customer asks for.
const (
	Asks    = "request"
	AskHelp = "Log what the customer asks for: a copy, a price, a complaint"
)

// askedBy is how a request came that was made in a contact of a channel.
func askedBy(channel string) string {
	for _, c := range requestChannels {
		if c.Value == channel {
			return channel
		}
	}
	return requestChannels[0].Value
}

// Request logs what a customer asks for.
func Request(d *desk.Desk, t Target) action.Effect {
	var kinds []kit.Choice
	for i, k := range request.Kinds() {
		kinds = append(kinds, kit.Choice{Value: k, Label: k, Key: string("qcspdmo"[i])})
	}
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "type", Label: "Asked for", Kind: kit.ChoiceField, Choices: kinds, Value: "query"},
		kit.Field{Name: "text", Label: "What", Kind: kit.NoteField, Height: 3, Required: true,
			Hint: "in the customer's words"},
		kit.Field{Name: "bill", Label: "Bill", Kind: kit.SuggestField, Value: t.About, Suggest: Suggest(t.Bills),
			Hint: "empty: about no bill"},
		kit.Field{Name: "person", Label: "Who asked", Kind: kit.SuggestField, Value: t.Person,
			Suggest: Suggest(t.People)},
		kit.Field{Name: "channel", Label: "How", Kind: kit.ChoiceField, Choices: requestChannels,
			Value: askedBy(t.Channel)},
		kit.Field{Name: "to", Label: "Whose", Kind: kit.SuggestField, Suggest: Suggest(Owners(d)),
			Hint: "empty: yours; or sales, delivery, accounts"},
		kit.Field{Name: "due", Label: "By", Kind: kit.DateField, Value: "+2", Required: true, Hint: "fri, +3, 25/12"})
	box := kit.NewFormBox("Request of "+t.Name, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &request.Log{Customer: t.Code, Type: v.Text("type"), Text: v.Text("text"),
			Bill: v.Text("bill"), Person: v.Text("person"), Channel: v.Text("channel"), To: v.Text("to"),
			Due: v.Date("due").String()})
		return "Request logged, due " + Lands(d, v.Date("due")) + ".", At(err, requestFields)
	})
	box.Preview = func(v kit.Values) (string, error) {
		whose := "Yours"
		if v.Text("to") != "" {
			whose = "For " + v.Text("to")
		}
		return whose + ", due " + Lands(d, v.Date("due")) + ".", nil
	}
	return action.Ask(box)
}

// RouteRequests gives requests to somebody else.
func RouteRequests(d *desk.Desk, ids []uint32, what string, done func() action.Effect) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()},
		kit.Field{Name: "to", Label: "To", Kind: kit.SuggestField, Required: true, Suggest: Suggest(Owners(d)),
			Hint: "a person, or sales, delivery, accounts"},
		kit.Field{Name: "note", Label: "Note", Hint: "what they should know"})
	return askThen(kit.NewFormBox("Route "+what, form, func(v kit.Values) (string, error) {
		return "Routed to " + v.Text("to") + ".", At(d.UpdateRequests(v.Key(), ids, v.Text("to"), "", v.Text("note")),
			requestFields)
	}), done)
}

// MoveRequests puts requests to another day.
func MoveRequests(d *desk.Desk, ids []uint32, what string, done func() action.Effect) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()},
		kit.Field{Name: "due", Label: "To", Kind: kit.DateField, Value: "+1", Required: true, Hint: "fri, +3, 25/12"},
		kit.Field{Name: "note", Label: "Why"})
	box := kit.NewFormBox("Move "+what, form, func(v kit.Values) (string, error) {
		return "Due " + Lands(d, v.Date("due")) + ".", At(d.UpdateRequests(v.Key(), ids, "", v.Date("due").String(),
			v.Text("note")), requestFields)
	})
	box.Preview = func(v kit.Values) (string, error) { return "Due " + Lands(d, v.Date("due")) + ".", nil }
	return askThen(box, done)
}

// AnswerRequest notes what was answered; the request stays open.
func AnswerRequest(d *desk.Desk, r *requests.Row, done func() action.Effect) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "note", Label: "Note", Kind: kit.NoteField,
		Height: 3, Required: true})
	return askThen(kit.NewFormBox(action.Sentence(r.Kind.String())+" for "+r.Name, form,
		func(v kit.Values) (string, error) {
			return "Noted; the request stays open.", At(d.UpdateRequests(v.Key(), []uint32{r.Request.ID}, "", "",
				v.Text("note")), requestFields)
		}), done)
}

// CloseRequests closes requests with what came of them.
func CloseRequests(d *desk.Desk, ids []uint32, what string, done func() action.Effect) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "outcome", Label: "Outcome",
		Required: true, Hint: "sent by e-mail, price agreed, refused because ..."})
	return askThen(kit.NewFormBox("Close "+what, form, func(v kit.Values) (string, error) {
		return text.Count(len(ids), "request", "requests") + " closed.", At(d.CloseRequests(v.Key(), ids,
			v.Text("outcome")), requestFields)
	}), done)
}
