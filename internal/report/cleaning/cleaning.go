// Package cleaning lists what spoils an aging and how to put it right (RULES 2):
// residues, old credits beside old debits, credit balances, assumed due dates,
// customers that look alike, money left unapplied. Each row carries the command that
// remedies it, for a person to look at and post. The package must never post or merge
// anything by itself.
package cleaning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// Kind is what is wrong.
type Kind string

// The kinds, in the order they are listed.
const (
	Residue       Kind = "residue"
	Beside        Kind = "credit beside debit"
	CreditBalance Kind = "credit balance"
	AssumedDue    Kind = "assumed due date"
	LookAlike     Kind = "look-alike"
	Unapplied     Kind = "unapplied"
)

// Kinds lists every kind in order.
var Kinds = []Kind{Residue, Beside, CreditBalance, AssumedDue, LookAlike, Unapplied}

// Query says what to list. A residue is an open part of at most Residue minor units
// of the company's currency, one whole unit when 0; other currencies take as many of
// their own. Old is more than Days, 30 when 0. Look-alikes are listed only for
// everything (no Within).
type Query struct {
	AsOf    civil.Date
	Residue money.Minor
	Days    int
	Only    Kind // "" for all
	Within  []ledger.Scope
}

// Row is one thing to put right. Amount is signed, credits negative. Like and LikeName
// are the customer it looks like. Remedy is the command to post; what only a person can
// know (a due date) is left empty in it. Planned is the day of the open follow-up that
// the remedy would plan, when there is one already.
type Row struct {
	Kind           Kind
	Customer, Name string
	Number         string // of the bill or receipt
	Part           int    // from 1
	Date           civil.Date
	Days           int
	Amount         money.Minor
	Currency       money.Currency
	Like, LikeName string
	Remedy         book.Command
	Planned        civil.Date
}

// List is the cleaning list: its rows by kind, customer and date, and how many of
// each kind.
type List struct {
	Query
	Rows   []Row
	Counts map[Kind]int
}

type cleaner struct {
	v       *book.View
	q       Query
	digits  int
	people  *ledger.People
	account []openitem.Item // of the account being read
	rows    []Row
	err     error
}

// Compute makes the list.
func Compute(v *book.View, q Query) (List, error) {
	set, err := company.Get(v)
	if err != nil {
		return List{}, err
	}
	if q.Only != "" && !slices.Contains(Kinds, q.Only) {
		return List{}, book.RefuseField("kind", "there is no cleaning list of %q (%v)", q.Only, Kinds)
	}
	if q.Residue < 0 || q.Days < 0 {
		return List{}, book.RefuseField("residue", "a residue and the days must not be negative")
	}
	if q.Residue == 0 {
		q.Residue = scale(1, set.Digits)
	}
	if q.Days == 0 {
		q.Days = 30
	}
	c := &cleaner{v: v, q: q, digits: set.Digits, people: ledger.NewPeople(v, q.AsOf)}
	within, accounts, err := c.people.Within(q.Within)
	if err != nil {
		return List{}, err
	}
	err = ledger.Walk(v, q.AsOf, accounts, ledger.Visitor{Item: func(i *openitem.Item) bool {
		if within != nil && !within(i) {
			return true
		}
		if len(c.account) > 0 && c.account[0].Account != i.Account {
			c.flush()
		}
		c.account = append(c.account, *i)
		return c.err == nil
	}})
	c.flush()
	if err = cmp.Or(err, c.err); err != nil {
		return List{}, err
	}
	if q.Within == nil && c.wants(LookAlike) {
		c.lookAlikes()
	}
	if c.err != nil {
		return List{}, c.err
	}
	return c.list()
}

func scale(m money.Minor, digits int) money.Minor {
	for range digits {
		m *= 10
	}
	return m
}

func (c *cleaner) wants(k Kind) bool { return c.q.Only == "" || c.q.Only == k }

// residue is the limit in a currency's minor units.
func (c *cleaner) residue(cur money.Currency) money.Minor {
	return money.MulDiv(c.q.Residue, int64(scale(1, cur.Digits)), int64(scale(1, c.digits)))
}

// add lists an item, or an account's balance when there is none.
func (c *cleaner) add(k Kind, i *openitem.Item, amount money.Minor, acc uint32, remedy func(r *Row) book.Command) {
	if !c.wants(k) || c.err != nil {
		return
	}
	r := Row{Kind: k, Amount: amount, Currency: c.people.Money(acc)}
	l, err := c.people.Line(c.people.Customer(acc))
	if err == nil && i != nil {
		r.Part, r.Date, r.Days = int(i.Part)+1, i.Due, int(c.q.AsOf-i.Due)
		r.Number, err = c.people.Number(i)
	}
	if c.err = err; err == nil {
		r.Customer, r.Name = l.Code, l.Name
		r.Remedy = remedy(&r)
		c.err = c.keep(r, c.people.Customer(acc))
	}
}

// keep lists a row, with the day of the follow-up that settles it when one is open.
func (c *cleaner) keep(r Row, customerID uint32) error {
	if p, ok := r.Remedy.(*followup.Plan); ok {
		err := followup.OfCustomer(c.v, customerID, func(f *followup.Followup) (bool, error) {
			if f.Reason == p.Reason && f.Open(c.q.AsOf) {
				r.Planned, _ = f.When(c.q.AsOf)
			}
			return r.Planned == 0, nil
		})
		if err != nil {
			return err
		}
	}
	c.rows = append(c.rows, r)
	return nil
}

