package ledger

import (
	"fmt"

	"duebook/internal/ar/intake"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// BeforeFirst is the sentence a report owes when its day lies before the first
// cut-off of the files (RULES 1); "" when it does not.
func BeforeFirst(v *book.View, day civil.Date) (string, error) {
	first, err := intake.FirstCutOff(v)
	if err != nil || day >= first {
		return "", err
	}
	return fmt.Sprintf("%s lies before the first cut-off (%s): of that time the book knows only what the files said "+
		"about it.", day, first), nil
}
