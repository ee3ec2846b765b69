package demo

import (
	"fmt"
	"sort"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// write says when each customer's bills will be issued, how much they are for
// and when it means to pay them.
func (w *world) write() {
	var days []civil.Date
	var weights []int
	sum := 0
	for d := w.start; d < w.today; d++ {
		if !w.cal.Open(d) {
			continue
		}
		weight := 100 + 40*int(d-w.start)/int(w.today-w.start)
		if _, _, dom := d.YMD(); dom >= 24 {
			weight += 60
		}
		sum += weight
		days, weights = append(days, d), append(weights, sum)
	}
	for _, c := range w.clients {
		for range c.bills {
			d := days[sort.SearchInts(weights, w.d.between(1, sum))]
			if d < c.from {
				d = w.cal.Next(c.from + (d-w.start)*(w.today-1-c.from)/(w.today-w.start))
			}
			w.bills = append(w.bills, w.invoice(c, min(d, days[len(days)-1])))
		}
	}
	sort.SliceStable(w.bills, func(i, j int) bool { return w.bills[i].doc < w.bills[j].doc })
}

func (w *world) invoice(c *client, doc civil.Date) *invoice {
	net := money.Minor(c.scale * w.d.between(18, 240)) // in halalas: scale x 0.18 to 2.40
	if w.d.chance(60) {
		net = net / 1000 * 1000
	}
	net = max(net, 60_00)
	v := &invoice{of: c, doc: doc, amount: net}
	if abroad[c.branch.city] == "" {
		v.amount += (net*15 + 50) / 100
	}
	due := doc.Add(c.terms)
	shares := []int{100}
	switch {
	case c.scale > 20_000 && w.d.chance(10):
		shares = []int{40, 30, 30}
	case c.scale > 9_000 && w.d.chance(6):
		shares = []int{90, 10} // the last is retention
	}
	left := v.amount
	for i, s := range shares {
		p := &part{of: v, no: i + 1, due: due.AddMonths(i), left: v.amount * money.Minor(s) / 100}
		if s == 10 {
			p.due = due.AddMonths(6)
		}
		if i == len(shares)-1 {
			p.left = left
		}
		left -= p.left
		p.want = w.wants(c, p.due)
		v.parts = append(v.parts, p)
	}
	return v
}

// wants is the day a customer means to pay what is due on a day.
func (w *world) wants(c *client, due civil.Date) civil.Date {
	h := habits[c.habit]
	if w.d.chance(4) {
		return due.Add(w.d.between(60, 260)) // forgotten, or argued about
	}
	return due.Add(w.d.between(h.low, h.high))
}

// issue posts the bills of a day.
func (w *world) issue(day civil.Date) {
	for ; w.issued < len(w.bills) && w.bills[w.issued].doc <= day; w.issued++ {
		w.post(w.bills[w.issued], day)
	}
}

// post sends one bill. A few are debit notes, fees or opening balances, some
// carry the customer's order, most a delivery note.
func (w *world) post(v *invoice, day civil.Date) {
	c, n := v.of, w.issued+1
	v.number = number("INV", day, w.next("INV"+day.String()[:4]), 5)
	b := &bill.Issue{Customer: c.code, Doc: day.String(), Branch: c.branch.city, Salesman: c.salesman}
	single := len(v.parts) == 1
	switch {
	case n <= 14:
		b.Type, v.number = "opening", fmt.Sprintf("OB-%s", c.code+fmt.Sprintf("-%d", n))
		v.parts[0].due = day.Add(-w.d.between(5, 75))
	case single && n%89 == 0:
		b.Type, v.number = "debit note", number("DN", day, w.next("DN"), 4)
	case single && n%311 == 0:
		b.Type, v.number, v.amount = "fee", number("FEE", day, w.next("FEE"), 4), 150_00
		v.parts[0].left = v.amount
	case abroad[c.branch.city] == "":
		net := (v.amount*100 + 57) / 115
		b.Net, b.VAT = plain(net), plain(v.amount-net)
		b.TaxInvoice = fmt.Sprintf("T-%08d", 40_000_000+n*7)
	}
	b.Number, b.Amount = v.number, plain(v.amount)
	if single {
		if b.Due = v.parts[0].due.String(); w.d.chance(2) {
			b.Due, v.parts[0].due = "", bill.Assume(day, c.terms)
		}
	} else {
		b.Amount = ""
		for i, p := range v.parts {
			b.Parts = append(b.Parts, bill.PartInput{Due: p.due.String(), Amount: plain(p.left),
				Retention: len(v.parts) == 2 && i == 1})
		}
	}
	if b.Type == "" {
		b.DeliveryNote = fmt.Sprintf("DLV-%06d", 104_000+n)
		b.Cash = c.terms == 0 && w.d.chance(30)
		if w.d.chance(55) {
			b.PO = fmt.Sprintf("%s%05d", pick(w.d, []string{"PO-", "PO-", "45000", "م/"}), w.d.between(100, 99_999))
		}
		if c.scale > 15_000 && w.d.chance(20) {
			b.Site = pick(w.d, tails).latin + " site"
		}
	}
	if b.Type == "" && day > w.today.Add(-75) {
		w.fresh = append(w.fresh, v.number)
	}
	v.on = true
	w.put(w.d.between(8*60, 9*60+55), accountant, b)
	c.open = append(c.open, v.parts...)
	if w.d.chance(3) && b.Type == "" {
		w.at(day.Add(w.d.between(3, 20)), func(on civil.Date) { w.returned(v, on) })
	}
	if w.d.chance(1) && single && v.parts[0].due < w.today {
		w.at(v.parts[0].due.Add(-2), func(civil.Date) { w.moved(v) })
	}
}

// returned is a credit note for part of a bill.
func (w *world) returned(v *invoice, day civil.Date) {
	p := v.parts[0]
	amount := min(v.amount*money.Minor(w.d.between(4, 18))/100/100*100, p.left)
	if amount <= 0 || p.held || v.of.paidOn == day {
		return
	}
	w.settle(v.of, "credit note", amount, []*part{p}, day, pick(w.d, []string{"goods returned", "price difference",
		"damaged in delivery", "مرتجع بضاعة"}))
}

// moved gives a bill that is still open two weeks more.
func (w *world) moved(v *invoice) {
	p := v.parts[0]
	if p.left == 0 {
		return
	}
	p.due = w.cal.Next(p.due.Add(14))
	p.want = max(p.want, p.due)
	w.put(15*60+20, supervisor, &bill.Reschedule{Bill: v.number, Due: p.due.String()})
}

// settle records a receipt and puts it on parts, in their order; what is left
// over stays a credit. Nothing to record is nothing recorded.
func (w *world) settle(c *client, kind string, amount money.Minor, parts []*part, day civil.Date, why string) {
	if amount <= 0 {
		return
	}
	r := &receipt.Record{Customer: c.code, Type: kind, Amount: plain(amount), Text: why, Mode: "marked"}
	who := ""
	if kind == "cash" {
		who = w.carrier(c, parts, day)
	}
	if who != "" {
		r.Number = w.leaf(who, day)
	} else {
		r.Number = number(paperOf[kind], day, w.next(paperOf[kind]+day.String()[:4]), 5)
	}
	switch kind {
	case "transfer":
		r.Reference = fmt.Sprintf("FT%s%05d", day.String()[2:4], w.d.between(10_000, 99_999))
	case "cheque":
		r.Reference = fmt.Sprintf("chq %06d", w.d.between(1000, 999_999))
	case "set-off":
		r.SetOff = &receipt.OurDebt{Bill: "TR-" + r.Number, Signed: day.AddMonths(-2).String()}
	}
	left := w.spread(amount, parts, &r.Parts)
	if len(parts) == 0 {
		r.Mode = "none"
	}
	if left > 0 {
		c.credits = append(c.credits, &credit{r.Number, left})
	}
	c.paidOn = day
	minute := w.d.between(10*60, 14*60)
	if who != "" {
		w.carry(who, c, r, amount)
		return
	}
	w.put(minute, accountant, r)
}

var paperOf = map[string]string{"transfer": "RV", "cash": "RV", "card": "RV", "wallet": "RV", "cheque": "RV",
	"credit note": "CN", "set-off": "SO", "discount": "DS", "write-off": "WO", "withholding": "WH"}

// spread puts an amount on parts in their order and returns what is left over.
func (w *world) spread(amount money.Minor, parts []*part, marked *[]receipt.PartChoice) money.Minor {
	for _, p := range parts {
		if take := min(amount, p.left); take > 0 {
			*marked = append(*marked, receipt.PartChoice{Bill: p.of.number, Part: p.no, Amount: plain(take)})
			p.left -= take
			amount -= take
		}
	}
	return amount
}
