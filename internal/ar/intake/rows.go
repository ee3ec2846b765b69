package intake

import (
	"duebook/internal/ar/cheque"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// ApplicationRow is one line of a file of applications. In a remittance list Receipt
// is empty: one receipt is put on all its bills, and an amount below 0 is a credit the
// customer took off, Bill its number. Amounts are in minor units of Currency.
type ApplicationRow struct {
	Receipt, Bill, Currency string
	Part                    int         // which part of the bill, from 1; 0 is the oldest due first
	Amount                  money.Minor // how much of the receipt goes on the bill
	Total                   money.Minor // the whole receipt, where a remittance list says it; else 0
	Date                    civil.Date  // 0: the day it is taken in
	Line                    int32
}

// ChequeRow is one line of a file of cheques. Amount is above 0, in minor units of
// Currency; Covers are the bills it is for, none: the oldest due.
type ChequeRow struct {
	Customer, Currency, Number, Bank, Drawer string
	BankBranch, BankAccount, Type            string
	From, Kept, Note                         string
	State                                    string // as written; "" when the file does not say
	Moves                                    string // what happened to it, as an export of cheques writes it
	Covers                                   []CoverRow
	Amount                                   money.Minor
	Maturity, Received, Hold                 civil.Date
	Line                                     int32
}

// CoverRow is a bill a cheque is for, or a part of it from 1; Amount 0 is what is left.
type CoverRow struct {
	Bill   string
	Part   int
	Amount money.Minor
}

// Done is the state of a cheque that nobody waits for any more, "" of others: its number
// may come again on another cheque.
func (r *ChequeRow) Done() string {
	if s, err := cheque.ParseState(r.State); err == nil && r.Moves != "" && s.Done() && s != cheque.Cleared {
		return r.State
	}
	return ""
}
