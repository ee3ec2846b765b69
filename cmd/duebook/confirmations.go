package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"duebook/internal/book"
	"duebook/internal/desk"
	report "duebook/internal/report/confirmation"
	"duebook/internal/text"
)

// confirmationReport lists the runs of balance confirmations and their coverage, the
// letters of one run, or whose balance nobody has confirmed for long.
func confirmationReport(v *book.View, r *reading) (output, error) {
	by := strings.ToLower(strings.TrimSpace(r.by))
	if rest, ok := strings.CutPrefix(by, "not confirmed"); ok {
		months := 12
		if rest = strings.TrimSpace(rest); rest != "" {
			n, err := strconv.Atoi(rest)
			if err != nil || n < 0 || n > 600 {
				return output{}, usage("--by \"not confirmed %s\": give the months as a number, 0 to 600", rest)
			}
			months = n
		}
		all, err := report.NotConfirmed(v, r.asOf, months)
		if err != nil {
			return output{}, err
		}
		kept := all[:0]
		for _, o := range all {
			if r.g.wants(o.Currency) {
				kept = append(kept, o)
			}
		}
		return output{}.with(report.OldTable(kept, months)), nil
	}
	if by == "" {
		all, err := report.Runs(v, r.asOf)
		return output{}.with(report.CoverageTable(all...)), err
	}
	n, err := strconv.ParseUint(by, 10, 32)
	if err != nil {
		return output{}, usage("--by %q is no run: give its number, or \"not confirmed\"", r.by)
	}
	rep, err := report.Compute(v, uint32(n), r.asOf)
	if err != nil {
		return output{}, err
	}
	t := rep.Table()
	if r.format != "table" && !r.whole {
		return output{}.with(t), nil
	}
	out := output{}.with(t).with(report.CoverageTable(rep))
	if r.whole {
		out = out.with(rep.StepsTable())
	}
	return out, nil
}

func (g *globals) confirmationsVerb() *cobra.Command {
	var form, folder, customer string
	c := &cobra.Command{Use: "confirmations RUN", Short: "Write the letters of a run of balance confirmations, with " +
		"their reply slips", Args: cobra.ExactArgs(1),
		Long: "Write the letters of a run, as they were frozen, into a folder. A run is made and sent on " +
			"its screen,\nor by duebook do confirmation.make and confirmation.move; duebook report confirmation " +
			"tells how " +
			"far it is.",
		RunE: verb(func(args []string) error {
			n, err := strconv.ParseUint(args[0], 10, 32)
			if err != nil {
				return usage("%q is no run: give its number (duebook report confirmation lists them)", args[0])
			}
			return g.with(true, func(d *desk.Desk) error {
				if folder == "" {
					folder = d.ConfirmationFolder(uint32(n))
				}
				ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
				defer stop()
				bar := newProgress(os.Stderr)
				batch := desk.ConfirmationBatch{Run: uint32(n), Form: form, Folder: folder,
					Progress: func(done, total int) { bar.tell("writing", done, total, "letters") }}
				if customer != "" {
					batch.Only = func(r *report.Row) bool { return r.Code == customer }
				}
				wrote, err := d.WriteConfirmations(ctx, batch)
				bar.done()
				if err != nil {
					return fmt.Errorf("%s written: %w", text.Count(wrote, "letter was", "letters were"), err)
				}
				fmt.Printf("Written: %s in %s.\n", text.Count(wrote, "letter", "letters"), folder)
				return nil
			})
		})}
	c.Flags().StringVar(&form, "format", "pdf", strings.Join(desk.ReminderForms, ", "))
	c.Flags().StringVar(&folder, "out", "", "the folder")
	c.Flags().StringVar(&customer, "customer", "", "only this customer's code")
	return c
}
