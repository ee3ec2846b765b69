package interest

import (
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// SetTerms sets terms of interest from a day on, for the company or nearer.
type SetTerms struct {
	Customer string `json:"customer,omitempty" help:"the customer's code; the company's terms when empty"`
	Group    string `json:"group,omitempty" help:"the group's name, for its customers"`
	Currency string `json:"currency,omitempty" help:"the company's when left out"`
	From     string `json:"from" help:"the first day they count"`
	Until    string `json:"until,omitempty" help:"the last day; open when empty"`
	Method   string `json:"method,omitempty" help:"how it is reckoned; daily when empty"`
	Rate     string `json:"rate,omitempty" help:"as 24%: of a year, of so many days (per), or of a period (every)"`
	Per      int    `json:"per,omitempty" help:"daily: the rate is for so many days, not for a year"`
	Count    string `json:"count,omitempty" help:"daily, a rate per year: how days are counted; ACT/365F when empty"`
	Amount   string `json:"amount,omitempty" help:"fixed: the amount for each due part and period"`
	Every    int    `json:"every,omitempty" help:"flat and fixed: the length of a period"`
	Unit     string `json:"unit,omitempty" help:"of every: days or months; months when empty"`
	Grace    int    `json:"grace,omitempty" help:"days after the due date"`
	Mode     string `json:"mode,omitempty" help:"of the grace: gate (then charged from the due date), or skip"`
	Min      string `json:"min,omitempty" help:"a note under this waits"`
	Max      string `json:"max,omitempty" help:"a note is never more; the rest is given up"`
	Cap      bool   `json:"cap,omitempty" help:"never more than the bill itself"`
	Compound bool   `json:"compound,omitempty" help:"posted notes bear interest"`
	Rejected bool   `json:"rejected,omitempty" help:"the days of a dispute that was rejected are charged after all"`
	Why      string `json:"why,omitempty" help:"what was agreed"`
}

// Kind is "interest.set_terms".
func (SetTerms) Kind() string { return "interest.set_terms" }

// Choices gives the words of the fields that take one of a few.
func (SetTerms) Choices() map[string][]string {
	return map[string][]string{"method": methodNames[1:], "count": DayCounts(), "unit": {"days", "months"},
		"mode": {"gate", "skip"}}
}

// Decide checks the terms, and that they overlap none of the same scope.
func (c SetTerms) Decide(in *book.In) ([]book.Fact, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	cur, err := set.Of(c.Currency)
	if err != nil {
		return nil, err
	}
	t := Terms{Scope: Company, Currency: cur.Code, Cap: c.Cap, Compound: c.Compound, Rejected: c.Rejected,
		Set: in.Today,
		By:  in.Who, Why: strings.TrimSpace(c.Why)}
	if err := c.scope(in, &t); err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.From) == "" {
		return nil, book.RefuseField("from", "say from which day on the terms count: a rate without a start "+
			"charges nothing")
	}
	if t.From, err = bill.Day("from", c.From, 0, in.Today); err != nil {
		return nil, err
	}
	if t.Until, err = bill.Day("until", c.Until, 0, in.Today); err != nil {
		return nil, err
	}
	if t.Until != 0 && t.Until < t.From {
		return nil, book.RefuseField("until", "the last day %s lies before the first, %s", t.Until, t.From)
	}
	if err := c.method(&t, cur); err != nil {
		return nil, err
	}
	if err := c.bounds(&t, cur); err != nil {
		return nil, err
	}
	if err := text.Check(t.Why, 200); err != nil {
		return nil, book.RefuseField("why", "%v", err)
	}
	if err := overlap(in, &t, 0); err != nil {
		return nil, err
	}
	t.ID = in.NewID("interest terms")
	return []book.Fact{&TermsSet{t}}, nil
}

