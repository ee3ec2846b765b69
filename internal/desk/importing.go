package desk

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/intake"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/exchange"
	"duebook/internal/text"
)

// ImportOptions are the answers about a file, and what may be done with it.
type ImportOptions struct {
	exchange.Options
	TrustFile     bool   // post what the file has open where it is more than ours
	SettleMissing bool   // settle known open bills that the file lacks
	SkipRefused   bool   // take the other rows when some are refused
	Receipt       string // the receipt a remittance list is about; found by its amount when empty
	Unapplied     bool   // leave receipts unapplied: their applications come in a file of their own
}

// ImportPlan is a file that was read and compared with the book, ready to post.
type ImportPlan struct {
	Parsed  *exchange.Parsed
	Plan    *intake.Plan
	command *intake.Import
	said    map[string]string
	key     string
	skip    bool
	today   civil.Date
}

// Refused counts the rows that cannot be taken: by the file's own words, and
// against the book.
func (p *ImportPlan) Refused() int { return p.Parsed.RefusedRows + len(p.Plan.Refused) }

// cutOffOld is how many days the latest date of a list of open items may lie back
// before it is in doubt that its figures go no further.
const cutOffOld = 7

// CutOff is the day up to which the file's figures are taken to go.
func (p *ImportPlan) CutOff() civil.Date { return p.command.CutOff }

// CutOffWhy says where the cut-off comes from, and how to give another; "" for a kind
// of file that has none, as a list of customers.
func (p *ImportPlan) CutOffWhy() string {
	switch f := p.Parsed; {
	case !intake.Dated(f.Kind):
		return ""
	case f.CutOff == 0:
		return "today: the file has no date of its own (another: --cut-off DATE)"
	case !f.CutOffFromFile:
		return "as said"
	case f.Kind == exchange.OpenItems && f.CutOff < p.today:
		return "the latest date in the file; if it lists what is open today, say --cut-off today"
	}
	return "the latest date in the file (another: --cut-off DATE)"
}

// CutOffInDoubt reports whether a person should be asked: a list of open items says
// nothing of the day it was made, and its latest bill is old.
func (p *ImportPlan) CutOffInDoubt() bool {
	f := p.Parsed
	return f.CutOffFromFile && f.Kind == exchange.OpenItems && f.CutOff < p.today.Add(-cutOffOld)
}

// Postable says why the plan cannot be posted, or nil.
func (p *ImportPlan) Postable() error {
	if len(p.Plan.Refused) > 0 && !p.skip {
		r := p.Plan.Refused[0]
		return book.Refuse(book.Invalid, "line %d cannot be taken: %s (nothing was imported; correct the file, or "+
			"leave "+
			"such rows out with --skip-refused)", r.Line, r.Text)
	}
	if p.Parsed.RefusedRows > 0 && !p.skip {
		return book.Refuse(book.Invalid, "%s cannot be taken, the first on %s (nothing was imported; correct "+
			"the file, "+
			"or leave those rows out with --skip-refused)", text.Count(p.Parsed.RefusedRows, "row", "rows"),
			p.Parsed.Refused[0].String())
	}
	return nil
}

// PlanImport reads a file and compares it with the book; it posts nothing. A
// question the file leaves open comes back as an *exchange.Ask.
func (d *Desk) PlanImport(ctx context.Context, path string, o ImportOptions) (*ImportPlan, error) {
	set := d.Company()
	o.Today, o.Fallback = d.Today(), set.Currency
	f, err := exchange.Open(path, o.Options)
	if err != nil {
		return nil, err
	}
	said := o.Map
	facts := f.Facts()
	err = d.View(func(v *book.View) error {
		kept, err := intake.MappingOf(v, facts.HeaderKey)
		if len(o.Map) == 0 {
			o.Map = kept
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	parsed, err := f.Parse(ctx, o.Options)
	if err != nil {
		return nil, err
	}
	p := &ImportPlan{Parsed: parsed, said: said, key: NewKey(), skip: o.SkipRefused, today: o.Today}
	p.command = &intake.Import{File: filepath.Base(path), SHA256: parsed.SHA256, Holds: parsed.Kind,
		Source: parsed.Kind + " " + parsed.HeaderKey, CutOff: parsed.CutOff, TrustFile: o.TrustFile,
		SettleMissing: o.SettleMissing, SkipRefused: o.SkipRefused, Bills: parsed.Bills, Receipts: parsed.Receipts,
		Customers: parsed.Customers, Applications: parsed.Applications, Cheques: parsed.Cheques,
		Promises: parsed.Promises, Receipt: o.Receipt,
		Unapplied: o.Unapplied}
	err = d.View(func(v *book.View) error {
		req := d.request(p.key, p.command)
		p.Plan, err = intake.Make(d.book.Input(v, &req), p.command)
		return err
	})
	if err == nil && p.Postable() == nil {
		_, err = d.postAll(p, true) // each sees what those before it did
	}
	return p, err
}

// RunImport posts a plan: all of it or nothing. Posted twice, it posts once.
func (d *Desk) RunImport(ctx context.Context, p *ImportPlan, progress book.Progress) (book.Result, error) {
	if err := p.Postable(); err != nil {
		return book.Result{}, err
	}
	var r book.Result
	var err error
	if len(p.Plan.Commands()) > 0 {
		r, err = d.postAll(p, false)
	} else {
		r, err = d.Bulk(ctx, p.key, p.command, progress)
	}
	if err != nil || len(p.said) == 0 {
		return r, err
	}
	_, err = d.Do(p.key+" mapping", &intake.Remember{Source: p.Parsed.HeaderKey, Fields: p.said})
	return r, err
}

// postAll posts the commands of a plan in one transaction, all or none, and gives the
// last result with the warnings of all.
func (d *Desk) postAll(p *ImportPlan, dry bool) (last book.Result, err error) {
	commands := p.Plan.Commands()
	if len(commands) == 0 {
		return last, nil
	}
	keys := make([]string, len(commands))
	for i := range keys {
		keys[i] = p.key + " " + strconv.Itoa(i)
	}
	all, err := d.DoAll(keys, commands, dry)
	var warnings []string
	for i, r := range all {
		for _, w := range r.Warnings {
			if c, ok := commands[i].(*cheque.Receive); ok {
				w = fmt.Sprintf("cheque %s of %s: %s", c.Number, c.Customer, w)
			}
			warnings = append(warnings, w)
		}
		last = r
	}
	last.Warnings = warnings
	return last, err
}
