package proposal

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"

	"duebook/internal/ar/office"
	"duebook/internal/ar/settle"
	"duebook/internal/book"
	"duebook/internal/text"
)

// Named is a command that names who approved it: in a proposal that is who approves the
// proposal, and who proposed it is who entered it.
type Named interface {
	book.Command
	NameApprover(who string)
}

// mostFields is how long the fields of a proposed command may be, in bytes.
const mostFields = 16 << 10

// Make proposes a command.
type Make struct {
	Command string          `json:"command" help:"the kind of what is proposed, such as credit.set_limit"`
	Fields  json.RawMessage `json:"fields" help:"its fields, as for the command itself"`
	Reason  string          `json:"reason,omitempty" help:"why"`
}

// Kind is "proposal.make".
func (Make) Kind() string { return "proposal.make" }

// Choices are the commands that are proposed.
func (Make) Choices() map[string][]string { return map[string][]string{"command": office.Proposed()} }

// Decide refuses what would be refused today, what nobody else can approve, and a second
// proposal of the same. The fields are kept as the command reads them, so that what is shown
// is what is done.
func (c Make) Decide(in *book.In) ([]book.Fact, error) {
	if !office.Proposable(c.Command) {
		return nil, book.RefuseField("command", "%q is nothing that is proposed to a supervisor", c.Command)
	}
	p := Proposal{Command: c.Command, Reason: strings.TrimSpace(c.Reason), By: in.Who, On: in.Today,
		At: in.Now.UnixNano()}
	if err := text.Check(p.Reason, 500); err != nil {
		return nil, book.RefuseField("reason", "%v", err)
	}
	if err := p.keep(in, c.Fields); err != nil {
		return nil, err
	}
	other, err := office.Another(in.View, in.Who)
	if err != nil {
		return nil, err
	}
	facts, mark, err := p.decide(in, other)
	if err != nil {
		return nil, err
	}
	if len(facts) == 0 {
		return nil, book.Refuse(book.Conflict, "this would change nothing")
	}
	p.Essence = mark
	if p.Was, err = changes(in, facts); err != nil {
		return nil, err
	}
	if p.Customer, err = whom(in.View, facts); err != nil {
		return nil, err
	}
	err = All(in.View, func(old *Proposal) (bool, error) {
		if old.Waits(in.Today) && old.Command == p.Command && bytes.Equal(old.Fields, p.Fields) {
			return false, book.Refuse(book.Conflict, "the same was proposed by %s on %s and waits for a supervisor "+
				"(proposal %d)", old.By, old.On, old.ID)
		}
		return true, nil
	})
	p.ID = in.NewID("proposal")
	return []book.Fact{&Made{p}}, err
}

// keep reads the fields and keeps what was read.
func (p *Proposal) keep(in *book.In, fields []byte) error {
	if len(fields) > mostFields {
		return book.RefuseField("fields", "the fields of a proposal are a JSON object of at most 16 KB")
	}
	c, err := in.Command(p.Command, fields)
	if err != nil {
		return book.RefuseField("fields", "%v", err)
	}
	if s, ok := c.(*settle.Settle); ok && s.Record != nil {
		return book.RefuseField("fields", "money that came in is recorded, not proposed: record it, and propose where "+
			"it goes")
	}
	if p.Fields, err = json.Marshal(c); err != nil {
		return err
	}
	var all any
	if err := json.Unmarshal(p.Fields, &all); err != nil {
		return err
	}
	if err := checkTexts(all); err != nil {
		return book.RefuseField("fields", "%v", err)
	}
	return nil
}

// checkTexts refuses a text in fields that no text of the book may be, whether or not the
// command looks at it.
func checkTexts(v any) (err error) {
	switch v := v.(type) {
	case string:
		return text.Check(v, 4000)
	case []any:
		for _, x := range v {
			err = cmp.Or(err, checkTexts(x))
		}
	case map[string]any:
		for _, x := range v {
			err = cmp.Or(err, checkTexts(x))
		}
	}
	return err
}

// decide decides what is proposed as if a user approved it now, and says by what it is known
// again.
func (p *Proposal) decide(in *book.In, approver string) (facts []book.Fact, mark []byte, err error) {
	c, err := in.Command(p.Command, p.Fields)
	if err != nil {
		return nil, nil, err
	}
	as, names, err := standIn(in, c, p.By, approver)
	if err != nil {
		return nil, nil, err
	}
	if facts, err = c.Decide(as); err != nil {
		return nil, nil, err
	}
	return facts, essence(as, facts, names, p.On, in.Today), nil
}