func (c SetTerms) scope(in *book.In, t *Terms) error {
	switch {
	case c.Customer != "" && c.Group != "":
		return book.RefuseField("group", "terms are for one customer or for a group: leave one empty")
	case c.Customer != "":
		cu, err := customer.ByCode(in.View, c.Customer)
		t.Scope, t.Of = Customer, cu.ID
		return err
	case c.Group != "":
		id, err := directory.Find(in.View, directory.Group, c.Group)
		if err == nil && id == 0 {
			err = book.RefuseField("group", "there is no group %q: give it to its customers first", c.Group)
		}
		t.Scope, t.Of = Group, uint32(id)
		return err
	}
	return nil
}

func (c SetTerms) method(t *Terms, cur money.Currency) (err error) {
	t.Method = Method(max(0, slices.Index(methodNames, c.Method)))
	if c.Method == "" {
		t.Method = Daily
	}
	if t.Method == 0 {
		return book.RefuseField("method", "%q is not a method (daily, flat, fixed, exempt)", c.Method)
	}
	if t.Method == Exempt {
		if c.Rate != "" || c.Amount != "" {
			return book.RefuseField("rate", "who is exempt has no rate: leave it empty")
		}
		return nil
	}
	for _, f := range []struct {
		name string
		n    int
		most int
	}{{"per", c.Per, 366}, {"every", c.Every, 366}, {"grace", c.Grace, 366}} {
		if f.n < 0 || f.n > f.most {
			return book.RefuseField(f.name, "%d days cannot be: give 0 to %d", f.n, f.most)
		}
	}
	if t.Count, err = ParseDayCount(c.Count); err != nil {
		return book.RefuseField("count", "%v", err)
	}
	t.Per, t.Every, t.Months = c.Per, c.Every, c.Unit != "days"
	switch {
	case c.Unit != "" && c.Unit != "days" && c.Unit != "months":
		return book.RefuseField("unit", "%q is not days or months", c.Unit)
	case t.Method == Daily && t.Every != 0:
		return book.RefuseField("every", "interest by the day has no period: leave it empty, or take flat or fixed")
	case t.Method != Daily && t.Every == 0:
		return book.RefuseField("every", "say how long a period is, in months or days")
	case t.Method != Daily && t.Per != 0:
		return book.RefuseField("per", "a rate for so many days goes with the method daily")
	}
	if t.Method == Fixed {
		if c.Rate != "" {
			return book.RefuseField("rate", "a fixed amount has no rate: leave it empty, or take flat or daily")
		}
		if t.Amount, err = positive("amount", c.Amount, cur); err == nil && t.Amount == 0 {
			err = book.RefuseField("amount", "say how much is charged for each due part and period")
		}
		return err
	}
	if c.Amount != "" {
		return book.RefuseField("amount", "an amount for each period goes with the method fixed")
	}
	if t.Rate, err = money.ParseRate(c.Rate); err != nil {
		return book.RefuseField("rate", "%v", err)
	}
	switch d := t.Rate.Decimal(); {
	case d.Sign() <= 0:
		return book.RefuseField("rate", "a rate is above 0; to charge nothing take the method exempt")
	case !d.Shift(8).IsInteger():
		return book.RefuseField("rate", "a rate of interest has at most six decimals in percent")
	case d.IntPart() >= 10 || d.IntPart() >= 1 && !strings.HasSuffix(strings.TrimSpace(c.Rate), "%"):
		return book.RefuseField("rate", "%s is too much: write 24%% or 0.24", t.Rate.Percent())
	}
	return nil
}

func (c SetTerms) bounds(t *Terms, cur money.Currency) (err error) {
	switch c.Mode {
	case "", "gate":
	case "skip":
		t.Skip = true
	default:
		return book.RefuseField("mode", "%q is not gate or skip", c.Mode)
	}
	t.Grace = c.Grace
	if t.Min, err = positive("min", c.Min, cur); err != nil {
		return err
	}
	if t.Max, err = positive("max", c.Max, cur); err != nil {
		return err
	}
	if t.Cap && t.Compound {
		return book.RefuseField("cap", "a cap and compounding exclude one another: interest on interest would pass "+
			"the bill")
	}
	if t.Max != 0 && t.Max < t.Min {
		return book.RefuseField("max", "the most a note may be is less than the least")
	}
	return nil
}

