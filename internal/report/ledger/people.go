package ledger

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// By is what open items are grouped by.
type By string

// The groupings of RULES 2. Branch and salesman of a bill are those at its issue;
// unapplied money belongs to the receipt's branch, else the customer's; all else is
// the customer's on the day.
const (
	ByCustomer  By = "customer"
	ByBranch    By = "branch"
	BySalesman  By = "salesman"
	ByCollector By = "collector"
	ByRisk      By = "risk"
	ByCurrency  By = "currency"
	ByGroup     By = "group"
	ByBill      By = "bill"
)

// Groupings lists every By, in the order people are shown them.
var Groupings = []By{ByCustomer, ByBranch, BySalesman, ByCollector, ByRisk, ByCurrency, ByGroup, ByBill}

// ParseBy reads the name of a grouping; "" is by customer.
func ParseBy(s string) (By, error) {
	if s == "" {
		return ByCustomer, nil
	}
	names := make([]string, len(Groupings))
	for n, by := range Groupings {
		if string(by) == s {
			return by, nil
		}
		names[n] = string(by)
	}
	return "", book.RefuseField("by", "%q is not a way to group (%s)", s, strings.Join(names, ", "))
}

// Scope keeps what belongs to one row of a grouping: the customer of a code, the
// branch of a name, the bills of no salesman (an empty Key). Or are names of a branch, a
// salesman, a collector ... that are as good.
type Scope struct {
	By  By
	Key string
	Or  []string
}

// People says to whom open items belong on a day.
type People struct {
	Currencies []money.Currency // those of the accounts, by their number

	v     *book.View
	day   civil.Date
	owner []owner         // by account
	steps []customer.Step // by customer
	lines []customer.Line // by customer; no code: not there
	names map[directory.Kind]map[uint16]string
}

type owner struct {
	customer uint32
	currency uint16
}

// NewPeople reads the accounts; what else a grouping needs is read when asked.
func NewPeople(v *book.View, day civil.Date) *People {
	p := &People{v: v, day: day, owner: make([]owner, v.Counter("account")+1),
		names: map[directory.Kind]map[uint16]string{}}
	at := map[money.Currency]uint16{}
	var last money.Currency
	var number uint16
	account.Lines(v, func(l account.Line) bool {
		if cur := (money.Currency{Code: l.Currency, Digits: l.Digits}); cur != last || p.Currencies == nil {
			var ok bool
			if number, ok = at[cur]; !ok {
				number = uint16(len(p.Currencies))
				at[cur], p.Currencies = number, append(p.Currencies, cur)
			}
			last = cur
		}
		p.owner[l.ID] = owner{l.Customer, number}
		return true
	})
	return p
}

// Accounts is how many accounts the book may have: their numbers are at most this.
func (p *People) Accounts() int { return len(p.owner) - 1 }

// Customer is whose account it is.
func (p *People) Customer(acc uint32) uint32 { return p.owner[acc].customer }

// Currency is the number of an account's currency in Currencies.
func (p *People) Currency(acc uint32) int { return int(p.owner[acc].currency) }

// Money is an account's currency.
func (p *People) Money(acc uint32) money.Currency { return p.Currencies[p.owner[acc].currency] }

// Step is a customer's profile on the day.
func (p *People) Step(id uint32) customer.Step {
	if p.steps == nil {
		p.steps = make([]customer.Step, p.v.Counter("customer")+1)
		customer.Profiles(p.v, p.day, func(id uint32, s customer.Step) bool {
			p.steps[id] = s
			return true
		})
	}
	return p.steps[id]
}

// Line is a customer's code, name and limit.
func (p *People) Line(id uint32) (customer.Line, error) {
	if p.lines == nil {
		p.lines = make([]customer.Line, p.v.Counter("customer")+1)
		customer.Lines(p.v, func(l customer.Line) bool {
			p.lines[l.ID] = l
			return true
		})
	}
	if p.lines[id].ID == 0 { // taken out of the book since
		c, err := customer.Get(p.v, id)
		if err != nil {
			return customer.Line{}, err
		}
		p.lines[id] = customer.Line{ID: id, Code: c.Code, Name: c.Name, Limit: c.Limit,
			Was: len(c.WasLimits) > 0, HasPhone: c.HasPhone()}
	}
	return p.lines[id], nil
}

