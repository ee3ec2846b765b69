// Package aging says how old what customers owe is, as of any day (RULES 2): by due,
// document or posting date, over any edges, grouped any way, down to the bills. Every
// figure is a sum of open items in minor units, and a report that does not tie out
// (SAFETY M5, M9) is an error, never a figure. The package must never write, round or
// judge.
package aging

import (
	"fmt"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Basis is the date that days are counted from.
type Basis string

// The bases. A receipt has one date, which stands for all three.
const (
	Due     Basis = "due"
	Doc     Basis = "doc"
	Posting Basis = "posting"
)

// ParseBasis reads the name of a basis; "" is by due date.
func ParseBasis(s string) (Basis, error) {
	switch b := Basis(s); b {
	case "":
		return Due, nil
	case Due, Doc, Posting:
		return b, nil
	}
	return "", book.RefuseField("basis", "%q is not a date to age by (due, doc, posting)", s)
}

// Policy is where unapplied money stands.
type Policy string

// The policies. The total is the same in all three.
const (
	Column Policy = "column" // in a column of its own
	Bucket Policy = "bucket" // in the bucket of its own date
	Oldest Policy = "oldest" // taken off the oldest bills of its account; the rest in the column
)

// ParsePolicy reads the name of a policy; "" is a column of its own.
func ParsePolicy(s string) (Policy, error) {
	switch p := Policy(s); p {
	case "":
		return Column, nil
	case Column, Bucket, Oldest:
		return p, nil
	}
	return "", book.RefuseField("credits", "%q is not a place for unapplied money (column, bucket, oldest)", s)
}

// Query says what to age. What is left out is the company's way: by due date, its
// edges, by customer, unapplied money in its own column, everything.
type Query struct {
	AsOf     civil.Date
	Basis    Basis
	Edges    []int
	By       ledger.By
	Credits  Policy
	Within   []ledger.Scope // only what belongs to all of these
	Promises bool           // fill the Promised column, for which every open promise is judged
	Accrued  bool           // note the interest accrued and not charged, which is in no balance
	Prove    bool           // compare with every account's balance however many there are (Tie)
}

// Of are the columns "of which": parts of the balance that may overlap.
type Of struct {
	Bad       money.Minor // older than the company's limit, 180 days by default
	Disputed  money.Minor
	Retention money.Minor
	Promised  money.Minor // what is left of open promises, when the query asks for it
	Covered   money.Minor // by payment cheques in hand, each unit once
	Interest  money.Minor // notes of interest
}

// Row is one row. Bills counts open due parts, as Counts does bucket by bucket,
// Current first; unapplied money is negative and counted nowhere. Buckets has one
// more than the edges: Current + the Buckets + Unapplied = Balance.
type Row struct {
	Key, Name string
	Bills     int
	Current   money.Minor
	Buckets   []money.Minor
	Counts    []int
	Unapplied money.Minor
	Balance   money.Minor
	Of
}

// Tie says how a report was proved: Ledger, what the accounts read owe by their bills
// and receipts, is the total and what the query left out of it, Outside. When there
// are too many accounts to compare in passing (Query.Prove) Proved is false, and
// Ledger is the sum of the open items.
type Tie struct {
	Ledger, Outside money.Minor
	Proved          bool
}

// Report is the aging in one currency. The query is as it was carried out.
type Report struct {
	Query
	Currency money.Currency
	BadOver  int
	Rows     []Row
	Total    Row
	Word     string      // what the company calls interest
	Accrued  money.Minor // interest accrued and not charged, in no balance; when the query asks for it
	Tie      Tie
	Notes    []string
}

// BucketName is what the n-th bucket is called, 0 for Current: "31-60".
func BucketName(edges []int, n int) string {
	switch {
	case n == 0:
		return "Current"
	case n > len(edges):
		return fmt.Sprintf("over %d", edges[len(edges)-1])
	case n == 1:
		return fmt.Sprintf("1-%d", edges[0])
	}
	return fmt.Sprintf("%d-%d", edges[n-2]+1, edges[n-1])
}
