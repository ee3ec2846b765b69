package reporttest

import (
	"flag"
	"fmt"

	"pgregory.net/rapid"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

// A history makes a book of its own, so 30 of them are a check; the flag asks for more.
func init() {
	if err := flag.Set("rapid.checks", "30"); err != nil {
		panic(err)
	}
}

// History posts random events to a founded book over random days: customers, bills
// of one to three parts (some ahead, some in dollars), receipts of every mode,
// applications, take-backs, moved due dates, undos and handed-over portfolios.
// What is refused is refused. It returns every fact posted.
func History(t *rapid.T, b *booktest.Book, events int) []book.Fact {
	h := &history{t: t, b: b}
	for n := range 3 {
		h.do(&customer.Open{Code: fmt.Sprintf("C%d", n), Name: fmt.Sprintf("Customer %d", n), Branch: h.of("",
			"North", "South"),
			Collector: h.of("", "Mona", "Ali"), Salesman: h.of("", "Sami"), Group: h.of("", "Big"), Risk: h.of("",
				"A", "B")})
	}
	for range events {
		h.event()
	}
	return h.facts
}

type history struct {
	t               *rapid.T
	b               *booktest.Book
	facts           []book.Fact
	bills, receipts []string
	cheques         []string
	seqs            []uint64
	n               int
}

func (h *history) do(c book.Command) (ok bool) {
	r, err := h.b.Try(c)
	if err != nil {
		return false
	}
	h.facts = append(h.facts, r.Facts...)
	h.seqs = append(h.seqs, r.Seq)
	return true
}

func (h *history) of(all ...string) string { return rapid.SampledFrom(all).Draw(h.t, "of") }
func (h *history) int(low, high int) int   { return rapid.IntRange(low, high).Draw(h.t, "n") }
func (h *history) day(low, high int) string {
	return h.b.Today.Add(h.int(low, high)).String()
}

func (h *history) amount() string { return fmt.Sprintf("%d.%02d", h.int(1, 900), h.int(0, 99)) }

func (h *history) event() {
	h.n++
	code := fmt.Sprintf("C%d", h.int(0, 2))
	cur := h.of("SAR", "SAR", "SAR", "USD")
	switch k := h.int(0, 16); {
	case k > 11:
		h.settling(k, code)
	case k == 0:
		h.b.Today = h.b.Today.Add(h.int(1, 40))
	case k <= 4:
		c := &bill.Issue{Customer: code, Currency: cur, Number: fmt.Sprintf("B%d", h.n), Doc: h.day(-60, 0),
			Branch: h.of("", "North"),
			Amount: h.amount()}
		if c.Posting = h.of("", h.day(-50, 20)); h.int(0, 2) == 0 {
			c.Amount = ""
			for range h.int(1, 3) {
				c.Parts = append(c.Parts, bill.PartInput{Due: h.day(-90, 200), Amount: h.amount(),
					Retention: h.int(0, 3) == 0})
			}
		} else {
			c.Due = h.of("", h.day(-90, 60))
		}
		if h.do(c) {
			h.bills = append(h.bills, c.Number)
		}
	case k <= 7:
		c := &receipt.Record{Customer: code, Currency: cur, Type: h.of("cash", "transfer", "credit note"),
			Number: fmt.Sprintf("R%d", h.n),
			Amount: h.amount(), Date: h.day(-40, 0), Mode: h.of("oldest", "none", "document", "proportional",
				"kind"), Branch: h.of("", "South")}
		if h.do(c) {
			h.receipts = append(h.receipts, c.Number)
		}
	default:
		h.change(k, code)
	}
}

func (h *history) change(k int, code string) {
	switch {
	case k == 8 && len(h.receipts) > 0:
		h.do(&receipt.ApplyMore{Receipt: h.of(h.receipts...)})
	case k == 9 && len(h.receipts) > 0:
		h.do(&receipt.Unapply{Receipt: h.of(h.receipts...)})
	case k == 10 && len(h.bills) > 0:
		h.do(&bill.Reschedule{Bill: h.of(h.bills...), Part: h.int(1, 2), Due: h.day(-30, 90)})
	case k == 11 && h.int(0, 2) == 0:
		h.do(&customer.Assign{Customer: code, Field: "collector", Value: h.of("Mona", "Ali")})
	case k == 11:
		h.do(&book.Undo{Seq: h.seqs[h.int(0, len(h.seqs)-1)]})
	}
}

// Days are days worth asking a history about: around its events and its end.
func Days(t *rapid.T, b *booktest.Book) []civil.Date {
	days := []civil.Date{b.Today}
	for range 4 {
		days = append(days, b.Today.Add(rapid.IntRange(-200, 60).Draw(t, "day")))
	}
	return days
}