// Key is the number under which a grouping has an item, and how many such numbers
// there may be. An unknown grouping is a refusal.
func (p *People) Key(by By) (of func(i *openitem.Item) uint32, most int, err error) {
	customers := int(p.v.Counter("customer")) + 1
	mine := func(field func(s *customer.Step) uint16) func(i *openitem.Item) uint32 {
		p.Step(0)
		return func(i *openitem.Item) uint32 { return uint32(field(&p.steps[p.owner[i.Account].customer])) }
	}
	branch := func(s *customer.Step) uint16 { return s.Branch }
	salesman := func(s *customer.Step) uint16 { return s.Salesman }
	switch by {
	case ByCustomer, "":
		return func(i *openitem.Item) uint32 { return p.owner[i.Account].customer }, customers, nil
	case ByBranch:
		home := mine(branch)
		return func(i *openitem.Item) uint32 {
			if i.Flags&openitem.Credit != 0 && i.Branch == 0 {
				return home(i)
			}
			return uint32(i.Branch)
		}, 1 << 16, nil
	case BySalesman:
		home := mine(salesman)
		return func(i *openitem.Item) uint32 {
			if i.Flags&openitem.Credit != 0 {
				return home(i)
			}
			return uint32(i.Salesman)
		}, 1 << 16, nil
	case ByCollector:
		return mine(func(s *customer.Step) uint16 { return s.Collector }), 1 << 16, nil
	case ByRisk:
		return mine(func(s *customer.Step) uint16 { return s.Risk }), 1 << 16, nil
	case ByGroup:
		return mine(func(s *customer.Step) uint16 { return s.Group }), 1 << 16, nil
	case ByCurrency:
		return func(i *openitem.Item) uint32 { return uint32(p.owner[i.Account].currency) }, len(p.Currencies), nil
	case ByBill:
		return func(i *openitem.Item) uint32 { return i.Doc }, int(p.v.Counter(bill.Doc)) + 1, nil
	}
	_, err = ParseBy(string(by))
	return nil, 0, err
}

var kinds = map[By]directory.Kind{ByBranch: directory.Branch, BySalesman: directory.Person,
	ByCollector: directory.Person,
	ByRisk:      directory.Risk, ByGroup: directory.Group}

// Label is the key and the name people know a row by, given one of its items.
func (p *People) Label(by By, key uint32, i *openitem.Item) (code, name string, err error) {
	switch by {
	case ByCustomer, "":
		l, err := p.Line(key)
		return l.Code, l.Name, err
	case ByCurrency:
		return p.Currencies[key].Code, p.Currencies[key].Code, nil
	case ByBill:
		if code, err = p.Number(i); err != nil {
			return "", "", err
		}
		l, err := p.Line(p.Customer(i.Account))
		return code, l.Name, err
	}
	name, err = p.Name(kinds[by], uint16(key))
	if key == 0 {
		return "", fmt.Sprintf("(no %s)", by), nil
	}
	return name, name, err
}

// Name is a name of the directory; "" for number 0.
func (p *People) Name(of directory.Kind, id uint16) (string, error) {
	if p.names[of] == nil {
		all, err := directory.Names(p.v, of)
		if err != nil {
			return "", err
		}
		p.names[of] = all
	}
	return p.names[of][id], nil
}

// Number is the number on the item's bill or receipt.
func (p *People) Number(i *openitem.Item) (string, error) {
	if i.Flags&openitem.Credit != 0 {
		r, err := receipt.Get(p.v, i.Account, i.Doc)
		return r.Number, err
	}
	b, err := bill.Get(p.v, i.Account, i.Doc)
	return b.Number, err
}

