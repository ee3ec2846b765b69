package contact

import (
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/text"
)

// Pledge is the promise a contact brought.
type Pledge struct {
	Amount    string             `json:"amount,omitempty" help:"how much; all open of the bills when empty"`
	Date      string             `json:"date,omitempty" help:"the promised day"`
	Currency  string             `json:"currency,omitempty" help:"the company's when left out"`
	Tolerance *int               `json:"tolerance,omitempty" help:"days after the promised one that still keep it"`
	Bills     []string           `json:"bills,omitempty" help:"the whole account when none"`
	Method    string             `json:"method,omitempty" help:"how it will be paid"`
	Plan      []promise.PlanPart `json:"plan,omitempty" help:"several payments instead of amount and date"`
}

// Log records one contact and all it brought, in one entry.
type Log struct {
	Customer   string        `json:"customer" help:"the customer's code"`
	Channel    string        `json:"channel,omitempty" help:"how; call out when left out"`
	Person     string        `json:"person,omitempty" help:"who was reached"`
	Number     string        `json:"number,omitempty" help:"the number reached"`
	Ext        string        `json:"ext,omitempty" help:"its extension"`
	Result     string        `json:"result" help:"how it ended"`
	Note       string        `json:"note,omitempty" help:"what was said"`
	Reference  string        `json:"reference,omitempty" help:"their reference, when they wait for something"`
	Pickup     *Pickup       `json:"pickup,omitempty" help:"where a cheque or cash is ready"`
	Bills      []string      `json:"bills,omitempty" help:"the bills it is about"`
	NextDate   string        `json:"next_date,omitempty" help:"when to act next; by the result when empty, or none"`
	NextTime   string        `json:"next_time,omitempty" help:"the time of day"`
	NextReason string        `json:"next_reason,omitempty" help:"what for; by the result when empty"`
	Promise    *Pledge       `json:"promise,omitempty" help:"what was promised"`
	Dispute    *dispute.Open `json:"dispute,omitempty" help:"what is contested"`
	Override   string        `json:"override,omitempty" help:"why to contact in spite of the contact guard"`
}

// Kind is "contact.log".
func (Log) Kind() string { return "contact.log" }

// Decide checks the contact and gathers all it brings.
func (c Log) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	row, err := c.contact(in, &cu, &set)
	if err != nil {
		return nil, err
	}
	var facts []book.Fact
	if c.Promise != nil {
		if facts, err = c.promise(in, &row); err != nil {
			return nil, err
		}
	}
	if c.Dispute != nil {
		more, err := c.Dispute.Decide(in)
		if err != nil {
			return nil, err
		}
		d := more[0].(*dispute.Opened).Dispute
		if d.Customer != cu.ID {
			return nil, book.RefuseField("bill", "bill %s belongs to another customer", c.Dispute.Bill)
		}
		row.Disputes, facts = append(row.Disputes, d.ID), append(facts, more...)
		row.Bills = append(row.Bills, uint64(d.Account)<<32|uint64(d.Bill))
	}
	if row.Result != Note {
		due, err := followup.DueCalls(in.View, cu.ID, in.Today, in.Today)
		if err != nil {
			return nil, err
		}
		for i := range due {
			row.Closed = append(row.Closed, due[i].ID)
			facts = append(facts, followup.Finish(in, &due[i], row.Result.String(), true))
		}
	}
	next, err := c.next(in, &row, &set)
	if err != nil {
		return nil, err
	}
	if len(next) > 0 {
		old, err := replaced(in, &row, &next[0].(*followup.Planned).Followup)
		if err != nil {
			return nil, err
		}
		facts = append(facts, old...)
	}
	row.ID = in.NewID("contact")
	return append(append([]book.Fact{&Logged{row}}, facts...), next...), nil
}

