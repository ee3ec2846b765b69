package cheque

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Brought is a cheque of another book with all that happened to it there.
type Brought struct {
	Customer string `json:"customer" help:"the customer's code"`
	Currency string `json:"currency,omitempty" help:"the company's when left out"`
	State    string `json:"state" help:"where it stands; its moves must lead there"`
	Moves    string `json:"moves" help:"what happened, as 2025-07-01 deposit, slip S-1, with SNB"`
	Paper
}

// Bring registers cheques of another book as they stand: their moves with their days
// and slips, and what each covers, though that be paid meanwhile. It moves no money:
// the receipts a cheque stands for, and the bills of fees, are here already.
type Bring struct {
	Cheques []Brought `json:"cheques" help:"the cheques with their moves"`
}

// Kind is "cheque.bring".
func (Bring) Kind() string { return "cheque.bring" }

// told is a cheque while its story is told again.
type told struct {
	*Cheque
	acc   account.Account
	story []chunk
	again bool // an earlier one of the list has its bank, account and number
}

// happening is a cheque's coming (no move) or one of its moves.
type happening struct {
	on    civil.Date
	order int // on its day
	of    *told
	move  *chunk
}

// bringing tells the stories of all cheques in the order of their days.
type bringing struct {
	*pen
	all    []*told
	keys   map[string]bool
	slips  map[string]*SlipMade
	onSlip map[string][]SlipLine
}

// Decide refuses a story that no cheque can have.
func (c Bring) Decide(in *book.In) ([]book.Fact, error) {
	b := bringing{keys: map[string]bool{}, slips: map[string]*SlipMade{}, onSlip: map[string][]SlipLine{}}
	opened := map[string]account.Account{}
	var facts []book.Fact
	for i := range c.Cheques {
		r := &c.Cheques[i]
		k := r.Customer + "\x00" + r.Currency
		acc, ok := opened[k]
		party, more, err := account.Opening(in, r.Customer, r.Currency)
		if err != nil {
			return nil, err
		}
		if !ok {
			acc = party.Account
			opened[k], facts = acc, append(facts, more...)
		}
		if b.pen == nil {
			b.pen = newPen(in, &party.Company)
		}
		if err := b.add(r, acc, party.Customer.Name); err != nil {
			return nil, err
		}
	}
	if b.pen == nil {
		return nil, book.RefuseField("cheques", "name the cheques with their moves")
	}
	if err := b.tell(); err != nil {
		return nil, err
	}
	return append(facts, b.facts...), b.stand(c.Cheques)
}

// stand refuses cheques that stand elsewhere than said, and two live ones that are one.
func (b *bringing) stand(rows []Brought) error {
	live := map[string]bool{}
	for i, t := range b.all {
		state := t.State(Forever)
		if state.String() != rows[i].State {
			return book.RefuseField("state", "cheque %s: its moves lead to %q, its state says %q", t.Details.Number,
				state, rows[i].State)
		}
		if !state.unique() {
			continue
		}
		k := string(t.Details.unique())
		if err := t.Details.free(b.in.View, 0); err != nil {
			return err
		}
		if live[k] {
			return book.RefuseField("number", "cheque %s of %s is there twice, and neither is done with",
				t.Details.Number, t.Details.Bank)
		}
		live[k] = true
	}
	return nil
}

// add reads a cheque as it was when it came, and its story.
func (b *bringing) add(r *Brought, acc account.Account, name string) error {
	story, err := readStory(r.Moves)
	if err != nil {
		return err
	}
	paper := r.Paper
	if paper.Received == "" && len(story) > 0 {
		paper.Received = story[0].on.String()
	}
	c, err := paper.cheque(b.in, &acc, name)
	if err != nil {
		return err
	}
	t := &told{Cheque: c, acc: acc, story: story}
	c.ID = b.in.NewID("cheque")
	k := string(c.Details.unique())
	t.again, b.keys[k] = b.keys[k], true
	if c.Type == Payment && len(r.Parts) > 0 {
		shares, err := b.given(r.Parts, t)
		if err != nil {
			return err
		}
		c.Covers = []Covering{{On: c.Received, Shares: shares}}
	}
	if len(t.story) > 0 && t.story[0].what == wordReceived {
		c.Clearing = t.story[0].said[wordCounted] != ""
		if c.First, err = receiptOf(b.in.View, acc.ID, t.story[0].said[wordReceipt]); err != nil {
			return err
		}
		t.story = t.story[1:]
	}
	for i := range t.story {
		s := &t.story[i]
		if number, ok := strings.CutPrefix(s.what, wordOnSlip+" "); ok {
			s.what, s.said[wordSlip] = wordOnSlip, strings.TrimSpace(number)
		}
		n, line := s.said[wordSlip], SlipLine{Account: acc.ID, ID: c.ID}
		if on := b.onSlip[n]; n != "" && (len(on) == 0 || on[len(on)-1] != line) {
			b.onSlip[n] = append(on, line)
		}
	}
	b.all = append(b.all, t)
	return nil
}

// given reads what a cheque was given for, whatever is left of that now.
func (b *bringing) given(parts []PartChoice, t *told) (shares []Share, err error) {
	var sum money.Minor
	for _, c := range parts {
		x, err := bill.Must(b.in.View, strings.TrimSpace(c.Bill))
		if err != nil {
			return nil, err
		}
		part := max(c.Part, 1) - 1
		if x.Account != t.acc.ID || part >= len(x.Parts) {
			return nil, book.RefuseField("parts", "cheque %s: the customer has no part %d of a bill %s in %s",
				t.Details.Number, part+1, x.Number, t.acc.Currency)
		}
		n, err := text.ParseAmount(c.Amount, t.acc.Digits)
		if err != nil || n <= 0 {
			return nil, book.RefuseField("parts", "cheque %s: say how much of bill %s it covers, as %s = 250.00",
				t.Details.Number, x.Number, x.Number)
		}
		if sum += n; sum > t.Amount {
			return nil, book.RefuseField("parts", "cheque %s covers more than its amount", t.Details.Number)
		}
		shares = append(shares, Share{Bill: x.ID, Part: uint8(part), Amount: n})
	}
	return shares, nil
}

