package obligation_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Every check makes a book of its own, so 30 of them are enough.
func init() {
	if err := flag.Set("rapid.checks", "30"); err != nil {
		panic(err)
	}
}

var cal = civil.Calendar{Closed: civil.FridaySaturday}

func june(day int) civil.Date { return civil.New(2025, 6, day) }

// start makes a book on Sunday the first of June in which C1 owes 1,000 on A and 500
// on B.
func start(t testing.TB) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), obligation.Subject()))
	b.Today = june(1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-05-20", Amount: "1000"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-02", Due: "2025-05-25", Amount: "500"})
	return b
}

func record(b *booktest.Book, c obligation.Record) uint32 {
	b.T.Helper()
	c.Customer = "C1"
	if c.Type == "" {
		c.Type = "promissory note"
	}
	return b.Do(&c).Facts[0].(*obligation.Recorded).Obligation.ID
}

func judge(b *booktest.Book, id uint32, on civil.Date) (j obligation.Judged) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		o, err := obligation.Get(v, id)
		if err == nil {
			j, err = obligation.Judge(v, &o, on, cal)
		}
		return err
	})
	return j
}

func is(b *booktest.Book, id uint32, on civil.Date, want obligation.State) {
	b.T.Helper()
	if j := judge(b, id, on); j.State != want {
		b.T.Errorf("obligation %d on %s is %s, not %s", id, on, j.State, want)
	}
}

func pay(b *booktest.Book, day int, amount string, bills ...string) book.Result {
	b.T.Helper()
	b.Today = june(day)
	r := receipt.Record{Customer: "C1", Type: "transfer", Amount: amount, Mode: "marked"}
	for _, n := range bills {
		r.Parts = append(r.Parts, receipt.PartChoice{Bill: n})
	}
	return b.Do(&r)
}

// A note in three instalments is judged part by part, from receipts only.
func TestJudgedFromScheduleAndReceipts(t *testing.T) {
	b := start(t)
	id := record(b, obligation.Record{Bills: []string{"A"}, Amount: "1000", Due: "2025-06-05", Parts: 3, Every: "week"})
	j := judge(b, id, june(1))
	if got := fmt.Sprint(j.Schedule); got != "[{2025-06-05 33334} {2025-06-12 33333} {2025-06-19 33333}]" {
		t.Error(got)
	}
	is(b, id, june(4), obligation.Held)
	is(b, id, june(5), obligation.Due)
	is(b, id, june(6), obligation.Overdue) // the 5th is a Thursday, an open day
	paid := pay(b, 7, "500", "A")
	is(b, id, june(6), obligation.Overdue)
	is(b, id, june(7), obligation.Held)
	if j := judge(b, id, june(7)); j.Paid != 50000 || j.Left != 50000 || j.Next != 16667 || j.Due != june(12) {
		t.Errorf("%+v", j)
	}
	b.Today = june(10)
	b.Do(&book.Undo{Seq: paid.Seq})
	is(b, id, june(9), obligation.Held)
	is(b, id, june(10), obligation.Overdue)
	pay(b, 11, "1000", "A")
	is(b, id, june(11), obligation.Paid)
	if j := judge(b, id, june(20)); j.PaidOn != june(11) || j.Left != 0 {
		t.Errorf("%+v", j)
	}
}

// What falls due on a closed day may be paid on the next open one; equal instalments
// are moved there at once.
func TestClosedDays(t *testing.T) {
	b := start(t)
	id := record(b, obligation.Record{Bills: []string{"A"}, Due: "2025-06-06"}) // a Friday
	is(b, id, june(8), obligation.Due)
	is(b, id, june(9), obligation.Overdue)
	all, err := obligation.Instalments(100, 3, "month", civil.New(2025, 1, 31), cal)
	if got := fmt.Sprint(all, err); got != "[{2025-02-02 2025-01-31 34} {2025-03-02 2025-02-28 33} "+
		"{2025-03-31 2025-03-31 33}] <nil>" {
		t.Error(got)
	}
}

