package promise

import (
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Plan makes a payment plan of a customer's open bills: a promise in equal payments.
type Plan struct {
	Customer  string   `json:"customer" help:"the customer's code"`
	Currency  string   `json:"currency,omitempty" help:"the company's when left out"`
	Bills     []string `json:"bills,omitempty" help:"the bills' numbers; all open ones when none"`
	Amount    string   `json:"amount,omitempty" help:"all that is open of the bills when empty"`
	Parts     int      `json:"parts" help:"how many payments, 2 to 120"`
	Every     string   `json:"every,omitempty" help:"the time between them"`
	First     string   `json:"first" help:"the day of the first"`
	Tolerance *int     `json:"tolerance,omitempty" help:"days after each that still keep it"`
	From      string   `json:"from,omitempty" help:"who promised"`
	Method    string   `json:"method,omitempty" help:"how it will be paid"`
}

// Kind is "promise.plan".
func (Plan) Kind() string { return "promise.plan" }

// Choices gives the words of the fields that take one of a few.
func (Plan) Choices() map[string][]string {
	return map[string][]string{"method": Methods(), "every": obligation.Intervals()}
}

// Decide divides what is open and takes the promise.
func (c Plan) Decide(in *book.In) ([]book.Fact, error) {
	take, parts, digits, err := c.lay(in)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		take.Plan = append(take.Plan, PlanPart{p.Date.String(), text.FormatAmount(p.Amount, digits)})
	}
	facts, err := take.Decide(in)
	if book.FieldOf(err) == "date" {
		err = book.RefuseField("first", "%v", err)
	}
	return facts, err
}

// Lay is the schedule the plan would have.
func (c Plan) Lay(in *book.In) ([]obligation.Instalment, error) {
	_, parts, _, err := c.lay(in)
	return parts, err
}

func (c Plan) lay(in *book.In) (take Take, parts []obligation.Instalment, digits int, err error) {
	take = Take{Customer: c.Customer, Currency: c.Currency, Bills: c.Bills, Tolerance: c.Tolerance, From: c.From,
		Method: c.Method}
	party, err := account.Owing(in.View, c.Customer, c.Currency, "plan")
	if err != nil {
		return take, nil, 0, err
	}
	acc := party.Account
	if len(take.Bills) == 0 {
		if take.Bills, err = openBills(in.View, acc.ID); err != nil {
			return take, nil, 0, err
		}
	}
	whole, err := take.bills(in.View, &Promise{Account: acc.ID})
	if err == nil && whole == 0 {
		err = book.RefuseField("customer", "no bill of %s is open in %s: there is nothing to plan", party.Customer.Name,
			acc.Currency)
	}
	if err == nil && strings.TrimSpace(c.Amount) != "" {
		if whole, err = text.ParseAmount(c.Amount, acc.Digits); err != nil || whole <= 0 || whole > money.Max {
			err = book.RefuseField("amount", "%q is no amount a plan can be for", c.Amount)
		}
	}
	if err != nil {
		return take, nil, 0, err
	}
	first, err := bill.Day("first", c.First, 0, in.Today)
	if err != nil {
		return take, nil, 0, err
	}
	parts, err = obligation.Instalments(whole, c.Parts, c.Every, first, party.Company.Calendar())
	return take, parts, acc.Digits, err
}

// openBills are the numbers of an account's open bills.
func openBills(v *book.View, acc uint32) ([]string, error) {
	var all []string
	var err error
	seen := map[uint32]bool{}
	openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit != 0 || seen[i.Doc] {
			return true
		}
		seen[i.Doc] = true
		var b bill.Bill
		b, err = bill.Get(v, acc, i.Doc)
		all = append(all, b.Number)
		return err == nil
	})
	return all, err
}
