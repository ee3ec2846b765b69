package main

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"duebook/internal/desk"
	"duebook/internal/report/lists"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

func (g *globals) exportVerb() *cobra.Command {
	var f reportFlags
	var over bool
	kinds := make([]string, 0, 5)
	for _, l := range lists.All() {
		kinds = append(kinds, l.Name)
	}
	others := make([]string, 0, len(reports))
	for n := range reports {
		others = append(others, n)
	}
	sort.Strings(others)
	c := &cobra.Command{Use: "export WHAT FILE", Short: "Write a list or a report to a file ending in .csv or .xlsx",
		Long: "Write one of the book's lists, which import reads again: " + strings.Join(kinds, ", ") +
			"\n(into an empty book: in this order);\n" +
			"or a report, with its flags: " + strings.Join(others, ", ") + ".\n" +
			"The file's ending says how: .csv or .xlsx. A file that is there is written over with --force only.",
		Args: cobra.ExactArgs(2), ValidArgs: append(kinds, others...),
		RunE: verb(func(args []string) error {
			return g.with(true, func(d *desk.Desk) error {
				err := g.export(d, args[0], args[1], &f, over)
				if errors.Is(err, desk.ErrFileThere) {
					err = fmt.Errorf("%w; give another name, or --force to write over it", err)
				}
				return err
			})
		})}
	c.Flags().BoolVar(&over, "force", false, "write over a file that is there")
	f.register(c)
	return c
}

func (g *globals) export(d *desk.Desk, what, path string, f *reportFlags, over bool) error {
	if _, ok := lists.Find(what); ok {
		n, err := d.ExportList(what, lists.Query{Customer: f.customer, Currency: g.currency}, path, over)
		if err == nil {
			fmt.Printf("%s: %s of %s.\n", path, text.Count(n, "row", "rows"), what)
		}
		return err
	}
	if _, ok := reports[what]; !ok {
		return usage("there is nothing called %q to export (duebook export --help names what there is)", what)
	}
	f.format = "csv"
	out, note, err := g.compute(d, what, f)
	if err != nil {
		return err
	}
	if len(out.tables) == 0 {
		out.tables = []*render.Table{{Title: what}}
	}
	if err := d.ExportTables(path, over, out.tables...); err != nil {
		return err
	}
	rows := 0
	for _, t := range out.tables {
		rows += len(t.Rows)
	}
	if note != "" {
		fmt.Fprintln(os.Stderr, "Note: "+note)
	}
	fmt.Printf("%s: %s of the report %s.\n", path, text.Count(rows, "row", "rows"), what)
	return nil
}
