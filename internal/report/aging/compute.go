package aging

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// The amounts after the buckets in a sheet's row.
const (
	atUnapplied = iota
	atBalance
	atBad
	atDisputed
	atRetention
	atPromised
	atCovered
	atInterest
	amounts
)

// sheet sums the rows of one currency. Row n has its amounts from n*width on: the
// buckets, Current first, then those above; and its counts from n*buckets on.
type sheet struct {
	buckets, width int
	row            []int32 // by key; 0: none yet, else its number from 1
	keys           []uint32
	first          []named // an item of each row, to name it by
	sums           []money.Minor
	counts         []int
}

// named is what of an item its row may be named by.
type named struct {
	account, doc uint32
	flags        uint8
}

// newSheet makes room for about so many rows under keys below another number.
func newSheet(buckets, keys, rows int) *sheet {
	width := buckets + amounts
	return &sheet{buckets: buckets, width: width, row: make([]int32, keys), keys: make([]uint32, 0, rows),
		first: make([]named, 0, rows), sums: make([]money.Minor, 0, rows*width), counts: make([]int, 0, rows*buckets)}
}

// number is the row of a key, a new one named by an item when there is none.
func (s *sheet) number(key uint32, i *openitem.Item) int {
	if n := int(s.row[key]); n > 0 {
		return n - 1
	}
	s.keys, s.first = append(s.keys, key), append(s.first, named{i.Account, i.Doc, i.Flags})
	s.row[key] = int32(len(s.keys))
	s.sums = slices.Grow(s.sums, s.width)[:len(s.sums)+s.width]
	s.counts = slices.Grow(s.counts, s.buckets)[:len(s.counts)+s.buckets]
	return len(s.keys) - 1
}

func (s *sheet) add(n int, p *place, badOver int) {
	sums := s.sums[n*s.width : (n+1)*s.width]
	more := sums[s.buckets:]
	left := p.item.Signed()
	more[atBalance] += left
	if p.bucket == unapplied {
		more[atUnapplied] += left
		return
	}
	sums[p.bucket] += left
	if p.days > badOver {
		more[atBad] += left
	}
	if p.item.Flags&openitem.Credit != 0 {
		return
	}
	s.counts[n*s.buckets+p.bucket]++
	more[atDisputed] += p.disputed
	more[atPromised] += p.promised
	more[atCovered] += p.covered
	if p.item.Kind == uint8(bill.InterestNote) {
		more[atInterest] += left
	}
	if p.item.Flags&openitem.Retention != 0 {
		more[atRetention] += left
	}
}

// fill is the row of a number.
func (s *sheet) fill(n int) Row {
	sums, counts := s.sums[n*s.width:(n+1)*s.width:(n+1)*s.width], s.counts[n*s.buckets:(n+1)*s.buckets:(n+1)*s.buckets]
	more := sums[s.buckets:]
	r := Row{Current: sums[0], Buckets: sums[1:s.buckets:s.buckets], Counts: counts, Unapplied: more[atUnapplied],
		Balance: more[atBalance], Of: Of{Bad: more[atBad], Disputed: more[atDisputed], Retention: more[atRetention],
			Promised: more[atPromised], Covered: more[atCovered], Interest: more[atInterest]}}
	for _, c := range counts {
		r.Bills += c
	}
	return r
}

// Compute ages what is open: one report for each currency that has any, in the order
// of their codes; the company's own, without rows, when nothing is open. Rows come in
// the order of their keys.
func Compute(v *book.View, q Query) ([]Report, error) {
	r, err := start(v, q)
	if err != nil {
		return nil, err
	}
	key, keys, err := r.people.Key(r.q.By)
	if err != nil {
		return nil, err
	}
	sheets := make([]*sheet, len(r.people.Currencies))
	ofAccount := r.q.By != ledger.ByBill && r.q.By != ledger.ByBranch && r.q.By != ledger.BySalesman
	var acc uint32 // the last one, whose row is number n of s
	var s *sheet
	var n int
	err = r.run(func(p *place) {
		if s == nil || p.item.Account != acc || !ofAccount {
			acc = p.item.Account
			if s = sheets[r.people.Currency(acc)]; s == nil {
				s = newSheet(len(r.q.Edges)+2, keys, min(keys, r.people.Accounts()))
				sheets[r.people.Currency(acc)] = s
			}
			n = s.number(key(p.item), p.item)
		}
		s.add(n, p, r.set.BadOver)
	})
	if err != nil {
		return nil, err
	}
	var all []Report
	for n, s := range sheets {
		if s == nil {
			continue
		}
		rep, err := r.report(n, s)
		if err != nil {
			return nil, err
		}
		all = append(all, rep)
	}
	slices.SortFunc(all, func(a, b Report) int {
		return cmp.Or(cmp.Compare(a.Currency.Code, b.Currency.Code), a.Currency.Digits-b.Currency.Digits)
	})
	if all == nil {
		none := newSheet(len(r.q.Edges)+2, 0, 0)
		all = []Report{{Query: r.q, Currency: r.set.Money(), BadOver: r.set.BadOver, Total: none.total(),
			Notes: r.notes,
			Tie:   Tie{Proved: r.q.Prove}}}
	}
	return all, nil
}

