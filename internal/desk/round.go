package desk

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/portfolio"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/worklist"
	"duebook/internal/text"
)

// RoundQuery says whose round it is and which customers are on it: those of their
// follow-ups up to the day that are no plain call, and those whose papers are out with
// them. Collect adds the customers of their portfolio with something to collect. With
// Codes only these customers, in this order.
type RoundQuery struct {
	Who, Route string
	Day        civil.Date // the day that is read when 0
	Codes      []string
	Collect    bool
}

// Round is the sheet of somebody's round.
type Round struct {
	RoundQuery
	Rows   []RoundRow
	Totals []RoundSum
}

// RoundSum is what is to collect, and overdue, in one currency.
type RoundSum struct {
	Money            money.Currency
	Collect, Overdue money.Minor
}

// RoundRow is one customer on a round: where to go and whom to ask for, what to do, what
// is due, and the bills whose papers are out with who goes.
type RoundRow struct {
	Card                     *Card
	Where, Whom, Phone, When string
	Tasks                    []Planned
	Sums                     []RoundSum
	Papers                   []string
}

// Round reads the sheet of a round.
func (d *Desk) Round(q RoundQuery) (*Round, error) {
	if q.Day == 0 {
		q.Day = d.AsOf()
	}
	r := &Round{RoundQuery: q}
	return r, d.View(func(v *book.View) error {
		who, _, err := portfolio.Resolve(v, q.Who)
		if err != nil {
			return err
		}
		tasks, err := d.roundTasks(v, &q, who)
		if err != nil {
			return err
		}
		papers, err := roundPapers(v, who.Collector, d.AsOf())
		if err != nil {
			return err
		}
		var ids []uint32
		add := func(id uint32) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		for i := range tasks {
			add(tasks[i].Customer)
		}
		for _, p := range papers {
			add(p.customer)
		}
		if q.Collect && len(q.Codes) == 0 {
			if err := d.toCollect(v, who.Collector, add); err != nil {
				return err
			}
		}
		if ids, err = d.onRound(v, &q, ids); err != nil {
			return err
		}
		for _, id := range ids {
			if err := d.addToRound(v, r, id, tasks, papers); err != nil {
				return err
			}
		}
		return nil
	})
}

// roundTasks are the follow-ups of who goes, up to the day, that are no plain call.
func (d *Desk) roundTasks(v *book.View, q *RoundQuery, who portfolio.Who) (out []Planned, err error) {
	name, err := directory.TextOf(v, directory.Person, who.Collector)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{text.Fold(q.Who): true, text.Fold(who.User): true, text.Fold(who.Name): true,
		text.Fold(name): true}
	delete(names, "")
	all, err := d.followups(v, q.Day, true)
	for i := range all {
		visit := strings.Contains(text.Fold(all[i].Channel), "visit")
		if names[text.Fold(all[i].Owner)] && (visit || all[i].Task != followup.Call.String()) {
			out = append(out, all[i])
		}
	}
	return out, err
}

type outPaper struct {
	customer uint32
	number   string
}

// roundPapers are the bills whose papers are out with a collector.
func roundPapers(v *book.View, collector uint16, day civil.Date) (out []outPaper, err error) {
	if collector == 0 {
		return nil, nil
	}
	err = proof.All(v, day, func(p *proof.Place) (bool, error) {
		if p.State != proof.Out || p.Holder != collector {
			return true, nil
		}
		b, err := bill.Get(v, p.Account, p.Bill)
		out = append(out, outPaper{p.Customer, b.Number})
		return true, err
	})
	return out, err
}

// toCollect gives the customers of a collector with something to collect, in the order
// of the call list.
func (d *Desk) toCollect(v *book.View, collector uint16, add func(id uint32)) error {
	if collector == 0 {
		return nil
	}
	l, err := worklist.Build(v, worklist.Query{AsOf: d.AsOf(), Scope: worklist.Mine, Collector: collector,
		IncludeHidden: true})
	if err != nil {
		return err
	}
	for i := range l.Rows {
		if l.Rows[i].ToCollect > 0 {
			add(l.Rows[i].Customer)
		}
	}
	return nil
}

// onRound are the customers on the sheet: those named, or those found on the route.
func (d *Desk) onRound(v *book.View, q *RoundQuery, found []uint32) (ids []uint32, err error) {
	for _, code := range q.Codes {
		c, err := customer.ByCode(v, code)
		if err != nil {
			return nil, err
		}
		ids = append(ids, c.ID)
	}
	if len(q.Codes) > 0 || q.Route == "" {
		if ids == nil {
			ids = found
		}
		return ids, nil
	}
	way, err := directory.Find(v, directory.Route, q.Route)
	if err == nil && way == 0 {
		err = book.RefuseField("route", "the book knows no route called %q", q.Route)
	}
	for _, id := range found {
		if err != nil {
			return nil, err
		}
		var p customer.Profile
		if p, err = customer.ProfileOf(v, id); p.At(d.AsOf()).Route == way {
			ids = append(ids, id)
		}
	}
	return ids, err
}

