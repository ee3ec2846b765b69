package statement_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/render"
	"duebook/internal/report/reporttest"
	"duebook/internal/report/statement"
	"duebook/internal/text"
)

func compute(t testing.TB, b *booktest.Book, q statement.Query) (all []statement.Statement) {
	t.Helper()
	b.Read(func(v *book.View) (err error) {
		all, err = statement.Compute(v, q)
		return err
	})
	return all
}

func TestStatement(t *testing.T) {
	b := reporttest.New(t)
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "OLD", Doc: "2025-04-01", Due: "2025-05-01", Amount: "40"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-06-02", Due: "2025-07-02", Amount: "100", PO: "PO 7"})
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Number: "R1", Amount: "60", Date: "2025-06-10",
		Reference: "FT9"})
	same := b.Do(&bill.Issue{Customer: "C1", Number: "OOPS", Amount: "5"})
	b.Do(&book.Undo{Seq: same.Seq})
	back := b.Do(&bill.Issue{Customer: "C1", Number: "BACK", Doc: "2025-06-05", Amount: "7"})
	b.Do(&book.Undo{Seq: back.Seq})
	b.Do(&bill.Issue{Customer: "C1", Number: "LATER", Doc: "2025-06-12", Posting: "2025-07-03", Amount: "9"})
	b.Do(&bill.Issue{Customer: "C1", Number: "USD", Amount: "3", Currency: "USD"})
	q := statement.Query{Customer: "C1", From: civil.New(2025, 6, 1), To: civil.New(2025, 6, 30)}
	all := compute(t, b, q)
	if len(all) != 2 || all[0].Opening != 4000 || all[0].Closing != 8000 || all[0].Debits-all[0].Credits != 4000 ||
		all[1].Closing != 300 {
		t.Fatalf("%+v", all)
	}
	var out bytes.Buffer
	if err := render.WriteTable(&out, all[0].Table(), text.Isolate); err != nil {
		t.Fatal(err)
	}
	reporttest.Golden(t, "table", out.String())
	out.Reset()
	if err := render.WriteCSV(&out, all[0].File()); err != nil {
		t.Fatal(err)
	}
	reporttest.Golden(t, "csv", out.String())
	if foot(t, &out) != 8000 {
		t.Errorf("the column of amounts comes to %d, not to the closing balance", foot(t, &out))
	}
	js := statement.AppendJSON(nil, all)
	if !json.Valid(js) {
		t.Error(string(js))
	}
	reporttest.Golden(t, "json", string(js))
	b.Read(func(v *book.View) error {
		for field, bad := range map[string]statement.Query{"customer": {Customer: "C9", From: 1, To: 2},
			"from": {Customer: "C1", From: q.To, To: q.From}, "currency": {Customer: "C1", Currency: "EUR",
				From: 1, To: 2}} {
			if _, err := statement.Compute(v, bad); book.FieldOf(err) != field {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		return nil
	})
}

// foot sums the column "amount" as a spreadsheet would.
func foot(t *testing.T, file *bytes.Buffer) (sum money.Minor) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(file.Bytes())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], "amount")
	for _, row := range rows[1:] {
		if row[at] == "" {
			continue
		}
		m, err := text.ParseAmount(row[at], 2)
		if err != nil {
			t.Fatal(err)
		}
		sum += m
	}
	return sum
}

// One period's closing is the next one's opening, however the time is cut, and the
// parts make the whole (M12); Compute itself compares both with the open items.
func TestStatementsJoin(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := reporttest.New(t)
		reporttest.History(rt, b, 30)
		from := b.Today.Add(-300)
		days := rapid.SliceOfN(rapid.IntRange(1, 120), 1, 4).Draw(rt, "periods")
		for c := range 3 {
			before := map[string]money.Minor{}
			var debits, credits money.Minor
			start := from
			for _, n := range days {
				q := statement.Query{Customer: fmt.Sprintf("C%d", c), From: start, To: start.Add(n - 1)}
				start = start.Add(n)
				for _, s := range compute(t, b, q) {
					if last, ok := before[s.Money.Code]; ok && last != s.Opening {
						rt.Fatalf("closed with %d, opens with %d", last, s.Opening)
					}
					if s.Opening+s.Debits-s.Credits != s.Closing {
						rt.Fatalf("%d + %d - %d is not %d", s.Opening, s.Debits, s.Credits, s.Closing)
					}
					before[s.Money.Code] = s.Closing
					debits, credits = debits+s.Debits, credits+s.Credits
				}
			}
			for _, s := range compute(t, b, statement.Query{Customer: fmt.Sprintf("C%d", c), From: from,
				To: start - 1}) {
				debits, credits = debits-s.Debits, credits-s.Credits
				if s.Closing != before[s.Money.Code] {
					rt.Fatalf("the whole closes with %d, its last part with %d", s.Closing, before[s.Money.Code])
				}
			}
			if debits != 0 || credits != 0 {
				rt.Fatalf("the parts have %d more debits, %d more credits than the whole", debits, credits)
			}
		}
	})
}

// Cheques in hand stand beside the balance, never in it; a guarantee is none, and one
// that comes after the period is not shown.
func TestChequesBeside(t *testing.T) {
	b := reporttest.New(t)
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	q := statement.Query{Customer: "C1", From: civil.New(2025, 6, 1), To: b.Today}
	if all := compute(t, b, q); len(all) != 1 || all[0].Closing != 0 || all[0].Money.Code != "SAR" {
		t.Fatalf("a customer without an account: %+v", all)
	}
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-06-02", Due: "2025-07-02", Amount: "100"})
	paper := func(number, kind, received string) cheque.Paper {
		return cheque.Paper{Number: number, Amount: "40", Maturity: "2025-08-01", Bank: "Bank", Type: kind,
			Received: received}
	}
	b.Do(&cheque.Receive{Customer: "C1", Paper: paper("1", "", "2025-06-03")})
	b.Do(&cheque.Receive{Customer: "C1", Paper: paper("2", "guarantee", "2025-06-03")})
	s := compute(t, b, q)[0]
	if s.Closing != 10000 || s.InHand != 4000 || len(s.Cheques) != 1 || s.Cheques[0].Number != "1" {
		t.Errorf("%+v", s)
	}
	if out := string(statement.AppendJSON(nil, []statement.Statement{s})); !json.Valid([]byte(out)) {
		t.Error(out)
	}
	q.To = civil.New(2025, 6, 2)
	if s := compute(t, b, q)[0]; s.InHand != 0 || len(s.Cheques) != 0 {
		t.Errorf("%+v", s)
	}
}
