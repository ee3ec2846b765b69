package credit

import (
	"fmt"

	ar "duebook/internal/ar/credit"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Verdict is what a check says of an order on credit.
type Verdict uint8

// The verdicts. Watched passes; the last three do not.
const (
	Pass Verdict = iota
	Watched
	TooMuch
	Stopped
	RunOut
)

var verdictNames = []string{"pass", "watch", "over", "blocked", "expired"}

// String is the verdict in a word.
func (v Verdict) String() string { return verdictNames[v] }

// Lets reports whether the order may go.
func (v Verdict) Lets() bool { return v <= Watched }

// Check is what an order would do to a customer's credit, and to the group's when that
// has a limit. Why is the reason in a sentence.
type Check struct {
	Row
	AsOf     civil.Date
	Order    money.Minor
	Verdict  Verdict
	Why      string
	GroupRow *Row
}

// After is the exposure with the order.
func (c *Check) After() money.Minor { return c.Exposure.Sum() + c.Order }

// CheckOrder says whether an order of an amount may go on credit. It is asked for orders
// only: nothing ever checks a receipt or a credit note.
func CheckOrder(v *book.View, code string, cur money.Currency, amount money.Minor, asOf civil.Date) (*Check, error) {
	if amount <= 0 || amount > money.Max {
		return nil, book.RefuseField("amount", "an order is of an amount above 0, no more than the book can hold")
	}
	rep, err := Compute(v, Query{AsOf: asOf, Within: []ledger.Scope{{By: ledger.ByCustomer, Key: code}}})
	if err != nil {
		return nil, err
	}
	c := &Check{AsOf: asOf, Order: amount}
	for i := range rep.Rows {
		if rep.Rows[i].Currency == cur {
			c.Row = rep.Rows[i]
		}
	}
	if c.Code == "" { // nothing at risk, no limit
		cu, err := ledger.FindCustomer(v, code)
		if err != nil {
			return nil, err
		}
		c.Row = Row{ID: cu.ID, Code: cu.Code, Name: cu.Name, Currency: cur, Limit: ar.InForce{None: true}}
		if c.Block, err = customer.BlockOf(v, cu.ID, asOf); err != nil {
			return nil, err
		}
	}
	if g, ok, err := groupOf(v, c.ID, cur, asOf); err != nil {
		return nil, err
	} else if ok {
		c.GroupRow = &g
	}
	c.judge(rep.Watch)
	return c, nil
}

// judge finds the hardest that is said of the order: a block, then an expired limit, then
// one that is passed.
func (c *Check) judge(watch int) {
	digits := c.Currency.Digits
	of := func(whose string, r *Row) {
		after := r.Exposure.Sum() + c.Order
		switch r.Limit.Status(after, watch) {
		case ar.Expired:
			c.say(RunOut, "%s expired on %s", whose, r.Limit.Until)
		case ar.Over:
			c.say(TooMuch, "%s of %s would be passed by %s", whose, r.Limit.Sum(digits),
				text.FormatAmount(after-r.Limit.Amount, digits))
		case ar.Watch:
			c.say(Watched, "more than %d %% of %s of %s would be used", watch, whose, r.Limit.Sum(digits))
		}
	}
	if c.Block.Block != customer.NoBlock {
		c.say(Stopped, "the customer is blocked (%s) since %s: %s", c.Block.Block, c.Block.From, c.Block.Reason)
	}
	of("the limit", &c.Row)
	if c.GroupRow != nil {
		of("the limit of group "+c.GroupRow.Name, c.GroupRow)
	}
}

// say keeps the hardest verdict, and its reason.
func (c *Check) say(v Verdict, format string, args ...any) {
	order := []int{Pass: 0, Watched: 1, TooMuch: 2, RunOut: 3, Stopped: 4}
	if order[v] > order[c.Verdict] {
		c.Verdict, c.Why = v, fmt.Sprintf(format, args...)
	}
}

// Refusal is why the order may not go, nil when it may.
func (c *Check) Refusal() error {
	if c.Verdict.Lets() {
		return nil
	}
	return fmt.Errorf("%s: an order of %s %s is not covered: %s", c.Code, text.FormatAmount(c.Order, c.Currency.Digits),
		c.Currency.Code, c.Why)
}

// Table lays the check out as the sum that explains it.
func (c *Check) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Credit check of %s %s as of %s, in %s: %s", c.Code, c.Name, c.AsOf,
		c.Currency.Code, c.Verdict),
		Columns: []render.Column{{Key: "what", Name: "What"}, {Key: "amount", Name: "Amount", Kind: render.Amount}}}
	digits := c.Currency.Digits
	line := func(what string, m money.Minor) { t.Add(render.T(what), render.A(m, digits)) }
	sum := func(r *Row, of string) {
		line("balance"+of, r.Exposure.Balance)
		line("cheques counted as paid, not cleared"+of, r.Exposure.Uncleared)
		line("order", c.Order)
		line("exposure with the order"+of, r.Exposure.Sum()+c.Order)
		if r.Limit.None {
			t.Notes = append(t.Notes, upper(fmt.Sprintf("no limit%s: any amount is let.", of)))
			return
		}
		line("limit, "+r.Limit.Source.String()+of, r.Limit.Amount)
		if !r.Limit.Expired {
			line("left after the order"+of, r.Limit.Amount-r.Exposure.Sum()-c.Order)
		}
	}
	sum(&c.Row, "")
	if c.GroupRow != nil {
		sum(c.GroupRow, " of group "+c.GroupRow.Name)
	}
	if c.Why != "" {
		t.Notes = append(t.Notes, upper(c.Why)+".")
	}
	return t
}

