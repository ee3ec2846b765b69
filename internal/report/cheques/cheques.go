// Package cheques answers for the register of cheques, as of any day (RULES 6): the
// five daily questions, the maturity ladder, who and which bank stands behind what is
// in hand, the days it falls due on, and what has become of what came in. All of it
// is reckoned from one reading. The package must never move a cheque.
package cheques

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// Question is one of the lists of the day.
type Question uint8

// The five daily questions, and the register.
const (
	ToDeposit  Question = iota // matures within the lead, or did, and is to be deposited
	NoAnswer                   // deposited, and no answer for too long
	Unpaid                     // bounced and not made good
	LeftInSafe                 // matured and still in the safe
	Paid                       // of what is "paid", how much has cleared
	Everything
)

var names = []string{"deposit", "no answer", "bounced", "in safe", "paid", "register"}

// String is the question in a word or two.
func (q Question) String() string { return names[q] }

// Questions lists the questions in words.
func Questions() []string { return names }

// ParseQuestion reads what String writes; "" is the register.
func ParseQuestion(s string) (Question, error) {
	if s == "" {
		return Everything, nil
	}
	if n := slices.Index(names, s); n >= 0 {
		return Question(n), nil
	}
	return 0, book.RefuseField("by", "%q is not a question about cheques (%s)", s, strings.Join(names, ", "))
}

// Row is a cheque with whose it is. Days are until the date written on it, below 0
// when that has passed.
type Row struct {
	*cheque.Brief
	Customer   uint32
	Code, Name string
	Currency   money.Currency
	Days       int
	Stale      bool
	Held       bool   // the customer asked to wait
	SlipNumber string // of the slip it is on
	Deposited  bool   // with that slip; else the slip is only written
	Why        string // why it bounced
}

// Register is every cheque on a day.
type Register struct {
	AsOf  civil.Date
	Rules company.Cheques
	Rows  []Row
}

// Load reads the register as it stood on a day; without whole only what somebody
// still waits for and what came in lately.
func Load(v *book.View, asOf civil.Date, whole bool) (*Register, error) {
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	r := &Register{AsOf: asOf, Rules: set.ChequeRules()}
	people := ledger.NewPeople(v, asOf)
	slips := map[uint32]string{}
	var failed error
	err = cheque.Register(v, asOf, func(b *cheque.Brief) bool {
		if !whole && b.State.Done() && b.Received < asOf.Add(-r.Rules.Window) {
			return true
		}
		r.Rows = append(r.Rows, Row{Brief: b, Customer: people.Customer(b.Account), Currency: people.Money(b.Account),
			Days: int(b.Maturity - asOf), Stale: !b.State.Done() && asOf > b.Maturity.Add(r.Rules.Stale),
			Held: b.Hold > asOf, Deposited: b.State == cheque.Deposited})
		failed = r.Rows[len(r.Rows)-1].name(v, people, slips)
		return failed == nil
	})
	return r, cmp.Or(err, failed)
}

// OfAccount lists the cheques of one account, those somebody waits for first; whose
// they are is left to the caller.
func OfAccount(v *book.View, a *account.Account, asOf civil.Date) ([]Row, error) {
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	var all []Row
	var failed error
	slips, stale := map[uint32]string{}, set.ChequeRules().Stale
	err = cheque.RegisterOf(v, a.ID, asOf, func(b *cheque.Brief) bool {
		x := Row{Brief: b, Customer: a.Customer, Currency: a.Money(), Days: int(b.Maturity - asOf),
			Stale: !b.State.Done() && asOf > b.Maturity.Add(stale), Held: b.Hold > asOf,
			Deposited: b.State == cheque.Deposited}
		failed = x.fill(v, slips)
		all = append(all, x)
		return failed == nil
	})
	return all, cmp.Or(err, failed)
}

func (r *Row) name(v *book.View, people *ledger.People, slips map[uint32]string) error {
	line, err := people.Line(r.Customer)
	if err != nil {
		return err
	}
	r.Code, r.Name = line.Code, line.Name
	return r.fill(v, slips)
}

