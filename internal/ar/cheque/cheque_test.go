package cheque

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

func schema(more ...book.Part) *book.Schema {
	return book.NewSchema(append([]book.Part{company.Subject(), directory.Subject(), customer.Subject(),
		account.Subject(), openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(),
		followup.Subject(), Subject()}, more...)...)
}

// start is a book with bills A 100 due 1 June, B 250 due 1 July, C 500 due 1 August.
func start(t testing.TB) *booktest.Book {
	b := booktest.New(t, schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	for _, x := range [][3]string{{"A", "2025-06-01", "100"}, {"B", "2025-07-01", "250"}, {"C", "2025-08-01", "500"}} {
		b.Do(&bill.Issue{Customer: "C1", Number: x[0], Doc: "2025-05-01", Due: x[1], Amount: x[2]})
	}
	return b
}

func paper(number, amount, maturity string) Paper {
	return Paper{Number: number, Amount: amount, Maturity: maturity, Bank: "Bank One", Account: "77", Safe: true}
}

func receive(b *booktest.Book, p Paper) book.Result {
	b.T.Helper()
	return b.Do(&Receive{Customer: "C1", Paper: p})
}

// left says what is open of each bill as of a day, by number and due date, and the
// balance.
func left(b *booktest.Book, on civil.Date) string {
	b.T.Helper()
	var s []string
	b.Read(func(v *book.View) error {
		open, err := OpenParts(v, 1, on)
		if err != nil {
			return err
		}
		return bill.OfAccount(v, 1, func(x *bill.Bill) (bool, error) {
			for i := range x.Parts {
				if n := open[Part{x.ID, uint8(i)}]; n > 0 {
					s = append(s, fmt.Sprintf("%s %s %d", x.Number, x.Parts[i].DueAt(on), n/100))
				}
			}
			return true, nil
		})
	})
	return strings.Join(s, "; ")
}

func covered(b *booktest.Book, on civil.Date) (all, waits money.Minor) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		m, err := Cover(v, 1, on, nil)
		for _, c := range m {
			all, waits = all+c.All, waits+c.Waits
		}
		return err
	})
	return all, waits
}

func one(b *booktest.Book, name string) *Cheque {
	b.T.Helper()
	var c Cheque
	b.Read(func(v *book.View) (err error) { c, err = Must(v, name); return err })
	return &c
}

// A cheque in hand is a memo; clearing applies it to what it covers; a bounce after
// that puts everything back as it was, and the days between keep what they showed.
func TestABouncePutsEverythingBack(t *testing.T) {
	b := start(t)
	receive(b, paper("100", "300", "2025-06-20"))
	const all = "A 2025-06-01 100; B 2025-07-01 250; C 2025-08-01 500"
	d15 := b.Today
	if got := left(b, d15); got != all {
		t.Fatal(got)
	}
	if a, w := covered(b, d15); a != 30000 || w != 30000 {
		t.Fatalf("covered %d, waiting %d", a, w)
	}
	if s := b.Refused(&Deposit{Cheques: []string{"100"}, Bank: "Our Bank"}); !strings.Contains(s,
		"is dated 2025-06-20") {
		t.Error(s)
	}
	b.Today = civil.New(2025, 6, 21)
	b.Do(&Deposit{Cheques: []string{"100"}, Bank: "Our Bank"})
	b.Today++
	b.Do(&Clear{Cheques: []string{"100"}})
	d22 := b.Today
	if got := left(b, d22); got != "B 2025-07-01 50; C 2025-08-01 500" {
		t.Fatal(got)
	}
	b.Today += 3
	bounce := b.Do(&Bounce{Cheque: "100", Reason: "insufficient funds", Fee: "25", Date: d22.String()})
	d25 := b.Today
	restored := "A 2025-06-01 100; B 2025-07-01 250; C 2025-08-01 500; CF-000005 2025-06-25 25"
	if got := left(b, d25); got != restored {
		t.Fatal(got)
	}
	for day, want := range map[civil.Date]string{d15: all, d22: "B 2025-07-01 50; C 2025-08-01 500", d25: restored} {
		if got := left(b, day); got != want {
			t.Errorf("as of %s: %s", day, got)
		}
	}
	for day, want := range map[civil.Date]money.Minor{d15 - 1: 0, d15: 30000, d22 - 1: 30000, d22: 0, d25: 0} {
		if a, _ := covered(b, day); a != want {
			t.Errorf("covered %d as of %s, not %d", a, day, want)
		}
	}
	tasks := 0
	b.Read(func(v *book.View) error {
		return followup.Opens(v, b.Today, b.Today, func(f followup.Brief) bool {
			tasks++
			if f.Reason != "cheque 100 bounced: insufficient funds" {
				t.Error(f.Reason)
			}
			return true
		})
	})
	if tasks != 1 {
		t.Errorf("%d tasks for today", tasks)
	}
	b.Do(&book.Undo{Seq: bounce.Seq})
	if got := left(b, b.Today); got != "B 2025-07-01 50; C 2025-08-01 500" {
		t.Errorf("after the undo %s", got)
	}
}

