package office

import (
	"maps"
	"slices"
	"strings"

	"duebook/internal/book"
)

const (
	both  = Officer | Supervisor
	chief = Supervisor
)

// allowed says who may give a command. An auditor gives none, and an admin none
// about money. "undo" asks besides whether the command taken back is one's own, and may
// be given.
var allowed = map[string]Roles{
	"bill.issue": chief, "bill.reschedule": chief,
	"cash.bank": both, "cash.close": both, "cash.draw": chief, "cash.hand_over": both, "cash.pay_out": chief,
	"cash.post": both, "cash.recount": chief, "cash.start": chief, "cash.transfer": both,
	"cheque.assign": both, "cheque.bounce": both, "cheque.bring": chief, "cheque.clear": both,
	"cheque.correct": chief, "cheque.deposit": both, "cheque.move": both, "cheque.receive": both,
	"cheque.replace": chief, "cheque.settle": both, "cheque.slip": both,
	"company.found": Admin, "company.holiday.add": Admin | chief, "company.holiday.remove": Admin | chief,
	"company.restored": Admin, "company.set": Admin,
	"confirmation.make": chief, "confirmation.move": both, "confirmation.reconcile": both, "confirmation.reply": both,
	"confirmation.work": both,
	"contact.amend":     both, "contact.log": both,
	"credit.agree": chief, "credit.end_agreement": chief, "credit.end_limit": chief, "credit.set_limit": chief,
	"customer.assign": chief, "customer.block": chief, "customer.edit": chief, "customer.open": chief,
	"customer.person": both, "customer.person.remove": both, "customer.revise": chief,
	"day.accept": chief, "day.comment": chief, "day.leave_out": both, "day.remark": both, "day.return": chief,
	"day.submit":    both,
	"dispute.close": chief, "dispute.open": both,
	"document.correct": both, "document.record": both, "document.renew": both, "document.withdraw": chief,
	"followup.cancel": both, "followup.done": both, "followup.edit": both, "followup.move": both,
	"followup.plan": both, "followup.spread": both,
	"hold.release": chief, "hold.set": both,
	"import": chief, "import.remember": chief,
	"interest.end_terms": chief, "interest.reverse": chief, "interest.run": chief, "interest.set_terms": chief,
	"interest.waive":  chief,
	"obligation.edit": both, "obligation.move": both, "obligation.record": both,
	"office.set":      Admin,
	"portfolio.cover": chief, "portfolio.end_cover": chief, "portfolio.hand_over": chief,
	"promise.bring": chief, "promise.plan": both, "promise.take": both, "promise.withdraw": both,
	"proposal.approve": chief, "proposal.make": both, "proposal.refuse": chief, "proposal.withdraw": both,
	"proof.back": both, "proof.discrepancy": both, "proof.give": both, "proof.missing": both,
	"provision.end_specific": chief, "provision.set_rates": chief, "provision.set_specific": chief,
	"receipt.apply": both, "receipt.certify": both, "receipt.keep": chief, "receipt.move": chief,
	"receipt.record": both, "receipt.refund": chief, "receipt.settle": both, "receipt.unapply": chief,
	"receipt_book.issue": chief, "receipt_book.return": both, "receipt_book.void_leaf": both,
	"referral.answer": chief, "referral.refer": both, "referral.see": both,
	"reminder.defaults": chief, "reminder.level": chief, "reminder.send": both,
	"request.close": both, "request.log": both, "request.update": both,
	"round.back": both, "round.give": both,
	"target.agree": chief, "target.propose": both, "target.reject": chief,
	"undo":             both | Admin,
	"writeoff.approve": chief, "writeoff.ask": both, "writeoff.reject": chief,
}

// proposed are the commands that who may not give them proposes to a supervisor.
var proposed = map[string]bool{
	"cheque.correct": true, "cheque.replace": true, "credit.agree": true, "credit.end_agreement": true,
	"credit.end_limit": true, "credit.set_limit": true, "customer.block": true, "customer.edit": true,
	"customer.revise": true, "interest.waive": true, "receipt.apply": true, "receipt.settle": true,
	"receipt.unapply": true,
}

// Proposable reports whether an officer who may not give a command may propose it.
func Proposable(kind string) bool { return proposed[kind] }

// Proposed lists those commands, sorted.
func Proposed() []string { return slices.Sorted(maps.Keys(proposed)) }

// MayGive are the roles that may give a command; known is false for a kind that has no
// entry, which nobody may give once people are set up.
func MayGive(kind string) (r Roles, known bool) {
	r, known = allowed[kind]
	return r, known
}

// Why is why roles may not give a command, in a sentence; "" when they may.
func Why(held Roles, kind string) string {
	may := allowed[kind]
	switch {
	case held&may != 0:
		return ""
	case may == 0:
		return "no role may do this (" + kind + ")"
	case held == 0:
		return "you are not set up to work here; an admin must give you a role"
	}
	return "only " + or(may) + " may do this, and you are " + article(held)
}

func or(r Roles) string {
	var out []string
	for _, x := range Each {
		if r&x != 0 {
			out = append(out, article(x))
		}
	}
	if n := len(out); n > 1 {
		return strings.Join(out[:n-1], ", ") + " or " + out[n-1]
	}
	return strings.Join(out, "")
}

func article(r Roles) string {
	s := r.String()
	if strings.ContainsRune("ao", rune(s[0])) {
		return "an " + s
	}
	return "a " + s
}

// permit is asked inside every write, on the book as it is now.
func permit(in *book.In, c book.Command) (string, error) {
	if Working(in.View) == 0 {
		return "", nil
	}
	held, err := Of(in.View, in.Who)
	if err != nil {
		return "", err
	}
	if why := Why(held, c.Kind()); why != "" {
		return "", book.Refuse(book.Forbidden, "%s", why)
	}
	if c.Kind() == (book.Undo{}).Kind() {
		err = mayUndo(in, held, c)
	}
	return held.String(), err
}

// mayUndo lets a command be taken back by who may give it; an officer takes back only
// what they posted themselves today.
func mayUndo(in *book.In, held Roles, c book.Command) error {
	var seq uint64
	switch u := c.(type) {
	case *book.Undo:
		seq = u.Seq
	case book.Undo:
		seq = u.Seq
	}
	e, err := in.Heading(seq)
	if err != nil {
		return err
	}
	if why := Why(held, e.Command); why != "" {
		return book.Refuse(book.Forbidden, "entry %d: %s", seq, why)
	}
	if held&(Supervisor|Admin) == 0 && (e.Who != in.Who || e.Day != in.Today) {
		return book.Refuse(book.Forbidden, "entry %d was posted by %s on %s: an officer takes back only what they "+
			"posted themselves today; ask a supervisor", seq, e.Who, e.Day)
	}
	return nil
}
