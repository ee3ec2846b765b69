package desk

import (
	"context"
	"os"
	"path/filepath"

	"duebook/internal/ar/account"
	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	report "duebook/internal/report/confirmation"
	"duebook/internal/text"
)

// Confirmations lists the runs of balance confirmations of the day that is read, the
// newest first.
func (d *Desk) Confirmations() (all []*report.Report, err error) {
	err = d.View(func(v *book.View) error {
		all, err = report.Runs(v, d.AsOf())
		return err
	})
	return all, err
}

// Confirmation reads one run with its letters.
func (d *Desk) Confirmation(run uint32) (r *report.Report, err error) {
	err = d.View(func(v *book.View) error {
		r, err = report.Compute(v, run, d.AsOf())
		return err
	})
	return r, err
}

// ConfirmationOf is the newest run with a letter to a customer; 0 when there is none.
func (d *Desk) ConfirmationOf(code string) (run uint32, err error) {
	err = d.View(func(v *book.View) error {
		cu, err := customer.ByCode(v, code)
		if err != nil {
			return err
		}
		accounts, err := account.OfCustomer(v, cu.ID)
		for i := range accounts {
			if err == nil {
				err = confirmation.OfAccount(v, accounts[i].ID, func(l *confirmation.Letter) (bool, error) {
					r, err := confirmation.GetRun(v, l.Run)
					if r.Live(d.AsOf()) {
						run = max(run, l.Run)
					}
					return true, err
				})
			}
		}
		return err
	})
	return run, err
}

// ConfirmationSupports proposes what supports a letter in place of a reply.
func (d *Desk) ConfirmationSupports(r *confirmation.Run, l *confirmation.Letter) (all []confirmation.Support,
	err error) {
	err = d.View(func(v *book.View) error {
		all, err = confirmation.Supports(v, r, l, d.AsOf())
		return err
	})
	return all, err
}

// ConfirmationFolder is where the letters of a run go when nobody says otherwise.
func (d *Desk) ConfirmationFolder(run uint32) string {
	return d.OutPath("confirmations-" + text.Number(int(run)))
}

// NotConfirmed lists whose balance nobody has confirmed for so many months, on the day
// that is read.
func (d *Desk) NotConfirmed(months int) (all []report.Old, err error) {
	err = d.View(func(v *book.View) error {
		all, err = report.NotConfirmed(v, d.AsOf(), months)
		return err
	})
	return all, err
}

// ConfirmationBatch says which letters of a run to write, and where.
type ConfirmationBatch struct {
	Run          uint32
	Only         func(r *report.Row) bool // nil: all
	Form, Folder string
	Progress     func(done, total int) // may be nil
}

// WriteConfirmations writes letters of a run into a folder, as they were frozen. When it
// is stopped, what is written stays.
func (d *Desk) WriteConfirmations(ctx context.Context, b ConfirmationBatch) (n int, err error) {
	if err := letterFolder(b.Form, b.Folder); err != nil {
		return 0, err
	}
	rep, err := d.Confirmation(b.Run)
	if err != nil {
		return 0, err
	}
	var of []*confirmation.Letter
	for i := range rep.Rows {
		if b.Only == nil || b.Only(&rep.Rows[i]) {
			of = append(of, &rep.Rows[i].Letter)
		}
	}
	if len(of) == 0 {
		return 0, book.RefuseField("customer", "run %d has no such letter", b.Run)
	}
	for i, l := range of {
		if err := context.Cause(ctx); err != nil {
			return n, err
		}
		if err := d.writeConfirmation(&rep.Run, l, &b); err != nil {
			return n, err
		}
		n++
		if b.Progress != nil {
			b.Progress(i+1, len(of))
		}
	}
	return n, nil
}

func (d *Desk) writeConfirmation(r *confirmation.Run, l *confirmation.Letter, b *ConfirmationBatch) error {
	var lines []confirmation.Line
	err := d.View(func(v *book.View) (err error) {
		lines, err = confirmation.Lines(v, l.Run, l.N)
		return err
	})
	if err != nil {
		return err
	}
	content, err := confirmationBytes(r, l, lines, b.Form)
	if err != nil {
		return err
	}
	name := safeName("confirmation-"+text.Number(int(l.Run))+"-"+l.Code+"-"+l.Currency) + "." + b.Form
	return os.WriteFile(filepath.Join(b.Folder, name), content, 0o600)
}