// What was paid meanwhile gets nothing; the surplus stays unapplied.
func TestClearingPaysWhatIsStillOpen(t *testing.T) {
	b := start(t)
	receive(b, paper("100", "300", "2025-06-10"))
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "180"}) // A whole, 80 of B
	if a, w := covered(b, b.Today); a != 17000 || w != 0 {
		t.Errorf("covered %d, waiting %d: capped to what is open of A and B", a, w)
	}
	b.Do(&Deposit{Cheques: []string{"100"}, Bank: "Our Bank"})
	if _, w := covered(b, b.Today); w != 17000 {
		t.Errorf("waiting %d of a deposited cheque", w)
	}
	b.Do(&Clear{Cheques: []string{"100"}})
	b.Read(func(v *book.View) error {
		if got := openitem.Balance(v, 1); got != (850-180-300)*100 {
			t.Errorf("balance %d", got)
		}
		return nil
	})
	if got := left(b, b.Today); got != "C 2025-08-01 500" {
		t.Errorf("%s: 200 of the cheque is for A and B, which had 170 open", got)
	}
}

// What the bank pays of a cheque is a receipt, and the cheque is worth the rest.
func TestPartPaidThenPresentedAgain(t *testing.T) {
	b := start(t)
	receive(b, paper("100", "300", "2025-06-10"))
	b.Do(&Deposit{Cheques: []string{"100"}, Bank: "Our Bank"})
	b.Do(&Bounce{Cheque: "100", Reason: "insufficient funds", Paid: "120"})
	if got := left(b, b.Today); got != "B 2025-07-01 230; C 2025-08-01 500" {
		t.Error(got)
	}
	b.Today++
	b.Do(&Deposit{Cheques: []string{"100"}, Bank: "Our Bank"})
	if c := one(b, "100"); c.Presented(b.Today) != 2 || c.Presented(b.Today-1) != 1 || c.Worth(b.Today) != 18000 {
		t.Errorf("presented %d, worth %d", c.Presented(b.Today), c.Worth(b.Today))
	}
	b.Do(&Clear{Cheques: []string{"100"}})
	if got := left(b, b.Today); got != "B 2025-07-01 50; C 2025-08-01 500" {
		t.Error(got)
	}
}