// tell goes through all that happened in the order of its days. On one day cheques come
// before any is moved, but for one that comes again.
func (b *bringing) tell() error {
	var all []happening
	for _, t := range b.all {
		order, last := 0, t.Received
		if t.again {
			order = 2
		}
		all = append(all, happening{on: t.Received, order: order, of: t})
		for i := range t.story {
			s := &t.story[i]
			if s.on < last {
				return book.RefuseField("moves", "cheque %s: %s on %s stands after what happened on %s: put its moves "+
					"in their order", t.Details.Number, s.what, s.on, last)
			}
			last = s.on
			all = append(all, happening{on: s.on, order: order + 1, of: t, move: s})
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		return cmp.Or(cmp.Compare(all[i].on, all[j].on), cmp.Compare(all[i].order, all[j].order)) < 0
	})
	for _, e := range all {
		if e.move == nil {
			b.facts = append(b.facts, &Registered{*e.of.Cheque})
		} else if err := b.one(e.of, e.move); err != nil {
			return err
		}
	}
	return nil
}

// one is one move of one cheque.
func (b *bringing) one(t *told, s *chunk) error {
	if s.what == wordOnSlip {
		_, err := b.slip(s)
		return err
	}
	n := slices.Index(moveNames, s.what)
	if n <= 0 {
		return book.RefuseField("moves", "cheque %s: %q is no move (%s)", t.Details.Number, s.what,
			strings.Join(moveNames[1:], ", "))
	}
	step := Step{On: s.on, Move: Move(n), With: s.said[wordWith], Reason: s.said[wordNote]}
	if err := t.State(Forever).Can(step.Move); err != nil {
		return book.RefuseField("moves", "cheque %s: %v", t.Details.Number, err)
	}
	if err := b.day(t.Cheque, &step); err != nil {
		return err
	}
	for _, x := range s.said {
		if err := text.Check(x, 300); err != nil {
			return book.RefuseField("moves", "cheque %s: %v", t.Details.Number, err)
		}
	}
	var err error
	if step.Receipt, err = receiptOf(b.in.View, t.acc.ID, s.said[wordReceipt]); err != nil {
		return err
	}
	if s.said[wordSlip] != "" {
		if step.Slip, err = b.slip(s); err != nil {
			return err
		}
	}
	for _, o := range b.all {
		if s.said[wordReplaced] == o.Details.Number && o.acc.ID == t.acc.ID && o != t {
			step.Other = o.ID
		}
	}
	if step.Move == DoBounce {
		if step.Return, err = b.returned(t, s); err != nil {
			return err
		}
	}
	b.facts = append(b.facts, b.step(t.Cheque, step))
	return nil
}

// returned reads what the bank said of a cheque it did not pay.
func (b *bringing) returned(t *told, s *chunk) (*Return, error) {
	r := &Return{Bank: s.on}
	var err error
	if r.Reason, err = ParseReason(s.said[wordBecause]); err != nil {
		return nil, book.RefuseField("moves", "cheque %s: %v", t.Details.Number, err)
	}
	if d := s.said[wordAdvice]; d != "" {
		if r.Bank, err = civil.Parse(d); err != nil {
			return nil, book.RefuseField("moves", "cheque %s: advice: %v", t.Details.Number, err)
		}
	}
	for word, to := range map[string]*money.Minor{wordFee: &r.Fee, wordPaid: &r.Paid} {
		if s.said[word] == "" {
			continue
		}
		if *to, err = text.ParseAmount(s.said[word], t.acc.Digits); err != nil {
			return nil, book.RefuseField("moves", "cheque %s: %s: %v", t.Details.Number, word, err)
		}
	}
	if n := s.said[wordAsFee]; n != "" {
		x, err := bill.Must(b.in.View, n)
		if err != nil {
			return nil, err
		}
		r.FeeBill = x.ID
	}
	r.PaidReceipt, err = receiptOf(b.in.View, t.acc.ID, s.said[wordPaidBy])
	return r, err
}

// slip writes a slip with all its cheques when the first of them goes on it.
func (b *bringing) slip(s *chunk) (uint32, error) {
	number := s.said[wordSlip]
	if f, ok := b.slips[number]; ok {
		return f.Slip.ID, nil
	}
	if _, taken, err := slips.Find(b.in.View, "number", book.Key{}.Text(text.Fold(number))); err != nil || taken {
		if taken {
			err = book.RefuseField("moves", "there is a deposit slip with the number %q already", number)
		}
		return 0, err
	}
	f := &SlipMade{Slip{ID: b.in.NewID("slip"), Number: number, Bank: s.said[wordWith], Account: s.said[wordInto],
		Date: s.on, Made: s.on, By: b.in.Who, Cheques: b.onSlip[number]}}
	if d := s.said[wordDated]; d != "" {
		on, err := civil.Parse(d)
		if err != nil {
			return 0, book.RefuseField("moves", "slip %s: dated: %v", number, err)
		}
		f.Slip.Date = on
	}
	b.slips[number] = f
	b.facts = append(b.facts, f)
	return f.Slip.ID, nil
}
