// Package target keeps what is to be collected in a month (RULES 10): by collector,
// salesman or branch, or by the company, in one currency. It is so many percent of (overdue
// at the month's start + falling due in it), or an amount. An officer proposes, a supervisor
// agrees, perhaps on another figure, or rejects. What is agreed is frozen with the base it
// was reckoned from; another figure is another proposal, which counts from the day it is
// agreed on and leaves the days before as they were.
//
// The base is summed from the documents when the target is agreed, within the same write,
// and not handed in with the command: what is frozen is then what the book says, whoever
// sends it. The package must never say what was collected of it.
package target

import (
	"fmt"
	"slices"

	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// By is whose target it is. The numbers are stored.
type By uint8

// Whose a target may be.
const (
	Company By = iota + 1
	Branch
	Collector
	Salesman
)

var byNames = []string{"", "company", "branch", "collector", "salesman"}

// Groupings are whose targets there may be, in words.
func Groupings() []string { return byNames[1:] }

// String is the grouping in a word.
func (b By) String() string {
	if int(b) < len(byNames) {
		return byNames[b]
	}
	return fmt.Sprintf("grouping %d", uint8(b))
}

// ParseBy reads a grouping.
func ParseBy(s string) (By, error) {
	if n := slices.Index(byNames, s); n > 0 {
		return By(n), nil
	}
	return 0, book.RefuseField("by", "%q has no targets (company, branch, collector, salesman)", s)
}

// Directory is the kind of name the grouping's numbers stand for; 0 for the company.
func (b By) Directory() directory.Kind {
	switch b {
	case Branch:
		return directory.Branch
	case Collector, Salesman:
		return directory.Person
	}
	return 0
}

// Base is what a target is reckoned from: overdue when the month begins, and falling due
// in it, in minor units.
type Base struct {
	Overdue money.Minor `cbor:"1,keyasint,omitempty"`
	Falling money.Minor `cbor:"2,keyasint,omitempty"`
}

// Sum is the whole base.
func (b Base) Sum() money.Minor { return b.Overdue + b.Falling }

// Decision is what became of a proposal. It counts from On until before Back, the day it
// was taken back (0: it stands). A rejected one has neither base nor amount.
type Decision struct {
	Agreed  bool        `cbor:"1,keyasint"`
	Rate    money.Rate  `cbor:"2,keyasint,omitempty"` // of the base; 0: an amount was agreed on
	Base    Base        `cbor:"3,keyasint"`
	Amount  money.Minor `cbor:"4,keyasint,omitempty"`
	By      string      `cbor:"5,keyasint"`
	Self    bool        `cbor:"6,keyasint,omitempty"` // by who had proposed it
	On      civil.Date  `cbor:"7,keyasint"`
	Back    civil.Date  `cbor:"8,keyasint,omitempty"`
	Note    string      `cbor:"9,keyasint,omitempty"`
	Entered uint64      `cbor:"10,keyasint,omitempty"` // the entry: of two decisions the later counts
}

// Proposal asks for a target: a rate of the base, or an amount in minor units. Key is the
// directory's number, 0 for the company; Month its first day.
type Proposal struct {
	ID        uint32      `cbor:"1,keyasint"`
	Of        By          `cbor:"2,keyasint"`
	Key       uint16      `cbor:"3,keyasint,omitempty"`
	Month     civil.Date  `cbor:"4,keyasint"`
	Currency  string      `cbor:"5,keyasint"`
	Digits    int         `cbor:"6,keyasint"`
	Rate      money.Rate  `cbor:"7,keyasint,omitempty"`
	Amount    money.Minor `cbor:"8,keyasint,omitempty"`
	Note      string      `cbor:"9,keyasint,omitempty"`
	By        string      `cbor:"10,keyasint"`
	On        civil.Date  `cbor:"11,keyasint"`
	Decisions []Decision  `cbor:"12,keyasint,omitempty"`
	Voided    civil.Date  `cbor:"13,keyasint,omitempty"`
	Seq       uint64      `cbor:"14,keyasint"`
}

// Live reports whether the proposal was there on a day.
func (p *Proposal) Live(d civil.Date) bool { return p.On <= d && (p.Voided == 0 || d < p.Voided) }

// Decided is the decision that counts on a day.
func (p *Proposal) Decided(d civil.Date) (Decision, bool) {
	for _, x := range p.Decisions {
		if x.On <= d && (x.Back == 0 || d < x.Back) {
			return x, true
		}
	}
	return Decision{}, false
}

// Waits reports whether the proposal waited for a decision on a day.
func (p *Proposal) Waits(d civil.Date) bool {
	_, decided := p.Decided(d)
	return p.Live(d) && !decided
}

// Worth is what the proposal comes to of a base.
func (p *Proposal) Worth(b Base) (money.Minor, error) { return worth(p.Rate, p.Amount, b) }

func worth(rate money.Rate, amount money.Minor, b Base) (money.Minor, error) {
	if rate.IsZero() {
		return amount, nil
	}
	return rate.Of(b.Sum())
}

// Target is what was agreed, frozen: Amount in minor units, Rate of Base (0: the amount
// itself was agreed on).
type Target struct {
	ID       uint32
	Month    civil.Date
	Currency string
	Digits   int
	Amount   money.Minor
	Rate     money.Rate
	Base     Base
	Proposed string // by whom
	Agreed   string // by whom
	Self     bool   // the two are one
	On       civil.Date
	Note     string
}

var table = &book.Table[Proposal]{Name: "target", Bucket: "target", Codec: book.CBOR[Proposal](),
	Key: func(p *Proposal) book.Key { return book.Key{}.U32(p.ID) },
	Indexes: []book.Index[Proposal]{{Name: "of", Entries: func(p *Proposal) []book.Key {
		return []book.Key{key(p.Month, p.Of, p.Key, p.Currency)}
	}}}}

func key(month civil.Date, by By, number uint16, currency string) book.Key {
	return book.Key{}.Date(month).U8(uint8(by)).U16(number).Text(currency)
}

// Get reads a proposal; NotFound when there is none.
func Get(v *book.View, id uint32) (Proposal, error) {
	p, ok, err := table.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no target %d", id)}
	}
	return p, err
}