func (d *Desk) addToRound(v *book.View, r *Round, id uint32, tasks []Planned, papers []outPaper) error {
	cu, err := customer.Get(v, id)
	if err != nil {
		return err
	}
	row := RoundRow{Card: &Card{Customer: cu, AsOf: d.AsOf()}}
	if err := d.fillCard(v, row.Card); err != nil {
		return err
	}
	for i := range tasks {
		if tasks[i].Customer == id {
			row.Tasks = append(row.Tasks, tasks[i])
		}
	}
	for _, p := range papers {
		if p.customer == id {
			row.Papers = append(row.Papers, p.number)
		}
	}
	for i := range row.Card.Accounts {
		a := &row.Card.Accounts[i]
		s := RoundSum{a.Money(), max(a.ToCollect, 0), a.Overdue}
		if s.Collect == 0 && s.Overdue == 0 {
			continue
		}
		row.Sums = append(row.Sums, s)
		n := slices.IndexFunc(r.Totals, func(t RoundSum) bool { return t.Money == s.Money })
		if n < 0 {
			n, r.Totals = len(r.Totals), append(r.Totals, RoundSum{Money: s.Money})
		}
		r.Totals[n].Collect, r.Totals[n].Overdue = r.Totals[n].Collect+s.Collect, r.Totals[n].Overdue+s.Overdue
	}
	err = row.whom(v, r.Day)
	r.Rows = append(r.Rows, row)
	return err
}

// whom says where to go and whom to ask for: what the last contact said of a pick-up,
// else the card's address and its first person with a number.
func (row *RoundRow) whom(v *book.View, day civil.Date) error {
	err := contact.OfCustomer(v, row.Card.ID, func(c *contact.Contact) (bool, error) {
		if c.Day <= day && (c.Voided == 0 || c.Voided > day) && c.Pickup != (contact.Pickup{}) {
			row.Where, row.Whom, row.When = c.Pickup.Where, c.Pickup.Whom, c.Pickup.Hours
		}
		return true, nil
	})
	row.Where = cmp.Or(row.Where, customer.InLine(row.Card.Address))
	for _, p := range row.Card.People {
		if len(p.Phones) > 0 && (row.Whom == "" || text.Fold(row.Whom) == text.Fold(p.Name)) {
			n := p.Phones[0]
			row.Phone, row.Whom = n.Number, cmp.Or(row.Whom, p.Name)
			if n.Ext != "" {
				row.Phone += " ext " + n.Ext
			}
			row.When = cmp.Or(row.When, p.BestTime)
			break
		}
	}
	return err
}

// Numbers are the bills on the sheet.
func (r *Round) Numbers() (all []string) {
	for i := range r.Rows {
		for _, b := range r.Rows[i].bills() {
			if !slices.Contains(all, b.Number) {
				all = append(all, b.Number)
			}
		}
	}
	return all
}

// roundBill is a bill that is due with its currency.
type roundBill struct {
	Bill
	Money money.Currency
}

func (row *RoundRow) bills() (all []roundBill) {
	for i := range row.Card.Accounts {
		a := &row.Card.Accounts[i]
		for _, b := range a.Bills {
			if !b.Credit && b.Due <= row.Card.AsOf {
				all = append(all, roundBill{b, a.Money()})
			}
		}
	}
	return all
}

// Do says what is to be done, in words.
func (row *RoundRow) Do() string {
	var out []string
	for i := range row.Tasks {
		t := &row.Tasks[i]
		said := t.doing()
		if t.Reason != "" {
			said += ": " + t.Reason
		}
		if t.Time >= 0 {
			said = text.FormatTime(t.Time) + " " + said
		}
		out = append(out, said)
	}
	if len(row.Papers) > 0 {
		out = append(out, "bring back signed: "+strings.Join(row.Papers, ", "))
	}
	if out == nil && len(row.Sums) > 0 {
		out = append(out, "collect")
	}
	return strings.Join(out, "; ")
}

// doing is the task in a word: a call in person is a visit.
func (t *Planned) doing() string {
	if t.Task == followup.Call.String() {
		return contact.Visit.String()
	}
	return t.Task
}

// GiveOut notes the bills of a sheet as given out with who goes.
func (d *Desk) GiveOut(key string, r *Round) (int, error) {
	numbers := r.Numbers()
	for i := range r.Rows {
		numbers = slices.DeleteFunc(numbers, func(n string) bool { return slices.Contains(r.Rows[i].Papers, n) })
	}
	if len(numbers) == 0 {
		return 0, book.Refuse(book.Invalid, "there is no bill due on this sheet to hand over that is not out "+
			"already")
	}
	_, err := d.Do(key, &round.Give{Collector: r.Who, Route: r.Route, Bills: numbers})
	return len(numbers), err
}
