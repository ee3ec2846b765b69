package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/statement"
)

// statementFlags are the flags of the letters.
type statementFlags struct {
	from, to, form, out string
	overdue             bool
}

func (g *globals) statementVerb() *cobra.Command {
	var f statementFlags
	c := &cobra.Command{Use: "statement [CODE ...]", Short: "Write statements of account as letters in PDF or HTML, " +
		"or as CSV or XLSX: of customers, or of all who are overdue",
		Long: "Write the statement of account of a customer as a letter, in Arabic and English, a file for each " +
			"currency.\nSeveral customers, or --overdue, go into a folder, with a bar; ctrl+c stops it and keeps " +
			"what is written.\nTo read one here: duebook report statement --customer CODE",
		RunE: verb(func(args []string) error {
			if f.overdue == (len(args) > 0) {
				return usage("name the customers' codes, or give --overdue")
			}
			return g.with(true, func(d *desk.Desk) error { return g.statements(d, args, &f) })
		})}
	fl := c.Flags()
	fl.BoolVar(&f.overdue, "overdue", false, "all customers with something overdue on the last day")
	fl.StringVar(&f.from, "from", "", "the first day; the first of the month three months before when left out")
	fl.StringVar(&f.to, "to", "", "the last day; today when left out")
	fl.StringVar(&f.form, "format", "pdf", strings.Join(desk.Forms, ", "))
	fl.StringVar(&f.out, "out", "", "the file, or the folder of several")
	return c
}

// period reads the days of a statement.
func (f *statementFlags) period(d *desk.Desk) (from, to civil.Date, err error) {
	if to, err = day("to", f.to, d.Today()); err != nil {
		return 0, 0, err
	}
	if to == 0 {
		to = d.AsOf()
	}
	if from, err = day("from", f.from, d.Today()); err == nil && from == 0 {
		from = max(to.AddMonths(-3).StartOfMonth(), civil.First)
	}
	return from, to, err
}

func (g *globals) statements(d *desk.Desk, codes []string, f *statementFlags) error {
	from, to, err := f.period(d)
	if err != nil {
		return err
	}
	if len(codes) == 1 {
		return g.oneStatement(d, statement.Query{Customer: codes[0], Currency: strings.ToUpper(g.currency), From: from,
			To: to}, f)
	}
	if f.overdue {
		if codes, err = d.Overdue(to, g.currency); err != nil {
			return err
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := desk.Batch{Codes: codes, Currency: g.currency, From: from, To: to, Form: f.form, Folder: f.out}
	if b.Folder == "" {
		b.Folder = d.BatchFolder(to)
	}
	bar := newProgress(os.Stderr)
	b.Progress = func(done, total int) { bar.tell("writing", done, total, "customers") }
	w, err := d.WriteStatements(ctx, b)
	bar.done()
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("stopped: %s", w.Say())
	}
	if err == nil {
		fmt.Println("Written: " + w.Say() + ".")
	}
	return err
}

func (g *globals) oneStatement(d *desk.Desk, q statement.Query, f *statementFlags) error {
	all, err := d.Statements(q)
	if err != nil {
		return err
	}
	if len(all) > 1 && f.out != "" {
		return usage("customer %s has accounts in several currencies: give --currency", q.Customer)
	}
	for n := range all {
		path := f.out
		if path == "" {
			path = d.StatementPath(&all[n], f.form)
		}
		if path, err = d.WriteStatement(&all[n], f.form, path); err != nil {
			return err
		}
		fmt.Println("Written: " + path)
	}
	return nil
}
