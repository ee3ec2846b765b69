package credit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	ar "duebook/internal/ar/credit"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// risk is what is at risk on an account, and what bounced.
type risk struct {
	ar.Exposure
	bounced money.Minor
}

type place struct {
	customer uint32
	currency money.Currency
}

type lister struct {
	v      *book.View
	q      Query
	set    *company.Settings
	limits *ar.Reader
	people *ledger.People
	atRisk []risk // by account
	seen   map[place]bool
	wanted []func(id uint32, s *customer.Step) bool
	out    *Report
}

// scopes makes the tests of belonging to every scope of the query.
func (l *lister) scopes() error {
	for _, s := range l.q.Within {
		if s.By == ledger.ByCustomer {
			c, err := ledger.FindCustomer(l.v, s.Key)
			if err != nil {
				return err
			}
			l.wanted = append(l.wanted, func(id uint32, _ *customer.Step) bool { return id == c.ID })
			continue
		}
		kind, field, ok := profileOf(s.By)
		if !ok {
			return book.RefuseField("by", "credit is not kept by %s", s.By)
		}
		ids := map[uint16]bool{}
		for _, name := range append([]string{s.Key}, s.Or...) {
			id, err := directory.Find(l.v, kind, name)
			if err == nil && id == 0 && name != "" {
				err = &book.Error{Code: book.NotFound, Field: string(s.By), Text: fmt.Sprintf("there is no %s %q",
					s.By, name)}
			}
			if err != nil {
				return err
			}
			ids[id] = true
		}
		l.wanted = append(l.wanted, func(_ uint32, s *customer.Step) bool { return ids[field(s)] })
	}
	return nil
}

func profileOf(by ledger.By) (directory.Kind, func(s *customer.Step) uint16, bool) {
	switch by {
	case ledger.ByBranch:
		return directory.Branch, func(s *customer.Step) uint16 { return s.Branch }, true
	case ledger.BySalesman:
		return directory.Person, func(s *customer.Step) uint16 { return s.Salesman }, true
	case ledger.ByCollector:
		return directory.Person, func(s *customer.Step) uint16 { return s.Collector }, true
	case ledger.ByGroup:
		return directory.Group, func(s *customer.Step) uint16 { return s.Group }, true
	case ledger.ByRisk:
		return directory.Risk, func(s *customer.Step) uint16 { return s.Risk }, true
	}
	return 0, nil, false
}

func (l *lister) in(id uint32, s *customer.Step) bool {
	for _, test := range l.wanted {
		if !test(id, s) {
			return false
		}
	}
	return true
}

// risks reads what every account has at risk.
func (l *lister) risks() error {
	l.atRisk, l.seen = make([]risk, l.people.Accounts()+1), map[place]bool{}
	err := ledger.Items(l.v, l.q.AsOf, func(i *openitem.Item) bool {
		l.atRisk[i.Account].Balance += i.Signed()
		return true
	})
	if err != nil {
		return err
	}
	return cheque.Open(l.v, l.q.AsOf, func(b *cheque.Brief) bool {
		x := &l.atRisk[b.Account]
		if x.Uncleared += b.Uncleared(); b.State.Unpaid() {
			x.bounced += b.Worth
		}
		return true
	})
}

func (l *lister) accounts() error {
	for acc := 1; acc < len(l.atRisk); acc++ {
		id := uint32(acc)
		if l.people.Customer(id) == 0 {
			continue
		}
		if err := l.add(l.people.Customer(id), id, l.people.Money(id)); err != nil {
			return err
		}
	}
	return nil
}

// others adds customers with a limit who have no account.
func (l *lister) others() error {
	var all []place
	home := l.set.Money()
	customer.Lines(l.v, func(c customer.Line) bool {
		if c.Limit.Set || c.Was {
			all = append(all, place{c.ID, home})
		}
		return true
	})
	var unknown error
	l.limits.Customers(func(id uint32, code string) {
		cur, err := l.set.Of(code)
		if err != nil {
			unknown = err
		}
		all = append(all, place{id, cur})
	})
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.customer, b.customer), strings.Compare(a.currency.Code, b.currency.Code))
	})
	for _, p := range all {
		if unknown == nil && !l.seen[p] {
			unknown = l.add(p.customer, 0, p.currency)
		}
	}
	return unknown
}

