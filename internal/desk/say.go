package desk

import (
	"fmt"

	"duebook/internal/ar/receipt"
	"duebook/internal/money"
	"duebook/internal/text"
)

// SayReceipt says where a receipt's money would go, without posting it.
func (d *Desk) SayReceipt(c *receipt.Record, digits int) (string, error) {
	facts, err := d.Preview(c)
	if err != nil {
		return "", err
	}
	var whole, applied money.Minor
	bills := 0
	for _, f := range facts {
		switch f := f.(type) {
		case *receipt.Recorded:
			whole = f.Receipt.Amount
		case *receipt.Applied:
			for _, p := range f.Parts {
				applied += p.Amount
				bills++
			}
		}
	}
	if applied == whole {
		return fmt.Sprintf("%s goes on %s.", text.FormatAmount(whole, digits), text.Count(bills, "due part",
			"due parts")), nil
	}
	return fmt.Sprintf("%s goes on %s, %s stays unapplied.", text.FormatAmount(applied, digits),
		text.Count(bills, "due part", "due parts"), text.FormatAmount(whole-applied, digits)), nil
}
