// Package credit lists how far customers and groups use their credit as of any day: who
// is over the limit, near it, whose limit is expired or expires, which special agreements
// are broken; checks an order against the limit, with the sum that explains it; and says
// which block the figures propose (RULES 8). It must never set a block, and never judge a
// receipt or a credit note.
package credit

import (
	"cmp"
	"slices"
	"strings"

	ar "duebook/internal/ar/credit"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Query says what to list. A limit that expires within Days (30 when 0) is expiring.
type Query struct {
	AsOf   civil.Date
	Days   int
	Within []ledger.Scope
}

// Row is a customer, or a group, in one currency. Bounced are cheques not made good.
// Propose is the block the figures ask for and Because why; none when the customer is
// under that block or a harder one.
type Row struct {
	Group                       bool
	ID, Account                 uint32
	Code, Name                  string
	Of                          string // the customer's group
	Branch, Collector, Salesman string
	Currency                    money.Currency
	Limit                       ar.InForce
	Exposure                    ar.Exposure
	Status                      ar.Status
	Available                   money.Minor
	Bounced                     money.Minor
	Members                     int // customers of a group with something at risk
	Block                       customer.BlockStep
	Propose                     customer.Block
	Because                     string
	step                        customer.Step
}

// Used is how much of the limit is used, in per cent rounded down; ok is false when there
// is none, or it is 0.
func (r *Row) Used() (percent int, ok bool) {
	if r.Limit.None || r.Limit.Amount == 0 || r.Exposure.Sum() < 0 {
		return 0, false
	}
	e, l := int64(r.Exposure.Sum()), int64(r.Limit.Amount)
	return int(e/l*100 + e%l*100/l), true
}

// Kind is one of the lists.
type Kind uint8

// The lists. Expiring: expired, or to the end of the query's days; Agreements: the last
// one of each account, broken ones first.
const (
	Over Kind = iota
	Near
	Expiring
	Agreements
	All
)

var kindNames = []string{"over", "near", "expiring", "agreements", "all"}

// Kinds lists the lists in words.
func Kinds() []string { return kindNames }

// String is the list in a word.
func (k Kind) String() string { return kindNames[k] }

// ParseKind reads what String writes; "" is all.
func ParseKind(s string) (Kind, error) {
	if s == "" {
		return All, nil
	}
	if n := slices.Index(kindNames, s); n >= 0 {
		return Kind(n), nil
	}
	return 0, book.RefuseField("by", "%q is not a list of credit (%s)", s, strings.Join(kindNames, ", "))
}

// Report is who uses how much.
type Report struct {
	Query
	Watch int // per cent
	Rows  []Row
}

// Compute reads all rows: customers with something at risk, a limit or an agreement, and
// groups with a limit; by how much they are over, then by how much is at risk.
func Compute(v *book.View, q Query) (*Report, error) {
	if q.Days == 0 {
		q.Days = 30
	}
	if q.Days < 0 || q.Days > 3650 {
		return nil, book.RefuseField("days", "the list looks 1 to 3650 days ahead, not %d", q.Days)
	}
	limits, err := ar.NewReader(v, q.AsOf)
	if err != nil {
		return nil, err
	}
	l := &lister{v: v, q: q, limits: limits, set: limits.Company(), people: ledger.NewPeople(v, q.AsOf)}
	l.out = &Report{Query: q, Watch: l.set.Watch()}
	for _, step := range []func() error{l.scopes, l.risks, l.accounts, l.others, l.groups} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(l.out.Rows, func(a, b Row) int {
		return cmp.Or(rank(&a)-rank(&b), cmp.Compare(a.excess(), b.excess()),
			cmp.Compare(b.Exposure.Sum(), a.Exposure.Sum()), strings.Compare(a.Code, b.Code))
	})
	return l.out, nil
}

func rank(r *Row) int {
	return slices.Index([]ar.Status{ar.Over, ar.Expired, ar.Watch, ar.OK, ar.NoLimit}, r.Status)
}

// excess orders rows that are over by how much.
func (r *Row) excess() money.Minor {
	if r.Status != ar.Over {
		return 0
	}
	return r.Available
}

// List keeps the rows of a list.
func (r *Report) List(k Kind) []*Row {
	var out []*Row
	for i := range r.Rows {
		if x := &r.Rows[i]; x.In(k, r) {
			out = append(out, x)
		}
	}
	switch k {
	case Expiring:
		slices.SortStableFunc(out, func(a, b *Row) int { return cmp.Compare(a.Limit.Until, b.Limit.Until) })
	case Agreements:
		order := []int{ar.Running: 1, ar.Broken: 0, ar.Past: 2, ar.Ended: 3}
		slices.SortStableFunc(out, func(a, b *Row) int {
			x, y := a.Limit.Agreement, b.Limit.Agreement
			return cmp.Or(order[x.State]-order[y.State], cmp.Compare(x.Until, y.Until))
		})
	}
	return out
}

// In reports whether a row is of a list.
func (r *Row) In(k Kind, of *Report) bool {
	switch k {
	case Over:
		return r.Status == ar.Over
	case Near:
		return r.Status == ar.Watch
	case Expiring:
		return r.Status == ar.Expired || r.Limit.Until != 0 && r.Limit.Until <= of.AsOf.Add(of.Days)
	case Agreements:
		return r.Limit.Agreement != nil
	}
	return true
}
