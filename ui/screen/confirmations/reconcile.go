package confirmations

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/confirmation"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// lines are how many causes the dialog takes; each shows when the one before is filled.
const lines = 30

func field(what string, n int) string { return fmt.Sprintf("%s%d", what, n) }

// askReconcile asks for the causes of a difference; those given before stand there again.
func (s *Screen) askReconcile() action.Effect {
	r := *s.letter()
	var fields []kit.Field
	for n := range lines {
		given := confirmation.Reason{}
		if n == 0 {
			given.Amount = r.Difference() // offered whole, with the cause to be chosen
		}
		if n < len(r.Reconciled.Reasons) {
			given = r.Reconciled.Reasons[n]
		}
		fields = append(fields, causeFields(n, &given, r.Digits)...)
	}
	return s.ask("Reconcile "+r.Name, "The balance is reconciled.", func(v kit.Values) desk.Command {
		all, _ := causes(v, r.Digits)
		return &confirmation.Reconcile{Run: r.Run, Customer: r.Code, Currency: r.Currency, Causes: all}
	}, func(v kit.Values) string {
		_, sum := causes(v, r.Digits)
		say := func(m money.Minor) string { return text.FormatAmount(m, r.Digits) }
		foot := "Ours " + say(r.Balance) + ", causes " + say(sum) + ", theirs " + say(r.Reply.Theirs)
		if left := r.Difference() - sum; left != 0 {
			return foot + ": " + say(left) + " is left; put it under unexplained when nobody knows."
		}
		return foot + ": it foots."
	}, fields...)
}

func causeFields(n int, given *confirmation.Reason, digits int) []kit.Field {
	show := func(v kit.Values) bool { return n == 0 || v.Text(field("amount", n-1)) != "" }
	more := func(v kit.Values) bool { return show(v) && v.Text(field("amount", n)) != "" }
	cause, amount := "", ""
	if given.Cause != 0 {
		cause = given.Cause.String()
	}
	if given.Amount != 0 {
		amount = text.FormatAmount(given.Amount, digits)
	}
	return []kit.Field{{Name: field("cause", n), Label: "Cause", Kind: kit.SuggestField, Show: show, Value: cause,
		Suggest: verb.Suggest(confirmation.Causes()), Hint: "payment in transit, return they took, unexplained",
		Check: func(typed string) error { _, err := causeOf(typed); return err }},
		{Name: field("amount", n), Label: "Amount", Show: show, Value: amount,
			Hint: "signed: -400 when it makes theirs less"},
		{Name: field("note", n), Label: "Note", Show: more, Value: given.Note},
		{Name: field("bill", n), Label: "Bill", Show: more, Value: given.Bill, Hint: "empty: about none"},
		{Name: field("dispute", n), Label: "Dispute it", Kind: kit.YesNoField, Show: func(v kit.Values) bool {
			return more(v) && v.Text(field("bill", n)) != "" && given.Dispute == 0
		}}}
}

// causeOf is the cause that is typed, or the only one that holds it.
func causeOf(typed string) (string, error) {
	like := verb.Suggest(confirmation.Causes())(typed)
	switch {
	case slices.Contains(like, strings.ToLower(typed)):
		return strings.ToLower(typed), nil
	case len(like) == 1:
		return like[0], nil
	case len(like) == 0:
		return "", fmt.Errorf("%q is no cause: choose one with the arrows", typed)
	}
	return "", fmt.Errorf("%q may be %s", typed, strings.Join(like, ", "))
}

// causes are those typed, and their sum.
func causes(v kit.Values, digits int) (all []confirmation.ReasonInput, sum money.Minor) {
	for n := range lines {
		typed := v.Text(field("amount", n))
		if typed == "" {
			break
		}
		m, _ := text.ParseAmount(typed, digits) // the command says what is wrong with it
		sum += m
		cause, _ := causeOf(v.Text(field("cause", n))) // checked in the field
		all = append(all, confirmation.ReasonInput{Cause: cause, Amount: typed,
			Note: v.Text(field("note", n)), Bill: v.Text(field("bill", n)), Dispute: v.Yes(field("dispute", n))})
	}
	return all, sum
}
