package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// reportFlags are the flags of every report; each report reads those it knows.
type reportFlags struct {
	format, by, basis, edges, credits, customer, from, to, period string
	horizon, days                                                 int
	amount, text                                                  string
	whole, asJSON, asCSV                                          bool
}

// output is what a report answers: tables, and its own JSON where it has a
// shape of its own.
type output struct {
	tables []*render.Table
	json   func(dst []byte) []byte
	since  civil.Date // the earliest day it speaks of, when that is not the as-of

	verdict error // what it found, when that is exit 1: printed after the tables
}

// reports are the reports by name.
var reports = map[string]struct {
	short string
	run   func(v *book.View, r *reading) (output, error)
}{
	"aging":        {"how old what customers owe is, by customer, branch, collector ...", agingReport},
	"worklist":     {"whom to call first, and why (--by mine, all, unassigned, \"no phone\")", worklistReport},
	"due":          {"what is overdue and what falls due, by day, week or month", dueReport},
	"statement":    {"a customer's account over a period", statementReport},
	"receipts":     {"receipts, those with something left first (--from DATE)", receiptsReport},
	"certificates": {"withholding certificates to chase (--whole: those that came too)", certificatesReport},
	"writeoffs":    {"requests to write off that wait (--whole: all)", writeOffsReport},
	"match":        {"whose money a payment may be (--text, --amount)", matchReport},
	"cleaning":     {"what keeps the aging from being clean, each with its remedy", cleaningReport},
	"promises": {"promises, plans and papers: due, late, open, met (--by kept: how they were kept, --days n)",
		promisesReport},
	"expected": {"what is expected in by week: cheques, promises, instalments (--horizon weeks, --whole: each)",
		expectedReport},
	"cheques": {"the register of cheques (--by deposit, \"no answer\", bounced, \"in safe\", paid, or a state)",
		chequesReport},
	"cheque-ladder":        {"cheques in hand by maturity", chequeLadderReport},
	"cheque-concentration": {"who stands behind the cheques in hand (--by drawer, bank)", chequeConcentrationReport},
	"deposit-slip":         {"a deposit slip to print (--by its number)", slipReport},
	"credit": {"limits, exposure and what is left (--by over, near, expiring, agreements, all; --days n)",
		creditReport},
	"credit-check": {"may an order go on credit? --customer, --amount; exit 1: over, blocked or expired",
		creditCheckReport},
	"cash-sheet": {"opening, received, banked, paid out and counted, by till and day (--by TILL, --whole: the lines)",
		cashSheetReport},
	"cash-differences": {"what counted cash differed by, by person and till (--whole: every difference)",
		cashDifferencesReport},
	"interest": {"interest accrued, charged, waived and paid (--by bill, note, or \"bill NUMBER\": how it came about)",
		interestReport},
	"proposals": {"what officers proposed to the supervisor, what waits first (--customer, --by WHO proposed)",
		proposalsReport},
	"referrals": {"what was referred to the supervisor, what waits first (--customer, --by WHO asked)",
		referralsReport},
	"requests": {"what customers asked for, by due date (--by WHOSE, --customer, --whole: closed ones too)",
		requestsReport},
	"reminders": {"who gets a reminder letter, and why others get none (--whole: those sent too)", remindersReport},
	"confirmation": {"balance confirmations: coverage of all runs (--by RUN: its letters, --whole: and " +
		"differences; --by \"not confirmed 12\": " +
		"whose balance nobody confirmed for so many months)", confirmationReport},
	"review": {"the daily reports of all officers beside each other (--whole: line by line, with their entries)",
		reviewReport},
	"exceptions": {"what a supervisor should look at of the day (--by undone, changed, untouched ...: one kind and " +
		"what " +
		"it is; --days n)", exceptionsReport},
	"receipt-books": {"receipt books by person, their gaps named", receiptBooksReport},
	"provision": {"what is provided for loss, by aging bucket (--by customer, branch; --from DATE: how it moved; " +
		"--by \"bucket 31-60\": its lines)", provisionReport},
	"copies": {"delivery copies that are not back signed, and with whom (--by person, --by NAME, --days n)",
		copiesReport},
	"expiry": {"documents that have expired or will within --days n (--by licence, guarantee, ..., --customer)",
		expiryReport},
	"kpi": {"DSO, CEI, collection ratios and their kin (--by company, branch, collector, salesman, customer or " +
		"\"branch NAME\"; --from, --to, --period month; --whole: what each is made of)", kpiReport},
	"results": {"opening, billed, collected, credited, closing, calls, promises and the last result (--by customer, " +
		"collector ...)",
		resultsReport},
	"targets": {"a month's targets, what came in of them and the rate (--by company, branch, collector, salesman or " +
		"\"collector NAME\"; --from: the month; --whole: what each figure is made of)", targetsReport},
	"card-history": {"who changed which field of a customer's card, old and new (--customer, --by field)",
		cardHistoryReport},
}

