package book

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"duebook/internal/civil"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

// TestHeadIsTheWholeEntry: what is read without the facts is what a full decode says.
func TestHeadIsTheWholeEntry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := func(name string) string { return rapid.StringN(0, 300, 300).Draw(t, name) }
		e := &Entry{Nanos: rapid.Int64().Draw(t, "nanos"), Day: civil.Date(rapid.Int32().Draw(t, "day")),
			Who: word("who"), Role: word("role"), Session: word("session"), Key: word("key"), Hash: make([]byte, 32),
			Command: word("command"), Part: rapid.Bool().Draw(t, "part")}
		h := head{seq: rapid.Uint64Range(0, 1<<62).Draw(t, "seq"), digest: make([]byte, 32),
			nanos: rapid.Int64().Draw(t, "last")}
		facts := manyItems(0, rapid.IntRange(0, 300).Draw(t, "facts")).facts
		if err := e.seal(&h, facts); err != nil {
			t.Fatal(err)
		}
		stored, err := e.encode(&h)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := decodeEntry(stored)
		if err != nil {
			t.Fatal(err)
		}
		got, raw, err := decodeHead(stored)
		if err != nil {
			t.Fatal(err)
		}
		if got.Facts != nil {
			t.Fatal("the facts were decoded")
		}
		if got.Facts = raw; !reflect.DeepEqual(got, whole) {
			t.Fatalf("%+v\n%+v", got, whole)
		}
		for cut := range min(len(stored), 400) { // never panics, whatever is stored
			_, _, _ = decodeHead(stored[:cut])
		}
	})
}

// TestOfDay: a day's entries, and their facts, are those a reading of the whole
// journal finds, also where a clock was wrong for a while.
func TestOfDay(t *testing.T) {
	b := newToy(t)
	n := 0
	on := func(day civil.Date, times int) {
		for range times {
			n++
			r := request(fmt.Sprint("k", n), add{1, fmt.Sprint("i", n), int64(n), nil})
			r.Today, r.Now = day, day.Time().Add(time.Hour)
			if _, err := b.Post(context.Background(), r); err != nil {
				t.Fatal(err)
			}
		}
	}
	fast(b)
	d := toyDay
	for _, x := range []struct {
		day   civil.Date
		times int
	}{{d, 40}, {d + 1, 3}, {d + 3, 30}, {d + 300, 7}, {d + 3, 20}, {d + 2, 5}, {d + 3, 2}, {d + 4, 9}, {d - 90, 1},
		{d + 4, 1}, {d + 6, 60}} {
		on(x.day, x.times)
	}
	err := b.View(func(v *View) error {
		for day := d - 92; day < d+302; day++ {
			var want, got []string
			err := v.Journal(1, func(e *Entry) (bool, error) {
				if e.Day == day {
					facts, err := e.facts(b.schema)
					want = append(want, fmt.Sprint(e.Seq, e.Key, facts[0].(*added).Item))
					return true, err
				}
				return true, nil
			})
			if err != nil {
				return err
			}
			err = v.OfDay(b.schema, day, func(e *Entry, facts func(...string) ([]Fact, error)) (bool, error) {
				all, err := facts()
				got = append(got, fmt.Sprint(e.Seq, e.Key, all[0].(*added).Item))
				return true, err
			})
			if err != nil {
				return err
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %q, want %q", day, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fast commits without waiting for the disk.
func fast(b *Book) {
	b.commit = func(tx *bolt.Tx) error {
		tx.DB().NoSync = true
		return tx.Commit()
	}
}
