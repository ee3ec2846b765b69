package credit

import (
	"duebook/internal/ar/account"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Source says where a limit comes from.
type Source uint8

// The sources, the nearest last. Nowhere: nobody ever set one.
const (
	Nowhere Source = iota
	OnCard
	Standing
	Temporary
	ByAgreement
)

var sourceNames = []string{"none was set", "on the card", "set here", "temporary", "special agreement"}

// String is the source in words.
func (s Source) String() string { return sourceNames[s] }

// InForce is the limit that counts on a day. None lets any amount. Expired: it ran out
// before the day, and none replaced it. Limit is its row when it was set here, After
// what counts when a temporary one or an agreement is over.
type InForce struct {
	Source      Source
	None        bool
	Amount      money.Minor
	From, Until civil.Date
	Approver    string
	Expired     bool
	Limit       *Limit
	Agreement   *Judged // the one that runs, is broken or was ended last; nil without any
	After       *InForce
}

// Sum is the limit in words.
func (f *InForce) Sum(digits int) string {
	if f.None {
		return "no limit"
	}
	return text.FormatAmount(f.Amount, digits)
}

// Says is the limit in words and where it comes from.
func (f *InForce) Says(digits int) string {
	if f.Source == Nowhere {
		return "no limit"
	}
	s := f.Sum(digits) + ", " + f.Source.String()
	if f.Expired {
		s += ", expired on " + f.Until.String()
	}
	return s
}

// Days is how many days the limit still counts after the day, 0 on its last; ok is
// false when it has no end.
func (f *InForce) Days(asOf civil.Date) (days int, ok bool) { return int(f.Until - asOf), f.Until != 0 }

// Of is the limit of a customer in a currency that counts on a day.
func Of(v *book.View, id uint32, cur money.Currency, asOf civil.Date) (InForce, error) {
	c, err := customer.Get(v, id)
	if err != nil {
		return InForce{}, err
	}
	r, err := readerOf(v, id, asOf)
	if err != nil {
		return InForce{}, err
	}
	return r.Of(&customer.Line{ID: id, Limit: c.Limit, Was: len(c.WasLimits) > 0}, cur)
}

// Reader finds the limits of many customers on one day.
type Reader struct {
	v          *book.View
	asOf       civil.Date
	set        company.Settings
	limits     map[subject][]Limit
	agreements map[uint32][]Judged // by customer
}

// NewReader reads the limits and agreements that were known on a day.
func NewReader(v *book.View, asOf civil.Date) (*Reader, error) {
	r, err := newReader(v, asOf)
	if err == nil {
		err = Limits(v, r.limit)
	}
	if err == nil {
		err = Agreements(v, r.agreement)
	}
	return r, err
}

// readerOf is a reader that knows one customer only.
func readerOf(v *book.View, id uint32, asOf civil.Date) (*Reader, error) {
	r, err := newReader(v, asOf)
	if err == nil {
		err = limits.Scan(v, subject{Customer, id}.key(), r.limit)
	}
	if err != nil {
		return r, err
	}
	accounts, err := account.OfCustomer(v, id)
	for _, a := range accounts {
		if err == nil {
			err = agreements.Scan(v, book.Key{}.U32(a.ID), r.agreement)
		}
	}
	return r, err
}

func newReader(v *book.View, asOf civil.Date) (*Reader, error) {
	set, err := company.Get(v)
	return &Reader{v: v, asOf: asOf, set: set, limits: map[subject][]Limit{}, agreements: map[uint32][]Judged{}}, err
}

func (r *Reader) limit(l *Limit) (bool, error) {
	if l.Known(r.asOf) && l.From <= r.asOf {
		s := subject{l.Scope, l.Of}
		r.limits[s] = append(r.limits[s], *l)
	}
	return true, nil
}

func (r *Reader) agreement(a *Agreement) (bool, error) {
	if !a.At(r.asOf) {
		return true, nil
	}
	j, err := Judge(r.v, a, r.asOf, r.set.Calendar())
	r.agreements[a.Customer] = append(r.agreements[a.Customer], j)
	return true, err
}

// Company is the company as it is set.
func (r *Reader) Company() *company.Settings { return &r.set }

// Agreements are the special agreements of a customer, those over too, in the order
// they were made.
func (r *Reader) Agreements(id uint32) []Judged { return r.agreements[id] }

// Customers lists whom limits or agreements of here are about.
func (r *Reader) Customers(fn func(id uint32, currency string)) {
	for s, all := range r.limits {
		for i := range all {
			if s.scope == Customer {
				fn(s.of, all[i].Currency)
			}
		}
	}
	for id, all := range r.agreements {
		for i := range all {
			fn(id, all[i].Currency)
		}
	}
}

// Groups lists which groups have limits, and in which currency.
func (r *Reader) Groups(fn func(group uint32, currency string)) {
	for s, all := range r.limits {
		for i := range all {
			if s.scope == Group {
				fn(s.of, all[i].Currency)
			}
		}
	}
}

// OfGroup is the limit of a group that counts on the day; its Source is Nowhere when
// none was set.
func (r *Reader) OfGroup(group uint32, cur money.Currency) InForce {
	f := InForce{None: true}
	if group == 0 {
		return f
	}
	if own, ok := r.standing(subject{Group, group}, cur.Code); ok {
		f = own
	}
	return r.temporary(subject{Group, group}, cur.Code, f)
}

// Of is the limit of a customer that counts on the day. Of the customer's line its
// number, limit and whether it had others are read.
func (r *Reader) Of(c *customer.Line, cur money.Currency) (InForce, error) {
	f, err := r.card(c, cur)
	if own, ok := r.standing(subject{Customer, c.ID}, cur.Code); ok {
		f = own
	}
	f = r.temporary(subject{Customer, c.ID}, cur.Code, f)
	var last *Judged
	all := r.agreements[c.ID]
	for i := range all {
		if all[i].Currency == cur.Code {
			last = &all[i]
		}
	}
	if last == nil {
		return f, err
	}
	if last.State == Running && last.Limits {
		after := f
		f = InForce{Source: ByAgreement, None: last.None, Amount: last.Amount, From: last.Signed, Until: last.Until,
			Approver: last.Approver, After: &after}
	}
	f.Agreement = last
	return f, err
}

func (r *Reader) card(c *customer.Line, cur money.Currency) (InForce, error) {
	limit := c.Limit
	if c.Was {
		whole, err := customer.Get(r.v, c.ID)
		if err != nil {
			return InForce{}, err
		}
		limit = whole.LimitOn(r.asOf)
	}
	if !limit.Set || cur != r.set.Money() {
		return InForce{None: true}, nil
	}
	return InForce{Source: OnCard, Amount: limit.Amount, Until: limit.Until, Approver: limit.Approver,
		Expired: limit.Until != 0 && limit.Until < r.asOf}, nil
}

// standing is the limit that began last, expired or not.
func (r *Reader) standing(s subject, currency string) (f InForce, ok bool) {
	var at *Limit
	all := r.limits[s]
	for i := range all {
		l := &all[i]
		if !l.Temporary && l.Currency == currency && (at == nil || l.From >= at.From) {
			at = l
		}
	}
	if at == nil {
		return f, false
	}
	return at.inForce(Standing, r.asOf), true
}

func (l *Limit) inForce(s Source, asOf civil.Date) InForce {
	return InForce{Source: s, None: l.None, Amount: l.Amount, From: l.From, Until: l.Until, Approver: l.Approver,
		Expired: l.Until != 0 && l.Until < asOf, Limit: l}
}

// temporary puts a temporary limit that lasts in the place of the standing one.
func (r *Reader) temporary(s subject, currency string, f InForce) InForce {
	all := r.limits[s]
	for i := range all {
		if l := &all[i]; l.Temporary && l.Currency == currency && r.asOf <= l.Until {
			t := l.inForce(Temporary, r.asOf)
			t.After = &f
			return t
		}
	}
	return f
}

// Status is how far a limit is used.
type Status uint8

// The statuses (RULES 8). NoLimit: any amount is let.
const (
	NoLimit Status = iota
	OK
	Watch
	Over
	Expired
)

var statusNames = []string{"no limit", "ok", "watch", "over", "expired"}

// String is the status in a word.
func (s Status) String() string { return statusNames[s] }

// Status is what a limit says of an exposure: watched from so many per cent on.
func (f *InForce) Status(exposure money.Minor, watch int) Status {
	switch {
	case f.Expired:
		return Expired
	case f.None:
		return NoLimit
	case exposure > f.Amount:
		return Over
	case exposure > 0 && reaches(exposure, f.Amount, watch):
		return Watch
	}
	return OK
}

// reaches reports whether m is more than so many per cent of a whole, without
// overflow.
func reaches(m, whole money.Minor, percent int) bool {
	part := whole/100*money.Minor(percent) + whole%100*money.Minor(percent)/100
	return m > part
}

// Available is what is left of the limit, negative when it is passed; 0 when there is
// no limit or it is expired.
func (f *InForce) Available(exposure money.Minor) money.Minor {
	if f.None || f.Expired {
		return 0
	}
	return f.Amount - exposure
}

// Exposure is what is at risk on an account (RULES 8).
type Exposure struct {
	Balance   money.Minor
	Uncleared money.Minor // cheques that count as paid and are not cleared
}

// Sum is the whole of it.
func (e Exposure) Sum() money.Minor { return e.Balance + e.Uncleared }

// ExposureOf reads what is at risk on an account at the end of a day.
func ExposureOf(v *book.View, acc uint32, asOf civil.Date) (e Exposure, err error) {
	h, err := historyOf(v, acc)
	return h.at(asOf), err
}

// On is ExposureOf a customer's account in a currency; nothing when there is none.
func On(v *book.View, id uint32, cur money.Currency, asOf civil.Date) (Exposure, error) {
	a, ok, err := account.Of(v, id, cur)
	if err != nil || !ok {
		return Exposure{}, err
	}
	return ExposureOf(v, a.ID, asOf)
}
