package confirmation

import (
	"fmt"
	"strconv"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/text"
)

// moves are the words of Move, and the state each leads into.
var moves = map[string]State{"send": Sent, "remind": Reminded, "returned": Returned, "no reply": NoReply,
	"close": Closed}

// Move moves letters of a run on: sent, reminded, returned undelivered, no reply, closed.
type Move struct {
	Run       uint32   `json:"run" help:"the run's number"`
	Do        string   `json:"do" help:"send, remind, returned, no reply or close"`
	Customers []string `json:"customers,omitempty" help:"codes or numbers of letters; all that can go so when left out"`
	Currency  string   `json:"currency,omitempty" help:"only letters in it"`
	On        string   `json:"on,omitempty" help:"the day; today when left out"`
	Via       string   `json:"via,omitempty" help:"how it is sent, by mail or by hand"`
	To        string   `json:"to,omitempty" help:"to whom or where"`
	Note      string   `json:"note,omitempty" help:"a remark"`
}

// Kind is "confirmation.move".
func (Move) Kind() string { return "confirmation.move" }

// Choices are the moves.
func (Move) Choices() map[string][]string {
	return map[string][]string{"do": {"send", "remind", "returned", "no reply", "close"}}
}

// Decide refuses a move from a state that does not lead there.
func (c Move) Decide(in *book.In) ([]book.Fact, error) {
	next, ok := moves[strings.ToLower(strings.TrimSpace(c.Do))]
	if !ok {
		return nil, book.RefuseField("do", "%q is no move of a confirmation (send, remind, returned, no reply, close)",
			c.Do)
	}
	x := Step{State: next, Via: strings.TrimSpace(c.Via), To: strings.TrimSpace(c.To), Note: strings.TrimSpace(c.Note)}
	if next == Sent && x.Via == "" {
		return nil, book.RefuseField("via", "say how it is sent, by mail or by hand")
	}
	r, err := live(in, c.Run)
	if err != nil {
		return nil, err
	}
	at, err := Statuses(in.View, r.ID, in.Today)
	if err != nil {
		return nil, err
	}
	f := &Moved{Run: r.ID}
	add := func(l *Letter) error {
		s := at[l.N]
		if s == nil {
			s = &Status{}
		}
		y, err := step(in, &r, l, s, x, c.On)
		f.Steps = append(f.Steps, y)
		return err
	}
	cur := strings.ToUpper(strings.TrimSpace(c.Currency))
	for _, code := range c.Customers {
		l, err := find(in.View, r.ID, code, cur)
		if err == nil {
			err = add(&l)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(c.Customers) > 0 {
		return []book.Fact{f}, twice(f.Steps)
	}
	err = Letters(in.View, r.ID, func(l *Letter) (bool, error) {
		from := Drafted
		if s := at[l.N]; s != nil {
			from = s.State
		}
		if cur != "" && cur != l.Currency || !May(r.Type, from, next) {
			return true, nil
		}
		return true, add(l)
	})
	if err == nil && len(f.Steps) == 0 {
		err = book.RefuseField("do", "run %d has no letter that can go so (%s)", r.ID, c.Do)
	}
	return []book.Fact{f}, err
}

func twice(all []Step) error {
	seen := map[uint32]bool{}
	for i := range all {
		if seen[all[i].N] {
			return book.RefuseField("customers", "letter %d/%d is named twice", all[i].Run, all[i].N)
		}
		seen[all[i].N] = true
	}
	return nil
}

// live reads a run that is there today.
func live(in *book.In, id uint32) (Run, error) {
	r, err := GetRun(in.View, id)
	if err == nil && !r.Live(in.Today) {
		err = book.RefuseField("run", "confirmation run %d was taken back on %s", id, r.Voided)
	}
	return r, err
}

// find finds the letter of a run to a customer, or by its number.
func find(v *book.View, run uint32, code, currency string) (l Letter, err error) {
	cu, err := customer.ByCode(v, strings.TrimSpace(code))
	if err != nil {
		if n, ok := strings.CutPrefix(strings.TrimSpace(code), fmt.Sprintf("%d/", run)); ok {
			if n, nerr := strconv.ParseUint(n, 10, 32); nerr == nil {
				if l, ok, err := letters.Get(v, key(run, uint32(n))); ok || err != nil {
					return l, err
				}
			}
		}
		return l, err
	}
	all, err := account.OfCustomer(v, cu.ID)
	if err != nil {
		return l, err
	}
	n := 0
	for i := range all {
		if currency != "" && all[i].Currency != currency {
			continue
		}
		err := OfAccount(v, all[i].ID, func(x *Letter) (bool, error) {
			if x.Run == run {
				l, n = *x, n+1
			}
			return true, nil
		})
		if err != nil {
			return l, err
		}
	}
	switch {
	case n == 0:
		err = book.RefuseField("customer", "run %d has no letter to %s", run, cu.Name)
	case n > 1:
		err = book.RefuseField("currency", "%s has letters in several currencies: name one", cu.Name)
	}
	return l, err
}

// step completes a step of a letter and checks it.
func step(in *book.In, r *Run, l *Letter, s *Status, x Step, on string) (Step, error) {
	if !May(r.Type, s.State, x.State) {
		return x, illegal(s.State, x.State, l.Code)
	}
	var err error
	if x.On, err = bill.Day("on", on, in.Today, in.Today); err != nil {
		return x, err
	}
	before, what := r.Made, "the run was made"
	if n := len(s.Steps); n > 0 {
		before, what = s.Steps[n-1].On, "it was "+s.State.String()
	}
	switch {
	case x.On > in.Today:
		return x, book.RefuseField("on", "%s is yet to come", x.On)
	case x.On < before:
		return x, book.RefuseField("on", "%s is before %s, the day %s", x.On, before, what)
	}
	for _, f := range []struct{ name, s string }{{"via", x.Via}, {"to", x.To}, {"signatory", x.Signatory},
		{"note", x.Note}} {
		if err := text.Check(f.s, 300); err != nil {
			return x, book.RefuseField(f.name, "%v", err)
		}
	}
	x.Run, x.N, x.Customer, x.ID = l.Run, l.N, l.Customer, in.NewID("confirmation step")
	x.Known, x.By = in.Today, in.Who
	return x, nil
}

// letter finds a live letter and where it stands.
func letter(in *book.In, run uint32, code, currency string) (r Run, l Letter, s Status, err error) {
	if r, err = live(in, run); err != nil {
		return
	}
	if l, err = find(in.View, run, code, strings.ToUpper(strings.TrimSpace(currency))); err != nil {
		return
	}
	s, err = StatusOf(in.View, l.Run, l.N, in.Today)
	return
}

// Reply enters what a customer answered.
type Reply struct {
	Run       uint32 `json:"run" help:"the run's number"`
	Customer  string `json:"customer" help:"the customer's code"`
	Currency  string `json:"currency,omitempty" help:"when it has letters in several"`
	Agreed    bool   `json:"agreed,omitempty" help:"they agree to our balance"`
	Theirs    string `json:"theirs,omitempty" help:"or the balance they say they owe"`
	Signatory string `json:"signatory" help:"who signed"`
	Via       string `json:"via,omitempty" help:"how it came"`
	On        string `json:"on,omitempty" help:"the day; today when left out"`
	Note      string `json:"note,omitempty" help:"what they write"`
}

// Kind is "confirmation.reply".
func (Reply) Kind() string { return "confirmation.reply" }

// Decide tells agreed from disagreed by the figure.
func (c Reply) Decide(in *book.In) ([]book.Fact, error) {
	r, l, s, err := letter(in, c.Run, c.Customer, c.Currency)
	if err != nil {
		return nil, err
	}
	x := Step{State: Agreed, Theirs: l.Balance, Signatory: strings.TrimSpace(c.Signatory),
		Via: strings.TrimSpace(c.Via), Note: strings.TrimSpace(c.Note)}
	ours := text.FormatAmount(l.Balance, l.Digits)
	typed := strings.TrimSpace(c.Theirs)
	if typed != "" {
		if x.Theirs, err = text.ParseAmount(typed, l.Digits); err != nil {
			return nil, book.RefuseField("theirs", "%v", err)
		}
		if x.Theirs != l.Balance {
			x.State = Disagreed
		}
	}
	switch {
	case typed == "" && r.Type == Blank:
		return nil, book.RefuseField("theirs", "the letter shows no balance: give the figure they wrote")
	case typed == "" && !c.Agreed:
		return nil, book.RefuseField("theirs", "say that they agree, or give the balance they say they owe")
	case c.Agreed && x.State == Disagreed:
		return nil, book.RefuseField("theirs", "they cannot agree to %s and say %s: give one of them", ours, typed)
	case x.Signatory == "":
		return nil, book.RefuseField("signatory", "say who signed the reply")
	}
	if x, err = step(in, &r, &l, &s, x, c.On); err != nil {
		return nil, err
	}
	return []book.Fact{&Moved{Run: r.ID, Steps: []Step{x}}}, nil
}
