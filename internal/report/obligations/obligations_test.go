package obligations_test

import (
	"fmt"
	"testing"

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
	"duebook/internal/report/ledger"
	"duebook/internal/report/obligations"
)

func june(day int) civil.Date { return civil.New(2025, 6, day) }

// start makes a book of Sunday 1 June 2025 with two customers of mona and one of
// nobody, each owing 1,000 on three bills.
func start(t testing.TB) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(),
		obligation.Subject(), promise.Subject(), intake.Subject()))
	b.Today = june(1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	for i, collector := range []string{"mona", "mona", ""} {
		code := fmt.Sprintf("C%d", i+1)
		b.Do(&customer.Open{Code: code, Name: "Customer " + code, Collector: collector})
		for n := range 3 {
			b.Do(&bill.Issue{Customer: code, Number: fmt.Sprintf("%s-%d", code, n+1), Doc: "2025-05-01",
				Amount: "1000"})
		}
	}
	return b
}

func compute(b *booktest.Book, q obligations.Query) *obligations.List {
	b.T.Helper()
	var l *obligations.List
	b.Read(func(v *book.View) (err error) {
		l, err = obligations.Compute(v, q)
		return err
	})
	return l
}

func show(l *obligations.List) (out string) {
	for _, r := range l.Rows {
		out += fmt.Sprintln(r.Group, r.Code, r.What, r.State, r.Due, r.Next, r.Paid, r.Left, r.Level, r.Slip)
	}
	return out
}

func TestWhatIsDueLateAndMet(t *testing.T) {
	b := start(t)
	b.Do(&promise.Take{Customer: "C1", Bills: []string{"C1-1"}, Date: "2025-06-05", Method: "transfer"})
	b.Do(&promise.Plan{Customer: "C1", Bills: []string{"C1-2", "C1-3"}, Parts: 2, Every: "week", First: "2025-06-08"})
	b.Do(&promise.Take{Customer: "C2", Bills: []string{"C2-1"}, Date: "2025-06-04"})
	b.Do(&obligation.Record{Customer: "C2", Type: "promissory note", Number: "N1", Bills: []string{"C2-2"},
		Due: "2025-06-09"})
	b.Do(&obligation.Record{Customer: "C3", Type: "trust receipt", Bills: []string{"C3-1"}})
	b.Today = june(4)
	b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "1000", Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "C2-1"}}})
	b.Today = june(9)
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "300", Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "C1-2"}}})
	l := compute(b, obligations.Query{AsOf: june(9)})
	want := "due C1 plan of 2 open 2025-06-08 70000 30000 170000 0 0\n" +
		"due C2 promissory note N1 due 2025-06-09 100000 0 100000 0 0\n" +
		"late C1 promise, transfer broken 2025-06-05 100000 0 100000 0 0\n" +
		"open C3 trust receipt no. 2 held  100000 0 100000 0 0\n" +
		"met C2 promise kept 2025-06-04 0 100000 0 0 0\n"
	if got := show(l); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if l.Counts[obligations.Due] != 2 || len(l.ByCollector) != 1 || l.ByCollector[0].ByCount() != 50 ||
		l.ByCollector[0].ByAmount() != 50 || len(l.ByCustomer) != 2 {
		t.Errorf("%+v\n%+v", l.ByCollector, l.ByCustomer)
	}
	b.Do(&promise.Take{Customer: "C1", Bills: []string{"C1-1"}, Date: "2025-06-20"})
	mine := compute(b, obligations.Query{AsOf: june(9), Within: []ledger.Scope{{By: ledger.ByCollector, Key: "mona"}}})
	if len(mine.Rows) != 5 || compute(b, obligations.Query{AsOf: june(9),
		Within: []ledger.Scope{{By: ledger.ByCustomer, Key: "C3"}}}).Rows[0].Code != "C3" {
		t.Error(show(mine))
	}
	for _, r := range mine.Rows {
		if r.Last == june(20) && r.Level != 1 {
			t.Errorf("%+v", r)
		}
	}
	if got := show(compute(b, obligations.Query{AsOf: june(8)})); got == show(l) || len(compute(b,
		obligations.Query{AsOf: june(3)}).ByCustomer) != 0 {
		t.Error(got)
	}
	if n := len(compute(b, obligations.Query{AsOf: june(20), Days: 5}).Rows); n != 4 {
		t.Errorf("%d rows, though the broken and the kept are past", n)
	}
}
