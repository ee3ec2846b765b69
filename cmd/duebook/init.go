package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/text"
)

func (g *globals) initVerb() *cobra.Command {
	var of company.Found
	c := &cobra.Command{Use: "init --company NAME --currency SAR", Short: "Make a new book", Args: cobra.NoArgs,
		RunE: verb(func([]string) error {
			of.Name, of.Arabic, of.Latin = text.Clean(of.Name), text.Clean(of.Arabic), text.Clean(of.Latin)
			if err := desk.CreateFor(g.book, &of, desk.Options{Who: text.Clean(g.as), Clock: g.clock}); err != nil {
				return err
			}
			if doubt := book.PlaceDoubt(g.book); doubt != "" {
				fmt.Fprintln(os.Stderr, "Note: "+text.Safe(doubt))
			}
			fmt.Printf("The book of %s is at %s. Next: duebook import FILE\n", text.Safe(of.Name), g.book)
			return nil
		})}
	c.Flags().StringVar(&of.Name, "company", "", "the company's name")
	c.Flags().StringVar(&of.Arabic, "name-ar", "", "its name in Arabic letters, for letters, when --company has others")
	c.Flags().StringVar(&of.Latin, "name-en", "", "its name in Latin letters, for letters, when --company has others")
	c.Flags().StringVar(&of.Currency, "currency", "", "its currency, ISO 4217")
	_ = c.MarkFlagRequired("company")
	_ = c.MarkFlagRequired("currency")
	return c
}
