// Package cashbox keeps the cash: what was handed over by delivery and sales people,
// counted and banked, and the receipt books they carry (RULES 10). The package must
// never change a count; a difference is its own line with its reason.
package cashbox

import "duebook/internal/book"

// Subject is what this package brings to the schema.
func Subject() book.Part { return book.Part{} }
