package request

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/text"
)

// days is how many open days a request has when nobody says otherwise.
const days = 2

// Log records what a customer asks for.
type Log struct {
	Customer string `json:"customer" help:"the customer's code"`
	Type     string `json:"type" help:"what is asked for"`
	Text     string `json:"text" help:"in the customer's words"`
	Bill     string `json:"bill,omitempty" help:"the number of the bill it is about"`
	Channel  string `json:"channel,omitempty" help:"how it came; call in when left out"`
	Person   string `json:"person,omitempty" help:"who asked"`
	To       string `json:"to,omitempty" help:"a user, or a department such as sales, delivery or accounts; yours"`
	Due      string `json:"due,omitempty" help:"by when; in 2 open days when left out"`
}

// Kind is "request.log".
func (Log) Kind() string { return "request.log" }

// Choices gives the words of the fields that take one of a few.
func (Log) Choices() map[string][]string {
	return map[string][]string{"type": Kinds(), "channel": contact.Channels()}
}

// Decide puts the day on an open one.
func (c Log) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	r := Request{Customer: cu.ID, Text: strings.TrimSpace(c.Text), Person: strings.TrimSpace(c.Person),
		Kind: Kind(max(0, slices.Index(kindNames, c.Type)))}
	if r.Channel, err = contact.ParseChannel(cmp.Or(c.Channel, contact.CallIn.String())); err != nil {
		return nil, book.RefuseField("channel", "%v", err)
	}
	switch {
	case r.Kind == 0:
		return nil, book.RefuseField("type", "%q is not a kind of request (%s)", c.Type, strings.Join(Kinds(), ", "))
	case r.Text == "":
		return nil, book.RefuseField("text", "say what %s asks for", cu.Name)
	}
	for _, x := range []struct {
		field, s string
		limit    int
	}{{"text", r.Text, 1000}, {"person", r.Person, 120}} {
		if err := text.Check(x.s, x.limit); err != nil {
			return nil, book.RefuseField(x.field, "%v", err)
		}
	}
	if number := strings.TrimSpace(c.Bill); number != "" {
		b, err := bill.Must(in.View, number)
		if err != nil {
			return nil, err
		}
		if a, err := account.Get(in.View, b.Account); err != nil || a.Customer != cu.ID {
			return nil, cmp.Or(err, book.RefuseField("bill", "bill %s belongs to another customer", b.Number))
		}
		r.Account, r.Bill = b.Account, b.ID
	}
	s, err := step(in, Step{To: in.Who}, c.To, c.Due, "")
	if err != nil {
		return nil, err
	}
	r.ID, r.Steps = in.NewID("request"), []Step{s}
	return []book.Fact{&Logged{r}}, nil
}

// step is the next step after was.
func step(in *book.In, was Step, to, due, note string) (Step, error) {
	s := Step{On: in.Today, At: in.Now.UnixNano(), By: in.Who, To: cmp.Or(strings.TrimSpace(to), was.To), Due: was.Due,
		Asked: was.Asked, Note: strings.TrimSpace(note)}
	for _, x := range []struct {
		field, s string
		limit    int
	}{{"to", s.To, 80}, {"note", s.Note, 1000}} {
		if err := text.Check(x.s, x.limit); err != nil {
			return s, book.RefuseField(x.field, "%v", err)
		}
	}
	set, err := company.Get(in.View)
	if err != nil {
		return s, err
	}
	cal := set.Calendar()
	if strings.TrimSpace(due) == "" {
		if was.Due == 0 {
			s.Due = cal.AddOpen(cal.Next(in.Today), days)
		}
		return s, nil
	}
	if s.Due, err = bill.Day("due", due, 0, in.Today); err != nil {
		return s, err
	}
	if s.Due == was.Due {
		return s, nil // a late one may be routed without being moved
	}
	if s.Due < in.Today {
		return s, book.RefuseField("due", "%s is past: a request is due today or later", s.Due)
	}
	s.Asked = 0
	if open := cal.Next(s.Due); open != s.Due {
		s.Asked, s.Due = s.Due, open
	}
	return s, nil
}

func open(in *book.In, id uint32) (Request, Step, error) {
	r, err := Get(in.View, id)
	if err != nil {
		return r, Step{}, err
	}
	at, ok := r.At(in.Today)
	if !ok || at.Closed {
		err = book.RefuseField("id", "request %d is not open any more", id)
	}
	return r, at, err
}

// Update routes a request to somebody else, puts it to another day, or notes an answer;
// what is left out stays as it is.
type Update struct {
	ID   uint32 `json:"id" help:"the request's number"`
	To   string `json:"to,omitempty" help:"a user, or a department such as sales, delivery or accounts"`
	Due  string `json:"due,omitempty" help:"the new day; a closed day moves it to the next open one"`
	Note string `json:"note,omitempty" help:"what was answered"`
}

// Kind is "request.update".
func (Update) Kind() string { return "request.update" }

// Decide posts nothing when nothing is different.
func (c Update) Decide(in *book.In) ([]book.Fact, error) {
	r, was, err := open(in, c.ID)
	if err != nil {
		return nil, err
	}
	s, err := step(in, was, c.To, c.Due, c.Note)
	if err != nil || s.To == was.To && s.Due == was.Due && s.Note == "" {
		return nil, err
	}
	return []book.Fact{&Stepped{ID: r.ID, Customer: r.Customer, Step: s}}, nil
}

// Close says what came of a request.
type Close struct {
	ID      uint32 `json:"id" help:"the request's number"`
	Outcome string `json:"outcome" help:"what came of it"`
}

// Kind is "request.close".
func (Close) Kind() string { return "request.close" }

// Decide wants an outcome.
func (c Close) Decide(in *book.In) ([]book.Fact, error) {
	r, was, err := open(in, c.ID)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Outcome) == "" {
		return nil, book.RefuseField("outcome", "say what came of the request")
	}
	s, err := step(in, was, "", "", c.Outcome)
	if f, ok := err.(*book.Error); ok && f.Field == "note" {
		err = book.RefuseField("outcome", "%s", f.Text)
	}
	s.Closed = true
	return []book.Fact{&Stepped{ID: r.ID, Customer: r.Customer, Step: s}}, err
}
