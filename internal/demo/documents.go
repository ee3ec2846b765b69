package demo

import (
	"fmt"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/document"
)

// onRecord puts the customer's papers on record: some have expired since, some will soon.
// The days follow from the customer's place, so that no other chance of the story moves.
func (w *world) onRecord(n int, c *customer.Open) {
	if c.Registration == "" || n%3 == 1 {
		return
	}
	expires := w.today.Add(n*173%430 - 15)
	licence := document.Paper{Number: c.Registration, Issued: expires.AddMonths(-36).String(),
		Expires: expires.String(), Copy: fmt.Sprintf("folder %d", 1+n/10), Annual: n%4 == 0}
	if n%5 == 0 {
		licence.Copy = ""
	}
	w.put(12*60, accountant, &document.Record{Customer: c.Code, Type: document.Licence.String(), Paper: licence})
	if n%9 == 0 {
		w.put(12*60, accountant, &document.Record{Customer: c.Code, Type: document.Guarantee.String(),
			Paper: document.Paper{Number: fmt.Sprintf("LG-%04d", 100+n), Amount: fmt.Sprint(50_000 * (1 + n%7)),
				Expires: w.today.Add(n*113%200 - 5).String(), Issuer: "Bank of the Coast (sample)", Copy: "the safe"}})
	}
}
