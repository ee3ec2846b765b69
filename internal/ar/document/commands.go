package document

import (
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Paper is what is typed of a document.
type Paper struct {
	Number   string `json:"number,omitempty" help:"what is written on it"`
	Issued   string `json:"issued,omitempty" help:"the day it was issued"`
	Expires  string `json:"expires,omitempty" help:"the last day it holds, or the confirmation is due by"`
	Annual   bool   `json:"annual,omitempty" help:"it does not end then: a yearly confirmation is due"`
	Amount   string `json:"amount,omitempty" help:"of a guarantee or facility"`
	Currency string `json:"currency,omitempty" help:"the company's when empty"`
	Issuer   string `json:"issuer,omitempty" help:"the bank or office that issued it"`
	Copy     string `json:"copy,omitempty" help:"where the copy is; empty when there is none"`
	Note     string `json:"note,omitempty" help:"a remark"`
}

// read checks what was typed.
func (p *Paper) read(in *book.In, t Type) (x Details, err error) {
	for _, w := range []struct {
		field, v string
		most     int
		to       *string
	}{{"number", p.Number, 60, &x.Number}, {"issuer", p.Issuer, 120, &x.Issuer}, {"copy", p.Copy, 200, &x.Copy},
		{"note", p.Note, 500, &x.Note}} {
		*w.to = strings.TrimSpace(w.v)
		if err := text.Check(*w.to, w.most); err != nil {
			return x, book.RefuseField(w.field, "%v", err)
		}
	}
	if x.Issued, err = day("issued", p.Issued, in.Today); err != nil {
		return x, err
	}
	if x.Expires, err = day("expires", p.Expires, in.Today); err != nil {
		return x, err
	}
	x.Annual = p.Annual
	switch {
	case x.Expires != 0 && x.Expires < x.Issued:
		return x, book.RefuseField("expires", "it cannot expire on %s, before it was issued on %s", x.Expires, x.Issued)
	case x.Annual && x.Expires == 0:
		return x, book.RefuseField("expires", "say by which day the yearly confirmation is due")
	case t == Guarantee && strings.TrimSpace(p.Amount) == "":
		return x, book.RefuseField("amount", "a guarantee needs its amount")
	case t == Other && x.Number == "" && x.Note == "":
		return x, book.RefuseField("note", "say what the document is")
	}
	return x, p.money(in, &x)
}

func (p *Paper) money(in *book.In, x *Details) error {
	if strings.TrimSpace(p.Amount) == "" {
		return nil
	}
	set, err := company.Get(in.View)
	if err != nil {
		return err
	}
	cur, err := set.Of(strings.ToUpper(strings.TrimSpace(p.Currency)))
	if err != nil {
		return err
	}
	if x.Amount, err = text.ParseAmount(p.Amount, cur.Digits); err != nil {
		return book.RefuseField("amount", "%v", err)
	}
	if x.Amount <= 0 {
		return book.RefuseField("amount", "the amount must be above 0")
	}
	x.Currency, x.Digits = cur.Code, cur.Digits
	return nil
}

// day reads a date a person typed and checks its range (SAFETY X2).
func day(field, s string, today civil.Date) (civil.Date, error) {
	if strings.TrimSpace(s) == "" {
		return 0, nil
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

// Record takes a document to a customer's record.
type Record struct {
	Customer string `json:"customer" help:"the customer's code"`
	Type     string `json:"type" help:"what it is"`
	Paper
}

// Kind is "document.record".
func (Record) Kind() string { return "document.record" }

// Choices gives the words of the fields that take one of a few.
func (Record) Choices() map[string][]string { return map[string][]string{"type": Types()} }

// Decide checks the document; a licence's number comes to the card when it has none.
func (c Record) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	t, err := ParseType(c.Type)
	if err != nil {
		return nil, book.RefuseField("type", "%v", err)
	}
	x, err := c.read(in, t)
	if err != nil {
		return nil, err
	}
	facts, err := record(in, &cu, Document{Type: t, Details: x})
	if err != nil || t != Licence || x.Number == "" || cu.Registration != "" {
		return facts, err
	}
	more, err := numbered(in, &cu, x.Number)
	return append(facts, more...), err
}

// record gives a document its number, unless the customer has the same one already.
func record(in *book.In, cu *customer.Customer, d Document) ([]book.Fact, error) {
	all, err := OfCustomer(in.View, cu.ID, in.Today)
	if err != nil {
		return nil, err
	}
	for i := range all {
		o := &all[i]
		if o.Live(in.Today) && o.ID != d.Of && o.Type == d.Type && d.Details.Number != "" &&
			o.Details.Number == d.Details.Number {
			return nil, book.RefuseField("number", "%s of %s is on record already: renew or correct that one", o.Name(),
				cu.Name)
		}
	}
	d.ID, d.Customer, d.Made, d.By = in.NewID("document"), cu.ID, in.Today, in.Who
	return []book.Fact{&Recorded{d}}, nil
}

// numbered brings the number of a licence to the card.
func numbered(in *book.In, cu *customer.Customer, number string) ([]book.Fact, error) {
	return customer.Revise(in, cu.Code, []customer.FieldValue{{Field: "registration", Value: number}})
}

// Renew puts another document in the place of one: what it does not say is as before,
// but for the days.
type Renew struct {
	ID uint32 `json:"id" help:"the document's number"`
	Paper
}

// Kind is "document.renew".
func (Renew) Kind() string { return "document.renew" }

// Decide wants a last day later than that of the old one.
func (c Renew) Decide(in *book.In) ([]book.Fact, error) {
	old, cu, err := standing(in, c.ID)
	if err != nil {
		return nil, err
	}
	p := old.Details.paper()
	c.fill(&p)
	p.Issued, p.Expires, p.Annual = c.Issued, c.Expires, old.Details.Annual || c.Annual
	x, err := p.read(in, old.Type)
	if err != nil {
		return nil, err
	}
	if x.Expires == 0 || x.Expires <= old.Details.Expires {
		return nil, book.RefuseField("expires", "a renewed %s must hold longer than the old one, which holds to %s",
			old.Type.Short(), old.Details.Expires)
	}
	return replace(in, &cu, &old, x, Renewed)
}

// Correct puts right what was typed wrong of a document: all of it is given anew.
type Correct struct {
	ID uint32 `json:"id" help:"the document's number"`
	Paper
}

// Kind is "document.correct".
func (Correct) Kind() string { return "document.correct" }

// Decide posts nothing when all is as it was.
func (c Correct) Decide(in *book.In) ([]book.Fact, error) {
	old, cu, err := standing(in, c.ID)
	if err != nil {
		return nil, err
	}
	x, err := c.read(in, old.Type)
	if err != nil || x == old.Details {
		return nil, err
	}
	return replace(in, &cu, &old, x, Corrected)
}

// Withdraw ends a document that holds no more.
type Withdraw struct {
	ID   uint32 `json:"id" help:"the document's number"`
	Note string `json:"note" help:"why"`
}

// Kind is "document.withdraw".
func (Withdraw) Kind() string { return "document.withdraw" }

// Decide wants a reason.
func (c Withdraw) Decide(in *book.In) ([]book.Fact, error) {
	old, _, err := standing(in, c.ID)
	if err != nil {
		return nil, err
	}
	note := strings.TrimSpace(c.Note)
	if note == "" {
		return nil, book.RefuseField("note", "say why the %s holds no more", old.Name())
	}
	if err := text.Check(note, 500); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	return []book.Fact{&Ended{ID: old.ID, Customer: old.Customer, End: End{On: in.Today, How: Withdrawn, Who: in.Who,
		Note: note}}}, nil
}

// standing reads a document that still stands, and whose it is.
func standing(in *book.In, id uint32) (d Document, cu customer.Customer, err error) {
	if d, err = Get(in.View, id); err != nil {
		return d, cu, err
	}
	if e, ended := d.Ended(in.Today); ended {
		return d, cu, book.RefuseField("id", "the %s was %s on %s: it stands no more", d.Name(), e.How, e.On)
	}
	if !d.At(in.Today) {
		return d, cu, book.RefuseField("id", "document %d was taken back on %s", id, d.Voided)
	}
	cu, err = customer.Get(in.View, d.Customer)
	return d, cu, err
}

// replace ends a document and records another in its place; the number of the licence
// on the card goes along.
func replace(in *book.In, cu *customer.Customer, old *Document, x Details, how Ending) ([]book.Fact, error) {
	facts, err := record(in, cu, Document{Type: old.Type, Details: x, Of: old.ID})
	if err != nil {
		return nil, err
	}
	end := &Ended{ID: old.ID, Customer: old.Customer, End: End{On: in.Today, How: how, Who: in.Who,
		By: facts[0].(*Recorded).Document.ID}}
	facts = append([]book.Fact{end}, facts...)
	if old.Type != Licence || cu.Registration != old.Details.Number || x.Number == cu.Registration {
		return facts, nil
	}
	more, err := numbered(in, cu, x.Number)
	return append(facts, more...), err
}

// paper is a document as it would be typed.
func (x *Details) paper() Paper {
	p := Paper{Number: x.Number, Annual: x.Annual, Currency: x.Currency, Issuer: x.Issuer, Copy: x.Copy, Note: x.Note}
	if x.Amount != 0 {
		p.Amount = x.Money().Plain(x.Amount)
	}
	for _, d := range []struct {
		of civil.Date
		to *string
	}{{x.Issued, &p.Issued}, {x.Expires, &p.Expires}} {
		if d.of != 0 {
			*d.to = d.of.String()
		}
	}
	return p
}

// fill takes over what was said.
func (p *Paper) fill(to *Paper) {
	for _, f := range []struct {
		of string
		to *string
	}{{p.Number, &to.Number}, {p.Amount, &to.Amount}, {p.Currency, &to.Currency}, {p.Issuer, &to.Issuer},
		{p.Copy, &to.Copy}, {p.Note, &to.Note}} {
		if strings.TrimSpace(f.of) != "" {
			*f.to = f.of
		}
	}
}
