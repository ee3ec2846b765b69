package worklist

import (
	"slices"

	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Kind names a reason to call, or not to.
type Kind uint8

// The reasons of RULES 3.
const (
	CallBackDue Kind = iota
	PromiseBroken
	ChequeBounced
	OverdueDays
	FirstHalf
	To80
	To95
	PromiseToday
	OverLimit
	NotReached
	OpenDispute
	PromiseAhead
)

// Weights are the points of each reason, and what it is called. OverdueDays gives
// one for every OverdueStep days, at most its Value.
var Weights = [...]struct {
	Name  string
	Value int
}{
	CallBackDue:   {"call-back due", 25},
	PromiseBroken: {"broken promise", 30},
	ChequeBounced: {"bounced cheque", 30},
	OverdueDays:   {"oldest overdue", 30},
	FirstHalf:     {"first half of the total", 25},
	To80:          {"up to 80 % of the total", 15},
	To95:          {"up to 95 % of the total", 5},
	PromiseToday:  {"promise due today", 20},
	OverLimit:     {"over the credit limit", 15},
	NotReached:    {"not reached for 30 days", 10},
	OpenDispute:   {"open dispute", -20},
	PromiseAhead:  {"promise not yet due", -40},
}

// OverdueStep is how many days overdue give a point; UnreachedDays after how many
// days a customer counts as not reached.
const (
	OverdueStep   = 3
	UnreachedDays = 30
)

// shares are the steps of the Pareto classes, in per cent, and their reasons.
var shares = [...]struct {
	upTo  int64
	class Kind
}{{50, FirstHalf}, {80, To80}, {95, To95}}

// Point is one named part of a score.
type Point struct {
	Kind  Kind
	Value int
	Name  string
	Why   string // what makes it so, or empty
}

// Short is the point in the fewest words.
func (p Point) Short() string {
	switch p.Kind {
	case CallBackDue:
		return "call-back " + p.Why
	case OverdueDays:
		return p.Why
	case PromiseBroken, ChequeBounced, PromiseToday, PromiseAhead:
		return p.Name
	case FirstHalf:
		return "top half"
	case To80:
		return "top 80 %"
	case To95:
		return "top 95 %"
	case OverLimit:
		return "over limit"
	case NotReached:
		return p.Why
	}
	return p.Name
}

// classes gives the Pareto class of every account of the currency asked for, the
// company's by default: whose is the first half of all that is to collect, up to
// 80 %, up to 95 %. Customers who have left the list do not count.
func (w *work) classes() {
	cur := w.q.Currency
	if cur == "" {
		cur = w.set.Currency
	}
	type share struct {
		acc    uint32
		amount money.Minor
	}
	var all []share
	var total int64
	for acc := range w.sums {
		id := uint32(acc)
		s := &w.sums[acc]
		s.class = uint8(len(Weights))
		if s.collect > 0 && w.people.Money(id).Code == cur && !left(w.people.Step(w.people.Customer(id))) {
			all = append(all, share{id, s.collect})
			total += int64(s.collect)
		}
	}
	slices.SortFunc(all, func(a, b share) int {
		switch {
		case a.amount > b.amount:
			return -1
		case a.amount < b.amount:
			return 1
		}
		return int(a.acc) - int(b.acc)
	})
	var before int64
	at := 0
	for _, x := range all {
		for at < len(shares) && before >= part(total, shares[at].upTo) {
			at++
		}
		if at == len(shares) {
			break
		}
		w.sums[x.acc].class = uint8(shares[at].class)
		before += int64(x.amount)
	}
}

// part is so many per cent of a total, rounded up.
func part(total, percent int64) int64 { return total/100*percent + (total%100*percent+99)/100 }

// left reports whether a customer has left the list for good.
func left(s customer.Step) bool {
	return s.Status == customer.Legal || s.Status == customer.Closed || s.DoNotContact
}

// score adds the points of a row.
func (w *work) score(r *Row, s *sums, x *word, limit *credit.InForce, points []Point) []Point {
	add := func(k Kind, value int, why string) {
		points = append(points, Point{k, value, Weights[k].Name, why})
		r.Score += value
	}
	full := func(k Kind, why string) { add(k, Weights[k].Value, why) }
	asOf, digits := w.q.AsOf, r.Digits
	amount := func(m money.Minor) string { return text.FormatAmount(m, digits) }
	if r.Pinned {
		full(CallBackDue, callText(&r.CallBack, asOf))
	}
	if x != nil && x.broken != 0 {
		full(PromiseBroken, amount(x.brokenSum)+" for "+text.ShortDate(x.broken))
	}
	if r.Bounced > 0 {
		h := w.hands[r.Account]
		full(ChequeBounced, amount(r.Bounced)+", the last "+h.number+" on "+text.ShortDate(h.since))
	}
	if n := min(r.OldestDays/OverdueStep, Weights[OverdueDays].Value); n > 0 {
		add(OverdueDays, n, text.Count(r.OldestDays, "day", "days"))
	}
	if int(s.class) < len(Weights) {
		full(Kind(s.class), "")
	}
	if r.PromiseDue {
		full(PromiseToday, amount(x.dueToday))
	}
	if risk := r.Balance + r.Uncleared; limit.Status(risk, 100) == credit.Over {
		full(OverLimit, amount(risk)+" of "+amount(limit.Amount))
	}
	if r.LastReached == 0 {
		full(NotReached, "never reached")
	} else if days := int(asOf - r.LastReached); days > UnreachedDays {
		full(NotReached, "not reached for "+text.Count(days, "day", "days"))
	}
	if s.anyDisputed > 0 {
		full(OpenDispute, amount(s.anyDisputed))
	}
	if x != nil && x.dueLater != 0 {
		full(PromiseAhead, "for "+text.ShortDate(x.dueLater))
	}
	return points
}

// callText is a call-back's day, when it is not today's, and time.
func callText(c *CallBack, asOf civil.Date) string {
	s := ""
	if c.Date != asOf {
		s = text.ShortDate(c.Date)
	}
	if c.Time >= 0 {
		if s != "" {
			s += " "
		}
		s += text.FormatTime(c.Time)
	}
	if s == "" {
		return "today"
	}
	return s
}
