package desk

import (
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// CardArg says which customer's card to open, on which of its tabs ("" is the
// first), on which bill ("" is none in particular), and on which account.
type CardArg struct {
	Code, Tab string
	Bill      string
	Currency  string   // of the account; "" is the company's
	List      []string // the customers to go through with [ and ], in order
}

// FindQuery asks for customers. Text is a part of a name in any spelling, a code,
// a person, digits of a phone, a tax or registration number, or the start of a
// bill's number, purchase order, delivery note or tax invoice; "" is everybody.
// The other fields narrow it; names are compared folded.
type FindQuery struct {
	Text              string
	Branch, Collector string
	Status            string // active, legal ...; "" any
	NoPhone           bool
	NoCollector       bool
	DoNotContact      bool
	Limit             int // most hits
}

// Profile is who a customer belongs to on the day that is read, in names.
type Profile struct {
	Branch, Salesman, Collector, Group, Route, Risk, Status string
	DoNotContact                                            bool
}

// Owed is what a customer owes in one currency on the day that is read. Overdue
// is bills past their due date, without regard to credits.
type Owed struct {
	Currency         money.Currency
	Balance, Overdue money.Minor
}

// Hit is a customer that was found. Matched says by what, "" when it is plain
// from code and name; Bill is the number of the bill or receipt it was found by.
type Hit struct {
	Customer customer.Customer
	Profile  Profile
	Owes     []Owed
	Limit    credit.InForce // in the company's currency
	Matched  string
	Bill     string
}

// Found is an answer to a FindQuery; More says that the limit cut it.
type Found struct {
	Hits []Hit
	More bool
}

// Find looks customers up: the exact code first, then those of bills and
// references that start with the text, then names, people and numbers.
func (d *Desk) Find(q FindQuery) (Found, error) {
	var out Found
	asOf := d.AsOf()
	err := d.View(func(v *book.View) error {
		f := &finder{v: v, limit: max(q.Limit, 1), seen: map[uint32]bool{}, text: strings.TrimSpace(q.Text),
			names: d.finder(v)}
		if err := f.narrow(&q, asOf); err != nil {
			return err
		}
		if f.text != "" {
			if err := f.byCode(); err != nil {
				return err
			}
			if err := f.byBill(); err != nil {
				return err
			}
		}
		if err := f.byName(); err != nil {
			return err
		}
		out = Found{f.hits, f.more}
		return fill(v, asOf, out.Hits)
	})
	return out, err
}

// finder is the searched texts as of a moment of the book, kept from one question
// to the next.
func (d *Desk) finder(v *book.View) *customer.Finder {
	d.finding.Lock()
	defer d.finding.Unlock()
	if d.names == nil || !d.names.Fresh(v) {
		d.names = customer.NewFinder(v)
	}
	return d.names
}

// finder gathers the hits of one question.
type finder struct {
	v     *book.View
	names *customer.Finder
	text  string
	limit int
	pass  map[uint32]bool // customers the filters let through; nil: all
	seen  map[uint32]bool
	hits  []Hit
	more  bool
}

// narrow reads the narrow buckets once for the customers that the filters let
// through.
func (f *finder) narrow(q *FindQuery, asOf civil.Date) error {
	if *q == (FindQuery{Text: q.Text, Limit: q.Limit}) {
		return nil
	}
	f.pass = map[uint32]bool{}
	branch, err := directory.Find(f.v, directory.Branch, q.Branch)
	if err != nil {
		return err
	}
	who, err := directory.Find(f.v, directory.Person, q.Collector)
	if err != nil {
		return err
	}
	if q.Branch != "" && branch == 0 || q.Collector != "" && who == 0 {
		return nil
	}
	customer.Profiles(f.v, asOf, func(id uint32, s customer.Step) bool {
		if (branch == 0 || s.Branch == branch) && (who == 0 || s.Collector == who) &&
			(q.Status == "" || s.Status.String() == q.Status) && (!q.NoCollector || s.Collector == 0) &&
			(!q.DoNotContact || s.DoNotContact) {
			f.pass[id] = true
		}
		return true
	})
	if q.NoPhone {
		customer.Lines(f.v, func(l customer.Line) bool {
			if l.HasPhone {
				delete(f.pass, l.ID)
			}
			return true
		})
	}
	return nil
}

// add takes a customer once; it reports whether there is room for more.
func (f *finder) add(id uint32, why func(c *customer.Customer) string) (bool, error) {
	if f.seen[id] || f.pass != nil && !f.pass[id] {
		return true, nil
	}
	if len(f.hits) == f.limit {
		f.more = true
		return false, nil
	}
	c, err := customer.Get(f.v, id)
	if err != nil {
		return false, err
	}
	if c.Voided != 0 {
		return true, nil
	}
	f.seen[id] = true
	f.hits = append(f.hits, Hit{Customer: c, Matched: why(&c)})
	return true, nil
}

// addBill takes the customer of a bill or receipt, and keeps its number.
func (f *finder) addBill(id uint32, number string, why func(c *customer.Customer) string) (bool, error) {
	before := len(f.hits)
	on, err := f.add(id, why)
	if len(f.hits) > before {
		f.hits[before].Bill = number
	}
	return on, err
}

func (f *finder) byCode() error {
	c, ok, err := customer.Lookup(f.v, f.text)
	if err == nil && ok {
		_, err = f.add(c.ID, func(*customer.Customer) string { return "" })
	}
	return err
}

// mostBills is how many bills one question looks at in each index.
const mostBills = 50

// byBill looks for a bill's number, purchase order, delivery note or tax invoice
// that starts with the text, as typed and in capitals.
func (f *finder) byBill() error {
	if len(f.text) < 3 || text.Digits(f.text) == "" {
		return nil
	}
	for _, start := range spelled(f.text) {
		n := 0
		take := func(b *bill.Bill) (bool, error) {
			n++
			on, err := f.bill(b, start)
			return on && n < mostBills, err
		}
		if err := bill.FindNumber(f.v, start, take); err != nil {
			return err
		}
		n = 0
		if err := bill.FindRef(f.v, start, take); err != nil {
			return err
		}
	}
	return nil
}

// spelled is a text as typed, in capitals and with its digits in ASCII, each once.
func spelled(s string) []string {
	out := []string{s}
	for _, x := range []string{strings.ToUpper(s), text.Fold(s), strings.ToUpper(text.Fold(s))} {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func (f *finder) bill(b *bill.Bill, start string) (bool, error) {
	a, err := account.Get(f.v, b.Account)
	if err != nil {
		return false, err
	}
	return f.addBill(a.Customer, b.Number, func(*customer.Customer) string {
		for _, r := range []struct{ word, value string }{{"bill", b.Number}, {"PO", b.PO},
			{"delivery note", b.DeliveryNote}, {"tax invoice", b.TaxInvoice}} {
			if strings.HasPrefix(r.value, start) {
				return r.word + " " + r.value
			}
		}
		return "bill " + b.Number
	})
}

// byName searches the folded texts. A long number that nobody has is tried once
// more without what may be its country code.
func (f *finder) byName() error {
	before := len(f.hits)
	if err := f.search(f.text); err != nil {
		return err
	}
	if d := text.Digits(f.text); len(f.hits) == before && len(d) >= 11 {
		return f.search(d[len(d)-9:])
	}
	return nil
}

func (f *finder) search(s string) error {
	var err error
	f.names.Search(s, func(id uint32) bool {
		var on bool
		on, err = f.add(id, func(c *customer.Customer) string { return matched(c, s) })
		return on && err == nil
	})
	return err
}

// matched says which of a customer's texts holds what was typed, when code and
// name don't.
func matched(c *customer.Customer, query string) string {
	words := strings.Fields(text.Fold(query))
	holds := func(s string) bool {
		folded := text.Fold(s)
		return s != "" && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(folded, w) })
	}
	if len(words) == 0 || holds(c.Code+" "+c.Name) {
		return ""
	}
	digits := strings.TrimLeft(text.Digits(query), "0")
	if len(digits) < 5 {
		digits = ""
	}
	for _, p := range c.People {
		for _, n := range p.Phones {
			if digits != "" && strings.Contains(text.Digits(n.Number), digits) {
				return "phone " + n.Number + ", " + p.Name
			}
		}
		if holds(p.Name) {
			return p.Name
		}
	}
	for _, r := range []struct{ word, value string }{{"tax number", c.TaxNumber}, {"registration", c.Registration},
		{"IBAN", c.IBAN}, {"address", addressWith(c, holds)}} {
		if holds(r.value) || digits != "" && strings.Contains(text.Digits(r.value), digits) {
			return r.word + " " + r.value
		}
	}
	for _, s := range append([]string{c.Arabic, c.Latin}, c.Spellings...) {
		if holds(s) {
			return s
		}
	}
	return ""
}

// addressWith is the line of an address that holds what was typed, else all of it.
func addressWith(c *customer.Customer, holds func(string) bool) string {
	if n := slices.IndexFunc(c.Address, holds); n >= 0 {
		return c.Address[n]
	}
	return customer.InLine(c.Address)
}

// fill completes hits with what they owe and who they belong to.
func fill(v *book.View, asOf civil.Date, hits []Hit) error {
	names := map[directory.Kind]map[uint16]string{}
	for _, of := range []directory.Kind{directory.Branch, directory.Person, directory.Group, directory.Route,
		directory.Risk} {
		var err error
		if names[of], err = directory.Names(v, of); err != nil {
			return err
		}
	}
	set, err := company.Get(v)
	if err != nil {
		return err
	}
	type place struct{ hit, owed int }
	at := map[uint32]place{}
	accounts := []uint32{} // never nil: that would read all
	for i := range hits {
		h := &hits[i]
		p, err := customer.ProfileOf(v, h.Customer.ID)
		if err != nil {
			return err
		}
		s := p.At(asOf)
		h.Profile = Profile{Branch: names[directory.Branch][s.Branch], Salesman: names[directory.Person][s.Salesman],
			Collector: names[directory.Person][s.Collector], Group: names[directory.Group][s.Group],
			Route: names[directory.Route][s.Route], Risk: names[directory.Risk][s.Risk], Status: s.Status.String(),
			DoNotContact: s.DoNotContact}
		if h.Limit, err = credit.Of(v, h.Customer.ID, set.Money(), asOf); err != nil {
			return err
		}
		all, err := account.OfCustomer(v, h.Customer.ID)
		if err != nil {
			return err
		}
		for _, a := range all {
			if _, twice := at[a.ID]; !twice {
				accounts = append(accounts, a.ID)
			}
			at[a.ID] = place{i, len(h.Owes)}
			h.Owes = append(h.Owes, Owed{Currency: a.Money()})
		}
	}
	return ledger.Walk(v, asOf, accounts, ledger.Visitor{Item: func(i *openitem.Item) bool {
		p := at[i.Account]
		o := &hits[p.hit].Owes[p.owed]
		o.Balance += i.Signed()
		if i.Flags&openitem.Credit == 0 && i.Due < asOf {
			o.Overdue += i.Left
		}
		return true
	}})
}