// Two notes on one bill: the same money never pays both, and a note for more than its
// bills is paid when they are.
func TestNothingPaysTwice(t *testing.T) {
	b := start(t)
	first := record(b, obligation.Record{Bills: []string{"A"}, Amount: "400", Due: "2025-06-05"})
	second := record(b, obligation.Record{Bills: []string{"A"}, Amount: "900", Due: "2025-06-15"})
	pay(b, 4, "400", "A")
	is(b, first, june(4), obligation.Paid)
	if j := judge(b, second, june(4)); j.Paid != 0 || j.Left != 60000 {
		t.Errorf("%+v", j)
	}
	b.Do(&receipt.Record{Customer: "C1", Type: "credit note", Amount: "100", Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "A"}}})
	if j := judge(b, second, june(4)); j.Paid != 0 || j.Payments[0].Lowered != 10000 || j.Left != 50000 {
		t.Errorf("%+v", j)
	}
	pay(b, 5, "500", "A")
	is(b, second, june(5), obligation.Paid)
}

// What was paid before the paper was written, also on its day, is none of it; a paper
// recorded late is for what was open on its day.
func TestPaidBeforeIt(t *testing.T) {
	b := start(t)
	pay(b, 3, "200", "A")
	id := record(b, obligation.Record{Bills: []string{"A"}, Due: "+9"})
	pay(b, 3, "100", "A")
	if j := judge(b, id, june(3)); j.Amount != 80000 || j.Paid != 10000 || j.Left != 70000 {
		t.Errorf("%+v", j)
	}
	b.Today = june(8)
	late := record(b, obligation.Record{Bills: []string{"A"}, Issued: "2025-06-02", Due: "+9"})
	if j := judge(b, late, june(8)); j.Amount != 100000 || j.Left != 70000 {
		t.Errorf("%+v", j)
	}
}

func TestAtSight(t *testing.T) {
	b := start(t)
	id := record(b, obligation.Record{Bills: []string{"B"}, State: "signed"})
	do := func(day int, move string) {
		b.Today = june(day)
		b.Do(&obligation.Advance{ID: id, Move: move})
	}
	do(2, "hold")
	is(b, id, june(30), obligation.Held)
	do(3, "present")
	is(b, id, june(2), obligation.Held)
	is(b, id, june(3), obligation.Due)
	is(b, id, june(4), obligation.Overdue)
	do(5, "file")
	is(b, id, june(4), obligation.Overdue)
	is(b, id, june(5), obligation.Filed)
	pay(b, 8, "500", "B")
	is(b, id, june(8), obligation.Filed)
	do(9, "hold")
	is(b, id, june(9), obligation.Paid)
	do(10, "return")
	is(b, id, june(10), obligation.Returned)
	is(b, id, june(9), obligation.Paid)
}

// The closed table: every move not in it is refused, and says so.
func TestTableOfMoves(t *testing.T) {
	legal := map[string]string{"drafted": "sign cancel", "signed": "hold cancel", "held": "present cancel",
		"due": "file cancel", "overdue": "file cancel", "paid": "return", "filed": "hold cancel"}
	rapid.Check(t, func(rt *rapid.T) {
		b := start(t)
		sight := rapid.Bool().Draw(rt, "at sight")
		c := obligation.Record{Bills: []string{"A"}, State: rapid.SampledFrom([]string{"drafted", "signed",
			"held"}).Draw(rt, "state")}
		if !sight {
			c.Due = "2025-06-05"
		}
		id := record(b, c)
		for range 8 {
			b.Today = b.Today.Add(rapid.IntRange(0, 4).Draw(rt, "days"))
			if rapid.IntRange(0, 5).Draw(rt, "pays") == 0 {
				_, _ = b.Try(&receipt.Record{Customer: "C1", Type: "cash", Amount: "1000", Mode: "marked",
					Parts: []receipt.PartChoice{{Bill: "A"}}})
			}
			move := rapid.SampledFrom(obligation.Moves()).Draw(rt, "move")
			was := judge(b, id, b.Today).State.String()
			_, err := b.Try(&obligation.Advance{ID: id, Move: move, Note: "agreed"})
			may := slices.Contains(strings.Fields(legal[was]), move) && (move != "present" || sight)
			switch {
			case may && err != nil:
				rt.Fatalf("%s a note that is %s was refused: %v", move, was, err)
			case !may && err == nil:
				rt.Fatalf("%s a note that is %s was taken", move, was)
			case !may && (move != "present" || was != "held") &&
				err.Error() != "cannot "+move+" a promissory note that is "+was:
				rt.Fatal(err)
			}
		}
	})
}

