// Package credit keeps how far a customer may be in debt (RULES 8): limits of a
// customer or a group, dated, approved by somebody, with or without an end; temporary
// ones that expire by themselves; special agreements with their schedule, a limit of
// their own, an exemption from interest and what breaks them. How far the limit is used,
// and whether an agreement is broken, is found by reading as of any day, never stored.
// The package must never refuse a receipt or a credit note, and never block by itself.
//
// What counts on a day, the first of: the limit of an agreement that runs and is not
// broken; a temporary limit (it replaces, it is not added); the limit set here that
// began last; the limit on the customer's card, in the company's currency. A limit set
// here that ran out is expired and lets none of the older ones back. Who sets a limit
// today changes no earlier day.
package credit

import "duebook/internal/book"

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{limits, agreements},
		Facts:    []book.Fact{LimitSet{}, LimitEnded{}, Agreed{}, AgreementEnded{}, EndBack{}, AgreementVoided{}},
		Commands: []book.Command{SetLimit{}, EndLimit{}, Agree{}, EndAgreement{}},
		Checks:   []book.Check{{ID: "K1", Full: checkAll}}, Warnings: warnings}
}
