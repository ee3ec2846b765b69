package aging

import (
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// unapplied is the bucket of what stands in the column of unapplied money.
const unapplied = -1

// proveAtMost is how many accounts are compared in passing: a balance that is not
// near costs 1-2 microseconds to look up.
const proveAtMost = 4000

// place is an open item with where it belongs. The item is as the policy for credits
// leaves it: set is what was taken off it notionally.
type place struct {
	item                        *openitem.Item
	bucket, days                int
	set                         money.Minor
	disputed, promised, covered money.Minor
}

// reading carries out a query item by item.
type reading struct {
	v       *book.View
	q       Query
	set     company.Settings
	people  *ledger.People
	claims  claims
	within  func(i *openitem.Item) bool
	only    []uint32 // the accounts to read; nil: all
	buckets []uint8  // by days from 0; what is older is in the last
	notes   []string
	accrued map[money.Currency]money.Minor
	sums    []money.Minor // by account: all items
	shown   []money.Minor // by currency: what is within
	owed    []money.Minor // by currency: what the accounts owe by their documents
	to      func(p *place)
	at      place           // the one handed on, used again for each
	keep    []openitem.Item // of one account, when credits go to the oldest
	err     error
}

// start makes the query whole and reads what belongs to whom.
func start(v *book.View, q Query) (*reading, error) {
	r := &reading{v: v, q: q}
	var err error
	if r.set, err = company.Get(v); err != nil {
		return nil, err
	}
	if r.q.Basis, err = ParseBasis(string(q.Basis)); err != nil {
		return nil, err
	}
	if r.q.Credits, err = ParsePolicy(string(q.Credits)); err != nil {
		return nil, err
	}
	if r.q.By, err = ledger.ParseBy(string(q.By)); err != nil {
		return nil, err
	}
	if q.Edges == nil {
		r.q.Edges = r.set.Edges
	}
	for n, e := range r.q.Edges {
		if e < 1 || n > 0 && e <= r.q.Edges[n-1] {
			return nil, book.RefuseField("edges", "the edges must be strictly increasing days from 1, such as "+
				"30,60,90,120")
		}
	}
	if len(r.q.Edges) == 0 || len(r.q.Edges) > 12 {
		return nil, book.RefuseField("edges", "1 to 12 edges are possible, such as 30,60,90,120")
	}
	for d, n := 0, 0; d <= r.q.Edges[len(r.q.Edges)-1]; d++ {
		if d == 1 || n > 0 && d > r.q.Edges[n-1] {
			n++
		}
		r.buckets = append(r.buckets, uint8(n))
	}
	r.people = ledger.NewPeople(v, q.AsOf)
	if r.within, r.only, err = r.people.Within(q.Within); err != nil {
		return nil, err
	}
	if r.claims, err = readClaims(v, &r.set, q.AsOf, q.Promises); err != nil {
		return nil, err
	}
	note, err := ledger.BeforeFirst(v, q.AsOf)
	if note != "" {
		r.notes = append(r.notes, note)
	}
	if q.Accrued {
		if err := r.interest(); err != nil {
			return nil, err
		}
	}
	r.sums = make([]money.Minor, r.people.Accounts()+1)
	r.shown = make([]money.Minor, len(r.people.Currencies))
	r.owed = make([]money.Minor, len(r.people.Currencies))
	return r, err
}

// bucketOf is the bucket of an item so many days old.
func (r *reading) bucketOf(days int) int {
	switch {
	case days <= 0:
		return 0
	case days < len(r.buckets):
		return int(r.buckets[days])
	}
	return len(r.q.Edges) + 1
}

func (r *reading) date(i *openitem.Item) civil.Date {
	switch r.q.Basis {
	case Doc:
		return i.DocDate
	case Posting:
		return i.Posting
	}
	return i.Due
}

// run reads the items and proves that they come to what the accounts owe.
func (r *reading) run(to func(p *place)) error {
	r.to = to
	vis := ledger.Visitor{Item: r.item}
	prove := r.q.Prove || r.people.Accounts() <= proveAtMost || r.only != nil || !openitem.Current(r.v, r.q.AsOf)
	if prove {
		vis.Owed = r.compare
	}
	if err := ledger.Walk(r.v, r.q.AsOf, r.only, vis); err != nil {
		return err
	}
	r.flush()
	all := make([]money.Minor, len(r.people.Currencies))
	for acc, sum := range r.sums {
		if sum != 0 {
			all[r.people.Currency(uint32(acc))] += sum
		}
	}
	if !prove {
		r.owed = all
	}
	if r.within == nil {
		r.shown = all
	}
	r.q.Prove = prove
	return r.err
}

func (r *reading) compare(acc uint32, owed money.Minor) bool {
	r.owed[r.people.Currency(acc)] += owed
	if owed != r.sums[acc] {
		cur := r.people.Money(acc)
		r.err = book.Refuse(book.Damaged, "the aging as of %s does not tie out: account %d owes %s by its bills "+
			"and receipts, "+
			"%s by its open items (M9; run: duebook verify)", r.q.AsOf, acc, cur.Plain(owed), cur.Plain(r.sums[acc]))
	}
	return r.err == nil
}

func (r *reading) item(i *openitem.Item) bool {
	r.sums[i.Account] += i.Signed()
	if r.q.Credits != Oldest {
		r.put(i, 0)
		return true
	}
	if len(r.keep) > 0 && r.keep[0].Account != i.Account {
		r.flush()
	}
	r.keep = append(r.keep, *i)
	return true
}

// flush sets an account's credits against its oldest bills and hands on what is left
// of both.
func (r *reading) flush() {
	var pool money.Minor
	for n := range r.keep {
		if i := &r.keep[n]; i.Flags&openitem.Credit != 0 {
			pool += i.Left
		}
	}
	all := r.keep
	slices.SortStableFunc(all, func(a, b openitem.Item) int {
		if da, db := r.date(&a), r.date(&b); da != db {
			return int(da) - int(db)
		}
		return ledger.OldestDue(a, b)
	})
	rest := pool
	for n := range all {
		i := &all[n]
		if i.Flags&openitem.Credit != 0 {
			continue
		}
		set := max(0, min(i.Left, rest))
		rest -= set
		i.Left -= set
		r.put(i, set)
	}
	used := pool - rest
	for n := range all {
		i := &all[n]
		if i.Flags&openitem.Credit == 0 {
			continue
		}
		set := min(i.Left, used)
		used -= set
		i.Left -= set
		r.put(i, set)
	}
	r.keep = r.keep[:0]
}

// put finds an item's place and hands it on, when it is within what was asked.
func (r *reading) put(i *openitem.Item, set money.Minor) {
	p := &r.at
	p.item, p.set, p.days = i, set, int(r.q.AsOf)-int(r.date(i))
	p.disputed, p.promised, p.covered = 0, 0, 0
	switch {
	case i.Flags&openitem.Credit == 0:
		p.bucket = r.bucketOf(p.days)
		p.disputed = r.claims.disputed.Take(i)
		if p.covered = r.claims.cover(i); r.claims.err != nil {
			r.err = r.claims.err
		}
		if r.claims.promised != nil {
			p.promised = r.claims.take(i)
		}
	case r.q.Credits == Bucket:
		p.bucket = r.bucketOf(p.days)
	default:
		p.bucket = unapplied
	}
	if r.within != nil {
		if !r.within(i) {
			return
		}
		r.shown[r.people.Currency(i.Account)] += i.Signed()
	}
	if i.Left != 0 {
		r.to(p)
	}
}
