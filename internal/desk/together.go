package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duebook/internal/book"
)

// together posts commands all or none, under keys made of one: by it they are known to
// belong together, and are taken back together.
func (d *Desk) together(key string, commands []book.Command) error {
	keys := make([]string, len(commands))
	for i := range keys {
		keys[i] = key + " " + strconv.Itoa(i)
	}
	_, err := d.DoAll(keys, commands, false)
	return err
}

// Undoable names the newest posting of this person that can be taken back: its
// entry and its command; 0 when there is none.
func (d *Desk) Undoable() (seq uint64, command string, err error) {
	err = d.book.View(func(v *book.View) error {
		seq, command, err = v.LastOf(d.who)
		return err
	})
	return seq, command, err
}

// MostTogether is how many entries are taken back in one go.
const MostTogether = 500

// Undoing is what one wish posted: its entries, the newest first, and what they are called.
type Undoing struct {
	Entries []uint64
	What    string
}

// Of names the entries.
func (u *Undoing) Of() string {
	n := len(u.Entries)
	if n == 1 {
		return fmt.Sprintf("entry %d", u.Entries[0])
	}
	return fmt.Sprintf("entries %d to %d", u.Entries[n-1], u.Entries[0])
}

// Together is the entry and those that were posted with it by one wish, as far as they are
// not taken back already.
func (d *Desk) Together(seq uint64) (u Undoing, err error) {
	err = d.book.View(func(v *book.View) error {
		e, err := v.Heading(seq)
		if err != nil {
			return err
		}
		var names []string
		counts := map[string]int{}
		add := func(e *book.Entry) {
			u.Entries = append(u.Entries, e.Seq)
			if counts[e.Command]++; counts[e.Command] == 1 {
				names = append(names, e.Command)
			}
		}
		add(e)
		for s, of := seq-1, wish(e.Key); of != "" && s > 0 && len(u.Entries) < MostTogether; s-- {
			x, err := v.Heading(s)
			if err != nil {
				return err
			}
			if wish(x.Key) != of || x.Who != e.Who || v.UndoneBy(s) != 0 {
				break
			}
			add(x)
		}
		var said []string
		slices.Reverse(names)
		for _, c := range names {
			what := Describe(c)
			if counts[c] > 1 {
				what = fmt.Sprintf("%d times %s", counts[c], what)
			}
			said = append(said, what)
		}
		u.What = strings.Join(said, ", ")
		return nil
	})
	return u, err
}

// wish is what the keys of commands posted together have in common, "" for one alone.
func wish(key string) string {
	of, n, found := strings.Cut(key, " ")
	if _, err := strconv.ParseUint(n, 10, 32); !found || err != nil {
		return ""
	}
	return of
}

// Undo takes entries back by counter-facts, all or none, in the order given.
func (d *Desk) Undo(key string, entries ...uint64) error {
	if len(entries) == 1 {
		_, err := d.Do(key, &book.Undo{Seq: entries[0]})
		return err
	}
	commands := make([]book.Command, len(entries))
	for i, seq := range entries {
		commands[i] = &book.Undo{Seq: seq}
	}
	return d.together(key, commands)
}
