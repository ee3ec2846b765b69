package receipt_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

func schema() *book.Schema {
	return book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject())
}

// office is a book of one company with customers C and D.
func office(t testing.TB) *booktest.Book {
	b := booktest.New(t, schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C", Name: "Customer"})
	b.Do(&customer.Open{Code: "D", Name: "Another"})
	return b
}

func issue(b *booktest.Book, number, kind, due, amount string) {
	b.T.Helper()
	b.Do(&bill.Issue{Customer: "C", Number: number, Type: kind, Doc: "2025-01-01", Due: due, Amount: amount})
}

// left is what is open of bills by number, and of receipts.
func left(b *booktest.Book, number string) (m money.Minor) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		acc, id := uint32(0), uint32(0)
		if x, ok, _ := bill.ByNumber(v, number); ok {
			acc, id = x.Account, x.ID
		} else if r, ok, _ := receipt.ByNumber(v, number); ok {
			acc, id = r.Account, r.ID
		}
		openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
			if i.Doc == id {
				m += i.Left
			}
			return true
		})
		return nil
	})
	return m
}

func lefts(b *booktest.Book, numbers ...string) string {
	var out []string
	for _, n := range numbers {
		out = append(out, money.Currency{Digits: 2}.Plain(left(b, n)))
	}
	return strings.Join(out, " ")
}

// The test vectors of RULES 5.
func TestModesToTheUnit(t *testing.T) {
	for mode, want := range map[string]string{
		"kind": "0.00 0.00 157.00 0.00", "oldest": "0.00 0.00 150.00 7.00",
		"document": "0.00 0.00 150.00 7.00", "none": "100.00 250.00 500.00 7.00",
		"proportional": "18.32 45.80 91.60 1.28"} {
		b := office(t)
		for _, x := range [][4]string{{"A", "invoice", "2025-08-15", "100"}, {"B", "invoice", "2025-09-01", "250"},
			{"C", "invoice", "2025-10-15", "500"}, {"I", "interest note", "2025-10-15", "7"}} {
			issue(b, x[0], x[1], x[2], x[3])
		}
		b.Do(&receipt.Record{Customer: "C", Type: "transfer", Amount: "700", Mode: mode})
		if got := lefts(b, "A", "B", "C", "I"); got != want {
			t.Errorf("%s: left %s, want %s", mode, got, want)
		}
	}
	b := office(t)
	for i := range 3 {
		issue(b, fmt.Sprint("P", i+1), "", fmt.Sprintf("2025-03-%02d", 3-i), "300")
	}
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Amount: "100", Mode: "proportional"})
	if got := lefts(b, "P3", "P2", "P1"); got != "266.66 266.67 266.67" {
		t.Error("100.00 over 300.00 x 3 leaves", got)
	}
}

func TestWhatIsNamedComesFirst(t *testing.T) {
	b := office(t)
	issue(b, "INV-9", "", "2025-02-01", "100")
	issue(b, "INV-10", "", "2025-02-01", "100")
	b.Do(&bill.Issue{Customer: "C", Number: "TWO", Doc: "2025-01-01", Parts: []bill.PartInput{{Due: "2025-03-01",
		Amount: "50"}, {Due: "2025-02-15", Amount: "60"}}})
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Number: "L", Amount: "120", Mode: "list",
		Parts: []receipt.PartChoice{{Bill: "TWO", Amount: "70"}, {Bill: "INV-10", Amount: "30"}, {Bill: "TWO",
			Amount: "20"}}})
	if got := lefts(b, "INV-9", "INV-10", "TWO", "L"); got != "100.00 70.00 20.00 0.00" {
		t.Error("after the list:", got)
	}
	b.Do(&receipt.Unapply{Receipt: "L", Bill: "TWO"})
	b.Do(&receipt.ApplyMore{Receipt: "L", Mode: "oldest", Parts: []receipt.PartChoice{{Bill: "INV-10", Amount: "1"}}})
	if got := lefts(b, "INV-9", "INV-10", "TWO", "L"); got != "11.00 69.00 110.00 0.00" {
		t.Error("after applying again:", got)
	}
	b.Do(&receipt.Record{Customer: "C", Type: "credit note", Number: "CN", Amount: "30", About: "TWO"})
	if got := lefts(b, "INV-9", "TWO", "CN"); got != "11.00 80.00 0.00" {
		t.Error("a credit note goes on its own bill first:", got)
	}
	for cmd, want := range map[*receipt.Record]string{
		{Customer: "C", Type: "cash", Amount: "5", Mode: "list", Parts: []receipt.PartChoice{{Bill: "TWO",
			Amount: "80.01"}}}: "bill TWO has 80.00 left: 80.01 cannot be applied to it",
		{Customer: "C", Type: "cash", Amount: "5", Parts: []receipt.PartChoice{{Bill: "TWO",
			Amount: "5.01"}}}: "the receipt has 5.00 left: 5.01 cannot be applied to bill TWO",
		{Customer: "C", Type: "cash", Amount: "5", Mode: "random"}: "\"random\" is not a way to apply a receipt",
		{Customer: "C", Type: "set-off", Amount: "5"}:              "a set-off needs the number of the customer's bill",
		{Customer: "C", Type: "retention", Amount: "5"}:            "comes with what it belongs to",
	} {
		if got := b.Refused(cmd); !strings.Contains(got, want) {
			t.Errorf("refused with %q, not %q", got, want)
		}
	}
}

