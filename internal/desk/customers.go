package desk

import (
	"fmt"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
)

// CardChange is a field of a customer's card or profile and its new value, as
// typed: name, arabic, latin, terms, limit, branch, collector, status ...
type CardChange struct{ Field, Value string }

// profileFields are those that customer.Assign changes from today on.
var profileFields = map[string]bool{"branch": true, "salesman": true, "collector": true, "group": true, "route": true,
	"risk": true, "status": true, "do_not_contact": true}

// OpenCustomer takes a new customer into the book.
func (d *Desk) OpenCustomer(key string, c customer.Open) error {
	_, err := d.Do(key, &c)
	return err
}

// EditCustomer changes fields of a card, all or none.
func (d *Desk) EditCustomer(key, code string, changes []CardChange) error {
	if len(changes) == 0 {
		return nil
	}
	keys, commands := make([]string, len(changes)), make([]book.Command, len(changes))
	for i, c := range changes {
		keys[i] = fmt.Sprintf("%s %s", key, c.Field)
		commands[i] = &customer.Edit{Customer: code, Field: c.Field, Value: c.Value}
		if profileFields[c.Field] {
			commands[i] = &customer.Assign{Customer: code, Field: c.Field, Value: c.Value}
		}
	}
	_, err := d.DoAll(keys, commands, false)
	return err
}
