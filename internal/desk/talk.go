package desk

import (
	"cmp"
	"slices"
	"time"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/followup"
	"duebook/internal/book"
)

// Logged is sent back by the call screen when a contact was logged, so that the
// list it came from goes on to the next customer.
type Logged struct {
	Code string
}

// fillTalk gathers contacts and follow-ups: what was said, and what is planned.
func (d *Desk) fillTalk(v *book.View, c *Card) ([]Event, error) {
	var all []Event
	zone := d.Now().Location()
	err := contact.OfCustomer(v, c.ID, func(x *contact.Contact) (bool, error) {
		if x.Day > c.AsOf || (x.Voided != 0 && x.Voided <= c.AsOf) {
			return true, nil
		}
		e := Event{Day: x.Day, Time: time.Unix(0, x.At).In(zone).Format("15:04"), What: "contact", Who: x.Who,
			Title: x.Result.String(),
			Text:  join(x.Person, x.Reference, x.Pickup.String(), x.Note), Seq: x.Seq, order: int64(x.Seq)}
		if x.Channel != contact.CallOut && x.Result != contact.Note {
			e.Title += " (" + x.Channel.String() + ")"
		}
		if x.Result == contact.Note {
			e.What = "note"
		}
		all = append(all, e)
		if x.Result != contact.Note {
			c.Last = e
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	err = followup.OfCustomer(v, c.ID, func(f *followup.Followup) (bool, error) {
		if f.Open(c.AsOf) {
			date, at := f.When(c.AsOf)
			w := f.What(c.AsOf)
			row := Followup{ID: f.ID, Date: date, Time: at, Reason: join(w.Task.String(), w.Reason), Owner: w.Owner,
				Late: date < c.AsOf, Task: w.Task.String(), For: w.Reason, Made: f.Made, By: f.By}
			if date == f.Date {
				row.Asked = f.Asked
			}
			c.Followups = append(c.Followups, row)
		}
		if end, ok := f.Ended(c.AsOf); ok && f.Made <= c.AsOf {
			title := "follow-up cancelled"
			if end.Done {
				title = "follow-up done"
			}
			all = append(all, Event{Day: end.On, What: "follow-up", Who: end.By, Title: title, Text: join(f.Reason,
				end.Note), Seq: f.Seq,
				order: int64(f.Seq)})
		}
		return true, nil
	})
	slices.SortStableFunc(c.Followups, func(a, b Followup) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Time, b.Time))
	})
	return all, err
}

// Guard says what speaks against disturbing a customer now; "" when nothing
// does.
func (d *Desk) Guard(id uint32) (string, error) {
	var why string
	err := d.View(func(v *book.View) (err error) {
		set := d.Company()
		why, err = contact.Default.Against(v, id, &set, d.Now(), d.Today())
		return err
	})
	return why, err
}

// Message is a polite text about a customer's account, in Arabic or English:
// what is owed, the bills overdue, and where to pay. It holds nothing of any
// other customer.
func (d *Desk) Message(code, language string) (string, error) {
	var out string
	err := d.View(func(v *book.View) error {
		c, err := d.cardIn(v, code)
		if err != nil {
			return err
		}
		set := d.Company()
		out = message(c, &set, language)
		return nil
	})
	return out, err
}
