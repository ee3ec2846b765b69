package confirmation

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"duebook/internal/ar/confirmation"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Record is the sentence every print owes its reader (ISA 505).
const Record = "Replies that come to the company are the company's own record, not the auditor's own evidence " +
	"(ISA 505)."

// evidence says on each line of a file, where no note has room, what stands behind it.
const (
	ownRecord = "the company's own record, not the auditor's own evidence"
	otherWork = "alternative work: later receipts, signed copies, what the note says"
)

// Evidence says what an outcome of a letter is worth to an auditor; "" where nothing came
// of it yet.
func Evidence(o Outcome, t confirmation.Type) string {
	switch o {
	case Agreed, Reconciled, Disagreed:
		return ownRecord
	case Alternative:
		return otherWork
	case Silent:
		if t == confirmation.Negative {
			return "weak: silence to a negative letter"
		}
		return "none: a gap that needs alternative work"
	case Returned:
		return "none: it never came to them"
	}
	return ""
}

// Percent is a share with one decimal, "n/a" of nothing.
func Percent(n, of int64) string {
	if of == 0 {
		return "n/a"
	}
	return decimal.NewFromInt(n*100).DivRound(decimal.NewFromInt(of), 1).StringFixed(1) + " %"
}

// Silence says what the silent letters of a run are worth; "" when there is none.
func (r *Report) Silence() string {
	n := 0
	for i := range r.Coverage {
		n += r.Coverage[i].By[Silent].Count
	}
	switch {
	case n == 0:
		return ""
	case r.Run.Type == confirmation.Negative:
		return fmt.Sprintf("%s silent: of a negative confirmation that is weak evidence only.", letters(n))
	}
	return fmt.Sprintf("%s silent: a gap, which needs alternative work (later receipts, signed delivery copies).",
		letters(n))
}

func letters(n int) string {
	return text.Count(n, "letter is", "letters are")
}

// Table lays the letters of a run out; the foot stands when all are in one currency.
func (r *Report) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Balance confirmations, run %d, cut-off %s, as of %s", r.Run.ID, r.Run.CutOff,
		r.AsOf), Columns: []render.Column{{Key: "letter", Name: "Letter"}, {Key: "customer", Name: "Customer"},
		{Key: "name", Name: "Name"}, {Key: "currency", Name: "Cur."},
		{Key: "balance", Name: "Balance", Kind: render.Amount},
		{Key: "cheques", Name: "Cheques in hand", Kind: render.Amount},
		{Key: "late_charges", Name: "Late charges", Kind: render.Amount},
		{Key: "state", Name: "State"}, {Key: "outcome", Name: "Outcome"},
		{Key: "sent", Name: "Sent", Kind: render.Date},
		{Key: "via", Name: "Via"}, {Key: "reminders", Name: "Rem.", Kind: render.Count},
		{Key: "replied", Name: "Replied", Kind: render.Date}, {Key: "signatory", Name: "Signatory"},
		{Key: "theirs", Name: "Theirs", Kind: render.Amount},
		{Key: "difference", Name: "Difference", Kind: render.Amount},
		{Key: "unexplained", Name: "Unexplained", Kind: render.Amount},
		{Key: "supported", Name: "Supported", Kind: render.Amount}, {Key: "evidence", Name: "Evidence"}}}
	for i := range r.Rows {
		x := &r.Rows[i]
		var theirs, diff, left, supported render.Cell
		if x.Replied() {
			theirs, diff = render.A(x.Reply.Theirs, x.Digits), render.A(x.Difference(), x.Digits)
		}
		if x.Unexplained != 0 {
			left = render.A(x.Unexplained, x.Digits)
		}
		if x.Supported != 0 {
			supported = render.A(x.Supported, x.Digits)
		}
		t.Add(render.T(x.Number()), render.T(x.Code), render.T(x.Name), render.T(x.Currency),
			render.A(x.Balance, x.Digits), render.A(x.Cheques, x.Digits), render.A(x.Notes+x.Accrued, x.Digits),
			render.T(x.State.String()), render.T(x.Outcome.String()), render.D(x.Sent.On), render.T(x.Sent.Via),
			render.N(x.Reminders), render.D(x.Reply.On), render.T(x.Reply.Signatory), theirs, diff, left, supported,
			render.T(Evidence(x.Outcome, r.Run.Type)))
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%s confirmation, to %s; late charges: interest notes in the balance and "+
		"what is accrued beside it.", r.Run.Type, Who(&r.Run)), Record)
	return t
}