// What answers a receipt is taken back by undo, whole, and figures of earlier days stay.
func TestOnwardMovesAndTheirUndo(t *testing.T) {
	b := office(t)
	issue(b, "A", "", "2025-02-01", "100")
	b.Do(&bill.Issue{Customer: "D", Number: "X", Doc: "2025-01-01", Due: "2025-02-01", Amount: "60"})
	b.Do(&receipt.Record{Customer: "C", Type: "transfer", Number: "R", Amount: "200.40"})
	undo := func(r book.Result) { b.Do(&book.Undo{Seq: r.Seq}) }
	check := func(what, want string) {
		t.Helper()
		if got := lefts(b, "A", "R", "X"); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	b.Today++
	r := b.Do(&receipt.Refund{Receipt: "R", Amount: "50", Reason: "by transfer, asked for by mail"})
	check("refund", "0.00 50.40 60.00")
	if said := b.Refused(&receipt.Unapply{Receipt: "RF-000004"}); !strings.Contains(said, "no receipt") {
		t.Error(said)
	}
	b.Do(&receipt.Unapply{Receipt: "R"})
	b.Do(&receipt.ApplyMore{Receipt: "R"})
	check("un-apply leaves the refund", "0.00 50.40 60.00")
	if said := b.Refused(&book.Undo{Seq: r.Seq}); !strings.Contains(said, "undo that first") {
		t.Error(said)
	}
	undo(b.Do(&receipt.Refund{Receipt: "R", Reason: "all of it"}))
	check("refund undone", "0.00 50.40 60.00")
	m := b.Do(&receipt.Move{Receipt: "R", To: "D", Amount: "50", Reason: "paid for his brother"})
	check("moved", "0.00 0.40 10.00")
	undo(m)
	check("move undone", "0.00 50.40 60.00")
	if said := b.Refused(&receipt.Keep{Receipt: "R", Reason: "small"}); !strings.Contains(said,
		"50.40 SAR is more than the small difference of 1.00") {
		t.Error(said)
	}
	b.Do(&receipt.Move{Receipt: "R", To: "D", Amount: "50", Reason: "paid for his brother"})
	undo(b.Do(&receipt.Keep{Receipt: "R", Reason: "small"}))
	b.Do(&receipt.Keep{Receipt: "R", Reason: "small"})
	check("kept", "0.00 0.00 10.00")

	issue(b, "W", "", "2025-02-01", "80")
	b.Do(&receipt.Record{Customer: "C", Type: "write-off", Amount: "80", Parts: []receipt.PartChoice{{Bill: "W"}}})
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Number: "REC", Amount: "30", Recovers: "W"})
	over := &receipt.Record{Customer: "C", Type: "cash", Amount: "50.01", Recovers: "W"}
	if said := b.Refused(over); !strings.Contains(said, "bill W has 50.00 written off and not recovered yet") {
		t.Error(said)
	}
	if lefts(b, "W", "REC") != "0.00 0.00" {
		t.Error("a recovery opens nothing")
	}
}

