package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"duebook/internal/ar/reminder"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	report "duebook/internal/report/reminder"
)

// remindersReport lists who gets a reminder letter, and why others get none; with
// --whole the letters that were sent.
func remindersReport(v *book.View, r *reading) (output, error) {
	q := r.d.ReminderQuery()
	q.Within = r.scope
	l, err := report.Compute(v, q)
	if err != nil {
		return output{}, err
	}
	l.Rows = slices.DeleteFunc(l.Rows, func(x report.Row) bool { return !r.g.wants(x.Currency) })
	out := output{}.with(l.Table())
	if r.whole {
		sent, err := report.Sent(v, r.asOf, r.customer)
		if err != nil {
			return output{}, err
		}
		out.tables = append(out.tables, report.SentTable(sent))
	}
	return out, nil
}

// wants reports whether a currency is the one asked for, or none was.
func (g *globals) wants(code string) bool {
	return g.currency == "" || strings.EqualFold(g.currency, code)
}

// reminderFlags are the flags of the verb.
type reminderFlags struct {
	post                                bool
	customer, sent, form, out, override string
}

func (g *globals) remindersVerb() *cobra.Command {
	var f reminderFlags
	c := &cobra.Command{Use: "reminders", Short: "Send reminder letters: show them, post them (--post), or write " +
		"those that were sent again (--sent DAY)", Args: cobra.NoArgs,
		Long: "Without a flag: print the letters that are due, as text. With --post: post one entry for each " +
			"customer\nwith a letter due, and write its PDF or HTML into a folder. Who gets none and why: duebook " +
			"report reminders.\nThe levels: duebook do reminder.defaults, or reminder.level.",
		RunE: verb(func([]string) error {
			if f.post && f.sent != "" {
				return usage("--post sends new letters, --sent writes old ones again: give one of them")
			}
			return g.with(!f.post, func(d *desk.Desk) error { return g.reminders(d, &f) })
		})}
	fl := c.Flags()
	fl.BoolVar(&f.post, "post", false, "post the letters and their fees, and write them")
	fl.StringVar(&f.customer, "customer", "", "only this customer's code")
	fl.StringVar(&f.sent, "sent", "", "write the letters that were sent on this day again, as they were")
	fl.StringVar(&f.form, "format", "pdf", strings.Join(desk.ReminderForms, ", "))
	fl.StringVar(&f.out, "out", "", "the folder")
	fl.StringVar(&f.override, "override", "", "why letters go out in spite of quiet days or the contact guard (with "+
		"--customer)")
	return c
}

func (g *globals) reminders(d *desk.Desk, f *reminderFlags) error {
	if f.out == "" {
		f.out = d.ReminderFolder()
	}
	if f.sent != "" {
		on, err := day("sent", f.sent, d.Today())
		if err != nil {
			return err
		}
		return g.remindersAgain(d, f, on)
	}
	if f.override != "" && f.customer == "" {
		return usage("a reason to pass the guard is for one customer: give --customer CODE")
	}
	l, err := d.Reminders()
	if err != nil {
		return err
	}
	var codes []string
	for i := range l.Rows {
		r := &l.Rows[i]
		if !g.wants(r.Currency) || f.customer != "" && r.Head.Code != f.customer {
			continue
		}
		switch {
		case f.post:
		case r.Due():
			fmt.Println(strings.Join(desk.ReminderText(&r.Letter), "\n") + "\n")
		case f.customer != "":
			fmt.Printf("%s gets no letter in %s: %s.\n", r.Head.Name, r.Currency, r.Why)
		}
		if (r.Due() || f.customer != "") && !slices.Contains(codes, r.Head.Code) {
			codes = append(codes, r.Head.Code)
		}
	}
	if !f.post {
		if f.customer == "" {
			fmt.Printf("%d of %d accounts with something overdue get a letter; --post sends them.\n", l.Due,
				len(l.Rows))
		}
		return nil
	}
	if d.Past() {
		return usage("letters are sent today: leave --as-of out")
	}
	return g.remind(d, f, codes)
}

func (g *globals) remind(d *desk.Desk, f *reminderFlags, codes []string) error {
	if f.customer != "" {
		codes = []string{f.customer}
	}
	if len(codes) == 0 {
		return errors.New("no letter is due today (duebook report reminders says why)")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	bar := newProgress(os.Stderr)
	w, err := d.Remind(ctx, desk.Reminding{Key: desk.NewKey(), Codes: codes, Currency: g.currency, Override: f.override,
		Form: f.form, Folder: f.out, Progress: func(done, total int) { bar.tell("sending", done, total, "customers") }})
	bar.done()
	switch {
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("stopped; sent: %s", w.Say())
	case err != nil:
		return err
	case w.Files == 0:
		return errors.New(strings.Join(w.Not, "\n"))
	}
	fmt.Println("Sent: " + w.Say() + ".")
	return nil
}

func (g *globals) remindersAgain(d *desk.Desk, f *reminderFlags, on civil.Date) error {
	sent, err := d.RemindersSent(f.customer)
	if err != nil {
		return err
	}
	sent = slices.DeleteFunc(sent, func(l reminder.Letter) bool { return l.Date != on || !g.wants(l.Currency) })
	if len(sent) == 0 {
		return fmt.Errorf("no letter was sent on %s", on)
	}
	w, err := d.WriteReminders(sent, f.form, f.out)
	if err == nil {
		fmt.Println("Written: " + w.Say() + ".")
	}
	return err
}
