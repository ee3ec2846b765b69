package kpi_test

import (
	"os"
	"testing"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
)

// A year by branch of the book DUEBOOK_BENCH names, a copy of the benches' own.
func BenchmarkYear(b *testing.B) {
	path := os.Getenv("DUEBOOK_BENCH")
	if path == "" {
		b.Skip("DUEBOOK_BENCH names no book")
	}
	bk, err := book.Open(path, desk.Schema(), book.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer bk.Close()
	for _, by := range []ledger.By{ledger.ByBranch, ledger.ByCustomer} {
		b.Run(string(by), func(b *testing.B) {
			for b.Loop() {
				if err := bk.View(func(v *book.View) error {
					_, err := kpi.Compute(v, kpi.Query{AsOf: civil.New(2026, 11, 22), By: by})
					return err
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
