package confirmation

import (
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// ReasonInput is one line of a reconciliation as it is typed.
type ReasonInput struct {
	Cause   string `json:"cause" help:"why"`
	Amount  string `json:"amount" help:"signed: minus when it makes their figure the smaller one"`
	Note    string `json:"note,omitempty" help:"what it is about"`
	Bill    string `json:"bill,omitempty" help:"the bill it is about"`
	Dispute bool   `json:"dispute,omitempty" help:"open a dispute of the bill over the amount"`
}

// Reconcile explains their figure line by line: theirs - ours is the sum of the causes.
type Reconcile struct {
	Run      uint32        `json:"run" help:"the run's number"`
	Customer string        `json:"customer" help:"the customer's code"`
	Currency string        `json:"currency,omitempty" help:"when it has letters in several"`
	Causes   []ReasonInput `json:"causes" help:"the causes, signed; what nobody can explain is one of them"`
	Note     string        `json:"note,omitempty" help:"a remark"`
	On       string        `json:"on,omitempty" help:"the day; today when left out"`
}

// Kind is "confirmation.reconcile".
func (Reconcile) Kind() string { return "confirmation.reconcile" }

// Decide refuses what does not foot.
func (c Reconcile) Decide(in *book.In) ([]book.Fact, error) {
	r, l, s, err := letter(in, c.Run, c.Customer, c.Currency)
	if err != nil {
		return nil, err
	}
	x, err := step(in, &r, &l, &s, Step{State: Reconciled, Note: strings.TrimSpace(c.Note)}, c.On)
	if err != nil {
		return nil, err
	}
	var facts []book.Fact
	disputed := map[string]bool{}
	for i := range c.Causes {
		reason, err := c.Causes[i].read(&l)
		if err != nil {
			return nil, err
		}
		if c.Causes[i].Dispute {
			if disputed[reason.Bill] {
				return nil, book.RefuseField("causes", "bill %s is to be disputed twice: put the causes together",
					reason.Bill)
			}
			disputed[reason.Bill] = true
			f, err := contest(in, &l, &reason)
			if err != nil {
				return nil, err
			}
			facts = append(facts, f)
		}
		for _, old := range s.Reconciled.Reasons { // reconciled again
			if reason.Dispute == 0 && old.Bill == reason.Bill && old.Amount == reason.Amount {
				reason.Dispute = old.Dispute
			}
		}
		x.Reasons = append(x.Reasons, reason)
	}
	diff, sum := s.Reply.Theirs-l.Balance, total(x.Reasons)
	if diff != sum {
		say := func(m money.Minor) string { return text.FormatAmount(m, l.Digits) }
		return nil, book.RefuseField("causes", "it does not foot: theirs less ours is %s, the causes come to %s, "+
			"%s is left (put it under unexplained when nobody knows)", say(diff), say(sum), say(diff-sum))
	}
	return append([]book.Fact{&Moved{Run: r.ID, Steps: []Step{x}}}, facts...), nil
}

func (c *ReasonInput) read(l *Letter) (r Reason, err error) {
	r = Reason{Cause: Cause(lookup(causeNames, strings.ToLower(strings.TrimSpace(c.Cause)))),
		Note: strings.TrimSpace(c.Note), Bill: strings.TrimSpace(c.Bill)}
	if r.Cause == 0 {
		return r, book.RefuseField("causes", "%q is no cause (%s)", c.Cause, strings.Join(Causes(), ", "))
	}
	if r.Amount, err = text.ParseAmount(c.Amount, l.Digits); err != nil {
		return r, book.RefuseField("causes", "%s: %v", r.Cause, err)
	}
	switch {
	case r.Amount == 0:
		return r, book.RefuseField("causes", "%s: the amount cannot be nothing", r.Cause)
	case r.Note == "" && r.Cause != Unexplained:
		return r, book.RefuseField("causes", "%s: say in a note what it is about", r.Cause)
	case c.Dispute && r.Bill == "":
		return r, book.RefuseField("causes", "%s: a dispute needs the bill's number", r.Cause)
	}
	for _, s := range []string{r.Note, r.Bill} {
		if err := text.Check(s, 300); err != nil {
			return r, book.RefuseField("causes", "%s: %v", r.Cause, err)
		}
	}
	return r, nil
}

// contest opens the dispute of a cause.
func contest(in *book.In, l *Letter, r *Reason) (book.Fact, error) {
	b, err := bill.Must(in.View, r.Bill)
	if err == nil && b.Account != l.Account {
		err = book.RefuseField("causes", "bill %s is not on this account of %s", r.Bill, l.Name)
	}
	if err != nil {
		return nil, err
	}
	why := r.Cause.String()
	if r.Note != "" {
		why += ": " + r.Note
	}
	facts, err := dispute.Open{Bill: r.Bill, Amount: text.FormatAmount(max(r.Amount, -r.Amount), l.Digits),
		Reason: "balance confirmation " + l.Number() + ", " + why}.Decide(in)
	if err != nil {
		return nil, book.RefuseField("causes", "%s: %v", r.Cause, err)
	}
	if f, ok := facts[0].(*dispute.Opened); ok {
		r.Dispute = f.Dispute.ID
	}
	return facts[0], nil
}

// Work notes alternative work on a balance nobody confirmed.
type Work struct {
	Run      uint32   `json:"run" help:"the run's number"`
	Customer string   `json:"customer" help:"the customer's code"`
	Currency string   `json:"currency,omitempty" help:"when it has letters in several"`
	Receipts []string `json:"receipts,omitempty" help:"later receipts that paid bills open at the cut-off"`
	Copies   []string `json:"copies,omitempty" help:"bills whose delivery copy is back signed"`
	Note     string   `json:"note,omitempty" help:"what else was looked at"`
	On       string   `json:"on,omitempty" help:"the day; today when left out"`
}

// Kind is "confirmation.work".
func (Work) Kind() string { return "confirmation.work" }

// Decide takes only what supports the balance, each unit once.
func (c Work) Decide(in *book.In) ([]book.Fact, error) {
	r, l, s, err := letter(in, c.Run, c.Customer, c.Currency)
	if err != nil {
		return nil, err
	}
	x, err := step(in, &r, &l, &s, Step{State: Worked, Note: strings.TrimSpace(c.Note)}, c.On)
	if err != nil {
		return nil, err
	}
	all, err := Supports(in.View, &r, &l, in.Today)
	if err != nil {
		return nil, err
	}
	for _, list := range []struct {
		field string
		copy  bool
		named []string
	}{{"receipts", false, c.Receipts}, {"copies", true, c.Copies}} {
		for _, number := range list.named {
			n := -1
			for i := range all {
				if all[i].Copy == list.copy && all[i].Number == strings.TrimSpace(number) {
					n = i
				}
			}
			if n < 0 {
				say := "%s is no receipt after %s that paid a bill open then (or it is named twice)"
				if list.copy {
					say = "bill %s was not open on %s with its delivery copy back signed (or it is named twice)"
				}
				return nil, book.RefuseField(list.field, say, number, r.CutOff)
			}
			x.Supports = append(x.Supports, all[n])
			all = append(all[:n], all[n+1:]...)
		}
	}
	if len(x.Supports) == 0 && x.Note == "" {
		return nil, book.RefuseField("receipts", "say what supports the balance: later receipts, signed delivery "+
			"copies, or a note")
	}
	return []book.Fact{&Moved{Run: r.ID, Steps: []Step{x}}}, nil
}

// Supports proposes what supports a letter's balance on a day: receipts after the
// cut-off with what they paid of the bills open at it, then signed delivery copies with
// what those receipts left of their bills; each unit once.
func Supports(v *book.View, r *Run, l *Letter, asOf civil.Date) (all []Support, err error) {
	lines, err := Lines(v, l.Run, l.N)
	if err != nil {
		return nil, err
	}
	open := map[place]money.Minor{}
	for i := range lines {
		if !lines[i].Credit {
			open[place{lines[i].Doc, lines[i].Part}] = lines[i].Left
		}
	}
	paid := map[uint32]money.Minor{}
	var order []uint32
	receipt.ApplicationsOf(v, l.Account, func(a *receipt.Application) bool {
		at := place{a.Bill, a.Part}
		if a.At(asOf) && a.Date > r.CutOff && open[at] > 0 {
			if n := min(a.Amount, open[at]); n > 0 {
				if paid[a.Receipt] == 0 {
					order = append(order, a.Receipt)
				}
				paid[a.Receipt] += n
				open[at] -= n
			}
		}
		return true
	})
	for _, id := range order {
		rc, err := receipt.Get(v, l.Account, id)
		if err != nil {
			return nil, err
		}
		if rc.Date > r.CutOff && rc.Kind.Money() {
			all = append(all, Support{Doc: id, Number: rc.Number, Date: rc.Date, Amount: paid[id]})
		}
	}
	for i := range lines {
		x := &lines[i]
		left := open[place{x.Doc, x.Part}]
		if x.Credit || left <= 0 {
			continue
		}
		p, err := proof.Of(v, l.Account, x.Doc, asOf)
		if err != nil {
			return nil, err
		}
		if p.State != proof.Signed {
			continue
		}
		if n := len(all); n > 0 && all[n-1].Copy && all[n-1].Doc == x.Doc {
			all[n-1].Amount += left
		} else {
			all = append(all, Support{Copy: true, Doc: x.Doc, Number: x.Number, Date: p.Since, Amount: left})
		}
	}
	return all, nil
}
