package kpi_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
)

// judge counts the promises whose day of judgment was over in a month, and those of them
// that were kept, as RULES 4 has it.
func (s *sums) judge(of map[uint32]*cheque.Cheque) {
	cal := s.j.set.Calendar()
	byAccount := map[uint32][]*promise.Promise{}
	for _, p := range s.j.promises {
		byAccount[p.Account] = append(byAccount[p.Account], p)
	}
	receipts, apps := map[uint32][]*receipt.Receipt{}, map[uint32][]*application{}
	for _, r := range s.j.receipts {
		receipts[r.Account] = append(receipts[r.Account], r)
	}
	for _, a := range s.j.applied {
		acc := s.j.receipts[a.receipt].Account
		apps[acc] = append(apps[acc], a)
	}
	for acc, all := range byAccount {
		slices.SortFunc(receipts[acc], func(a, b *receipt.Receipt) int {
			return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
		})
		slices.SortFunc(all, func(a, b *promise.Promise) int {
			return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
		})
		for n := range s.ends[1:] {
			end := s.ends[n+1]
			e := evidence{s.j, acc, end, map[uint32]money.Minor{}, map[uint32]money.Minor{}, of, receipts[acc],
				apps[acc]}
			for _, p := range all {
				known := promise.JudgeDay(p.Date, p.Tolerance, cal) + 1
				if p.Taken > end || p.Voided != 0 && p.Voided <= end {
					continue
				}
				ended, over := p.Ended(end)
				kept := !over && e.kept(p)
				if known <= s.ends[n] || known > end || over && (ended.Why == promise.Kept || end <= p.Date) {
					continue
				}
				x := &s.of(s.j.home(acc, today))[n]
				if x.Promises++; kept {
					x.Kept++
				}
			}
		}
	}
}

// evidence is what came of an account by a day; used is what earlier promises took of
// unapplied receipts and of cheques.
type evidence struct {
	j          *journal
	acc        uint32
	day        civil.Date
	used, took map[uint32]money.Minor
	of         map[uint32]*cheque.Cheque
	receipts   []*receipt.Receipt // of the account, the oldest first
	applied    []*application
}

type came struct {
	on     civil.Date
	amount money.Minor
}

// serves reports whether a cheque is one that was promised, and stood on the day.
func (e *evidence) serves(c *cheque.Cheque, p *promise.Promise) bool {
	latest := cmp.Or(p.Matures, p.Date.Add(p.Tolerance))
	state := c.State(e.day)
	bounced := slices.ContainsFunc(c.Steps, func(s cheque.Step) bool {
		return s.Move == cheque.DoBounce &&
			s.At(e.day)
	})
	return p.Method == promise.Cheque && c.Account == e.acc && c.Type == cheque.Payment && c.At(e.day) && !bounced &&
		(state.InHand() || state == cheque.Cleared || state == cheque.Endorsed) && c.Received >= p.Taken &&
		c.Maturity <= latest
}

// kept weighs what came for a promise against its payments.
func (e *evidence) kept(p *promise.Promise) bool {
	end := min(e.day, p.Date.Add(p.Tolerance))
	owed := p.Amount
	var paid []came
	var sum money.Minor
	add := func(on civil.Date, m money.Minor) {
		if m > 0 {
			paid, sum = append(paid, came{on, m}), sum+m
		}
	}
	byCheque := func(receipt uint32) bool {
		c := e.of[receipt]
		return c != nil && c.Receipt(e.day) == receipt && e.serves(c, p)
	}
	left := map[uint32]money.Minor{}
	for _, a := range e.applied {
		r := e.j.receipts[a.receipt]
		if !a.at(e.day) {
			continue
		}
		left[r.ID] += a.Amount
		on := a.Date
		if on > end {
			on = r.Date
		}
		if a.Date < p.Taken || !p.Covers(a.Bill) || byCheque(r.ID) || on < p.Taken || on > end {
			continue
		}
		if r.Kind.Pays() {
			add(on, a.Amount)
		} else {
			owed = max(0, owed-a.Amount)
		}
	}
	for _, c := range e.inOrder() {
		if need := owed - sum; need > 0 && e.serves(c, p) && c.Received <= end {
			on := c.Received
			if len(p.Plan) > 0 {
				on = max(on, c.Maturity)
			}
			add(on, e.take(c, p, need))
		}
	}
	for _, r := range e.receipts {
		m := r.Amount - left[r.ID] - e.used[r.ID]
		if m = min(m, owed-sum); r.At(e.day) && r.Kind.Pays() && r.Date >= p.Taken &&
			r.Date <= end && !byCheque(r.ID) && m > 0 {
			e.used[r.ID] += m
			add(r.Date, m)
		}
	}
	return e.met(p, paid, owed) && sum >= owed
}

// met reports whether something came for every payment in its time: one of which nothing
// came breaks a plan, one that came in part may be made good by the end.
func (e *evidence) met(p *promise.Promise, paid []came, owed money.Minor) bool {
	var due money.Minor
	for _, x := range p.Parts() {
		before := due
		due = min(due+x.Amount, owed)
		var got money.Minor
		for _, c := range paid {
			if c.on <= x.Date.Add(p.Tolerance) {
				got += c.amount
			}
		}
		if got < due && got <= before {
			return false
		}
	}
	return true
}

