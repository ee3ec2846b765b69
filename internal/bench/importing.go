package main

import (
	"fmt"
	"os"
	"time"

	"duebook/internal/demo"
)

// importing takes a file of bills into an empty book, verified and compacted,
// against sqlite3's .import and four indexes.
func (b *bench) importing() error {
	const what = "import of a CSV to a verified book"
	csv := b.path("bills.csv")
	if err := demo.WriteCSV(csv, b.options()); err != nil {
		return err
	}
	defer os.Remove(csv)
	ours := func() (time.Duration, error) { return b.importOurs(csv) }
	runs := min(b.runs, 3)
	if b.sqlite == "" {
		took, err := ours()
		b.add(line{what: what, note: fmt.Sprintf("%s; no sqlite3 to compare with", short(took))})
		return err
	}
	a, peer, err := alternate(runs, ours, func() (time.Duration, error) { return b.importPeer(csv) })
	if err == nil {
		b.against(what, 2, a, peer, ", the aim is 1")
	}
	return err
}

func (b *bench) importOurs(csv string) (time.Duration, error) {
	path := b.path("import.db")
	defer demo.Remove(path)
	if _, err := timed(b.bin, "--book", path, "init", "--company", "Bench", "--currency", "SAR"); err != nil {
		return 0, err
	}
	return timed(b.bin, "--book", path, "import", "--yes", csv)
}

const importSQL = `CREATE TABLE bill(customer TEXT, name TEXT, number TEXT, doc TEXT, due TEXT, amount NUMERIC,
 open NUMERIC, branch TEXT, salesman TEXT);
.mode csv
.import --skip 1 '%s' bill
CREATE UNIQUE INDEX bill_number ON bill(number);
CREATE INDEX bill_customer ON bill(customer, doc);
CREATE INDEX bill_due ON bill(due);
CREATE INDEX bill_open ON bill(customer, due, open) WHERE open > 0;
`

func (b *bench) importPeer(csv string) (time.Duration, error) {
	path := b.path("import.sqlite")
	defer os.Remove(path)
	return fed(fmt.Sprintf(importSQL, csv), b.sqlite, path)
}
