package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/demo"
	"duebook/internal/desk"

	bolt "go.etcd.io/bbolt"
)

// settling is how long a book just opened writes beside itself: the plain copy of
// its journal, the ballast.
const settling = 4 * time.Second

// copied works on a copy of the book, so that the others measure the book as it
// was made.
func (b *bench) copied(fn func(d *desk.Desk, path string) error) error {
	path := b.path("commits.db")
	defer demo.Remove(path)
	for _, ending := range []string{"", ".journal"} {
		if err := copyFile(b.book()+ending, path+ending); err != nil {
			return err
		}
	}
	d, err := desk.Open(path, desk.Options{Who: demo.Collector})
	if err != nil {
		return err
	}
	time.Sleep(settling)
	err = fn(d, path)
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	return err
}

// customer is a customer of the sample company, not the largest.
func (b *bench) customer(i int) string {
	n := map[demo.Size]int{demo.Small: 2_000, demo.Medium: 20_000, demo.Large: 200_000}[b.size]
	return fmt.Sprintf("%06d", 100_001+(i*7919)%(n-1))
}

func (b *bench) call(i int) book.Command {
	return &contact.Log{Customer: b.customer(i), Result: "no answer", Note: "the line is engaged", Override: "bench"}
}

// leftOpen keeps a call list on show, read again after each commit as the screens
// do, while another session posts 5,000 contacts; the same session then posts
// without the list, which tells the waiting from the disk's own moods.
func (b *bench) leftOpen() error {
	const commits = 5_000
	return b.copied(func(d *desk.Desk, path string) error {
		before, err := os.Stat(path)
		if err != nil {
			return err
		}
		closeList := b.openList(d)
		took, err := b.calls(d, 0, commits)
		reads, lerr := closeList()
		after, serr := os.Stat(path)
		if err = errors.Join(err, lerr, serr); err != nil {
			return err
		}
		alone, err := b.calls(d, commits, commits)
		if err != nil {
			return err
		}
		b.add(line{what: "file growth, list open during 5,000 commits", unit: "MB", limit: 20,
			got: float64(after.Size()-before.Size()) / 1e6, note: fmt.Sprintf("the list was read %d times", reads)})
		b.add(line{what: "slowest of those commits", unit: "ms", limit: 20, got: ms(at(took, 1)),
			note: spread(took) + "; without the list " + spread(alone)})
		return nil
	})
}

// openList reads the call list and a card again when something was posted, at the
// pace of the screens, until the function it returns is called.
func (b *bench) openList(d *desk.Desk) func() (reads int, err error) {
	news, quit, ended := make(chan struct{}, 1), make(chan struct{}), make(chan struct{})
	d.Watch(desk.Paced(desk.Beat, func(desk.Changed) {
		select {
		case news <- struct{}{}:
		default: // one is waiting already
		}
	}))
	var reads int
	var err error
	go func() {
		defer close(ended)
		for {
			select {
			case <-quit:
				return
			case <-news:
			}
			reads++
			_, lerr := d.CallList(desk.All, false)
			_, cerr := d.Card(b.customer(reads))
			err = errors.Join(err, lerr, cerr)
		}
	}()
	return func() (int, error) {
		close(quit)
		<-ended
		return reads, err
	}
}

// calls posts so many contacts and returns how long each took.
func (b *bench) calls(d *desk.Desk, from, n int) (took []time.Duration, err error) {
	for i := range n {
		c, key := b.call(from+i), desk.NewKey()
		start := time.Now()
		if _, err := d.Do(key, c); err != nil {
			return nil, err
		}
		took = append(took, time.Since(start))
	}
	return took, nil
}

func spread(all []time.Duration) string {
	return fmt.Sprintf("median %s, p99.9 %s, slowest %s", short(median(all)), short(at(all, 0.999)), short(at(all, 1)))
}

// durable posts one contact, one receipt over three bills, and one on the largest
// customer, against a bare bbolt commit of as many pages.
func (b *bench) durable() error {
	pay := func(customer string) book.Command {
		return &receipt.Record{Customer: customer, Type: "transfer", Amount: "60000"}
	}
	return b.copied(func(d *desk.Desk, _ string) error {
		for _, k := range []struct {
			what string
			make func(i int) book.Command
		}{{"one durable contact", b.call},
			{"one durable receipt", func(i int) book.Command { return pay(b.customer(i)) }},
			{"one durable receipt, the largest customer", func(int) book.Command { return pay("100000") }}} {
			if err := b.durably(d, k.what, k.make); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) durably(d *desk.Desk, what string, command func(i int) book.Command) error {
	const commits = 100
	var took []time.Duration
	from := written()
	for i := range commits {
		c, key := command(i+rand.IntN(1000)), desk.NewKey()
		start := time.Now()
		if _, err := d.Do(key, c); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		took = append(took, time.Since(start))
	}
	pages := int(written()-from) / commits / os.Getpagesize()
	if pages == 0 {
		b.add(line{what: what, note: short(median(took)) + "; this system does not tell how much was written"})
		return nil
	}
	alone, err := bare(b.path("bare.db"), b.book(), pages, commits)
	if err == nil {
		b.against(what, 3, median(took), median(alone), fmt.Sprintf(" for %d pages in bbolt alone", pages))
	}
	return err
}

// bare times commits of bbolt alone, on a copy of the book so that the trees are
// the same, each touching so many pages, wherever they lie.
func bare(path, from string, pages, commits int) ([]time.Duration, error) {
	defer os.Remove(path)
	if err := copyFile(from, path); err != nil {
		return nil, err
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, InitialMmapSize: 2 << 30})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var keys [][]byte
	err = db.View(func(tx *bolt.Tx) error {
		n := 0
		return tx.Bucket([]byte("account")).ForEach(func(k, _ []byte) error {
			if n++; n%1000 == 0 {
				keys = append(keys, slices.Clone(k))
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	var took []time.Duration
	leaves := max(pages*2/3, 1)
	for range commits {
		before, start := written(), time.Now()
		err := db.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte("account"))
			for range leaves {
				k := keys[rand.IntN(len(keys))]
				if err := b.Put(k, slices.Clone(b.Get(k))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		took = append(took, time.Since(start))
		switch n := int(written()-before) / os.Getpagesize(); { // the branches above the leaves count too
		case n > pages && leaves > 1:
			leaves--
		case n < pages:
			leaves++
		}
	}
	return took, nil
}
