package cashbox

import (
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// spread puts what was paid on a bill on its open parts, the earliest first; a choice
// that names its part stays as it is.
func spread(v *book.View, in []receipt.PartChoice) ([]receipt.PartChoice, error) {
	var out []receipt.PartChoice
	for _, c := range in {
		if c.Part > 0 {
			out = append(out, c)
			continue
		}
		b, err := bill.Must(v, strings.TrimSpace(c.Bill))
		if err != nil {
			return nil, err
		}
		a, err := account.Get(v, b.Account)
		if err != nil {
			return nil, err
		}
		left := money.Minor(1) << 53
		if c.Amount != "" {
			if left, err = text.ParseAmount(c.Amount, a.Digits); err != nil {
				return nil, book.RefuseField("receipts", "bill %s: %v", b.Number, err)
			}
		}
		open, last := money.Minor(0), len(out)
		for i := range b.Parts {
			item, _, err := openitem.Get(v, b.Account, b.Parts[i].DueNow(), b.ID, uint8(i))
			if err != nil {
				return nil, err
			}
			open += item.Left
			if take := min(item.Left, left); take > 0 {
				left -= take
				out = append(out, receipt.PartChoice{Bill: b.Number, Part: i + 1, Amount: a.Money().Plain(take)})
			}
		}
		if len(out) == last || c.Amount != "" && left > 0 {
			return nil, book.RefuseField("receipts", "bill %s has %s open: %s was not paid on it", b.Number,
				text.FormatAmount(open, a.Digits), strings.TrimSpace(c.Amount))
		}
	}
	return out, nil
}

func codeOf(v *book.View, id uint32) (string, error) {
	c, err := customer.Get(v, id)
	return c.Code, err
}
