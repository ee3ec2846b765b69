package desk

// names of the commands as people call them.
var names = map[string]string{
	"bill.issue": "a bill", "bill.reschedule": "a moved due date", "company.set": "a setting of the company",
	"cash.hand_over": "cash handed over", "cash.recount": "a batch counted again",
	"cash.post": "the receipts of a batch", "cash.bank": "cash banked", "cash.pay_out": "cash paid out",
	"cash.draw": "cash drawn", "cash.transfer": "cash between tills", "cash.start": "a till started",
	"cash.close":         "a till counted",
	"receipt_book.issue": "a receipt book", "receipt_book.void_leaf": "a void leaf",
	"receipt_book.return": "a receipt book back", "proof.give": "delivery copies given out",
	"proof.back": "delivery copies back", "proof.missing": "missing delivery copies",
	"proof.discrepancy": "a delivery copy with a discrepancy",
	"cheque.receive":    "a cheque received", "cheque.move": "a move of cheques",
	"cheque.deposit": "cheques deposited", "cheque.slip": "a deposit slip", "cheque.clear": "cheques cleared",
	"cheque.bounce": "a bounced cheque", "cheque.settle": "a cheque made good in cash",
	"cheque.replace": "a replaced cheque", "cheque.assign": "what a cheque covers",
	"cheque.bring":   "cheques of another book",
	"cheque.correct": "a corrected cheque", "customer.block": "a block of a customer",
	"company.holiday.add": "a holiday", "company.holiday.remove": "a removed holiday",
	"credit.set_limit": "a credit limit", "credit.end_limit": "an ended credit limit",
	"credit.agree": "a special agreement", "credit.end_agreement": "an ended special agreement",
	"contact.amend":     "an amended note",
	"confirmation.make": "balance confirmations", "confirmation.move": "a move of balance confirmations",
	"confirmation.reply": "a reply to a balance confirmation", "confirmation.reconcile": "a reconciled balance",
	"confirmation.work": "alternative work on a balance",
	"contact.log":       "a logged contact", "customer.assign": "a change of a customer's profile",
	"customer.edit": "an edited card",
	"customer.open": "a new customer", "customer.person": "a person on a card",
	"customer.revise": "a revised card", "document.record": "a document", "document.renew": "a renewed document",
	"document.correct": "a corrected document", "document.withdraw": "a withdrawn document",
	"customer.person.remove": "a removed person",
	"dispute.close":          "a closed dispute", "dispute.open": "a dispute",
	"followup.cancel": "a cancelled follow-up",
	"followup.done":   "a follow-up marked done", "followup.move": "a moved follow-up",
	"followup.edit":   "a changed follow-up",
	"followup.plan":   "a planned follow-up",
	"followup.spread": "planned follow-ups", "hold.release": "a released hold", "hold.set": "a hold",
	"import":             "an import",
	"interest.set_terms": "terms of interest", "interest.end_terms": "ended terms of interest",
	"interest.run": "interest notes", "interest.reverse": "a reversed interest note",
	"interest.waive":      "interest waived",
	"provision.set_rates": "loss rates", "provision.set_specific": "a specific provision",
	"provision.end_specific": "an ended specific provision",
	"office.set":             "a person and their roles",
	"portfolio.cover":        "a cover for somebody absent", "portfolio.end_cover": "an ended cover",
	"portfolio.hand_over": "a portfolio handed over",
	"promise.take":        "a promise", "promise.withdraw": "a withdrawn promise",
	"receipt.apply":  "an application of a receipt",
	"receipt.record": "a receipt", "receipt.settle": "a receipt", "receipt.refund": "a refund",
	"receipt.move": "money moved to another customer", "receipt.keep": "a small over-payment kept",
	"receipt.certify": "a withholding certificate", "writeoff.ask": "a write-off request",
	"writeoff.approve": "an approved write-off", "writeoff.reject": "a rejected write-off",
	"receipt.unapply": "a take-back of a receipt's application",
	"reminder.level":  "a level of reminder letters", "reminder.defaults": "three levels of reminder letters",
	"reminder.send":   "reminder letters",
	"referral.answer": "an answer to a referral", "referral.refer": "a referral", "referral.see": "an answer seen",
	"refer":          "a referral",
	"target.propose": "a proposed target", "target.agree": "an agreed target", "target.reject": "a rejected target",
	"round.back": "a bill back from the round", "round.give": "bills given out",
}

// Describe is a command's kind as people call it.
func Describe(kind string) string {
	if n, ok := names[kind]; ok {
		return n
	}
	return kind
}
