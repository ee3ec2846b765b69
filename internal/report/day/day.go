// Package day fills the daily report of every officer from what was recorded (RULES 10):
// money, the call list and how far it was worked, calls, promises, cheques, letters,
// referrals, missed call-backs, results by customer, and whom to call first next. It is
// of any day, and every figure has the entries it is made of. The package must never
// write, and never leave out of all reports what belongs to the day.
//
// What it decides:
//   - Money and cheques belong to the officer whose customer it is on the day, and to
//     the day they are dated, whenever they were recorded: what comes late changes the
//     figure of its day, and is shown as changed since it was submitted. So are promises
//     that fall due. Customers of a collector who signs in as nobody have a row of their
//     own, and so have those of no collector: the rows sum to the whole. While no people
//     are set up a collector is the user of that name, and customers of no collector are
//     whose who works without a portfolio.
//   - Calls, promises taken, letters, confirmations and referrals belong to whoever
//     recorded them, and to the day they were recorded on. What was taken back the same
//     day is not told; what was recorded after the report was submitted is told beside it.
//   - Whose customers they are, and what somebody is called, is as it was on the day.
//   - Listed is who was on the call list when the report is filled, and who was worked
//     and so left it; each is worked, left out with a reason, or untouched.
//   - A cheque is collected on the day the bank paid it, and a receipt that is taken
//     back, or a paid cheque that comes back, is taken off on that day.
//   - The target of a day is what is left of the month's when it is spread evenly over
//     its working days, half days as half, so that the days sum to the month.
package day

