package interest

import (
	"fmt"
	"slices"

	"duebook/internal/civil"
	"duebook/internal/money"
)

// Method is how interest is reckoned.
type Method uint8

// The methods (RULES 7).
const (
	Daily  Method = iota + 1 // simple on the balance of each day: a rate per year, or per so many days
	Flat                     // a percentage of what is overdue, once for each whole period
	Fixed                    // an amount for each due part, once for each whole period
	Exempt                   // nothing
)

var methodNames = []string{"", "daily", "flat", "fixed", "exempt"}

// String is the method in a word.
func (m Method) String() string {
	if int(m) < len(methodNames) {
		return methodNames[m]
	}
	return fmt.Sprintf("method %d", uint8(m))
}

// Scope is whom terms are for; of several in force the last of these counts.
type Scope uint8

// The scopes.
const (
	Company Scope = iota + 1
	Group
	Customer
)

var scopeNames = []string{"", "company", "group", "customer"}

// String is the scope in a word.
func (s Scope) String() string {
	if int(s) < len(scopeNames) {
		return scopeNames[s]
	}
	return fmt.Sprintf("scope %d", uint8(s))
}

// Terms are what interest is reckoned by, from a day on. They end where the next
// open ones of the same scope and currency begin, or with Until.
type Terms struct {
	ID       uint32      `cbor:"1,keyasint"`
	Scope    Scope       `cbor:"2,keyasint"`
	Of       uint32      `cbor:"3,keyasint,omitempty"` // the group's or customer's number
	Currency string      `cbor:"4,keyasint"`
	From     civil.Date  `cbor:"5,keyasint"`
	Until    civil.Date  `cbor:"6,keyasint,omitempty"` // the last day
	Method   Method      `cbor:"7,keyasint"`
	Rate     money.Rate  `cbor:"8,keyasint"`            // of a year, of Per days, or of a period
	Per      int         `cbor:"9,keyasint,omitempty"`  // days; 0: a year
	Count    DayCount    `cbor:"10,keyasint,omitempty"` // of a rate per year
	Amount   money.Minor `cbor:"11,keyasint,omitempty"` // fixed
	Every    int         `cbor:"12,keyasint,omitempty"` // the period of flat and fixed
	Months   bool        `cbor:"13,keyasint,omitempty"` // Every counts months, not days
	Grace    int         `cbor:"14,keyasint,omitempty"` // days
	Skip     bool        `cbor:"15,keyasint,omitempty"` // the grace is never charged
	Min      money.Minor `cbor:"16,keyasint,omitempty"` // of a note
	Max      money.Minor `cbor:"17,keyasint,omitempty"` // of a note
	Cap      bool        `cbor:"18,keyasint,omitempty"` // never more than the part itself
	Compound bool        `cbor:"19,keyasint,omitempty"` // posted notes bear interest
	Rejected bool        `cbor:"20,keyasint,omitempty"` // days of a dispute that was rejected are charged
	Set      civil.Date  `cbor:"21,keyasint"`           // known from this day on
	By       string      `cbor:"22,keyasint"`
	Why      string      `cbor:"23,keyasint,omitempty"`
	Voided   civil.Date  `cbor:"24,keyasint,omitempty"`
	Seq      uint64      `cbor:"25,keyasint,omitempty"`
	Gone     uint64      `cbor:"26,keyasint,omitempty"` // the entry that voided them

	rate int64 // Rate in units of 1 / rateScale, when it was asked for
}

// rateScale bounds the decimals of a rate: 0.00000001, in percent 0.000001.
const rateScale = 100_000_000

// scaled is the rate as a whole number of 1 / rateScale.
func (t *Terms) scaled() int64 {
	if t.rate == 0 {
		t.rate = t.Rate.Decimal().Shift(8).IntPart()
	}
	return t.rate
}

