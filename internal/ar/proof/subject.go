// Package proof keeps where the signed delivery copies of bills are: out with whom,
// back, missing, or back with a discrepancy (RULES 2). The package must never change
// what a bill is about or what is owed.
package proof

import "duebook/internal/book"

// Subject is what this package brings to the schema.
func Subject() book.Part { return book.Part{} }
