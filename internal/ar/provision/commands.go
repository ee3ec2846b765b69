package provision

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// SetRates sets the loss rates from a day on.
type SetRates struct {
	From     string   `json:"from" help:"the first day they count"`
	Rates    []string `json:"rates" help:"in percent, one for each bucket of the aging: Current first, the oldest last"`
	Currency string   `json:"currency,omitempty" help:"every currency when empty"`
	Risk     string   `json:"risk,omitempty" help:"the risk class; every one when empty"`
	Why      string   `json:"why,omitempty" help:"what they rest on"`
}

// Kind is "provision.set_rates".
func (SetRates) Kind() string { return "provision.set_rates" }

// Decide checks that each bucket has one rate from 0 to 100 %, and that no other set
// of the same scope begins on the day.
func (c SetRates) Decide(in *book.In) ([]book.Fact, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	r := Rates{Edges: set.Edges, Set: in.Today, By: in.Who, Why: strings.TrimSpace(c.Why)}
	if r.From, err = from(c.From, "loss rates without a first day count on none", in.Today); err != nil {
		return nil, err
	}
	if n := len(set.Edges) + 2; len(c.Rates) != n {
		return nil, book.RefuseField("rates", "give %d rates, not %d: one for Current, one for each bucket up to %s "+
			"days, one for what is older", n, len(c.Rates), days(set.Edges))
	}
	for i, s := range c.Rates {
		rate, err := ParseRate(s)
		if err != nil {
			return nil, book.RefuseField("rates", "the rate of bucket %d: %v", i+1, err)
		}
		r.Rates = append(r.Rates, rate)
	}
	if strings.TrimSpace(c.Currency) != "" {
		cur, err := set.Of(c.Currency)
		if err != nil {
			return nil, err
		}
		r.Currency = cur.Code
	}
	if name := strings.TrimSpace(c.Risk); name != "" {
		if r.Risk, err = directory.Find(in.View, directory.Risk, name); err != nil {
			return nil, err
		}
		if r.Risk == 0 {
			return nil, book.RefuseField("risk", "there is no risk class %q: give it to its customers first", name)
		}
	}
	if err := text.Check(r.Why, 200); err != nil {
		return nil, book.RefuseField("why", "%v", err)
	}
	err = AllRates(in.View, func(o *Rates) (bool, error) {
		if o.Voided == 0 && o.From == r.From && o.Currency == r.Currency && o.Risk == r.Risk {
			return false, book.RefuseField("from", "other rates begin on %s already: undo those, or take another day",
				o.From)
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	r.ID = in.NewID("loss rates")
	return []book.Fact{&RatesSet{r}}, nil
}

func from(s, why string, today civil.Date) (civil.Date, error) {
	if strings.TrimSpace(s) == "" {
		return 0, book.RefuseField("from", "say from which day on: %s", why)
	}
	return bill.Day("from", s, 0, today)
}

func days(edges []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(edges), " ", "/"), "[]")
}

// ParseRate reads a loss rate as people type it, in percent: 2.5 and 2.5% are the
// same; 0 to 100, at most four decimals.
func ParseRate(s string) (money.Rate, error) {
	typed := strings.TrimSpace(s)
	number := strings.TrimSpace(strings.TrimRight(typed, "%٪"))
	if number == "" {
		return money.Rate{}, fmt.Errorf("say how many percent, 0 when none is lost")
	}
	m, err := text.ParseAmount(number, 4)
	if err != nil {
		return money.Rate{}, fmt.Errorf("%q is not a percentage such as 2.5 (at most four decimals)", typed)
	}
	if m < 0 || m > 100_0000 {
		return money.Rate{}, fmt.Errorf("%s %% is outside 0 to 100 %%", number)
	}
	return money.ParseRate(fmt.Sprintf("%d.%06d", m/100_0000, m%100_0000))
}

// SetSpecific provides for one customer by himself, from a day on.
type SetSpecific struct {
	Customer string `json:"customer" help:"the customer's code"`
	Currency string `json:"currency,omitempty" help:"of the account; the company's when left out"`
	From     string `json:"from" help:"the first day it counts"`
	Percent  string `json:"percent,omitempty" help:"of what he owes; or an amount"`
	Amount   string `json:"amount,omitempty" help:"at most what he owes is provided"`
	Why      string `json:"why" help:"the reason"`
}

// Kind is "provision.set_specific".
func (SetSpecific) Kind() string { return "provision.set_specific" }

// Decide asks for a percentage or an amount, and for the reason.
func (c SetSpecific) Decide(in *book.In) ([]book.Fact, error) {
	s, cur, err := specific(in, c.Customer, c.Currency, c.From, c.Why)
	if err != nil {
		return nil, err
	}
	percent, amount := strings.TrimSpace(c.Percent), strings.TrimSpace(c.Amount)
	switch {
	case percent == "" && amount == "":
		return nil, book.RefuseField("percent", "say which share is provided for, in percent, or which amount")
	case percent != "" && amount != "":
		return nil, book.RefuseField("amount", "give a percentage or an amount, not both")
	case percent != "":
		if s.Rate, err = ParseRate(percent); err != nil {
			return nil, book.RefuseField("percent", "%v", err)
		}
	default:
		if s.Amount, err = text.ParseAmount(amount, cur.Digits); err != nil {
			return nil, book.RefuseField("amount", "%v", err)
		}
		if s.Amount <= 0 {
			return nil, book.RefuseField("amount", "%s is not above 0: to provide nothing give 0 percent",
				text.FormatAmount(s.Amount, cur.Digits))
		}
	}
	return []book.Fact{&SpecificSet{s}}, nil
}

func specific(in *book.In, code, currency, day, why string) (s Specific, cur money.Currency, err error) {
	p, err := account.Owing(in.View, code, currency, "provide for")
	if err != nil {
		return s, cur, err
	}
	s = Specific{Account: p.Account.ID, Customer: p.Customer.ID, Why: strings.TrimSpace(why), Set: in.Today, By: in.Who}
	if s.From, err = from(day, "a provision without a first day counts on none", in.Today); err != nil {
		return s, cur, err
	}
	if s.Why == "" {
		return s, cur, book.RefuseField("why", "say why: whoever reads the provision asks")
	}
	if err := text.Check(s.Why, 200); err != nil {
		return s, cur, book.RefuseField("why", "%v", err)
	}
	err = AllSpecific(in.View, func(o *Specific) (bool, error) {
		if o.Voided == 0 && o.Account == s.Account && o.From == s.From {
			return false, book.RefuseField("from", "another decision on %s begins on %s already: undo that, or take "+
				"another day", p.Customer.Name, o.From)
		}
		return true, nil
	})
	s.ID = in.NewID("specific provision")
	return s, p.Currency, err
}

// EndSpecific lets the matrix count again for a customer, from a day on.
type EndSpecific struct {
	Customer string `json:"customer" help:"the customer's code"`
	Currency string `json:"currency,omitempty" help:"of the account; the company's when left out"`
	From     string `json:"from" help:"the first day the rates of the aging count again"`
	Why      string `json:"why" help:"the reason"`
}

// Kind is "provision.end_specific".
func (EndSpecific) Kind() string { return "provision.end_specific" }

// Decide refuses to end what is not there on the day.
func (c EndSpecific) Decide(in *book.In) ([]book.Fact, error) {
	s, _, err := specific(in, c.Customer, c.Currency, c.From, c.Why)
	if err != nil {
		return nil, err
	}
	live, err := SpecificAt(in.View, s.From)
	if err != nil {
		return nil, err
	}
	if _, ok := live[s.Account]; !ok {
		return nil, book.RefuseField("from", "the customer has no specific provision on %s", s.From)
	}
	s.Matrix = true
	return []book.Fact{&SpecificSet{s}}, nil
}
