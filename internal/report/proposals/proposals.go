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

	"duebook/internal/ar/proposal"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Query says what to list. Customer is a code, By the user who proposed; empty is all.
// Describe names a command.
type Query struct {
	AsOf         civil.Date
	Customer, By string
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

// Said is what is proposed in one line.
func (r *Row) Said() string {
	out := r.What
	for i, f := range r.Fields {
		out += map[bool]string{true: ": ", false: ", "}[i == 0] + f.Name + " " + f.Value
	}
	return out
}

// List is those that wait, the oldest first, then the decided, the latest first.
type List struct {
	Query
	Rows    []Row
	Waiting int
}

// Compute makes the list.
func Compute(v *book.View, q Query) (*List, error) {
	l, people := &List{Query: q}, ledger.NewPeople(v, q.AsOf)
	if q.Customer != "" {
		if _, err := ledger.FindCustomer(v, q.Customer); err != nil {
			return nil, err
		}
	}
	err := proposal.All(v, func(p *proposal.Proposal) (bool, error) {
		if !p.Live(q.AsOf) || q.By != "" && text.Fold(q.By) != text.Fold(p.By) {
			return true, nil
		}
		r := Row{Proposal: *p, What: q.Describe(p.Command), Fields: fields(p.Fields), Days: int(q.AsOf - p.On)}
		if p.Customer != 0 {
			line, err := people.Line(p.Customer)
			if err != nil {
				return false, err
			}
			r.Code, r.Name = line.Code, line.Name
		}
		if q.Customer != "" && q.Customer != r.Code {
			return true, nil
		}
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

// fields tells a JSON object field by field, in its own order; whom it is about is told
// elsewhere.
func fields(raw []byte) (out []Field) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return out
		}
		var v any
		if dec.Decode(&v) != nil {
			return out
		}
		s := said(v)
		if name == "customer" || name == "approver" || s == "" {
			continue
		}
		out = append(out, Field{strings.ReplaceAll(fmt.Sprint(name), "_", " "), s})
	}
	return out
}

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
		if f, ok := v["field"]; ok { // a change of a record
			return said(f) + " " + cmp.Or(said(v["value"]), "empty")
		}
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

// Table is the list for files and the terminal.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: []string{fmt.Sprintf("Proposals as of %s; %d wait", l.AsOf, l.Waiting)}}
	t.Columns = []render.Column{{Title: "Nr", Right: true}, {Title: "Date"}, {Title: "Days", Right: true},
		{Title: "Code"}, {Title: "Customer"}, {Title: "By"}, {Title: "What"}, {Title: "Why"}, {Title: "State"},
		{Title: "Decided by"}, {Title: "Remark"}}
	for i := range l.Rows {
		r := &l.Rows[i]
		state := r.Decision.Verdict.String()
		if r.Decision.Self {
			state += " (own)"
		}
		t.Rows = append(t.Rows, []string{fmt.Sprint(r.ID), r.On.String(), fmt.Sprint(r.Days), r.Code, r.Name, r.By,
			r.Said(), r.Reason, state, r.Decision.By, r.Decision.Text})
	}
	return t
}