// flush looks over the account that has been read.
func (c *cleaner) flush() {
	if len(c.account) == 0 {
		return
	}
	acc := c.account[0].Account
	cur := c.people.Money(acc)
	var balance money.Minor
	debits, old := false, false
	for n := range c.account {
		i := &c.account[n]
		balance += i.Signed()
		if i.Flags&openitem.Credit == 0 {
			debits = true
			old = old || int(c.q.AsOf-i.Due) > c.q.Days
		}
	}
	if balance < 0 {
		c.add(CreditBalance, nil, balance, acc, func(r *Row) book.Command {
			return plan(r, "call", fmt.Sprintf("credit balance of %s %s: pay it back, or keep it for the next bills?",
				text.FormatAmount(-balance, cur.Digits), cur.Code))
		})
	}
	for n := range c.account {
		i := &c.account[n]
		if i.Flags&openitem.Credit == 0 {
			c.debit(i, cur)
			continue
		}
		if int(c.q.AsOf-i.Due) <= c.q.Days {
			continue
		}
		apply := func(r *Row) book.Command { return &receipt.ApplyMore{Receipt: r.Number} }
		if old {
			c.add(Beside, i, i.Signed(), acc, apply)
		}
		if !debits {
			apply = func(r *Row) book.Command {
				return plan(r, "call", fmt.Sprintf("receipt %s has %s %s left and there is no open bill: what is "+
					"it for?", r.Number,
					text.FormatAmount(i.Left, cur.Digits), cur.Code))
			}
		}
		c.add(Unapplied, i, i.Signed(), acc, apply)
	}
	c.account = c.account[:0]
}

// debit looks at an open part of a bill.
func (c *cleaner) debit(i *openitem.Item, cur money.Currency) {
	if i.Left > 0 && i.Left <= c.residue(cur) {
		c.add(Residue, i, i.Left, i.Account, func(r *Row) book.Command {
			return &receipt.Record{Customer: r.Customer, Type: receipt.WriteOff.String(),
				Amount: cur.Plain(i.Left), Currency: cur.Code,
				Text: "residue", Mode: "marked", Parts: []receipt.PartChoice{{Bill: r.Number, Part: r.Part,
					Amount: cur.Plain(i.Left)}}}
		})
	}
	if i.Flags&openitem.Assumed != 0 && !c.moved(i) {
		c.add(AssumedDue, i, i.Left, i.Account, func(r *Row) book.Command {
			return &bill.Reschedule{Bill: r.Number, Part: r.Part}
		})
	}
}

// moved reports whether somebody gave the part another due date since: it is assumed
// no more.
func (c *cleaner) moved(i *openitem.Item) bool {
	b, err := bill.Get(c.v, i.Account, i.Doc)
	c.err = cmp.Or(c.err, err)
	return err == nil && int(i.Part) < len(b.Parts) && b.Parts[i.Part].DueAt(c.q.AsOf) != b.Parts[i.Part].Due
}

func plan(r *Row, task, reason string) book.Command {
	return &followup.Plan{Customer: r.Customer, Date: "today", Task: task, Reason: reason}
}

// lookAlikes lists the customers whose codes or names are equal but for case, spaces,
// leading zeros and letters that look the same, names but for points and dashes too; each beside the first of its kind.
func (c *cleaner) lookAlikes() {
	var all []customer.Line
	customer.Lines(c.v, func(l customer.Line) bool {
		all = append(all, l)
		return true
	})
	group := make([]int, len(all)) // the first that looks like it, through others too
	first := map[string]int{}
	root := func(n int) int {
		for group[n] != n {
			group[n] = group[group[n]]
			n = group[n]
		}
		return n
	}
	for n := range all {
		group[n] = n
		for _, s := range []string{"code " + text.Skeleton(all[n].Code), "name " + bare(all[n].Name)} {
			m, ok := first[s]
			if !ok {
				first[s] = n
				continue
			}
			a, b := root(m), root(n)
			group[max(a, b)] = min(a, b)
		}
	}
	for n := range all {
		if m := root(n); m != n {
			r := Row{Kind: LookAlike, Customer: all[n].Code, Name: all[n].Name, Like: all[m].Code,
				LikeName: all[m].Name}
			r.Remedy = plan(&r, "fix data", "looks like customer "+r.Like+": are they one?")
			c.err = cmp.Or(c.err, c.keep(r, all[n].ID))
		}
	}
}

// bare is the skeleton of a name without its points and dashes.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Skeleton(name))
}

func (c *cleaner) list() (List, error) {
	rank := map[Kind]int{}
	for n, k := range Kinds {
		rank[k] = n
	}
	slices.SortStableFunc(c.rows, func(a, b Row) int {
		return cmp.Or(rank[a.Kind]-rank[b.Kind], cmp.Compare(a.Customer, b.Customer), int(a.Date-b.Date),
			cmp.Compare(a.Number, b.Number), a.Part-b.Part)
	})
	l := List{Query: c.q, Rows: c.rows, Counts: map[Kind]int{}}
	for n := range l.Rows {
		l.Counts[l.Rows[n].Kind]++
	}
	return l, nil
}
