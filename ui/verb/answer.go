package verb

import (
	"strings"

	"duebook/internal/ar/referral"
	"duebook/internal/desk"
	"duebook/internal/report/referrals"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// answerFields maps a refusal's field to the forms of this file.
var answerFields = map[string]string{"text": "text", "block": "block", "reason": "text", "bill": "bill",
	"amount": "amount", "until": "until", "answer": "text"}

// answer asks for the words of an answer and what else it needs, and posts it.
func answer(d *desk.Desk, r *referrals.Row, v referral.Verdict, will string, required bool, done func() action.Effect,
	digits int, fill func(a *desk.Answering, v kit.Values), more ...kit.Field) action.Effect {
	words := kit.Field{Name: "text", Label: "What you say", Kind: kit.NoteField, Height: 3, Required: required}
	if !required {
		words.Hint = "empty: the answer says enough"
	}
	form := kit.NewForm(kit.FormOptions{Today: d.Today(), Digits: digits}, append(more, words)...)
	box := kit.NewFormBox(action.Sentence(v.String())+": "+r.Name, form, func(x kit.Values) (string, error) {
		a := &desk.Answering{Reply: referral.Reply{ID: r.ID, Answer: v.String(), Text: x.Text("text")}}
		if fill != nil {
			fill(a, x)
		}
		said := "Answered: " + v.String() + ". "
		if v == referral.Other {
			said = "Answered. "
		}
		return said + r.By + " sees it on Today.", At(d.AnswerReferral(x.Key(), a), answerFields)
	})
	box.Foot = func(kit.Values) string {
		asked := r.By + " asked: " + r.Reason
		if !strings.ContainsAny(asked[len(asked)-1:], ".?!") {
			asked += "."
		}
		return asked + " " + will
	}
	return askThen(box, done)
}

// TakeOver answers a referral by making whoever sits here the collector.
func TakeOver(d *desk.Desk, r *referrals.Row, done func() action.Effect) action.Effect {
	return answer(d, r, referral.TakeOver, "You become the collector of "+strings.TrimSuffix(r.Name, ".")+".",
		false, done, 2, nil)
}

// Instruct answers a referral with what is to be done.
func Instruct(d *desk.Desk, r *referrals.Row, done func() action.Effect) action.Effect {
	return answer(d, r, referral.Instruct, "Nothing else changes.", true, done, 2, nil)
}

// AnswerOther answers a referral in other words.
func AnswerOther(d *desk.Desk, r *referrals.Row, done func() action.Effect) action.Effect {
	return answer(d, r, referral.Other, "Nothing else changes.", true, done, 2, nil)
}

// AnswerLegal answers a referral by handing the customer to the lawyers.
func AnswerLegal(d *desk.Desk, r *referrals.Row, done func() action.Effect) action.Effect {
	return answer(d, r, referral.Legal, "The status becomes legal: off the call list.", false, done, 2, nil)
}

var heldBlocks = []kit.Choice{{Value: "", Label: "none", Key: "n"}, {Value: "cash only", Label: "cash only", Key: "c"},
	{Value: "ship", Label: "shipping", Key: "s"}, {Value: "bill", Label: "billing", Key: "b"},
	{Value: "all", Label: "all", Key: "a"}}

// AnswerHold answers a referral by a block of the customer, by setting bills aside, or by
// words alone.
func AnswerHold(d *desk.Desk, r *referrals.Row, done func() action.Effect) action.Effect {
	return On(d, r.Code, func(d *desk.Desk, t Target) action.Effect {
		held := func(v kit.Values) bool { return v.Text("bill") != "" }
		return answer(d, r, referral.Hold, "A block and the holds are set with the answer.", false, done, t.Digits,
			func(a *desk.Answering, v kit.Values) {
				a.Block, a.Until = v.Text("block"), v.Date("until").String()
				for _, b := range strings.FieldsFunc(v.Text("bill"), func(c rune) bool {
					return strings.ContainsRune(",;،", c)
				}) {
					a.Bills = append(a.Bills, strings.TrimSpace(b))
				}
			}, kit.Field{Name: "block", Label: "Block", Kind: kit.ChoiceField, Choices: heldBlocks},
			kit.Field{Name: "bill", Label: "Bills aside", Kind: kit.SuggestField, Suggest: Suggest(t.Bills),
				Hint: "numbers with commas; empty: none"},
			kit.Field{Name: "until", Label: "Until", Kind: kit.DateField, Hint: "empty: no end", Show: held})
	})
}

// AnswerWriteOff answers a referral by a request to write a bill off.
func AnswerWriteOff(d *desk.Desk, r *referrals.Row, done func() action.Effect) action.Effect {
	return On(d, r.Code, func(d *desk.Desk, t Target) action.Effect {
		if len(t.Bills) == 0 {
			return action.Decline(r.Name + " has no open bill to write off")
		}
		return answer(d, r, referral.WriteOff, "A request to write off is made; another supervisor decides on it.",
			false, done, t.Digits, func(a *desk.Answering, v kit.Values) {
				a.Bills = []string{v.Text("bill")}
				if v.Text("amount") != "" {
					a.Amount = plain(v.Amount("amount"), t.Digits)
				}
			}, kit.Field{Name: "bill", Label: "Bill", Kind: kit.SuggestField, Value: t.firstBill(), Required: true,
				Suggest: Suggest(t.Bills)},
			kit.Field{Name: "amount", Label: "Amount " + t.Currency, Kind: kit.AmountField,
				Hint: "empty: all that is open"})
	})
}
