package credit

import (
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// NoLimitWord is what is typed for no limit at all.
const NoLimitWord = "no limit"

// SetLimit sets the limit of a customer or a group from a day on.
type SetLimit struct {
	Customer  string `json:"customer,omitempty" help:"the customer's code"`
	Group     string `json:"group,omitempty" help:"the group's name instead: for all its customers together"`
	Currency  string `json:"currency,omitempty" help:"the company's when left out"`
	Amount    string `json:"amount" help:"how much; \"no limit\" for any amount; 0 gives no credit"`
	Approver  string `json:"approver" help:"who approved it"`
	From      string `json:"from,omitempty" help:"the first day it counts, today when empty"`
	Until     string `json:"until,omitempty" help:"the last day; open when empty"`
	Temporary bool   `json:"temporary,omitempty" help:"replaces the other limit while it lasts, then that counts again"`
	Why       string `json:"why,omitempty" help:"what it was approved for"`
}

// Kind is "credit.set_limit".
func (SetLimit) Kind() string { return "credit.set_limit" }

// Decide refuses a limit nobody approved, one below 0, and temporary ones that overlap.
func (c SetLimit) Decide(in *book.In) ([]book.Fact, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	cur, err := set.Of(c.Currency)
	if err != nil {
		return nil, err
	}
	l := Limit{Currency: cur.Code, Temporary: c.Temporary, Set: in.Today, By: in.Who}
	if err := c.scope(in.View, &l); err != nil {
		return nil, err
	}
	if l.None, l.Amount, err = amount("amount", c.Amount, cur); err != nil {
		return nil, err
	}
	if err := c.days(in, &l); err != nil {
		return nil, err
	}
	if l.Approver, err = approver(in, c.Approver, "a credit limit"); err != nil {
		return nil, err
	}
	l.Why = strings.TrimSpace(c.Why)
	if err := text.Check(l.Why, 300); err != nil {
		return nil, book.RefuseField("why", "%v", err)
	}
	err = limits.Scan(in.View, subject{l.Scope, l.Of}.key(), func(o *Limit) (bool, error) {
		if l.Temporary && o.Temporary && o.Ended == 0 && overlaps(&l, o) {
			return false, book.RefuseField("from", "a temporary limit lasts from %s to %s already (number %d): end "+
				"that first, or begin after it", o.From, o.Until, o.ID)
		}
		return true, nil
	})
	l.ID = in.NewID("credit limit")
	return []book.Fact{&LimitSet{l}}, err
}

func (c SetLimit) scope(v *book.View, l *Limit) error {
	switch code, group := strings.TrimSpace(c.Customer), strings.TrimSpace(c.Group); {
	case code != "" && group != "":
		return book.RefuseField("group", "a limit is for one customer or for a group: leave one empty")
	case group != "":
		id, err := directory.Find(v, directory.Group, group)
		if err == nil && id == 0 {
			err = book.RefuseField("group", "there is no group %q: give it to its customers first", group)
		}
		l.Scope, l.Of = Group, uint32(id)
		return err
	default:
		cu, err := customer.ByCode(v, code)
		l.Scope, l.Of = Customer, cu.ID
		return err
	}
}

func (c SetLimit) days(in *book.In, l *Limit) (err error) {
	if l.From, err = bill.Day("from", c.From, in.Today, in.Today); err != nil {
		return err
	}
	if l.Until, err = bill.Day("until", c.Until, 0, in.Today); err != nil {
		return err
	}
	switch {
	case l.Temporary && l.Until == 0:
		return book.RefuseField("until", "say the last day of the temporary limit: it expires by itself")
	case l.Until != 0 && l.Until < l.From:
		return book.RefuseField("until", "the last day %s lies before the first, %s", l.Until, l.From)
	case l.Until != 0 && l.Until < in.Today:
		return book.RefuseField("until", "%s is over: a limit that has expired limits nothing", l.Until)
	}
	return nil
}

// amount reads a limit as typed.
func amount(field, s string, cur money.Currency) (none bool, m money.Minor, err error) {
	switch s = strings.TrimSpace(s); strings.ToLower(s) {
	case "":
		return false, 0, book.RefuseField(field, "say how much, or \"no limit\"; 0 gives no credit")
	case NoLimitWord, "none":
		return true, 0, nil
	}
	if m, err = text.ParseAmount(s, cur.Digits); err != nil {
		return false, 0, book.RefuseField(field, "%v", err)
	}
	if m < 0 {
		return false, 0, book.RefuseField(field, "a limit cannot be negative: 0 gives no credit")
	}
	return false, m, nil
}

func approver(in *book.In, s, what string) (string, error) {
	s, err := office.Approver(in, "approver", s, what)
	if err != nil {
		return "", err
	}
	if s == "" {
		return "", book.RefuseField("approver", "say who approved it: a limit approved by nobody is not taken")
	}
	if err := text.Check(s, 120); err != nil {
		return "", book.RefuseField("approver", "%v", err)
	}
	return s, nil
}

// EndLimit ends a limit from today on: what counted before it counts again.
type EndLimit struct {
	ID uint32 `json:"id" help:"the limit's number"`
}

// Kind is "credit.end_limit".
func (EndLimit) Kind() string { return "credit.end_limit" }

// Decide refuses a limit that was ended.
func (c EndLimit) Decide(in *book.In) ([]book.Fact, error) {
	l, err := GetLimit(in.View, c.ID)
	if err != nil {
		return nil, err
	}
	if l.Ended != 0 {
		return nil, book.RefuseField("id", "limit %d was ended on %s", l.ID, l.Ended)
	}
	return []book.Fact{&LimitEnded{Limit: l, Date: in.Today}}, nil
}

func digitsOf(v *book.View, acc uint32) (int, error) {
	a, err := account.Get(v, acc)
	return a.Digits, err
}

// NameApprover names who approved the limit.
func (c *SetLimit) NameApprover(who string) { c.Approver = who }