// StepsTable tells line by line how ours and theirs come together, or what supports a
// balance nobody confirmed: the last line of each letter is the sum of those above.
func (r *Report) StepsTable() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Differences and alternative work, run %d, as of %s", r.Run.ID, r.AsOf),
		Columns: []render.Column{{Key: "letter", Name: "Letter"}, {Key: "customer", Name: "Customer"},
			{Key: "name", Name: "Name"}, {Key: "currency", Name: "Cur."}, {Key: "what", Name: "What"},
			{Key: "amount", Name: "Amount", Kind: render.Amount}, {Key: "note", Name: "Note"},
			{Key: "evidence", Name: "Evidence"}}, Notes: []string{Record}}
	for i := range r.Rows {
		x := &r.Rows[i]
		if x.Outcome != Reconciled && x.Outcome != Disagreed && x.Outcome != Alternative {
			continue
		}
		evidence := render.T(Evidence(x.Outcome, r.Run.Type))
		for _, s := range Explain(x) {
			note := ""
			if s.Sum {
				note = cmp.Or(x.Reconciled.Note, x.Reply.Note)
				if x.Outcome == Alternative {
					note = x.Work.Note
				}
			}
			t.Add(render.T(x.Number()), render.T(x.Code), render.T(x.Name), render.T(x.Currency), render.T(s.What),
				render.A(s.Amount, x.Digits), render.T(note), evidence)
		}
	}
	return t
}

// CoverageTable lays the coverage of runs out: what came of the letters, summing to
// those written, beside the population.
func CoverageTable(all ...*Report) *render.Table {
	t := &render.Table{Title: "Coverage of balance confirmations", Columns: []render.Column{
		{Key: "run", Name: "Run"}, {Key: "cut_off", Name: "Cut-off", Kind: render.Date},
		{Key: "type", Name: "Type"}, {Key: "currency", Name: "Cur."}, {Key: "outcome", Name: "Outcome"},
		{Key: "count", Name: "Count", Kind: render.Count}, {Key: "count_share", Name: "% of letters"},
		{Key: "value", Name: "Absolute value", Kind: render.Amount}, {Key: "value_share", Name: "% of value"},
		{Key: "evidence", Name: "Evidence"}}}
	for _, r := range all {
		for i := range r.Coverage {
			c := &r.Coverage[i]
			add := func(what string, p, of Part, evidence string) {
				t.Add(render.T(text.Number(int(r.Run.ID))), render.D(r.Run.CutOff), render.T(r.Run.Type.String()),
					render.T(c.Currency), render.T(what), render.N(p.Count), render.T(Percent(int64(p.Count),
						int64(of.Count))), render.A(p.Value, c.Digits),
					render.T(Percent(int64(p.Value), int64(of.Value))), render.T(evidence))
			}
			for o, p := range c.By {
				if p.Count > 0 {
					add(Outcome(o).String(), p, c.Letters, Evidence(Outcome(o), r.Run.Type))
				}
			}
			add("all letters, of all balances", c.Letters, c.Population, "")
			add("confirmed, of all balances", c.Confirmed(), c.Population, ownRecord)
			add("confirmed or worked, of all balances", c.Covered(), c.Population,
				ownRecord+"; "+otherWork)
			t.Notes = append(t.Notes, fmt.Sprintf("Run %d, %s: unexplained %s, supported by alternative work %s.",
				r.Run.ID, c.Currency, text.FormatAmount(c.Unexplained, c.Digits),
				text.FormatAmount(c.Supported, c.Digits)))
		}
		if s := r.Silence(); s != "" {
			t.Notes = append(t.Notes, fmt.Sprintf("Run %d: %s", r.Run.ID, s))
		}
	}
	if len(all) == 0 {
		t.Notes = []string{"No run is made: duebook do confirmation.make, or the screen Confirmations."}
	}
	t.Notes = append(t.Notes, Record)
	return t
}

// OldTable lays out whose balance nobody has confirmed for n months.
func OldTable(all []Old, months int) *render.Table {
	t := &render.Table{Title: "Balances not confirmed for " + text.Count(months, "month", "months"),
		Columns: []render.Column{{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
			{Key: "currency", Name: "Cur."}, {Key: "balance", Name: "Balance", Kind: render.Amount},
			{Key: "confirmed_at", Name: "Last cut-off", Kind: render.Date},
			{Key: "confirmed", Name: "Confirmed", Kind: render.Amount},
			{Key: "replied", Name: "Replied", Kind: render.Date}, {Key: "signatory", Name: "Signatory"},
			{Key: "evidence", Name: "Evidence"}}}
	for i := range all {
		o := &all[i]
		amount, evidence := render.Cell{}, render.Cell{}
		if o.CutOff != 0 {
			amount, evidence = render.A(o.Confirmed, o.Digits), render.T(ownRecord)
		}
		t.Add(render.T(o.Code), render.T(o.Name), render.T(o.Currency), render.A(o.Balance, o.Digits),
			render.D(o.CutOff), amount, render.D(o.On), render.T(o.Signatory), evidence)
	}
	t.Notes = []string{Record}
	return t
}
