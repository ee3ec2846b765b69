package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"duebook/internal/ar/intake"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/exchange"
	"duebook/internal/text"
)

type importFlags struct {
	maps                 []string
	cutOff, receipt      string
	unapplied            bool
	dry, yes             bool
	trust, missing, skip bool
	opt                  exchange.Options
}

func (g *globals) importVerb() *cobra.Command {
	var f importFlags
	c := &cobra.Command{Use: "import FILE", Short: "Take in a CSV, TSV or XLSX file: open items, ledger, bills, " +
		"receipts, customers, applications, a remittance list, cheques, promises",
		Long: "Read a file, show what it would change, and take it in: all of it or nothing. The same file again " +
			"changes nothing.\n" +
			"On a terminal it asks after the preview (--yes skips); without one it goes on.",
		Args: cobra.ExactArgs(1),
		RunE: verb(func(args []string) error {
			err := g.with(false, func(d *desk.Desk) error { return g.importFile(d, args[0], &f) })
			if errors.Is(err, context.Canceled) {
				return fmt.Errorf("stopped: nothing of %s was taken in; run it again when you like", args[0])
			}
			return err
		})}
	fl := c.Flags()
	fl.StringArrayVar(&f.maps, "map", nil, "field=column, again for each; an empty column leaves the field out")
	fl.StringVar(&f.opt.DateOrder, "date-order", "", "dmy, mdy or ymd")
	fl.StringVar(&f.opt.Decimal, "decimal", "", "the decimal mark: . or ,")
	fl.StringVar(&f.opt.Kind, "kind", "", "open-items, ledger, bills, receipts, customers, applications, remittance "+
		"or cheques")
	fl.StringVar(&f.opt.Encoding, "encoding", "", "utf-8, utf-16le, utf-16be, windows-1256, windows-1252")
	fl.StringVar(&f.opt.Delimiter, "delimiter", "", `"," ";" "|" or tab`)
	fl.StringVar(&f.opt.Sheet, "sheet", "", "the sheet of a workbook that has several lists")
	fl.StringVar(&f.receipt, "receipt", "", "the receipt a remittance list is about; found by its amount when "+
		"left out")
	fl.BoolVar(&f.unapplied, "unapplied", false, "leave receipts unapplied: their applications come in a file of "+
		"their own")
	fl.StringVar(&f.cutOff, "cut-off", "", "the day up to which the file's figures go; its latest date when "+
		"left out (on a terminal it asks when that is old)")
	fl.BoolVar(&f.opt.Round, "round", false, "round amounts that are no whole minor unit, once a row")
	fl.BoolVar(&f.trust, "trust-file", false, "post what the file has open where it is more than the book has")
	fl.BoolVar(&f.missing, "settle-missing", false, "settle open bills that an open-items file lacks")
	fl.BoolVar(&f.skip, "skip-refused", false, "leave refused rows out and take the others")
	fl.BoolVar(&f.dry, "dry-run", false, "show the preview and post nothing")
	fl.BoolVar(&f.yes, "yes", false, "do not ask after the preview")
	return c
}

func (g *globals) importFile(d *desk.Desk, path string, f *importFlags) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	f.opt.Currency = g.currency
	f.opt.Map = map[string]string{}
	for _, m := range f.maps {
		field, column, ok := strings.Cut(m, "=")
		if !ok {
			return fmt.Errorf("--map %q: write field=column", m)
		}
		f.opt.Map[field] = column
	}
	var err error
	if f.opt.CutOff, err = day("cut-off", f.cutOff, d.Today()); err != nil {
		return err
	}
	bar := newProgress(os.Stderr)
	f.opt.Progress = func(p exchange.Progress) { bar.tell(p.Stage, int(p.Bytes>>10), int(p.Total>>10), "KB") }
	read := func() (*desk.ImportPlan, error) {
		defer bar.done()
		return d.PlanImport(ctx, path, desk.ImportOptions{Options: f.opt, TrustFile: f.trust,
			SettleMissing: f.missing, SkipRefused: f.skip, Receipt: f.receipt, Unapplied: f.unapplied})
	}
	plan, err := read()
	if err == nil && plan.CutOffInDoubt() && !f.yes && term.IsTerminal(int(os.Stdin.Fd())) {
		if f.opt.CutOff, err = askCutOff(os.Stdin, os.Stdout, plan.CutOff(), d.Today()); err == nil {
			plan, err = read()
		}
	}
	if err != nil {
		return err
	}
	w := bufio.NewWriter(os.Stdout)
	preview(w, plan)
	if err := w.Flush(); err != nil {
		return err
	}
	if plan.Plan.Facts() == 0 && plan.Refused() == 0 {
		fmt.Println("Nothing changed.")
		return nil
	}
	if f.dry {
		fmt.Println("Dry run: nothing was posted.")
		return plan.Postable()
	}
	if err := plan.Postable(); err != nil {
		return err
	}
	if !f.yes && term.IsTerminal(int(os.Stdin.Fd())) && !ask("Take this in?") {
		fmt.Println("Nothing was posted.")
		return nil
	}
	res, err := d.RunImport(ctx, plan, func(done, total int) { bar.tell("posting", done, total, "facts") })
	bar.done()
	if err != nil {
		return err
	}
	what := text.Count(plan.Plan.Facts(), "fact", "facts")
	if n := len(plan.Plan.Commands()); n > 0 {
		what = text.Count(n, "cheque", "cheques")
	}
	fmt.Printf("Taken in as entry %d: %s.\n", res.Seq, what)
	for _, w := range res.Warnings {
		fmt.Fprintln(os.Stderr, "Warning: "+text.Safe(w))
	}
	return nil
}

