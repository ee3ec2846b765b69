package demo

import (
	"duebook/internal/ar/request"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// wishes are what customers ask for: the kind, their words, and who is to answer.
var wishes = [][3]string{
	{"copy of bill", "Stamped copies of last month's bills for their auditor", "accounts"},
	{"price", "السعر في الفاتورة غير مطابق لعرض السعر", "sales"},
	{"delivery", "Two pallets of the last order did not come", "delivery"},
	{"statement", "A statement since January, signed", ""},
	{"complaint", "The driver left before the goods were counted", "delivery"},
	{"query", "Which cheque was put on which bill?", ""},
	{"price", "Asks for the discount of the yearly agreement", "sales"},
	{"copy of bill", "يطلب صورة من سند التسليم الموقع", "delivery"},
}

var outcomes = []string{"sent by e-mail", "agreed with the customer", "أرسلت للعميل", "credit note asked of sales"}

// requests are what customers asked for in the last weeks: most are closed in time, some
// went to somebody else, a few are late. They have dice of their own.
func (w *world) requests(seed uint64) {
	d := newDice(seed, 11)
	for n := range min(32, len(w.clients)/4) {
		c := w.clients[d.IntN(len(w.clients))]
		wish, back := wishes[n%len(wishes)], 26-n*5/6
		if c.from > w.today.Add(-back-1) {
			continue
		}
		closed, moved := n%4 != 3 && back > 3, n%5 == 0
		w.at(w.today.Add(-back), func(day civil.Date) {
			id := new(uint32)
			w.put(11*60+n, c.collectorOr(accountant), &request.Log{Customer: c.code, Type: wish[0], Text: wish[1],
				To: wish[2], Due: w.cal.AddOpen(day, 1+n%6).String()}, func(r book.Result) {
				for _, f := range r.Facts {
					if f, ok := f.(*request.Logged); ok {
						*id = f.Request.ID
					}
				}
			})
			if moved {
				w.at(w.cal.AddOpen(day, 1), func(civil.Date) {
					if w.known(id) {
						w.put(12*60, accountant, &request.Update{ID: *id, To: "accounts",
							Note: "with the other papers"})
					}
				})
			}
			if closed {
				w.at(w.cal.AddOpen(day, 2+n%3), func(civil.Date) {
					if w.known(id) {
						w.put(15*60+n, accountant, &request.Close{ID: *id, Outcome: outcomes[n%len(outcomes)]})
					}
				})
			}
		})
	}
}
