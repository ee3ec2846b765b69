package credit_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	ar "duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/credit"
	"duebook/internal/report/ledger"
	"duebook/internal/report/reporttest"
)

var sar = money.Currency{Code: "SAR", Digits: 2}

func june(day int) civil.Date { return civil.New(2025, 6, 1).Add(day - 1) }

// office is a book on Sunday the 15th of June 2025: C1 owes 1,500 of a limit of 1,000, C2
// 900 of 1,000, C3 100 without a limit, C4 100 of a limit that ran out on the 10th; C1 and
// C2 are the Family group.
func office(t testing.TB) *booktest.Book {
	b := booktest.New(t, desk.Schema())
	b.Today = june(1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	for _, c := range []customer.Open{{Code: "C1", Name: "Al Noor", Limit: "1000", Group: "Family", Collector: "Mona"},
		{Code: "C2", Name: "Badr", Limit: "1000", Group: "Family"}, {Code: "C3", Name: "Cedar"},
		{Code: "C4", Name: "Dana"}} {
		b.Do(&c)
	}
	b.Do(&ar.SetLimit{Customer: "C4", Amount: "5000", Approver: "Huda", Until: june(10).String()})
	for code, amount := range map[string]string{"C1": "1500", "C2": "900", "C3": "100", "C4": "100"} {
		b.Do(&bill.Issue{Customer: code, Number: "B-" + code, Doc: "2025-05-01", Due: "2025-06-20", Amount: amount})
	}
	b.Today = june(15)
	return b
}

func compute(b *booktest.Book, q credit.Query) (r *credit.Report) {
	b.T.Helper()
	if q.AsOf == 0 {
		q.AsOf = b.Today
	}
	b.Read(func(v *book.View) (err error) {
		r, err = credit.Compute(v, q)
		return err
	})
	return r
}

// says is a list, a row a word.
func says(r *credit.Report, k credit.Kind) string {
	var out []string
	for _, x := range r.List(k) {
		name := x.Code
		if x.Group {
			name = x.Name
		}
		out = append(out, fmt.Sprintf("%s:%s", name, x.Status))
	}
	return strings.Join(out, " ")
}

func want(t testing.TB, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\n%v, want\n%v", what, got, want)
	}
}

func TestLists(t *testing.T) {
	b := office(t)
	r := compute(b, credit.Query{})
	want(t, "over", says(r, credit.Over), "C1:over")
	want(t, "near", says(r, credit.Near), "C2:watch")
	want(t, "expired", says(r, credit.Expiring), "C4:expired")
	want(t, "all", says(r, credit.All), "C1:over C4:expired C2:watch C3:no limit")
	past := compute(b, credit.Query{AsOf: june(9), Days: 1})
	want(t, "it expires tomorrow", says(past, credit.Expiring), "C4:ok")
	want(t, "not within the days", says(compute(b, credit.Query{AsOf: june(8), Days: 1}), credit.Expiring), "")
	mine := compute(b, credit.Query{Within: []ledger.Scope{{By: ledger.ByCollector, Key: "Mona"}}})
	want(t, "of a collector", says(mine, credit.All), "C1:over")
}

func TestGroupIsOverThoughItsCustomersAreNot(t *testing.T) {
	b := office(t)
	b.Do(&ar.SetLimit{Customer: "C1", Amount: "9000", Approver: "Huda"})
	b.Do(&ar.SetLimit{Group: "Family", Amount: "2300", Approver: "Huda"})
	want(t, "over", says(compute(b, credit.Query{}), credit.Over), "Family:over")
	want(t, "check", check(b, "C2", 1), "over: the limit of group Family of 2,300.00 would be passed by 100.01")
}

