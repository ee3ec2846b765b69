package intake

import (
	"slices"
	"sort"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/money"
	"duebook/internal/text"
)

// party is one customer code of the file: how its rows spell it, and the
// customer it is.
type party struct {
	first  *Party
	names  map[string]*int // how often each spelling came
	arabic string
	card   customer.Customer
	isNew  bool
	step   customer.Step
	line   int32
	bad    bool // its card was refused
}

// seat is where the rows of one Party go.
type seat struct {
	party            *party
	times            *int // how often its spelling came
	ledger           *ledger
	refused          error
	branch, salesman uint16 // of a bill it issues, once named
	named            bool
	unnamed          error
}

// gather notes the spelling of a row's party.
func (p *planner) gather(x *Party, line int32) {
	s := p.seats[x]
	if s == nil {
		q := p.parties[x.Customer]
		if q == nil {
			q = &party{first: x, names: map[string]*int{}, line: line}
			p.parties[x.Customer] = q
		}
		if s = (&seat{party: q, times: q.names[x.Name]}); s.times == nil {
			s.times = new(int)
			q.names[x.Name] = s.times
		}
		if q.arabic == "" {
			q.arabic = x.NameAr
		}
		p.seats[x] = s
	}
	*s.times++
}

// seat finds the account of a row's party; nil when the row was refused.
func (p *planner) seat(x *Party, line int32) (*seat, error) {
	s := p.seats[x]
	if s.party.bad {
		return nil, nil
	}
	if s.ledger == nil && s.refused == nil {
		var cur money.Currency
		if cur, s.refused = p.set.Of(x.Currency); s.refused == nil {
			var err error
			if s.ledger, err = p.ledgerOf(s.party.card.ID, s.party.isNew, cur); err != nil {
				return nil, err
			}
		}
	}
	if s.refused != nil {
		p.refuse(line, "%v", s.refused)
		return nil, nil
	}
	return s, nil
}

// spellings are the names a file gives, the most frequent first; ties by the
// alphabet, so that the same file always gives the same name.
func (q *party) spellings() []string {
	all := make([]string, 0, len(q.names))
	for n := range q.names {
		if n != "" {
			all = append(all, n)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if a, b := *q.names[all[i]], *q.names[all[j]]; a != b {
			return a > b
		}
		return all[i] < all[j]
	})
	return all
}

// settleParties finds or opens every customer of the file, in the order of
// their codes.
func (p *planner) settleParties() error {
	codes := make([]string, 0, len(p.parties))
	for c := range p.parties {
		codes = append(codes, c)
	}
	sort.Strings(codes)
	for _, code := range codes {
		if err := p.settleParty(code, p.parties[code]); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) settleParty(code string, q *party) error {
	card, ok, err := customer.Lookup(p.in.View, code)
	if err != nil {
		return err
	}
	if !ok {
		return p.openParty(code, q)
	}
	q.card = card
	profile, err := customer.ProfileOf(p.in.View, card.ID)
	if err != nil {
		return err
	}
	q.step = profile.At(p.in.Today)
	before := card
	card.Spellings = slices.Clone(card.Spellings)
	var added []string
	for _, s := range q.spellings() {
		if s != card.Name && s != card.Arabic && s != card.Latin && !slices.Contains(card.Spellings, s) {
			card.Spellings = append(card.Spellings, s)
			added = append(added, s)
		}
	}
	changes := []customer.Change{}
	if len(added) > 0 {
		changes = append(changes, customer.Change{Field: "spelling", New: strings.Join(added, "; ")})
	}
	if card.Arabic == "" && q.arabic != "" {
		card.Arabic = q.arabic
		changes = append(changes, customer.Change{Field: "arabic", New: q.arabic})
	}
	if len(changes) > 0 {
		q.card = card
		p.facts = append(p.facts, &customer.Changed{Customer: card, Changes: changes, Before: before})
		p.line(Line{Line: int(q.line), Class: Changed, Customer: code, Text: "customer spelled " + changes[0].New})
	}
	return nil
}

func (p *planner) openParty(code string, q *party) error {
	x := q.first
	all := q.spellings()
	name := code
	if len(all) > 0 {
		name, all = all[0], all[1:]
	}
	o := customer.Open{Code: code, Name: name, Arabic: q.arabic, Branch: x.Branch, Salesman: x.Salesman,
		Collector: x.Collector, Group: x.Group, TaxNumber: x.TaxNumber, Terms: days(x.Terms),
		People: people("", x.Phone, x.Email)}
	f, err := o.Fact(p.in, p.names)
	if err != nil {
		p.refuse(q.line, "customer %s: %v", code, err)
		q.bad = true
		return nil
	}
	f.Customer.Spellings = all
	q.card, q.step, q.isNew = f.Customer, f.Step, true
	p.NewCustomers++
	p.facts = append(p.facts, f)
	return nil
}

// people makes the first person of a card from what a file has: a phone and an
// address alone are the accounts department's.
func people(name string, phones string, email string) []customer.Contact {
	var c customer.Contact
	for _, n := range strings.FieldsFunc(phones, func(r rune) bool { return r == ';' || r == '/' || r == ',' }) {
		if d := text.Digits(n); len(d) >= 5 && len(d) <= 15 {
			c.Phones = append(c.Phones, customer.Phone{Number: strings.TrimSpace(n)})
		}
	}
	if len(c.Phones) == 0 && email == "" && name == "" {
		return nil
	}
	c.Name, c.Email = name, email
	if c.Name == "" {
		c.Name = "Accounts"
	}
	return []customer.Contact{c}
}

// days reads terms such as "30", "Net 30" or "30 days"; nil when a code of the
// file's own means nothing here.
func days(s string) *int {
	for _, w := range strings.Fields(strings.ToLower(s)) {
		switch w {
		case "net", "days", "day", "يوم", "d":
			continue
		}
		n, err := text.ParseWhole(strings.TrimSuffix(w, "d"), 0, 730)
		if err != nil {
			return nil
		}
		return &n
	}
	return nil
}

// names of a row that differ from the card's: the branch and salesman a bill
// keeps from its issue.
func (p *planner) atIssue(x *Party, q *party) (branch, salesman uint16, err error) {
	branch, salesman = q.step.Branch, q.step.Salesman
	if x.Branch != "" {
		if branch, err = p.names.ID(directory.Branch, x.Branch); err != nil {
			return 0, 0, err
		}
	}
	if x.Salesman != "" {
		salesman, err = p.names.ID(directory.Person, x.Salesman)
	}
	return branch, salesman, err
}
