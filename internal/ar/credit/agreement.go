package credit

import (
	"fmt"
	"slices"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Breaches say what breaks an agreement.
type Breaches struct {
	Missed  bool `cbor:"1,keyasint,omitempty"` // an instalment not paid in time
	Days    int  `cbor:"2,keyasint,omitempty"` // tolerance of that, in days after its date
	Over    bool `cbor:"3,keyasint,omitempty"` // exposure over the agreement's limit
	Bounced bool `cbor:"4,keyasint,omitempty"` // a cheque of the account bounced
}

// End is an agreement ended by somebody, from On until before Back.
type End struct {
	On   civil.Date `cbor:"1,keyasint"`
	Back civil.Date `cbor:"2,keyasint,omitempty"`
	Why  string     `cbor:"3,keyasint"`
	By   string     `cbor:"4,keyasint"`
}

// Agreement is a special agreement with a customer. Paper is its schedule as an
// obligation, Terms its exemption from interest, Resumes the customer's own terms that go
// on behind that, as they were set with it; 0 for none.
type Agreement struct {
	ID       uint32      `cbor:"1,keyasint"`
	Account  uint32      `cbor:"2,keyasint"`
	Customer uint32      `cbor:"3,keyasint"`
	Currency string      `cbor:"4,keyasint"`
	Signed   civil.Date  `cbor:"5,keyasint"`
	Until    civil.Date  `cbor:"6,keyasint"` // the last day
	Limits   bool        `cbor:"7,keyasint,omitempty"`
	None     bool        `cbor:"8,keyasint,omitempty"` // its limit is no limit
	Amount   money.Minor `cbor:"9,keyasint,omitempty"`
	Paper    uint32      `cbor:"10,keyasint,omitempty"`
	Terms    uint32      `cbor:"11,keyasint,omitempty"`
	Resumes  uint32      `cbor:"12,keyasint,omitempty"`
	Breach   Breaches    `cbor:"13,keyasint"`
	Approver string      `cbor:"14,keyasint"`
	Note     string      `cbor:"15,keyasint,omitempty"`
	Made     civil.Date  `cbor:"16,keyasint"` // known from this day on
	By       string      `cbor:"17,keyasint"`
	Ends     []End       `cbor:"18,keyasint,omitempty"`
	Voided   civil.Date  `cbor:"19,keyasint,omitempty"`
	Seq      uint64      `cbor:"20,keyasint,omitempty"`
}

// At reports whether the agreement was there on a day: recorded, not taken back.
func (a *Agreement) At(d civil.Date) bool { return a.Made <= d && (a.Voided == 0 || d < a.Voided) }

// Ended is the end that counts on a day.
func (a *Agreement) Ended(d civil.Date) (End, bool) {
	for _, e := range a.Ends {
		if e.On <= d && (e.Back == 0 || d < e.Back) {
			return e, true
		}
	}
	return End{}, false
}

func agreementKey(acc, id uint32) book.Key { return book.Key{}.U32(acc).U32(id) }

var agreements = &book.Table[Agreement]{Name: "special agreement", Bucket: "credit.agreement",
	Codec: book.CBOR[Agreement](),
	Key:   func(a *Agreement) book.Key { return agreementKey(a.Account, a.ID) },
	Indexes: []book.Index[Agreement]{{Name: "id", Unique: true,
		Entries: func(a *Agreement) []book.Key { return []book.Key{book.Key{}.U32(a.ID)} }}}}

// GetAgreement reads an agreement by its number; NotFound when there is none.
func GetAgreement(v *book.View, id uint32) (Agreement, error) {
	a, ok, err := agreements.Find(v, "id", book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no special agreement %d", id)}
	}
	return a, err
}

// Agreements reads every special agreement, voided ones too, by account.
func Agreements(v *book.View, fn func(a *Agreement) (bool, error)) error {
	return agreements.Scan(v, nil, fn)
}

// State is how an agreement stands.
type State uint8

// The states. Past: its last day is over.
const (
	Running State = iota
	Broken
	Past
	Ended
)

var stateNames = []string{"running", "breached", "past", "ended"}

// String is the state in a word.
func (s State) String() string { return stateNames[s] }

// Judged is an agreement with what the facts say of it on a day. Since is the first day
// of a state that is over: from it on the limit of the agreement does not count. Fell and
// Why tell of a breach.
type Judged struct {
	Agreement
	State State
	Since civil.Date
	Fell  civil.Date // the day it was broken; 0 when it was not
	Why   string
	Plan  *obligation.Judged // its schedule; nil without one
	Stop  End                // who ended it and why, when it was
}

// Judge says how an agreement that was there on a day stands at its end.
func Judge(v *book.View, a *Agreement, asOf civil.Date, cal civil.Calendar) (Judged, error) {
	j := Judged{Agreement: *a}
	last := asOf
	end, ended := a.Ended(asOf)
	if ended {
		last = min(last, end.On-1)
	}
	for _, find := range []func(*book.View, civil.Date, civil.Calendar) (civil.Date, string, error){j.missed, j.bounced,
		j.over} {
		day, why, err := find(v, last, cal)
		if err != nil {
			return j, err
		}
		if day != 0 && day <= last && (j.Fell == 0 || day < j.Fell) {
			j.Fell, j.Why = day, why
		}
	}
	switch {
	case ended:
		j.State, j.Since, j.Stop = Ended, end.On, end
		if j.Fell != 0 {
			j.Since = j.Fell
		}
	case j.Fell != 0:
		j.State, j.Since = Broken, j.Fell
	case asOf > a.Until:
		j.State, j.Since = Past, a.Until+1
	}
	return j, j.plan(v, asOf, cal)
}

// plan reads how the schedule stands.
func (j *Judged) plan(v *book.View, asOf civil.Date, cal civil.Calendar) error {
	if j.Paper == 0 {
		return nil
	}
	o, err := obligation.Get(v, j.Paper)
	if err != nil || !o.At(asOf) {
		return err
	}
	p, err := obligation.Judge(v, &o, asOf, cal)
	j.Plan = &p
	return err
}

// missed finds the first instalment that was not paid at the end of the last day it
// could be; the agreement is broken the day after.
func (j *Judged) missed(v *book.View, last civil.Date, cal civil.Calendar) (civil.Date, string, error) {
	if !j.Breach.Missed || j.Paper == 0 {
		return 0, "", nil
	}
	o, err := obligation.Get(v, j.Paper)
	if err != nil {
		return 0, "", err
	}
	for n, p := range o.Schedule {
		day := max(promise.JudgeDay(p.Date, j.Breach.Days, cal), j.Made)
		if p.Date == 0 || p.Date > j.Until || day >= last || !o.At(day) {
			break
		}
		judged, err := obligation.Judge(v, &o, day, cal)
		if err != nil {
			return 0, "", err
		}
		if judged.State.Over() || judged.State == obligation.Drafted {
			break
		}
		if unpaid := leftOf(&judged, n); unpaid > 0 {
			return day + 1, fmt.Sprintf("instalment %d of %s was not paid in full by %s", n+1, p.Date, day), nil
		}
	}
	return 0, "", nil
}

// leftOf is what is missing of an instalment, the earlier ones first: no more than is
// open of the bills.
func leftOf(j *obligation.Judged, n int) money.Minor {
	room := j.Left
	for i := range j.Payments {
		left := min(j.Payments[i].Left(), room)
		if i == n {
			return left
		}
		room -= max(left, 0)
	}
	return 0
}

// bounced finds the first cheque of the account that bounced while the agreement lasted.
func (j *Judged) bounced(v *book.View, last civil.Date, _ civil.Calendar) (day civil.Date, why string, err error) {
	if !j.Breach.Bounced {
		return 0, "", nil
	}
	err = cheque.OfAccount(v, j.Account, func(c *cheque.Cheque) (bool, error) {
		for i := range c.Steps {
			s := &c.Steps[i]
			if s.To == cheque.Bounced && c.At(last) && s.At(last) && c.Type == cheque.Payment && s.On >= j.Signed &&
				s.On <= j.Until && (day == 0 || s.On < day) {
				day, why = s.On, "cheque "+c.Details.Number+" bounced on "+s.On.String()
			}
		}
		return true, nil
	})
	return day, why, err
}

// over finds the first day the exposure was over the agreement's limit.
func (j *Judged) over(v *book.View, last civil.Date, _ civil.Calendar) (civil.Date, string, error) {
	if !j.Breach.Over || !j.Limits || j.None {
		return 0, "", nil
	}
	h, err := historyOf(v, j.Account)
	if err != nil {
		return 0, "", err
	}
	day, e, found := h.over(max(j.Signed, j.Made), min(last, j.Until), j.Amount)
	if !found {
		return 0, "", nil
	}
	digits, err := digitsOf(v, j.Account)
	return day, fmt.Sprintf("the exposure was %s on %s, over its limit of %s", text.FormatAmount(e.Sum(), digits), day,
		text.FormatAmount(j.Amount, digits)), err
}

// Rules is what breaks the agreement, in words.
func (a *Agreement) Rules() []string {
	var all []string
	if a.Breach.Missed {
		all = append(all, "an instalment missed by more than "+text.Count(a.Breach.Days, "day", "days"))
	}
	if a.Breach.Over {
		all = append(all, "exposure over its limit")
	}
	if a.Breach.Bounced {
		all = append(all, "a bounced cheque")
	}
	return all
}

// checkAll proves that limits and agreements are approved by somebody, are not negative
// and end after they begin, and that no temporary limits overlap (K1).
func checkAll(v *book.View, found func(book.Finding)) error {
	say := func(record, want, is string, seq uint64) {
		found(book.Finding{ID: "K1", Record: record, Expected: want, Found: is, Seq: seq})
	}
	temporary := map[subject][]Limit{}
	err := Limits(v, func(l *Limit) (bool, error) {
		name := fmt.Sprintf("credit limit %d", l.ID)
		if l.Approver == "" || l.Amount < 0 || l.Until != 0 && l.Until < l.From || l.Temporary && l.Until == 0 {
			say(name, "an approver, an amount of 0 or more, and an end not before its beginning",
				fmt.Sprintf("%q, %d, %s to %s", l.Approver, l.Amount, l.From, l.Until), l.Seq)
		}
		if s := (subject{l.Scope, l.Of}); l.Temporary && l.Ended == 0 {
			if slices.ContainsFunc(temporary[s], func(o Limit) bool { return overlaps(l, &o) }) {
				say(name, "no other temporary limit in its days", "one", l.Seq)
			}
			temporary[s] = append(temporary[s], *l)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	return Agreements(v, func(a *Agreement) (bool, error) {
		name := fmt.Sprintf("special agreement %d", a.ID)
		if a.Approver == "" || a.Amount < 0 || a.Until < a.Signed {
			say(name, "an approver, a limit of 0 or more, and an end not before its signature",
				fmt.Sprintf("%q, %d, %s to %s", a.Approver, a.Amount, a.Signed, a.Until), a.Seq)
		}
		if a.Paper != 0 {
			if o, err := obligation.Get(v, a.Paper); err != nil || o.Account != a.Account {
				say(name, "a schedule of the same account", fmt.Sprintf("obligation %d", a.Paper), a.Seq)
			}
		}
		return true, nil
	})
}

func overlaps(a, b *Limit) bool {
	return a.Currency == b.Currency && a.From <= b.Until && b.From <= a.Until
}
