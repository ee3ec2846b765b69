package aging_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/report/reporttest"
	"duebook/internal/text"
)

func compute(t testing.TB, b *booktest.Book, q aging.Query) (all []aging.Report) {
	t.Helper()
	b.Read(func(v *book.View) (err error) {
		all, err = aging.Compute(v, q)
		return err
	})
	return all
}

// The vectors of RULES 2: one bill due on D, against as-of dates around the edges.
func TestBuckets(t *testing.T) {
	b := reporttest.New(t)
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2024-12-01", Posting: "2024-12-11", Due: "2025-01-01",
		Amount: "100"})
	due := civil.New(2025, 1, 1)
	for days, want := range map[int]string{0: "Current", 1: "1-30", 30: "1-30", 31: "31-60", 60: "31-60",
		61: "61-90", 91: "91-120",
		120: "91-120", 121: "over 120", 4000: "over 120", -5: "Current"} {
		for basis, from := range map[aging.Basis]civil.Date{aging.Due: due, aging.Doc: due - 31,
			aging.Posting: due - 21} {
			r := compute(t, b, aging.Query{AsOf: from.Add(days), Basis: basis})[0]
			if from.Add(days) < due-21 { // not posted yet
				if len(r.Rows) != 0 {
					t.Errorf("%s %d: %+v", basis, days, r.Rows)
				}
				continue
			}
			row := r.Rows[0]
			for n, m := range append([]money.Minor{row.Current}, row.Buckets...) {
				if in := aging.BucketName(r.Edges, n) == want; in != (m == 10000) || in != (row.Counts[n] == 1) {
					t.Errorf("%s %d days: %s holds %d, %d bills; want it in %s", basis, days,
						aging.BucketName(r.Edges, n), m,
						row.Counts[n], want)
				}
			}
			if bad := days > 180; bad != (row.Bad == 10000) {
				t.Errorf("%d days: bad %d", days, row.Bad)
			}
		}
	}
}

func sample(t testing.TB) *booktest.Book {
	b := reporttest.New(t)
	b.Do(&customer.Open{Code: "C1", Name: "مؤسسة النور \"1\"", Branch: "Riyadh", Collector: "Mona", Group: "Big"})
	b.Do(&customer.Open{Code: "=C2", Name: "Beta", Branch: "Jeddah"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-01-01", Due: "2025-02-01", Amount: "1000"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-01", Due: "2025-06-01", Amount: "500.50"})
	b.Do(&bill.Issue{Customer: "=C2", Number: "C", Doc: "2025-06-01", Parts: []bill.PartInput{{Due: "2025-06-10",
		Amount: "70"},
		{Due: "2025-12-31", Amount: "30", Retention: true}}})
	b.Do(&bill.Issue{Customer: "=C2", Number: "K", Doc: "2025-06-01", Due: "2025-07-01", Amount: "1.234",
		Currency: "KWD"})
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Number: "R1", Amount: "200", Date: "2025-06-02",
		Mode: "none"})
	b.Do(&dispute.Open{Bill: "B", Amount: "100", Reason: "price"})
	b.Do(&promise.Take{Customer: "C1", Amount: "700", Date: "2025-06-20"})
	return b
}

func TestPoliciesAndColumns(t *testing.T) {
	b := sample(t)
	row := func(p aging.Policy) aging.Row {
		all := compute(t, b, aging.Query{AsOf: b.Today, Credits: p, Promises: true})
		if len(all) != 2 || all[0].Currency.Code != "KWD" || all[1].Rows[1].Key != "C1" {
			t.Fatalf("%+v", all)
		}
		return all[1].Rows[1]
	}
	for p, want := range map[aging.Policy]string{
		aging.Column: "[0 50050 0 0 0 100000] -20000 130050 [0 1 0 0 0 1]",
		aging.Bucket: "[0 30050 0 0 0 100000] 0 130050 [0 1 0 0 0 1]",
		aging.Oldest: "[0 50050 0 0 0 80000] 0 130050 [0 1 0 0 0 1]"} {
		r := row(p)
		got := fmt.Sprint(append([]money.Minor{r.Current}, r.Buckets...), r.Unapplied, r.Balance, r.Counts)
		if got != want {
			t.Errorf("%s: %s, want %s", p, got, want)
		}
		if r.Disputed != 10000 || r.Promised != 70000 { // R1 came before the promise
			t.Errorf("%s: disputed %d, promised %d", p, r.Disputed, r.Promised)
		}
	}
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "2000", Mode: "none"})
	if r := row(aging.Oldest); r.Balance != -69950 || r.Unapplied != -69950 || r.Bills != 0 {
		t.Errorf("credits above the bills: %+v", r)
	}
}

