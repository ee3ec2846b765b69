package intake

import (
	"duebook/internal/civil"
	"duebook/internal/money"
)

// ApplicationRow is one line of a file of applications. In a remittance list Receipt
// is empty: one receipt is put on all its bills. Amounts are above 0, in minor units
// of Currency.
type ApplicationRow struct {
	Receipt, Bill, Currency string
	Part                    int         // which part of the bill, from 1; 0 is the oldest due first
	Amount                  money.Minor // how much of the receipt goes on the bill
	Total                   money.Minor // the whole receipt, where a remittance list says it; else 0
	Date                    civil.Date  // 0: the day it is taken in
	Line                    int32
}

// ChequeRow is one line of a file of cheques. Amount is above 0, in minor units of
// Currency; Bills are the numbers of those it is for, none: the oldest due.
type ChequeRow struct {
	Customer, Currency, Number, Bank, Drawer string
	BankBranch, BankAccount, Type            string
	From, Kept, Note                         string
	State                                    string // as written; "" when the file does not say
	Bills                                    []string
	Amount                                   money.Minor
	Maturity, Received, Hold                 civil.Date
	Line                                     int32
}
