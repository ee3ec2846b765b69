// Package demo makes the sample company: a fictional Gulf trading company with
// its customers, bills, receipts and eighteen months of collecting, made from a
// seed and dated back from a day, through the same commands as any other book,
// each posted with its own day. It also makes the large books of the benches.
// The package must never copy a name, a number or a figure from anyone's data,
// and never write to a book that is there already.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
)

// Company is the sample company's name, and Collector the officer whose
// portfolio whoever opens it should see.
const (
	Company   = "Marsa Al Badia Trading Co. (sample)"
	Collector = "Mona Saleh"
)

// Zone is where the sample company lies: Riyadh, which has no summer time.
func Zone() *time.Location { return time.FixedZone("Asia/Riyadh", 3*60*60) }

// Size says how much is made.
type Size string

// The sizes. Sample is the full sample company, 400 customers and 6,000 bills;
// the others are for the benches: 2,000 customers and 50,000 bills, 20,000 and
// 1,000,000, 200,000 and 10,000,000, a third of the bills open.
const (
	Sample Size = "demo"
	Small  Size = "s"
	Medium Size = "m"
	Large  Size = "l"
)

// Options say what to make. The same Seed, Today and Size give the same journal,
// byte by byte.
type Options struct {
	Seed     uint64
	Today    civil.Date // the day it is made for: all history lies before it
	Size     Size       // Sample when empty
	Progress book.Progress

	customers int // of the sample, when not all of them: for tests
}

// Made is what came of it.
type Made struct {
	Customers, Bills int
	Entries          uint64
}

// Make makes a new book at a path. A failure leaves no file; one that is there
// already is refused.
func Make(ctx context.Context, path string, o Options) (Made, error) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = book.Refuse(book.Conflict, "%s is there already: choose another place for the sample company", path)
		}
		return Made{}, err
	}
	if !o.Today.Valid(o.Today) || o.Today < civil.First.AddMonths(36) {
		return Made{}, book.RefuseField("today", "the sample company needs a day from 2003 on, not %s", o.Today)
	}
	fill := makeLarge
	if o.Size == "" || o.Size == Sample {
		fill = makeSample
	} else if _, ok := large[o.Size]; !ok {
		return Made{}, book.RefuseField("size", "%q is not a size (demo, s, m, l)", string(o.Size))
	}
	schema := desk.Schema()
	if err := book.Create(path, schema); err != nil {
		return Made{}, err
	}
	b, err := book.Open(path, schema, book.Options{})
	var made Made
	if err == nil {
		if made, err = fill(ctx, b, o); err == nil {
			err = b.View(func(v *book.View) error { made.Entries = v.Seq(); return nil })
		}
		if cerr := b.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		Remove(path)
		return Made{}, fmt.Errorf("the sample company cannot be made: %w", err)
	}
	return made, nil
}

// Remove takes a sample book and what lies beside it away.
func Remove(path string) {
	for _, ending := range []string{"", ".lock", ".journal", ".ballast"} {
		_ = os.Remove(path + ending)
	}
}