func TestATenderKeepsBothLegs(t *testing.T) {
	b := office(t)
	issue(b, "A", "", "2025-02-01", "1000")
	usd := &receipt.Handed{Amount: "100.01", Currency: "USD", Rate: "3.755", Source: "bank board", Agreed: "Sami"}
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Number: "R", Tender: usd})
	b.Read(func(v *book.View) error {
		r, _, err := receipt.ByNumber(v, "R")
		if r.Amount != 37554 || r.Tender.Amount != 10001 || r.Tender.Currency != "USD" {
			t.Errorf("%+v %+v", r, r.Tender)
		}
		return err
	})
	for _, bad := range []receipt.Handed{{Amount: "1", Currency: "USD", Source: "x", Agreed: "y"},
		{Amount: "1", Currency: "SAR", Rate: "1", Source: "x", Agreed: "y"},
		{Amount: "1", Currency: "USD", Rate: "3.75", Agreed: "y"}, {Amount: "1.001", Currency: "USD", Rate: "3.75",
			Source: "x", Agreed: "y"}} {
		_, err := b.Try(&receipt.Record{Customer: "C", Type: "cash", Tender: &bad})
		if book.FieldOf(err) != "tender" {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	wrong := &receipt.Record{Customer: "C", Type: "cash", Amount: "375.53", Tender: usd}
	if said := b.Refused(wrong); !strings.Contains(said, "100.01 at 3.755 is 375.54 SAR, not 375.53") {
		t.Error(said)
	}
}

func TestCertificatesAreChasedUntilTheyCome(t *testing.T) {
	b := office(t)
	issue(b, "A", "", "2025-02-01", "1000")
	b.Do(&receipt.Record{Customer: "C", Type: "withholding", Number: "W", Amount: "30"})
	has := func(d civil.Date) (ok bool) {
		b.Read(func(v *book.View) error {
			return receipt.Withheld(v, func(r *receipt.Receipt) (bool, error) {
				_, ok = r.Certificate(d)
				return true, nil
			})
		})
		return ok
	}
	b.Today += 10
	came := b.Do(&receipt.Certify{Receipt: "W", Number: "T-77"})
	if said := b.Refused(&receipt.Certify{Receipt: "W", Number: "T-78"}); !strings.Contains(said, "came already") {
		t.Error(said)
	}
	b.Today++
	b.Do(&book.Undo{Seq: came.Seq})
	if has(b.Today-2) || !has(b.Today-1) || has(b.Today) {
		t.Error("a certificate taken back stays on the days it was there")
	}
}

// Whatever the mode, an allocation never exceeds the receipt nor a part, and places all
// that can be placed.
func TestSpreadConserves(t *testing.T) {
	modes := []receipt.Mode{receipt.ByDue, receipt.ByDocument, receipt.Proportional, receipt.ByKind, receipt.Marked}
	rapid.Check(t, func(t *rapid.T) {
		open := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) openitem.Item {
			return openitem.Item{Left: money.Minor(rapid.Int64Range(1, 1<<40).Draw(t, "left")),
				Due:     civil.Date(rapid.IntRange(20000, 20003).Draw(t, "due")),
				DocDate: civil.Date(rapid.IntRange(19990, 19992).Draw(t, "doc")),
				Doc:     uint32(rapid.IntRange(1, 9).Draw(t, "id")), Kind: uint8(rapid.IntRange(1, 5).Draw(t, "kind"))}
		}), 0, 30).Draw(t, "open")
		amount := money.Minor(rapid.Int64Range(0, 1<<43).Draw(t, "amount"))
		mode := rapid.SampledFrom(modes).Draw(t, "mode")
		var sum, all money.Minor
		number := func(i *openitem.Item) string { return fmt.Sprint(i.Doc) }
		for i, n := range receipt.Spread(open, mode, amount, number) {
			if n < 0 || n > open[i].Left {
				t.Fatalf("%d of %d", n, open[i].Left)
			}
			sum, all = sum+n, all+open[i].Left
		}
		if want := min(amount, all); mode != receipt.Marked && sum != want || mode == receipt.Marked && sum != 0 {
			t.Fatalf("%s placed %d of %d", mode, sum, want)
		}
	})
}

func BenchmarkPropose5000(b *testing.B) {
	bk := office(b)
	bk.Do(&bulkBills{n: 5000})
	for _, mode := range receipt.Modes() {
		b.Run(string(mode), func(b *testing.B) {
			bk.Read(func(v *book.View) error {
				for b.Loop() {
					if n := len(receipt.Propose(v, 1, mode, 1<<45, nil)); n != 5000 && mode != receipt.Marked {
						b.Fatal(n)
					}
				}
				return nil
			})
		})
	}
}

// bulkBills issues many bills of few days in one entry.
type bulkBills struct {
	n int
}

func (bulkBills) Kind() string { return "test.bills" }

func (c bulkBills) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, "C")
	if err != nil {
		return nil, err
	}
	acc, facts, err := account.Need(in, cu.ID, money.Currency{Code: "SAR", Digits: 2})
	for i := range c.n {
		d := civil.New(2024, 1, 1).Add(i * 7 % 90)
		facts = append(facts, &bill.Issued{Bill: bill.Bill{ID: in.NewID(bill.Doc), Account: acc.ID,
			Number: fmt.Sprintf("INV-%d", i+1), Kind: bill.Invoice, Doc: d, Posting: d,
			Parts: []bill.Part{{Due: d.Add(30), Amount: money.Minor(10_000 + i*37)}}}})
	}
	return facts, err
}
