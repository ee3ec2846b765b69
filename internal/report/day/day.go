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
	Closed    = "closed_days"
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
	{Key: Target, Title: "Target", Arabic: "الهدف", Amount: true,
		Definition: "The month's target that was agreed, spread evenly over its working days, half days as half."},
	{Key: Collected, Title: "Collected", Arabic: "المحصّل", Amount: true, late: true,
		Definition: "Money of the officer's customers dated this day: cash, transfers, cards, and cheques the " +
			"bank paid, less what was taken back. Credit notes, set-off and write-offs are never " +
			"collected."},
	{Key: Cash, Title: "Cash", Arabic: "نقداً", Amount: true, Part: true, late: true,
		Definition: "Cash dated this day."},
	{Key: Transfer, Title: "Transfers, cards", Arabic: "تحويلات وبطاقات", Amount: true, Part: true, late: true,
		Definition: "Transfers, cards and wallets dated this day."},
	{Key: Cleared, Title: "Cheques paid", Arabic: "شيكات مدفوعة", Amount: true, Part: true, late: true,
		Definition: "Cheques, on the day the bank paid them."},
	{Key: TakenOff, Title: "Taken off", Arabic: "مستبعد", Amount: true, Part: true, late: true,
		Definition: "Money of earlier days that was taken back this day, and paid cheques that came back."},
	{Key: Closed, Title: "On closed days before", Arabic: "أيام العطلة السابقة", Amount: true, late: true,
		Definition: "Money dated on the closed days since the last working day, which is collected in the report of " +
			"its own day: nothing that came in over a weekend is overlooked."},
	{Key: Earlier, Title: "Recorded for earlier days", Arabic: "مسجّل عن أيام سابقة", Amount: true, late: true,
		Definition: "Money typed in this day and dated earlier: it is collected in the report of its own day, not " +
			"in this one."},
	{Key: Listed, Title: "On the list", Arabic: "في القائمة",
		Definition: "The officer's customers that were to be called. Each was worked, left out with a reason, or " +
			"untouched."},
	{Key: Worked, Title: "Worked", Arabic: "تمت متابعتهم", Part: true,
		Definition: "Of the list: a call, visit or message was recorded this day, by anybody."},
	{Key: LeftOut, Title: "Left out with a reason", Arabic: "مستبعدون بسبب", Part: true,
		Definition: "Of the list: not worked, and the officer said why."},
	{Key: Untouched, Title: "Untouched", Arabic: "لم يُتابعوا", Amount: true, Part: true,
		Definition: "Of the list: neither worked nor left out with a reason."},
	{Key: Attempts, Title: "Calls and visits", Arabic: "اتصالات وزيارات", late: true,
		Definition: "Calls out, visits and messages the officer recorded."},
	{Key: Reached, Title: "Reached", Arabic: "تم الوصول", Part: true,
		Definition: "Of those, the ones that reached somebody who can decide."},
	{Key: Notes, Title: "Notes and calls in", Arabic: "ملاحظات ومكالمات واردة", late: true,
		Definition: "What else the officer wrote down: notes, calls that came in, mail."},
	{Key: Promises, Title: "Promises taken", Arabic: "وعود جديدة", Amount: true, late: true,
		Definition: "Promises to pay the officer recorded."},
	{Key: Due, Title: "Promises due", Arabic: "وعود مستحقة", Amount: true, late: true,
		Definition: "Promises of the officer's customers for this day."},
	{Key: Kept, Title: "Kept", Arabic: "تم الوفاء", Amount: true, Part: true, late: true,
		Definition: "Of those, kept by the end of the day."},
	{Key: Partly, Title: "Partly kept so far", Arabic: "جزئياً", Amount: true, Part: true, late: true,
		Definition: "Of those, paid in part by the end of the day."},
	{Key: Broken, Title: "Promises broken", Arabic: "وعود منكوثة", Amount: true, late: true,
		Definition: "Promises whose last day of grace was the working day before, and which were not kept in " +
			"full."},
	{Key: Received, Title: "Cheques received", Arabic: "شيكات مستلمة", Amount: true, late: true,
		Definition: "Cheques of the officer's customers received this day."},
	{Key: Deposited, Title: "Cheques deposited", Arabic: "شيكات مودعة", Amount: true, late: true,
		Definition: "Cheques taken to the bank this day."},
	{Key: Answered, Title: "Cheques cleared", Arabic: "شيكات محصّلة", Amount: true, late: true,
		Definition: "Cheques the bank paid this day."},
	{Key: Bounced, Title: "Cheques bounced", Arabic: "شيكات مرتجعة", Amount: true, late: true,
		Definition: "Cheques the bank did not pay."},
	{Key: Letters, Title: "Letters", Arabic: "رسائل", late: true,
		Definition: "Reminder letters the officer sent."},
	{Key: Confirmed, Title: "Confirmations", Arabic: "مصادقات", late: true,
		Definition: "Balance confirmations the officer sent, reminded or recorded a reply of."},
	{Key: Referrals, Title: "Referrals", Arabic: "إحالات", late: true,
		Definition: "Customers the officer referred to the supervisor."},
	{Key: Missed, Title: "Call-backs missed", Arabic: "مواعيد فائتة",
		Definition: "Call-backs planned for this day whose time has passed and which were not made."},
	{Key: Backlog, Title: "Call-backs left over", Arabic: "مواعيد متراكمة",
		Definition: "Call-backs planned for earlier days and still not made."},
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
