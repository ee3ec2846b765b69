package demo

import (
	"encoding/json"
	"fmt"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/proposal"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// proposals are terms that officers want longer and may not change themselves: the
// supervisor approves or refuses the next day, of the last days some still wait. It draws
// nothing, so the rest of the company stays as it is without them.
func (w *world) proposals() {
	n := 0
	for i, c := range w.clients {
		if i%31 != 13 || c.quits != 0 || c.collector == "" || n == 12 {
			continue
		}
		n++
		turn, on := n, w.cal.Last(w.today.Add(1-2*n))
		fields, err := json.Marshal(customer.Edit{Customer: c.code, Field: "terms", Value: fmt.Sprint(40 + 10*(n%2))})
		if err != nil {
			continue // never: two texts
		}
		id := new(uint32)
		w.at(on, func(day civil.Date) {
			w.put(15*60+10, c.collector, &proposal.Make{Command: customer.Edit{}.Kind(), Fields: fields,
				Reason: []string{"pays in full when the month is closed", "buys twice as much since spring"}[turn%2]},
				func(r book.Result) {
					for _, f := range r.Facts {
						if f, ok := f.(*proposal.Made); ok {
							*id = f.Proposal.ID
						}
					}
				})
			if turn < 3 {
				return // nobody has looked at it yet
			}
			w.at(w.cal.Next(day+1), func(civil.Date) {
				if !w.known(id) {
					return
				}
				if turn%3 == 0 {
					w.put(8*60+40, supervisor, &proposal.Refuse{ID: *id, Reason: "first the cheque that bounced"})
					return
				}
				w.put(8*60+40, supervisor, &proposal.Approve{ID: *id})
			})
		})
	}
}
