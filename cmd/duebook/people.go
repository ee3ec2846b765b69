package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/report/sod"
	"duebook/internal/text"
)

// peopleVerb lists who works on the book, or sets somebody up.
func (g *globals) peopleVerb() *cobra.Command {
	var c office.Set
	v := &cobra.Command{Use: "people [USER]", Short: "List the people and their roles, or set one up",
		Long: "Without a name, lists who is set up. With one and --roles, --shown or --collector, sets that person " +
			"up (admin).\nUntil anybody is set up everybody holds all roles; the first to be set up must be an admin.",
		Args: cobra.MaximumNArgs(1),
		RunE: verb(func(args []string) error {
			if len(args) == 0 {
				if c != (office.Set{}) {
					return usage("say who: duebook people USER --roles officer")
				}
				return g.with(true, listPeople)
			}
			c.User = text.Clean(args[0])
			return g.with(false, func(d *desk.Desk) error {
				r, err := d.Do(desk.NewKey(), &c)
				if err == nil && r.Seq == 0 {
					fmt.Println("Nothing is different.")
				}
				return err
			})
		})}
	v.Flags().StringVar(&c.Roles, "roles", "", "officer, supervisor, admin, auditor with commas; none: has left")
	v.Flags().StringVar(&c.Shown, "shown", "", "the name that is shown")
	v.Flags().StringVar(&c.Collector, "collector", "", "the collector whose customers are theirs")
	v.Flags().StringVar(&c.Department, "department", "", "where they work, such as sales or delivery")
	v.AddCommand(g.coverVerb(), g.handOverVerb())
	return v
}

// coverVerb gives somebody absent a cover.
func (g *globals) coverVerb() *cobra.Command {
	var c portfolio.Give
	v := &cobra.Command{Use: "cover ABSENT COVER --until DAY", Args: cobra.ExactArgs(2),
		Short: "Show somebody's customers and follow-ups to another while they are away",
		RunE: verb(func(args []string) error {
			c.Absent, c.Cover = text.Clean(args[0]), text.Clean(args[1])
			return g.with(false, func(d *desk.Desk) error {
				_, err := d.Do(desk.NewKey(), &c)
				return err
			})
		})}
	v.Flags().StringVar(&c.From, "from", "", "the first day; today when left out")
	v.Flags().StringVar(&c.Until, "until", "", "the last day")
	v.Flags().StringVar(&c.Reason, "reason", "", "why")
	return v
}

// handOverVerb hands a whole portfolio over, or says what that would move.
func (g *globals) handOverVerb() *cobra.Command {
	var c portfolio.HandOver
	var dry bool
	v := &cobra.Command{Use: "hand-over FROM TO --reason WHY", Args: cobra.ExactArgs(2),
		Short: "Give all customers of a collector to another, with their follow-ups",
		RunE: verb(func(args []string) error {
			c.From, c.To = text.Clean(args[0]), text.Clean(args[1])
			return g.with(false, func(d *desk.Desk) error {
				customers, followUps, err := d.PreviewHandOver(c)
				if err != nil {
					return err
				}
				said := "were"
				if dry {
					said = "would be"
				} else if _, err = d.Do(desk.NewKey(), &c); err != nil {
					return err
				}
				fmt.Printf("%s and %s %s handed over.\n", text.Count(customers, "customer", "customers"),
					text.Count(followUps, "follow-up", "follow-ups"), said)
				return nil
			})
		})}
	v.Flags().StringVar(&c.Date, "date", "", "from which day on; today when left out")
	v.Flags().StringVar(&c.Reason, "reason", "", "why")
	v.Flags().BoolVar(&dry, "dry-run", false, "only say how many")
	return v
}

func listPeople(d *desk.Desk) error {
	all, err := d.People()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Println("Nobody is set up: everybody holds all roles. Begin with an admin: duebook people USER " +
			"--roles admin")
		return nil
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "USER\tSHOWN\tROLES\tCOLLECTOR\tDEPARTMENT\tSINCE")
	for _, p := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", text.Safe(p.User), text.Safe(p.Shown), p.Roles,
			text.Safe(p.Collector),
			text.Safe(p.Department), p.Since)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	covers, err := d.Covers()
	for _, c := range covers {
		fmt.Printf("%s covers for %s from %s to %s (number %d).\n", text.Safe(c.By.Name), text.Safe(c.Absent.Name),
			c.From, c.Until, c.ID)
	}
	return err
}

// listSelfApprovals prints what one person both asked for and approved.
func listSelfApprovals(d *desk.Desk) error {
	return d.View(func(v *book.View) error {
		all, err := sod.List(v)
		for _, r := range all {
			fmt.Println(text.Safe(r.String()))
		}
		return err
	})
}
