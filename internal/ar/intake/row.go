// Package intake takes what a file said, row by row as plain typed values, into
// the book: it compares the rows with what is there and posts only what changed
// (RULES 1: an imported open amount is absolute). It must never read a file, and
// never touch a note, a promise or a follow-up.
package intake

import (
	"slices"

	"duebook/internal/civil"
	"duebook/internal/money"
)

// Kind is what a row of money is, as the file's own words say it.
type Kind uint8

// The kinds a row can have; KindUnsaid means the file has no word for it.
const (
	KindUnsaid Kind = iota
	KindInvoice
	KindDebitNote
	KindCreditNote
	KindPayment
	KindInterest
	KindOpening
	KindFee
	KindRetention
	KindAnswer // a debit that answered a receipt: a refund, a difference, money moved, a recovery
)

var kindNames = [...]string{"", "invoice", "debit note", "credit note", "payment", "interest", "opening balance",
	"fee", "retention", "answer to a receipt"}

// String returns the kind's name as people read it, "" when unsaid.
func (k Kind) String() string { return kindNames[k] }

// Credit reports whether rows of this kind lower what a customer owes.
func (k Kind) Credit() bool { return k == KindCreditNote || k == KindPayment }

// Party is what many rows repeat: who owes and in which currency. Rows that say
// the same share one Party, so it is never changed once a row points to it.
type Party struct {
	Customer string // the code exactly as written, but for a float's tail (1001.0)
	Name     string // as spelled in this row; "" when the file has no name
	NameAr   string
	Currency string // ISO 4217
	Branch   string
	Salesman string
	Collector,
	Terms,
	Group,
	Site,
	Phone,
	Email,
	TaxNumber string
}

// Papers are the fields of a bill that most files lack.
type Papers struct {
	Net, VAT     money.Minor
	PO           string
	DeliveryNote string
	OriginalBill string // the bill a note is about
	RawAmount    string // the amount as written, only when --round changed it
	Parts        []PartRow
}

// Same reports whether two bills' papers say the same.
func (p Papers) Same(o Papers) bool {
	return p.Net == o.Net && p.VAT == o.VAT && p.PO == o.PO && p.DeliveryNote == o.DeliveryNote &&
		p.OriginalBill == o.OriginalBill && p.RawAmount == o.RawAmount && slices.Equal(p.Parts, o.Parts)
}

// PartRow is one of several due parts; together they are the bill's amount.
type PartRow struct {
	Due       civil.Date
	Amount    money.Minor
	Retention bool
}

// BillRow is one line of a file of bills or open items. Dates are 0 when the
// file does not say; amounts are in minor units of Party.Currency.
type BillRow struct {
	*Party                // never nil
	Number    string      // never ""
	Papers    *Papers     // nil when the file has none of them
	Amount    money.Minor // never 0; below 0 it is a credit
	Open      money.Minor // meaningful when HasOpen; between 0 and Amount
	Line      int32       // physical line of the file where the row starts
	Doc       civil.Date
	Post      civil.Date
	Due       civil.Date
	Settled   civil.Date // the day the file says it was paid in full
	Kind      Kind
	HasOpen   bool
	OnlyOpen  bool // the file says only what is open: Amount repeats Open
	Disputed  bool
	DueIsBase bool // Due was computed: baseline date + the row's days of credit
}

// More returns the rare fields, all empty when the file has none.
func (r *BillRow) More() Papers {
	if r.Papers == nil {
		return Papers{}
	}
	return *r.Papers
}

// Issued returns the document date, else the posting date.
func (r *BillRow) Issued() civil.Date {
	if r.Doc != 0 {
		return r.Doc
	}
	return r.Post
}

// Posted returns the posting date, else the document date.
func (r *BillRow) Posted() civil.Date {
	if r.Post != 0 {
		return r.Post
	}
	return r.Doc
}

// ReceiptRow is one line of a file of receipts; Amount is above 0 and in minor
// units of Party.Currency.
type ReceiptRow struct {
	*Party
	Number    string // never ""
	Reference string // the bank's or the payer's
	Bill      string // number of the bill it pays, when the file says
	Method    string // as written: transfer, cash, cheque ...
	Text      string // a remark
	RawAmount string // the amount as written, only when --round changed it
	Amount    money.Minor
	Left      money.Minor // with Apart: what the other book had unapplied
	Line      int32
	Date      civil.Date
	Apart     bool // what was applied comes in a file of applications
}

// CustomerRow is one line of a file of customers. Limit is meaningful when
// HasLimit, in minor units of Currency.
type CustomerRow struct {
	Code, Name, NameAr                        string
	Group, Branch, Salesman, Collector, Terms string
	TaxNumber, Contact, Email, Risk, Status   string
	Bank, IBAN, Licence                       string
	LicenceExpires                            civil.Date // or the day it is to be confirmed by
	Address, City                             string     // the lines of an address parted by semicolons
	Phones                                    []string
	Currency                                  string
	Limit                                     money.Minor
	HasLimit                                  bool
	Line                                      int32
}
