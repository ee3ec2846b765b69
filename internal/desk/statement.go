package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/exchange"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/internal/report/render"
	"duebook/internal/report/statement"
	"duebook/internal/text"
)

// Statement is the statement of a customer's account in a currency over the
// months up to the day that is read, from the first of a month.
func (d *Desk) Statement(code, currency string, months int) (*statement.Statement, error) {
	to := d.AsOf()
	from := max(to.AddMonths(-months).StartOfMonth(), civil.First)
	all, err := d.Statements(statement.Query{Customer: code, Currency: currency, From: from, To: to})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// Statements are the statements of a customer's accounts over a period, by currency.
func (d *Desk) Statements(q statement.Query) (all []statement.Statement, err error) {
	err = d.View(func(v *book.View) error {
		all, err = statement.Compute(v, q)
		return err
	})
	return all, err
}

// Forms are the kinds of file a statement is written as, the letters first.
var Forms = []string{"pdf", "html", "csv", "xlsx"}

// StatementFile writes a statement as CSV and says where.
func (d *Desk) StatementFile(s *statement.Statement) (string, error) {
	return d.WriteStatement(s, "csv", d.StatementPath(s, "csv"))
}

// StatementPath is where a statement is written when nobody says otherwise.
func (d *Desk) StatementPath(s *statement.Statement, form string) string {
	return d.OutPath("statement-" + s.Customer + "-" + s.Money.Code + "-" + s.To.String() + "." + form)
}

// WriteStatement writes a statement as a letter in PDF or HTML, or as CSV or XLSX, and
// says where. A file elsewhere than in the folder of what the program wrote is not written
// over.
func (d *Desk) WriteStatement(s *statement.Statement, form, path string) (string, error) {
	if filepath.Dir(path) != filepath.Dir(d.OutPath("x")) {
		if _, err := os.Stat(path); err == nil {
			return "", fmt.Errorf("%s is there already: give another name", path)
		} else if !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	content, err := d.statementBytes(s, form)
	if err != nil {
		return "", err
	}
	return path, writeFile(path, content)
}

func (d *Desk) statementBytes(s *statement.Statement, form string) ([]byte, error) {
	var out bytes.Buffer
	switch form {
	case "csv":
		out.WriteString("\uFEFF")
		err := render.WriteCSV(&out, s.File())
		return out.Bytes(), err
	case "xlsx":
		x, err := exchange.NewXLSXWriter(&out)
		if err == nil {
			err = sheetOf(x, s.File())
		}
		if err == nil {
			err = x.Close()
		}
		return out.Bytes(), err
	}
	l, err := d.statementLetter(s)
	if err != nil {
		return nil, err
	}
	switch form {
	case "pdf":
		err = l.WritePDF(&out)
	case "html":
		err = l.WriteHTML(&out)
	default:
		err = book.RefuseField("format", "%q is no form of a statement (%s)", form, strings.Join(Forms, ", "))
	}
	return out.Bytes(), err
}

// Overdue are the customers with something overdue at the end of a day, by code; in
// one currency, or in any when it is "".
func (d *Desk) Overdue(day civil.Date, currency string) ([]string, error) {
	seen := map[string]bool{}
	err := d.View(func(v *book.View) error {
		all, err := aging.Compute(v, aging.Query{AsOf: day, By: ledger.ByCustomer})
		for n := range all {
			for k := range all[n].Rows {
				r := &all[n].Rows[k]
				for _, m := range r.Buckets {
					if m > 0 && (currency == "" || strings.EqualFold(all[n].Currency.Code, currency)) {
						seen[r.Key] = true
					}
				}
			}
		}
		return err
	})
	codes := make([]string, 0, len(seen))
	for code := range seen {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes, err
}

// Batch asks for the statements of many customers as files of a folder.
type Batch struct {
	Codes    []string // whose; see Overdue
	Currency string   // all when ""
	From, To civil.Date
	Form     string
	Folder   string // a new one, or the folder "out" of the program
	Progress func(done, total int)
}

// Written says what a batch came to.
type Written struct {
	Folder           string
	Customers, Files int
}

// BatchFolder is where a batch goes when nobody says otherwise.
func (d *Desk) BatchFolder(to civil.Date) string { return d.OutPath("statements-" + to.String()) }

// WriteStatements writes the statements of many customers, two at a time where there
// are two processors. When it fails or is stopped, what is written stays and is counted.
func (d *Desk) WriteStatements(ctx context.Context, b Batch) (Written, error) {
	w := Written{Folder: b.Folder}
	if len(b.Codes) == 0 {
		return w, book.Refuse(book.NotFound, "nobody is chosen, or nothing is overdue on %s", b.To)
	}
	if !slices.Contains(Forms, b.Form) {
		return w, book.RefuseField("format", "%q is no form of a statement (%s)", b.Form, strings.Join(Forms, ", "))
	}
	if err := os.MkdirAll(b.Folder, 0o700); err != nil {
		return w, err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var mu sync.Mutex
	names := map[string]bool{}
	var wg sync.WaitGroup
	queue := make(chan string)
	for range min(runtime.GOMAXPROCS(0), 4) {
		wg.Go(func() {
			for code := range queue {
				n, err := d.writeOne(&b, code, func(name string) string {
					mu.Lock()
					defer mu.Unlock()
					return unused(names, name)
				})
				mu.Lock()
				w.Files += n
				if err != nil {
					stop(fmt.Errorf("the statement of %s: %w", code, err))
				} else if w.Customers++; b.Progress != nil {
					b.Progress(w.Customers, len(b.Codes))
				}
				mu.Unlock()
			}
		})
	}
feed:
	for _, code := range b.Codes {
		select {
		case queue <- code:
		case <-ctx.Done():
			break feed
		}
	}
	close(queue)
	wg.Wait()
	return w, context.Cause(ctx)
}

// writeOne writes the statements of one customer; an account with nothing to say of
// the period, and nothing open, is left out.
func (d *Desk) writeOne(b *Batch, code string, name func(string) string) (files int, err error) {
	all, err := d.Statements(statement.Query{Customer: code, From: b.From, To: b.To})
	for n := range all {
		s := &all[n]
		if err != nil || b.Currency != "" && !strings.EqualFold(b.Currency, s.Money.Code) ||
			len(s.Lines) == 0 && s.Closing == 0 {
			continue
		}
		content, failed := d.statementBytes(s, b.Form)
		if err = failed; err == nil {
			file := name(safeName("statement-"+code+"-"+s.Money.Code)) + "." + b.Form
			err = os.WriteFile(filepath.Join(b.Folder, file), content, 0o600)
			files++
		}
	}
	return files, err
}

// unused is a name that no other file of the batch has: codes that differ in signs a
// file's name cannot have would write over each other.
func unused(names map[string]bool, name string) string {
	free := name
	for n := 2; names[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s_%d", name, n)
	}
	names[strings.ToLower(free)] = true
	return free
}

// Say tells what a batch came to, in a sentence.
func (w *Written) Say() string {
	return fmt.Sprintf("%s of %s %s in %s", text.Count(w.Files, "statement", "statements"),
		text.Count(w.Customers, "customer", "customers"), map[bool]string{true: "is", false: "are"}[w.Files == 1],
		w.Folder)
}

// payer reads whom a statement is for.
func (d *Desk) payer(code string) (c customer.Customer, err error) {
	err = d.View(func(v *book.View) error {
		c, err = ledger.FindCustomer(v, code)
		return err
	})
	return c, err
}
