package desk

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/settle"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/receipts"
)

// ReceiptArg opens the allocation screen: for a new receipt of a customer, its bill
// Bill marked if there is one, or for what is left of an old Receipt.
type ReceiptArg struct {
	Code, Currency string
	Bill           string
	Receipt        string
}

// Allocation is what the allocation screen shows: a customer's open parts in the order
// of their due dates, and what is being put on them.
type Allocation struct {
	Code, Name string
	Account    uint32 // 0: the customer has none in this currency yet
	Money      money.Currency
	Today      civil.Date
	Lines      []AllocationLine
	Owed       money.Minor // open bills less unapplied money
	Unapplied  money.Minor
	Small      money.Minor // up to which a difference is let go
	Supplies   []string    // sorts of supply with a rate of withholding
	Rates      []money.Rate
	Old        *OldReceipt // nil for a new receipt
	Lost       []string    // written-off bills that were not recovered
}

// AllocationLine is one open due part.
type AllocationLine struct {
	Item        openitem.Item
	Number      string
	Kind        string
	Part, Parts int
	Days        int         // late; 0 or less is not due yet
	Base        money.Minor // what a withholding is a share of: the net, else the whole bill
	Disputed    money.Minor
}

// OldReceipt is a receipt with something left.
type OldReceipt struct {
	Number, Kind, Reference, Text string
	Date                          civil.Date
	Amount, Left                  money.Minor
}

// Allocation reads what a receipt could go on, as of today.
func (d *Desk) Allocation(arg ReceiptArg) (*Allocation, error) {
	a := &Allocation{Today: d.Today()}
	err := d.View(func(v *book.View) error {
		set, err := company.Get(v)
		if err != nil {
			return err
		}
		a.Supplies = set.Supplies(a.Today)
		for _, name := range a.Supplies {
			w, _ := set.Withholding(name, a.Today)
			a.Rates = append(a.Rates, w.Rate)
		}
		acc, err := a.account(v, arg, &set)
		if err != nil {
			return err
		}
		a.Account, a.Money, a.Small = acc.ID, acc.Money(), set.Small(acc.Money())
		if a.Lost, err = lost(v, acc.ID); err != nil {
			return err
		}
		return a.lines(v, acc.ID)
	})
	return a, err
}

func (a *Allocation) account(v *book.View, arg ReceiptArg, set *company.Settings) (acc account.Account, err error) {
	if arg.Receipt != "" {
		r, err := receipt.Must(v, arg.Receipt)
		if err != nil {
			return acc, err
		}
		item, _, err := openitem.Get(v, r.Account, r.Date, r.ID, 0)
		if err != nil {
			return acc, err
		}
		a.Old = &OldReceipt{Number: r.Number, Kind: r.Kind.String(), Reference: r.Reference, Text: r.Text, Date: r.Date,
			Amount: r.Amount, Left: item.Left}
		if acc, err = account.Get(v, r.Account); err != nil {
			return acc, err
		}
		c, err := customer.Get(v, acc.Customer)
		a.Code, a.Name = c.Code, c.Name
		return acc, err
	}
	c, err := customer.ByCode(v, arg.Code)
	if err != nil {
		return acc, err
	}
	a.Code, a.Name = c.Code, c.Name
	cur, err := set.Of(arg.Currency)
	if err != nil {
		return acc, err
	}
	acc, ok, err := account.Of(v, c.ID, cur)
	if err == nil && !ok {
		acc = account.Account{Customer: c.ID, Currency: cur.Code, Digits: cur.Digits}
	}
	return acc, err
}

// lost lists the account's bills of which something was written off and not recovered.
func lost(v *book.View, acc uint32) ([]string, error) {
	var ids []uint32
	receipt.ApplicationsOf(v, acc, func(x *receipt.Application) bool { // in the order of bills
		if x.Kind == receipt.WriteOff && x.Reversed == 0 && (len(ids) == 0 || ids[len(ids)-1] != x.Bill) {
			ids = append(ids, x.Bill)
		}
		return true
	})
	var numbers []string
	for _, id := range ids {
		b, err := bill.Get(v, acc, id)
		if err != nil {
			return nil, err
		}
		if m, err := receipt.Lost(v, &b); err != nil || m > 0 {
			if err != nil {
				return nil, err
			}
			numbers = append(numbers, b.Number)
		}
	}
	return numbers, nil
}

