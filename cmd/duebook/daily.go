package main

import (
	"cmp"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"duebook/internal/book"
	"duebook/internal/desk"
	daily "duebook/internal/report/day"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// dailyVerb tells a daily report, submits it, or prints it on one sheet.
func (g *globals) dailyVerb() *cobra.Command {
	var on, out string
	var all, submit, over bool
	v := &cobra.Command{Use: "daily [USER]", Short: "A daily report, or all of a day: tell, submit, print",
		Long: "Tells the report of who acts, or of USER: as it was submitted, else as it fills.\n--submit freezes " +
			"it and " +
			"hands it to the supervisor. --out FILE prints one sheet with lines to sign (.pdf, .html), or writes all " +
			"figures with their entries (.xlsx, .csv).\n--all is the department: all officers beside each other.",
		Args: cobra.MaximumNArgs(1),
		RunE: verb(func(args []string) error {
			user := ""
			if len(args) == 1 {
				user = text.Clean(args[0])
			}
			if all && (user != "" || submit) {
				return usage("--all goes with no name and is not submitted: each officer submits their own")
			}
			if submit && user != "" {
				return usage("everybody submits their own report: duebook --as %s daily --submit", user)
			}
			return g.with(!submit, func(d *desk.Desk) error {
				when, err := day("day", on, d.Today())
				if err != nil {
					return err
				}
				if submit {
					if _, err := d.Do(desk.NewKey(), &desk.SubmitDay{Day: cmp.Or(when,
						d.Today()).String()}); err != nil {
						return err
					}
				}
				switch {
				case out != "" && all:
					return d.PrintReview(when, out, over)
				case out != "":
					return d.PrintDay(user, when, out, over)
				case all:
					rows, err := d.DayReview(when)
					if err != nil {
						return err
					}
					return render.WriteTable(os.Stdout, daily.ReviewTable(rows), text.Raw)
				}
				r, err := d.DayReport(user, when)
				if err != nil {
					return err
				}
				return tellDay(r)
			})
		})}
	v.Flags().StringVar(&on, "day", "", "the day; today when left out")
	v.Flags().StringVar(&out, "out", "", "write to this file: .pdf, .html, .xlsx, .csv or .txt")
	v.Flags().BoolVar(&over, "over", false, "write over a file that is there")
	v.Flags().BoolVar(&all, "all", false, "all officers beside each other")
	v.Flags().BoolVar(&submit, "submit", false, "submit the report")
	return v
}

// tellDay writes a report and where it stands.
func tellDay(r *daily.Row) error {
	state := r.State.String()
	if r.Version != nil {
		state += fmt.Sprintf(", version %d, digest %s", r.Version.N, r.Version.Short())
	}
	fmt.Printf("%s, %s: %s\n", r.Name, r.Day, state)
	for _, w := range r.Said {
		line := ""
		if def, err := daily.Find(w.Line); err == nil {
			line = " on " + def.Title
		}
		fmt.Printf("%s%s: %s\n", text.Safe(w.By), line, text.Safe(w.Text))
	}
	for _, c := range r.Changed {
		how := "recorded since"
		if c.Gone {
			how = "no longer there"
		}
		fmt.Printf("%s: %s, %s\n", how, text.Safe(c.Item.Name), text.Safe(c.Item.What))
	}
	return render.WriteTable(os.Stdout, r.Brief(), text.Raw)
}

// reviewReport is the reports of the day that is read beside each other; with --whole
// the entries their figures are made of.
func reviewReport(v *book.View, r *reading) (output, error) {
	rows, err := r.d.ReviewOf(v, r.asOf)
	if err != nil {
		return output{}, err
	}
	out := output{}.with(daily.ReviewTable(rows))
	if r.whole {
		out = output{}.with(daily.Table(rows)).with(daily.Entries(rows))
	}
	return out, nil
}
