package cleaning

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/followup"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cleaning"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/verb"
)

// Actions lists the remedies first, then where the row leads and what is listed.
func (s *Screen) Actions() []action.Action {
	none := func() string {
		if s.current() == nil {
			return "there is no row under the cursor"
		}
		return ""
	}
	cures := func(what string, of ...cleaning.Cure) func() string {
		return func() string {
			if why := none(); why != "" {
				return why
			}
			if len(s.chosen(of...)) == 0 {
				return what
			}
			return verb.Past(s.desk)
		}
	}
	other := func() string {
		if r := s.current(); r == nil || r.Like == "" {
			return "the row is no look-alike"
		}
		return ""
	}
	card := func(tab string) func() action.Effect {
		return func() action.Effect { return action.Push("card", s.cardArg(tab)) }
	}
	hidden := func(of ...cleaning.Cure) bool { return s.current() == nil || len(s.chosen(of...)) == 0 }
	settle := "settle"
	if s.table.Marks() > 0 {
		settle = "settle marked"
	} else if r := s.current(); r != nil {
		settle = map[cleaning.Cure]string{cleaning.WriteOff: "write off", cleaning.Apply: "apply"}[r.Cure()]
		if settle == "" {
			settle = "settle"
		}
	}
	return []action.Action{
		{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: none,
			Run: card("")},
		{ID: "receipt.settle", Label: settle, Help: "Write the residue off, or put the credit on the oldest due bills",
			Keys: []string{"r"}, Hidden: hidden(cleaning.WriteOff, cleaning.Apply),
			Disabled: cures("no receipt settles this row; its remedy is in the last column", cleaning.WriteOff,
				cleaning.Apply), Run: func() action.Effect { return s.try(cleaning.WriteOff, cleaning.Apply) }},
		{ID: "due.edit", Label: "due date", Help: "Say when the bill is due", Keys: []string{"e"},
			Hidden: hidden(cleaning.SetDue), Disabled: func() string {
				if r := s.current(); r != nil && r.Cure() != cleaning.SetDue {
					return "the due date of this row is not assumed"
				}
				return cures("", cleaning.SetDue)()
			}, Run: s.setDue},
		{ID: "followup.plan", Label: "follow-up", Help: "Plan the call, or the check of the data, for today",
			Keys: []string{"t"}, Hidden: hidden(cleaning.PlanTask),
			Disabled: cures("nothing is to be planned for this row", cleaning.PlanTask),
			Run:      func() action.Effect { return s.try(cleaning.PlanTask) }},
		{ID: "card.other", Label: "look-alike", Help: "Open the card of the customer it looks like",
			Keys: []string{"v"}, Hidden: other() != "", Disabled: other, Run: func() action.Effect {
				return action.Push("card", desk.CardArg{Code: s.current().Like})
			}},
		{ID: "cleaning.filter", Label: "filter", Help: "Choose what is a residue, what is old, and whose customers",
			Keys: []string{"f"}, Run: s.filter},
		{ID: "cleaning.mark", Label: "mark all", Help: "Mark every row on show, or take all marks away",
			Keys: []string{"a"}, Hidden: true, Disabled: none, Run: s.markAll},
		{ID: "statement.open", Label: "statement", Help: "Open the customer's statement of account",
			Keys: []string{"s"}, Hidden: true, Disabled: none, Run: card("statement")},
		{ID: "cleaning.export", Label: "export", Help: "Write the list to a CSV or XLSX file", Keys: []string{"ctrl+e"},
			Run: s.export},
	}
}

func (s *Screen) cardArg(tab string) desk.CardArg {
	var list []string
	for _, r := range s.rows {
		if !slices.Contains(list, r.Customer) {
			list = append(list, r.Customer)
		}
	}
	return desk.CardArg{Code: s.current().Customer, Tab: tab, List: list}
}