// Whatever was posted and whatever is asked: the buckets and the unapplied money make
// the balance, groups sum to the total, the three policies and every grouping have one
// total, and it is what the fold of the documents owes; a figure is its items.
func TestAgingPartitionsAndTiesOut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := reporttest.New(t)
		reporttest.History(rt, b, 40)
		for _, day := range reporttest.Days(rt, b) {
			q := aging.Query{AsOf: day, Prove: true, Promises: true,
				Basis: rapid.SampledFrom([]aging.Basis{aging.Due, aging.Doc, aging.Posting}).Draw(rt, "basis"),
				Edges: rapid.SampledFrom([][]int{nil, {1}, {7, 30, 400}}).Draw(rt, "edges")}
			want := map[string]money.Minor{}
			for _, r := range compute(t, b, q) {
				want[r.Currency.Code] = r.Total.Balance
			}
			q.By = rapid.SampledFrom(ledger.Groupings).Draw(rt, "by")
			for _, p := range []aging.Policy{aging.Column, aging.Bucket, aging.Oldest} {
				q.Credits = p
				b.Read(func(v *book.View) error { return check(rt, v, q, want) })
			}
		}
	})
}

func check(t *rapid.T, v *book.View, q aging.Query, want map[string]money.Minor) error {
	all, err := aging.Compute(v, q)
	if err != nil {
		return err
	}
	owed := map[string]money.Minor{}
	p := ledger.NewPeople(v, q.AsOf)
	err = ledger.Walk(v, q.AsOf, nil, ledger.Visitor{Item: func(*openitem.Item) bool { return true },
		Owed: func(acc uint32, m money.Minor) bool { owed[p.Money(acc).Code] += m; return true }})
	if err != nil {
		return err
	}
	for n := range all {
		r := &all[n]
		cur := r.Currency.Code
		if r.Total.Balance != want[cur] || r.Total.Balance != owed[cur] || r.Tie.Ledger != owed[cur] ||
			r.Tie.Outside != 0 {
			t.Fatalf("%s %s: total %d, tie %+v, want %d, owed %d", q.By, q.Credits, r.Total.Balance, r.Tie,
				want[cur], owed[cur])
		}
		var sum money.Minor
		for _, row := range r.Rows {
			sum += row.Balance
			if row.Unapplied > 0 {
				t.Fatalf("unapplied money is %d", row.Unapplied)
			}
			if err := explained(t, v, q, cur, &row); err != nil {
				return err
			}
		}
		if sum != r.Total.Balance {
			t.Fatalf("%s: the groups make %d, the total is %d", q.By, sum, r.Total.Balance)
		}
	}
	return nil
}

func explained(t *rapid.T, v *book.View, q aging.Query, cur string, row *aging.Row) error {
	figures := map[aging.Figure]money.Minor{0: row.Current, aging.FigureUnapplied: row.Unapplied,
		aging.FigureBalance: row.Balance,
		aging.FigureBad:     row.Bad, aging.FigureDisputed: row.Disputed, aging.FigureRetention: row.Retention,
		aging.FigurePromised: row.Promised}
	for n, m := range row.Buckets {
		figures[aging.Figure(n+1)] = m
	}
	for f, want := range figures {
		lines, sum, err := aging.Explain(v, q, cur, row.Key, f)
		if err != nil {
			return err
		}
		if sum != want {
			t.Fatalf("%s %q figure %d is %d, its %d lines make %d", q.By, row.Key, f, want, len(lines), sum)
		}
		if n := len(lines); f >= 0 && q.Credits == aging.Column && n != row.Counts[f] {
			t.Fatalf("%s %q figure %d counts %d bills, has %d", q.By, row.Key, f, row.Counts[f], n)
		}
	}
	return nil
}

// Undo leaves every figure of today as before, whatever came back.
func TestUndoLeavesTodayAsBefore(t *testing.T) {
	b := sample(t)
	before := compute(t, b, aging.Query{AsOf: b.Today, Promises: true})
	yesterday := compute(t, b, aging.Query{AsOf: b.Today - 1})
	for _, c := range []book.Command{&bill.Issue{Customer: "C1", Number: "X", Amount: "9"},
		&receipt.Record{Customer: "C1", Type: "cash", Amount: "300"}, &receipt.ApplyMore{Receipt: "R1"},
		&bill.Reschedule{Bill: "A", Due: "2025-12-01"}, &dispute.Open{Bill: "A", Reason: "quality"}} {
		r := b.Do(c)
		if reflect.DeepEqual(before, compute(t, b, aging.Query{AsOf: b.Today, Promises: true})) {
			t.Errorf("%s changed nothing", c.Kind())
		}
		b.Do(&book.Undo{Seq: r.Seq})
		if got := compute(t, b, aging.Query{AsOf: b.Today, Promises: true}); !reflect.DeepEqual(before, got) {
			t.Errorf("after undoing %s:\n%+v\nwas\n%+v", c.Kind(), got, before)
		}
	}
	if got := compute(t, b, aging.Query{AsOf: b.Today - 1}); !reflect.DeepEqual(yesterday, got) {
		t.Errorf("yesterday became\n%+v\nwas\n%+v", got, yesterday)
	}
}

