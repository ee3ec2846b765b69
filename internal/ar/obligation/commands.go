package obligation

import (
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Row is one instalment of a schedule as typed.
type Row struct {
	Date   string `json:"date" help:"the day it falls due"`
	Amount string `json:"amount" help:"how much"`
}

// Record takes a paper into the book.
type Record struct {
	Customer  string   `json:"customer" help:"the customer's code"`
	Currency  string   `json:"currency,omitempty" help:"the company's when left out"`
	Type      string   `json:"type" help:"what sort of paper"`
	Number    string   `json:"number,omitempty" help:"the paper's own number"`
	Issued    string   `json:"issued,omitempty" help:"the day of issue, today when empty"`
	Place     string   `json:"place,omitempty" help:"where it was issued"`
	Signatory string   `json:"signatory,omitempty" help:"who signs"`
	Guarantor string   `json:"guarantor,omitempty" help:"who answers for it besides"`
	Nafith    string   `json:"nafith,omitempty" help:"its number with Nafith"`
	Amount    string   `json:"amount,omitempty" help:"all that is open of its bills when empty"`
	Due       string   `json:"due,omitempty" help:"the day it falls due; at sight when empty and without a schedule"`
	Parts     int      `json:"parts,omitempty" help:"so many equal instalments from the due day on"`
	Every     string   `json:"every,omitempty" help:"the time between them"`
	Schedule  []Row    `json:"schedule,omitempty" help:"unequal instalments instead"`
	Bills     []string `json:"bills,omitempty" help:"the bills' numbers; all open ones when none"`
	State     string   `json:"state,omitempty" help:"drafted, signed, or held when empty"`
	Note      string   `json:"note,omitempty" help:"what else is to be known"`
}

// Kind is "obligation.record".
func (Record) Kind() string { return "obligation.record" }

// Choices gives the words of the fields that take one of a few.
func (Record) Choices() map[string][]string {
	return map[string][]string{"type": Types(), "every": Intervals(), "state": stateNames[Drafted : Held+1]}
}

// Decide checks the paper, its bills and its schedule.
func (c Record) Decide(in *book.In) ([]book.Fact, error) {
	party, err := account.Owing(in.View, c.Customer, c.Currency, "secure")
	if err != nil {
		return nil, err
	}
	o := Obligation{Account: party.Account.ID, Customer: party.Customer.ID, Made: in.Today, By: in.Who, Start: Held,
		Type: Type(max(0, slices.Index(typeNames, c.Type)))}
	if o.Type == 0 {
		return nil, book.RefuseField("type", "%q is not a sort of paper (%s)", c.Type, strings.Join(Types(), ", "))
	}
	if c.State != "" {
		o.Start = State(max(0, slices.Index(stateNames, c.State)))
	}
	if o.Start < Drafted || o.Start > Held {
		return nil, book.RefuseField("state", "a paper is recorded drafted, signed or held, not %s", c.State)
	}
	if o.Issued, err = bill.Day("issued", c.Issued, in.Today, in.Today); err != nil {
		return nil, err
	}
	if o.Issued > in.Today {
		return nil, book.RefuseField("issued", "%s is still to come: the day of issue is today or earlier", o.Issued)
	}
	o.Paper = Paper{Number: c.Number, Place: c.Place, Signatory: c.Signatory, Guarantor: c.Guarantor,
		Nafith: c.Nafith, Note: c.Note}
	if err := o.Paper.check(); err != nil {
		return nil, err
	}
	open, err := c.bills(in.View, &o)
	if err != nil {
		return nil, err
	}
	if err := c.schedule(in, &o, open, party.Account.Digits, party.Company.Calendar()); err != nil {
		return nil, err
	}
	o.ID = in.NewID("obligation")
	return []book.Fact{&Recorded{o}}, nil
}

// check trims the words and refuses what the book does not store.
func (p *Paper) check() error {
	for _, f := range []struct {
		name string
		s    *string
		most int
	}{{"number", &p.Number, 60}, {"place", &p.Place, 80}, {"signatory", &p.Signatory, 120},
		{"guarantor", &p.Guarantor, 120}, {"nafith", &p.Nafith, 40}, {"note", &p.Note, 500}} {
		if err := text.Check(*f.s, f.most); err != nil {
			return book.RefuseField(f.name, "%v", err)
		}
		*f.s = strings.TrimSpace(*f.s)
	}
	return nil
}

// bills finds the bills the paper secures, and what was open of them when it was issued.
func (c Record) bills(v *book.View, o *Obligation) (open money.Minor, err error) {
	if len(c.Bills) == 0 {
		openitem.OfAccount(v, o.Account, func(i *openitem.Item) bool {
			if i.Flags&openitem.Credit == 0 {
				o.Bills = append(o.Bills, i.Doc)
				open += i.Left
			}
			return true
		})
	}
	for _, number := range c.Bills {
		b, err := bill.Must(v, strings.TrimSpace(number))
		if err != nil {
			return 0, err
		}
		if b.Account != o.Account {
			return 0, book.RefuseField("bills", "bill %s belongs to another customer or currency", b.Number)
		}
		left, err := dispute.OpenOf(v, &b, 0)
		if err != nil {
			return 0, err
		}
		if left == 0 {
			return 0, book.RefuseField("bills", "bill %s has nothing open to secure", b.Number)
		}
		if !o.secures(b.ID) {
			o.Bills = append(o.Bills, b.ID)
			open += left
		}
	}
	slices.Sort(o.Bills)
	o.Bills = slices.Compact(o.Bills)
	switch {
	case len(o.Bills) == 0:
		return 0, book.RefuseField("customer", "no bill of this customer is open: there is nothing to secure")
	case len(o.Bills) > 2000:
		return 0, book.RefuseField("bills", "a paper names at most 2,000 bills: name the oldest of them")
	}
	for _, id := range o.Bills { // what was paid since the paper was issued was open then
		receipt.OnBill(v, o.Account, id, func(a *receipt.Application) bool {
			if a.Reversed == 0 && a.Date > o.Issued {
				open += a.Amount
			}
			return true
		})
	}
	return open, nil
}

// schedule reads when how much falls due.
func (c Record) schedule(in *book.In, o *Obligation, open money.Minor, digits int, cal civil.Calendar) (err error) {
	o.Amount = open
	if strings.TrimSpace(c.Amount) != "" {
		if o.Amount, err = text.ParseAmount(c.Amount, digits); err != nil {
			return book.RefuseField("amount", "%v", err)
		}
	}
	if o.Amount <= 0 || o.Amount > money.Max {
		return book.RefuseField("amount", "a paper must be for more than 0 and no more than the book can hold")
	}
	due, err := bill.Day("due", c.Due, 0, in.Today)
	if err != nil {
		return err
	}
	switch {
	case len(c.Schedule) > 0 && (c.Parts > 0 || due != 0):
		return book.RefuseField("schedule", "give either the schedule, or a due day and how many parts")
	case len(c.Schedule) > 0:
		return c.rows(in, o, digits)
	case c.Parts > 1:
		parts, err := Instalments(o.Amount, c.Parts, c.Every, due, cal)
		if err != nil {
			if book.FieldOf(err) == "first" {
				return book.RefuseField("due", "%v", err)
			}
			return err
		}
		for _, p := range parts {
			o.Schedule = append(o.Schedule, Part{p.Date, p.Amount})
		}
	default:
		o.Schedule = []Part{{due, o.Amount}}
	}
	return o.inOrder(due)
}

// inOrder refuses a schedule that starts before the paper.
func (o *Obligation) inOrder(first civil.Date) error {
	if first != 0 && first < o.Issued {
		return book.RefuseField("due", "%s is before the day of issue (%s)", first, o.Issued)
	}
	return nil
}

func (c Record) rows(in *book.In, o *Obligation, digits int) error {
	if len(c.Schedule) > 120 {
		return book.RefuseField("schedule", "a schedule has at most 120 instalments")
	}
	var sum money.Minor
	for _, x := range c.Schedule {
		d, err := bill.Day("schedule", x.Date, 0, in.Today)
		if err != nil {
			return err
		}
		m, err := text.ParseAmount(x.Amount, digits)
		switch {
		case err != nil:
			return book.RefuseField("schedule", "%v", err)
		case d == 0 || m <= 0 || m > money.Max:
			return book.RefuseField("schedule", "every instalment needs its day and an amount above 0")
		}
		o.Schedule = append(o.Schedule, Part{d, m})
		sum += m
	}
	slices.SortStableFunc(o.Schedule, func(a, b Part) int { return int(a.Date - b.Date) })
	if strings.TrimSpace(c.Amount) == "" {
		o.Amount = sum
	}
	if sum != o.Amount {
		return book.RefuseField("schedule", "the instalments sum to %s, not to %s", text.FormatAmount(sum, digits),
			text.FormatAmount(o.Amount, digits))
	}
	return o.inOrder(o.Schedule[0].Date)
}

// Advance moves a paper on: signs, holds, presents, files, returns or cancels it.
type Advance struct {
	ID   uint32 `json:"id" help:"the obligation's number"`
	Move string `json:"move" help:"what was done with it"`
	Date string `json:"date,omitempty" help:"the day, today when empty"`
	Note string `json:"note,omitempty" help:"why, or the court's reference; needed to cancel"`
}

// Kind is "obligation.move".
func (Advance) Kind() string { return "obligation.move" }

// Choices gives the words of the fields that take one of a few.
func (Advance) Choices() map[string][]string { return map[string][]string{"move": Moves()} }

// Decide refuses a move the table does not know.
func (c Advance) Decide(in *book.In) ([]book.Fact, error) {
	o, err := live(in, c.ID)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	m := Move(slices.Index(Moves(), c.Move) + 1)
	if m == 0 {
		return nil, book.RefuseField("move", "%q is nothing that is done with a paper (%s)", c.Move,
			strings.Join(Moves(), ", "))
	}
	on, err := bill.Day("date", c.Date, in.Today, in.Today)
	if err != nil {
		return nil, err
	}
	first := o.Issued
	for _, s := range o.Steps {
		first = max(first, s.On, s.Back)
	}
	switch {
	case on > in.Today:
		return nil, book.RefuseField("date", "%s is still to come: a move is noted when it is made", on)
	case on < first:
		return nil, book.RefuseField("date", "%s is before %s, the day of what was done last with the %s", on, first,
			o.Name())
	}
	j, err := Judge(in.View, &o, in.Today, set.Calendar())
	if err != nil {
		return nil, err
	}
	if err := o.may(m, j.State); err != nil {
		return nil, err
	}
	note := strings.TrimSpace(c.Note)
	if err := text.Check(c.Note, 500); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	if m == Cancel && note == "" {
		return nil, book.RefuseField("note", "say why the %s is cancelled", o.Name())
	}
	return []book.Fact{&Moved{Target: o.target(), Step: Step{Move: m, On: on, Who: in.Who, Note: note}}}, nil
}

func live(in *book.In, id uint32) (Obligation, error) {
	o, err := Get(in.View, id)
	if err == nil && !o.At(in.Today) {
		err = book.RefuseField("id", "obligation %d was taken back", id)
	}
	return o, err
}

// Edit puts right what is written on a paper.
type Edit struct {
	ID    uint32 `json:"id" help:"the obligation's number"`
	Field string `json:"field" help:"which of its words"`
	Value string `json:"value" help:"as it should read"`
}

// Kind is "obligation.edit".
func (Edit) Kind() string { return "obligation.edit" }

// Choices gives the words of the fields that take one of a few.
func (Edit) Choices() map[string][]string { return map[string][]string{"field": fields} }

var fields = []string{"number", "place", "signatory", "guarantor", "nafith", "note"}

// Decide refuses a field there is none of.
func (c Edit) Decide(in *book.In) ([]book.Fact, error) {
	o, err := live(in, c.ID)
	if err != nil {
		return nil, err
	}
	p := o.Paper
	at := slices.Index(fields, c.Field)
	if at < 0 {
		return nil, book.RefuseField("field", "there is no %q on a paper (%s)", c.Field, strings.Join(fields, ", "))
	}
	*[]*string{&p.Number, &p.Place, &p.Signatory, &p.Guarantor, &p.Nafith, &p.Note}[at] = c.Value
	if err := p.check(); err != nil {
		if book.FieldOf(err) == c.Field {
			err = book.RefuseField("value", "%v", err)
		}
		return nil, err
	}
	return []book.Fact{&Edited{Target: o.target(), Before: o.Paper, After: p}}, nil
}
