package expected_test

import (
	"flag"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/expected"
)

// Every check makes a book of its own, so 20 of them are enough.
func init() {
	if err := flag.Set("rapid.checks", "20"); err != nil {
		panic(err)
	}
}

// said posts facts as they are.
type said struct {
	Name  string `json:"name"`
	facts []book.Fact
}

func (said) Kind() string                           { return "test.said" }
func (s said) Decide(*book.In) ([]book.Fact, error) { return s.facts, nil }

func june(day int) civil.Date { return civil.New(2025, 6, day) }

// start makes a book on Sunday 1 June 2025 in which C1 owes 1,000 on each of some
// bills, whose ids are 1, 2, 3 ...
func start(t testing.TB, bills int) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(),
		obligation.Subject(), promise.Subject(), intake.Subject(), book.Part{Commands: []book.Command{said{}}}))
	b.Today = june(1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	for i := range bills {
		b.Do(&bill.Issue{Customer: "C1", Number: fmt.Sprintf("B%d", i+1), Doc: "2025-05-01", Amount: "1000"})
	}
	return b
}

func hand(b *booktest.Book, id uint32, matures civil.Date, typ cheque.Type, amount money.Minor, on ...cheque.Share) {
	b.Do(&said{facts: []book.Fact{&cheque.Registered{Cheque: cheque.Cheque{ID: id, Account: 1, Amount: amount,
		Maturity: matures, Received: b.Today, Type: typ, Details: cheque.Details{Number: fmt.Sprint(id), Bank: "ANB",
			Drawer: "Al Noor"}, Covers: []cheque.Covering{{On: b.Today, Shares: on}}}}}})
}

func compute(b *booktest.Book, day civil.Date, weeks int) []expected.Report {
	b.T.Helper()
	var all []expected.Report
	b.Read(func(v *book.View) (err error) {
		all, err = expected.Compute(v, expected.Query{AsOf: day, Weeks: weeks})
		return err
	})
	return all
}

// A bill that is covered, promised and signed for counts once, from its cheque.
func TestEachUnitOnce(t *testing.T) {
	b := start(t, 3)
	hand(b, 1, june(10), cheque.Payment, 60000, cheque.Share{Bill: 1, Amount: 60000})
	hand(b, 2, june(10), cheque.Guarantee, 99900)
	b.Do(&promise.Take{Customer: "C1", Bills: []string{"B1", "B2"}, Date: "2025-06-16"})
	b.Do(&obligation.Record{Customer: "C1", Type: "instalment agreement", Due: "2025-06-23", Parts: 2, Every: "week"})
	all := compute(b, june(2), 3)
	if len(all) != 1 {
		t.Fatal(all)
	}
	got := ""
	for _, s := range all[0].Spans {
		got += fmt.Sprintln(s.Name, s.From, s.To, s.By, len(s.Lines))
	}
	want := "Late  2025-06-01 [0 0 0] 0\n" +
		"week of 2025-06-01 2025-06-02 2025-06-07 [0 0 0] 0\n" +
		"week of 2025-06-08 2025-06-08 2025-06-14 [60000 0 0] 1\n" +
		"week of 2025-06-15 2025-06-15 2025-06-21 [0 140000 0] 1\n" +
		"Later 2025-06-22  [0 0 100000] 1\n"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if r := compute(b, june(25), 3)[0]; r.Spans[0].By != [3]money.Minor{60000, 0, 150000} || r.Sum != 300000 {
		t.Errorf("%+v", r.Spans[0].By)
	}
}

// Whatever is promised, covered and signed for: what is expected beside the cheques is
// never more than what is owed beyond them, and the weeks foot.
func TestNeverMoreThanIsOwed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := start(t, 4)
		id := uint32(0)
		for range rapid.IntRange(3, 12).Draw(rt, "events") {
			n := rapid.IntRange(1, 4).Draw(rt, "bill")
			bills := []string{fmt.Sprintf("B%d", n), fmt.Sprintf("B%d", n%4+1)}[:rapid.IntRange(0, 2).Draw(rt, "bills")]
			day := b.Today.Add(rapid.IntRange(0, 40).Draw(rt, "day")).String()
			amount := fmt.Sprint(rapid.IntRange(1, 1500).Draw(rt, "amount"))
			switch rapid.IntRange(0, 5).Draw(rt, "event") {
			case 0:
				id++
				m := money.Minor(rapid.IntRange(1, 150000).Draw(rt, "worth"))
				hand(b, id, b.Today.Add(rapid.IntRange(-5, 60).Draw(rt, "matures")), cheque.Payment, m,
					cheque.Share{Bill: uint32(n), Amount: min(m, 100000)})
			case 1:
				_, _ = b.Try(&promise.Take{Customer: "C1", Bills: bills, Date: day, Amount: amount,
					Method: rapid.SampledFrom([]string{"", "cheque"}).Draw(rt, "method")})
			case 2:
				_, _ = b.Try(&promise.Plan{Customer: "C1", Bills: bills, Parts: 3, Every: "week", First: day})
			case 3:
				_, _ = b.Try(&obligation.Record{Customer: "C1", Type: "promissory note", Bills: bills, Amount: amount,
					Due: day})
			case 4:
				_, _ = b.Try(&receipt.Record{Customer: "C1", Type: "cash", Amount: amount})
			case 5:
				b.Today = b.Today.Add(rapid.IntRange(1, 12).Draw(rt, "pass"))
			}
		}
		var owed, covered money.Minor
		b.Read(func(v *book.View) error {
			open, err := cheque.OpenParts(v, 1, b.Today)
			for _, m := range open {
				owed += m
			}
			if err == nil {
				err = cheque.OpenOf(v, 1, b.Today, func(x *cheque.Brief) bool { covered += x.Worth; return true })
			}
			return err
		})
		for _, r := range compute(b, b.Today, 4) {
			beside := r.Sum - r.By[expected.Cheque]
			if beside > max(owed-covered, 0) || r.By[expected.Cheque] != covered {
				rt.Fatalf("%d expected beside cheques of %d, owed %d", beside, r.By[expected.Cheque], owed)
			}
			var sum money.Minor
			for _, s := range r.Spans {
				for _, l := range s.Lines {
					sum += l.Amount
				}
			}
			if sum != r.Sum {
				rt.Fatalf("the lines make %d, the report %d", sum, r.Sum)
			}
		}
	})
}
