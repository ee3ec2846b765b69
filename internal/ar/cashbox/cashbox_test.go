package cashbox_test

import (
	"reflect"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

var sar = money.Currency{Code: "SAR", Digits: 2}

// office is a company with two customers, whose bills A (60.00 and 40.00), B and C
// went out with Sami.
func office(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), round.Subject(), cashbox.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Branch: "Riyadh"})
	b.Do(&customer.Open{Code: "C2", Name: "Palm", Branch: "Riyadh"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Parts: []bill.PartInput{
		{Due: "2025-06-01", Amount: "60"}, {Due: "2025-07-01", Amount: "40"}}})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-01", Due: "2025-05-10", Amount: "50"})
	b.Do(&bill.Issue{Customer: "C2", Number: "C", Doc: "2025-05-01", Due: "2025-06-01", Amount: "200"})
	b.Do(&round.Give{Collector: "Sami", Bills: []string{"A", "B", "C"}})
	return b
}

func tally(b *booktest.Book, amount string) *cashbox.HandOver {
	return &cashbox.HandOver{Person: "Sami", Amount: amount}
}

// balance is what the Riyadh till should hold at the end of a day.
func balance(b *booktest.Book, d civil.Date) (sum money.Minor) {
	b.Read(func(v *book.View) error {
		all, err := cashbox.Tills(v)
		for i := range all {
			if all[i].ID == 1 && all[i].Money == sar {
				sum = all[i].Balance(d)
			}
		}
		return err
	})
	return sum
}

func open(b *booktest.Book, number string) (left money.Minor) {
	b.Read(func(v *book.View) error {
		x, err := bill.Must(v, number)
		if err != nil {
			return err
		}
		left, err = dispute.OpenOf(v, &x, 0)
		return err
	})
	return left
}

func TestABatchMakesItsReceiptsAtOnce(t *testing.T) {
	b := office(t)
	b.Do(&cashbox.HandOver{Person: "Sami", Piles: []cashbox.PileInput{{Piece: "100", Count: 2}, {Piece: "5", Count: 4},
		{Piece: "0.25", Count: 2}}, Amount: "4.50"})
	b.Read(func(v *book.View) error {
		x, err := cashbox.GetBatch(v, 1)
		c := x.Counted(b.Today)
		if x.Expected != 35000 || x.Bills != 3 || c.Tally.Total != 22500 || len(c.Tally.Piles) != 3 {
			t.Errorf("%+v", x)
		}
		return err
	})
	post := &cashbox.Post{Batch: 1, Receipts: []cashbox.PayInput{
		{Bills: []receipt.PartChoice{{Bill: "A", Amount: "70"}, {Bill: "B"}}, Number: "1001"},
		{Customer: "C2", Amount: "110"}}}
	if s := b.Refused(post); !strings.Contains(s, "the cash is 5.00 SAR short: say why") {
		t.Error(s)
	}
	post.Differences = []cashbox.DifferenceInput{{Reason: "short", Amount: "3"}}
	if s := b.Refused(post); !strings.Contains(s, "leave 2.00 SAR of it") {
		t.Error(s)
	}
	post.Differences = append(post.Differences, cashbox.DifferenceInput{Reason: "over"})
	if s := b.Refused(post); !strings.Contains(s, "the cash is short: it cannot be over") {
		t.Error(s)
	}
	post.Differences[1] = cashbox.DifferenceInput{Reason: "expense with paper", Note: "fuel, slip 7"}
	posted := b.Do(post)
	if open(b, "A") != 3000 || open(b, "B") != 0 || open(b, "C") != 9000 || balance(b, b.Today) != 22500 {
		t.Errorf("A %d, B %d, C %d, till %d", open(b, "A"), open(b, "B"), open(b, "C"), balance(b, b.Today))
	}
	if s := b.Refused(post); !strings.Contains(s, "the receipts of batch 1 are made") {
		t.Error(s)
	}
	if s := b.Refused(&cashbox.Recount{Batch: 1, Amount: "1", Reason: "x"}); !strings.Contains(s, "are made") {
		t.Error(s)
	}
	b.Today++
	b.Do(&book.Undo{Seq: posted.Seq})
	if open(b, "A") != 10000 || open(b, "C") != 20000 || balance(b, b.Today) != 22500 ||
		balance(b, b.Today-1) != 22500 {
		t.Error("the posting was not taken back whole")
	}
	b.Do(&cashbox.Recount{Batch: 1, Amount: "230", Reason: "a note was stuck to another"})
	if balance(b, b.Today-1) != 22500 || balance(b, b.Today) != 23000 {
		t.Error("a count anew moved the day before")
	}
	post.Differences = nil
	b.Do(post)
}