// All reads every proposal, voided ones too, oldest first.
func All(v *book.View, fn func(p *Proposal) (bool, error)) error { return table.Scan(v, nil, fn) }

// OfMonth reads the proposals of a month for a grouping, voided ones too, by number.
func OfMonth(v *book.View, by By, month civil.Date, fn func(p *Proposal) (bool, error)) error {
	return table.Seek(v, "of", book.Key{}.Date(month.StartOfMonth()).U8(uint8(by)), fn)
}

// Of is the target that counts on a day: by is "company", "branch", "collector" or
// "salesman", number the directory's (0 for the company), month any day of it.
func Of(v *book.View, by string, number uint16, month civil.Date, currency string, asOf civil.Date) (t Target,
	ok bool, err error) {
	b, err := ParseBy(by)
	if err != nil {
		return t, false, err
	}
	var last uint64
	err = table.Seek(v, "of", key(month.StartOfMonth(), b, number, currency), func(p *Proposal) (bool, error) {
		if x, decided := p.Decided(asOf); p.Live(asOf) && decided && x.Agreed && x.Entered > last {
			last, ok, t = x.Entered, true, p.target(&x)
		}
		return true, nil
	})
	return t, ok, err
}

func (p *Proposal) target(x *Decision) Target {
	return Target{ID: p.ID, Month: p.Month, Currency: p.Currency, Digits: p.Digits, Amount: x.Amount, Rate: x.Rate,
		Base: x.Base, Proposed: p.By, Agreed: x.By, Self: x.Self, On: x.On, Note: x.Note}
}

// Subject is what targets bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Proposed{}, Voided{}, Decided{}, Reopened{}},
		Commands: []book.Command{Propose{}, Agree{}, Reject{}}, Checks: []book.Check{{ID: "T1", Full: checkAll}}}
}

// checkAll proves that what was agreed is above nothing, of a month that was not over, and
// what its rate makes of its base (T1).
func checkAll(v *book.View, found func(book.Finding)) error {
	return All(v, func(p *Proposal) (bool, error) {
		for _, x := range p.Decisions {
			if !x.Agreed {
				continue
			}
			want, err := worth(x.Rate, x.Amount, x.Base)
			if err != nil || want != x.Amount || x.Amount <= 0 || x.On > p.Month.EndOfMonth() {
				found(book.Finding{ID: "T1", Record: fmt.Sprintf("target %d", p.ID), Seq: x.Entered,
					Expected: "more than 0, its rate of its base, agreed before the month was over",
					Found:    fmt.Sprintf("%d, %s of %d, agreed on %s", x.Amount, x.Rate, x.Base.Sum(), x.On)})
			}
		}
		return true, nil
	})
}
