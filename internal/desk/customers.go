package desk

import "duebook/internal/ar/customer"

// OpenCustomer takes a new customer into the book.
func (d *Desk) OpenCustomer(key string, c customer.Open) error {
	_, err := d.Do(key, &c)
	return err
}
