package interest

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Note is what a run would post for an account. Total is what its lines come to:
// Given of it passes the maximum. A negative total is credited back.
type Note struct {
	Account  uint32
	Customer uint32
	Currency money.Currency
	Lines    []Line // with something to charge or to credit back
	All      []Line // all with interest
	Terms    *Terms // of the day, nil without any
	Total    money.Minor
	Given    money.Minor
	Waits    money.Minor // the minimum it has not reached; 0: it is posted
}

// Amount is what the note is posted with.
func (n *Note) Amount() money.Minor { return n.Total - n.Given }

// Propose hands the notes a run on today would post, reckoned to the end of asOf,
// for accounts (nil: all). Those that wait for the minimum, or have nothing to
// charge, come too; fn must not keep Lines nor All.
func Propose(v *book.View, asOf, today civil.Date, accounts []uint32, fn func(n *Note) bool) error {
	spells, err := newChooser(v, asOf, today)
	if err != nil {
		return err
	}
	var failed error
	var room []Line
	err = walk(v, asOf, today, accounts, nil, func(acc *account.Line, lines []Line) bool {
		n := Note{Account: acc.ID, Customer: acc.Customer, Currency: money.Currency{Code: acc.Currency,
			Digits: acc.Digits}, All: lines, Lines: lines}
		for i := range lines {
			n.Total += lines[i].Due()
		}
		if slices.ContainsFunc(lines, func(l Line) bool { return l.Due() == 0 }) {
			room = append(room[:0], lines...)
			room = slices.DeleteFunc(room, func(l Line) bool { return l.Due() == 0 })
			n.Lines = room
		}
		var line []Spell
		if line, failed = spells.of(acc); failed != nil {
			return false
		}
		n.Terms = on(line, asOf)
		if t := n.Terms; t != nil && n.Total > 0 {
			if n.Total < t.Min {
				n.Waits = t.Min
			}
			if t.Max != 0 && n.Total > t.Max {
				n.Given = n.Total - t.Max
			}
		}
		return fn(&n)
	})
	if failed != nil {
		return failed
	}
	return err
}

// on are the terms of a day, or the last before it.
func on(line []Spell, d civil.Date) (t *Terms) {
	for _, s := range line {
		if s.From <= d {
			t = s.Terms
		}
	}
	return t
}

// Run posts interest notes: for each account one, of all that is accrued and was
// not charged.
type Run struct {
	AsOf      string   `json:"as_of,omitempty" help:"reckoned to the end of this day; today when empty"`
	Customers []string `json:"customers,omitempty" help:"their codes, or 'CODE USD' for one account; all if none"`
	Due       string   `json:"due,omitempty" help:"the day the notes fall due; today when empty"`
	Text      string   `json:"text,omitempty" help:"what the notes say"`
}

// Kind is "interest.run".
func (Run) Kind() string { return "interest.run" }

// Decide makes the notes; undone as one posting.
func (c Run) Decide(in *book.In) ([]book.Fact, error) {
	asOf, err := bill.Day("as_of", c.AsOf, in.Today, in.Today)
	if err != nil {
		return nil, err
	}
	if asOf > in.Today {
		return nil, book.RefuseField("as_of", "%s lies ahead: interest is charged for days that have passed", asOf)
	}
	due, err := bill.Day("due", c.Due, in.Today, in.Today)
	if err == nil && due < in.Today {
		err = book.RefuseField("due", "%s is past: a note falls due today or later", due)
	}
	if err != nil {
		return nil, err
	}
	if err := text.Check(c.Text, 200); err != nil {
		return nil, book.RefuseField("text", "%v", err)
	}
	accounts, err := accountsOf(in.View, c.Customers)
	if err != nil {
		return nil, err
	}
	var facts []book.Fact
	var failed error
	charged := &Charged{}
	err = Propose(in.View, asOf, in.Today, accounts, func(n *Note) bool {
		if n.Waits != 0 || n.Total == 0 {
			return true
		}
		if failed = later(in.View, n, asOf, in.Today); failed != nil {
			if accounts == nil { // of all, those charged to a later day are left out
				failed = nil
				return true
			}
			return false
		}
		var more []book.Fact
		var lines []Charge
		more, lines, failed = n.facts(in, asOf, due, strings.TrimSpace(c.Text))
		facts, charged.Lines = append(facts, more...), append(charged.Lines, lines...)
		return failed == nil
	})
	if failed != nil {
		err = failed
	}
	if err == nil && len(facts) == 0 {
		err = book.RefuseField("as_of", "there is nothing to charge to the end of %s", asOf)
	}
	return append(facts, charged), err // one fact for all lines: a run of any size can be undone
}

