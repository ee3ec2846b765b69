package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"duebook/internal/ar/reminder"
	"duebook/internal/book"
	report "duebook/internal/report/reminder"
	"duebook/internal/text"
)

// ReminderQuery is the query of reminder letters of the day that is read.
func (d *Desk) ReminderQuery() report.Query {
	q := report.Query{AsOf: d.AsOf()}
	if !d.Past() {
		q.Now = d.Now()
	}
	return q
}

// Reminders lists who gets a reminder letter on the day that is read, and who none.
func (d *Desk) Reminders() (l *report.List, err error) {
	err = d.View(func(v *book.View) error {
		l, err = report.Compute(v, d.ReminderQuery())
		return err
	})
	return l, err
}

// RemindersSent lists the letters that stood on the day that is read, the newest
// first; of one customer when code is not "".
func (d *Desk) RemindersSent(code string) (all []reminder.Letter, err error) {
	err = d.View(func(v *book.View) error {
		all, err = report.Sent(v, d.AsOf(), code)
		return err
	})
	return all, err
}

// ReminderLevels are the levels that count today, of accounts in a currency.
func (d *Desk) ReminderLevels(currency string) (all []reminder.Level, err error) {
	set := d.Company()
	err = d.View(func(v *book.View) error {
		ladder, err := reminder.LadderOn(v, set.Currency, d.Today())
		for n := 1; err == nil && n <= ladder.Len(currency); n++ {
			l, _ := ladder.At(currency, n)
			all = append(all, l)
		}
		return err
	})
	return all, err
}

// ReminderForms are the kinds of file a reminder letter is written as.
var ReminderForms = []string{"pdf", "html"}

// Reminding asks for letters to customers: posted one customer after another, each
// with its files.
type Reminding struct {
	Key      string // of the request; the same key posts nothing twice
	Codes    []string
	Currency string // all when ""
	Override string // why in spite of quiet days or the guard; "" leaves those out
	Form     string
	Folder   string
	Progress func(done, total int)
}

// Reminded says what came of it. Not is why customers got none, by code.
type Reminded struct {
	Folder           string
	Customers, Files int
	Not              []string
}

// Say tells it in a sentence.
func (r *Reminded) Say() string {
	s := fmt.Sprintf("%s to %s in %s", text.Count(r.Files, "letter", "letters"),
		text.Count(r.Customers, "customer", "customers"), r.Folder)
	if len(r.Not) > 0 {
		s += fmt.Sprintf("; %s got none: %s", text.Count(len(r.Not), "customer", "customers"), r.Not[0])
	}
	return s
}

// ReminderFolder is where letters go when nobody says otherwise.
func (d *Desk) ReminderFolder() string { return d.OutPath("reminders-" + d.AsOf().String()) }

// Remind posts and writes letters. When it fails or is stopped, what is posted stays,
// and its letters are written again by WriteReminders.
func (d *Desk) Remind(ctx context.Context, q Reminding) (Reminded, error) {
	r := Reminded{Folder: q.Folder}
	if err := letterFolder(q.Form, q.Folder); err != nil {
		return r, err
	}
	for n, code := range q.Codes {
		if err := context.Cause(ctx); err != nil {
			return r, err
		}
		res, err := d.Do(q.Key+"/"+code, &reminder.Send{Customer: code, Currency: q.Currency, Override: q.Override})
		switch {
		case book.FieldOf(err) != "":
			r.Not = append(r.Not, err.Error())
		case err != nil:
			return r, fmt.Errorf("the letter to %s: %w", code, err)
		default:
			letters, err := d.posted(res)
			if err == nil {
				err = d.writeLetters(letters, q.Form, q.Folder)
			}
			if err != nil {
				return r, fmt.Errorf("the letter to %s is posted and not written: %w", code, err)
			}
			r.Customers, r.Files = r.Customers+1, r.Files+len(letters)
		}
		if q.Progress != nil {
			q.Progress(n+1, len(q.Codes))
		}
	}
	return r, nil
}

// posted are the letters of an entry.
func (d *Desk) posted(res book.Result) (all []reminder.Letter, err error) {
	for _, f := range res.Facts {
		if s, ok := f.(*reminder.Sent); ok {
			all = append(all, s.Letter)
		}
	}
	if len(all) > 0 || res.Seq == 0 {
		return all, nil
	}
	err = d.View(func(v *book.View) error { // posted before under this key
		return reminder.All(v, func(l *reminder.Letter) (bool, error) {
			if l.Seq == res.Seq {
				all = append(all, *l)
			}
			return true, nil
		})
	})
	return all, err
}

func letterFolder(form, folder string) error {
	if !slices.Contains(ReminderForms, form) {
		return book.RefuseField("format", "%q is no form of a letter (%s)", form, strings.Join(ReminderForms, ", "))
	}
	return os.MkdirAll(folder, 0o700)
}

// WriteReminders writes letters that were sent once more, as they were.
func (d *Desk) WriteReminders(letters []reminder.Letter, form, folder string) (Reminded, error) {
	r := Reminded{Folder: folder}
	if len(letters) == 0 {
		return r, book.Refuse(book.NotFound, "there is no letter to write")
	}
	err := letterFolder(form, folder)
	if err == nil {
		err = d.writeLetters(letters, form, folder)
	}
	codes := map[string]bool{}
	for i := range letters {
		codes[letters[i].Head.Code] = true
	}
	r.Files, r.Customers = len(letters), len(codes)
	return r, err
}

func (d *Desk) writeLetters(letters []reminder.Letter, form, folder string) error {
	for i := range letters {
		l := &letters[i]
		content, err := reminderBytes(l, form)
		if err != nil {
			return err
		}
		name := safeName("reminder-"+l.Number()+"-"+l.Head.Code) + "." + form
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// fillReminders gathers the letters sent to a customer.
func (c *Card) fillReminders(v *book.View) ([]Event, error) {
	var all []Event
	for i := range c.Accounts {
		a := &c.Accounts[i]
		err := reminder.OfAccount(v, a.ID, func(l *reminder.Letter) (bool, error) {
			if l.Stands(c.AsOf) {
				say := text.Count(len(l.Lines), "part", "parts") + " overdue"
				if n := len(l.Left); n > 0 {
					say += ", " + text.Number(n) + " left out"
				}
				if l.Fee > 0 {
					say += ", fee " + text.FormatAmount(l.Fee, l.Digits)
				}
				all = append(all, Event{Day: l.Date, What: "letter", Who: l.By, Seq: l.Seq, Number: l.Number(),
					Title: "reminder " + l.Number() + ", level " + report.Level(l),
					Text:  join(say, l.Override), Amount: l.Total(), Digits: l.Digits, order: int64(l.Seq)})
			}
			return true, nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