// total sums all rows.
func (s *sheet) total() Row {
	t := sheet{buckets: s.buckets, width: s.width, sums: make([]money.Minor, s.width), counts: make([]int, s.buckets)}
	for n := range s.keys {
		for i, m := range s.sums[n*s.width : (n+1)*s.width] {
			t.sums[i] += m
		}
		for i, c := range s.counts[n*s.buckets : (n+1)*s.buckets] {
			t.counts[i] += c
		}
	}
	return t.fill(0)
}

// label is what a row is called.
type label struct{ key, name string }

// sortKey is how a row's key starts, which mostly settles the order, and the row.
type sortKey struct {
	start uint64
	row   int32
}

// report names the rows of a currency and proves M9: in every row the buckets and the
// unapplied money make the balance, and the rows make what was read.
func (r *reading) report(n int, s *sheet) (Report, error) {
	rep := Report{Query: r.q, Currency: r.people.Currencies[n], BadOver: r.set.BadOver, Rows: make([]Row, len(s.keys)),
		Total: s.total(), Word: r.set.InterestWord(), Accrued: r.accrued[r.people.Currencies[n]], Notes: r.notes,
		Tie: Tie{Ledger: r.owed[n], Outside: r.owed[n] - r.shown[n],
			Proved: r.q.Prove}}
	labels, order := make([]label, len(s.keys)), make([]sortKey, len(s.keys))
	for i, key := range s.keys {
		var err error
		f := openitem.Item{Account: s.first[i].account, Doc: s.first[i].doc, Flags: s.first[i].flags}
		if labels[i].key, labels[i].name, err = r.people.Label(r.q.By, key, &f); err != nil {
			return rep, err
		}
		var start [8]byte
		copy(start[:], labels[i].key)
		order[i] = sortKey{binary.BigEndian.Uint64(start[:]), int32(i)}
	}
	slices.SortFunc(order, func(a, b sortKey) int {
		switch {
		case a.start < b.start:
			return -1
		case a.start > b.start:
			return 1
		}
		return strings.Compare(labels[a.row].key, labels[b.row].key)
	})
	for i, o := range order {
		row := &rep.Rows[i]
		*row = s.fill(int(o.row))
		row.Key, row.Name = labels[o.row].key, labels[o.row].name
		if err := rep.partition(row); err != nil {
			return rep, err
		}
	}
	if err := rep.partition(&rep.Total); err != nil {
		return rep, err
	}
	if rep.Total.Balance != r.shown[n] {
		return rep, book.Refuse(book.Damaged, "the aging as of %s does not tie out: its rows come to %s, the open "+
			"items to %s "+
			"(M9; run: duebook verify)", r.q.AsOf, rep.Currency.Plain(rep.Total.Balance),
			rep.Currency.Plain(r.shown[n]))
	}
	return rep, nil
}

func (rep *Report) partition(row *Row) error {
	sum := row.Current + row.Unapplied
	for _, m := range row.Buckets {
		sum += m
	}
	if sum != row.Balance {
		return book.Refuse(book.Damaged, "the aging as of %s does not tie out: the buckets of %q come to %s, its "+
			"balance is %s "+
			"(M9)", rep.AsOf, row.Key, rep.Currency.Plain(sum), rep.Currency.Plain(row.Balance))
	}
	return nil
}