func (o output) with(t *render.Table) output {
	o.tables = append(o.tables, t)
	return o
}

// reading is what a report is asked.
type reading struct {
	*reportFlags
	g     *globals
	d     *desk.Desk
	asOf  civil.Date
	set   company.Settings
	scope []ledger.Scope
}

// oneReport lets the heap grow further between collections: the process prints one report
// and ends, so what it has read is seldom garbage yet.
const oneReport = 200

func (g *globals) reportVerb() *cobra.Command {
	var f reportFlags
	names := make([]string, 0, len(reports))
	long := "Print a report as a table, CSV or JSON. The reports:\n"
	for n := range reports {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		long += fmt.Sprintf("  %-20s %s\n", n, reports[n].short)
	}
	c := &cobra.Command{Use: "report NAME", Short: "Print a report: " + strings.Join(names, ", "), Long: long,
		Args:      cobra.ExactArgs(1),
		ValidArgs: names,
		RunE: verb(func(args []string) error {
			switch {
			case f.asJSON:
				f.format = "json"
			case f.asCSV:
				f.format = "csv"
			}
			if _, ok := reports[args[0]]; !ok {
				return usage("there is no report %q (there are %s)", args[0], strings.Join(names, ", "))
			}
			defer debug.SetGCPercent(debug.SetGCPercent(oneReport))
			return g.with(true, func(d *desk.Desk) error {
				out, note, err := g.compute(d, args[0], &f)
				if err != nil {
					return err
				}
				f.note(&out, note)
				return cmp.Or(f.print(&out), out.verdict)
			})
		})}
	c.Flags().StringVar(&f.format, "format", "table", "table, csv or json")
	c.Flags().BoolVar(&f.asJSON, "json", false, "the same as --format json")
	c.Flags().BoolVar(&f.asCSV, "csv", false, "the same as --format csv")
	f.register(c)
	return c
}

// compute runs a report; note is a sentence about the whole of it, or "".
func (g *globals) compute(d *desk.Desk, name string, f *reportFlags) (out output, note string, err error) {
	in := &reading{reportFlags: f, g: g, d: d, asOf: d.AsOf(), set: d.Company()}
	if f.customer != "" {
		in.scope = append(in.scope, ledger.Scope{By: ledger.ByCustomer, Key: f.customer})
	}
	err = d.View(func(v *book.View) (err error) {
		if out, err = reports[name].run(v, in); err == nil {
			note, err = ledger.BeforeFirst(v, cmp.Or(out.since, in.asOf))
		}
		return err
	})
	return out, note, err
}

