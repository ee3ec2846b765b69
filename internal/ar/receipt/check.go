package receipt

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Subject is what receipts bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table, applications},
		Facts:    []book.Fact{Recorded{}, Voided{}, Applied{}, Unapplied{}},
		Commands: []book.Command{Record{}, ApplyMore{}, Unapply{}},
		Checks: []book.Check{
			{ID: "M1", Table: "bill", Touched: func(v *book.View, id uint64) error {
				return wrong(checkBill(v, uint32(id>>32), uint32(id)))
			}},
			{ID: "M3", Table: "receipt", Touched: func(v *book.View, id uint64) error {
				return wrong(checkReceipt(v, uint32(id>>32), uint32(id)))
			}},
			{ID: "M1", Full: checkAll}}}
}

func wrong(f *book.Finding, err error) error {
	if err == nil && f != nil {
		err = book.Refuse(book.Damaged, "%s: nothing was posted", f)
	}
	return err
}

// checkBill proves a bill: amount = live applications + open, part by part (M1,
// M2), and that take-backs are not before what they take back (M8).
func checkBill(v *book.View, acc, id uint32) (*book.Finding, error) {
	b, err := bill.Get(v, acc, id)
	if err != nil {
		return nil, err
	}
	sums := make([]money.Minor, len(b.Parts))
	var odd *book.Finding
	OnBill(v, acc, id, func(a *Application) bool {
		odd = checkApplication(a, b.Posting, len(sums))
		if odd == nil && a.Reversed == 0 {
			sums[a.Part] += a.Amount
		}
		return odd == nil
	})
	if odd != nil {
		return odd, nil
	}
	for i := range b.Parts {
		item, _, err := openitem.Get(v, acc, b.Parts[i].DueNow(), id, uint8(i))
		if err != nil {
			return nil, err
		}
		whole := b.Parts[i].Amount
		if b.Voided != 0 {
			whole = 0
		}
		if sums[i]+item.Left != whole {
			return &book.Finding{ID: "M1", Record: fmt.Sprintf("bill %s part %d", b.Number, i+1),
				Expected: fmt.Sprintf("applied %d + open %d = %d", sums[i], item.Left, whole),
				Found:    fmt.Sprint(sums[i] + item.Left), Seq: b.Seq}, nil
		}
	}
	return nil, nil
}

func checkApplication(a *Application, posting civil.Date, parts int) *book.Finding {
	name := fmt.Sprintf("application %d", a.ID)
	switch {
	case int(a.Part) >= parts:
		return &book.Finding{ID: "X1", Record: name, Expected: "a part of its bill", Found: fmt.Sprintf("part %d",
			a.Part+1), Seq: a.Seq}
	case a.Amount <= 0:
		return &book.Finding{ID: "M2", Record: name, Expected: "more than 0", Found: fmt.Sprint(a.Amount), Seq: a.Seq}
	case a.Date < posting:
		return &book.Finding{ID: "M10", Record: name, Expected: "a date not before its bill's posting",
			Found: a.Date.String(), Seq: a.Seq}
	case a.Reversed != 0 && a.Reversed < a.Date:
		return &book.Finding{ID: "M8", Record: name, Expected: "a take-back not before " + a.Date.String(),
			Found: a.Reversed.String(), Seq: a.Seq}
	}
	return nil
}

// checkReceipt proves a receipt: amount = live applications + unapplied (M3).
func checkReceipt(v *book.View, acc, id uint32) (*book.Finding, error) {
	r, err := Get(v, acc, id)
	if err != nil {
		return nil, err
	}
	var sum money.Minor
	err = OfReceipt(v, acc, id, func(a *Application) (bool, error) {
		if a.Reversed == 0 {
			sum += a.Amount
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	item, _, err := openitem.Get(v, acc, r.Date, id, 0)
	whole := r.Amount
	if r.Voided != 0 {
		whole = 0
	}
	if err == nil && sum+item.Left != whole {
		return &book.Finding{ID: "M3", Record: "receipt " + r.Number,
			Expected: fmt.Sprintf("applied %d + unapplied %d = %d", sum, item.Left, whole),
			Found:    fmt.Sprint(sum + item.Left), Seq: r.Seq}, nil
	}
	return nil, err
}

// checkAll proves M1, M2, M3 and M8 for the whole book, account by account, in
// one reading of each account's rows.
func checkAll(v *book.View, found func(book.Finding)) error {
	var err error
	account.Lines(v, func(l account.Line) bool {
		err = checkOne(v, l.ID, found)
		return err == nil
	})
	return err
}

type partKey struct {
	doc  uint32
	part uint8
}

func checkOne(v *book.View, acc uint32, found func(book.Finding)) error {
	left, bills, receipts := map[partKey]money.Minor{}, map[partKey]money.Minor{}, map[uint32]money.Minor{}
	openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
		left[partKey{i.Doc, i.Part}] += i.Left
		return true
	})
	ApplicationsOf(v, acc, func(a *Application) bool {
		if a.Amount <= 0 || (a.Reversed != 0 && a.Reversed < a.Date) {
			found(*checkApplication(a, 0, 256))
		}
		if a.Reversed == 0 {
			bills[partKey{a.Bill, a.Part}] += a.Amount
			receipts[a.Receipt] += a.Amount
		}
		return true
	})
	differ := func(id, name string, sum, open, whole money.Minor, seq uint64) {
		if sum+open != whole || open < 0 {
			found(book.Finding{ID: id, Record: name, Expected: fmt.Sprintf("applied %d + open %d = %d", sum, open,
				whole),
				Found: fmt.Sprint(sum + open), Seq: seq})
		}
	}
	err := bill.OfAccount(v, acc, func(b *bill.Bill) (bool, error) {
		for i := range b.Parts {
			k, whole := partKey{b.ID, uint8(i)}, b.Parts[i].Amount
			if b.Voided != 0 {
				whole = 0
			}
			differ("M1", fmt.Sprintf("bill %s part %d", b.Number, i+1), bills[k], left[k], whole, b.Seq)
			delete(left, k)
			delete(bills, k)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	err = OfAccount(v, acc, func(r *Receipt) (bool, error) {
		k, whole := partKey{r.ID, 0}, r.Amount
		if r.Voided != 0 {
			whole = 0
		}
		differ("M3", "receipt "+r.Number, receipts[r.ID], left[k], whole, r.Seq)
		delete(left, k)
		delete(receipts, r.ID)
		return true, nil
	})
	for k := range left {
		found(book.Finding{ID: "X1", Record: fmt.Sprintf("open item of document %d", k.doc),
			Expected: "a bill or receipt", Found: "none"})
	}
	for k := range bills {
		found(book.Finding{ID: "X1", Record: fmt.Sprintf("applications to bill %d", k.doc), Expected: "a bill",
			Found: "none"})
	}
	for id := range receipts {
		found(book.Finding{ID: "X1", Record: fmt.Sprintf("applications of receipt %d", id), Expected: "a receipt",
			Found: "none"})
	}
	return err
}