import (
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// The lines of a report, in the order people are shown them.
const (
	Target    = "target"
	Collected = "collected"
	Cash      = "cash"
	Transfer  = "transfer"
	Cleared   = "cheques_paid"
	TakenOff  = "taken_off"
	Earlier   = "earlier"
	Listed    = "listed"
	Worked    = "worked"
	LeftOut   = "left_out"
	Untouched = "untouched"
	Attempts  = "attempts"
	Reached   = "reached"
	Notes     = "notes"
	Promises  = "promises"
	Due       = "promises_due"
	Kept      = "promises_kept"
	Partly    = "promises_partly"
	Broken    = "promises_broken"
	Received  = "cheques_received"
	Deposited = "cheques_deposited"
	Answered  = "cheques_cleared"
	Bounced   = "cheques_bounced"
	Letters   = "letters"
	Confirmed = "confirmations"
	Referrals = "referrals"
	Missed    = "missed"
	Backlog   = "backlog"
)

// Def is what a line counts.
type Def struct {
	Key, Title, Arabic, Definition string
	Amount                         bool // it sums money
	Part                           bool // of the line above that is no part
	late                           bool // it tells what is recorded after the report was submitted
}

// Defs are all lines, in the order people are shown them.
var Defs = []Def{
	{Target, "Target", "الهدف", "The month's target that was agreed, spread evenly over its working days, half " +
		"days as half.", true, false,
		false},
	{Collected, "Collected", "المحصّل", "Money of the officer's customers dated this day: cash, transfers, cards, " +
		"and " +
		"cheques the bank paid, less what was taken back. Credit notes, set-off and write-offs are never collected.",
		true, false, true},
	{Cash, "Cash", "نقداً", "Cash dated this day.", true, true, true},
	{Transfer, "Transfers, cards", "تحويلات وبطاقات", "Transfers, cards and wallets dated this day.", true, true, true},
	{Cleared, "Cheques paid", "شيكات مدفوعة", "Cheques, on the day the bank paid them.", true, true, true},
	{TakenOff, "Taken off", "مستبعد", "Money of earlier days that was taken back this day, and paid cheques that " +
		"came " +
		"back.", true, true, true},
	{Earlier, "Recorded for earlier days", "مسجّل عن أيام سابقة", "Money typed in this day and dated earlier: it is " +
		"collected in the report of its own day, not in this one.", true, false, true},
	{Listed, "On the list", "في القائمة", "The officer's customers that were to be called. Each was worked, left out " +
		"with a reason, or untouched.", false, false, false},
	{Worked, "Worked", "تمت متابعتهم", "Of the list: a call, visit or message was recorded this day, by anybody.",
		false,
		true, false},
	{LeftOut, "Left out with a reason", "مستبعدون بسبب", "Of the list: not worked, and the officer said why.", false,
		true, false},
	{Untouched, "Untouched", "لم يُتابعوا", "Of the list: neither worked nor left out with a reason.", true, true,
		false},
	{Attempts, "Calls and visits", "اتصالات وزيارات", "Calls out, visits and messages the officer recorded.", false,
		false, true},
	{Reached, "Reached", "تم الوصول", "Of those, the ones that reached somebody who can decide.", false, true, false},
	{Notes, "Notes and calls in", "ملاحظات ومكالمات واردة",
		"What else the officer wrote down: notes, calls that came " +
			"in, mail.", false, false, true},
	{Promises, "Promises taken", "وعود جديدة", "Promises to pay the officer recorded.", true, false, true},
	{Due, "Promises due", "وعود مستحقة", "Promises of the officer's customers for this day.", true, false, true},
	{Kept, "Kept", "تم الوفاء", "Of those, kept by the end of the day.", true, true, true},
	{Partly, "Partly kept so far", "جزئياً", "Of those, paid in part by the end of the day.", true, true, true},
	{Broken, "Promises broken", "وعود منكوثة", "Promises whose last day of grace was the day before, and which were " +
		"not kept in full.", true, false, true},
	{Received, "Cheques received", "شيكات مستلمة", "Cheques of the officer's customers received this day.", true, false,
		true},
	{Deposited, "Cheques deposited", "شيكات مودعة", "Cheques taken to the bank this day.", true, false, true},
	{Answered, "Cheques cleared", "شيكات محصّلة", "Cheques the bank paid this day.", true, false, true},
	{Bounced, "Cheques bounced", "شيكات مرتجعة", "Cheques the bank did not pay.", true, false, true},
	{Letters, "Letters", "رسائل", "Reminder letters the officer sent.", false, false, true},
	{Confirmed, "Confirmations", "مصادقات", "Balance confirmations the officer sent, reminded or recorded a reply of.",
		false, false, true},
	{Referrals, "Referrals", "إحالات", "Customers the officer referred to the supervisor.", false, false, true},
	{Missed, "Call-backs missed", "مواعيد فائتة",
		"Call-backs planned for this day whose time has passed and which were " +
			"not made.", false, false, false},
	{Backlog, "Call-backs left over", "مواعيد متراكمة", "Call-backs planned for earlier days and still not made.",
		false,
		false, false},
}

// Find is the line of a key; NotFound when there is none.
func Find(key string) (*Def, error) {
	for i := range Defs {
		if Defs[i].Key == key {
			return &Defs[i], nil
		}
	}
	return nil, &book.Error{Code: book.NotFound, Field: "line", Text: "there is no line " + key + " in a daily report"}
}

// Sum is an amount in one currency, minor units.
type Sum struct {
	Currency string      `cbor:"1,keyasint" json:"currency"`
	Digits   int         `cbor:"2,keyasint" json:"digits"`
	Amount   money.Minor `cbor:"3,keyasint" json:"amount"`
}

// Item is one thing a figure is made of: a journal entry and whom it is about. Late is
// the day it was recorded when that is after the day of the report.
type Item struct {
	Seq    uint64     `cbor:"1,keyasint,omitempty"`
	Code   string     `cbor:"2,keyasint"`
	Name   string     `cbor:"3,keyasint"`
	What   string     `cbor:"4,keyasint,omitempty"`
	Amount Sum        `cbor:"5,keyasint"` // no currency: there is no amount
	Late   civil.Date `cbor:"6,keyasint,omitempty"`
}

// Line is one figure: how many, how much, and what it is made of. Items may be fewer
// than Count where the whole would be a list of its own.
type Line struct {
	Key   string `cbor:"1,keyasint"`
	Count int    `cbor:"2,keyasint"`
	Sums  []Sum  `cbor:"3,keyasint,omitempty"`
	Items []Item `cbor:"4,keyasint,omitempty"`
}

// Amount is the line's sum in a currency.
func (l *Line) Amount(currency string) money.Minor {
	for _, s := range l.Sums {
		if s.Currency == currency {
			return s.Amount
		}
	}
	return 0
}

// Result is how often calls ended in one way.
type Result struct {
	Name  string `cbor:"1,keyasint"`
	Count int    `cbor:"2,keyasint"`
}

// Client is what became of one customer that day.
type Client struct {
	Code      string `cbor:"1,keyasint"`
	Name      string `cbor:"2,keyasint"`
	Attempts  int    `cbor:"3,keyasint,omitempty"`
	Reached   bool   `cbor:"4,keyasint,omitempty"`
	Result    string `cbor:"5,keyasint,omitempty"` // the last one's
	Note      string `cbor:"6,keyasint,omitempty"`
	Promised  []Sum  `cbor:"7,keyasint,omitempty"`
	Collected []Sum  `cbor:"8,keyasint,omitempty"`
	Seq       uint64 `cbor:"9,keyasint,omitempty"`
}

// Next is whom to call next.
type Next struct {
	Code    string `cbor:"1,keyasint"`
	Name    string `cbor:"2,keyasint"`
	Collect Sum    `cbor:"3,keyasint"`
	Why     string `cbor:"4,keyasint,omitempty"`
}

// Officer is the report of one officer's day. User is "" for the customers of a
// collector who signs in as nobody, and for those of no collector.
type Officer struct {
	Day     civil.Date `cbor:"1,keyasint"`
	User    string     `cbor:"2,keyasint,omitempty"`
	Name    string     `cbor:"3,keyasint"`
	Lines   []Line     `cbor:"4,keyasint"` // as Defs
	Results []Result   `cbor:"5,keyasint,omitempty"`
	Clients []Client   `cbor:"6,keyasint,omitempty"`
	NextDay civil.Date `cbor:"7,keyasint,omitempty"`
	Next    []Next     `cbor:"8,keyasint,omitempty"`
	Home    Sum        `cbor:"9,keyasint"` // the company's currency; no amount

	clients map[uint32]int
	holds   bool // a portfolio
}

// Line is the line of a key.
func (o *Officer) Line(key string) *Line {
	for i := range o.Lines {
		if o.Lines[i].Key == key {
			return &o.Lines[i]
		}
	}
	return &Line{Key: key}
}

// Blank reports whether nothing at all belongs to the officer that day.
func (o *Officer) Blank() bool {
	for i := range o.Lines {
		if l := &o.Lines[i]; l.Key != Target && (l.Count != 0 || len(l.Items) > 0) {
			return false
		}
	}
	return true
}

// Parts are what of a report is wanted, as a set.
type Parts uint8

// The parts. Late are those that change when something is recorded after a report was
// submitted.
const (
	Money Parts = 1 << iota
	Dated
	Recorded
	List
	Targets
	NextDay
	Late  = Money | Dated | Recorded
	Whole = Late | List | Targets
)

// Query says which day is reported, and how much of it. Now is minutes after midnight
// while the day lasts: a call-back later that day is not missed yet (0: it is over).
// Known is the day whose knowledge of what was left out and agreed is asked for, at
// least Day. Me is who takes customers of no collector while no people are set up.
type Query struct {
	Day   civil.Date
	Now   int
	Me    string
	Known civil.Date
	Parts Parts
}
