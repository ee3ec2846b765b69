// Package proposals lists what officers proposed and what became of it: those that wait,
// the oldest first, then the decided ones, as of any day. What is proposed is told field by
// field, as it was typed. It must never decide, nor leave out a field.
package proposals

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/proposal"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Query says what to list. Customer is a code, Of a customer's number instead, By the user
// who proposed; empty is all. Describe names a command.
type Query struct {
	AsOf         civil.Date
	Customer, By string
	Of           uint32
	Describe     func(command string) string
}

// Field is one field of what is proposed.
type Field struct{ Name, Value string }

// Row is one proposal. What is the command in words; Days is how long it waited or waits;
// Decision has the verdict 0 while it waits.
type Row struct {
	proposal.Proposal
	Code, Name string
	What       string
	Fields     []Field
	Days       int
	Decision   proposal.Decision
}

// Waits reports whether nobody has decided.
func (r *Row) Waits() bool { return r.Decision.Verdict == 0 }

// Details are the fields in one line.
func (r *Row) Details() string {
	var all []string
	for _, f := range r.Fields {
		all = append(all, f.Name+" "+f.Value)
	}
	return strings.Join(all, ", ")
}

// List is those that wait, the oldest first, then the decided, the latest first.
type List struct {
	Query
	Rows    []Row
	Waiting int
}

// Compute makes the list.
func Compute(v *book.View, q Query) (*List, error) {
	l := &List{Query: q}
	read := proposal.All
	if q.Customer != "" {
		c, err := ledger.FindCustomer(v, q.Customer)
		if err != nil {
			return nil, err
		}
		q.Of = c.ID
	}
	if q.Of != 0 {
		read = func(v *book.View, fn func(*proposal.Proposal) (bool, error)) error {
			return proposal.OfCustomer(v, q.Of, fn)
		}
	}
	err := read(v, func(p *proposal.Proposal) (bool, error) {
		if !p.Live(q.AsOf) || q.By != "" && text.Fold(q.By) != text.Fold(p.By) {
			return true, nil
		}
		r := Row{Proposal: *p, What: q.Describe(p.Command), Days: int(q.AsOf - p.On)}
		if p.Customer != 0 {
			c, err := customer.Get(v, p.Customer)
			if err != nil {
				return false, err
			}
			r.Code, r.Name = c.Code, c.Name
		}
		r.Fields = fields(p, r.Code)
		if d, ok := p.Decided(q.AsOf); ok {
			r.Decision, r.Days = d, int(d.On-p.On)
		} else {
			l.Waiting++
		}
		l.Rows = append(l.Rows, r)
		return true, nil
	})
	slices.SortStableFunc(l.Rows, func(a, b Row) int {
		switch {
		case a.Waits() && b.Waits():
			return cmp.Compare(a.ID, b.ID)
		case a.Waits() != b.Waits():
			return map[bool]int{true: -1, false: 1}[a.Waits()]
		}
		return cmp.Or(cmp.Compare(b.Decision.At, a.Decision.At), cmp.Compare(b.ID, a.ID))
	})
	return l, err
}

// fields tells the fields of a proposal one by one, a changed field of a record with what it
// was, and what else is known of it; whom it is about is left out where the row says it.
func fields(p *proposal.Proposal, code string) []Field {
	var all []Field
	dec := json.NewDecoder(bytes.NewReader(p.Fields))
	_, _ = dec.Token() // the fields were kept as JSON of a command
	for dec.More() {
		name, err := dec.Token()
		var v any
		if err != nil || dec.Decode(&v) != nil {
			break
		}
		list, _ := v.([]any)
		for _, x := range list {
			if m, ok := x.(map[string]any); ok && m["field"] != nil {
				all = append(all, Field{said(m["field"]), said(m["value"])})
				v = nil
			}
		}
		if s := said(v); (s != "" || name == "value") && name != "approver" && !(name == "customer" && s == code) {
			all = append(all, Field{fmt.Sprint(name), s})
		}
	}
	for n := range all { // one field of a record
		if n+1 < len(all) && all[n].Name == "field" && all[n+1].Name == "value" {
			all = slices.Replace(all, n, n+2, Field{all[n].Value, all[n+1].Value})
			break
		}
	}
	for _, w := range p.Was {
		at := slices.IndexFunc(all, func(f Field) bool { return f.Name == w.Field })
		if at < 0 {
			all = append(all, Field{w.Field, w.Value})
		} else {
			all[at].Value = cmp.Or(all[at].Value, nothing) + " (was " + cmp.Or(w.Value, nothing) + ")"
		}
	}
	for n := range all {
		all[n] = Field{strings.ReplaceAll(all[n].Name, "_", " "), cmp.Or(all[n].Value, nothing)}
	}
	return all
}

const nothing = "nothing"

func said(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return map[bool]string{true: "yes", false: "no"}[v]
	case float64:
		return fmt.Sprint(v)
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, said(x))
		}
		return strings.Join(all, "; ")
	case map[string]any:
		var all []string
		for name, x := range v {
			if s := said(x); s != "" {
				all = append(all, strings.ReplaceAll(name, "_", " ")+" "+s)
			}
		}
		slices.Sort(all)
		return strings.Join(all, ", ")
	}
	return fmt.Sprint(v)
}

// Table lays the list out.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: "Proposed to the supervisor, as of " + l.AsOf.String(),
		Columns: []render.Column{{Key: "id", Name: "No.", Kind: render.Count}, {Key: "state", Name: "State"},
			{Key: "since", Name: "Since", Kind: render.Date}, {Key: "days", Name: "Days", Kind: render.Count},
			{Key: "by", Name: "Proposed by"}, {Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
			{Key: "what", Name: "What"}, {Key: "fields", Name: "In detail"}, {Key: "reason", Name: "Why"},
			{Key: "decided_by", Name: "By"}, {Key: "decided", Name: "Decided", Kind: render.Date},
			{Key: "remark", Name: "Remark"}}}
	for i := range l.Rows {
		r := &l.Rows[i]
		state := r.Decision.Verdict.String()
		if r.Decision.Self {
			state += ", their own"
		}
		t.Add(render.N(int(r.ID)), render.T(state), render.D(r.On), render.N(r.Days), render.T(r.By), render.T(r.Code),
			render.T(r.Name), render.T(r.What), render.T(r.Details()), render.T(r.Reason), render.T(r.Decision.By),
			render.D(r.Decision.On), render.T(r.Decision.Text))
	}
	return t
}