// inOrder are the account's cheques as they were registered.
func (e *evidence) inOrder() (all []*cheque.Cheque) {
	for _, c := range e.j.cheques {
		if c.Account == e.acc {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b *cheque.Cheque) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// take uses a cheque up: first what it covers of the promise's bills, then the rest of it.
func (e *evidence) take(c *cheque.Cheque, p *promise.Promise, need money.Minor) (used money.Minor) {
	rest := c.Worth(e.day)
	for _, s := range c.Shares(e.day) {
		m := min(s.Amount, rest)
		rest -= m
		key := c.ID<<12 | s.Bill<<2 | uint32(s.Part) // small books only
		if t := min(m-e.took[key], need-used); p.Covers(s.Bill) && t > 0 {
			e.took[key] += t
			used += t
		}
	}
	t := max(min(rest-e.took[c.ID<<12], need-used), 0)
	e.took[c.ID<<12] += t
	return used + t
}

// tenths is a quotient as the KPIs write it, "n/a" when there is nothing to divide by.
func tenths(num, by, den int64, unit string) string {
	if den <= 0 {
		return "n/a"
	}
	return decimal.NewFromInt(num).Mul(decimal.NewFromInt(by)).DivRound(decimal.NewFromInt(den), 1).StringFixed(1) +
		unit
}

// For 18 months of the sample company, branch by branch and in all, the KPIs are what the
// facts of the journal come to, read without any table.
func testAgreesWithTheJournal(t *testing.T, b *book.Book) {
	from := today.StartOfMonth().AddMonths(-17)
	var all []kpi.Report
	var j *journal
	err := b.View(func(v *book.View) (err error) {
		j = readJournal(t, v)
		all, err = kpi.Compute(v, kpi.Query{AsOf: today, From: from, By: ledger.ByBranch})
		return err
	})
	if err != nil || len(all) != 1 || len(all[0].Total.Months) != 18 {
		t.Fatal(len(all), err)
	}
	ends := []civil.Date{from - 1}
	for d := from; d <= today; d = d.AddMonths(1) {
		ends = append(ends, min(d.EndOfMonth(), today))
	}
	facts := j.sums(ends)
	if len(all[0].Rows) != len(facts.at) {
		t.Errorf("%d branches, the journal has %d", len(all[0].Rows), len(facts.at))
	}
	whole := make([]tally, 18)
	for n := range all[0].Rows {
		w := &all[0].Rows[n]
		key := uint16(0)
		for id, name := range j.branches {
			if name == w.Key {
				key = id
			}
		}
		for i := range whole {
			x := &facts.of(key)[i]
			compare(t, w.Name, &w.Months[i], x)
			whole[i].add(x)
		}
	}
	for i := range whole {
		compare(t, "all", &all[0].Total.Months[i], &whole[i])
	}
}

func (x *tally) add(o *tally) {
	for _, p := range [][2]*money.Minor{{&x.Opening, &o.Opening}, {&x.Sales, &o.Sales}, {&x.Collected, &o.Collected},
		{&x.Credited, &o.Credited}, {&x.Closing, &o.Closing}, {&x.Current, &o.Current}, {&x.Overdue, &o.Overdue},
		{&x.FellDue, &o.FellDue}, {&x.Paid, &o.Paid}} {
		*p[0] += *p[1]
	}
	x.PaidDays += o.PaidDays
	for _, p := range [][2]*int{{&x.Promises, &o.Promises}, {&x.Kept, &o.Kept}, {&x.Attempts, &o.Attempts},
		{&x.Reached, &o.Reached}} {
		*p[0] += *p[1]
	}
}

func compare(t *testing.T, name string, s *kpi.Sums, x *tally) {
	t.Helper()
	got := tally{s.Opening, s.Sales, s.Collected, s.Credited, s.Closing, s.Current, s.Overdue, s.FellDue, s.Paid,
		s.PaidDays, s.Promises, s.Kept, s.Attempts, s.Reached}
	if got != *x {
		t.Errorf("%s %s:\n%+v, the journal has\n%+v", name, s.From, got, *x)
		return
	}
	days := int64(s.To-s.From) + 1
	for key, want := range map[string]string{"dso": tenths(int64(x.Closing), days, int64(x.Sales), ""),
		"cei":              tenths(int64(x.Opening+x.Sales-x.Closing), 100, int64(x.Opening+x.Sales-x.Current), "%"),
		"collection_ratio": tenths(int64(x.Collected), 100, int64(x.Overdue+x.FellDue), "%"),
		"promise_kept":     tenths(int64(x.Kept), 100, int64(x.Promises), "%"),
		"reached":          tenths(int64(x.Reached), 100, int64(x.Attempts), "%"),
		"days_to_pay":      tenths(x.PaidDays, 1, int64(x.Paid), "")} {
		f, err := kpi.Find(key)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(f.Of(s).Text(2), ",", ""); got != want {
			t.Errorf("%s %s: %s is %s, the journal has %s", name, s.From, key, got, want)
		}
	}
}
