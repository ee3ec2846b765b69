package dispute_test

import (
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
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// flagged posts a bill that its file flags as disputed.
type flagged struct{}

func (flagged) Kind() string { return "test.flagged" }
func (flagged) Decide(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&bill.Issued{Bill: bill.Bill{ID: in.NewID(bill.Doc), Account: 1, Number: "F",
		Kind: bill.Invoice, Doc: in.Today - 9,
		Posting: in.Today - 9, Disputed: true, Parts: []bill.Part{{Due: in.Today - 2, Amount: 5000},
			{Due: in.Today + 9, Amount: 5000}}}}}, nil
}

func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(),
		book.Part{Commands: []book.Command{flagged{}}}))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Parts: []bill.PartInput{{Due: "2025-06-01",
		Amount: "60"},
		{Due: "2025-07-01", Amount: "40"}}})
	return b
}

func disputed(b *booktest.Book, on civil.Date) (sum money.Minor) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		s, err := dispute.Live(v, on)
		openitem.All(v, func(i *openitem.Item) bool {
			sum += s.Take(i)
			return true
		})
		return err
	})
	return sum
}

func TestDisputeIsAtMostWhatIsOpen(t *testing.T) {
	b := start(t)
	if s := b.Refused(&dispute.Open{Bill: "A", Amount: "100.01", Reason: "short"}); !strings.Contains(s,
		"100.00 open") {
		t.Error(s)
	}
	b.Do(&dispute.Open{Bill: "A", Part: 2, Amount: "30", Reason: "short delivery"})
	opened := b.Do(&dispute.Open{Bill: "A", Amount: "65", Reason: "price"})
	if s := b.Refused(&dispute.Open{Bill: "A", Amount: "6", Reason: "more"}); !strings.Contains(s, "only 5.00") {
		t.Error(s)
	}
	if got := disputed(b, b.Today); got != 9500 {
		t.Errorf("disputed %d", got)
	}
	r := b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "50"})
	if got := disputed(b, b.Today); got != 5000 {
		t.Errorf("a receipt left 50.00 open, disputed is %d", got)
	}
	b.Do(&book.Undo{Seq: r.Seq})
	b.Do(&book.Undo{Seq: opened.Seq})
	if got := disputed(b, b.Today); got != 3000 {
		t.Errorf("disputed %d after the undo", got)
	}
	if s := b.Refused(&book.Undo{Seq: 3}); !strings.Contains(s, "builds on the same bill") {
		t.Error(s)
	}
}

func TestFlagOfAFileAndPastDays(t *testing.T) {
	b := start(t)
	b.Do(flagged{})
	if got := disputed(b, b.Today); got != 10000 {
		t.Errorf("the flag disputes %d", got)
	}
	b.Today++
	closed := b.Do(&dispute.Close{Bill: "F", Outcome: "rejected", Note: "they agreed"})
	if got := disputed(b, b.Today); got != 0 {
		t.Errorf("after the close %d", got)
	}
	if got := disputed(b, b.Today-1); got != 10000 {
		t.Errorf("the day before still shows %d", got)
	}
	b.Today++
	b.Do(&book.Undo{Seq: closed.Seq})
	if now, then := disputed(b, b.Today), disputed(b, b.Today-1); now != 10000 || then != 0 {
		t.Errorf("after the undo %d, the day before %d", now, then)
	}
}

func TestHolds(t *testing.T) {
	b := start(t)
	b.Do(&dispute.SetHold{Bill: "A", Amount: "20", Reason: "waits for the credit note", Until: "+5"})
	if s := b.Refused(&dispute.SetHold{Bill: "A", Reason: "again"}); !strings.Contains(s, "on hold already") {
		t.Error(s)
	}
	b.Today += 2
	rel := b.Do(&dispute.ReleaseHold{Bill: "A"})
	live := func(on civil.Date) (n int) {
		b.Read(func(v *book.View) error {
			return dispute.AllHolds(v, func(h *dispute.Hold) (bool, error) {
				if h.Live(on) {
					n++
				}
				return true, nil
			})
		})
		return n
	}
	if live(b.Today-1) != 1 || live(b.Today) != 0 {
		t.Errorf("holds %d, then %d", live(b.Today-1), live(b.Today))
	}
	b.Do(&book.Undo{Seq: rel.Seq})
	if live(b.Today) != 1 || live(b.Today+4) != 0 {
		t.Errorf("after the undo %d, past its day %d", live(b.Today), live(b.Today+4))
	}
}
