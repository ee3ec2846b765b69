package proof

import (
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/text"
)

// most is how many copies one command takes.
const most = 5000

// found is a bill of a command, with where its copy is.
type found struct {
	bill     bill.Bill
	customer uint32
	place    Place
}

func find(in *book.In, numbers []string) ([]found, error) {
	if len(numbers) == 0 || len(numbers) > most {
		return nil, book.RefuseField("bills", "name 1 to 5,000 bills")
	}
	var all []found
	for _, number := range numbers {
		b, err := bill.Must(in.View, strings.TrimSpace(number))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(f found) bool { return f.bill.ID == b.ID && f.bill.Account == b.Account }) {
			return nil, book.RefuseField("bills", "bill %s is named twice", b.Number)
		}
		a, err := account.Get(in.View, b.Account)
		if err != nil {
			return nil, err
		}
		p, err := Of(in.View, b.Account, b.ID, in.Today)
		if err != nil {
			return nil, err
		}
		all = append(all, found{b, a.Customer, p})
	}
	return all, nil
}

func noted(in *book.In, all []found, e Event) (*Noted, error) {
	e.Note = strings.TrimSpace(e.Note)
	if err := text.Check(e.Note, 300); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	e.ID, e.By = in.NewID("copy event"), in.Who
	f := &Noted{Event: e}
	for _, x := range all {
		f.Papers = append(f.Papers, Paper{Account: x.bill.Account, Bill: x.bill.ID, Customer: x.customer})
	}
	return f, nil
}

// Give notes that copies went out with a person, to be signed.
type Give struct {
	Holder string   `json:"holder" help:"who takes them along"`
	Bills  []string `json:"bills" help:"the bills' numbers"`
	Day    string   `json:"day,omitempty" help:"when they went; today when left out"`
	Note   string   `json:"note,omitempty" help:"a remark"`
}

// Kind is "proof.give".
func (Give) Kind() string { return "proof.give" }

// Decide refuses a copy that is out already.
func (c Give) Decide(in *book.In) ([]book.Fact, error) {
	n := directory.NewNamer(in)
	who, err := n.ID(directory.Person, strings.TrimSpace(c.Holder))
	if err != nil || who == 0 {
		return nil, book.RefuseField("holder", "say who takes the copies along")
	}
	on, err := bill.Day("day", c.Day, in.Today, in.Today)
	if err != nil {
		return nil, err
	}
	if on > in.Today {
		return nil, book.RefuseField("day", "%s lies ahead: note the copies when they go", on)
	}
	all, err := find(in, c.Bills)
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		if x.place.State == Out {
			return nil, book.RefuseField("bills", "the copy of %s is out since %s: take it back first", x.bill.Number,
				x.place.OutOn)
		}
		if on < x.place.Since {
			return nil, book.RefuseField("day", "the copy of %s was noted %s on %s: it cannot have gone before",
				x.bill.Number, x.place.State, x.place.Since)
		}
	}
	f, err := noted(in, all, Event{State: Out, On: on, Holder: who, Note: c.Note})
	return append(n.Facts(), f), err
}

// TakeBack notes that copies came back signed. One that nobody gave out is taken in
// all the same.
type TakeBack struct {
	Bills []string `json:"bills" help:"the bills' numbers"`
	Note  string   `json:"note,omitempty" help:"a remark"`
}

// Kind is "proof.back".
func (TakeBack) Kind() string { return "proof.back" }

// Decide refuses a copy that is back already.
func (c TakeBack) Decide(in *book.In) ([]book.Fact, error) {
	return end(in, c.Bills, Event{State: Signed, Note: c.Note})
}

// Miss notes that copies are missing: not back, and not with whom they went out.
type Miss struct {
	Bills []string `json:"bills" help:"the bills' numbers"`
	Note  string   `json:"note,omitempty" help:"what is known"`
}

// Kind is "proof.missing".
func (Miss) Kind() string { return "proof.missing" }

// Decide refuses a copy that is back or missing already.
func (c Miss) Decide(in *book.In) ([]book.Fact, error) {
	return end(in, c.Bills, Event{State: Missing, Note: c.Note})
}

// Differ notes that a copy came back, but not as it should.
type Differ struct {
	Bill    string `json:"bill" help:"the bill's number"`
	Fault   string `json:"fault" help:"what is wrong with the copy"`
	Note    string `json:"note,omitempty" help:"what differs, as written on the copy"`
	Dispute bool   `json:"dispute,omitempty" help:"open a dispute for it"`
	Amount  string `json:"amount,omitempty" help:"how much is disputed; all that is open when left out"`
}

// Kind is "proof.discrepancy".
func (Differ) Kind() string { return "proof.discrepancy" }

// Choices gives the words of the fields that take one of a few.
func (Differ) Choices() map[string][]string { return map[string][]string{"fault": Faults()} }

// Decide opens the dispute with it, where that is asked.
func (c Differ) Decide(in *book.In) ([]book.Fact, error) {
	fault := Fault(max(0, slices.Index(faultNames, c.Fault)))
	if fault == 0 {
		return nil, book.RefuseField("fault", "%q is nothing a copy has wrong (%s)", c.Fault,
			strings.Join(Faults(), ", "))
	}
	facts, err := end(in, []string{c.Bill}, Event{State: Discrepancy, Fault: fault, Note: c.Note})
	if err != nil || !c.Dispute {
		return facts, err
	}
	reason := "delivery copy: " + fault.String()
	if note := strings.TrimSpace(c.Note); note != "" {
		reason += ", " + note
	}
	more, err := dispute.Open{Bill: c.Bill, Amount: c.Amount, Reason: reason}.Decide(in)
	return append(facts, more...), err
}

// end notes how copies came back; one that went along on a round comes back from it.
func end(in *book.In, numbers []string, e Event) ([]book.Fact, error) {
	all, err := find(in, numbers)
	if err != nil {
		return nil, err
	}
	e.On = in.Today
	for _, x := range all {
		if x.place.State == e.State && x.place.Fault == e.Fault || x.place.State == Signed && e.State == Missing {
			return nil, book.RefuseField("bills", "the copy of %s is noted %s since %s already", x.bill.Number,
				x.place.State, x.place.Since)
		}
		e.On = max(e.On, x.place.Since)
	}
	f, err := noted(in, all, e)
	if err != nil {
		return nil, err
	}
	facts := []book.Fact{f}
	for _, x := range all {
		if x.place.Round == 0 || x.place.State != Out {
			continue
		}
		facts = append(facts, &round.Returned{Account: x.bill.Account, Bill: x.bill.ID, Round: x.place.Round,
			Customer: x.customer, Return: round.Return{State: round.State(e.State), On: e.On, By: in.Who,
				Note: said(f.Event)}})
	}
	return facts, nil
}

// said is an event's fault and note in words.
func said(e Event) string {
	switch {
	case e.Fault == 0:
		return e.Note
	case e.Note == "":
		return e.Fault.String()
	}
	return e.Fault.String() + ": " + e.Note
}