// standIn is how a command is decided that one user proposes and another approves: by the
// one who approves, or, where the command names that one, by who proposed it.
func standIn(in *book.In, c book.Command, by, approver string) (as *book.In, names []string, err error) {
	if approver == "" {
		return nil, nil, book.Refuse(book.Conflict, "there is no other supervisor who could approve this: an admin "+
			"sets one up")
	}
	p, known, err := office.Get(in.View, approver)
	if err != nil {
		return nil, nil, err
	}
	names = []string{approver}
	if known {
		names = append(names, p.Called())
	}
	copied := *in
	copied.Who = approver
	if n, ok := c.(Named); ok {
		n.NameApprover(approver)
		copied.Who = by
	}
	return &copied, names, nil
}

// Foresee decides a command that one user proposes as if another approved it now.
func Foresee(in *book.In, c book.Command, by, approver string) ([]book.Fact, error) {
	as, _, err := standIn(in, c, by, approver)
	if err != nil {
		return nil, err
	}
	return c.Decide(as)
}

// Approve carries a proposal out.
type Approve struct {
	ID   uint32 `json:"id" help:"the proposal's number"`
	Note string `json:"note,omitempty" help:"a remark"`
}

// Kind is "proposal.approve".
func (Approve) Kind() string { return "proposal.approve" }

// Decide refuses one's own proposal and a command that who approves may not give. What is
// proposed is decided anew: when the book no longer allows it, or it would do something else
// than on the day it was proposed, it is refused.
func (c Approve) Decide(in *book.In) ([]book.Fact, error) {
	p, x, err := decide(in, c.ID, c.Note, Approved)
	if err != nil {
		return nil, err
	}
	if x.Self, err = office.Apart(in, p.By, "change"); err != nil {
		return nil, err
	}
	if office.Working(in.View) > 0 {
		held, err := office.Of(in.View, in.Who)
		if err != nil {
			return nil, err
		}
		if why := office.Why(held, p.Command); why != "" {
			return nil, book.Refuse(book.Forbidden, "proposal %d: %s", p.ID, why)
		}
	}
	facts, mark, err := p.decide(in, in.Who)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(mark, p.Essence) {
		return nil, book.Refuse(book.Conflict, "proposal %d would no longer do what was proposed on %s, since what "+
			"it is "+
			"about has changed: refuse it, and have it proposed anew", p.ID, p.On)
	}
	return append(facts, &Decided{ID: p.ID, Customer: p.Customer, Decision: x}), nil
}

// Refuse refuses a proposal.
type Refuse struct {
	ID     uint32 `json:"id" help:"the proposal's number"`
	Reason string `json:"reason" help:"why not, for who proposed it"`
}

// Kind is "proposal.refuse".
func (Refuse) Kind() string { return "proposal.refuse" }

// Decide asks for a reason.
func (c Refuse) Decide(in *book.In) ([]book.Fact, error) {
	p, x, err := decide(in, c.ID, c.Reason, Refused)
	if err != nil {
		return nil, err
	}
	if x.Text == "" {
		return nil, book.RefuseField("reason", "say to %s why not", p.By)
	}
	x.Self = p.By == in.Who
	return []book.Fact{&Decided{ID: p.ID, Customer: p.Customer, Decision: x}}, nil
}

// Withdraw takes a proposal of one's own back.
type Withdraw struct {
	ID uint32 `json:"id" help:"the proposal's number"`
}

// Kind is "proposal.withdraw".
func (Withdraw) Kind() string { return "proposal.withdraw" }

// Decide refuses it to anybody but who proposed it.
func (c Withdraw) Decide(in *book.In) ([]book.Fact, error) {
	p, x, err := decide(in, c.ID, "", Withdrawn)
	if err != nil {
		return nil, err
	}
	if p.By != in.Who {
		return nil, book.Refuse(book.Forbidden, "proposal %d is %s's: they withdraw it, a supervisor refuses it", p.ID,
			p.By)
	}
	return []book.Fact{&Decided{ID: p.ID, Customer: p.Customer, Decision: x}}, nil
}

func decide(in *book.In, id uint32, said string, v Verdict) (Proposal, Decision, error) {
	x := Decision{Verdict: v, By: in.Who, On: in.Today, At: in.Now.UnixNano(), Text: strings.TrimSpace(said)}
	p, err := Get(in.View, id)
	if err != nil {
		return p, x, err
	}
	if d, decided := p.Decided(in.Today); decided {
		return p, x, book.Refuse(book.Conflict, "proposal %d was %s by %s on %s", p.ID, d.Verdict, d.By, d.On)
	}
	if !p.Live(in.Today) {
		return p, x, book.Refuse(book.Conflict, "proposal %d was taken back on %s", p.ID, p.Voided)
	}
	field := "note"
	if v == Refused {
		field = "reason"
	}
	if err := text.Check(x.Text, 500); err != nil {
		return p, x, book.RefuseField(field, "%v", err)
	}
	return p, x, nil
}
