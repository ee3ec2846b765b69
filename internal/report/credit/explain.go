package credit

import (
	"fmt"

	ar "duebook/internal/ar/credit"

	"duebook/internal/ar/account"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// Step is a line of how an exposure comes about. Total marks one that sums those before
// it.
type Step struct {
	Name   string
	Amount money.Minor
	Total  bool
}

// Explanation is how an exposure comes about, line by line, and what the limit is.
type Explanation struct {
	Name     string
	Currency money.Currency
	Steps    []Step
	Notes    []string
}

// Explain says how the exposure of a customer in a currency comes about on a day.
func Explain(v *book.View, code string, cur money.Currency, asOf civil.Date) (*Explanation, error) {
	c, err := ledger.FindCustomer(v, code)
	if err != nil {
		return nil, err
	}
	rep, err := Compute(v, Query{AsOf: asOf, Within: []ledger.Scope{{By: ledger.ByCustomer, Key: code}}})
	if err != nil {
		return nil, err
	}
	e := &Explanation{Name: c.Name, Currency: cur}
	r := Row{ID: c.ID, Currency: cur, Limit: ar.InForce{None: true}}
	for i := range rep.Rows {
		if rep.Rows[i].Currency == cur {
			r = rep.Rows[i]
		}
	}
	if err := e.balance(v, c.ID, asOf); err != nil {
		return nil, err
	}
	e.limit(&r, rep.Watch)
	e.agreement(&r)
	return e, e.group(v, &c, cur, asOf, rep.Watch)
}

func (e *Explanation) add(name string, m money.Minor) {
	e.Steps = append(e.Steps, Step{Name: name, Amount: m})
}

func (e *Explanation) total(name string, m money.Minor) {
	e.Steps = append(e.Steps, Step{Name: name, Amount: m, Total: true})
}

func (e *Explanation) note(format string, args ...any) {
	e.Notes = append(e.Notes, fmt.Sprintf(format, args...))
}

// balance tells of the open bills, the unapplied money, and each cheque that counts as
// paid and is not cleared.
func (e *Explanation) balance(v *book.View, id uint32, asOf civil.Date) error {
	a, ok, err := account.Of(v, id, e.Currency)
	if err != nil {
		return err
	}
	var open, credit, uncleared money.Minor
	bills := 0
	if ok {
		err = ledger.OfAccount(v, a.ID, asOf, func(i *openitem.Item) bool {
			if i.Flags&openitem.Credit != 0 {
				credit += i.Left
			} else {
				open += i.Left
				bills++
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	e.add(text.Count(bills, "open part of bills", "open parts of bills"), open)
	if credit != 0 {
		e.add("money not applied", -credit)
	}
	e.total("balance", open-credit)
	if ok {
		err = cheque.OpenOf(v, a.ID, asOf, func(b *cheque.Brief) bool {
			if n := b.Uncleared(); n != 0 {
				e.add(fmt.Sprintf("cheque %s of %s, %s", b.Number, b.Maturity, b.State), n)
				uncleared += n
			}
			return true
		})
	}
	e.total("exposure", open-credit+uncleared)
	return err
}

func (e *Explanation) limit(r *Row, watch int) {
	f := &r.Limit
	digits := e.Currency.Digits
	switch {
	case f.Source == ar.Nowhere:
		e.note("No limit was ever set: any amount is let.")
		return
	case !f.None:
		e.add("limit, "+f.Source.String(), f.Amount)
		if !f.Expired {
			e.total("limit less exposure: available", r.Available)
		}
	}
	said := f.Sum(digits) + ", " + f.Source.String()
	if f.Approver != "" {
		said += ", approved by " + f.Approver
	}
	if f.From != 0 {
		said += ", from " + f.From.String()
	}
	if f.Until != 0 {
		said += ", until " + f.Until.String()
	}
	e.note("%s.", upper(said))
	switch {
	case f.Expired:
		e.note("It expired: nothing is approved since %s.", f.Until+1)
	case !f.None:
		e.note("Status: %s. Watched from over %d %% on.", r.Status, watch)
	}
	if f.After != nil {
		e.note("After it: %s.", f.After.Says(digits))
	}
}

func upper(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

func (e *Explanation) agreement(r *Row) {
	a := r.Limit.Agreement
	if a == nil {
		return
	}
	e.note("%s", upper(Says(a, e.Currency.Digits)))
	for _, w := range a.Rules() {
		e.note("  broken by %s", w)
	}
	if a.State == ar.Broken && a.Terms != 0 {
		e.note("It still exempts from interest: end it to have that charged from %s on.", a.Since)
	}
}

// Says is an agreement and how it stands in a sentence.
func Says(a *ar.Judged, digits int) string {
	s := fmt.Sprintf("special agreement no. %d, signed %s, valid to %s", a.ID, a.Signed, a.Until)
	if a.Limits {
		l := ar.InForce{None: a.None, Amount: a.Amount}
		s += ", limit " + l.Sum(digits)
	}
	if a.Terms != 0 {
		s += ", no interest"
	}
	if a.Plan != nil {
		s += fmt.Sprintf(", %s, %s left", text.Count(len(a.Plan.Payments), "instalment", "instalments"),
			text.FormatAmount(a.Plan.Left, digits))
	}
	switch a.State {
	case ar.Broken:
		return s + fmt.Sprintf(": broken on %s, %s.", a.Fell, a.Why)
	case ar.Ended:
		return s + fmt.Sprintf(": ended on %s by %s, %s.", a.Stop.On, a.Stop.By, a.Stop.Why)
	case ar.Past:
		return s + ": over."
	}
	return s + ": kept so far."
}

// group tells of the customer's group when that has a limit.
func (e *Explanation) group(v *book.View, c *customer.Customer, cur money.Currency, asOf civil.Date, watch int) error {
	g, ok, err := groupOf(v, c.ID, cur, asOf)
	if err != nil || !ok {
		return err
	}
	g.judge(watch)
	e.note("Group %s: %s of %s, %s.", g.Name, text.FormatAmount(g.Exposure.Sum(), cur.Digits), g.Limit.Sum(cur.Digits),
		g.Status)
	return nil
}

// groupOf is the row of a customer's group in a currency; ok is false when it has no
// limit.
func groupOf(v *book.View, id uint32, cur money.Currency, asOf civil.Date) (row Row, ok bool, err error) {
	p, err := customer.ProfileOf(v, id)
	if err != nil {
		return row, false, err
	}
	group := uint32(p.At(asOf).Group)
	limits, err := ar.NewReader(v, asOf)
	if err != nil || limits.OfGroup(group, cur).Source == ar.Nowhere {
		return row, false, err
	}
	rep, err := Compute(v, Query{AsOf: asOf})
	if err != nil {
		return row, false, err
	}
	for i := range rep.Rows {
		if r := &rep.Rows[i]; r.Group && r.ID == group && r.Currency == cur {
			return *r, true, nil
		}
	}
	return row, false, nil
}
