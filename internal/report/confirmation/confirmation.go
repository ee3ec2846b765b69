// Package confirmation is the report of balance confirmations (RULES 9): runs, the
// letters of a run and what became of them, coverage by count and by absolute value, and
// whose balance nobody has confirmed for long. It must never call a silence an agreement.
package confirmation

import (
	"cmp"
	"fmt"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// Outcome is what came of a letter.
type Outcome uint8

// The outcomes; each letter has one.
const (
	Agreed Outcome = iota
	Reconciled
	Disagreed
	Alternative
	Returned
	Silent // no reply, or none by the day asked for
	Waiting
	Drafted
	Outcomes // how many there are
)

var outcomeNames = [Outcomes]string{"agreed", "disagreed, reconciled", "disagreed, open", "alternative work",
	"returned undelivered", "silent", "waiting for a reply", "not sent"}

// String is the outcome in words.
func (o Outcome) String() string { return outcomeNames[o] }

// Row is one letter and where it stands.
type Row struct {
	confirmation.Letter
	confirmation.Status
	Outcome Outcome
}

// Difference is theirs less ours; 0 without a reply.
func (r *Row) Difference() money.Minor {
	if !r.Replied() {
		return 0
	}
	return r.Reply.Theirs - r.Balance
}

func outcome(run *confirmation.Run, s *confirmation.Status, asOf civil.Date) Outcome {
	switch {
	case s.Reply.State == confirmation.Agreed:
		return Agreed
	case s.Reconciled.State == confirmation.Reconciled:
		return Reconciled
	case s.Reply.State == confirmation.Disagreed:
		return Disagreed
	case s.Work.State == confirmation.Worked:
		return Alternative
	case s.State == confirmation.Returned:
		return Returned
	case s.State == confirmation.Drafted:
		return Drafted
	case s.State == confirmation.Sent || s.State == confirmation.Reminded:
		if asOf <= run.ReplyBy {
			return Waiting
		}
	}
	return Silent
}

// Part is letters with one outcome: how many, and their absolute balances.
type Part struct {
	Count int
	Value money.Minor
}

func (p *Part) add(m money.Minor) { p.Count, p.Value = p.Count+1, p.Value+max(m, -m) }

// Coverage is how far a run confirms the balances of one currency. Population is every
// account with a balance at the cut-off, Letters those written to; the outcomes sum to
// Letters. Unexplained sums what reconciliations leave unexplained, each without its
// sign; Supported what alternative work supports.
type Coverage struct {
	Currency    string
	Digits      int
	Population  Part
	Letters     Part
	By          [Outcomes]Part
	Unexplained money.Minor
	Supported   money.Minor
}

// Confirmed is what was agreed, or disagreed and reconciled.
func (c *Coverage) Confirmed() Part {
	a, r := c.By[Agreed], c.By[Reconciled]
	return Part{a.Count + r.Count, a.Value + r.Value}
}

// Covered is what was confirmed or has alternative work.
func (c *Coverage) Covered() Part {
	p := c.Confirmed()
	return Part{p.Count + c.By[Alternative].Count, p.Value + c.By[Alternative].Value}
}

// Report is one run as it stood at the end of a day.
type Report struct {
	AsOf     civil.Date
	Run      confirmation.Run
	Rows     []Row
	Coverage []Coverage // by currency
}

// Compute reads one run; NotFound when it was not there on the day.
func Compute(v *book.View, run uint32, asOf civil.Date) (*Report, error) {
	r, err := confirmation.GetRun(v, run)
	if err == nil && !r.Live(asOf) {
		err = book.Refuse(book.NotFound, "confirmation run %d was not there on %s", run, asOf)
	}
	if err != nil {
		return nil, err
	}
	rep := &Report{AsOf: asOf, Run: r}
	at, err := confirmation.Statuses(v, run, asOf)
	if err != nil {
		return nil, err
	}
	by := map[string]*Coverage{}
	of := func(currency string, digits int) *Coverage {
		if by[currency] == nil {
			by[currency] = &Coverage{Currency: currency, Digits: digits}
		}
		return by[currency]
	}
	for _, s := range r.All {
		of(s.Currency, s.Digits).Population = Part{s.Count, s.Value}
	}
	err = confirmation.Letters(v, run, func(l *confirmation.Letter) (bool, error) {
		x := Row{Letter: *l}
		if s := at[l.N]; s != nil {
			x.Status = *s
		}
		x.Outcome = outcome(&r, &x.Status, asOf)
		c := of(l.Currency, l.Digits)
		c.Letters.add(l.Balance)
		c.By[x.Outcome].add(l.Balance)
		c.Unexplained += max(x.Unexplained, -x.Unexplained)
		c.Supported += x.Supported
		rep.Rows = append(rep.Rows, x)
		return true, nil
	})
	for _, c := range by {
		rep.Coverage = append(rep.Coverage, *c)
	}
	slices.SortFunc(rep.Coverage, func(a, b Coverage) int { return cmp.Compare(a.Currency, b.Currency) })
	return rep, err
}

// Runs reads all runs that were there on a day, the newest first, without their letters.
func Runs(v *book.View, asOf civil.Date) (all []*Report, err error) {
	var ids []uint32
	err = confirmation.Runs(v, func(r *confirmation.Run) (bool, error) {
		if r.Live(asOf) {
			ids = append(ids, r.ID)
		}
		return true, nil
	})
	slices.Reverse(ids)
	for _, id := range ids {
		rep, err := Compute(v, id, asOf)
		if err != nil {
			return nil, err
		}
		rep.Rows = nil
		all = append(all, rep)
	}
	return all, err
}

// Step is one line of how theirs and ours come together.
type Step struct {
	What   string
	Amount money.Minor
	Sum    bool
}

// Explain goes from our balance by the causes to theirs, or tells what supports it.
func Explain(r *Row) []Step {
	out := []Step{{"our balance at the cut-off", r.Balance, false}}
	switch {
	case r.Replied():
		for _, x := range r.Reconciled.Reasons {
			what := x.Cause.String()
			if x.Note != "" {
				what += ": " + x.Note
			}
			if x.Bill != "" {
				what += ", bill " + x.Bill
			}
			if x.Dispute != 0 {
				what += fmt.Sprintf(" (dispute %d)", x.Dispute)
			}
			out = append(out, Step{what, x.Amount, false})
		}
		if r.Outcome == Disagreed {
			out = append(out, Step{"not reconciled yet", r.Difference(), false})
		}
		out = append(out, Step{"their balance, signed by " + r.Reply.Signatory, r.Reply.Theirs, true})
	case r.Work.State == confirmation.Worked:
		for _, x := range r.Work.Supports {
			what := "paid by receipt "
			if x.Copy {
				what = "delivery copy back signed, bill "
			}
			out = append(out, Step{what + x.Number + " of " + x.Date.String(), -x.Amount, false})
		}
		out = append(out, Step{"supported by nothing but the note", r.Balance - r.Supported, true})
	}
	return out
}

// Old is an account with a balance nobody has confirmed for long. Last is zero when
// nobody ever has.
type Old struct {
	Code, Name, Currency string
	Digits               int
	Balance              money.Minor
	CutOff               civil.Date // of the last confirmed balance
	Confirmed            money.Minor
	On                   civil.Date
	Signatory            string
}

// NotConfirmed lists the accounts that owe or are owed on a day and whose last confirmed
// cut-off is n months back or more, or is not there; the largest first within a currency.
func NotConfirmed(v *book.View, asOf civil.Date, months int) (all []Old, err error) {
	last := map[uint32]Old{}
	err = confirmation.Runs(v, func(r *confirmation.Run) (bool, error) {
		if !r.Live(asOf) {
			return true, nil
		}
		at, err := confirmation.Statuses(v, r.ID, asOf)
		if err != nil || len(at) == 0 {
			return true, err
		}
		return true, confirmation.Letters(v, r.ID, func(l *confirmation.Letter) (bool, error) {
			if s := at[l.N]; s != nil && s.Confirmed() && r.CutOff >= last[l.Account].CutOff {
				last[l.Account] = Old{CutOff: r.CutOff, Confirmed: s.Reply.Theirs, On: s.Reply.On,
					Signatory: s.Reply.Signatory}
			}
			return true, nil
		})
	})
	if err != nil {
		return nil, err
	}
	since := asOf.AddMonths(-months)
	var failed error
	err = ledger.Walk(v, asOf, nil, ledger.Visitor{Item: skip, Owed: func(acc uint32, owed money.Minor) bool {
		o := last[acc]
		if owed == 0 || o.CutOff > since {
			return true
		}
		a, err := account.Get(v, acc)
		var cu customer.Customer
		if err == nil {
			cu, err = customer.Get(v, a.Customer)
		}
		o.Code, o.Name, o.Currency, o.Digits, o.Balance = cu.Code, cu.Name, a.Currency, a.Digits, owed
		all, failed = append(all, o), err
		return err == nil
	}})
	if failed != nil {
		err = failed
	}
	slices.SortFunc(all, func(a, b Old) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(max(b.Balance, -b.Balance),
			max(a.Balance, -a.Balance)), cmp.Compare(a.Code, b.Code))
	})
	return all, err
}

func skip(*openitem.Item) bool { return true }

// Who says in words who got a letter.
func Who(r *confirmation.Run) string {
	s := "all"
	switch {
	case r.Sample > 0:
		s = fmt.Sprintf("a sample of %s, seed %d", text.Number(r.Sample), r.Seed)
	case r.Share > 0:
		s = fmt.Sprintf("a sample of %d %%, seed %d", r.Share, r.Seed)
	}
	switch {
	case r.Least > 0:
		s += ", at least " + text.FormatAmount(r.Least, r.Digits) + " " + r.Currency
	case r.Currency != "":
		s += " in " + r.Currency
	}
	if r.Zero {
		s += ", balances of nothing too"
	}
	return s
}