// chosen are the marked rows with one of the cures, else the one under the cursor:
// each credit once, none that is planned already.
func (s *Screen) chosen(of ...cleaning.Cure) []cleaning.Row {
	var out []cleaning.Row
	credits := map[string]bool{}
	for _, i := range s.table.Marked() {
		r := s.rows[i]
		if !slices.Contains(of, r.Cure()) || r.Planned != 0 || r.Cure() == cleaning.Apply && credits[r.Number] {
			continue
		}
		credits[r.Number] = credits[r.Number] || r.Cure() == cleaning.Apply
		out = append(out, *r)
	}
	return out
}

func (s *Screen) markAll() action.Effect {
	if !s.Back() {
		for i := range s.rows {
			s.table.Mark(i)
		}
	}
	return action.None
}

// trial is what remedies would do, before they are posted.
type trial struct {
	rows []cleaning.Row
	does desk.Remedied
}

// try asks what the remedies would do.
func (s *Screen) try(of ...cleaning.Cure) action.Effect {
	all := s.chosen(of...)
	return s.trial.Ask(func() (trial, error) {
		does, err := s.desk.Remedy(desk.NewKey(), all, true)
		return trial{all, does}, err
	})
}

// confirm says what would be posted and posts it on a yes.
func (s *Screen) confirm(t trial) action.Effect {
	set := s.desk.Company()
	title, yes, said := t.say(set.Money())
	if left := s.table.Marks() - len(t.rows); s.table.Marks() > 0 && left > 0 {
		said += fmt.Sprintf("\nThe other %d of the %d marked rows have another remedy and stay.", left, s.table.Marks())
	}
	key := desk.NewKey()
	return action.Ask(kit.Confirm(title, said, yes, "leave it", func() action.Effect {
		if _, err := s.desk.Remedy(key, t.rows, false); err != nil {
			return action.Fail(err)
		}
		s.table.Unmark()
		return action.Notify(t.done()).And(s.load())
	}))
}

// say is the question, the word for yes, and what would happen.
func (t *trial) say(home money.Currency) (title, yes, body string) {
	one := t.rows[0]
	var names []string
	for i := range t.rows {
		if !slices.Contains(names, t.rows[i].Name) {
			names = append(names, t.rows[i].Name)
		}
	}
	of := text.Count(len(names), "customer", "customers") + ": " + kit.Names(names, 100)
	if one.Cure() == cleaning.PlanTask {
		p, _ := one.Remedy.(*followup.Plan) // a cure is of its command
		if len(t.rows) == 1 {
			return "Plan a follow-up?", "plan it", fmt.Sprintf("For today, with %s. %s: %s.", one.Name,
				action.Sentence(p.Task), p.Reason)
		}
		return "Plan follow-ups?", "plan them", text.Count(len(t.rows), "follow-up", "follow-ups") + " for today.\n" +
			of
	}
	var parts []string
	wrote, applied := t.count(cleaning.WriteOff), t.count(cleaning.Apply)
	if wrote > 0 {
		parts = append(parts, "Written off today: "+text.Count(wrote, "residue", "residues")+", "+
			sums(t.does.Written, home)+".")
	}
	if applied > 0 {
		parts = append(parts, "Put on the oldest due bills: "+text.Count(applied, "credit", "credits")+", "+
			sums(t.applied(), home)+", on "+text.Count(t.does.Parts-wrote, "due part", "due parts")+".")
	}
	title, yes = "Apply?", "apply"
	if wrote > 0 {
		title, yes = "Write off?", "write off"
	}
	if wrote > 0 && applied > 0 {
		title, yes = "Settle these?", "settle"
	}
	return title, yes, strings.Join(append(parts, of), "\n")
}

func (t *trial) count(c cleaning.Cure) (n int) {
	for i := range t.rows {
		if t.rows[i].Cure() == c {
			n++
		}
	}
	return n
}

