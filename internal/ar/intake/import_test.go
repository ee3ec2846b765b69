package intake_test

import (
	"context"
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
)

// file is a small open-items file in the making.
type file struct {
	t    *testing.T
	b    *booktest.Book
	cut  civil.Date
	rows []intake.BillRow
	opt  intake.Import
}

func newFile(t *testing.T) *file {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	return &file{t: t, b: b, cut: civil.New(2025, 6, 10)}
}

func (f *file) row(customer, number string, amount, open money.Minor) *file {
	f.rows = append(f.rows, intake.BillRow{Party: &intake.Party{Customer: customer, Name: "Name of " + customer,
		Currency: "SAR"},
		Number: number, Amount: amount, Open: open, HasOpen: true, Line: int32(len(f.rows) + 2),
		Doc: civil.New(2025, 5, 1),
		Due: civil.New(2025, 5, 31)})
	return f
}

func (f *file) take() *intake.Plan {
	f.t.Helper()
	c := f.opt
	c.File, c.Holds, c.Source, c.CutOff, c.Bills = "erp.csv", intake.OpenItems, "erp", f.cut, f.rows
	req := f.b.Request(&c)
	var plan *intake.Plan
	f.b.Read(func(v *book.View) (err error) {
		plan, err = intake.Make(f.b.Input(v, &req), &c)
		return err
	})
	if len(plan.Refused) == 0 {
		if _, err := f.b.Bulk(context.Background(), req, nil); err != nil {
			f.t.Fatal(err)
		}
	}
	f.b.MustVerify()
	f.rows = nil
	return plan
}

// open is what is left on the account, and its unapplied money.
func (f *file) open() (left, credit money.Minor) {
	f.b.Read(func(v *book.View) error {
		openitem.All(v, func(i *openitem.Item) bool {
			if i.Flags&openitem.Credit != 0 {
				credit += i.Left
			} else {
				left += i.Left
			}
			return true
		})
		return nil
	})
	return left, credit
}

func (f *file) want(left, credit money.Minor) {
	f.t.Helper()
	if l, c := f.open(); l != left || c != credit {
		f.t.Fatalf("open %d and unapplied %d, want %d and %d", l, c, left, credit)
	}
}

func TestImportTwiceIsOnce(t *testing.T) {
	f := newFile(t)
	p := f.row("C1", "A", 10000, 4000).row("C1", "B", 5000, 5000).row("C2", "C", 700, 0).take()
	if p.Count[intake.New] != 3 || p.NewCustomers != 2 {
		t.Fatalf("%+v", p.Count)
	}
	f.want(9000, 0)
	p = f.row("C1", "A", 10000, 4000).row("C1", "B", 5000, 5000).row("C2", "C", 700, 0).take()
	if p.Facts() != 0 || p.Count[intake.Unchanged] != 3 {
		t.Fatalf("the second time: %d facts, %+v", p.Facts(), p.Count)
	}
}

func TestOpenLowerIsSettledFromOneOpeningReceipt(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 10000, 10000).row("C1", "B", 5000, 5000).take()
	f.cut++
	p := f.row("C1", "A", 10000, 2500).row("C1", "B", 5000, 0).take()
	if p.Count[intake.Settled] != 2 {
		t.Fatalf("%+v", p.Count)
	}
	f.want(2500, 0)
	n := 0
	f.b.Read(func(v *book.View) error {
		return receipt.OfAccount(v, 1, func(r *receipt.Receipt) (bool, error) {
			n++
			if r.Kind != receipt.Opening || r.Date != f.cut || r.Amount != 12500 {
				t.Errorf("%+v", r)
			}
			return true, nil
		})
	})
	if n != 1 {
		t.Fatalf("%d receipts, want one per account and import", n)
	}
}

func TestOpenHigherStaysOursUnlessTrusted(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 10000, 10000).take()
	f.b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "60"})
	p := f.row("C1", "A", 10000, 10000).take()
	if p.Count[intake.Differs] != 1 || p.Facts() != 0 {
		t.Fatalf("%+v", p.Count)
	}
	f.want(4000, 0)
	f.opt.TrustFile = true
	f.row("C1", "A", 10000, 7000).take()
	f.want(7000, 3000) // the receipt's money stays on the account
	if p := f.row("C1", "A", 10000, 7000).take(); p.Facts() != 0 {
		t.Fatalf("trusted twice: %d facts", p.Facts())
	}
}

func TestTrustedFileLowersAnOpeningReceipt(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 10000, 2000).row("C1", "B", 5000, 1000).take()
	f.opt.TrustFile = true
	f.row("C1", "A", 10000, 9000).row("C1", "B", 5000, 1000).take()
	f.want(10000, 0) // an opening receipt is only what files said: nothing of it is left over
}