// Within makes the test of belonging to every one of some scopes, nil for none, and
// the accounts that are enough to read, nil for all. A key that names nothing is a
// refusal.
func (p *People) Within(scopes []Scope) (in func(i *openitem.Item) bool, accounts []uint32, err error) {
	for _, s := range scopes {
		test, accs, err := p.test(s)
		if err != nil {
			return nil, nil, err
		}
		if accs != nil {
			accounts = accs
		}
		before := in
		in = func(i *openitem.Item) bool { return test(i) && (before == nil || before(i)) }
	}
	return in, accounts, nil
}

func (p *People) test(s Scope) (in func(i *openitem.Item) bool, accounts []uint32, err error) {
	if s.By == ByBill {
		return p.numbered(s.Key)
	}
	of, _, err := p.Key(s.By)
	if err != nil {
		return nil, nil, err
	}
	key, accounts, err := p.find(s)
	if len(s.Or) > 0 && accounts == nil {
		keys := map[uint32]bool{key: true}
		for _, name := range s.Or {
			if err != nil {
				return nil, nil, err
			}
			key, _, err = p.find(Scope{By: s.By, Key: name})
			keys[key] = true
		}
		return func(i *openitem.Item) bool { return keys[of(i)] }, nil, err
	}
	return func(i *openitem.Item) bool { return of(i) == key }, accounts, err
}

// numbered tests for the bill or receipt of a number. One that has been voided since
// is in no index any more: then every item is asked.
func (p *People) numbered(number string) (in func(i *openitem.Item) bool, accounts []uint32, err error) {
	b, ok, err := bill.ByNumber(p.v, number)
	if err != nil || ok && b.Posting <= p.day {
		return func(i *openitem.Item) bool { return i.Doc == b.ID }, []uint32{b.Account}, err
	}
	r, ok, err := receipt.ByNumber(p.v, number)
	if err != nil || ok && r.Date <= p.day {
		return func(i *openitem.Item) bool { return i.Doc == r.ID }, []uint32{r.Account}, err
	}
	found := map[uint32]bool{}
	err = Items(p.v, p.day, func(i *openitem.Item) bool {
		var n string
		if n, err = p.Number(i); n == number {
			found[i.Doc] = true
		}
		return err == nil
	})
	if err == nil && len(found) == 0 {
		err = missing(Scope{By: ByBill, Key: number})
	}
	return func(i *openitem.Item) bool { return found[i.Doc] }, nil, err
}

func missing(s Scope) error {
	return &book.Error{Code: book.NotFound, Field: string(s.By), Text: fmt.Sprintf("there is no %s %q", s.By, s.Key)}
}

// find is the number of a scope's key, and the accounts it is about when they are few.
func (p *People) find(s Scope) (key uint32, accounts []uint32, err error) {
	switch s.By {
	case ByCustomer, "":
		c, err := FindCustomer(p.v, s.Key)
		if err != nil {
			return 0, nil, err
		}
		of, err := account.OfCustomer(p.v, c.ID)
		accounts = []uint32{}
		for _, a := range of {
			accounts = append(accounts, a.ID)
		}
		return c.ID, accounts, err
	case ByCurrency:
		for n, c := range p.Currencies {
			if c.Code == s.Key {
				return uint32(n), nil, nil
			}
		}
		return 0, nil, missing(s)
	}
	if s.Key == "" {
		return 0, nil, nil
	}
	id, err := directory.Find(p.v, kinds[s.By], s.Key)
	if err == nil && id == 0 {
		err = missing(s)
	}
	return uint32(id), nil, err
}

// FindCustomer reads a card by its code, also that of a customer taken out of the book
// since: days before that still show it.
func FindCustomer(v *book.View, code string) (customer.Customer, error) {
	c, err := customer.ByCode(v, code)
	if book.CodeOf(err) != book.NotFound {
		return c, err
	}
	scanned := customer.Scan(v, func(old *customer.Customer) (bool, error) {
		if old.Code == code {
			c, err = *old, nil
		}
		return err != nil, nil
	})
	if scanned != nil {
		err = scanned
	}
	return c, err
}
