package desk

import (
	"context"
	"os"
	"path/filepath"

	"duebook/internal/ar/confirmation"
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

// WriteConfirmations writes the letters of a run into a folder, as they were frozen: of
// one customer when code is not "". When it is stopped, what is written stays.
func (d *Desk) WriteConfirmations(ctx context.Context, run uint32, code, form, folder string,
	progress func(done, total int)) (n int, err error) {
	if err := letterFolder(form, folder); err != nil {
		return 0, err
	}
	rep, err := d.Confirmation(run)
	if err != nil {
		return 0, err
	}
	for i := range rep.Rows {
		l := &rep.Rows[i].Letter
		if err := context.Cause(ctx); err != nil {
			return n, err
		}
		if code == "" || l.Code == code {
			var lines []confirmation.Line
			err := d.View(func(v *book.View) (err error) {
				lines, err = confirmation.Lines(v, l.Run, l.N)
				return err
			})
			if err != nil {
				return n, err
			}
			content, err := confirmationBytes(&rep.Run, l, lines, form)
			if err != nil {
				return n, err
			}
			name := safeName("confirmation-"+text.Number(int(run))+"-"+l.Code+"-"+l.Currency) + "." + form
			if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
				return n, err
			}
			n++
		}
		if progress != nil {
			progress(i+1, len(rep.Rows))
		}
	}
	if n == 0 {
		return 0, book.RefuseField("customer", "run %d has no letter to %s", run, code)
	}
	return n, nil
}