func TestAmountAndDueDateChange(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 10000, 10000).row("C1", "B", 5000, 5000).take()
	f.cut++
	f.row("C1", "A", 12000, 12000).row("C1", "B", 4000, 4000)
	f.rows[0].Due = civil.New(2025, 7, 15)
	p := f.take()
	if p.Count[intake.Changed] != 2 {
		t.Fatalf("%+v", p.Count)
	}
	f.want(16000, 0)
	f.row("C1", "A", 12000, 12000).row("C1", "B", 4000, 4000)
	f.rows[0].Due = civil.New(2025, 7, 15)
	if p := f.take(); p.Facts() != 0 {
		t.Fatalf("changed twice: %d facts", p.Facts())
	}
	f.row("C1", "A", 12000, 1000).row("C1", "B", 4000, 0)
	f.rows[0].Due = civil.New(2025, 7, 15)
	f.take()
	f.want(1000, 0)
}

func TestMissingIsListedAndSettledOnlyWhenToldTo(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 10000, 10000).row("C1", "B", 5000, 5000).take()
	if p := f.row("C1", "A", 10000, 10000).take(); p.Count[intake.Missing] != 1 || p.Facts() != 0 {
		t.Fatalf("%+v", p.Count)
	}
	f.want(15000, 0)
	f.opt.SettleMissing = true
	f.row("C1", "A", 10000, 10000).take()
	f.want(10000, 0)
}

func TestLegalNameIsTheMostFrequentSpelling(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 100, 100).row("C1", "B", 100, 100).row("C1", "C", 100, 100)
	for i, n := range []string{"Noor Co", "Al Noor Co", "Al Noor Co"} {
		f.rows[i].Party = &intake.Party{Customer: "C1", Name: n, Currency: "SAR"}
	}
	f.take()
	f.b.Read(func(v *book.View) error {
		c, err := customer.ByCode(v, "C1")
		if c.Name != "Al Noor Co" || len(c.Spellings) != 1 || c.Spellings[0] != "Noor Co" {
			t.Errorf("%q %q", c.Name, c.Spellings)
		}
		return err
	})
}

func TestABillOfAnotherCustomerIsRefused(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 10000, 10000).take()
	p := f.row("C2", "A", 10000, 10000).take()
	if len(p.Refused) != 1 || !strings.Contains(p.Refused[0].Text, "another account") {
		t.Fatalf("%+v", p.Refused)
	}
	f.want(10000, 0)
}

func TestAFallExplainedByAReceiptHereIsNotPostedTwice(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 50000, 50000).take()
	f.b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "200", Mode: "none"})
	f.cut++
	f.row("C1", "A", 50000, 30000).take()
	f.want(30000, 0) // our receipt went on the bill that fell
	if p := f.row("C1", "A", 50000, 30000).take(); p.Facts() != 0 {
		t.Fatalf("again: %d facts", p.Facts())
	}
}

func TestAReceiptOnAnotherBillExplainsAFall(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 30000, 30000).row("C1", "B", 90000, 90000).take()
	f.b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "300", Parts: []receipt.PartChoice{{Bill: "A"}}})
	f.cut++
	p := f.row("C1", "A", 30000, 30000).row("C1", "B", 90000, 60000).take()
	if p.Count[intake.Differs] != 2 || p.Count[intake.Settled] != 0 {
		t.Fatalf("%+v", p.Count)
	}
	f.want(90000, 0)
}

func TestACreditUsedInTheFileGoesOnTheBillsThatFell(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 100000, 100000).row("C1", "CN", -20000, -20000).take()
	f.want(100000, 20000)
	f.cut++
	f.row("C1", "A", 100000, 85000).row("C1", "CN", -20000, -5000).take()
	f.want(85000, 5000)
	f.cut++
	p := f.row("C1", "A", 100000, 80000).take() // the credit is gone
	f.want(80000, 0)
	if p.Count[intake.Settled] != 2 || p.Count[intake.Missing] != 0 {
		t.Fatalf("%+v", p.Count)
	}
}

func TestASettledDateOfAKnownBillIsKept(t *testing.T) {
	f := newFile(t)
	f.row("C1", "A", 10000, 10000).take()
	f.row("C1", "A", 10000, 10000)
	f.rows[0].HasOpen, f.rows[0].Settled = false, civil.New(2025, 6, 2)
	f.take()
	f.want(0, 0)
	f.b.Read(func(v *book.View) error {
		return receipt.OfAccount(v, 1, func(r *receipt.Receipt) (bool, error) {
			if r.Date != civil.New(2025, 6, 2) {
				t.Errorf("settled on %s", r.Date)
			}
			return true, nil
		})
	})
}

func TestACutOffAheadIsRefused(t *testing.T) {
	f := newFile(t)
	c := &intake.Import{File: "x", Holds: intake.OpenItems, Source: "s", CutOff: f.b.Today + 1}
	if s := f.b.Refused(c); !strings.Contains(s, "lies ahead") {
		t.Fatal(s)
	}
}