func TestOneBatchAPersonAndDay(t *testing.T) {
	b := office(t)
	b.Do(tally(b, "100"))
	if s := b.Refused(tally(b, "100")); !strings.Contains(s, "Sami handed 100.00 SAR over on 2025-06-15 already") {
		t.Error(s)
	}
	more := tally(b, "20")
	more.More = true
	b.Do(more)
	for what, c := range map[string]book.Command{
		"is no note or coin of SAR": &cashbox.HandOver{Person: "Omar", Piles: []cashbox.PileInput{{Piece: "7",
			Count: 1}}},
		"is counted twice": &cashbox.HandOver{Person: "Omar", Piles: []cashbox.PileInput{{Piece: "5", Count: 1},
			{Piece: "5.00", Count: 1}}},
		"nothing handed over": &cashbox.HandOver{Person: "Omar"},
		"lies ahead":          &cashbox.HandOver{Person: "Omar", Amount: "1", Day: "+1"},
		"say who":             &cashbox.HandOver{Amount: "1"},
		"stands there twice": &cashbox.Post{Batch: 1, Receipts: []cashbox.PayInput{{Customer: "C1", Amount: "50"},
			{Customer: "C1", Amount: "50"}}},
		"has 50.00 open": &cashbox.Post{Batch: 1, Receipts: []cashbox.PayInput{{Bills: []receipt.PartChoice{{Bill: "B",
			Amount: "50.01"}}}}},
	} {
		if s := b.Refused(c); !strings.Contains(s, what) {
			t.Errorf("%s, not %s", s, what)
		}
	}
}

func TestTheTillFootsEveryDay(t *testing.T) {
	b := office(t)
	day := b.Today
	b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "30", Date: (day - 1).String()}) // before it is kept
	b.Do(&cashbox.Start{Amount: "500"})
	b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "40"})
	b.Do(&receipt.Record{Customer: "C2", Type: "transfer", Amount: "1"})
	b.Do(tally(b, "100"))
	if s := b.Refused(&cashbox.Bank{Amount: "640.01", Bank: "SNB", Slip: "1"}); !strings.Contains(s,
		"holds 640.00 SAR") {
		t.Error(s)
	}
	b.Do(&cashbox.Bank{Amount: "600", Bank: "SNB", Slip: "77"})
	paid := b.Do(&cashbox.PayOut{Amount: "15", To: "Driver", Reason: "toll", Paper: "V-1"})
	if s := b.Refused(&cashbox.Close{Amount: "24"}); !strings.Contains(s, "1.00 SAR short") {
		t.Error(s)
	}
	closed := b.Do(&cashbox.Close{Amount: "24", Differences: []cashbox.DifferenceInput{{Reason: "short"}}})
	if s := b.Refused(&cashbox.PayOut{Amount: "1", To: "X", Reason: "y"}); !strings.Contains(s,
		"counted and closed for 2025-06-15") {
		t.Error(s)
	}
	if s := b.Refused(&book.Undo{Seq: paid.Seq}); !strings.Contains(s, "counted and closed") {
		t.Error(s)
	}
	b.Today++
	late := b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "5"})
	b.Do(&book.Undo{Seq: paid.Seq})
	b.Do(&cashbox.Draw{Amount: "50", Bank: "SNB"})
	b.Today++
	b.Do(&book.Undo{Seq: late.Seq})
	for n, want := range []money.Minor{50000, 2400, 2400 + 500 + 1500 + 5000, 2400 + 1500 + 5000} {
		if got := balance(b, day-1+civil.Date(n)); got != want {
			t.Errorf("day %d: %d, not %d", n, got, want)
		}
	}
	second := b.Do(&cashbox.Close{Amount: "89"})
	if s := b.Refused(&book.Undo{Seq: closed.Seq}); !strings.Contains(s, "counted again") {
		t.Error(s)
	}
	b.Do(&book.Undo{Seq: second.Seq})
}

