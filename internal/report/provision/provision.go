// Package provision says how much of what customers owe is likely lost, as of any day:
// the loss rates of ar/provision on the buckets of report/aging, by bucket, customer or
// branch, and how it moved since another day. It must never age by itself, nor round a
// figure twice.
//
// How it reckons:
//   - By due date, with the aging's own computing: the amounts are those of the aging
//     by due date whose unapplied money goes to the oldest bills.
//   - Unapplied money is set against its account's oldest bills first, as it will be
//     applied; what is left over of it stands apart and earns no negative provision:
//     one customer's credit pays no other's loss.
//   - A line is an account in a bucket: amount x rate, rounded once, half away from
//     zero. Every figure is a sum of lines. A line with bills of several branches is
//     divided over them by amount, so that all groupings have one total.
//   - A specific provision stands instead of the matrix: a share of all the account
//     owes, or an amount, at most what it owes; it is divided over the buckets by
//     amount.
//   - Disputes, cheques in hand and promises change nothing: they are no money yet.
//   - In a movement increase and release are those of each row: by customer they are
//     what is posted, by bucket a bill that ages releases one and increases the next.
package provision

import (
	"fmt"
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/provision"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
)

// By is what the provision is grouped by.
type By string

// The groupings.
const (
	ByBucket   By = "bucket"
	ByCustomer By = "customer"
	ByBranch   By = "branch"
)

// ParseBy reads the name of a grouping; "" is by bucket.
func ParseBy(s string) (By, error) {
	switch b := By(s); b {
	case "":
		return ByBucket, nil
	case ByBucket, ByCustomer, ByBranch:
		return b, nil
	}
	return "", book.RefuseField("by", "%q is not a way to group a provision (bucket, customer, branch)", s)
}

// Query says what to provide for: as of a day, and since which other day it moved (0:
// that is not asked).
type Query struct {
	AsOf     civil.Date
	Since    civil.Date
	By       By
	Customer string // only this one's code
}

// Row is one row. Base is what rates are taken on; Base + Unapplied = Balance, the
// aging's. Specific is what of the provision is by decision on single customers, and
// Unrated what of the base no rate is for. Opening + Increase - Release = Provision.
type Row struct {
	Key, Name                  string
	Base                       money.Minor
	Buckets                    []money.Minor // of the base, Current first
	Unapplied, Balance         money.Minor
	Provision                  money.Minor
	Specific, Unrated          money.Minor
	Rate                       money.Rate // by bucket: of the matrix, where it has one
	Rates                      int        // how many rates it has in the bucket: 0, 1, more
	Opening, Increase, Release money.Minor
	id                         uint32
}

// Report is the provision in one currency.
type Report struct {
	Query
	Currency money.Currency
	Edges    []int
	Rows     []Row
	Total    Row
	Notes    []string
	Rated    bool // some rates count on the day
}

// Line is one line: what an account has in a bucket, and in a branch when the provision
// is by branch. Whole and WholeProvision are those of the account in the bucket, the
// base of the account for a specific one. Exact is the amount before it is rounded, ""
// when it is a share.
type Line struct {
	Account, Customer     uint32
	Branch                uint32
	Code, Name            string
	Bucket                int
	Base, Provision       money.Minor
	Whole, WholeProvision money.Minor
	Rate                  money.Rate
	Rates                 *provision.Rates
	Specific              *provision.Specific
	Currency              money.Currency
	Exact                 string
}

// piece is what an account has in a bucket and a branch.
type piece struct {
	bucket int
	branch uint32
	amount money.Minor
}

// reading makes the lines of a day.
type reading struct {
	v         *book.View
	asOf      civil.Date
	people    *ledger.People
	branch    func(i *openitem.Item) uint32
	matrix    provision.Matrix
	specifics map[uint32]provision.Specific
	edges     []int
	notes     []string
	account   uint32
	pieces    []piece
	fn        func(l *Line)
	err       error
}

// read hands every line of a day to fn, account by account; those of unapplied money
// have bucket -1.
func read(v *book.View, asOf civil.Date, customer string, fn func(l *Line)) (*reading, error) {
	r := &reading{v: v, asOf: asOf, people: ledger.NewPeople(v, asOf), fn: fn}
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	if r.matrix, err = provision.MatrixAt(v, asOf); err != nil {
		return nil, err
	}
	if r.specifics, err = provision.SpecificAt(v, asOf); err != nil {
		return nil, err
	}
	if err := r.agree(set.Edges); err != nil {
		return nil, err
	}
	if r.branch, _, err = r.people.Key(ledger.ByBranch); err != nil {
		return nil, err
	}
	q := aging.Query{AsOf: asOf, Edges: r.edges, Credits: aging.Oldest}
	if customer != "" {
		q.Within = []ledger.Scope{{By: ledger.ByCustomer, Key: customer}}
	}
	if err := aging.Visit(v, q, r.item); err != nil {
		return nil, err
	}
	r.flush()
	return r, r.err
}

