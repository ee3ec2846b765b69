package desk

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/document"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/office"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/portfolio"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/proposal"
	"duebook/internal/ar/provision"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/referral"
	"duebook/internal/ar/reminder"
	"duebook/internal/ar/request"
	"duebook/internal/ar/round"
	"duebook/internal/ar/settle"
	"duebook/internal/ar/target"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
)

// held is raised when what rows or indexes hold changes without a change of their names:
// books kept until then are made anew from their journals when they are opened.
//
// 2: receipts are found by the days they came and went.
const held = 2

// Schema is everything a book of this version knows, subject by subject in the
// order of package ar.
func Schema() *book.Schema {
	return book.NewSchema(company.Subject(), office.Subject(), directory.Subject(),
		customer.Subject(), account.Subject(),
		document.Subject(), openitem.Subject(),
		bill.Subject(), receipt.Subject(), provision.Subject(), dispute.Subject(),
		followup.Subject(), portfolio.Subject(), cheque.Subject(),
		obligation.Subject(), promise.Subject(), contact.Subject(), referral.Subject(), request.Subject(),
		round.Subject(),
		writeoff.Subject(), settle.Subject(), cashbox.Subject(), proof.Subject(), interest.Subject(),
		credit.Subject(), target.Subject(),
		reminder.Subject(), confirmation.Subject(), dayreport.Subject(), proposal.Subject(), dayCommands(),
		intake.Subject()).Version(held)
}
