// Command duebook keeps a company's receivables and works them from the
// keyboard. Without a verb it opens the screens; every verb is one file here.
// The package must never decide anything about the business: it reads flags,
// opens the desk, and prints.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/text"
)

// version is set by the Makefile.
var version = "dev"

// globals are the flags every verb knows.
type globals struct {
	book, asOf, as, currency string
	clock                    func() time.Time // the sample company's, else nil
}

// failed marks an error of a verb that was called rightly: exit 1. Any other
// error is about the call: exit 2.
type failed struct{ error }

func (f failed) Unwrap() error { return f.error }

// wrongCall is an error about how a verb was called: exit 2.
type wrongCall struct{ error }

func usage(format string, args ...any) error { return wrongCall{fmt.Errorf(format, args...)} }

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" {
		fmt.Println("duebook", version)
		return
	}
	err := root().Execute()
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "duebook: "+text.Safe(err.Error()))
	var f failed
	var w wrongCall
	if errors.As(err, &f) && !errors.As(err, &w) {
		os.Exit(1)
	}
	os.Exit(2)
}

func root() *cobra.Command { return rootOf(&globals{}) }

func rootOf(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:           "duebook",
		Short:         "Collect what is due: customers, bills, calls, promises, in one book",
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          verb(func([]string) error { return g.tui() }),
	}
	f := c.PersistentFlags()
	f.StringVar(&g.book, "book", desk.DefaultPath(), "the book's file")
	f.StringVar(&g.asOf, "as-of", "", "read the book as it stood at the end of this day (never dates a posting)")
	f.StringVar(&g.as, "as", "", "who acts (the system's user when left out)")
	f.StringVar(&g.currency, "currency", "", "one of several currencies")
	c.CompletionOptions.DisableDefaultCmd = true
	c.AddCommand(g.initVerb(), g.importVerb(), g.exportVerb(), g.reportVerb(), g.roundVerb(), g.statementVerb(),
		g.remindersVerb(), g.confirmationsVerb(),
		g.doVerb(), g.commandsVerb(),
		g.peopleVerb(), g.dailyVerb(),
		g.verifyVerb(),
		g.rebuildVerb(),
		g.compactVerb(),
		g.backupVerb(), g.restoreVerb(), g.demoVerb())
	return c
}

// verb makes a cobra function whose errors are a verb's own.
func verb(fn func(args []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		if err := fn(args); err != nil {
			return failed{err}
		}
		return nil
	}
}

// open opens the book for a verb.
func (g *globals) open(readOnly bool) (*desk.Desk, error) {
	o := desk.Options{Who: text.Clean(g.as), ReadOnly: readOnly, Clock: g.clock}
	d, err := desk.Open(g.book, o)
	if err != nil || g.asOf == "" {
		return d, err
	}
	day, err := text.ParseDate(g.asOf, d.Today())
	if err != nil {
		_ = d.Close()
		return nil, usage("--as-of: %w", err)
	}
	d.SetAsOf(day)
	return d, nil
}

// with runs fn on an open desk and closes it.
func (g *globals) with(readOnly bool, fn func(d *desk.Desk) error) error {
	d, err := g.open(readOnly)
	if err != nil {
		return err
	}
	err = fn(d)
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}

// day reads a date flag; an empty one is 0.
func day(flag, s string, today civil.Date) (civil.Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := text.ParseDate(s, today)
	if err != nil {
		return 0, usage("--%s: %w", flag, err)
	}
	return d, nil
}
