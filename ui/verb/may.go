package verb

import "duebook/internal/desk"

// posts says which commands an action posts where its id is not itself the kind of one;
// of several, one that may be given is enough.
var posts = map[string][]string{
	"agreement.add": {"credit.agree"}, "agreement.end": {"credit.end_agreement"}, "block.set": {"customer.block"},
	"book.issue": {"receipt_book.issue"}, "book.return": {"receipt_book.return"},
	"book.void": {"receipt_book.void_leaf"}, "call.log": {"contact.log"}, "cash.count": {"cash.hand_over"},
	"cash.move": {"cash.bank", "cash.pay_out", "cash.draw", "cash.transfer", "cash.start"},
	"copy.back": {"proof.back"}, "copy.dispute": {"proof.discrepancy"}, "copy.give": {"proof.give"},
	"copy.missing": {"proof.missing"}, "customer.new": {"customer.open"}, "document.add": {"document.record"},
	"day.edit_remark": {"day.remark", "day.comment"},
	"document.edit":   {"document.correct"}, "due.edit": {"bill.reschedule"},
	"edit":        {"customer.edit", "customer.revise", "customer.person", "followup.edit"},
	"import.take": {"import"}, "interest.charge": {"interest.run"}, "item.cancel": {"followup.cancel"},
	"item.done": {"followup.done"}, "item.edit": {"followup.edit"}, "item.move": {"followup.move"},
	"letter.move": {"confirmation.move"}, "letter.reconcile": {"confirmation.reconcile"},
	"letter.reply": {"confirmation.reply"}, "letter.work": {"confirmation.work"}, "run.make": {"confirmation.make"},
	"letterhead.edit": {"company.set"}, "letters.post": {"reminder.send"}, "levels.add": {"reminder.level"},
	"levels.edit": {"reminder.level"}, "limit.end": {"credit.end_limit"}, "limit.set": {"credit.set_limit"},
	"limit.temporary": {"credit.set_limit"}, "note.write": {"contact.log"}, "paper.edit": {"obligation.edit"},
	"paper.move": {"obligation.move", "promise.withdraw"}, "plan.add": {"obligation.record", "promise.plan"},
	"people.add": {"office.set"}, "people.edit": {"office.set"},
	"provision.rates":    {"provision.set_rates"},
	"provision.specific": {"provision.set_specific", "provision.end_specific"},
	"receipt.change":     {"receipt.refund", "receipt.move", "receipt.keep", "receipt.certify"},
	"receipt.post":       {"receipt.settle", "receipt.record", "cash.post"}, "refer": {"referral.refer"},
	"round.visited": {"contact.log"}, "round.away": {"contact.log"}, "round.receipt": {"receipt.record"},
	"round.post":    {"contact.log"},
	"request.route": {"request.update"}, "request.move": {"request.update"}, "request.note": {"request.update"},
	"answer.seen": {"referral.see"}, "answer.take": {"referral.answer"}, "answer.instruct": {"referral.answer"},
	"answer.hold": {"referral.answer"}, "answer.legal": {"referral.answer"}, "answer.writeoff": {"referral.answer"},
	"answer.other":    {"referral.answer"},
	"target.decide":   {"target.agree", "target.reject"},
	"proposal.decide": {"proposal.approve", "proposal.refuse"},
	"writeoff.decide": {"writeoff.approve", "writeoff.reject"}, "cheques.accounts": {"company.set"},
}

// Proposes reports whether an action only proposes to a supervisor what it says.
func Proposes(d *desk.Desk, id string) bool {
	kinds := posts[id]
	if kinds == nil {
		kinds = []string{id}
	}
	asks := false
	for _, k := range kinds {
		if asks = asks || d.Proposes(k); d.May(k) == "" && !d.Proposes(k) {
			return false
		}
	}
	return asks
}

// May is why whoever sits at the desk may not do the action of an id; "" when they may,
// and for actions that post nothing. The shell disables by it what a screen offers.
func May(d *desk.Desk, id string) string {
	kinds := posts[id]
	if kinds == nil {
		if !desk.IsCommand(id) {
			return ""
		}
		kinds = []string{id}
	}
	why := ""
	for _, k := range kinds {
		if why = d.May(k); why == "" {
			return ""
		}
	}
	return why
}
