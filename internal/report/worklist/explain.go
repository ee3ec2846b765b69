package worklist

import (
	"duebook/internal/report/ledger"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/money"
)

// Step is one rung of the way from what is due to what is to collect; deductions
// are negative.
type Step struct {
	Name   string
	Amount money.Minor
}

// Line is an open part with its bill's number.
type Line struct {
	Part
	Number string
}

// Explanation says why an account stands where it does. The steps before the
// result sum to it: Steps' last is to collect, the sum of the others. CreditLeft
// is what no part could take.
type Explanation struct {
	Account    uint32
	Currency   string
	Digits     int
	Steps      []Step
	CreditLeft money.Minor
	Lines      []Line // every open part, oldest due first
	Points     []Point
	Score      int
	Hidden     string
	Signals    []string
}

// Explain gives the ladder and the points of a customer's accounts, of one
// currency when the query names one.
func Explain(v *book.View, customerID uint32, q Query) ([]Explanation, error) {
	accounts, err := account.OfCustomer(v, customerID)
	if err != nil {
		return nil, err
	}
	q.Scope, q.IncludeHidden = All, true
	var all []Explanation
	for _, a := range accounts {
		if q.Currency != "" && a.Currency != q.Currency {
			continue
		}
		e, err := explain(v, &a, q)
		if err != nil {
			return nil, err
		}
		all = append(all, *e)
	}
	return all, nil
}

func explain(v *book.View, a *account.Account, q Query) (*Explanation, error) {
	w, err := gather(v, ledger.NewPeople(v, q.AsOf), q)
	if err != nil {
		return nil, err
	}
	w.keep = a.ID
	if err := w.walk(); err != nil {
		return nil, err
	}
	w.classes()
	s := &w.sums[a.ID]
	e := &Explanation{Account: a.ID, Currency: a.Currency, Digits: a.Digits, CreditLeft: s.credits - s.credit,
		Steps: []Step{
			{"open and due by " + w.horizon.String(), s.due}, {"disputed", -s.disputed},
			{"covered by cheques", -s.covered}, {"left of open promises", -s.promised},
			{"unapplied credit", -s.credit}, {"to collect", s.collect}}}
	l, err := w.list()
	if err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(l.Rows, func(r Row) bool { return r.Account == a.ID }); at >= 0 {
		e.Points, e.Score, e.Hidden, e.Signals = l.Rows[at].Points, l.Rows[at].Score, l.Rows[at].Hidden,
			l.Rows[at].Signals
	}
	for _, p := range w.kept {
		b, err := bill.Get(v, a.ID, p.Bill)
		if err != nil {
			return nil, err
		}
		e.Lines = append(e.Lines, Line{p, b.Number})
	}
	return e, nil
}