// askCutOff asks up to which day the figures of a list of open items go.
func askCutOff(in io.Reader, out io.Writer, latest, today civil.Date) (civil.Date, error) {
	fmt.Fprintf(out, "The latest date in the file is %s. Up to which day do its figures go?\n"+
		"[enter: today, %s; l: %s; or a date] ", latest, today, latest)
	answer, _ := bufio.NewReader(in).ReadString('\n')
	switch answer = strings.TrimSpace(answer); answer {
	case "":
		return today, nil
	case "l", "L":
		return latest, nil
	}
	return day("cut-off", answer, today)
}

func ask(question string) bool {
	fmt.Print(question + " [y/N] ")
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}

// preview prints how the file was read and what it would change.
func preview(w io.Writer, p *desk.ImportPlan) {
	f := p.Parsed
	fmt.Fprintf(w, "%s: %s (%s), %s, header on line %d\n", text.Safe(f.Path), f.Kind, f.KindWhy, f.Encoding,
		f.HeaderLine)
	for _, c := range f.Columns {
		if c.Field != "" {
			fmt.Fprintf(w, "  %-14s from %-24s %s\n", c.Field, text.Safe(c.Name), text.Safe(c.Format))
		}
	}
	if f.DateOrder != "" {
		fmt.Fprintln(w, "Dates: "+f.DateOrder)
	}
	if why := p.CutOffWhy(); why != "" {
		fmt.Fprintf(w, "Cut-off: %s, %s\n", p.CutOff(), why)
	}
	for _, t := range f.Totals {
		fmt.Fprintf(w, "Rows: %s in %s\n", text.Number(t.Rows), t.Currency)
	}
	for _, r := range f.Rounded {
		fmt.Fprintf(w, "Rounded: %s in %s, %s in all\n", text.Count(r.Rows, "row", "rows"), r.Currency, r.Difference)
	}
	for _, x := range f.Warnings {
		fmt.Fprintf(w, "Note: %s\n", text.Safe(x.String()))
	}
	for i, codes := range f.LookAlikes {
		if i == 3 {
			fmt.Fprintf(w, "Note: and %s more\n", text.Count(len(f.LookAlikes)-3, "group of look-alike codes",
				"groups of look-alike codes"))
			break
		}
		fmt.Fprintf(w, "Note: look-alike customer codes, kept apart: %s\n", text.Safe(strings.Join(codes, ", ")))
	}
	for _, n := range p.Plan.Notes {
		fmt.Fprintf(w, "Note: %s\n", text.Safe(n))
	}
	fmt.Fprintln(w)
	changes(w, p.Plan)
	for i, r := range f.Refused {
		if i == 20 {
			fmt.Fprintf(w, "refused    and %s more\n", text.Number(f.RefusedRows-20))
			break
		}
		fmt.Fprintf(w, "refused    %s\n", text.Safe(r.String()))
	}
	for _, r := range p.Plan.Refused {
		fmt.Fprintf(w, "refused    line %d: %s\n", r.Line, text.Safe(r.Text))
	}
}

const previewLines = 8

func changes(w io.Writer, p *intake.Plan) {
	if p.NewCustomers > 0 {
		fmt.Fprintf(w, "%-10s %8s\n", "customers", text.Number(p.NewCustomers))
	}
	shown := map[intake.Class]int{}
	for c, n := range p.Count {
		if n > 0 {
			fmt.Fprintf(w, "%-10s %8s\n", intake.Class(c), text.Number(n))
		}
	}
	for _, l := range p.Lines {
		if shown[l.Class]++; l.Class == intake.New || shown[l.Class] > previewLines {
			continue
		}
		where := "-"
		if l.Line > 0 {
			where = fmt.Sprint(l.Line)
		}
		fmt.Fprintf(w, "  %-9s line %-7s %s %s %s %s\n", l.Class, where, text.Safe(l.Customer), text.Safe(l.Number),
			l.Currency.Plain(l.Amount), text.Safe(l.Text))
	}
}

// progress draws one line on a terminal: stage, share, rate, time left. Without
// a terminal it is silent.
type progress struct {
	w       io.Writer
	on      bool
	stage   string
	started time.Time
	last    time.Time
	drawn   bool
}

func newProgress(w *os.File) *progress { return &progress{w: w, on: term.IsTerminal(int(w.Fd()))} }

func (p *progress) tell(stage string, done, total int, unit string) {
	now := time.Now()
	p.begin(stage, now)
	if !p.on || total <= 0 || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.drawn = now, true
	rate := float64(done) / now.Sub(p.started).Seconds()
	left := "-"
	if rate > 0 {
		left = time.Duration(float64(total-done) / rate * float64(time.Second)).Round(time.Second).String()
	}
	filled := min(done*20/total, 20)
	fmt.Fprintf(p.w, "\r%-9s [%s%s] %3d %%  %s %s/s  %s left \x1b[K", stage, strings.Repeat("#", filled),
		strings.Repeat("-", 20-filled), done*100/total, text.Number(int(rate)), unit, left)
}

// parts tells of work that comes in parts of one stage.
func (p *progress) parts(stage string) book.Progress {
	p.begin(stage, time.Now())
	return func(done, total int) { p.tell(stage, done, total, "parts") }
}

func (p *progress) begin(stage string, now time.Time) {
	if stage != p.stage {
		p.stage, p.started, p.last = stage, now, now
	}
}

func (p *progress) done() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	p.drawn, p.stage = false, ""
}