func (c Log) contact(in *book.In, cu *customer.Customer, set *company.Settings) (row Contact, err error) {
	row = Contact{Customer: cu.ID, At: in.Now.UnixNano(), Day: in.Today, Who: in.Who,
		Person: strings.TrimSpace(c.Person),
		Number: strings.TrimSpace(c.Number), Ext: strings.TrimSpace(c.Ext), Note: strings.TrimSpace(c.Note),
		Reference: strings.TrimSpace(c.Reference), Override: strings.TrimSpace(c.Override)}
	if p := c.Pickup; p != nil {
		row.Pickup = Pickup{strings.TrimSpace(p.Where), strings.TrimSpace(p.Whom), strings.TrimSpace(p.Hours)}
	}
	if row.Channel, err = ParseChannel(c.Channel); err != nil {
		return row, book.RefuseField("channel", "%v", err)
	}
	if row.Result, err = ParseResult(c.Result); err != nil {
		return row, book.RefuseField("result", "%v", err)
	}
	for _, t := range []struct {
		field, s string
		limit    int
	}{{"person", row.Person, 120}, {"number", row.Number, 40}, {"ext", row.Ext, 20}, {"note", row.Note, 2000},
		{"reference", row.Reference, 120}, {"override", row.Override, 300}, {"where", row.Pickup.Where, 120},
		{"whom", row.Pickup.Whom, 60}, {"hours", row.Pickup.Hours, 60}} {
		if err := text.Check(t.s, t.limit); err != nil {
			return row, book.RefuseField(t.field, "%v", err)
		}
	}
	if n := len(text.Digits(row.Number)); row.Number != "" && (n < 3 || n > 15) {
		return row, book.RefuseField("number", "%q is not a phone number: give 3 to 15 digits", row.Number)
	}
	for _, number := range c.Bills {
		b, err := bill.Must(in.View, strings.TrimSpace(number))
		if err != nil {
			return row, err
		}
		a, err := account.Get(in.View, b.Account)
		if err != nil {
			return row, err
		}
		if a.Customer != cu.ID {
			return row, book.RefuseField("bills", "bill %s belongs to another customer", b.Number)
		}
		row.Bills = append(row.Bills, uint64(b.Account)<<32|uint64(b.ID))
	}
	switch {
	case row.Result == Promised && c.Promise == nil:
		return row, book.RefuseField("promise", "a promise needs its amount and its day")
	case row.Result == LeftWord && row.Person == "":
		return row, book.RefuseField("person", "say with whom word was left")
	case row.Result == OwnerAway && (c.NextDate == "" || isNone(c.NextDate)):
		return row, book.RefuseField("next_date", "say until when the owner is away")
	case row.Result == Note && row.Note == "":
		return row, book.RefuseField("note", "the note is empty")
	}
	return row, c.guard(in, &row, set)
}

func (c Log) guard(in *book.In, row *Contact, set *company.Settings) error {
	if !row.Channel.Disturbs() || row.Result == Note {
		row.Override = ""
		return nil
	}
	why, err := Default.Against(in.View, row.Customer, set, in.Now.In(set.Location()), in.Today)
	switch {
	case err != nil:
		return err
	case why == "":
		row.Override = ""
	case row.Override == "":
		return book.RefuseField("override", "%s: give a reason in override to log this contact all the same", why)
	}
	return nil
}

func (c Log) promise(in *book.In, row *Contact) ([]book.Fact, error) {
	p := c.Promise
	facts, err := promise.Take{Customer: c.Customer, Currency: p.Currency, Amount: p.Amount, Date: p.Date,
		Tolerance: p.Tolerance,
		Bills:     p.Bills, From: row.Person, Method: p.Method, Plan: p.Plan}.Decide(in)
	if err != nil {
		return nil, err
	}
	taken := facts[0].(*promise.Taken).Promise
	row.Promises = append(row.Promises, taken.ID)
	for _, b := range taken.Bills {
		row.Bills = append(row.Bills, uint64(taken.Account)<<32|uint64(b))
	}
	return facts, nil
}

