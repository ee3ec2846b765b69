package worklist

import (
	"cmp"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/document"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// word is what an account's promises say on the day.
type word struct {
	pledges     []pledge
	dueToday    money.Minor
	dueLater    civil.Date // the first date of an open promise still ahead
	broken      civil.Date // the promised day of the newest broken one, not yet talked about
	brokenSum   money.Minor
	brokenToday bool
	notKnown    civil.Date
}

// ExpiresSoon is how many days before its last day a document is a signal.
const ExpiresSoon = 30

// work is a list in the making.
type work struct {
	v        *book.View
	q        Query
	horizon  civil.Date
	set      company.Settings
	cal      civil.Calendar
	people   *ledger.People
	lasts    []contact.Last // by customer
	calls    map[uint32]CallBack
	told     map[uint32]string // the supervisor's instruction, not yet followed
	asked    map[uint32]bool   // with the supervisor
	left     map[uint32]string // why they are left out of the day
	words    []*word           // by account
	promised []uint32          // accounts whose promises matter, those before the walk gone
	cutOff   civil.Date
	held     map[uint32]money.Minor
	ending   map[uint32][]string // documents that expire soon or have, by customer
	hands    map[uint32]*hand    // by account
	disputed *dispute.Set
	sums     []sums // by account
	credit   *credit.Reader
	at       Row          // the one being made
	visit    func(r *Row) // takes the rows one by one, instead of a list
	keep     uint32       // the account whose parts Explain wants
	kept     []Part
}

// gather reads all but the open items: everything narrow, in order.
func gather(v *book.View, people *ledger.People, q Query) (*work, error) {
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	w := &work{v: v, q: q, set: set, cal: set.Calendar(), horizon: q.Horizon, people: people,
		lasts: make([]contact.Last, v.Counter("customer")+1), calls: map[uint32]CallBack{}, told: map[uint32]string{},
		asked: map[uint32]bool{}, held: map[uint32]money.Minor{}, ending: map[uint32][]string{}}
	if w.horizon == 0 {
		w.horizon = q.AsOf
	}
	if w.credit, err = credit.NewReader(v, q.AsOf); err != nil {
		return nil, err
	}
	w.sums, w.words = make([]sums, w.people.Accounts()+1), make([]*word, w.people.Accounts()+1)
	contact.Lasts(v, q.AsOf, func(l contact.Last) bool {
		w.lasts[l.Customer] = l
		return true
	})
	if err := document.Expiring(v, q.AsOf, ExpiresSoon, func(d document.Due) bool {
		w.ending[d.Customer] = append(w.ending[d.Customer], d.Says(q.AsOf))
		return true
	}); err != nil {
		return nil, err
	}
	if w.left, err = dayreport.LeftOut(v, q.AsOf); err != nil {
		return nil, err
	}
	if err := followup.Opens(v, q.AsOf, q.AsOf, w.call); err != nil {
		return nil, err
	}
	if err := referral.All(v, w.refer); err != nil {
		return nil, err
	}
	err = dispute.AllHolds(v, func(h *dispute.Hold) (bool, error) {
		if h.Live(q.AsOf) {
			w.held[h.Account] += h.Amount
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	if w.disputed, err = dispute.Live(v, q.AsOf); err != nil {
		return nil, err
	}
	if err := w.cheques(); err != nil {
		return nil, err
	}
	return w, w.promises()
}

// call keeps a customer's first call-back, else the first try again.
func (w *work) call(b followup.Brief) bool {
	if b.Task != followup.Call {
		return true
	}
	c := CallBack{ID: b.ID, Date: b.Date, Time: b.Time, Reason: b.Reason}
	c.Retry = contact.Retry(b.Reason, b.Time)
	c.Due = c.Date < w.q.AsOf || c.Time < 0 || w.q.Now == 0 || c.Time <= w.q.Now
	if old, ok := w.calls[b.Customer]; !ok || old.Retry && !c.Retry ||
		old.Retry == c.Retry && c.moment() < old.moment() {
		w.calls[b.Customer] = c
	}
	return true
}

// moment orders call-backs: by day, then by time, those of any time last.
func (c *CallBack) moment() int64 {
	minutes := int64(c.Time)
	if c.Time < 0 {
		minutes = 24 * 60
	}
	return int64(c.Date)*(24*60+1) + minutes
}

func (w *work) refer(r *referral.Referral) (bool, error) {
	if !r.Live(w.q.AsOf) {
		return true, nil
	}
	a, answered := r.Answered(w.q.AsOf)
	switch {
	case !answered:
		w.asked[r.Customer] = true
	case a.Verdict == referral.Instruct && a.At > w.lasts[r.Customer].At:
		w.told[r.Customer] = a.Text
	}
	return true, nil
}

// promises finds the accounts with promises that may be open, or that may have
// broken since the customer was reached.
func (w *work) promises() (err error) {
	if w.cutOff, err = intake.CutOff(w.v); err != nil {
		return err
	}
	w.promised = promise.Wanted(w.v, w.q.AsOf, func(acc uint32, date civil.Date, tolerance int) bool {
		day := promise.JudgeDay(date, tolerance, w.cal)
		return day >= w.q.AsOf || day >= w.lasts[w.people.Customer(acc)].Reached
	})
	return nil
}

// judge says what an account's promises say, once its open items are known.
func (w *work) judge(acc uint32, credits []promise.Credit) ([]pledge, error) {
	for len(w.promised) > 0 && w.promised[0] < acc {
		w.promised = w.promised[1:]
	}
	if len(w.promised) == 0 || w.promised[0] != acc {
		return nil, nil
	}
	all, err := promise.JudgeStanding(w.v, acc, credits, w.q.AsOf, w.cal, w.cutOff)
	x, reached := &word{}, w.lasts[w.people.Customer(acc)].Reached
	for i := range all {
		x.add(&all[i], w.q.AsOf, reached, w.cal)
	}
	slices.SortStableFunc(x.pledges, func(a, b pledge) int { return cmp.Compare(a.promise.Date, b.promise.Date) })
	w.words[acc] = x
	return x.pledges, err
}

func (x *word) add(j *promise.Judged, asOf, reached civil.Date, cal civil.Calendar) {
	switch j.State {
	case promise.Open:
		x.pledges = append(x.pledges, pledge{&j.Promise, j.Left})
		if j.Due == asOf {
			x.dueToday += j.Left
		} else if j.Due > asOf && (x.dueLater == 0 || j.Due < x.dueLater) {
			x.dueLater = j.Due
		}
	case promise.NotKnown:
		x.notKnown = max(x.notKnown, j.Due)
	case promise.Broken:
		if j.JudgedOn >= reached {
			x.broken, x.brokenSum = max(x.broken, j.Due), x.brokenSum+j.Judgment.Amount-j.Paid
			x.brokenToday = x.brokenToday || asOf <= cal.AddOpen(j.JudgedOn, 1)
		}
	}
}

// walk reads the open items and takes every account down its ladder.
func (w *work) walk() error {
	var p pile
	var failed error
	acc := uint32(0)
	flush := func() bool {
		if acc == 0 {
			return true
		}
		pledges, err := w.judge(acc, p.credits)
		failed = err
		if h := w.hands[acc]; h != nil && !w.set.CoverOff {
			p.cover(h.claims, w.q.AsOf)
		}
		w.sums[acc] = p.ladder(pledges)
		if acc == w.keep {
			w.kept = slices.Clone(p.parts)
		}
		p.reset()
		return err == nil
	}
	err := ledger.Items(w.v, w.q.AsOf, func(i *openitem.Item) bool {
		if i.Account != acc {
			if !flush() {
				return false
			}
			acc = i.Account
		}
		p.add(i, w.q.AsOf, w.horizon, w.disputed)
		return true
	})
	flush()
	return cmp.Or(err, failed)
}
