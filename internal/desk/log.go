package desk

import (
	"duebook/internal/ar/contact"
	"duebook/internal/ar/referral"
	"duebook/internal/book"
)

// LogContact posts one contact and all it brought. A result that refers the
// customer to the supervisor posts the referral with it; its reason is the note.
func (d *Desk) LogContact(key string, c *contact.Log) error {
	var cmd book.Command = c
	if c.Result == contact.Referred.String() {
		if c.Note == "" {
			return book.RefuseField("note", "say in the note what the supervisor is asked")
		}
		cmd = &referral.Refer{Customer: c.Customer, Reason: c.Note, Call: c}
	}
	_, err := d.Do(key, cmd)
	return err
}