var checkColumns = []render.Column{{Key: "customer"}, {Key: "name"}, {Key: "currency"},
	{Key: "as_of", Kind: render.Date}, {Key: "verdict"}, {Key: "why"}, {Key: "balance", Kind: render.Amount},
	{Key: "uncleared_cheques", Kind: render.Amount}, {Key: "exposure", Kind: render.Amount},
	{Key: "order", Kind: render.Amount}, {Key: "exposure_after", Kind: render.Amount},
	{Key: "limit", Kind: render.Amount}, {Key: "limit_source"}, {Key: "approver"},
	{Key: "limit_until", Kind: render.Date}, {Key: "available", Kind: render.Amount},
	{Key: "available_after", Kind: render.Amount}, {Key: "block"}, {Key: "group"},
	{Key: "group_exposure", Kind: render.Amount}, {Key: "group_limit", Kind: render.Amount}}

// AppendJSON adds the check as one object; an amount that is not limited is null.
func (c *Check) AppendJSON(dst []byte) []byte {
	digits := c.Currency.Digits
	a := func(m money.Minor) render.Cell { return render.A(m, digits) }
	limit, left, after := render.Cell{}, render.Cell{}, render.Cell{}
	if f := &c.Limit; !f.None {
		if limit = a(f.Amount); !f.Expired {
			left, after = a(c.Available), a(c.Available-c.Order)
		}
	}
	group, used, most := render.Cell{}, render.Cell{}, render.Cell{}
	if g := c.GroupRow; g != nil {
		if group, used = render.T(g.Name), a(g.Exposure.Sum()); !g.Limit.None {
			most = a(g.Limit.Amount)
		}
	}
	return render.AppendRow(dst, checkColumns, []render.Cell{render.T(c.Code), render.T(c.Name),
		render.T(c.Currency.Code), render.D(c.AsOf), render.T(c.Verdict.String()), render.T(c.Why),
		a(c.Exposure.Balance), a(c.Exposure.Uncleared), a(c.Exposure.Sum()), a(c.Order), a(c.After()), limit,
		render.T(c.Limit.Source.String()), render.T(c.Limit.Approver), render.D(c.Limit.Until), left, after,
		render.T(c.Block.Block.String()), group, used, most})
}