// fill reads the slip the cheque is on, and why it bounced.
func (r *Row) fill(v *book.View, slips map[uint32]string) error {
	if r.Slip != 0 && r.State.InHand() {
		if _, ok := slips[r.Slip]; !ok {
			s, err := cheque.GetSlip(v, r.Slip)
			if err != nil {
				return err
			}
			slips[r.Slip] = s.Number
		}
		r.SlipNumber = slips[r.Slip]
	}
	if r.State.Unpaid() {
		c, err := cheque.Get(v, r.ID)
		if err != nil {
			return err
		}
		for i := range c.Steps {
			if s := &c.Steps[i]; s.Return != nil && s.On <= r.Since {
				r.Why = s.Return.Reason.String()
			}
		}
	}
	return nil
}

// Is reports whether a cheque belongs to a question.
func (r *Register) Is(q Question, x *Row) bool {
	inSafe := x.State == cheque.Received || x.State == cheque.InSafe
	waiting := inSafe || x.State == cheque.Lodged || x.State == cheque.Pledged
	switch q {
	case ToDeposit:
		return x.Type == cheque.Payment && waiting && x.Days <= r.Rules.Lead && x.Hold <= r.AsOf.Add(r.Rules.Lead)
	case NoAnswer:
		return x.State == cheque.Deposited && int(r.AsOf-x.Since) >= r.Rules.Answer
	case Unpaid:
		return x.State.Unpaid()
	case LeftInSafe:
		return x.Type == cheque.Payment && inSafe && x.Days <= 0
	case Paid:
		return x.Type == cheque.Payment && x.Received > r.AsOf.Add(-r.Rules.Window) && x.State != cheque.Cancelled
	}
	return true
}

// List gives the cheques of a question, the earliest maturity first; those that
// bounced and those without an answer by how long that is.
func (r *Register) List(q Question) []Row {
	return r.pick(q == NoAnswer || q == Unpaid, func(x *Row) bool { return r.Is(q, x) })
}

// pick gives the rows that fit, by maturity or by how long they are in their state.
func (r *Register) pick(since bool, fits func(x *Row) bool) []Row {
	type rank struct {
		day civil.Date
		id  uint32
		row int32
	}
	var order []rank
	for i := range r.Rows {
		x := &r.Rows[i]
		if !fits(x) {
			continue
		}
		day := x.Maturity
		if since {
			day = x.Since
		}
		order = append(order, rank{day, x.ID, int32(i)})
	}
	slices.SortFunc(order, func(a, b rank) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.id, b.id)) })
	all := make([]Row, len(order))
	for i := range order {
		all[i] = r.Rows[order[i].row]
	}
	return all
}

// Sum is how many cheques and how much in one currency.
type Sum struct {
	Currency money.Currency
	Count    int
	Amount   money.Minor
}

// Sums adds rows up by currency, in the order of their codes.
func Sums(rows []Row) []Sum {
	var all []Sum
	for i := range rows {
		x := &rows[i]
		n := slices.IndexFunc(all, func(s Sum) bool { return s.Currency == x.Currency })
		if n < 0 {
			n, all = len(all), append(all, Sum{Currency: x.Currency})
		}
		all[n].Count++
		all[n].Amount += x.Worth
	}
	slices.SortFunc(all, func(a, b Sum) int { return strings.Compare(a.Currency.Code, b.Currency.Code) })
	return all
}

// Currencies are those any cheque is in, in the order of their codes.
func (r *Register) Currencies() []money.Currency {
	var all []money.Currency
	for _, s := range Sums(r.Rows) {
		all = append(all, s.Currency)
	}
	return all
}

// Hand gives the payment cheques in hand in a currency, earliest maturity first.
func (r *Register) Hand(cur money.Currency) []Row {
	return r.pick(false, func(x *Row) bool { return r.inHand(cur, x) })
}

func (r *Register) inHand(cur money.Currency, x *Row) bool {
	return x.Currency == cur && x.Type == cheque.Payment && x.State.InHand()
}

// Rung is one step of the maturity ladder.
type Rung struct {
	Name     string
	From, To int // days from the day on
	Count    int
	Amount   money.Minor
}

