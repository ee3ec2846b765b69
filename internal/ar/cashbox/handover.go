package cashbox

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Given is a bill that is out with a person, with what is open of it.
type Given struct {
	Account, Bill, Customer uint32
	Number                  string
	Day                     civil.Date
	Open                    money.Minor
}

// GivenOut lists the bills of a currency that are out with a person for a day or
// before it, and still open, the oldest round first.
func GivenOut(v *book.View, person uint16, cur money.Currency, day, asOf civil.Date) ([]Given, error) {
	var all []Given
	err := round.All(v, func(t *round.Trip) (bool, error) {
		if t.Collector != person || t.Day > day || t.At(asOf) != round.Out {
			return true, nil
		}
		a, err := account.Get(v, t.Account)
		if err != nil || a.Money() != cur {
			return err == nil, err
		}
		b, err := bill.Get(v, t.Account, t.Bill)
		if err != nil {
			return false, err
		}
		open, err := dispute.OpenOf(v, &b, 0)
		if open > 0 {
			all = append(all, Given{Account: t.Account, Bill: t.Bill, Customer: t.Customer, Number: b.Number,
				Day: t.Day, Open: open})
		}
		return true, err
	})
	slices.SortStableFunc(all, func(a, b Given) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Customer, b.Customer), cmp.Compare(a.Bill, b.Bill))
	})
	return all, err
}

// HandOver notes the cash a person hands over, counted.
type HandOver struct {
	Person   string      `json:"person" help:"who hands the cash over"`
	Till     string      `json:"till,omitempty" help:"the branch whose till takes it; the main one when left out"`
	Day      string      `json:"day,omitempty" help:"today when left out"`
	Currency string      `json:"currency,omitempty" help:"the company's when left out"`
	Piles    []PileInput `json:"piles,omitempty" help:"how many of each note and coin"`
	Amount   string      `json:"amount,omitempty" help:"what was counted as one amount"`
	Note     string      `json:"note,omitempty" help:"a remark"`
	More     bool        `json:"more,omitempty" help:"another hand-over of the same person and day"`
}

// Kind is "cash.hand_over".
func (HandOver) Kind() string { return "cash.hand_over" }

// Decide counts the cash and freezes what was expected of the bills given out.
func (c HandOver) Decide(in *book.In) ([]book.Fact, error) {
	n := directory.NewNamer(in)
	b := Batch{ID: in.NewID(rowNames[batchRow]), Made: in.Today, By: in.Who, Note: strings.TrimSpace(c.Note)}
	var err error
	if b.Person, err = person(n, c.Person); err != nil {
		return nil, err
	}
	cur, err := currency(in.View, c.Currency)
	if err != nil {
		return nil, err
	}
	b.Currency, b.Digits = cur.Code, cur.Digits
	if b.Till, err = till(in.View, n, c.Till); err != nil {
		return nil, err
	}
	if b.Day, err = pastDay(in, c.Day); err != nil {
		return nil, err
	}
	if err := openDay(in.View, b.Till, cur, b.Day, "day"); err != nil {
		return nil, err
	}
	if err := text.Check(b.Note, 300); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	tally, err := TallyOf(cur, c.Piles, c.Amount)
	if err != nil {
		return nil, err
	}
	if tally.Total == 0 {
		return nil, book.RefuseField("amount", "count the cash: there is nothing handed over yet")
	}
	b.Counts = []Counting{{Tally: tally, On: b.Day, By: in.Who}}
	if !c.More {
		if err := c.once(in, &b); err != nil {
			return nil, err
		}
	}
	given, err := GivenOut(in.View, b.Person, cur, b.Day, in.Today)
	for _, g := range given {
		b.Bills, b.Expected = b.Bills+1, b.Expected+g.Open
	}
	return append(n.Facts(), &HandedOver{b}), err
}

