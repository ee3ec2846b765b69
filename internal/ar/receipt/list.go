package receipt

import (
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/money"
)

// ListRow is a row of a remittance list: a bill and what is paid of it. An amount below
// 0 is a credit the customer took off the payment, and Number its number.
type ListRow struct {
	Number string
	Part   int // which part of the bill, from 1; 0: the oldest due first
	Amount money.Minor
	Line   int
}

// CreditUse is how much of a credit goes on the bill of a row.
type CreditUse struct {
	Credit string
	Line   int // of the file, where it was taken off
	ListRow
}

// NetList splits a remittance list into what the payment itself pays and what the
// credits pay that the customer took off it. A credit goes on the bill it was given for
// when the list has it, else on the bills of the list from the top. A credit the
// account does not have is refused: nobody may lower a debt by writing it into a list.
func NetList(v *book.View, acc uint32, rows []ListRow) (paid []ListRow, uses []CreditUse, err error) {
	var credits []ListRow
	for _, r := range rows {
		if r.Amount > 0 {
			paid = append(paid, r)
		} else if r.Amount < 0 {
			credits = append(credits, r)
		}
	}
	for _, c := range credits {
		about, err := creditOf(v, acc, c)
		if err != nil {
			return nil, nil, err
		}
		left := -c.Amount
		for _, first := range []bool{true, false} {
			for i := range paid {
				n := min(left, paid[i].Amount)
				if n == 0 || first && (about == "" || strings.TrimSpace(paid[i].Number) != about) {
					continue
				}
				use := paid[i]
				use.Amount = n
				uses = append(uses, CreditUse{Credit: strings.TrimSpace(c.Number), Line: c.Line, ListRow: use})
				paid[i].Amount -= n
				left -= n
			}
		}
		if left > 0 {
			return nil, nil, book.Refuse(book.Invalid, "the list takes off more than the bills it names: leave line "+
				"%d (%s) for a later payment", c.Line, c.Number)
		}
	}
	return slices.DeleteFunc(paid, func(r ListRow) bool { return r.Amount == 0 }), uses, nil
}

// creditOf finds the credit of a row below 0, and the number of the bill it is about.
func creditOf(v *book.View, acc uint32, row ListRow) (string, error) {
	number := strings.TrimSpace(row.Number)
	r, ok, err := ByNumber(v, number)
	if err != nil {
		return "", err
	}
	if !ok || r.Account != acc || r.Voided != 0 {
		if b, is, err := bill.ByNumber(v, number); err != nil || is {
			if err != nil {
				return "", err
			}
			return "", book.Refuse(book.Invalid, "line %d takes money off bill %s without naming a credit: leave the "+
				"line out, and say why the bill is left short (a withholding, a return, a dispute)", row.Line, b.Number)
		}
		return "", book.Refuse(book.Invalid, "line %d takes off %s, and the account has no such credit: record the "+
			"credit note first, or leave the line out and dispute the bill it was meant for", row.Line, number)
	}
	if r.About == 0 {
		return "", nil
	}
	b, err := bill.Get(v, acc, r.About)
	return b.Number, err
}
