package bill

import (
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// PartInput is one due part of a command: its due date and amount as typed.
type PartInput struct {
	Due       string `json:"due" help:"when the part is due"`
	Amount    string `json:"amount" help:"how much of the bill"`
	Retention bool   `json:"retention,omitempty" help:"kept back until the work is accepted"`
}

// Issue posts a bill.
type Issue struct {
	Customer     string      `json:"customer" help:"the customer's code"`
	Number       string      `json:"number" help:"the bill's number"`
	Type         string      `json:"kind,omitempty" help:"what sort of bill; an invoice when left out"`
	Doc          string      `json:"doc,omitempty" help:"document date; today when left out"`
	Posting      string      `json:"posting,omitempty" help:"posting date; the document date when left out"`
	Due          string      `json:"due,omitempty" help:"due date; from the customer's terms when left out"`
	Amount       string      `json:"amount,omitempty" help:"the whole amount"`
	Parts        []PartInput `json:"parts,omitempty" help:"due parts instead of due and amount"`
	Currency     string      `json:"currency,omitempty" help:"the company's when left out"`
	Branch       string      `json:"branch,omitempty" help:"the branch's name; the customer's when left out"`
	Salesman     string      `json:"salesman,omitempty" help:"the salesman's name; the customer's when left out"`
	PO           string      `json:"po,omitempty" help:"the customer's purchase order"`
	DeliveryNote string      `json:"delivery_note,omitempty" help:"the delivery note's number"`
	Site         string      `json:"site,omitempty" help:"where it was delivered"`
	TaxInvoice   string      `json:"tax_invoice,omitempty" help:"the tax invoice's number"`
	Original     string      `json:"original,omitempty" help:"the bill a note is about"`
	Net          string      `json:"net,omitempty" help:"the amount before VAT"`
	VAT          string      `json:"vat,omitempty" help:"the VAT in the amount"`
	Cash         bool        `json:"cash,omitempty" help:"a cash bill"`
}

// Kind is "bill.issue".
func (Issue) Kind() string { return "bill.issue" }

// Decide checks the bill and gives it and its account their numbers.
func (c Issue) Decide(in *book.In) ([]book.Fact, error) {
	party, facts, err := account.Opening(in, c.Customer, c.Currency)
	if err != nil {
		return nil, err
	}
	cu := &party.Customer
	b := Bill{Account: party.Account.ID, Number: strings.TrimSpace(c.Number), PO: c.PO, DeliveryNote: c.DeliveryNote,
		Site:       c.Site,
		TaxInvoice: c.TaxInvoice, Cash: c.Cash}
	if b.Kind, err = ParseKind(c.Type); err != nil {
		return nil, book.RefuseField("kind", "%v", err)
	}
	if err := c.texts(in.View, &b); err != nil {
		return nil, err
	}
	if err := c.dates(in, &b); err != nil {
		return nil, err
	}
	if err := c.amounts(in, &b, cu, party.Currency.Digits); err != nil {
		return nil, err
	}
	if err := c.names(in, &b, cu.ID, &facts); err != nil {
		return nil, err
	}
	b.ID = in.NewID(Doc)
	return append(facts, &Issued{b}), nil
}

func (c Issue) texts(v *book.View, b *Bill) error {
	if b.Number == "" {
		return book.RefuseField("number", "the bill needs a number")
	}
	for _, s := range []string{b.Number, b.PO, b.DeliveryNote, b.Site, b.TaxInvoice} {
		if err := text.Check(s, 120); err != nil {
			return book.RefuseField("number", "%v", err)
		}
	}
	if _, taken, err := ByNumber(v, b.Number); err != nil || taken {
		if taken {
			err = book.RefuseField("number", "there is a bill with the number %q already", b.Number)
		}
		return err
	}
	if c.Original != "" {
		o, ok, err := ByNumber(v, c.Original)
		if err != nil {
			return err
		}
		if !ok || o.Account != b.Account {
			return book.RefuseField("original", "the customer has no bill with the number %q", c.Original)
		}
		b.Original = o.ID
	}
	return nil
}

// Day reads a date a person typed and checks its range (SAFETY X2); an empty
// one is the given default.
func Day(field, s string, otherwise, today civil.Date) (civil.Date, error) {
	if strings.TrimSpace(s) == "" {
		return otherwise, nil
	}
	d, err := text.ParseDate(s, today)
	if err != nil {
		return 0, book.RefuseField(field, "%v", err)
	}
	if !d.Valid(today) {
		return 0, book.RefuseField(field, "%s is not a date the book takes (2000-01-01 to ten years ahead)", d)
	}
	return d, nil
}

func (c Issue) dates(in *book.In, b *Bill) (err error) {
	if b.Doc, err = Day("doc", c.Doc, in.Today, in.Today); err != nil {
		return err
	}
	b.Posting, err = Day("posting", c.Posting, b.Doc, in.Today)
	return err
}

func (c Issue) amounts(in *book.In, b *Bill, cu *customer.Customer, digits int) error {
	inputs := c.Parts
	if len(inputs) == 0 {
		inputs = []PartInput{{Due: c.Due, Amount: c.Amount}}
	}
	if len(inputs) > 200 {
		return book.RefuseField("parts", "a bill has at most 200 due parts")
	}
	for _, p := range inputs {
		m, err := text.ParseAmount(p.Amount, digits)
		if err != nil {
			return book.RefuseField("amount", "%v", err)
		}
		if m <= 0 {
			return book.RefuseField("amount", "a bill's amount must be more than 0 (a reduction is a credit note)")
		}
		due, err := Day("due", p.Due, 0, in.Today)
		if err != nil {
			return err
		}
		if due == 0 {
			due, b.Assumed = Assume(b.Doc, cu.Terms), true
		}
		b.Parts = append(b.Parts, Part{Due: due, Amount: m, Retention: p.Retention})
	}
	if len(c.Parts) > 0 && c.Amount != "" {
		m, err := text.ParseAmount(c.Amount, digits)
		if err != nil || m != b.Amount() {
			return book.RefuseField("amount", "the parts sum to %s, not to %s", text.FormatAmount(b.Amount(),
				digits), c.Amount)
		}
	}
	for _, f := range []struct {
		field, s string
		to       *money.Minor
	}{{"net", c.Net, &b.Net}, {"vat", c.VAT, &b.VAT}} {
		if f.s == "" {
			continue
		}
		m, err := text.ParseAmount(f.s, digits)
		if err != nil {
			return book.RefuseField(f.field, "%v", err)
		}
		*f.to = m
	}
	return nil
}

// Assume is the due date of a bill that has none: from the customer's terms,
// else the document date (RULES 2).
func Assume(doc civil.Date, terms int) civil.Date {
	if terms > 0 {
		return doc.Add(terms)
	}
	return doc
}

func (c Issue) names(in *book.In, b *Bill, customerID uint32, facts *[]book.Fact) error {
	p, err := customer.ProfileOf(in.View, customerID)
	if err != nil {
		return err
	}
	step, n := p.At(b.Posting), directory.NewNamer(in)
	b.Branch, b.Salesman = step.Branch, step.Salesman
	if c.Branch != "" {
		if b.Branch, err = n.ID(directory.Branch, c.Branch); err != nil {
			return book.RefuseField("branch", "%v", err)
		}
	}
	if c.Salesman != "" {
		if b.Salesman, err = n.ID(directory.Person, c.Salesman); err != nil {
			return book.RefuseField("salesman", "%v", err)
		}
	}
	*facts = append(*facts, n.Facts()...)
	return nil
}

// Reschedule gives a due part another due date from today on.
type Reschedule struct {
	Bill string `json:"bill" help:"the bill's number"`
	Part int    `json:"part,omitempty" help:"which part, from 1; the first when left out"`
	Due  string `json:"due" help:"the new due date"`
}

// Kind is "bill.reschedule".
func (Reschedule) Kind() string { return "bill.reschedule" }

// Decide checks that something is left of the part; an unchanged date posts
// nothing.
func (c Reschedule) Decide(in *book.In) ([]book.Fact, error) {
	b, err := Must(in.View, c.Bill)
	if err != nil {
		return nil, err
	}
	part := max(c.Part, 1) - 1
	if part >= len(b.Parts) {
		return nil, book.RefuseField("part", "bill %s has %s", b.Number, text.Count(len(b.Parts), "part", "parts"))
	}
	due, err := Day("due", c.Due, 0, in.Today)
	if err != nil {
		return nil, err
	}
	if due == 0 {
		return nil, book.RefuseField("due", "the part needs a new due date")
	}
	if due == b.Parts[part].DueNow() {
		return nil, nil
	}
	return []book.Fact{&Rescheduled{Account: b.Account, Bill: b.ID, Part: uint8(part), Date: max(in.Today, b.Posting),
		Old: b.Parts[part].DueNow(), New: due}}, nil
}
