package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/demo"
	"duebook/internal/desk"
	"duebook/internal/text"
)

type demoFlags struct {
	size, today   string
	seed          uint64
	fresh, noOpen bool
}

func (g *globals) demoVerb() *cobra.Command {
	var f demoFlags
	c := &cobra.Command{Use: "demo", Short: "Make the sample company and open its call list", Args: cobra.NoArgs,
		Long: "Make the sample company, if it is not there yet, and open its call list as one of its officers.\n" +
			"It lies beside your own book as demo.db, or where --book says. The sizes s, m and l are for benches:\n" +
			"50,000, 1,000,000 and 10,000,000 bills."}
	c.RunE = func(c *cobra.Command, args []string) error {
		own := c.Flags().Changed("book")
		return verb(func([]string) error { return g.demo(&f, own) })(c, args)
	}
	fl := c.Flags()
	fl.StringVar(&f.size, "size", string(demo.Sample), "demo, s, m or l")
	fl.Uint64Var(&f.seed, "seed", 1, "another seed makes another company")
	fl.BoolVar(&f.fresh, "fresh", false, "make it anew, though it is there")
	fl.BoolVar(&f.noOpen, "no-open", false, "only make it")
	fl.StringVar(&f.today, "today", "", "the day it plays on")
	_ = fl.MarkHidden("today")
	return c
}

func (g *globals) demo(f *demoFlags, own bool) error {
	f.size = strings.ToLower(f.size)
	if !own {
		name := "demo.db"
		if f.size != string(demo.Sample) {
			name = "demo-" + f.size + ".db"
		}
		g.book = filepath.Join(filepath.Dir(desk.DefaultPath()), name)
	}
	if g.as == "" {
		g.as = demo.Collector
	}
	today, err := g.playOn(f.today)
	if err != nil {
		return err
	}
	_, err = os.Stat(g.book)
	there := !errors.Is(err, fs.ErrNotExist)
	if there {
		if err := g.isSample(f, today); err != nil {
			return err
		}
	}
	if there && f.fresh {
		demo.Remove(g.book)
		there = false
	}
	if !there {
		if err := g.makeDemo(f, today); err != nil {
			return err
		}
	}
	if err := g.admit(); err != nil {
		return err
	}
	if f.noOpen || !term.IsTerminal(int(os.Stdin.Fd())) || !term.IsTerminal(int(os.Stdout.Fd())) {
		return nil
	}
	return g.tui()
}

// playOn sets the clock of the sample company and returns its day; without a day
// it is the present one in the company's zone.
func (g *globals) playOn(day string) (civil.Date, error) {
	zone := demo.Zone()
	today := civil.Of(time.Now().In(zone))
	if day == "" {
		return today, nil
	}
	d, err := text.ParseDate(day, today)
	if err != nil {
		return 0, fmt.Errorf("--today: %w", err)
	}
	y, m, dom := d.YMD()
	started, from := time.Now(), time.Date(y, time.Month(m), dom, 9, 10, 0, 0, zone)
	g.clock = func() time.Time { return from.Add(time.Since(started)) }
	return d, nil
}

// isSample refuses any book but a sample company, so that nobody's own is opened
// in another's name, or made anew.
func (g *globals) isSample(f *demoFlags, today civil.Date) error {
	var made civil.Date
	err := g.with(true, func(d *desk.Desk) error {
		if d.Company().Name != demo.Company {
			return fmt.Errorf("%s is the book of %s, not the sample company: give another --book", g.book,
				d.Company().Name)
		}
		return d.View(func(v *book.View) error {
			return v.Journal(v.Seq(), func(e *book.Entry) (bool, error) { made = e.Day; return false, nil })
		})
	})
	if err == nil && !f.fresh {
		hint := ""
		if made < today-3 {
			hint = fmt.Sprintf("; its story ends on %s, --fresh tells it up to now", made)
		}
		fmt.Printf("The sample company is at %s, and you are %s%s.\n", g.book, g.as, hint)
	}
	return err
}

// admit lets whoever opens the sample company, and whoever runs the program, do
// everything in it: its people have their roles.
func (g *globals) admit() error {
	var strangers []string
	err := g.with(true, func(d *desk.Desk) error {
		return d.View(func(v *book.View) (err error) {
			if g.as, err = demo.Called(v, g.as); err == nil {
				strangers, err = demo.Strangers(v, text.Clean(g.as), desk.SystemUser())
			}
			return err
		})
	})
	if err != nil || len(strangers) == 0 {
		return err
	}
	now := time.Now
	if g.clock != nil {
		now = g.clock
	}
	return g.with(false, func(d *desk.Desk) error {
		return demo.Admit(context.Background(), d.Book(), now(), strangers...)
	})
}

func (g *globals) makeDemo(f *demoFlags, today civil.Date) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	bar := newProgress(os.Stderr)
	made, err := demo.Make(ctx, g.book, demo.Options{Seed: f.seed, Today: today, Size: demo.Size(f.size),
		Progress: func(done, total int) { bar.tell("making", done, total, "") }})
	bar.done()
	if err != nil {
		return err
	}
	fmt.Printf("Made the sample company at %s: %s, %s. You are %s.\n", g.book,
		text.Count(made.Customers, "customer", "customers"), text.Count(made.Bills, "bill", "bills"), g.as)
	return nil
}
