package settle_test

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
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/settle"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/money"
)

func office(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), writeoff.Subject(), settle.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&company.Set{Field: "withholding", Value: "egypt"})
	b.Do(&company.Set{Field: "withholding", Value: "services 5% from 2026-01-01"})
	b.Do(&customer.Open{Code: "C", Name: "Customer"})
	b.Do(&bill.Issue{Customer: "C", Number: "A", Doc: "2025-05-01", Due: "2025-06-01", Amount: "1140", Net: "1000"})
	b.Do(&bill.Issue{Customer: "C", Number: "B", Doc: "2025-05-02", Due: "2025-06-02", Amount: "500"})
	return b
}

// open lists what is open: bill kinds with their amounts, in the order of due dates.
func open(b *booktest.Book) string {
	var out []string
	b.Read(func(v *book.View) error {
		openitem.OfAccount(v, 1, func(i *openitem.Item) bool {
			what := bill.Kind(i.Kind).String()
			if i.Flags&openitem.Credit != 0 {
				what = receipt.Kind(i.Kind).String()
			}
			if i.Flags&openitem.Retention != 0 {
				what += "*"
			}
			out = append(out, what+" "+money.Currency{Digits: 2}.Plain(i.Left))
			return true
		})
		return nil
	})
	return strings.Join(out, ", ")
}

func pay(amount, onA string, shorts ...settle.Short) *settle.Settle {
	return &settle.Settle{Record: &receipt.Record{Customer: "C", Type: "transfer", Amount: amount, Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "A", Amount: onA}}}, Shorts: shorts}
}

func TestEachReasonOfAShortPart(t *testing.T) {
	for _, c := range []struct {
		short settle.Short
		paid  string
		want  string
	}{
		{settle.Short{Reason: "leave open"}, "1000", "invoice 140.00, invoice 500.00"},
		{settle.Short{Reason: "small difference"}, "1139", "invoice 500.00"},
		{settle.Short{Reason: "withholding", Supply: "services"}, "1110", "invoice 500.00"},
		{settle.Short{Reason: "withholding", Supply: "supplies"}, "1110", "invoice 20.00, invoice 500.00"},
		{settle.Short{Reason: "retention", Due: "2026-06-01"}, "1026", "invoice 500.00, retention* 114.00"},
		{settle.Short{Reason: "discount", Until: "2025-06-15"}, "1117.20", "invoice 500.00"},
		{settle.Short{Reason: "bank charge"}, "1125", "invoice 500.00"},
		{settle.Short{Reason: "dispute", Text: "two cartons short"}, "1000", "invoice 140.00, invoice 500.00"},
		{settle.Short{Reason: "return"}, "1000", "invoice 140.00, invoice 500.00"},
		{settle.Short{Reason: "write-off", Text: "shop closed"}, "1000", "invoice 140.00, invoice 500.00"},
	} {
		t.Run(c.short.Reason, func(t *testing.T) {
			b := office(t)
			c.short.Bill = "A"
			r := b.Do(pay(c.paid, c.paid, c.short))
			if got := open(b); got != c.want {
				t.Errorf("left %s, want %s", got, c.want)
			}
			b.Today++
			b.Do(&book.Undo{Seq: r.Seq})
			if got := open(b); got != "invoice 1140.00, invoice 500.00" {
				t.Error("undone:", got)
			}
		})
	}
}

func TestShortsThatAreRefused(t *testing.T) {
	b := office(t)
	for _, c := range []struct {
		cmd  *settle.Settle
		want string
	}{
		{pay("1000", "1000", settle.Short{Bill: "A", Reason: "small difference"}), "more than the small difference"},
		{pay("1000", "1000", settle.Short{Bill: "A", Reason: "discount", Until: "2025-06-14"}), "was not earned"},
		{pay("1000", "1000", settle.Short{Bill: "A", Reason: "withholding", Amount: "140.01"}),
			"is left with 140.00 open"},
		{pay("1120", "1120", settle.Short{Bill: "A", Reason: "withholding", Supply: "services"}),
			"is left with 20.00 open"},
		{pay("1000", "1000", settle.Short{Bill: "A", Reason: "dispute"}), "say why bill A"},
		{pay("1000", "1000", settle.Short{Bill: "A", Reason: "bank charge", Amount: "100"},
			settle.Short{Bill: "A", Reason: "bank charge", Amount: "40.01"}), "is left with 40.00 open"},
		{&settle.Settle{Record: pay("1142", "1140").Record, Over: "income", Why: "small"},
			"2.00 SAR is more than the small"},
		{&settle.Settle{}, "either which receipt"},
	} {
		if said := b.Refused(c.cmd); !strings.Contains(said, c.want) {
			t.Errorf("%q, not %q", said, c.want)
		}
	}
	if got := open(b); got != "invoice 1140.00, invoice 500.00" {
		t.Error("something was posted:", got)
	}
	b.Do(&settle.Settle{Record: pay("1140.90", "1140").Record, Over: "income", Why: "rounding by their bank"})
	if got := open(b); got != "invoice 500.00" {
		t.Error("the over-payment is income:", got)
	}
}

