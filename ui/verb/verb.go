// Package verb holds the dialogs behind the letters that mean the same on every
// screen: promise, follow-up, receipt, dispute, refer, edit. Each is a form that
// checks at the field and posts one command under one key. It must never know
// which screen asked, nor post anything by itself.
package verb

import (
	"duebook/internal/ar/bill"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/promise"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"strings"
)

// Target is the customer a dialog is about, and what it may offer.
type Target struct {
	Code, Name string
	Currency   string
	Digits     int
	ToCollect  money.Minor
	Bill       string   // the bill under the cursor, or ""
	People     []string // names on the card
	Person     string   // who is spoken to, in a call
	Channel    string   // how, in a call
	About      string   // the bill that is spoken of, in a call
	Bills      []string // numbers of open bills, the oldest due first
}

// firstBill is the bill under the cursor, else the oldest.
func (t *Target) firstBill() string {
	if t.Bill == "" && len(t.Bills) > 0 {
		return t.Bills[0]
	}
	return t.Bill
}

// Of is the target of a card.
func Of(c *desk.Card, account int) Target {
	a := &c.Accounts[account]
	t := Target{Code: c.Code, Name: c.Name, Currency: a.Currency, Digits: a.Digits, ToCollect: a.ToCollect}
	for _, p := range c.People {
		t.People = append(t.People, p.Name)
	}
	for i := range a.Bills {
		if !a.Bills[i].Credit {
			t.Bills = append(t.Bills, a.Bills[i].Number)
		}
	}
	return t
}

// On reads a customer's card and opens a dialog on it, for lists that hold only
// the code.
func On(d *desk.Desk, code string, open func(d *desk.Desk, t Target) action.Effect) action.Effect {
	c, err := d.Card(code)
	if err != nil {
		return action.Fail(err)
	}
	return open(d, Of(c, 0))
}

// Past is why nothing can be posted while a past day is on show; "" when it can.
func Past(d *desk.Desk) string {
	if d.Past() {
		return "a past day is on show; press @ and choose today first"
	}
	return ""
}

func options(d *desk.Desk, t Target) kit.FormOptions {
	return kit.FormOptions{Today: d.Today(), Digits: t.Digits}
}

// At puts a refusal at the form's field of the same meaning; fields maps the
// command's field to the form's.
func At(err error, fields map[string]string) error {
	if err == nil {
		return nil
	}
	if f, ok := fields[desk.FieldOf(err)]; ok {
		return kit.At(f, err)
	}
	return err
}

// Suggest are the names that hold what is typed, however it is spelled: for a field with
// suggestions.
func Suggest(names []string) func(typed string) []string {
	return func(typed string) []string {
		var out []string
		for _, n := range names {
			if strings.Contains(text.Fold(n), text.Fold(typed)) {
				out = append(out, n)
			}
		}
		return out
	}
}

var methods = []kit.Choice{{Value: "transfer", Label: "transfer", Key: "t"}, {Value: "cash", Label: "cash", Key: "c"},
	{Value: "cheque", Label: "cheque", Key: "h"}, {Value: "other", Label: "other", Key: "o"}}

// ofCheque shows what only the promise of a cheque has.
func ofCheque(v kit.Values) bool { return v.Text("method") == "cheque" }

// Promise asks for a promise to pay; the amount offered is what is to collect.
func Promise(d *desk.Desk, t Target) action.Effect {
	amount := ""
	if t.ToCollect > 0 {
		amount = text.FormatAmount(t.ToCollect, t.Digits)
	}
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "amount", Label: "Amount " + t.Currency, Kind: kit.AmountField, Value: amount, Required: true},
		kit.Field{Name: "date", Label: "By", Kind: kit.DateField, Value: "+3", Required: true,
			Hint: "fri, +3, 25/12, 1447-06-01h"},
		kit.Field{Name: "method", Label: "How", Kind: kit.ChoiceField, Choices: methods, Value: "transfer"},
		kit.Field{Name: "matures", Label: "Dated at latest", Kind: kit.DateField,
			Hint: "of the cheque; empty: the day promised", Show: ofCheque},
		kit.Field{Name: "bill", Label: "Only bill", Kind: kit.SuggestField, Value: t.Bill, Suggest: Suggest(t.Bills),
			Hint: "empty: the whole account"},
		kit.Field{Name: "from", Label: "Who promised", Kind: kit.SuggestField, Suggest: Suggest(t.People)})
	box := kit.NewFormBox("Promise of "+t.Name, form, func(v kit.Values) (string, error) {
		c := &promise.Take{Customer: t.Code, Currency: t.Currency, Amount: plain(v.Amount("amount"), t.Digits),
			Date: v.Date("date").String(), Method: v.Text("method"), From: v.Text("from"),
			Matures: v.Date("matures").String()}
		if b := v.Text("bill"); b != "" {
			c.Bills = []string{b}
		}
		_, err := d.Do(v.Key(), c)
		return "Promise noted: " + text.FormatAmount(v.Amount("amount"), t.Digits) + " by " +
				v.Date("date").String() + ".",
			At(err, map[string]string{"amount": "amount", "date": "date", "bills": "bill", "bill": "bill",
				"method": "method", "matures": "matures"})
	})
	box.Foot = func(v kit.Values) string {
		out := t.Name + " promises " + text.FormatAmount(v.Amount("amount"), t.Digits) + " " + t.Currency + "."
		if v.Amount("amount") > t.ToCollect && v.Text("bill") == "" {
			out += " That is more than is to collect: " + text.FormatAmount(t.ToCollect, t.Digits) + "."
		}
		return out
	}
	return action.Ask(box)
}

// plain is an amount as a command takes it.
func plain(m money.Minor, digits int) string { return money.Currency{Digits: digits}.Plain(m) }

// Dispute contests the bill under the cursor, or one named.
func Dispute(d *desk.Desk, t Target) action.Effect {
	form := kit.NewForm(options(d, t),
		kit.Field{Name: "bill", Label: "Bill", Kind: kit.SuggestField, Value: t.firstBill(), Required: true,
			Suggest: Suggest(t.Bills)},
		kit.Field{Name: "amount", Label: "Amount " + t.Currency, Kind: kit.AmountField,
			Hint: "empty: all that is open"},
		kit.Field{Name: "reason", Label: "Why", Required: true, Hint: "what the customer contests"})
	return action.Ask(kit.NewFormBox("Dispute of "+t.Name, form, func(v kit.Values) (string, error) {
		c := &dispute.Open{Bill: v.Text("bill"), Reason: v.Text("reason")}
		if v.Text("amount") != "" {
			c.Amount = plain(v.Amount("amount"), t.Digits)
		}
		_, err := d.Do(v.Key(), c)
		return "Dispute noted: it is left out of what is to collect.", At(err, map[string]string{"bill": "bill",
			"amount": "amount",
			"reason": "reason"})
	}))
}

// Reschedule gives a bill another due date from today on.
func Reschedule(d *desk.Desk, t Target, part int, due string) action.Effect {
	form := kit.NewForm(options(d, t), kit.Field{Name: "due", Label: "Due on", Kind: kit.DateField, Value: due,
		Required: true})
	return action.Ask(kit.NewFormBox("Due date of "+t.Bill, form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &bill.Reschedule{Bill: t.Bill, Part: part, Due: v.Date("due").String()})
		return "The due date was moved; earlier days keep what they showed.", At(err, map[string]string{"due": "due"})
	}))
}
