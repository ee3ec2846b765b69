package portfolio

import (
	"cmp"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// HandOver gives all customers of a collector to another from a day on, with the
// follow-ups that are planned from that day.
type HandOver struct {
	From   string `json:"from" help:"whose customers they are"`
	To     string `json:"to" help:"whose they become"`
	Date   string `json:"date,omitempty" help:"from which day on; today when left out"`
	Reason string `json:"reason" help:"why"`
}

// Kind is "portfolio.hand_over".
func (HandOver) Kind() string { return "portfolio.hand_over" }

// Decide moves every customer who is theirs on the day; who has none is refused.
func (c HandOver) Decide(in *book.In) ([]book.Fact, error) {
	h, names, err := c.check(in)
	if err != nil {
		return nil, err
	}
	facts := names
	mine := map[uint32]bool{}
	var ids []uint32
	customer.Profiles(in.View, h.Date, func(id uint32, s customer.Step) bool {
		if s.Collector == h.From.Collector {
			mine[id] = true
			ids = append(ids, id)
		}
		return true
	})
	if len(ids) == 0 {
		return nil, book.RefuseField("from", "%s has no customer on %s", h.From.Name, h.Date)
	}
	for _, id := range ids {
		p, err := customer.ProfileOf(in.View, id)
		if err != nil {
			return nil, err
		}
		step := p.At(h.Date)
		step.From, step.Collector = h.Date, h.To.Collector
		facts = append(facts, &customer.Assigned{ID: id, Step: step, Before: p.Steps,
			Changes: []customer.Change{{Field: "collector", Old: h.From.Name, New: h.To.Name}}})
	}
	moved, err := followUps(in, &h, mine)
	if err != nil {
		return nil, err
	}
	h.Customers, h.FollowUps = len(ids), len(moved)
	return append(append(facts, moved...), &HandedOver{h}), nil
}

func (c HandOver) check(in *book.In) (h Handed, names []book.Fact, err error) {
	h = Handed{Reason: strings.TrimSpace(c.Reason), On: in.Today, By: in.Who}
	if h.From, err = must(in.View, "from", c.From); err != nil {
		return h, nil, err
	}
	if h.To, err = must(in.View, "to", c.To); err != nil {
		return h, nil, err
	}
	if h.Date, err = bill.Day("date", c.Date, in.Today, in.Today); err != nil {
		return h, nil, err
	}
	if err := text.Check(h.Reason, 300); err != nil {
		return h, nil, book.RefuseField("reason", "%v", err)
	}
	switch {
	case h.From.Collector == 0:
		return h, nil, book.RefuseField("from", "%s has no customer", h.From.Name)
	case h.Reason == "":
		return h, nil, book.RefuseField("reason", "say why the customers are handed over")
	case h.Date < in.Today:
		return h, nil, book.RefuseField("date", "%s is over: days that are past keep whose customers they were", h.Date)
	}
	if h.To.Collector == 0 { // set up, but no customer's collector so far
		n := directory.NewNamer(in)
		p, _, err := office.Get(in.View, h.To.User)
		if err != nil {
			return h, nil, err
		}
		if h.To.Collector, err = n.ID(directory.Person, cmp.Or(p.Now().Collector, h.To.User)); err != nil {
			return h, nil, err
		}
		names = n.Facts()
	}
	if h.From.Collector == h.To.Collector {
		return h, nil, book.RefuseField("to", "the customers are those of %s already", h.To.Name)
	}
	return h, names, nil
}

// followUps gives the new owner what the old one planned with the customers.
func followUps(in *book.In, h *Handed, mine map[uint32]bool) (facts []book.Fact, err error) {
	var ids []uint32
	err = followup.Opens(in.View, in.Today, 0, func(b followup.Brief) bool {
		if mine[b.Customer] && (h.Date == in.Today || b.Date >= h.Date) {
			ids = append(ids, b.ID)
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		f, err := followup.Get(in.View, id)
		if err != nil {
			return nil, err
		}
		if f.Owner == h.From.User || text.Fold(f.Owner) == text.Fold(h.From.Name) {
			facts = append(facts, &followup.Reworded{ID: f.ID, Customer: f.Customer, Task: f.Task, Reason: f.Reason,
				Owner:  h.To.User,
				Before: followup.Wording{On: in.Today, Task: f.Task, Reason: f.Reason, Owner: f.Owner}})
		}
	}
	return facts, nil
}

// Handed is one hand-over.
type Handed struct {
	From      Who        `cbor:"1,keyasint"`
	To        Who        `cbor:"2,keyasint"`
	Date      civil.Date `cbor:"3,keyasint"`
	Reason    string     `cbor:"4,keyasint"`
	Customers int        `cbor:"5,keyasint"`
	FollowUps int        `cbor:"6,keyasint,omitempty"`
	On        civil.Date `cbor:"7,keyasint"`
	By        string     `cbor:"8,keyasint"`
}

// HandedOver says that a portfolio was handed over and why; the facts beside it move the
// customers and the follow-ups.
type HandedOver struct {
	Handed Handed `cbor:"1,keyasint"`
}

// Kind is "portfolio.handed_over/1".
func (HandedOver) Kind() string { return "portfolio.handed_over/1" }

// Refs names nothing: the facts beside it name the customers.
func (HandedOver) Refs() []book.Ref { return nil }

// Apply changes no table: the entry is the record.
func (HandedOver) Apply(*book.Tx) error { return nil }

// Undo has nothing to take back: the facts beside it give the customers back.
func (HandedOver) Undo(*book.In) ([]book.Fact, error) { return nil, nil }

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{covers}, Facts: []book.Fact{Given{}, Ended{}, HandedOver{}},
		Commands: []book.Command{Give{}, EndCover{}, HandOver{}}}
}
