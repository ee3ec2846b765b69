package desk

import (
	"duebook/internal/ar/customer"
	"duebook/internal/ar/document"
)

// CardChange is a field of a customer's card, profile or licence and its new value, as
// typed: name, arabic, latin, terms, limit, branch, collector, status, licence_expires ...
type CardChange struct{ Field, Value string }

// OpenCustomer takes a new customer into the book.
func (d *Desk) OpenCustomer(key string, c customer.Open) error {
	_, err := d.Do(key, &c)
	return err
}

// EditCustomer changes fields of a card, all or none, in one entry; what is wrong is
// refused on the field's own name.
func (d *Desk) EditCustomer(key, code string, changes []CardChange) error {
	if len(changes) == 0 {
		return nil
	}
	c := &document.Revise{Customer: code}
	for _, x := range changes {
		c.Changes = append(c.Changes, customer.FieldValue{Field: x.Field, Value: x.Value})
	}
	_, err := d.Do(key, c)
	return err
}