func positive(field, s string, cur money.Currency) (money.Minor, error) {
	if strings.TrimSpace(s) == "" {
		return 0, nil
	}
	m, err := text.ParseAmount(s, cur.Digits)
	if err == nil && m < 0 {
		return 0, book.RefuseField(field, "%s is negative", text.FormatAmount(m, cur.Digits))
	}
	if err != nil {
		return 0, book.RefuseField(field, "%v", err)
	}
	return m, nil
}

// overlap refuses terms that begin on the same day as others of their scope and
// currency, or inside a stretch with an end. Terms that come back do not mind those
// that were set in the entry that is undone with them.
func overlap(in *book.In, t *Terms, without uint32) error {
	return All(in.View, func(o *Terms) (bool, error) {
		if o.ID == without || t.Gone != 0 && o.Seq == t.Gone || !o.Known(in.Today) || o.Scope != t.Scope ||
			o.Of != t.Of || o.Currency != t.Currency {
			return true, nil
		}
		switch {
		case o.From == t.From:
			return false, book.RefuseField("from", "other terms begin on %s already (number %d): end those first",
				o.From, o.ID)
		case o.From < t.From && o.Until != 0 && t.From <= o.Until:
			return false, book.RefuseField("from", "%s lies in terms that last from %s to %s (number %d): end "+
				"those first",
				t.From, o.From, o.Until, o.ID)
		case t.From < o.From && t.Until != 0 && o.From <= t.Until:
			return false, book.RefuseField("until", "other terms begin on %s (number %d): end before it", o.From, o.ID)
		}
		return true, nil
	})
}

// EndTerms ends terms: with a last day, or wholly.
type EndTerms struct {
	ID   uint32 `json:"id" help:"the terms' number"`
	Last string `json:"last,omitempty" help:"the last day they count; none at all when empty"`
}

// Kind is "interest.end_terms".
func (EndTerms) Kind() string { return "interest.end_terms" }

// Decide voids the terms from today on, and sets them anew with their last day.
func (c EndTerms) Decide(in *book.In) ([]book.Fact, error) {
	t, err := getTerms(in.View, c.ID)
	if err != nil {
		return nil, err
	}
	if t.Voided != 0 {
		return nil, book.RefuseField("id", "terms %d were ended on %s", t.ID, t.Voided)
	}
	facts := []book.Fact{&TermsVoided{ID: t.ID, Date: in.Today}}
	if strings.TrimSpace(c.Last) == "" {
		return facts, nil
	}
	if t.Until, err = bill.Day("last", c.Last, 0, in.Today); err != nil {
		return nil, err
	}
	if t.Until < t.From {
		return nil, book.RefuseField("last", "the last day %s lies before the first, %s: leave it empty to take "+
			"the terms "+
			"back", t.Until, t.From)
	}
	if err := overlap(in, &t, t.ID); err != nil {
		return nil, err
	}
	t.ID, t.Set, t.Voided, t.Gone = in.NewID("interest terms"), in.Today, 0, 0
	return append(facts, &TermsSet{t}), nil
}

// noteOf finds an interest note and its account.
func noteOf(in *book.In, number string) (b bill.Bill, acc account.Account, lines []Charge, err error) {
	if b, err = bill.Must(in.View, strings.TrimSpace(number)); err != nil {
		err = book.RefuseField("note", "there is no note with the number %q", strings.TrimSpace(number))
		return b, acc, nil, err
	}
	if acc, err = account.Get(in.View, b.Account); err != nil {
		return b, acc, nil, err
	}
	all, err := OfNote(in.View, b.Account, b.ID)
	for _, c := range all {
		if c.At(in.Today) {
			lines = append(lines, c)
		}
	}
	if err == nil && len(lines) == 0 {
		err = book.RefuseField("note", "%s was not made by a run of interest here: credit or write it off as a "+
			"bill", b.Number)
	}
	return b, acc, lines, err
}
