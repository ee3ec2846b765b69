// Package obligation keeps promissory notes, bills of exchange, trust receipts,
// undertakings and instalment agreements (RULES 6). An obligation is a memo beside
// the bills it secures: the package must never take it for cover of a bill or change
// what is owed.
package obligation

import "duebook/internal/book"

// Subject is what this package brings to the schema.
func Subject() book.Part { return book.Part{} }