func TestScopes(t *testing.T) {
	b := sample(t)
	q := aging.Query{AsOf: b.Today, By: ledger.ByBill, Within: []ledger.Scope{{By: ledger.ByBranch, Key: "jeddah"},
		{By: ledger.ByCurrency, Key: "SAR"}}}
	r := compute(t, b, q)
	if len(r) != 1 || len(r[0].Rows) != 1 || r[0].Total.Balance != 10000 || r[0].Tie.Ledger-r[0].Tie.Outside != 10000 ||
		r[0].Rows[0].Bills != 2 || r[0].Total.Retention != 3000 {
		t.Errorf("%+v", r)
	}
	q.Within = []ledger.Scope{{By: ledger.ByCollector}}
	q.By = ledger.ByCollector
	if r := compute(t, b, q); r[1].Total.Balance != 10000 || r[1].Rows[0].Name != "(no collector)" {
		t.Errorf("nobody's: %+v", r)
	}
	b.Read(func(v *book.View) error {
		for _, s := range []ledger.Scope{{By: ledger.ByBranch, Key: "Mars"}, {By: ledger.ByCustomer, Key: "C9"},
			{By: ledger.ByBill, Key: "?"}, {By: ledger.ByCurrency, Key: "EUR"}, {By: "moon", Key: "1"}} {
			if _, err := aging.Compute(v, aging.Query{AsOf: b.Today,
				Within: []ledger.Scope{s}}); book.CodeOf(err) == "" {
				t.Errorf("%+v: %v", s, err)
			}
		}
		for _, bad := range []aging.Query{{Basis: "x"}, {Credits: "x"}, {By: "x"}, {Edges: []int{}},
			{Edges: []int{30, 30}}} {
			if _, err := aging.Compute(v, bad); err == nil {
				t.Errorf("%+v was not refused", bad)
			}
		}
		return nil
	})
}

func TestShapes(t *testing.T) {
	b := sample(t)
	all := compute(t, b, aging.Query{AsOf: b.Today})
	var out bytes.Buffer
	two := compute(t, b, aging.Query{AsOf: b.Today, Edges: []int{30, 60}})[1]
	if err := render.WriteTable(&out, two.Table(false), text.Isolate); err != nil {
		t.Error(err)
	}
	reporttest.Golden(t, "table", out.String())
	short := compute(t, b, aging.Query{AsOf: b.Today, Edges: []int{30}})
	got := string(aging.AppendJSON(nil, short))
	if !json.Valid([]byte(got)) {
		t.Error(got)
	}
	reporttest.Golden(t, "json", got)
	var one map[string]any
	if err := json.Unmarshal(aging.AppendJSON(nil, short[:1]), &one); err != nil || len(one) != 7 {
		t.Error(err, one)
	}
	out.Reset()
	if err := render.WriteCSV(&out, all[0].Table(true), all[1].Table(true)); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	if lines[0] != "currency,customer,name,bills,current,days_1_30,days_31_60,days_61_90,days_91_120,days_over_120,"+
		"unapplied,balance,bad,disputed,retention,promised,covered,interest" ||
		lines[3] != "SAR,'=C2,Beta,2,30.00,70.00,0.00,0.00,0.00,0.00,0.00,100.00,0.00,0.00,30.00,0.00,0.00,0.00" {
		t.Error(out.String())
	}
	empty := reporttest.New(t)
	if got := string(aging.AppendJSON(nil, compute(t, empty, aging.Query{AsOf: b.Today}))); !strings.Contains(got,
		`"currency":"SAR","edges":[30,60,90,120],"by":"customer","rows":[`+"\n],\"total\":{") ||
		!json.Valid([]byte(got)) {
		t.Error(got)
	}
}

func TestLinesOfARow(t *testing.T) {
	b := sample(t)
	b.Do(&company.Set{Field: "bad_over", Value: "100"})
	b.Read(func(v *book.View) error {
		lines, err := aging.Bills(v, aging.Query{AsOf: b.Today, Promises: true}, "C1")
		if err != nil {
			return err
		}
		got := ""
		for _, l := range lines {
			got += fmt.Sprintln(l.Number, l.What, l.Days, l.Bucket, l.Left, l.Disputed, l.Promised)
		}
		if want := "A invoice 134 5 100000 0 70000\nB invoice 14 1 50050 10000 0\nR1 transfer 13 -1 -20000 0 " +
			"0\n"; got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
		if foot := aging.LinesTable(lines, []int{30, 60, 90, 120}); foot.Foot == nil || len(foot.Rows) != 3 {
			t.Error(foot)
		}
		_, bad, err := aging.Explain(v, aging.Query{AsOf: b.Today}, "SAR", "C1", aging.FigureBad)
		if bad != 100000 {
			t.Error("bad", bad)
		}
		return err
	})
}
