package receipt_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

func TestMatchSaysHowSureAndWhy(t *testing.T) {
	b := office(t)
	b.Do(&customer.Open{Code: "N", Name: "Al Noor Trading Co"})
	b.Do(&customer.Open{Code: "S", Name: "شركة البحر الأزرق"})
	put := func(code, number, due, amount string) {
		b.Do(&bill.Issue{Customer: code, Number: number, Doc: "2025-01-01", Due: due, Amount: amount})
	}
	put("C", "INV-10077", "2025-02-01", "500")
	put("C", "INV-10078", "2025-03-01", "700")
	put("C", "INV-10079", "2025-09-01", "900")
	put("N", "INV-20001", "2025-02-01", "333.33")
	put("S", "INV-30001", "2025-02-01", "100")
	put("S", "INV-30002", "2025-09-01", "11")
	b.Do(&receipt.Record{Customer: "D", Type: "transfer", Amount: "5", Reference: "SA0380000000608010167519"})
	sar := money.Currency{Code: "SAR", Digits: 2}
	for _, c := range []struct {
		clue receipt.Clue
		want string
	}{
		{receipt.Clue{Text: "payment inv 10078", Amount: 70000},
			"1 99 names bill INV-10078, and the amount is all of " +
				"it; the amount is exactly bill INV-10078 [INV-10078 700.00]"},
		{receipt.Clue{Reference: "INV-20001/INV-30002"}, "2 85 names bill INV-20001 [INV-20001 333.33]"},
		{receipt.Clue{Text: "settle INV-10077, INV-10079", Amount: 60000},
			"1 85 names bill INV-10077, INV-10079 [INV-10077 500.00 INV-10079 100.00]"},
		{receipt.Clue{Amount: 33333}, "2 60 the amount is exactly bill INV-20001 [INV-20001 333.33]"},
		{receipt.Clue{Amount: 120000}, "1 60 the amount is the overdue amount; the amount is the oldest 2 bills " +
			"[INV-10077 500.00 INV-10078 700.00]"},
		{receipt.Clue{Text: "TRF FROM ALNOOR / AL-NOOR TRADING", Amount: 5000},
			"2 55 the text names the customer [INV-20001 50.00]"},
		{receipt.Clue{Text: "حواله من شركة البحر الازرق", Amount: 11100},
			"3 75 the text names the customer; the " +
				"amount is the balance [INV-30001 100.00 INV-30002 11.00]"},
		{receipt.Clue{Text: "IBAN SA0380000000608010167519"}, "4 70 the reference was seen before []"},
		{receipt.Clue{Text: "thank you"}, ""},
	} {
		c.clue.Currency = sar
		b.Read(func(v *book.View) error {
			m, err := receipt.NewMatcher(v, b.Today)
			if err != nil {
				return err
			}
			got := ""
			for _, x := range m.Match(c.clue)[:min(1, len(m.Match(c.clue)))] {
				var bills []string
				for _, s := range x.Bills {
					n, _ := bill.NumberOf(v, x.Account, s.Bill)
					bills = append(bills, n+" "+sar.Plain(s.Amount))
				}
				got = fmt.Sprintf("%d %d %s %v", x.Account, x.Confidence, x.Reason, bills)
			}
			if got != c.want {
				t.Errorf("%+v:\n  %s\nnot\n  %s", c.clue, got, c.want)
			}
			return nil
		})
	}
}

// manyBills makes customers with twenty bills each.
type manyBills struct{ customers int }

func (manyBills) Kind() string { return "test.many" }

func (c manyBills) Decide(in *book.In) ([]book.Fact, error) {
	var facts []book.Fact
	for n := range c.customers {
		id, acc := in.NewID("customer"), in.NewID("account")
		facts = append(facts, &customer.Opened{Customer: customer.Customer{ID: id, Code: fmt.Sprint("M", n),
			Name: fmt.Sprintf("House %c%c%d Stores", 'A'+n%26, 'A'+n/26%26, n)}},
			&account.Opened{ID: acc, Customer: id, Currency: "SAR", Digits: 2})
		for i := range 20 {
			d := civil.New(2024, 6, 1).Add(i * 9)
			facts = append(facts, &bill.Issued{Bill: bill.Bill{ID: in.NewID(bill.Doc), Account: acc,
				Number: fmt.Sprintf("INV-%d", 100_000+n*20+i), Kind: bill.Invoice, Doc: d, Posting: d,
				Parts: []bill.Part{{Due: d.Add(30), Amount: money.Minor(10_000 + n*7919%90_000 + i*613)}}}})
		}
	}
	return facts, nil
}

func BenchmarkMatch2000On20000(b *testing.B) {
	bk := office(b)
	bk.Do(&manyBills{1000})
	clues := make([]receipt.Clue, 2000)
	for i := range clues {
		n := i * 10 % 20_000
		clues[i] = receipt.Clue{Amount: money.Minor(10_000 + n/20*7919%90_000), Text: strings.Join([]string{
			fmt.Sprintf("TRANSFER INV-%d THANKS", 100_000+n), fmt.Sprintf("BY HOUSE %c%c%d", 'A'+n/20%26,
				'A'+n/20/26%26, n/20), "SALARY 77"}[i%3:i%3+1], " ")}
	}
	b.ResetTimer()
	found := 0
	bk.Read(func(v *book.View) error {
		for b.Loop() {
			m, err := receipt.NewMatcher(v, bk.Today)
			if err != nil {
				return err
			}
			found = 0
			for _, c := range clues {
				if len(m.Match(c)) > 0 {
					found++
				}
			}
		}
		return nil
	})
	b.ReportMetric(float64(found), "found")
}
