package contact

import (
	"fmt"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Subject is what contacts bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table, lasts}, Facts: []book.Fact{Logged{}, Amended{}, Voided{}},
		Commands: []book.Command{Log{}, Amend{}}, Checks: []book.Check{{ID: "X1", Full: checkAll}}}
}

func refs(id, customerID uint32) []book.Ref {
	return []book.Ref{{Table: "contact", ID: uint64(id), Document: true}, customer.Ref(customerID),
		customer.Uses(customerID)}
}

// Logged says that a contact happened.
type Logged struct {
	Contact Contact `cbor:"1,keyasint"`
}

// Kind is "contact.logged/1".
func (Logged) Kind() string { return "contact.logged/1" }

// Refs names the contact, its customer and the bills it is about.
func (f Logged) Refs() []book.Ref {
	all := refs(f.Contact.ID, f.Contact.Customer)
	for _, b := range f.Contact.Bills {
		all = append(all, bill.Uses(uint32(b>>32), uint32(b)))
	}
	return all
}

// Apply stores the contact and where the talking stands now.
func (f Logged) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("contact", f.Contact.ID); err != nil {
		return err
	}
	row := f.Contact
	row.Seq = tx.Seq()
	if err := event(tx, row.Day); err != nil {
		return err
	}
	if err := table.Insert(tx, &row); err != nil {
		return err
	}
	if row.Result == Note {
		return nil
	}
	last, _, err := lasts.Get(&tx.View, customer.Key(row.Customer))
	if err != nil {
		return err
	}
	last.add(row.head())
	return lasts.Put(tx, &last)
}

func (c *Contact) head() Head {
	return Head{ID: c.ID, Customer: c.Customer, Day: c.Day, At: c.At, Result: c.Result,
		Reached: c.Result.Rule().Reached,
		Channel: c.Channel, Voided: c.Voided, Seq: c.Seq}
}

// Undo voids the contact; what it brought is taken back by the facts beside it.
func (f Logged) Undo(in *book.In) ([]book.Fact, error) {
	c := &f.Contact
	return []book.Fact{&Voided{Customer: c.Customer, ID: c.ID, Date: max(in.Today, c.Day),
		Last: lastBut(in.View, c.Customer, in.Today, c.ID)}}, nil
}

// Amended says that a contact's text was changed by its author.
type Amended struct {
	Customer uint32 `cbor:"1,keyasint"`
	ID       uint32 `cbor:"2,keyasint"`
	Note     string `cbor:"3,keyasint"`
	Before   Older  `cbor:"4,keyasint"`
}

// Kind is "contact.amended/1".
func (Amended) Kind() string { return "contact.amended/1" }

// Refs names the contact and its customer.
func (f Amended) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply changes the text and keeps the older one.
func (f Amended) Apply(tx *book.Tx) error {
	return change(tx, f.Customer, f.ID, func(c *Contact) {
		c.Amended = append(c.Amended, f.Before)
		c.Note = f.Note
	})
}

func change(tx *book.Tx, customerID, id uint32, how func(c *Contact)) error {
	c, err := Get(&tx.View, customerID, id)
	if err != nil {
		return err
	}
	how(&c)
	return table.Put(tx, &c)
}

// Undo amends the text back.
func (f Amended) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Amended{Customer: f.Customer, ID: f.ID, Note: f.Before.Text,
		Before: Older{Text: f.Note, By: in.Who, At: in.Now.UnixNano()}}}, nil
}

// Voided says that a contact logged by mistake is gone from a day on. Last is
// where the talking stands without it.
type Voided struct {
	Customer uint32     `cbor:"1,keyasint"`
	ID       uint32     `cbor:"2,keyasint"`
	Date     civil.Date `cbor:"3,keyasint"`
	Last     Last       `cbor:"4,keyasint"`
}

// Kind is "contact.voided/1".
func (Voided) Kind() string { return "contact.voided/1" }

// Refs names the contact and its customer.
func (f Voided) Refs() []book.Ref { return refs(f.ID, f.Customer) }

// Apply marks the contact.
func (f Voided) Apply(tx *book.Tx) error {
	if err := event(tx, f.Date); err != nil {
		return err
	}
	if err := change(tx, f.Customer, f.ID, func(c *Contact) { c.Voided = f.Date }); err != nil {
		return err
	}
	if f.Last.ID == 0 {
		return lasts.Delete(tx, customer.Key(f.Customer))
	}
	return lasts.Put(tx, &f.Last)
}

// checkAll proves the last contact of every customer by their contacts.
func checkAll(v *book.View, found func(book.Finding)) error {
	want := map[uint32]Last{}
	AllHeads(v, func(h Head) bool {
		if h.Voided == 0 && h.Result != Note {
			l := want[h.Customer]
			l.add(h)
			want[h.Customer] = l
		}
		return true
	})
	err := lasts.Scan(v, nil, func(l *Last) (bool, error) {
		if w := want[l.Customer]; w != *l {
			found(book.Finding{ID: "X1", Record: fmt.Sprintf("last contact of customer %d", l.Customer),
				Expected: fmt.Sprintf("contact %d of %s", w.ID, w.Day), Found: fmt.Sprintf("contact %d of %s",
					l.ID, l.Day)})
		}
		delete(want, l.Customer)
		return true, nil
	})
	for id := range want {
		found(book.Finding{ID: "X1", Record: fmt.Sprintf("customer %d", id), Expected: "a last contact", Found: "none"})
	}
	return err
}
