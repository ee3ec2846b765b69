// Package obligation keeps the papers customers sign for what they owe: promissory
// notes, bills of exchange, trust receipts, undertakings and instalment agreements
// (RULES 6). A paper goes through a closed table of states; whether it is due, paid
// or overdue is judged from its schedule and the receipts, never stored. An
// obligation is a memo beside the bills it secures: the package must never take it
// for cover of a bill or change what is owed.
package obligation

import "duebook/internal/book"

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table},
		Facts:    []book.Fact{Recorded{}, Moved{}, TakenBack{}, Edited{}, Voided{}},
		Commands: []book.Command{Record{}, Advance{}, Edit{}},
		Checks:   []book.Check{{ID: "P1", Full: checkAll}}, Warnings: warnings}
}