// agree finds the edges all rates of the day are for.
func (r *reading) agree(company []int) error {
	r.edges = company
	sets := r.matrix.Sets()
	for i := range sets {
		s := &sets[i]
		if i == 0 {
			r.edges = s.Edges
		}
		if commas(s.Edges) != commas(r.edges) {
			return book.RefuseField("rates", "the loss rates from %s are for the edges %s, those from %s for %s: set "+
				"one of them again", sets[0].From, commas(r.edges), s.From, commas(s.Edges))
		}
		if s.Set > r.asOf {
			r.notes = append(r.notes, fmt.Sprintf("The rates from %s were entered on %s, after this day.", s.From,
				s.Set))
		}
	}
	if commas(r.edges) != commas(company) {
		r.notes = append(r.notes, fmt.Sprintf("The rates are for the edges %s; the company's are %s now: enter rates "+
			"for those.", commas(r.edges), commas(company)))
	}
	if len(sets) == 0 {
		r.notes = append(r.notes, fmt.Sprintf("No loss rates count on %s: enter them on the screen Provision (e), or "+
			"with: duebook do provision.set_rates", r.asOf))
	}
	return nil
}

func commas(edges []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(edges), " ", ","), "[]")
}

func (r *reading) item(i *openitem.Item, bucket int) {
	if i.Account != r.account {
		r.flush()
		r.account = i.Account
	}
	branch := r.branch(i)
	for n := range r.pieces {
		if p := &r.pieces[n]; p.bucket == bucket && p.branch == branch {
			p.amount += i.Signed()
			return
		}
	}
	r.pieces = append(r.pieces, piece{bucket, branch, i.Signed()})
}

// flush provides for the account that was read.
func (r *reading) flush() {
	if len(r.pieces) == 0 || r.err != nil {
		return
	}
	sums := make([]money.Minor, len(r.edges)+2)
	var base money.Minor
	for _, p := range r.pieces {
		if p.bucket >= 0 {
			sums[p.bucket], base = sums[p.bucket]+p.amount, base+p.amount
		}
	}
	l := Line{Account: r.account, Customer: r.people.Customer(r.account), Currency: r.people.Money(r.account)}
	provided := make([]money.Minor, len(sums))
	if s, ok := r.specifics[r.account]; ok {
		l.Specific, l.Rate = &s, s.Rate
		whole := min(s.Amount, base)
		if s.Amount == 0 {
			whole, r.err = s.Rate.Of(base)
		}
		if base > 0 {
			copy(provided, money.Split(whole, sums))
		}
		l.Whole, l.WholeProvision = base, whole
	} else if l.Rates = r.matrix.Of(l.Currency.Code, r.people.Step(l.Customer).Risk); l.Rates != nil {
		for b, m := range sums {
			if m == 0 {
				continue
			}
			if provided[b], r.err = l.Rates.Rates[b].Of(m); r.err != nil {
				return
			}
		}
	}
	for b := -1; b < len(sums) && r.err == nil; b++ {
		r.lines(l, b, sums, provided)
	}
	r.pieces = r.pieces[:0]
}

// lines hands on an account's line in a bucket, divided over its branches.
func (r *reading) lines(l Line, b int, sums, provided []money.Minor) {
	var own []piece
	var weights []money.Minor
	for _, p := range r.pieces {
		if p.bucket == b && p.amount != 0 {
			own, weights = append(own, p), append(weights, p.amount)
		}
	}
	if len(own) == 0 {
		return
	}
	l.Bucket = b
	shares := make([]money.Minor, len(own))
	if b >= 0 {
		shares = money.Split(provided[b], weights)
		if l.Specific == nil {
			l.Whole, l.WholeProvision = sums[b], provided[b]
		}
		if l.Rates != nil {
			l.Rate = l.Rates.Rates[b]
		}
	}
	for i, p := range own {
		l.Branch, l.Base, l.Provision = p.branch, p.amount, shares[i]
		r.fn(&l)
	}
}