// add makes the row of a customer, unless there is nothing to say.
func (l *lister) add(id, acc uint32, cur money.Currency) error {
	l.seen[place{id, cur}] = true
	step := l.people.Step(id)
	if !l.in(id, &step) {
		return nil
	}
	line, err := l.people.Line(id)
	if err != nil {
		return err
	}
	r := Row{ID: id, Account: acc, Code: line.Code, Name: line.Name, Currency: cur, step: step}
	if r.Limit, err = l.limits.Of(&line, cur); err != nil {
		return err
	}
	if acc != 0 {
		r.Exposure, r.Bounced = l.atRisk[acc].Exposure, l.atRisk[acc].bounced
	}
	if r.Exposure == (ar.Exposure{}) && r.Limit.Source == ar.Nowhere && r.Limit.Agreement == nil {
		return nil
	}
	if r.Limit.Source == ar.OnCard && r.Limit.Approver == "" {
		c, err := customer.Get(l.v, id)
		if err != nil {
			return err
		}
		r.Limit.Approver = c.LimitOn(l.q.AsOf).Approver
	}
	if err := l.names(&r); err != nil {
		return err
	}
	r.judge(l.out.Watch)
	if r.Block, err = customer.BlockOf(l.v, id, l.q.AsOf); err != nil {
		return err
	}
	r.propose()
	l.out.Rows = append(l.out.Rows, r)
	return nil
}

func (r *Row) judge(watch int) {
	r.Status = r.Limit.Status(r.Exposure.Sum(), watch)
	r.Available = r.Limit.Available(r.Exposure.Sum())
}

func (l *lister) names(r *Row) (err error) {
	for _, n := range []struct {
		of directory.Kind
		id uint16
		to *string
	}{{directory.Group, r.step.Group, &r.Of}, {directory.Branch, r.step.Branch, &r.Branch},
		{directory.Person, r.step.Collector, &r.Collector}, {directory.Person, r.step.Salesman, &r.Salesman}} {
		if *n.to, err = l.people.Name(n.of, n.id); err != nil {
			return err
		}
	}
	return nil
}

// propose says which block the figures ask for: nothing delivered on credit while the
// limit is passed or expired with something at risk; none at all when a cheque bounced
// besides, or an agreement is broken.
func (r *Row) propose() {
	broken := r.Limit.Agreement != nil && r.Limit.Agreement.State == ar.Broken
	var why []string
	switch {
	case r.Status == ar.Over:
		why = append(why, "over the limit by "+text.FormatAmount(-r.Available, r.Currency.Digits)+" "+r.Currency.Code)
	case r.Status == ar.Expired && r.Exposure.Sum() > 0:
		why = append(why, "the limit expired on "+r.Limit.Until.String())
	}
	block := customer.NoShipping
	if broken {
		why, block = append(why, "the special agreement was broken on "+r.Limit.Agreement.Fell.String()),
			customer.Blocked
	}
	if len(why) > 0 && r.Bounced > 0 {
		why, block = append(why, text.FormatAmount(r.Bounced, r.Currency.Digits)+" of cheques bounced"),
			customer.Blocked
	}
	if len(why) > 0 && r.Block.Block < block {
		r.Propose, r.Because = block, strings.Join(why, ", ")
	}
}

// groups adds the groups that have a limit, over all their customers.
func (l *lister) groups() error {
	if len(l.wanted) > 0 {
		return nil // a part of a group says nothing of its limit
	}
	type key struct {
		group uint32
		cur   string
	}
	at := map[key]int{}
	var order []key
	l.limits.Groups(func(group uint32, cur string) {
		if _, ok := at[key{group, cur}]; !ok {
			at[key{group, cur}] = -1
			order = append(order, key{group, cur})
		}
	})
	slices.SortFunc(order, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.group, b.group), strings.Compare(a.cur, b.cur))
	})
	members := l.out.Rows
	for _, k := range order {
		cur, err := l.set.Of(k.cur)
		if err != nil {
			return err
		}
		r := Row{Group: true, ID: k.group, Currency: cur, Limit: l.limits.OfGroup(k.group, cur)}
		if r.Name, err = l.people.Name(directory.Group, uint16(k.group)); err != nil {
			return err
		}
		for i := range members {
			if m := &members[i]; uint32(m.step.Group) == k.group && m.Currency == cur {
				r.Exposure.Balance += m.Exposure.Balance
				r.Exposure.Uncleared += m.Exposure.Uncleared
				if m.Exposure.Sum() != 0 {
					r.Members++
				}
			}
		}
		r.judge(l.out.Watch)
		l.out.Rows = append(l.out.Rows, r)
	}
	return nil
}