func (a *Allocation) lines(v *book.View, acc uint32) error {
	contested, err := dispute.LiveOf(v, acc, a.Today)
	if err != nil {
		return err
	}
	openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit != 0 {
			a.Owed -= i.Left
			a.Unapplied += i.Left
			return true
		}
		var b bill.Bill
		if b, err = bill.Get(v, i.Account, i.Doc); err != nil {
			return false
		}
		a.Owed += i.Left
		if b.Net == 0 {
			b.Net = b.Amount()
		}
		a.Lines = append(a.Lines, AllocationLine{Item: *i, Number: b.Number, Kind: b.Kind.String(),
			Part: int(i.Part) + 1, Parts: len(b.Parts), Days: int(a.Today - i.Due), Base: b.Net,
			Disputed: contested.Take(i)})
		return true
	})
	return err
}

// Withheld is what a sort of supply's rate takes of a line's bill.
func (a *Allocation) Withheld(line int, supply string) money.Minor {
	for i, name := range a.Supplies {
		if name == supply {
			m, _ := a.Rates[i].Of(a.Lines[line].Base) // at most a rate below 1 of what is stored
			return m
		}
	}
	return 0
}

// Spread proposes how an amount goes on the lines by a mode.
func (a *Allocation) Spread(mode receipt.Mode, amount money.Minor) []money.Minor {
	items := make([]openitem.Item, len(a.Lines))
	names := make(map[uint32]string, len(a.Lines))
	for i := range a.Lines {
		items[i] = a.Lines[i].Item
		names[items[i].Doc] = a.Lines[i].Number
	}
	return receipt.Spread(items, mode, amount, func(i *openitem.Item) string { return names[i.Doc] })
}

// Settle posts a receipt with what is said about it, once under a key.
func (d *Desk) Settle(key string, c *settle.Settle) error {
	_, err := d.Do(key, c)
	return err
}

// Match proposes whose money it is by its text, reference and amount.
func (d *Desk) Match(c receipt.Clue) (all []receipts.Match, err error) {
	err = d.View(func(v *book.View) error {
		all, err = receipts.Matches(v, d.Today(), c)
		return err
	})
	return all, err
}

// ReceiptsSince lists the receipts posted from a day on, and older ones with something
// left.
func (d *Desk) ReceiptsSince(from civil.Date) (rows []receipts.Row, err error) {
	err = d.View(func(v *book.View) error {
		rows, err = receipts.Since(v, d.AsOf(), from)
		return err
	})
	return rows, err
}

// WriteOffsWaiting lists the requests to write off that wait for a decision.
func (d *Desk) WriteOffsWaiting() (rows []receipts.Request, err error) {
	err = d.View(func(v *book.View) error {
		rows, err = receipts.Requests(v, d.AsOf(), false)
		return err
	})
	return rows, err
}

// ReceiptUse is where part of a receipt went.
type ReceiptUse struct {
	Bill, Kind string
	Part       int
	Amount     money.Minor
	Date, Back civil.Date
}

// ReceiptUses says where a receipt went and what was taken back of it.
func (d *Desk) ReceiptUses(acc, id uint32) ([]ReceiptUse, error) {
	var out []ReceiptUse
	err := d.View(func(v *book.View) error {
		return receipt.OfReceipt(v, acc, id, func(a *receipt.Application) (bool, error) {
			b, err := bill.Get(v, acc, a.Bill)
			out = append(out, ReceiptUse{Bill: b.Number, Kind: b.Kind.String(), Part: int(a.Part) + 1, Amount: a.Amount,
				Date: a.Date, Back: a.Reversed})
			return true, err
		})
	})
	slices.SortStableFunc(out, func(a, b ReceiptUse) int { return cmp.Compare(a.Date, b.Date) })
	return out, err
}
