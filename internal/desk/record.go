package desk

import (
	"duebook/internal/ar/document"
	"duebook/internal/book"
	"duebook/internal/report/cardhistory"
	"duebook/internal/report/expiry"
	"duebook/internal/report/worklist"
)

// Record is all that is kept of a customer beside what is owed: the card with its
// profile, the registration licence, and the documents that stand.
type Record struct {
	*Card
	Licence   document.Details // nothing in it when no licence is on record
	Documents []expiry.Row     // the first to end first
	Confirmed []Confirmed      // the last confirmed balance of each account that has one
}

// Record reads a customer's record by the code, as of the day that is read.
func (d *Desk) Record(code string) (*Record, error) {
	var r Record
	err := d.View(func(v *book.View) (err error) {
		if r.Card, err = d.cardIn(v, code); err != nil {
			return err
		}
		licence, _, err := document.LicenceOf(v, &r.Customer, r.AsOf)
		if err != nil {
			return err
		}
		r.Licence = licence.Details
		if r.Confirmed, err = r.confirmed(v); err != nil {
			return err
		}
		r.Documents, err = expiry.OfCustomer(v, &r.Customer, r.AsOf)
		return err
	})
	return &r, err
}

// CardHistory tells how a field of a card was changed, the newest first; "" is every
// field.
func (d *Desk) CardHistory(code, field string) (h *cardhistory.History, err error) {
	set := d.Company()
	err = d.View(func(v *book.View) error {
		h, err = cardhistory.Compute(v, cardhistory.Query{Customer: code, Field: field, AsOf: d.AsOf(),
			Zone: set.Location()})
		return err
	})
	return h, err
}

// Expiry lists the documents that expire.
func (d *Desk) Expiry(q expiry.Query) (l *expiry.List, err error) {
	q.AsOf = d.AsOf()
	err = d.View(func(v *book.View) error {
		l, err = expiry.Compute(v, q)
		return err
	})
	return l, err
}

// ExportExpiry writes the list as CSV or XLSX.
func (d *Desk) ExportExpiry(q expiry.Query, path string) error {
	l, err := d.Expiry(q)
	if err != nil {
		return err
	}
	return d.writeTables(path, l.Table())
}

// DocumentStory is a document and those it replaced, the newest first.
func (d *Desk) DocumentStory(id uint32) (all []expiry.Step, err error) {
	err = d.View(func(v *book.View) error {
		all, err = expiry.Explain(v, id, d.AsOf())
		return err
	})
	return all, err
}

// fillEnding reads which documents of the customer expire soon or have, as the call list
// tells of them.
func (c *Card) fillEnding(v *book.View) error {
	all, err := expiry.OfCustomer(v, &c.Customer, c.AsOf)
	for i := range all {
		r := &all[i]
		if x := &r.Details; x.Expires != 0 && r.Days <= worklist.ExpiresSoon {
			c.Ending = append(c.Ending, document.Due{ID: r.ID, Customer: c.ID, Type: r.Type, Expires: x.Expires,
				Annual: x.Annual})
		}
	}
	return err
}