// accountsOf finds the accounts of customers, each once. "C1 USD" is the customer's
// account in one currency.
func accountsOf(v *book.View, codes []string) ([]uint32, error) {
	if codes == nil {
		return nil, nil
	}
	ids := []uint32{}
	for _, code := range codes {
		currency := ""
		cu, err := customer.ByCode(v, code)
		if at := strings.LastIndexByte(code, ' '); err != nil && at > 0 {
			if other, no := customer.ByCode(v, code[:at]); no == nil {
				cu, currency, err = other, code[at+1:], nil
			}
		}
		if err != nil {
			return nil, err
		}
		all, err := account.OfCustomer(v, cu.ID)
		if err != nil {
			return nil, err
		}
		for i := range all {
			if (currency == "" || all[i].Currency == currency) && !slices.Contains(ids, all[i].ID) {
				ids = append(ids, all[i].ID)
			}
		}
	}
	return ids, nil
}

// later refuses to charge to a day before one that was charged to already.
func later(v *book.View, n *Note, asOf, today civil.Date) error {
	return Charges(v, n.Account, func(c *Charge) (bool, error) {
		if c.At(today) && c.Upto > asOf && c.Given != c.Amount { // a waiver closes no days
			cu, err := customer.Get(v, n.Customer)
			if err != nil {
				return false, err
			}
			return false, book.RefuseField("as_of", "%s is charged to the end of %s already: give that day or a "+
				"later one",
				cu.Name, c.Upto)
		}
		return true, nil
	})
}

func (n *Note) facts(in *book.In, asOf, due civil.Date, why string) (facts []book.Fact, lines []Charge, err error) {
	if why == "" {
		why = "interest to " + asOf.String()
	}
	var id uint32
	if n.Total > 0 {
		b := bill.Answer(in, bill.InterestNote, n.Account, n.Amount(), in.Today, due, 0, 0, why)
		facts, id = append(facts, b), b.Bill.ID
	} else if facts, id, err = n.creditBack(in, why); err != nil {
		return nil, nil, err
	}
	given := n.Given
	for i := len(n.Lines) - 1; i >= 0; i-- { // what passes the maximum is given up of the last lines
		l := &n.Lines[i]
		c := Charge{Account: n.Account, Customer: n.Customer, Bill: l.Bill, Part: l.Part, Note: id, Amount: l.Due(),
			Given: max(0, min(given, l.Due())), Upto: asOf, On: in.Today, By: in.Who}
		given -= c.Given
		lines = append(lines, c)
	}
	return facts, lines, nil
}

// creditBack makes a credit note of what was charged too much, on the open notes
// first, the oldest due first; the rest stays the customer's credit.
func (n *Note) creditBack(in *book.In, why string) (facts []book.Fact, id uint32, err error) {
	left := -n.Total
	note := receipt.Receipt{Account: n.Account, Kind: receipt.CreditNote, Date: in.Today, Text: why + ", credited back"}
	openitem.OfAccount(in.View, n.Account, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit != 0 || i.Kind != uint8(bill.InterestNote) {
			return true
		}
		take := min(left, i.Left)
		var more []book.Fact
		more, err = receipt.Reduce(in, note, receipt.Share{Bill: i.Doc, Part: i.Part, Amount: take})
		if err == nil && id == 0 {
			id = more[0].(*receipt.Recorded).Receipt.ID
		}
		facts, left = append(facts, more...), left-take
		return err == nil && left > 0
	})
	if err == nil && left > 0 {
		note.ID, note.Amount, note.By = in.NewID(bill.Doc), left, in.Who
		note.Number = fmt.Sprintf("R-%06d", note.ID)
		if id == 0 {
			id = note.ID
		}
		facts = append(facts, &receipt.Recorded{Receipt: note})
	}
	return facts, id, err
}