// register adds the flags a report reads.
func (f *reportFlags) register(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.by, "by", "", "aging: customer, branch, salesman, collector, risk, currency, group, bill")
	fl.StringVar(&f.basis, "basis", "", "aging: by due, doc or posting date")
	fl.StringVar(&f.edges, "edges", "", "aging: days, such as 30,60,90,120")
	fl.StringVar(&f.credits, "credits", "", "aging: unapplied money in a column, a bucket, or off the oldest")
	fl.StringVar(&f.customer, "customer", "", "only this customer's code")
	fl.StringVar(&f.from, "from", "", "statement, kpi: the first day; targets: the month; provision: since when it "+
		"moved")
	fl.StringVar(&f.to, "to", "", "statement, kpi: the last day")
	fl.StringVar(&f.period, "period", "", "due: day, week or month; kpi: month")
	fl.IntVar(&f.horizon, "horizon", 0, "days ahead that are looked at")
	fl.IntVar(&f.days, "days", 0, "cleaning, exceptions: unapplied over so many days; credit: limits that expire "+
		"so soon")
	fl.StringVar(&f.amount, "amount", "", "cleaning: residues under this amount; match: what was paid; credit-check: "+
		"the order")
	fl.StringVar(&f.text, "text", "", "match: what the bank or the payer wrote")
	fl.BoolVar(&f.whole, "whole", false, "all columns, also those that hold nothing")
}

// note puts a sentence about the whole report below its first table, and beside a
// file, where it would be taken for a row, on the error output.
func (f *reportFlags) note(out *output, note string) {
	switch {
	case note == "":
	case f.format != "table" || len(out.tables) == 0:
		fmt.Fprintln(os.Stderr, "Note: "+note)
	case !slices.Contains(out.tables[0].Notes, note):
		out.tables[0].Notes = append(out.tables[0].Notes, note)
	}
}

func (f *reportFlags) print(out *output) error {
	w := bufio.NewWriterSize(os.Stdout, 1<<16)
	switch f.format {
	case "table":
		for i, t := range out.tables {
			if i > 0 {
				fmt.Fprintln(w)
			}
			if err := render.WriteTable(w, t, text.Raw); err != nil {
				return err
			}
		}
	case "csv":
		if err := render.WriteCSV(w, out.tables...); err != nil {
			return err
		}
	case "json":
		dst := []byte{}
		switch {
		case out.json != nil:
			dst = out.json(dst)
		case len(out.tables) == 1:
			dst = render.AppendJSON(dst, out.tables[0])
		default:
			dst = append(dst, '[')
			for i, t := range out.tables {
				if i > 0 {
					dst = append(dst, ',')
				}
				dst = render.AppendJSON(dst, t)
			}
			dst = append(dst, ']')
		}
		if _, err := w.Write(append(dst, '\n')); err != nil {
			return err
		}
	default:
		return usage("%q is not a format (table, csv, json)", f.format)
	}
	return w.Flush()
}

func agingReport(v *book.View, r *reading) (output, error) {
	q := aging.Query{AsOf: r.asOf, Within: r.scope, Promises: r.whole, Accrued: true}
	var err error
	if q.By, err = ledger.ParseBy(r.by); err != nil {
		return output{}, wrongCall{err}
	}
	if q.Basis, err = aging.ParseBasis(r.basis); err != nil {
		return output{}, wrongCall{err}
	}
	if q.Credits, err = aging.ParsePolicy(r.credits); err != nil {
		return output{}, wrongCall{err}
	}
	if r.edges != "" {
		if q.Edges, err = company.ParseEdges(r.edges); err != nil {
			return output{}, wrongCall{err}
		}
	}
	all, err := aging.Compute(v, q)
	if err != nil {
		return output{}, err
	}
	if all = only(all, r.g.currency, func(x *aging.Report) money.Currency { return x.Currency }); len(all) == 0 {
		return output{}, fmt.Errorf("nothing is open in %s", r.g.currency)
	}
	out := output{json: func(dst []byte) []byte { return aging.AppendJSON(dst, all) }}
	if r.format != "json" {
		for i := range all {
			out.tables = append(out.tables, all[i].Table(r.whole || r.format == "csv" && len(all) > 1))
		}
	}
	return out, nil
}
