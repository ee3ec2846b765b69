package desk

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
)

// TestOfficersPayTheSameBills: sixteen officers put money on the same three bills
// at once. The bills take what they are worth and no more, who got an answer is in
// the book exactly once, and a key sent twice posts once.
func TestOfficersPayTheSameBills(t *testing.T) {
	d := testDesk(t)
	post(t, d, &customer.Open{Code: "C-1", Name: "Al Noor Trading"})
	for n := range 3 {
		post(t, d, &bill.Issue{Customer: "C-1", Number: fmt.Sprint("B", n), Due: "2025-06-01", Doc: "2025-05-01",
			Amount: "1000"})
	}
	var wait sync.WaitGroup
	var stored, refused atomic.Int64
	for officer := range 16 {
		wait.Go(func() {
			for i := range 25 {
				number, key := fmt.Sprintf("X-%d-%d", officer, i), NewKey()
				c := &receipt.Record{Customer: "C-1", Type: "cash", Amount: "10", Number: number, Mode: "marked",
					Parts: []receipt.PartChoice{{Bill: fmt.Sprint("B", i%3), Amount: "10"}}}
				_, err := d.Do(key, c)
				if again, aerr := d.Do(key, c); err == nil && (aerr != nil || !again.Replayed) {
					t.Errorf("%s was not known the second time: %+v %v", number, again, aerr)
				}
				present := false
				verr := d.View(func(v *book.View) (err error) {
					_, present, err = receipt.ByNumber(v, number)
					return err
				})
				if verr != nil || present != (err == nil) {
					t.Errorf("%s: answered %v, in the book %v, %v", number, err, present, verr)
				}
				if err == nil {
					stored.Add(1)
				} else {
					refused.Add(1)
				}
			}
		})
	}
	wait.Wait()
	if stored.Load() != 300 || refused.Load() != 100 {
		t.Errorf("%d stored and %d refused: 3,000 of bills take 300 receipts of 10", stored.Load(), refused.Load())
	}
	findings, err := d.Book().Verify(context.Background(), book.Deep)
	if err != nil || len(findings) > 0 {
		t.Error(findings, err)
	}
	card, err := d.Card("C-1")
	if err != nil || card.Accounts[0].Balance != 0 {
		t.Errorf("the balance is not 0: %v %v", card, err)
	}
}
