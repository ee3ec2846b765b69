package targets_test

import (
	"os"
	"testing"

	"duebook/internal/ar/target"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/targets"
)

// A month's targets, and the bases that are frozen inside a write, of the book
// DUEBOOK_BENCH names, a copy of the benches' own.
func BenchmarkMonth(b *testing.B) {
	path := os.Getenv("DUEBOOK_BENCH")
	if path == "" {
		b.Skip("DUEBOOK_BENCH names no book")
	}
	bk, err := book.Open(path, desk.Schema(), book.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer bk.Close()
	day := civil.New(2026, 11, 22)
	run := func(name string, fn func(v *book.View) error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := bk.View(fn); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("bases", func(v *book.View) error {
		_, err := target.Bases(v, target.Collector, day, "SAR", day)
		return err
	})
	run("report", func(v *book.View) error {
		_, err := targets.Compute(v, targets.Query{AsOf: day, By: "collector"})
		return err
	})
}
