package desk

import (
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/report/worklist"
)

// Scope is whose customers a list shows.
type Scope string

// The scopes. Home is my portfolio, or everyone's when I have none.
const (
	Home       Scope = ""
	Mine       Scope = "mine"
	All        Scope = "all"
	Unassigned Scope = "unassigned"
	NoPhone    Scope = "no phone"
)

// CallList is the call list with the scope it was read for.
type CallList struct {
	*worklist.List
	Scope Scope
}

// CallList makes the call list as of the day that is read. With hidden, those
// the rules leave out today are on it too, each with the reason.
func (d *Desk) CallList(scope Scope, hidden bool) (*CallList, error) {
	out := &CallList{Scope: scope}
	err := d.View(func(v *book.View) error {
		q, err := d.callQuery(v, &out.Scope)
		if err != nil {
			return err
		}
		q.IncludeHidden = hidden
		out.List, err = worklist.Build(v, q)
		return err
	})
	return out, err
}

// CallQuery is the query of the call list of a scope, as of the day that is read.
func (d *Desk) CallQuery(v *book.View, scope Scope) (worklist.Query, error) {
	return d.callQuery(v, &scope)
}

// OpensOn is the scope Home stands for, for who acts; any other scope is itself.
func (d *Desk) OpensOn(scope Scope) (Scope, error) {
	err := d.View(func(v *book.View) error {
		_, err := d.callQuery(v, &scope)
		return err
	})
	return scope, err
}

func (d *Desk) callQuery(v *book.View, scope *Scope) (worklist.Query, error) {
	q := worklist.Query{AsOf: d.AsOf()}
	if !d.Past() {
		q.Now = d.minute()
	}
	work, err := d.works(v)
	if err != nil {
		return q, err
	}
	q.Collector, q.Covers = work.collector, work.covers
	if *scope == Home {
		mine := len(work.covers) > 0 || work.collector != 0 && hasPortfolio(v, work.collector, q)
		if *scope = All; mine && !work.looks {
			*scope = Mine
		}
	}
	q.Scope = map[Scope]worklist.Scope{Mine: worklist.Mine, All: worklist.All, Unassigned: worklist.Unassigned,
		NoPhone: worklist.NoPhone}[*scope]
	return q, nil
}

func hasPortfolio(v *book.View, me uint16, q worklist.Query) bool {
	found := false
	customer.Profiles(v, q.AsOf, func(_ uint32, s customer.Step) bool {
		found = s.Collector == me
		return !found
	})
	return found
}

// ExplainCollect says how what is to collect of a customer in a currency comes
// about, and the points of its rank (RULES 3).
func (d *Desk) ExplainCollect(code, currency string) (*worklist.Explanation, error) {
	out := &worklist.Explanation{}
	err := d.View(func(v *book.View) error {
		c, err := customer.ByCode(v, code)
		if err != nil {
			return err
		}
		all := All
		q, err := d.callQuery(v, &all)
		if err != nil {
			return err
		}
		q.Currency = currency
		found, err := worklist.Explain(v, c.ID, q)
		if len(found) > 0 {
			out = &found[0]
		}
		return err
	})
	return out, err
}