func check(b *booktest.Book, code string, amount money.Minor) (s string) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		c, err := credit.CheckOrder(v, code, sar, amount, b.Today)
		if err == nil {
			s = fmt.Sprintf("%s: %s", c.Verdict, c.Why)
			if (c.Refusal() == nil) != (c.Verdict == credit.Pass || c.Verdict == credit.Watched) {
				b.T.Errorf("%s is refused as %v", s, c.Refusal())
			}
			if !json.Valid(c.AppendJSON(nil)) {
				b.T.Errorf("no JSON: %s", c.AppendJSON(nil))
			}
		}
		return err
	})
	return s
}

func TestOrderCheck(t *testing.T) {
	b := office(t)
	want(t, "no limit", check(b, "C3", 1_000_000_00), "pass: ")
	want(t, "what is left", check(b, "C2", 100_00), "watch: more than 80 % of the limit of 1,000.00 would be used")
	want(t, "a unit more", check(b, "C2", 100_01), "over: the limit of 1,000.00 would be passed by 0.01")
	want(t, "expired", check(b, "C4", 1), "expired: the limit expired on 2025-06-10")
	b.Do(&customer.SetBlock{Customer: "C3", Block: "cash only", Reason: "bounced twice"})
	want(t, "blocked", check(b, "C3", 1),
		"blocked: the customer is blocked (cash only) since 2025-06-15: bounced twice")
	b.Do(&ar.SetLimit{Customer: "C2", Amount: "0", Approver: "Huda"})
	want(t, "limit 0", check(b, "C2", 1), "over: the limit of 0.00 would be passed by 900.01")
	b.Do(&customer.Open{Code: "C5", Name: "New"})
	want(t, "a new customer", check(b, "C5", 1), "pass: ")
}

func TestBlockIsProposedNeverSet(t *testing.T) {
	b := office(t)
	of := func(code string) string {
		for _, x := range compute(b, credit.Query{}).Rows {
			if x.Code == code {
				return fmt.Sprintf("%s is, %s proposed: %s", x.Block.Block, x.Propose, x.Because)
			}
		}
		return ""
	}
	want(t, "over", of("C1"), "none is, ship proposed: over the limit by 500.00 SAR")
	want(t, "near", of("C2"), "none is, none proposed: ")
	want(t, "expired", of("C4"), "none is, ship proposed: the limit expired on 2025-06-10")
	b.Do(&customer.SetBlock{Customer: "C1", Block: "bill", Reason: "harder"})
	want(t, "under a harder one", of("C1"), "bill is, none proposed: ")
}

func TestExplanationSums(t *testing.T) {
	b := office(t)
	b.Read(func(v *book.View) error {
		e, err := credit.Explain(v, "C1", sar, b.Today)
		if err != nil {
			return err
		}
		var steps string
		for _, s := range e.Steps {
			steps += fmt.Sprintf("%s %d; ", s.Name, s.Amount)
		}
		want(t, "steps", steps, "1 open part of bills 150000; balance 150000; exposure 150000; "+
			"limit, on the card 100000; limit less exposure: available -50000; ")
		want(t, "notes", e.Notes, "[1,000.00, on the card, approved by mona. Status: over. Watched from over 80 % on.]")
		return nil
	})
}

// TestExposureIsTheLedgers: what the limits are held against is the balance every other
// report shows, on any day of any history.
func TestExposureIsTheLedgers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := reporttest.New(t)
		reporttest.History(rt, b, 25)
		b.Read(func(v *book.View) error {
			for _, d := range reporttest.Days(rt, b) {
				account.Lines(v, func(l account.Line) bool {
					var sum money.Minor
					err := ledger.OfAccount(v, l.ID, d, func(i *openitem.Item) bool { sum += i.Signed(); return true })
					e, err2 := ar.ExposureOf(v, l.ID, d)
					if err != nil || err2 != nil || e.Balance != sum {
						rt.Fatalf("account %d on %s: %d, the ledger has %d (%v, %v)", l.ID, d, e.Balance, sum, err,
							err2)
					}
					return true
				})
			}
			return nil
		})
	})
}
