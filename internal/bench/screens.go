package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"duebook/internal/ar/intake"
	"duebook/internal/demo"
	"duebook/internal/desk"
)

const listDrawn = `\d+ to call`

// starting is the time from the start of the process to the drawn call list, and
// the memory it then holds.
func (b *bench) starting() error {
	var took []time.Duration
	var anon int64
	for i := range b.runs + 1 {
		t, err := b.terminal("--book", b.book(), "--as", demo.Collector)
		if err != nil {
			return err
		}
		drawn, err := t.until(listDrawn)
		if err == nil && i > 0 {
			took = append(took, drawn.Sub(t.started))
		}
		for range 30 { // the plain copy of the journal is looked at after 2 s
			t.quiet(100 * time.Millisecond)
			kb, _ := field(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid), "RssAnon")
			anon = max(anon, kb<<10)
			if i < b.runs {
				break
			}
		}
		t.close()
		if err != nil {
			return err
		}
	}
	b.add(line{what: "call list drawn after process start", got: ms(median(took)), limit: 100, unit: "ms",
		note: fmt.Sprintf("median of %d, slowest %s", len(took), short(at(took, 1)))})
	if anon == 0 {
		b.add(line{what: "anonymous memory of the open call list", note: "this system does not tell"})
		return nil
	}
	b.add(line{what: "anonymous memory of the open call list", got: float64(anon) / 1e6, limit: 80, unit: "MB",
		note: "RssAnon, the most in 3 s"})
	return nil
}

// version asks for the version, with a pipe and on a terminal that answers
// nothing.
func (b *bench) version() error {
	const runs = 21
	var pipe, tty []time.Duration
	for range runs {
		took, err := timed(b.bin, "--version")
		if err != nil {
			return err
		}
		pipe = append(pipe, took)
		t, err := b.terminal("--version")
		if err != nil {
			return err
		}
		shown, err := t.until(`duebook \S+`)
		t.close()
		if err != nil {
			return err
		}
		tty = append(tty, shown.Sub(t.started))
	}
	note := fmt.Sprintf("median of %d", runs)
	b.add(line{what: "--version", got: ms(median(pipe)), limit: 10, unit: "ms", note: note})
	b.add(line{what: "--version on a silent terminal", got: ms(median(tty)), limit: 10, unit: "ms", note: note})
	return nil
}

// keys measures from a key pressed to the frame that answers it, through the
// whole program and its terminal.
func (b *bench) keys() error {
	if err := b.keysOn("key to frame, call list", b.book(), nil, list(), ""); err != nil {
		return err
	}
	people := b.path("people.db")
	demo.Remove(people) // what an interrupted run left
	if err := makePeople(people); err != nil {
		return err
	}
	defer demo.Remove(people)
	err := b.keysOn("key to frame, search over 200,000 names", people, []string{"/"}, search(), `\d/[\d,]+ ─`)
	if err != nil {
		return err
	}
	open := []string{"/", "1", "0", "0", "0", "0", "0", "\r"} // the card opens on its bills
	return b.keysOn("key to frame, the largest customer's bills", b.book(), open, list(), "")
}

// list is a walk over a list, and search a few names typed and taken back.
func list() []string {
	var keys []string
	for i := range 240 {
		keys = append(keys, []string{"j", "j", "j", "k", "\x1b[6~", "\x1b[B", "\x1b[B", "\x1b[5~"}[i%8])
	}
	return append(keys, "G", "k", "k", "g", "j")
}

func search() []string {
	var keys []string
	for _, name := range []string{"basalt river 1234", "qamar trading 77", "شركة قمر 12", "5501234",
		"harbor lumber 9"} {
		for _, r := range name {
			keys = append(keys, string(r))
		}
		for range []rune(name) {
			keys = append(keys, "\x7f")
		}
	}
	return keys
}

func (b *bench) keysOn(what, path string, open, keys []string, answer string) error {
	t, err := b.terminal("--book", path, "--as", demo.Collector)
	if err != nil {
		return err
	}
	defer t.close()
	if _, err := t.until(listDrawn + `|Nobody`); err != nil {
		return err
	}
	for _, k := range open {
		t.quiet(600 * time.Millisecond)
		if _, err := t.tty.WriteString(k); err != nil {
			return err
		}
	}
	t.quiet(1500 * time.Millisecond)
	if answer == "" {
		answer = "." // the first frame is the answer
	}
	var all []time.Duration
	for i, k := range keys {
		took, err := t.press(k, answer)
		if err != nil {
			return err
		}
		all = append(all, took)
		t.quiet(time.Duration(40+i*7%29) * time.Millisecond) // not in step with the screen's own beat
	}
	b.add(line{what: what, got: ms(at(all, 0.99)), limit: 20, unit: "ms",
		note: fmt.Sprintf("p99 of %d keys on a terminal, median %s, slowest %s", len(all), short(median(all)),
			short(at(all, 1)))})
	return nil
}

// makePeople makes a book of 200,000 customers.
func makePeople(path string) error {
	if err := desk.Create(path, "Bench", "SAR", desk.Options{}); err != nil {
		return err
	}
	d, err := desk.Open(path, desk.Options{})
	if err != nil {
		return err
	}
	first := []string{"Basalt", "Qamar", "Harbor", "Cedar", "Amber", "Falcon", "Dune", "Coral", "Juniper", "Marble"}
	middle := []string{"River", "Trading", "Lumber", "Foods", "Motors", "Paper", "Glass", "Textile", "Steel"}
	rows := make([]intake.CustomerRow, 200_000)
	for i := range rows {
		rows[i] = intake.CustomerRow{Code: fmt.Sprintf("%06d", 500_000+i), Line: int32(i + 2),
			Name:   fmt.Sprintf("%s %s %d", first[i%len(first)], middle[i/10%len(middle)], i),
			NameAr: fmt.Sprintf("شركة قمر %d", i), Phones: []string{fmt.Sprintf("+966 55 %07d", i)}}
	}
	c := &intake.Import{File: "people", Holds: intake.Customers, Source: "people", Customers: rows}
	_, err = d.Bulk(context.Background(), desk.NewKey(), c, nil)
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return err
}
