package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"duebook/internal/desk"
	"duebook/internal/text"
)

// roundVerb writes the sheet somebody takes along on a round.
func (g *globals) roundVerb() *cobra.Command {
	var q desk.RoundQuery
	var on string
	var give bool
	c := &cobra.Command{Use: "round-sheet WHO FILE", Aliases: []string{"round"},
		Short: "Write the sheet of somebody's round: .pdf or .html to print, .csv or .xlsx, else text",
		Long: "The customers of a person's follow-ups (a collector, or sales and delivery people), where to go and " +
			"whom to ask for,\nwhat to do, the bills that are due, and room for the result and a signature. With " +
			"--collect " +
			"also everybody of their\nportfolio with something to collect; with --give the bills are noted as " +
			"given out.",
		Args: cobra.ExactArgs(2),
		RunE: verb(func(args []string) error {
			return g.with(!give, func(d *desk.Desk) error {
				var err error
				if q.Day, err = day("day", on, d.Today()); err != nil {
					return err
				}
				q.Who = text.Clean(args[0])
				r, err := d.Round(q)
				if err != nil {
					return err
				}
				if len(r.Rows) == 0 {
					return fmt.Errorf("%s has nothing on the sheet up to %s; --collect adds those with something to "+
						"collect", text.Safe(q.Who), r.Day)
				}
				if give {
					if _, err := d.GiveOut(desk.NewKey(), r); err != nil {
						return err
					}
				}
				if err := d.WriteRound(r, args[1]); err != nil {
					return err
				}
				fmt.Printf("The round sheet of %s is in %s.\n", text.Count(len(r.Rows), "customer", "customers"),
					args[1])
				return nil
			})
		})}
	c.Flags().StringVar(&on, "day", "", "the day of the round; today when left out")
	c.Flags().StringVar(&q.Route, "route", "", "only the customers of this route")
	c.Flags().BoolVar(&q.Collect, "collect", false, "also all their customers with something to collect")
	c.Flags().BoolVar(&give, "give", false, "note the bills that are due as given out")
	return c
}
