package worklist_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/worklist"
)

// bulk posts facts as they are.
type bulk struct{ facts []book.Fact }

func (bulk) Kind() string                           { return "test.bulk" }
func (c bulk) Decide(*book.In) ([]book.Fact, error) { return c.facts, nil }
func (bulk) RequestHash() []byte                    { return nil }

var day = civil.New(2025, 6, 15)

// large is 20,000 customers with 333,000 open bills and the talk of a year.
func large(customers, bills int) []book.Fact {
	r := rand.New(rand.NewPCG(3, 4))
	var all []book.Fact
	for id := uint32(1); id <= uint32(customers); id++ {
		all = append(all, &customer.Opened{Customer: customer.Customer{ID: id, Code: fmt.Sprintf("C%06d", id),
			Terms: 30,
			Name:  fmt.Sprintf("Company Number %d Trading Est.", id), Opened: day},
			Step: customer.Step{From: civil.First,
				Branch: uint16(id%12 + 1), Collector: uint16(id%12 + 1)}},
			&account.Opened{ID: id, Customer: id, Currency: "SAR", Digits: 2})
	}
	for id := uint32(1); id <= uint32(bills); id++ {
		acc := uint32(r.IntN(customers)) + 1
		on := day.Add(-r.IntN(400))
		all = append(all, &bill.Issued{Bill: bill.Bill{ID: id, Account: acc, Number: fmt.Sprintf("INV-%07d", id),
			Kind: bill.Invoice,
			Doc:  on, Posting: on, Parts: []bill.Part{{Due: on.Add(30 + r.IntN(3)*15), Amount: money.Minor(10000 +
				r.IntN(5000000))}}}})
		switch {
		case r.IntN(100) == 0:
			all = append(all, &promise.Taken{Promise: promise.Promise{ID: id, Account: acc, Customer: acc,
				Amount: 10000, Date: day.Add(r.IntN(40) - 30),
				Tolerance: 3, Bills: []uint32{id}, Taken: day - 40, By: "mona"}})
		case r.IntN(300) == 0:
			all = append(all, &dispute.Opened{Dispute: dispute.Dispute{ID: id, Account: acc, Customer: acc,
				Bill: id, Amount: 5000, Reason: "x",
				Opened: day - 3, By: "mona"}})
		case r.IntN(100) == 0:
			all = append(all, &followup.Planned{Followup: followup.Followup{ID: id, Customer: acc,
				Date: day.Add(r.IntN(20) - 5), Time: -1,
				Task: followup.Call, Reason: "call again", Owner: "mona", Made: day - 9, By: "mona"}})
		case r.IntN(4) == 0:
			all = append(all, &contact.Logged{Contact: contact.Contact{ID: id, Customer: acc,
				Day: day.Add(-r.IntN(60)), Who: "mona",
				Channel: contact.CallOut, Result: contact.Result(r.IntN(14) + 1),
				Note: "they will look into it and call back", Person: "Hala"}})
		}
	}
	return all
}

func fill(t testing.TB, customers, bills int) *book.Book {
	path := t.TempDir() + "/large.db"
	if err := book.Create(path, schema()); err != nil {
		t.Fatal(err)
	}
	b, err := book.Open(path, schema(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	for n, c := range []book.Command{&company.Found{Name: "Large Trading", Currency: "SAR"}, bulk{large(customers,
		bills)}} {
		_, err := b.Bulk(context.Background(), book.Request{Key: fmt.Sprint("large ", n), Who: "mona", Role: "all",
			Session: "test",
			Now:     day.Time().Add(time.Duration(9+n) * time.Hour), Today: day, Command: c}, nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// The size of the issue: 20,000 customers, 333,000 open bills.
func BenchmarkBuild(b *testing.B) {
	bk := fill(b, 20_000, 333_000)
	for _, c := range []struct {
		name string
		q    worklist.Query
	}{{"mine", worklist.Query{Scope: worklist.Mine, Collector: 3}}, {"all", worklist.Query{}},
		{"hidden too", worklist.Query{IncludeHidden: true}}, {"past", worklist.Query{AsOf: day - 30}}} {
		b.Run(c.name, func(b *testing.B) {
			if c.q.AsOf == 0 {
				c.q.AsOf = day
			}
			b.ReportAllocs()
			rows := 0
			for b.Loop() {
				err := bk.View(func(v *book.View) error {
					l, err := worklist.Build(v, c.q)
					rows = len(l.Rows)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
}