// applied is what goes on bills without what is written off.
func (t *trial) applied() map[money.Currency]money.Minor {
	out := map[money.Currency]money.Minor{}
	for cur, m := range t.does.Applied {
		if m -= t.does.Written[cur]; m != 0 {
			out[cur] = m
		}
	}
	return out
}

// done is the notice after posting.
func (t *trial) done() string {
	var out []string
	for _, x := range []struct {
		cure      cleaning.Cure
		one, many string
	}{{cleaning.WriteOff, "residue written off", "residues written off"},
		{cleaning.Apply, "credit applied", "credits applied"},
		{cleaning.PlanTask, "follow-up planned", "follow-ups planned"}} {
		if n := t.count(x.cure); n > 0 {
			out = append(out, text.Count(n, x.one, x.many))
		}
	}
	return strings.Join(out, ", ") + "."
}

// sums lists amounts by currency, the company's first.
func sums(by map[money.Currency]money.Minor, home money.Currency) string {
	var all []money.Currency
	for cur := range by {
		all = append(all, cur)
	}
	slices.SortFunc(all, func(a, b money.Currency) int {
		if (a == home) != (b == home) {
			if a == home {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Code, b.Code)
	})
	var out []string
	for _, cur := range all {
		out = append(out, text.FormatAmount(by[cur], cur.Digits)+" "+cur.Code)
	}
	return strings.Join(out, ", ")
}

// setDue asks when the bill is due.
func (s *Screen) setDue() action.Effect {
	r := *s.current()
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "due", Label: "Due on",
		Kind: kit.DateField, Value: r.Date.String(), Required: true, Hint: "25/12, 1447-06-01h"})
	box := kit.NewFormBox("Due date of "+numberOf(&r), form, func(v kit.Values) (string, error) {
		due := v.Date("due")
		if due == r.Date {
			return "", kit.At("due", errors.New("this is the day that was assumed; give another"))
		}
		if b, ok := r.Remedy.(*bill.Reschedule); ok {
			b.Due = due.String()
		}
		_, err := s.desk.Remedy(v.Key(), []cleaning.Row{r}, false)
		return numberOf(&r) + " is due on " + due.String() + ".", verb.At(err, map[string]string{"due": "due"})
	})
	box.Foot = func(kit.Values) string { return r.Name + ": earlier days keep what they showed." }
	box.Done = func(kit.Values) action.Effect { return s.load() }
	return action.Ask(box)
}

func (s *Screen) filter() action.Effect {
	set, n := s.desk.Company(), s.names.Value
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today(), Digits: set.Digits},
		kit.Field{Name: "residue", Label: "Residue up to " + set.Currency, Kind: kit.AmountField, Required: true,
			Value: text.FormatAmount(s.list.Value.Residue, set.Digits)},
		verb.DaysField("Old after days", "", s.list.Value.Days),
		verb.NarrowField("branch", s.branch, n.Branches),
		verb.NarrowField("collector", s.collector, n.People))
	box := kit.NewFormBox("What is to be put right", form, nil)
	box.Foot = func(v kit.Values) string {
		if v.Text("branch")+v.Text("collector") != "" {
			return "Look-alikes are found only when everybody is looked at."
		}
		return ""
	}
	box.Done = func(v kit.Values) action.Effect {
		s.residue, s.branch, s.collector = v.Amount("residue"), v.Text("branch"), v.Text("collector")
		s.days = verb.Days(v)
		return s.load()
	}
	return action.Ask(box)
}

// query is what the list is asked for.
func (s *Screen) query() cleaning.Query {
	q := cleaning.Query{Residue: s.residue, Days: s.days}
	q.Within = verb.Within(ledger.Scope{By: ledger.ByBranch, Key: s.branch}, ledger.Scope{By: ledger.ByCollector,
		Key: s.collector})
	return q
}

func (s *Screen) export() shell.Effect {
	q := s.query()
	return verb.ExportTo(s.desk, "cleaning-"+s.desk.AsOf().String()+".csv",
		func(path string) error { return s.desk.ExportCleaning(q, path) })
}