var rungs = []Rung{{Name: "matured", From: -1 << 30, To: -1}, {Name: "0-7", To: 7}, {Name: "8-14", From: 8, To: 14},
	{Name: "15-30", From: 15, To: 30}, {Name: "31-60", From: 31, To: 60}, {Name: "over 60", From: 61, To: 1 << 30}}

// Ladder puts what is in hand on the days it matures in; the rungs sum to all in
// hand.
func (r *Register) Ladder(cur money.Currency) []Rung {
	all := slices.Clone(rungs)
	for i := range r.Rows {
		x := &r.Rows[i]
		if !r.inHand(cur, x) {
			continue
		}
		n := slices.IndexFunc(all, func(g Rung) bool { return x.Days >= g.From && x.Days <= g.To })
		all[n].Count++
		all[n].Amount += x.Worth
	}
	return all
}

// Behind is how much of what is in hand a drawer or a bank stands behind; PerMille of
// all of it.
type Behind struct {
	Name     string
	Count    int
	Amount   money.Minor
	PerMille int
}

// Concentration says who stands behind what is in hand, the largest first: drawers,
// or banks.
func (r *Register) Concentration(cur money.Currency, banks bool) []Behind {
	var all []Behind
	var sum money.Minor
	at := map[string]int{}
	for _, x := range r.Hand(cur) {
		name := x.Drawer
		if banks {
			name = x.Bank
		}
		n, ok := at[text.Fold(name)]
		if !ok {
			n = len(all)
			at[text.Fold(name)], all = n, append(all, Behind{Name: name})
		}
		all[n].Count++
		all[n].Amount += x.Worth
		sum += x.Worth
	}
	for n := range all {
		all[n].PerMille = int(money.MulDiv(all[n].Amount, 1000, int64(sum)))
	}
	slices.SortStableFunc(all, func(a, b Behind) int {
		return cmp.Or(cmp.Compare(b.Amount, a.Amount), strings.Compare(a.Name, b.Name))
	})
	return all
}

// Day is what matures on a day.
type Day struct {
	Count  int
	Amount money.Minor
}

// Month gives what is in hand in a currency by the day it matures on, for the month
// of a day: the first is the month's first.
func (r *Register) Month(cur money.Currency, of civil.Date) []Day {
	first := of.StartOfMonth()
	days := make([]Day, of.EndOfMonth()-first+1)
	for _, x := range r.Hand(cur) {
		if n := int(x.Maturity - first); n >= 0 && n < len(days) {
			days[n].Count++
			days[n].Amount += x.Worth
		}
	}
	return days
}

// Outcome is what has become of part of what came in.
type Outcome struct {
	Name   string
	Count  int
	Amount money.Minor
}

var outcomes = []struct {
	name string
	of   func(x *Row) bool
}{
	{"cleared", func(x *Row) bool { return x.State == cheque.Cleared }},
	{"endorsed", func(x *Row) bool { return x.State == cheque.Endorsed }},
	{"made good in cash", func(x *Row) bool { return x.State == cheque.Settled }},
	{"with the bank", func(x *Row) bool { return x.State == cheque.Deposited }},
	{"matured, not deposited", func(x *Row) bool { return x.State.InHand() && x.Days < 0 }},
	{"not yet matured", func(x *Row) bool { return x.State.InHand() }},
	{"bounced", func(x *Row) bool { return x.State.Unpaid() }},
	{"given back or replaced", func(*Row) bool { return true }},
}

// Outcomes says what has become of the payment cheques that came in lately: they sum
// to all of them. The amounts are what the cheques were written for.
func (r *Register) Outcomes(cur money.Currency) (all []Outcome, total Outcome) {
	for _, o := range outcomes {
		all = append(all, Outcome{Name: o.name})
	}
	total.Name = "came in"
	for i := range r.Rows {
		x := &r.Rows[i]
		if x.Currency != cur || !r.Is(Paid, x) {
			continue
		}
		for n := range outcomes {
			if outcomes[n].of(x) {
				all[n].Count++
				all[n].Amount += x.Amount
				break
			}
		}
		total.Count++
		total.Amount += x.Amount
	}
	return all, total
}