// In the clearing account the cheque is a receipt when it is received: it covers
// nothing, and what is uncleared is told beside the balance.
func TestClearingAccountNeverCountsTwice(t *testing.T) {
	b := start(t)
	b.Do(&company.Set{Field: "cheque_accounts", Value: "clearing"})
	receive(b, paper("100", "300", "2025-06-20"))
	if got := left(b, b.Today); got != "B 2025-07-01 50; C 2025-08-01 500" {
		t.Error(got)
	}
	if a, _ := covered(b, b.Today); a != 0 {
		t.Errorf("covered %d beside the receipt", a)
	}
	uncleared := func() (n money.Minor) {
		b.Read(func(v *book.View) (err error) { _, n, _, err = InHand(v, 1, b.Today); return err })
		return n
	}
	if uncleared() != 30000 {
		t.Errorf("uncleared %d", uncleared())
	}
	b.Today = civil.New(2025, 6, 20)
	b.Do(&Deposit{Cheques: []string{"100"}, Bank: "Our Bank"})
	b.Do(&Clear{Cheques: []string{"100"}})
	if uncleared() != 0 || left(b, b.Today) != "B 2025-07-01 50; C 2025-08-01 500" {
		t.Errorf("uncleared %d, open %s", uncleared(), left(b, b.Today))
	}
	b.Do(&Bounce{Cheque: "100", Reason: "stale"})
	if got := left(b, b.Today); got != "A 2025-06-01 100; B 2025-07-01 250; C 2025-08-01 500" {
		t.Error(got)
	}
	c := one(b, "100")
	if s := b.Refused(&receipt.Unapply{Receipt: "R-000004"}); s == "" || c.Receipt(Forever) != 0 {
		t.Error(s, c.Receipt(Forever))
	}
}

// Of two cheques for one bill the earlier covers it, each unit once; a guarantee
// covers nothing; the second cheque is for what the first left.
func TestCoverIsNeverCountedTwice(t *testing.T) {
	b := start(t)
	receive(b, paper("1", "300", "2025-07-20"))
	p := paper("2", "300", "2025-06-20")
	receive(b, p)
	if c := one(b, "2"); len(c.Shares(b.Today)) != 2 || c.Shares(b.Today)[0].Amount != 5000 {
		t.Errorf("the second covers %v", c.Shares(b.Today))
	}
	g := paper("3", "900", "2026-01-01")
	g.Type = "guarantee"
	receive(b, g)
	if a, _ := covered(b, b.Today); a != 60000 {
		t.Errorf("covered %d", a)
	}
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "850"})
	if a, _ := covered(b, b.Today); a != 0 {
		t.Errorf("covered %d of nothing open", a)
	}
}

func TestRefusals(t *testing.T) {
	b := start(t)
	receive(b, paper("100", "300", "2025-06-20"))
	for want, c := range map[string]book.Command{
		"is in the register already": &Receive{Customer: "C1", Paper: paper("١٠٠", "5", "2025-09-01")},
		"needs its bank":             &Receive{Customer: "C1", Paper: Paper{Number: "7", Amount: "5", Maturity: "1/7"}},
		"the date that is written":   &Receive{Customer: "C1", Paper: Paper{Number: "7", Amount: "5", Bank: "B"}},
		"must be more than 0":        &Receive{Customer: "C1", Paper: paper("7", "0", "1/7")},
		"lies ahead":                 &Shift{Cheques: []string{"100"}, Move: "cancel", Reason: "x", Date: "tomorrow"},
		"never edited":               &Correct{Cheque: "100", Field: "received", Value: "2025-06-01"},
		"no other cheque covers": &Receive{Customer: "C1", Paper: Paper{Number: "8", Amount: "500", Maturity: "1/7",
			Bank: "B", Parts: []PartChoice{{Bill: "A", Amount: "50"}}}},
		"cannot be dated 2025-06-19": &WriteSlip{Cheques: []string{"100"}, Bank: "Our Bank", Date: "2025-06-19"},
	} {
		if s := b.Refused(c); !strings.Contains(s, want) {
			t.Errorf("%q, not %q", s, want)
		}
	}
	b.Do(&WriteSlip{Cheques: []string{"100"}, Bank: "Our Bank", Date: "2025-06-20", Slip: "77"})
	if s := b.Refused(&WriteSlip{Cheques: []string{"100"}, Bank: "Our Bank", Date: "2025-06-20"}); !strings.Contains(s,
		"on slip 77 already") {
		t.Error(s)
	}
	b.Today = civil.New(2025, 6, 20)
	b.Do(&Deposit{Slip: "77"})
	if c := one(b, "100"); c.State(b.Today) != Deposited || c.State(b.Today-1) != InSafe {
		t.Error(c.State(b.Today))
	}
}

