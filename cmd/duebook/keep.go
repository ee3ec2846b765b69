package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/text"
)

func (g *globals) verifyVerb() *cobra.Command {
	var deep, apart bool
	c := &cobra.Command{Use: "verify", Short: "Check the whole book; silent when all is well", Args: cobra.NoArgs,
		RunE: verb(func([]string) error {
			return g.with(true, func(d *desk.Desk) error {
				if apart {
					return listSelfApprovals(d)
				}
				level := book.Full
				if deep {
					level = book.Deep
				}
				if doubt := book.PlaceDoubt(g.book); doubt != "" {
					fmt.Fprintln(os.Stderr, "Note: "+text.Safe(doubt))
				}
				bar := newProgress(os.Stderr)
				findings, err := d.Book().VerifyWith(context.Background(), level, bar.parts("checking"))
				bar.done()
				if err != nil {
					return err
				}
				for _, f := range findings {
					fmt.Println(f)
				}
				if len(findings) > 0 {
					return fmt.Errorf("the book does not verify: nothing was changed; keep the file, and restore " +
						"the newest good backup")
				}
				return nil
			})
		})}
	c.Flags().BoolVar(&deep, "deep", false, "also replay the journal and compare every row")
	c.Flags().BoolVar(&apart, "sod", false, "instead list what one person both asked for and approved")
	return c
}

func (g *globals) rebuildVerb() *cobra.Command {
	var fromCopy bool
	c := &cobra.Command{Use: "rebuild", Short: "Fold every table anew from the journal", Args: cobra.NoArgs,
		RunE: verb(func([]string) error {
			if fromCopy {
				return g.rebuildFromCopy()
			}
			return g.with(false, func(d *desk.Desk) error {
				bar := newProgress(os.Stderr)
				defer bar.done()
				return d.Book().Rebuild(context.Background(), bar.parts("folding"))
			})
		})}
	c.Flags().BoolVar(&fromCopy, "from-copy", false,
		"make a damaged book anew from the plain copy of its journal beside it")
	return c
}

func (g *globals) rebuildFromCopy() error {
	r, err := book.RebuildFromCopy(context.Background(), g.book, desk.Schema(), time.Now(), nil)
	if err != nil {
		return err
	}
	fmt.Printf("The book was made anew up to entry %d; the damaged file is kept at %s.\n", r.Seq, r.Kept)
	if r.Head > r.Seq {
		return fmt.Errorf("the entries %d to %d are not in the copy and are lost: post them again, or restore a "+
			"newer backup",
			r.Seq+1, r.Head)
	}
	return nil
}

func (g *globals) compactVerb() *cobra.Command {
	return &cobra.Command{Use: "compact", Short: "Copy the book without its free pages", Args: cobra.NoArgs,
		RunE: verb(func([]string) error {
			return g.with(false, func(d *desk.Desk) error { return d.Book().Compact(context.Background()) })
		})}
}

func (g *globals) backupVerb() *cobra.Command {
	return &cobra.Command{Use: "backup FILE", Short: "Write a verified copy of the book", Args: cobra.ExactArgs(1),
		RunE: verb(func(args []string) error {
			return g.with(true, func(d *desk.Desk) error {
				m, err := d.Book().Backup(context.Background(), args[0], time.Now())
				if err != nil {
					return err
				}
				fmt.Printf("Backup %s holds %d entries and verifies.\n", args[0], m.Seq)
				return nil
			})
		})}
}

func (g *globals) restoreVerb() *cobra.Command {
	var discard bool
	c := &cobra.Command{Use: "restore FILE", Short: "Put a backup in the book's place; the old file is kept",
		Args: cobra.ExactArgs(1),
		RunE: verb(func(args []string) error {
			kept, err := book.Restore(context.Background(), args[0], g.book, desk.Schema(), discard, time.Now())
			if err != nil {
				return err
			}
			err = g.with(false, func(d *desk.Desk) error {
				_, err := d.Do(desk.NewKey(), &company.NoteRestore{From: args[0], Kept: kept})
				return err
			})
			if err != nil {
				return err
			}
			fmt.Printf("The book %s was restored from %s.\n", g.book, args[0])
			if kept != "" {
				fmt.Fprintf(os.Stdout, "The file it replaced is kept at %s.\n", kept)
			}
			return nil
		})}
	c.Flags().BoolVar(&discard, "discard-newer", false, "restore although the book goes on further than the backup")
	return c
}
