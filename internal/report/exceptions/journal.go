package exceptions

import (
	"cmp"
	"fmt"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// manyDated is from how many back-dated documents of one posting on they are one row.
const manyDated = 20

// brought are the commands that take in what another book or file says: their dates are
// not somebody's choice.
var brought = map[string]bool{"import": true, "cheque.bring": true, "promise.bring": true}

// journal reads what was recorded on the day. The parts of a large file are passed over.
func (l *list) journal() error {
	return l.v.OfDay(l.s, l.day, func(e *book.Entry, decode func(...string) ([]book.Fact, error)) (bool, error) {
		if e.Part {
			return true, nil
		}
		facts, err := decode()
		if err != nil {
			return false, err
		}
		undo := e.Command == book.Undo{}.Kind()
		if undo {
			err = l.undone(e, facts)
		} else if err = l.talk(e, facts); err == nil {
			err = l.foreign(e, facts)
		}
		if err == nil {
			err = l.changes(e, facts)
		}
		l.dated(e, facts, !undo && !brought[e.Command])
		return true, cmp.Or(err, l.err)
	})
}

// dated notes what is dated before the day it was recorded on, and lists it.
func (l *list) dated(e *book.Entry, facts []book.Fact, told bool) {
	var rows []Row
	cleared := map[uint32]bool{} // receipts that a cheque's move made
	for _, f := range facts {
		if m, ok := f.(*cheque.Moved); ok && m.Step.On < l.day {
			cleared[m.Step.Receipt] = true
		}
	}
	for _, f := range facts {
		d, ok := documentOf(f)
		if !ok || d.on >= l.day {
			continue
		}
		if x, ok := f.(*receipt.Recorded); ok {
			if x.Receipt.Kind != receipt.Cheque {
				l.late[d.account] -= d.amount
			}
			if cleared[x.Receipt.ID] {
				continue
			}
		} else if _, ok := f.(*bill.Issued); ok {
			l.late[d.account] += d.amount
		}
		rows = append(rows, Row{Kind: BackDated, Customer: l.people.Customer(d.account), Who: e.Who, Seq: e.Seq,
			Day: d.on, Amount: d.amount, Currency: l.people.Money(d.account),
			Text: fmt.Sprintf("%s is dated %s, %s before it was recorded", d.what, d.on,
				text.Count(int(l.day-d.on), "day", "days"))})
	}
	switch {
	case !told:
	case len(rows) <= manyDated:
		for i := range rows {
			l.add(rows[i].Customer, rows[i])
		}
	default:
		l.summed(e, rows)
	}
}

// summed lists the back-dated documents of one posting in a row for each currency.
func (l *list) summed(e *book.Entry, rows []Row) {
	for _, s := range Sums(rows) {
		from, to := l.day, civil.Date(0)
		for i := range rows {
			if rows[i].Currency == s.Currency {
				from, to = min(from, rows[i].Day), max(to, rows[i].Day)
			}
		}
		l.add(0, Row{Kind: BackDated, Who: e.Who, Seq: e.Seq, Day: from, Amount: s.Amount, Currency: s.Currency,
			Text: fmt.Sprintf("%s of one posting (%s) are dated %s to %s", text.Count(s.Count, "document",
				"documents"), e.Command, from, to)})
	}
}

// doc is a document a fact is about, in words.
type doc struct {
	account uint32
	on      civil.Date
	amount  money.Minor
	what    string
}

func documentOf(f book.Fact) (doc, bool) {
	switch f := f.(type) {
	case *bill.Issued:
		b := &f.Bill
		return doc{b.Account, b.Posting, b.Amount(), b.Kind.String() + " " + b.Number}, true
	case *receipt.Recorded:
		r := &f.Receipt
		return doc{r.Account, r.Date, r.Amount, r.Kind.String() + " receipt " + r.Number}, true
	case *cheque.Registered:
		c := &f.Cheque
		return doc{c.Account, c.Received, c.Amount, "the receiving of cheque " + c.Details.Number}, true
	case *cheque.Moved:
		return doc{f.Account, f.Step.On, 0, fmt.Sprintf("\"%s\" of cheque %s", f.Step.Move, f.Number)}, true
	}
	return doc{}, false
}

// undone lists a posting that was taken back.
func (l *list) undone(e *book.Entry, facts []book.Fact) error {
	for _, f := range facts {
		seq, ok := book.TookBack(f)
		if !ok {
			continue
		}
		was, of, err := l.v.Entry(l.s, seq)
		if err != nil {
			return err
		}
		if was.Day == l.day {
			l.gone[seq] = true
		}
		r := Row{Kind: Undone, Who: e.Who, Seq: e.Seq, Day: was.Day}
		id, what := l.about(of, &r)
		whose := "their own"
		if was.Who != e.Who {
			whose = was.Who + "'s"
		}
		r.Text = fmt.Sprintf("took back %s %s, entry %d of %s", whose, cmp.Or(what, was.Command), seq, was.Day)
		l.add(id, r)
	}
	return nil
}

// about finds whom facts are about and the document among them, whose amount r gets.
func (l *list) about(facts []book.Fact, r *Row) (id uint32, what string) {
	for _, f := range facts {
		if d, ok := documentOf(f); ok && what == "" {
			if what = d.what; d.amount != 0 {
				r.Amount, r.Currency = d.amount, l.people.Money(d.account)
			}
			if d.on < r.Day {
				what += " dated " + d.on.String()
			}
			id = l.people.Customer(d.account)
		}
		if c, ok := f.(*contact.Logged); ok && what == "" {
			what = fmt.Sprintf("contact (%s, %s)", c.Contact.Channel, c.Contact.Result)
			id = c.Contact.Customer
		}
	}
	for _, f := range facts {
		for _, ref := range f.Refs() {
			switch {
			case id != 0:
			case ref.Table == customer.Ref(0).Table:
				id = uint32(ref.ID)
			case ref.Table == "account" && int(ref.ID) <= l.people.Accounts():
				id = l.people.Customer(uint32(ref.ID))
			}
		}
	}
	return id, what
}

// talk lists promises without an amount.
func (l *list) talk(e *book.Entry, facts []book.Fact) error {
	promised := false
	for _, f := range facts {
		c, ok := f.(*contact.Logged)
		if !ok || c.Contact.Result != contact.Promised {
			continue
		}
		promised = true
		var sum money.Minor
		for _, id := range c.Contact.Promises {
			p, err := promise.Get(l.v, id)
			if err != nil {
				return err
			}
			sum += p.Amount
		}
		if sum <= 0 {
			l.add(c.Contact.Customer, Row{Kind: NoAmount, Who: e.Who, Seq: e.Seq, Day: e.Day,
				Text: "was told to have promised, and no amount was written down"})
		}
	}
	for _, f := range facts {
		if p, ok := f.(*promise.Taken); ok && p.Promise.Amount <= 0 && !promised {
			l.add(p.Promise.Customer, Row{Kind: NoAmount, Who: e.Who, Seq: e.Seq, Day: e.Day,
				Text: fmt.Sprintf("promised for %s without an amount", p.Promise.Date)})
		}
	}
	return nil
}
