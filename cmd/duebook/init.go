package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/text"
)

func (g *globals) initVerb() *cobra.Command {
	var company, currency string
	c := &cobra.Command{Use: "init --company NAME --currency SAR", Short: "Make a new book", Args: cobra.NoArgs,
		RunE: verb(func([]string) error {
			if err := desk.Create(g.book, text.Clean(company), currency,
				desk.Options{Who: text.Clean(g.as), Clock: g.clock}); err != nil {
				return err
			}
			if doubt := book.PlaceDoubt(g.book); doubt != "" {
				fmt.Fprintln(os.Stderr, "Note: "+text.Safe(doubt))
			}
			fmt.Printf("The book of %s is at %s. Next: duebook import FILE\n", text.Safe(company), g.book)
			return nil
		})}
	c.Flags().StringVar(&company, "company", "", "the company's name")
	c.Flags().StringVar(&currency, "currency", "", "its currency, ISO 4217")
	_ = c.MarkFlagRequired("company")
	_ = c.MarkFlagRequired("currency")
	return c
}