func TestUndoAndEdit(t *testing.T) {
	b := start(t)
	id := record(b, obligation.Record{Bills: []string{"A"}, Due: "2025-06-02", Nafith: "NF-1"})
	b.Today = june(4)
	filed := b.Do(&obligation.Advance{ID: id, Move: "file"})
	b.Today = june(5)
	b.Do(&book.Undo{Seq: filed.Seq})
	is(b, id, june(4), obligation.Filed)
	is(b, id, june(5), obligation.Overdue)
	edited := b.Do(&obligation.Edit{ID: id, Field: "place", Value: " Riyadh "})
	if p := judge(b, id, june(5)).Paper; p.Place != "Riyadh" || p.Nafith != "NF-1" {
		t.Errorf("%+v", p)
	}
	b.Do(&book.Undo{Seq: edited.Seq})
	if p := judge(b, id, june(5)).Paper; p.Place != "" {
		t.Errorf("%+v", p)
	}
	r := record2(b)
	b.Today = june(6)
	b.Do(&book.Undo{Seq: r.Seq})
	b.Read(func(v *book.View) error {
		all, err := obligation.JudgeAccount(v, 1, june(6), cal)
		before, _ := obligation.JudgeAccount(v, 1, june(5), cal)
		if len(all) != 1 || len(before) != 2 {
			t.Errorf("%d, before %d", len(all), len(before))
		}
		return err
	})
}

func record2(b *booktest.Book) book.Result {
	return b.Do(&obligation.Record{Customer: "C1", Type: "undertaking"})
}

// A paper is a memo: nothing owed moves.
func TestRefusalsAndMemo(t *testing.T) {
	b := start(t)
	for want, c := range map[string]obligation.Record{
		"is not a sort of paper":         {Type: "napkin"},
		"sum to 900.00, not to 1,000.00": {Amount: "1000", Schedule: []obligation.Row{{"+3", "400"}, {"+9", "500"}}},
		"too small for 3":                {Amount: "0.02", Due: "+3", Parts: 3},
		"needs the day of its first":     {Parts: 3},
		"2 to 120":                       {Due: "+3", Parts: 121},
		"time between":                   {Due: "+3", Parts: 2, Every: "year"},
		"before the day of issue":        {Due: "2025-05-20", Issued: "2025-05-25"},
		"still to come":                  {Issued: "+2"},
		"must be for more than 0":        {Amount: "0"},
		"recorded drafted, signed":       {State: "filed"},
		"Z":                              {Bills: []string{"Z"}},
		"either the schedule":            {Parts: 2, Schedule: []obligation.Row{{"+3", "400"}}},
	} {
		c.Customer = "C1"
		if c.Type == "" {
			c.Type = "undertaking"
		}
		if s := b.Refused(&c); !strings.Contains(s, want) {
			t.Errorf("%q does not say %q", s, want)
		}
	}
	id := record(b, obligation.Record{Due: "+3"})
	if j := judge(b, id, b.Today); j.Amount != 150000 || len(j.Bills) != 2 {
		t.Errorf("%+v", j)
	}
	for want, c := range map[string]obligation.Advance{"nothing that is done": {Move: "burn"},
		"say why":       {Move: "cancel"},
		"still to come": {Move: "cancel", Date: "+1", Note: "x"}, "is before": {Move: "cancel", Date: "2025-05-01"}} {
		c.ID = id
		if s := b.Refused(&c); !strings.Contains(s, want) {
			t.Errorf("%q does not say %q", s, want)
		}
	}
	b.Read(func(v *book.View) error {
		if m := openitem.Balance(v, 1); m != money.Minor(150000) {
			t.Errorf("the balance is %d", m)
		}
		return nil
	})
}
