package reminder

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Send posts the letters that are due to one customer: one for each account.
type Send struct {
	Customer string `json:"customer" help:"the customer's code"`
	Currency string `json:"currency,omitempty" help:"only the account in this currency"`
	Override string `json:"override,omitempty" help:"why it goes out in spite of the quiet days or the contact guard"`
}

// Kind is "reminder.send".
func (Send) Kind() string { return "reminder.send" }

// Decide freezes the letters, and posts their fees.
func (c Send) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	why := strings.TrimSpace(c.Override)
	if err := text.Check(why, 300); err != nil {
		return nil, book.RefuseField("override", "%v", err)
	}
	accounts, err := c.accounts(in, &cu)
	if err != nil {
		return nil, err
	}
	var facts []book.Fact
	var not []string
	field := "customer"
	err = Drafts(in.View, Query{AsOf: in.Today, Now: in.Now, Accounts: accounts}, func(d *Draft) bool {
		switch {
		case d.Due():
			facts = append(facts, d.facts(in, "")...)
		case d.Guarded && why != "":
			facts = append(facts, d.facts(in, why)...)
		default:
			if d.Guarded {
				field = "override"
			}
			not = append(not, d.Why)
		}
		return true
	})
	switch {
	case err != nil || len(facts) > 0:
		return facts, err
	case len(not) == 0:
		return nil, book.RefuseField("customer", "%s has nothing overdue", cu.Name)
	}
	say := "%s gets no letter: %s"
	if field == "override" {
		say += " (a reason in override sends it all the same)"
	}
	return nil, book.RefuseField(field, say, cu.Name, strings.Join(not, "; "))
}

func (c Send) accounts(in *book.In, cu *customer.Customer) ([]uint32, error) {
	if s := strings.ToUpper(strings.TrimSpace(c.Currency)); s != "" {
		p, err := account.Owing(in.View, c.Customer, s, "remind of")
		return []uint32{p.Account.ID}, err
	}
	all, err := account.OfCustomer(in.View, cu.ID)
	ids := []uint32{}
	for i := range all {
		ids = append(ids, all[i].ID)
	}
	return ids, err
}

// facts are the fee, if there is one, and the letter.
func (d *Draft) facts(in *book.In, override string) (facts []book.Fact) {
	l := d.Letter
	l.ID, l.At, l.By, l.Override = in.NewID("reminder"), in.Now.UnixNano(), in.Who, override
	if l.Fee > 0 {
		b := bill.Answer(in, bill.Fee, l.Account, l.Fee, l.Date, l.Date, 0, 0, "reminder letter "+l.Number())
		l.FeeBill = b.Bill.ID
		facts = append(facts, b)
	}
	return append(facts, &Sent{l})
}

func ref(id uint32) book.Ref { return book.Ref{Table: "reminder", ID: uint64(id), Document: true} }

// Sent says that a letter was sent, with all that stands on it.
type Sent struct {
	Letter Letter `cbor:"1,keyasint"`
}

// Kind is "reminder.sent/1".
func (Sent) Kind() string { return "reminder.sent/1" }

// Refs names the letter, its customer and the letter it follows.
func (f Sent) Refs() []book.Ref {
	all := []book.Ref{ref(f.Letter.ID), customer.Ref(f.Letter.Customer), customer.Uses(f.Letter.Customer)}
	if f.Letter.Before != 0 {
		all = append(all, book.Ref{Table: "reminder", ID: uint64(f.Letter.Before), Uses: true})
	}
	return all
}

// Apply stores the letter.
func (f Sent) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("reminder", f.Letter.ID); err != nil {
		return err
	}
	l := f.Letter
	l.Seq = tx.Seq()
	return letters.Insert(tx, &l)
}

// Undo voids the letter; its fee is taken back by the fact beside it.
func (f Sent) Undo(in *book.In) ([]book.Fact, error) {
	l := &f.Letter
	return []book.Fact{&Voided{Account: l.Account, ID: l.ID, Customer: l.Customer, Date: max(in.Today, l.Date)}}, nil
}

// Voided says that a letter counts no more from a day on.
type Voided struct {
	Account  uint32     `cbor:"1,keyasint"`
	ID       uint32     `cbor:"2,keyasint"`
	Customer uint32     `cbor:"3,keyasint"`
	Date     civil.Date `cbor:"4,keyasint"`
}

// Kind is "reminder.voided/1".
func (Voided) Kind() string { return "reminder.voided/1" }

// Refs names the letter and its customer.
func (f Voided) Refs() []book.Ref { return []book.Ref{ref(f.ID), customer.Ref(f.Customer)} }

// Apply marks the letter.
func (f Voided) Apply(tx *book.Tx) error {
	l, ok, err := letters.Get(&tx.View, book.Key{}.U32(f.Account).U32(f.ID))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no letter %d", f.ID)
	}
	if err != nil {
		return err
	}
	l.Voided = f.Date
	return letters.Put(tx, &l)
}

// Subject is what reminder letters bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{levels, letters},
		Facts:    []book.Fact{LevelSet{}, LevelVoided{}, Sent{}, Voided{}},
		Commands: []book.Command{SetLevel{}, Defaults{}, Send{}},
		Checks:   []book.Check{{ID: "R1", Table: "reminder", Full: checkAll}}}
}

// checkAll: a letter adds up to its lines, and its fee stands as long as it does (R1).
func checkAll(v *book.View, found func(book.Finding)) error {
	return All(v, func(l *Letter) (bool, error) {
		say := func(want, got string) {
			found(book.Finding{ID: "R1", Record: "letter " + l.Number(), Expected: want, Found: got, Seq: l.Seq})
		}
		var sum, accrued money.Minor
		for i := range l.Lines {
			sum, accrued = sum+l.Lines[i].Amount, accrued+l.Lines[i].Interest
		}
		if sum != l.Bills+l.Notes+l.Fees || accrued != l.Interest {
			say(fmt.Sprintf("%d and %d", sum, accrued), fmt.Sprintf("%d and %d", l.Bills+l.Notes+l.Fees, l.Interest))
		}
		if l.FeeBill == 0 {
			return true, nil
		}
		b, err := bill.Get(v, l.Account, l.FeeBill)
		if err == nil && (b.Kind != bill.Fee || b.Amount() != l.Fee || b.Voided != l.Voided) {
			say(fmt.Sprintf("a fee of %d, voided %s", l.Fee, l.Voided),
				fmt.Sprintf("%d, voided %s", b.Amount(), b.Voided))
		}
		return true, err
	})
}