// An old receipt's rest may be settled with reasons too, and stays of its own day.
func TestTheRestOfAnOldReceipt(t *testing.T) {
	b := office(t)
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Number: "OLD", Amount: "1120.50", Date: "2025-06-01",
		Mode: "none"})
	b.Do(&settle.Settle{Apply: &receipt.ApplyMore{Receipt: "OLD", Parts: []receipt.PartChoice{{Bill: "A",
		Amount: "1120"}}}, Shorts: []settle.Short{{Bill: "A", Reason: "bank charge"}}, Over: "income", Why: "coins"})
	if got := open(b); got != "invoice 500.00" {
		t.Error(got)
	}
}

func TestWriteOffsAboveTheLimitAreAskedForAndApproved(t *testing.T) {
	b := office(t)
	b.Do(&company.Set{Field: "write_off_limit", Value: "100"})
	direct := &receipt.Record{Customer: "C", Type: "write-off", Amount: "100.01"}
	if said := b.Refused(direct); !strings.Contains(said, "a write-off above 100.00 is asked for") {
		t.Error(said)
	}
	b.Do(&writeoff.Ask{Bill: "B", Reason: "the shop closed"})
	again := &writeoff.Ask{Bill: "B", Amount: "1", Reason: "again"}
	if said := b.Refused(again); !strings.Contains(said, "waits already") {
		t.Error(said)
	}
	b.Do(&receipt.Record{Customer: "C", Type: "cash", Amount: "120", Parts: []receipt.PartChoice{{Bill: "B"}}})
	b.Today++
	yes := b.Do(&writeoff.Approve{ID: 1})
	if got := open(b); got != "invoice 1140.00" {
		t.Error("approved: what was still open is written off:", got)
	}
	b.Do(&book.Undo{Seq: yes.Seq})
	if got := open(b); got != "invoice 1140.00, invoice 380.00" {
		t.Error("approval undone:", got)
	}
	b.Who = "supervisor"
	b.Do(&writeoff.Reject{ID: 1, Note: "call them once more"})
	b.Read(func(v *book.View) error {
		r, err := writeoff.Get(v, 1)
		var said []string
		for _, d := range r.Decisions {
			said = append(said, fmt.Sprintf("%t %t %s %d back %s", d.Approved, d.Self, d.By, d.Amount, d.Back))
		}
		if x, ok := r.Decided(b.Today - 1); ok || r.Waits(b.Today) {
			t.Error(x, ok)
		}
		if got := strings.Join(said, "; "); got !=
			"true true mona 38000 back 2025-06-16; false false supervisor 0 back " {
			t.Error(got)
		}
		return err
	})
}

func TestCreditsTakenOffGoOnBillsInTheSameEntry(t *testing.T) {
	b := office(t)
	b.Do(&receipt.Record{Customer: "C", Type: "credit note", Number: "CN", Amount: "100", Mode: "none"})
	off := func(receiptOnA string, credits ...receipt.ApplyMore) *settle.Settle {
		c := pay(receiptOnA, receiptOnA)
		c.Credits = credits
		return c
	}
	on := func(number, amount string) receipt.ApplyMore {
		return receipt.ApplyMore{Receipt: number, Mode: "marked",
			Parts: []receipt.PartChoice{{Bill: "A", Amount: amount}}}
	}
	for want, c := range map[string]*settle.Settle{
		"put more on bill A than it has left": off("1040.01", on("CN", "100")),
		"the receipt has 100.00 left":         off("1000", on("CN", "100.01")),
		"is named twice":                      off("1000", on("CN", "50"), on("CN", "60")),
		"there is no receipt":                 off("1000", on("XX", "50")),
	} {
		if _, err := b.Try(c); book.FieldOf(err) != "credits" || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	seq := b.Do(off("1040", on("CN", "100"))).Seq
	if got := open(b); got != "invoice 500.00" {
		t.Error(got)
	}
	b.Do(&book.Undo{Seq: seq})
	if got := open(b); got != "invoice 1140.00, invoice 500.00, credit note 100.00" {
		t.Error("undone:", got)
	}
}