// next plans what the officer said, else what the result asks for.
func (c Log) next(in *book.In, row *Contact, set *company.Settings) ([]book.Fact, error) {
	rule := row.Result.Rule()
	plan := followup.Plan{Customer: c.Customer, Date: c.NextDate, Time: c.NextTime, Reason: c.NextReason,
		Task: rule.Task.String()}
	if isNone(c.NextDate) {
		return nil, nil
	}
	if plan.Date == "" && plan.Time != "" {
		plan.Date = "today"
	}
	if plan.Date == "" {
		if rule.Days < 0 && plan.Reason == "" {
			return nil, nil
		}
		plan.Date = set.Calendar().AddOpen(in.Today, max(rule.Days, 0)).String()
	}
	if plan.Reason == "" {
		plan.Reason = rule.Reason
		switch about := row.Pickup.String(); {
		case row.Result == Waiting && row.Reference != "":
			plan.Reason += ": " + row.Reference
		case row.Result == Ready && about != "":
			plan.Reason += ": " + about
		}
	}
	facts, err := plan.Decide(in)
	if err != nil {
		return nil, err
	}
	row.Next = facts[0].(*followup.Planned).Followup.ID
	return facts, nil
}

func isNone(date string) bool { return strings.EqualFold(strings.TrimSpace(date), "none") }

// replaced ends the call-backs that a planned one stands for from now on: those
// of the same owner that an earlier contact left because it settled nothing.
// What a result asked for (check the payment, settle the dispute) stays; what the
// customer asked for (call back) gives way to nothing but another such word.
func replaced(in *book.In, row *Contact, planned *followup.Followup) ([]book.Fact, error) {
	if planned.Task != followup.Call {
		return nil, nil
	}
	open := map[uint32]followup.Followup{}
	err := followup.OfCustomer(in.View, row.Customer, func(f *followup.Followup) (bool, error) {
		if f.Task == followup.Call && f.Owner == planned.Owner && f.Open(in.Today) &&
			!slices.Contains(row.Closed, f.ID) {
			open[f.ID] = *f
		}
		return true, nil
	})
	if err != nil || len(open) == 0 {
		return nil, err
	}
	var facts []book.Fact
	err = OfCustomer(in.View, row.Customer, func(c *Contact) (bool, error) {
		if f, ok := open[c.Next]; ok && c.Voided == 0 && !c.Result.Rule().Done &&
			(c.Result != CallBack || row.Result == CallBack) {
			row.Closed = append(row.Closed, f.ID)
			facts = append(facts, followup.Finish(in, &f, "a newer call-back is planned for "+planned.Date.String(),
				false))
		}
		return true, nil
	})
	return facts, err
}

// Amend changes the text of the latest contact with a customer. Only who wrote it
// may, and the older text is kept.
type Amend struct {
	Customer string `json:"customer" help:"the customer's code"`
	Note     string `json:"note" help:"what it should say"`
}

// Kind is "contact.amend".
func (Amend) Kind() string { return "contact.amend" }

// Decide refuses any but the latest contact and its author.
func (c Amend) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	note := strings.TrimSpace(c.Note)
	if err := text.Check(note, 2000); err != nil {
		return nil, book.RefuseField("note", "%v", err)
	}
	var last uint32
	Heads(in.View, cu.ID, func(h Head) bool {
		if h.Live(in.Today) {
			last = h.ID
		}
		return true
	})
	if last == 0 {
		return nil, book.RefuseField("customer", "there is no contact with %s to amend", cu.Name)
	}
	row, err := Get(in.View, cu.ID, last)
	if err != nil {
		return nil, err
	}
	if row.Who != in.Who {
		return nil, book.RefuseField("customer", "the latest contact with %s was written by %s: only its author "+
			"may amend it", cu.Name, row.Who)
	}
	if note == row.Note {
		return nil, nil
	}
	return []book.Fact{&Amended{Customer: cu.ID, ID: row.ID, Note: note, Before: Older{Text: row.Note, By: in.Who,
		At: in.Now.UnixNano()}}}, nil
}