// once refuses a second batch of the person, day and currency, unless it is meant.
func (c HandOver) once(in *book.In, b *Batch) error {
	return Batches(in.View, func(o *Batch) (bool, error) {
		if o.Person == b.Person && o.Day == b.Day && o.Currency == b.Currency && o.At(max(in.Today, o.Day)) {
			return false, book.RefuseField("person", "%s handed %s %s over on %s already (batch %d): say so if this "+
				"is more", strings.TrimSpace(c.Person), text.FormatAmount(o.Counted(in.Today).Tally.Total, o.Digits),
				o.Currency, o.Day, o.ID)
		}
		return true, nil
	})
}

func person(n *directory.Namer, name string) (uint16, error) {
	id, err := n.ID(directory.Person, strings.TrimSpace(name))
	if err == nil && id == 0 {
		return 0, book.RefuseField("person", "say who it is")
	}
	if err != nil {
		return 0, book.RefuseField("person", "%v", err)
	}
	return id, nil
}

func currency(v *book.View, code string) (money.Currency, error) {
	set, err := company.Get(v)
	if err != nil {
		return money.Currency{}, err
	}
	return set.Of(strings.ToUpper(strings.TrimSpace(code)))
}

// MainTill is what the till of no branch is called.
const MainTill = "main"

// till is a branch's number; no name is the only branch there is, else the main till.
func till(v *book.View, n *directory.Namer, name string) (uint16, error) {
	name = strings.TrimSpace(name)
	if text.Fold(name) == MainTill {
		return 0, nil
	}
	if name == "" {
		all, err := directory.Names(v, directory.Branch)
		if err != nil || len(all) != 1 {
			return 0, err
		}
		for id := range all {
			return id, nil
		}
	}
	id, err := n.ID(directory.Branch, name)
	if err != nil {
		return 0, book.RefuseField("till", "%v", err)
	}
	return id, nil
}

func pastDay(in *book.In, s string) (civil.Date, error) {
	d, err := bill.Day("day", s, in.Today, in.Today)
	if err == nil && d > in.Today {
		err = book.RefuseField("day", "%s lies ahead: cash is noted when it is there", d)
	}
	return d, err
}

// Recount counts a batch's cash anew.
type Recount struct {
	Batch  uint32      `json:"batch" help:"the batch's number"`
	Piles  []PileInput `json:"piles,omitempty" help:"how many of each note and coin"`
	Amount string      `json:"amount,omitempty" help:"what was counted as one amount"`
	Reason string      `json:"reason" help:"why it is counted again"`
}

// Kind is "cash.recount".
func (Recount) Kind() string { return "cash.recount" }

// Decide refuses a batch whose receipts are made.
func (c Recount) Decide(in *book.In) ([]book.Fact, error) {
	b, err := unposted(in, c.Batch)
	if err != nil {
		return nil, err
	}
	reason := strings.TrimSpace(c.Reason)
	if err := text.Check(reason, 300); err != nil || reason == "" {
		return nil, book.RefuseField("reason", "say why batch %d is counted again, in at most 300 letters", b.ID)
	}
	on := max(in.Today, b.Day)
	if err := openDay(in.View, b.Till, b.Money(), on, "batch"); err != nil {
		return nil, err
	}
	tally, err := TallyOf(b.Money(), c.Piles, c.Amount)
	return []book.Fact{&Recounted{Batch: b.ID, Count: Counting{Tally: tally, On: on, By: in.Who,
		Reason: reason}}}, err
}

func unposted(in *book.In, id uint32) (Batch, error) {
	b, err := GetBatch(in.View, id)
	if err != nil {
		return b, err
	}
	if p := b.Posted(max(in.Today, b.Day)); p != nil {
		return b, book.RefuseField("batch", "the receipts of batch %d are made: take entry %d back first", b.ID, p.Seq)
	}
	if b.Voided != 0 {
		return b, book.RefuseField("batch", "batch %d was taken back", b.ID)
	}
	return b, nil
}

// PayInput is what one customer paid, as the person tells it.
type PayInput struct {
	Customer  string               `json:"customer,omitempty" help:"the customer's code; the bills' when left out"`
	Amount    string               `json:"amount,omitempty" help:"how much; what is open of the bills when left out"`
	Bills     []receipt.PartChoice `json:"bills,omitempty" help:"the bills paid; the oldest due when left out"`
	Number    string               `json:"number,omitempty" help:"the receipt's number, as on the leaf given"`
	Reference string               `json:"reference,omitempty" help:"a remark"`
}