// Many cheques go on one slip, all or none, and clear in one command.
func TestManyAtOnce(t *testing.T) {
	b := start(t)
	var names []string
	for i := range 40 {
		n := fmt.Sprint(1000 + i)
		names = append(names, n)
		receive(b, paper(n, "20", "2025-06-10"))
	}
	late := paper("9", "20", "2025-07-10")
	receive(b, late)
	if s := b.Refused(&Deposit{Cheques: append([]string{"9"}, names...), Bank: "Our Bank"}); !strings.Contains(s,
		"cheque 9 is dated") {
		t.Error(s)
	}
	r := b.Do(&Deposit{Cheques: names, Bank: "Our Bank", Slip: "S1"})
	b.Do(&Clear{Cheques: names})
	if got := left(b, b.Today); got != "C 2025-08-01 50" {
		t.Error(got)
	}
	if s := b.Refused(&book.Undo{Seq: r.Seq}); !strings.Contains(s, "builds on the same") {
		t.Error(s)
	}
}

// After two bounces for want of funds the customer is cash only; a fault of the
// paper does not count.
func TestCashOnlyAfterTwoBouncesForFunds(t *testing.T) {
	b := start(t)
	bounce := func(n, why string) {
		receive(b, paper(n, "20", "2025-06-10"))
		b.Do(&Deposit{Cheques: []string{n}, Bank: "Our Bank"})
		b.Do(&Bounce{Cheque: n, Reason: why})
	}
	block := func() (s customer.BlockStep) {
		b.Read(func(v *book.View) (err error) { s, err = customer.BlockOf(v, 1, b.Today); return err })
		return s
	}
	bounce("1", "insufficient funds")
	bounce("2", "signature differs")
	if block().Block != customer.NoBlock {
		t.Error(block())
	}
	bounce("3", "account closed")
	if block().Block != customer.CashOnly {
		t.Error(block())
	}
	res := receive(b, paper("4", "20", "2025-09-10"))
	if len(res.Warnings) != 1 || !strings.Contains(res.Warnings[0], "cash only") {
		t.Error(res.Warnings)
	}
}

func TestReplacedSettledEndorsed(t *testing.T) {
	b := start(t)
	receive(b, paper("1", "350", "2025-06-10"))
	b.Do(&Deposit{Cheques: []string{"1"}, Bank: "Our Bank"})
	b.Do(&Bounce{Cheque: "1", Reason: "altered"})
	b.Do(&Replace{Cheques: []string{"1"}, Reason: "altered", Paper: paper("2", "350", "2025-07-10")})
	old, now := one(b, "1"), one(b, "2")
	if old.Last(b.Today).Other != now.ID || now.Replaces[0] != old.ID || len(now.Shares(b.Today)) != 2 {
		t.Errorf("%+v\n%+v", old, now)
	}
	b.Do(&Shift{Cheques: []string{"2"}, Move: "endorse", With: "Supplier"})
	if got := left(b, b.Today); got != "C 2025-08-01 500" {
		t.Errorf("%s: an endorsed cheque is a receipt", got)
	}
	b.Do(&Bounce{Cheque: "2", Reason: "frozen"})
	b.Do(&Settle{Cheque: "2"})
	if got := left(b, b.Today); got != "C 2025-08-01 500" {
		t.Error(got)
	}
	if s := b.Refused(&Shift{Cheques: []string{"1"}, Move: "return", Reason: "x"}); !strings.Contains(s,
		"cannot return a cheque that is replaced") {
		t.Error(s)
	}
}
