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
		Facts:    []book.Fact{Recorded{}, Voided{}, Restored{}, Applied{}, Unapplied{}, Certified{}, Decertified{}},
		Commands: []book.Command{Record{}, ApplyMore{}, Unapply{}, Refund{}, Keep{}, Move{}, Certify{}},
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
	if err := checkTender(v, &r); err != nil {
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

// checkTender proves that what was credited is the tender at its rate (M7).
func checkTender(v *book.View, r *Receipt) error {
	if r.Tender == nil {
		return nil
	}
	a, err := account.Get(v, r.Account)
	if err != nil {
		return err
	}
	if m, err := r.Tender.Credited(a.Digits); err != nil || m != r.Amount {
		return book.Refuse(book.Damaged, "M7 receipt %s: its tender at the rate is %d minor units, it credits %d",
			r.Number, m, r.Amount)
	}
	return nil
}

// checkAll proves M1, M2, M3 and M8 for the whole book, account by account, in
// one reading of each account's rows.
func checkAll(v *book.View, found func(book.Finding)) error {
	t := tie{left: map[partKey]money.Minor{}, bills: map[partKey]money.Minor{}, receipts: map[uint32]money.Minor{},
		found: found}
	var err error
	account.Lines(v, func(l account.Line) bool {
		err = t.account(v, l.ID)
		return err == nil
	})
	return err
}

type partKey struct {
	doc  uint32
	part uint8
}

// tie holds what one account's open items and applications say of each document,
// until its bills and receipts have taken it.
type tie struct {
	left, bills map[partKey]money.Minor
	receipts    map[uint32]money.Minor
	found       func(book.Finding)
}

func (t *tie) account(v *book.View, acc uint32) error {
	openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
		t.left[partKey{i.Doc, i.Part}] += i.Left
		return true
	})
	ApplicationsOf(v, acc, func(a *Application) bool {
		if a.Amount <= 0 || (a.Reversed != 0 && a.Reversed < a.Date) {
			t.found(*checkApplication(a, 0, 256))
		}
		if a.Reversed == 0 {
			t.bills[partKey{a.Bill, a.Part}] += a.Amount
			t.receipts[a.Receipt] += a.Amount
		}
		return true
	})
	var err error
	bill.Heads(v, acc, func(id uint32, h bill.Head) bool {
		for i := range h.Parts() {
			k := partKey{id, uint8(i)}
			whole, _, _ := h.Part(i)
			if !t.foots(k, t.bills[k], whole, h.Voided) {
				var b bill.Bill
				if b, err = bill.Get(v, acc, id); err != nil {
					return false
				}
				t.differs("M1", fmt.Sprintf("bill %s part %d", b.Number, i+1), t.bills[k], t.left[k], whole, b.Seq)
			}
			delete(t.left, k)
			delete(t.bills, k)
		}
		return true
	})
	if err != nil {
		return err
	}
	err = OfAccount(v, acc, func(r *Receipt) (bool, error) {
		k := partKey{r.ID, 0}
		if !t.foots(k, t.receipts[r.ID], r.Amount, r.Voided) {
			t.differs("M3", "receipt "+r.Number, t.receipts[r.ID], t.left[k], r.Amount, r.Seq)
		}
		delete(t.left, k)
		delete(t.receipts, r.ID)
		if err := checkTender(v, r); err != nil {
			t.found(book.Finding{ID: "M7", Record: "receipt " + r.Number, Expected: "tender x rate = credited",
				Found: err.Error(), Seq: r.Seq})
		}
		return true, nil
	})
	t.rest()
	return err
}

// foots reports whether applied and open make up the whole; nothing of a voided
// document may be left.
func (t *tie) foots(k partKey, applied, whole money.Minor, voided civil.Date) bool {
	if voided != 0 {
		whole = 0
	}
	return t.left[k] >= 0 && applied+t.left[k] == whole
}

func (t *tie) differs(id, name string, applied, open, whole money.Minor, seq uint64) {
	t.found(book.Finding{ID: id, Record: name, Expected: fmt.Sprintf("applied %d + open %d = %d, or 0 when voided",
		applied, open, whole), Found: fmt.Sprint(applied + open), Seq: seq})
}

// rest reports what no bill or receipt took, and forgets it.
func (t *tie) rest() {
	for k := range t.left {
		t.found(book.Finding{ID: "X1", Record: fmt.Sprintf("open item of document %d", k.doc),
			Expected: "a bill or receipt", Found: "none"})
	}
	for k := range t.bills {
		t.found(book.Finding{ID: "X1", Record: fmt.Sprintf("applications to bill %d", k.doc), Expected: "a bill",
			Found: "none"})
	}
	for id := range t.receipts {
		t.found(book.Finding{ID: "X1", Record: fmt.Sprintf("applications of receipt %d", id), Expected: "a receipt",
			Found: "none"})
	}
	clear(t.left)
	clear(t.bills)
	clear(t.receipts)
}