// A book posted or undone on later days changes no earlier day's cash.
func TestPostingLaterMovesNoPastDay(t *testing.T) {
	b := office(t)
	b.Do(tally(b, "100"))
	was := balance(b, b.Today)
	b.Today++
	r := b.Do(&cashbox.Post{Batch: 1, Receipts: []cashbox.PayInput{{Bills: []receipt.PartChoice{{Bill: "B"}}},
		{Customer: "C2", Amount: "60"}}, Differences: []cashbox.DifferenceInput{{Reason: "short"}}})
	if balance(b, b.Today-1) != was || balance(b, b.Today) != was {
		t.Error(was, balance(b, b.Today-1), balance(b, b.Today))
	}
	b.Today++
	b.Do(&book.Undo{Seq: r.Seq})
	b.Do(&book.Undo{Seq: r.Seq - 1})
	if balance(b, b.Today-1) != was || balance(b, b.Today-2) != was || balance(b, b.Today) != 0 {
		t.Error(was, balance(b, b.Today-2), balance(b, b.Today-1), balance(b, b.Today))
	}
}

func TestReceiptBooksNameTheirGaps(t *testing.T) {
	b := office(t)
	b.Do(&cashbox.IssueBook{Person: "Sami", From: "A-0098", To: "A-0102"})
	if s := b.Refused(&cashbox.IssueBook{Person: "Omar", From: "A-102", To: "A-150"}); !strings.Contains(s,
		"A-0098–A-0102 are issued already") {
		t.Error(s)
	}
	b.Do(&cashbox.IssueBook{Person: "Omar", From: "B-102", To: "B-150"})
	b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "10", Number: "A-0098"})
	b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "10", Number: "A-101"})
	void := b.Do(&cashbox.VoidLeaf{Number: "A-99", Reason: "torn"})
	for what, c := range map[string]book.Command{
		"is void since":               &cashbox.VoidLeaf{Number: "A-0099", Reason: "again"},
		"a receipt stands on":         &cashbox.VoidLeaf{Number: "A-0101", Reason: "x"},
		"no receipt book has the lea": &cashbox.VoidLeaf{Number: "C-1", Reason: "x"},
		"at most 999 leaves later":    &cashbox.IssueBook{Person: "Omar", From: "Z1", To: "Y2"},
		"is no number of a receipt":   &cashbox.IssueBook{Person: "Omar", From: "Z", To: "Y2"},
	} {
		if s := b.Refused(c); !strings.Contains(s, what) {
			t.Errorf("%s, not %s", s, what)
		}
	}
	b.Do(&cashbox.ReturnBook{Number: "A-0100"})
	b.Today++
	b.Do(&book.Undo{Seq: void.Seq})
	b.Do(&book.Undo{Seq: b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "1"}).Seq})
	b.Read(func(v *book.View) error {
		if openitem.Current(v, b.Today-1) || !openitem.Current(v, b.Today) {
			t.Error("the two days are read in one way")
		}
		var all []cashbox.Book
		err := cashbox.Books(v, func(x *cashbox.Book) (bool, error) {
			all = append(all, *x)
			return true, nil
		})
		if err != nil {
			return err
		}
		used, err := cashbox.Uses(v, all, b.Today)
		if len(used[0]) != 2 || used[0][101].Number != "A-101" || len(used[1]) != 0 {
			t.Error(used)
		}
		if before, err := cashbox.Uses(v, all, b.Today-1); err != nil || !reflect.DeepEqual(before, used) {
			t.Error("read from all receipts, or found leaf by leaf:", before, used, err)
		}
		if _, gone := all[0].Spoilt(99, b.Today-1); !gone || all[0].BackOn(b.Today) == 0 {
			t.Error("the leaf was void on the day before")
		}
		if _, gone := all[0].Spoilt(99, b.Today); gone {
			t.Error("the voiding was taken back")
		}
		return err
	})
}