// Post makes the receipts of a batch, a cash receipt a customer.
type Post struct {
	Batch       uint32            `json:"batch" help:"the batch's number"`
	Receipts    []PayInput        `json:"receipts" help:"who paid how much"`
	Differences []DifferenceInput `json:"differences,omitempty" help:"why the cash differs from the receipts"`
}

// Kind is "cash.post".
func (Post) Kind() string { return "cash.post" }

// Decide makes each receipt as receipt.record would, and refuses a difference that
// is not explained to the last unit.
func (c Post) Decide(in *book.In) ([]book.Fact, error) {
	b, err := unposted(in, c.Batch)
	if err != nil {
		return nil, err
	}
	if len(c.Receipts) > 2000 {
		return nil, book.RefuseField("receipts", "a batch makes at most 2,000 receipts")
	}
	var facts []book.Fact
	p := Posting{On: max(in.Today, b.Day), By: in.Who}
	seen, numbers := map[uint32]bool{}, map[string]bool{}
	for _, line := range c.Receipts {
		more, err := line.decide(in, &b)
		if err != nil {
			return nil, err
		}
		for _, f := range more {
			if r, ok := f.(*receipt.Recorded); ok {
				x := &r.Receipt
				if seen[x.Account] || numbers[x.Number] {
					return nil, book.RefuseField("receipts", "%s stands there twice: one receipt a customer, each "+
						"with its own number", strings.TrimSpace(cmp.Or(line.Customer, line.Number, x.Number)))
				}
				seen[x.Account], numbers[x.Number] = true, true
				p.Paid = append(p.Paid, Paid{Account: x.Account, Receipt: x.ID, Amount: x.Amount})
				if p.Sum, err = money.Add(p.Sum, x.Amount); err != nil {
					return nil, err
				}
			}
		}
		facts = append(facts, more...)
	}
	counted := b.Counted(p.On).Tally.Total
	if p.Differences, err = explain(counted-p.Sum, b.Money(), c.Differences); err != nil {
		return nil, err
	}
	return append(facts, &Posted{Batch: b.ID, Posting: p}), nil
}

// decide is one customer's receipt and its application.
func (x PayInput) decide(in *book.In, b *Batch) ([]book.Fact, error) {
	var sum money.Minor
	for _, choice := range x.Bills {
		bl, err := bill.Must(in.View, strings.TrimSpace(choice.Bill))
		if err != nil {
			return nil, err
		}
		a, err := account.Get(in.View, bl.Account)
		if err != nil {
			return nil, err
		}
		if a.Money() != b.Money() {
			return nil, book.RefuseField("bill", "bill %s is in %s, and the cash of batch %d is %s", bl.Number,
				a.Currency, b.ID, b.Currency)
		}
		if x.Customer == "" {
			if x.Customer, err = codeOf(in.View, a.Customer); err != nil {
				return nil, err
			}
		}
		take, err := dispute.OpenOf(in.View, &bl, choice.Part)
		if choice.Amount != "" {
			take, err = text.ParseAmount(choice.Amount, b.Digits)
		}
		if err != nil {
			return nil, book.RefuseField("receipts", "bill %s: %v", bl.Number, err)
		}
		sum += take
	}
	if x.Amount == "" {
		x.Amount = b.Money().Plain(sum)
	}
	r := receipt.Record{Customer: strings.TrimSpace(x.Customer), Type: receipt.Cash.String(), Date: b.Day.String(),
		Amount: x.Amount, Currency: b.Currency, Number: x.Number, Reference: x.Reference}
	if len(x.Bills) > 0 {
		parts, err := spread(in.View, x.Bills)
		if err != nil {
			return nil, err
		}
		r.Mode, r.Parts = "marked", parts
	}
	return r.Decide(in)
}
