// Command bench measures the program against its peers in one run, on a company
// of 20,000 customers and 1,000,000 bills, and prints each ratio beside its
// target. The peers are the sqlite3 command line with covering indexes on the
// same rows, and a bare bbolt file. It must never loosen a target, never compare
// with a figure of another run or machine, and never fail a build: what misses
// is printed, and it exits 0.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"duebook/internal/civil"
	"duebook/internal/demo"
)

// bench is one run: what is measured, and on which files.
type bench struct {
	dir, bin string
	sqlite   string // "" when it is not here
	runs     int
	today    civil.Date
	size     demo.Size
	made     demo.Made
	lines    []line
}

func (b *bench) path(name string) string { return filepath.Join(b.dir, name) }

// book is the sample company's book of the size in question.
func (b *bench) book() string { return b.path("bench.db") }

// step is one measurement, by the name -only picks it with.
type step struct {
	name string
	run  func(b *bench) error
}

var steps = []step{
	{"import", (*bench).importing},
	{"aging", (*bench).aging},
	{"accrual", (*bench).accrual},
	{"start", (*bench).starting},
	{"version", (*bench).version},
	{"keys", (*bench).keys},
	{"open", (*bench).leftOpen},
	{"commit", (*bench).durable},
	{"writing", (*bench).writing},
	{"proposing", (*bench).proposing},
	{"letters", (*bench).letters},
	{"evening", (*bench).evening},
}

func main() {
	size := flag.String("size", string(demo.Medium), "s, m or l: 50,000, 1,000,000 or 10,000,000 bills")
	runs := flag.Int("runs", 5, "how often each measurement is repeated; the median counts")
	only := flag.String("only", "", "some of: import aging accrual start version keys open commit "+
		"writing proposing letters evening")
	dir := flag.String("dir", "", "where the files are made and kept; a folder that is removed when left out")
	bin := flag.String("bin", "bin/duebook", "the program that is measured")
	flag.Parse()
	b := &bench{dir: *dir, bin: *bin, runs: max(*runs, 1), size: demo.Size(strings.ToLower(*size)),
		today: civil.Of(time.Now())}
	if err := b.main(*only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
	}
}

func (b *bench) main(only string) error {
	if b.dir == "" {
		dir, err := os.MkdirTemp("", "duebook-bench")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		b.dir = dir
	}
	var err error
	if b.bin, err = filepath.Abs(b.bin); err != nil {
		return err
	}
	if _, err := os.Stat(b.bin); err != nil {
		return fmt.Errorf("%s is not there: run make build first", b.bin)
	}
	if b.sqlite, err = exec.LookPath("sqlite3"); err != nil {
		say("sqlite3 is not installed: the ratios against it are left out.")
	}
	if err := b.make(); err != nil {
		return err
	}
	for _, s := range steps {
		if only != "" && !strings.Contains(","+only+",", ","+s.name+",") {
			continue
		}
		say("measuring: %s", s.name)
		if err := s.run(b); err != nil {
			b.add(line{what: s.name, note: "failed: " + err.Error()})
		}
	}
	b.print(os.Stdout)
	return nil
}

// make makes the sample company's book, unless a kept folder has it.
func (b *bench) make() error {
	if _, err := os.Stat(b.book()); err == nil {
		return nil
	}
	say("making the sample company, size %s", b.size)
	var err error
	b.made, err = demo.Make(context.Background(), b.book(), b.options())
	return err
}

func (b *bench) options() demo.Options { return demo.Options{Seed: 1, Today: b.today, Size: b.size} }

// say tells what is going on, beside the table.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
