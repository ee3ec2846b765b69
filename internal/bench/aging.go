package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
)

// aging ages all customers as a whole process with JSON out, today and as of a
// past day, against the same answer from sqlite3 over the same rows. Both must
// come to the same total.
func (b *bench) aging() error {
	if b.sqlite != "" {
		if err := b.makePeer(); err != nil {
			return err
		}
	}
	past := b.today.Add(-120)
	return errors.Join(b.agingAs("aging of all customers, today", 0.2, b.today, openSQL),
		b.agingAs("aging of all customers, as of "+past.String(), 0.3, past, pastSQL))
}

func (b *bench) agingAs(what string, limit float64, day civil.Date, from string) error {
	args := []string{"--book", b.book(), "--as-of", day.String(), "report", "aging", "--by", "customer", "--format",
		"json"}
	ours := func() (time.Duration, error) { return timed(b.bin, args...) }
	if b.sqlite == "" {
		took, err := ours()
		b.add(line{what: what, note: short(took) + "; no sqlite3 to compare with"})
		return err
	}
	query := agingSQL(day, from)
	note, err := b.sameTotal(args, query)
	if err != nil {
		return err
	}
	a, peer, err := alternate(max(b.runs, 9), ours, func() (time.Duration, error) {
		return fed(query, b.sqlite, b.path("peer.sqlite"))
	})
	if err == nil {
		b.against(what, limit, a, peer, note)
	}
	return err
}

// openSQL and pastSQL give customer, due and open of what was open on a day.
const (
	openSQL = `SELECT customer, due, open FROM bill WHERE open > 0`
	pastSQL = `SELECT customer, due, amount - coalesce((SELECT sum(p.amount) FROM application p
 WHERE p.bill = b.id AND p.date <= %[1]d), 0) AS open FROM bill b WHERE posting <= %[1]d`
)

// agingSQL is the aging by customer from those rows, with the columns our report
// has, in one reading.
func agingSQL(day civil.Date, rows string) string {
	var s strings.Builder
	s.WriteString(".mode json\nSELECT code, name, a.* FROM (SELECT customer, count(*) AS bills")
	edges := []int{0, 30, 60, 90, 120}
	for i := range len(edges) + 1 {
		in := "1"
		if i < len(edges) {
			in = fmt.Sprintf("due >= %d", int(day)-edges[i])
		}
		if i > 0 {
			in += fmt.Sprintf(" AND due < %d", int(day)-edges[i-1])
		}
		fmt.Fprintf(&s, ", sum(CASE WHEN %s THEN open ELSE 0 END) AS b%d, sum(%s) AS n%d", in, i, in, i)
	}
	if strings.Contains(rows, "%") {
		rows = fmt.Sprintf(rows, int(day))
	}
	fmt.Fprintf(&s, ", sum(open) AS balance FROM (%s) WHERE open > 0 GROUP BY customer) a "+
		"JOIN customer c ON c.id = a.customer;\n", rows)
	return s.String()
}

// sameTotal compares the two answers once; the note says when they differ.
func (b *bench) sameTotal(args []string, query string) (string, error) {
	out, err := output("", b.bin, args...)
	if err != nil {
		return "", err
	}
	var report struct {
		Rows  []struct{}
		Total struct{ Balance string }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		return "", fmt.Errorf("the report's JSON: %w", err)
	}
	if out, err = output(query, b.sqlite, b.path("peer.sqlite")); err != nil {
		return "", err
	}
	var rows []struct{ Balance int64 }
	if err := json.Unmarshal([]byte(out), &rows); err != nil {
		return "", fmt.Errorf("sqlite3's JSON: %w", err)
	}
	sum := int64(0)
	for _, r := range rows {
		sum += r.Balance
	}
	theirs := fmt.Sprintf("%d.%02d", sum/100, sum%100)
	if len(rows) != len(report.Rows) || theirs != report.Total.Balance {
		return fmt.Sprintf(" (NOT THE SAME ANSWER: %d customers owe %s here, %d owe %s there)", len(report.Rows),
			report.Total.Balance, len(rows), theirs), nil
	}
	return "", nil
}

const peerSQL = `CREATE TABLE customer(id INTEGER PRIMARY KEY, code TEXT, name TEXT);
CREATE TABLE bill(id INTEGER PRIMARY KEY, customer INTEGER, posting INTEGER, due INTEGER, amount INTEGER,
 open INTEGER);
CREATE TABLE application(bill INTEGER, date INTEGER, amount INTEGER);
.mode csv
.import '%[1]scustomer.csv' customer
.import '%[1]sbill.csv' bill
.import '%[1]sapplication.csv' application
CREATE INDEX bill_aging ON bill(customer, due, open) WHERE open > 0;
CREATE INDEX bill_past ON bill(customer, posting, due, amount);
CREATE INDEX application_past ON application(bill, date, amount);
ANALYZE;
`

// makePeer gives sqlite3 the rows of the book, dates and amounts as whole
// numbers, with an index for each question that covers it.
func (b *bench) makePeer() error {
	path := b.path("peer.sqlite")
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	d, err := desk.Open(b.book(), desk.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer d.Close()
	files := map[string]*bufio.Writer{}
	var opened []*os.File
	for _, name := range []string{"customer", "bill", "application"} {
		f, err := os.Create(b.path(name + ".csv"))
		if err != nil {
			return err
		}
		defer os.Remove(f.Name())
		opened = append(opened, f)
		files[name] = bufio.NewWriterSize(f, 1<<20)
	}
	err = d.View(func(v *book.View) error { return dump(v, files["customer"], files["bill"], files["application"]) })
	for i, name := range []string{"customer", "bill", "application"} {
		err = errors.Join(err, files[name].Flush(), opened[i].Close())
	}
	if err == nil {
		_, err = fed(fmt.Sprintf(peerSQL, b.path("")+string(os.PathSeparator)), b.sqlite, path)
	}
	return err
}

func dump(v *book.View, customers, bills, applications io.Writer) error {
	customer.Lines(v, func(l customer.Line) bool {
		fmt.Fprintf(customers, "%d,%s,\"%s\"\n", l.ID, l.Code, strings.ReplaceAll(l.Name, `"`, `""`))
		return true
	})
	account.Lines(v, func(l account.Line) bool {
		open := map[uint32]int64{}
		openitem.OfAccount(v, l.ID, func(i *openitem.Item) bool {
			open[i.Doc] += int64(i.Left)
			return true
		})
		bill.Heads(v, l.ID, func(id uint32, h bill.Head) bool {
			if amount, due, _ := h.Part(0); h.Voided == 0 {
				fmt.Fprintf(bills, "%d,%d,%d,%d,%d,%d\n", id, l.Customer, h.Posting, due, amount, open[id])
			}
			return true
		})
		receipt.ApplicationsOf(v, l.ID, func(a *receipt.Application) bool {
			if a.Reversed == 0 {
				fmt.Fprintf(applications, "%d,%d,%d\n", a.Bill, a.Date, a.Amount)
			}
			return true
		})
		return true
	})
	return nil
}
