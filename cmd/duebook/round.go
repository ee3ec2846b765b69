package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"duebook/internal/desk"
)

func (g *globals) roundVerb() *cobra.Command {
	var collector, route string
	var give bool
	c := &cobra.Command{Use: "round --collector NAME FILE",
		Short: "Write the sheet of a collector's round: .html to print, else text",
		Long: "The customers of a collector (and a route) with something to collect, their overdue bills, what to " +
			"fetch, and room for a\n" +
			"signature. With --give the bills are noted as given out.",
		Args: cobra.ExactArgs(1),
		RunE: verb(func(args []string) error {
			return g.with(!give, func(d *desk.Desk) error {
				codes, err := d.RoundCustomers(collector, route)
				if err != nil {
					return err
				}
				said, err := d.RoundSheet(desk.NewKey(), codes, collector, route, args[0], give)
				if err != nil {
					return err
				}
				fmt.Println(said)
				return nil
			})
		})}
	c.Flags().StringVar(&collector, "collector", "", "whose round it is")
	c.Flags().StringVar(&route, "route", "", "only the customers of this route")
	c.Flags().BoolVar(&give, "give", false, "note the bills as given out")
	_ = c.MarkFlagRequired("collector")
	return c
}
