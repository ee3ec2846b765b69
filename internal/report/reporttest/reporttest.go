// Package reporttest makes books for the tests of reports: a founded one, one of any
// size posted in bulk, and random histories. The program itself must never import it.
package reporttest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/provision"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Schema is what the reports read.
func Schema() *book.Schema {
	return book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(),
		bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(),
		promise.Subject(), provision.Subject(), intake.Subject(), book.Part{Commands: []book.Command{facts{}}})
}

// New makes the book of a company in SAR, with nobody in it.
func New(t testing.TB) *booktest.Book {
	b := booktest.New(t, Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	return b
}

// facts posts what it holds as it is.
type facts struct {
	Name string `json:"name"`
	all  []book.Fact
}

// Kind is "test.facts".
func (facts) Kind() string { return "test.facts" }

// Decide gives the facts.
func (f facts) Decide(*book.In) ([]book.Fact, error) { return f.all, nil }

// Today is the day up to which Large posts.
var Today = civil.New(2025, 6, 15)

// Large opens the book of so many bills at the path in DUEBOOK_LARGE, which it makes
// when there is none, or one in the test's folder: a customer has 50 bills over 18
// months; two in three are paid, by receipts over three of them.
func Large(t testing.TB, bills int) *book.Book {
	t.Helper()
	path := os.Getenv("DUEBOOK_LARGE")
	if path == "" {
		path = t.TempDir() + "/large.db"
	}
	_, err := os.Stat(path)
	made := err == nil
	if !made {
		if err := book.Create(path, Schema()); err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.Open(path, Schema(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	if made {
		return b
	}
	for n, c := range []book.Command{&company.Found{Name: "Large Trading", Currency: "SAR"}, facts{"large",
		large(bills)}} {
		_, err := b.Bulk(context.Background(), book.Request{Key: fmt.Sprint("large ", n), Who: "mona", Role: "all",
			Session: "test",
			Now:     Today.Time().Add(time.Duration(9+n) * time.Hour), Today: Today, Command: c}, nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func large(bills int) []book.Fact {
	r := rand.New(rand.NewPCG(1, 2))
	var all []book.Fact
	for n := uint16(1); n <= 12; n++ {
		all = append(all, &directory.Named{Name: directory.Name{Of: directory.Branch, ID: n,
			Text: fmt.Sprintf("Branch %02d", n)}},
			&directory.Named{Name: directory.Name{Of: directory.Person, ID: n, Text: fmt.Sprintf("Officer %02d", n)}})
	}
	customers := max(1, bills/50)
	for id := uint32(1); id <= uint32(customers); id++ {
		c := customer.Customer{ID: id, Code: fmt.Sprintf("C%06d", r.IntN(900000)+int(id)*1000000), Terms: 30,
			Name: fmt.Sprintf("Company Number %d Trading Est.", id), Opened: Today}
		all = append(all, &customer.Opened{Customer: c, Step: customer.Step{From: civil.First,
			Branch:    uint16(id%12 + 1),
			Collector: uint16(id%12 + 1), Salesman: uint16(id%7 + 1)}},
			&account.Opened{ID: id, Customer: id, Currency: "SAR", Digits: 2})
	}
	doc, app := uint32(0), uint32(0)
	pending := map[uint32][]*bill.Bill{}
	for n := range bills {
		doc++
		acc := uint32(r.IntN(customers)) + 1
		day := Today.Add(-540 + n*540/bills)
		b := &bill.Bill{ID: doc, Account: acc, Number: fmt.Sprintf("INV-%07d", n), Kind: bill.Invoice, Doc: day,
			Posting: day,
			Branch:  uint16(acc%12 + 1), Salesman: uint16(acc%7 + 1), PO: fmt.Sprintf("PO%d", r.IntN(1e6)),
			Parts: []bill.Part{{Due: day.Add(30 + r.IntN(3)*15), Amount: money.Minor(10000 + r.IntN(5000000))}}}
		all = append(all, &bill.Issued{Bill: *b})
		if r.IntN(3) == 0 {
			continue
		}
		if pending[acc] = append(pending[acc], b); len(pending[acc]) == 3 {
			doc++
			all = append(all, pay(r, doc, &app, pending[acc])...)
			delete(pending, acc)
		}
	}
	return all
}

// pay is a receipt over some bills, the last of them in two applications.
func pay(r *rand.Rand, id uint32, app *uint32, bills []*bill.Bill) []book.Fact {
	acc := bills[0].Account
	day := min(Today, bills[len(bills)-1].Posting.Add(r.IntN(90)))
	f := &receipt.Applied{Account: acc, Receipt: id, Of: receipt.Transfer, On: day}
	var sum money.Minor
	for n, b := range bills {
		amount := b.Parts[0].Amount
		sum += amount
		if n == len(bills)-1 {
			*app++
			f.Parts = append(f.Parts, receipt.AppliedPart{ID: *app, Bill: b.ID, Amount: amount / 10, Date: day})
			amount -= amount / 10
		}
		*app++
		f.Parts = append(f.Parts, receipt.AppliedPart{ID: *app, Bill: b.ID, Amount: amount, Date: day})
	}
	extra := money.Minor(0)
	if r.IntN(20) == 0 {
		extra = 777
	}
	return []book.Fact{&receipt.Recorded{Receipt: receipt.Receipt{ID: id, Account: acc,
		Number: fmt.Sprintf("R-%07d", id),
		Kind:   receipt.Transfer, Date: day, Amount: sum + extra, Reference: "FT25-0123456789",
		Branch: uint16(acc%12 + 1), By: "mona"}}, f}
}

// Size is how many bills the benchmarks post: 1,000,000 into a book that is kept
// (DUEBOOK_LARGE), else 50,000.
func Size() int {
	if os.Getenv("DUEBOOK_LARGE") != "" {
		return 1_000_000
	}
	return 50_000
}