func (t *Terms) samePeriod(o *Terms) bool {
	return (o.Method == Flat || o.Method == Fixed) && (t.Method == Flat || t.Method == Fixed) && t.Every == o.Every &&
		t.Months == o.Months
}

// period is the last day of the n-th period after a day.
func (t *Terms) period(after civil.Date, n int) civil.Date {
	if t.Months {
		return after.AddMonths(n * t.Every)
	}
	return after.Add(n * t.Every)
}

// Known reports whether the terms were known on a day.
func (t *Terms) Known(d civil.Date) bool { return t.Set <= d && (t.Voided == 0 || d < t.Voided) }

// Says is the terms in a phrase: "24% a year, ACT/365F, after 10 days".
func (t *Terms) Says(cur money.Currency) string {
	var s string
	switch t.Method {
	case Exempt:
		return "exempt"
	case Fixed:
		s = fmt.Sprintf("%s %s a part per %s", cur.Plain(t.Amount), cur.Code, t.span())
	case Flat:
		s = fmt.Sprintf("%s of what is overdue per %s", t.Rate.Percent(), t.span())
	default:
		if s = fmt.Sprintf("%s per %d days", t.Rate.Percent(), t.Per); t.Per == 0 {
			s = fmt.Sprintf("%s a year, %s", t.Rate.Percent(), t.Count)
		}
	}
	if t.Grace > 0 {
		s += fmt.Sprintf(", after %d days", t.Grace)
		if t.Skip {
			s += " which are free"
		}
	}
	return s
}

func (t *Terms) span() string {
	unit := "day"
	if t.Months {
		unit = "month"
	}
	if t.Every == 1 {
		return unit
	}
	return fmt.Sprintf("%d %ss", t.Every, unit)
}

// Spell is a stretch of days under one set of terms, From to To, both in it; To 0
// has no end.
type Spell struct {
	From, To civil.Date
	Terms    *Terms
}

// Timeline lays terms of several scopes on one line: on each day the nearest scope
// counts. all are those of one currency that were known on the day asked for.
func Timeline(all []*Terms) []Spell {
	var line []Spell
	for _, scope := range []Scope{Company, Group, Customer} {
		line = layAll(line, spellsOf(all, scope, 0))
	}
	return line
}

func layAll(line, over []Spell) []Spell {
	for _, s := range over {
		line = lay(line, s)
	}
	return line
}

// spellsOf are the stretches of the terms of one scope (and of one group or customer,
// when of is given): each open one ends where the next begins, and one with a last day
// lies over an open one, which goes on behind it.
func spellsOf(all []*Terms, scope Scope, of uint32) []Spell {
	var own []*Terms
	for _, t := range all {
		if t.Scope == scope && (of == 0 || t.Of == of) {
			own = append(own, t)
		}
	}
	slices.SortStableFunc(own, func(a, b *Terms) int { return int(a.From) - int(b.From) })
	var line []Spell
	for _, ends := range []bool{false, true} {
		for _, t := range own {
			if (t.Until != 0) == ends {
				line = lay(line, Spell{t.From, t.Until, t})
			}
		}
	}
	return line
}

// within cuts spells to some days; to 0 has no end.
func within(line []Spell, from, to civil.Date) (out []Spell) {
	for _, s := range line {
		s.From = max(s.From, from)
		if to != 0 && (s.To == 0 || s.To > to) {
			s.To = to
		}
		if s.To == 0 || s.From <= s.To {
			out = append(out, s)
		}
	}
	return out
}

// lay puts a spell over those that are there.
func lay(line []Spell, over Spell) []Spell {
	var out []Spell
	for _, s := range line {
		if s.From < over.From {
			left := s
			if left.To == 0 || left.To >= over.From {
				left.To = over.From - 1
			}
			out = append(out, left)
		}
	}
	out = append(out, over)
	for _, s := range line {
		if over.To != 0 && (s.To == 0 || s.To > over.To) {
			right := s
			right.From = max(s.From, over.To+1)
			out = append(out, right)
		}
	}
	return out
}
