// Package worklist says whom to call, in which order, and why (RULES 3): what is
// to collect of every account, each unit of it counted once, and a score that is a
// sum of named points. It must never write, and never hide a customer without
// saying so: those left out are counted, and shown when asked for.
//
// A hold is a signal beside the figures: RULES 3 takes only disputes, cheques in
// hand, promises and unapplied credit off what is to collect.
package worklist

import (
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Scope is whose customers are listed.
type Scope uint8

// The scopes. Unassigned are those without a collector.
const (
	All Scope = iota
	Mine
	Unassigned
	NoPhone
)

// Query says what to list. Horizon is the day up to which parts count as due (0:
// AsOf). Now is minutes after midnight on AsOf: a call-back later that day is not
// due yet (0: the whole day counts). Collector is whose Mine is, by the
// directory; Covers are the collectors whose customers are Mine too for a while, with
// their names. Currency keeps the accounts of one (empty: all).
type Query struct {
	AsOf          civil.Date
	Horizon       civil.Date
	Now           int
	Scope         Scope
	Collector     uint16
	Covers        map[uint16]string
	Currency      string
	IncludeHidden bool
}

// CallBack is a planned call of today or before. ID 0 means there is none. Time is
// minutes after midnight, -1 for any time.
type CallBack struct {
	ID     uint32
	Date   civil.Date
	Time   int
	Reason string
	Due    bool // its time has come
	Retry  bool // only another try after nobody was reached: listed, but no reason to call first
}

// Talk is the last contact; Day 0 means never.
type Talk struct {
	Day    civil.Date
	Result string
	At     int64 // unix nanoseconds
	Seq    uint64
}

// Row is one account to collect from. Amounts are minor units of its currency.
type Row struct {
	Customer    uint32
	Account     uint32
	Code, Name  string
	Currency    string
	Digits      int
	Collector   uint16 // the directory's number, as Branch
	Branch      uint16
	Status      customer.Status
	HasPhone    bool
	ToCollect   money.Minor
	Overdue     money.Minor // due before the day, nothing taken off
	Open        money.Minor // all open parts, due or not
	Balance     money.Minor // Open less unapplied credit
	Disputed    money.Minor // of the parts due by the horizon
	Cover       money.Minor // taken off for cheques in hand
	Uncleared   money.Minor // cheques that count as paid already
	Bounced     money.Minor // cheques not made good
	PromiseLeft money.Minor // taken off for open promises
	CreditLeft  money.Minor // unapplied credit with nothing to take it off
	OldestDays  int         // overdue, among the parts left to collect
	Bills       int         // open parts
	Points      []Point
	Score       int
	Pinned      bool // its call-back is due
	CallBack    CallBack
	PromiseDue  bool // today
	Broken      bool // a promise, since the last reached contact
	LastContact Talk
	LastReached civil.Date
	Hidden      string // why it is not shown; empty when it is
	Signals     []string
}

// Sum is what is to collect in one currency, over the rows shown.
type Sum struct {
	Currency           string
	Digits             int
	ToCollect, Overdue money.Minor
	Rows               int
}

// List is the call list. The counts are of the whole scope, Hidden and DoneToday
// included rows or not.
type List struct {
	AsOf, Horizon civil.Date
	Rows          []Row
	Totals        []Sum // the company's currency first
	CallBacks     int   // due by now, rows shown
	PromisesDue   int
	Broken        int
	Hidden        int
	HiddenFor     map[string]int
	DoneToday     int // customers
}

// Build makes the list: pinned rows by the time of their call-back, then by score,
// then by what is to collect.
func Build(v *book.View, q Query) (*List, error) {
	w, err := gather(v, ledger.NewPeople(v, q.AsOf), q)
	if err != nil {
		return nil, err
	}
	if err := w.walk(); err != nil {
		return nil, err
	}
	w.classes()
	return w.list()
}

// Visit hands fn each row that Build would make of the query, without points, score,
// class and signals, in the order of accounts. people are those of the query's day, so
// that nothing is read twice. The row is used again for the next one.
func Visit(v *book.View, people *ledger.People, q Query, fn func(r *Row)) error {
	w, err := gather(v, people, q)
	if err != nil {
		return err
	}
	if err := w.walk(); err != nil {
		return err
	}
	w.visit = fn
	return w.all(&List{HiddenFor: map[string]int{}}, nil, nil)
}
