package receipts

import (
	"fmt"

	"duebook/internal/ar/writeoff"
	report "duebook/internal/report/receipts"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// askWaiting asks which write-offs wait for a decision.
func (s *Screen) askWaiting() action.Effect {
	return s.waiting.Ask(s.desk.WriteOffsWaiting)
}

// offer shows what waits; one is chosen, then decided.
func (s *Screen) offer() action.Effect {
	if s.waiting.Err != nil {
		return action.Fail(s.waiting.Err)
	}
	all := s.waiting.Value
	if len(all) == 0 {
		return action.Notify("No write-off waits for a decision. y on a bill of a receipt asks for one.")
	}
	choices := make([]kit.Choice, len(all))
	for i := range all {
		r := &all[i]
		choices[i] = kit.Choice{Value: fmt.Sprint(i), Label: r.Bill + "  " + text.FormatAmount(r.Amount,
			r.Currency.Digits) + " " + r.Currency.Code + "  " + verb.Short(r.Name, 24), Help: verb.Short(r.Reason, 24)}
	}
	return action.Ask(kit.Choose("Write-offs that wait", "", choices, "0", func(at string) action.Effect {
		var i int
		if _, err := fmt.Sscan(at, &i); err != nil {
			return action.Fail(err)
		}
		return s.decide(&all[i])
	}))
}

// decide approves or rejects one.
func (s *Screen) decide(r *report.Request) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()},
		kit.Field{Name: "answer", Label: "Write it off", Kind: kit.ChoiceField, Value: "approve", Choices: []kit.Choice{
			{Value: "approve", Label: "yes, approve", Key: "y"}, {Value: "reject", Label: "no, reject", Key: "n"}}},
		kit.Field{Name: "note", Label: "Remark", Hint: "needed when it is rejected"})
	box := kit.NewFormBox("Write-off of "+r.Bill, form, func(v kit.Values) (string, error) {
		var err error
		said := "approved: what was still open of it is written off."
		if v.Text("answer") == "approve" {
			_, err = s.desk.Do(v.Key(), &writeoff.Approve{ID: r.ID, Note: v.Text("note")})
		} else {
			_, err = s.desk.Do(v.Key(), &writeoff.Reject{ID: r.ID, Note: v.Text("note")})
			said = "rejected."
		}
		return "Write-off of " + r.Bill + " " + said, verb.At(err, map[string]string{"note": "note", "id": "answer"})
	})
	own := ""
	if r.By == s.desk.Who() {
		own = " It is your own request, which is marked."
		if !s.desk.Alone() {
			own = " It is your own request: another supervisor approves it."
		}
	}
	box.Foot = func(kit.Values) string {
		return fmt.Sprintf("%s: %s %s of %s. %s asked on %s: %s.%s", r.Name, text.FormatAmount(r.Amount,
			r.Currency.Digits), r.Currency.Code, r.Bill, r.By, text.ShortDate(r.Asked), r.Reason, own)
	}
	return action.Ask(box)
}
