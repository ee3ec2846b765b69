package kpi_test

import (
	"slices"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
)

// journal is a book as its facts tell it, fact by fact from the first entry: another way
// to the KPIs than the tables. It knows the kinds of fact the sample company has; another
// one of these subjects fails the test.
type journal struct {
	set      company.Settings
	branches map[uint16]string
	steps    map[uint32][]customer.Step // by customer
	owner    map[uint32]uint32          // customers by account
	bills    map[uint32]*bill.Bill
	receipts map[uint32]*receipt.Receipt
	applied  map[uint32]*application
	cheques  map[uint32]*cheque.Cheque
	promises map[uint32]*promise.Promise
	contacts map[uint32]*contact.Contact
}

type application struct {
	receipt.AppliedPart
	receipt uint32
	back    civil.Date
}

func (a *application) at(d civil.Date) bool { return a.Date <= d && (a.back == 0 || d < a.back) }

func readJournal(t *testing.T, v *book.View) *journal {
	j := &journal{branches: map[uint16]string{}, steps: map[uint32][]customer.Step{}, owner: map[uint32]uint32{},
		bills: map[uint32]*bill.Bill{}, receipts: map[uint32]*receipt.Receipt{}, applied: map[uint32]*application{},
		cheques: map[uint32]*cheque.Cheque{}, promises: map[uint32]*promise.Promise{},
		contacts: map[uint32]*contact.Contact{}}
	schema := desk.Schema()
	for seq := uint64(1); seq <= v.Seq(); seq++ {
		_, facts, err := v.Entry(schema, seq)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range facts {
			if !j.names(f) && !j.money(f) && !j.said(f) && matters(f.Kind()) {
				t.Fatalf("entry %d: this test does not know the fact %s", seq, f.Kind())
			}
		}
	}
	return j
}

// told are the subjects KPIs are made of, and idle those of their facts that no KPI is.
var (
	told = []string{"account", "bill", "cheque", "company", "contact", "customer", "directory", "promise", "receipt"}
	idle = []string{"cheque.slip made/1", "customer.block set/1", "customer.changed/1", "receipt.certified/1"}
)

func matters(kind string) bool {
	subject, _, _ := strings.Cut(kind, ".")
	return slices.Contains(told, subject) && !slices.Contains(idle, kind)
}

func (j *journal) names(f book.Fact) bool {
	switch f := f.(type) {
	case *company.Changed:
		j.set = f.Settings
	case *directory.Named:
		if f.Name.Of == directory.Branch {
			j.branches[f.Name.ID] = f.Name.Text
		}
	case *account.Opened:
		j.owner[f.ID] = f.Customer
	case *customer.Opened:
		j.steps[f.Customer.ID] = []customer.Step{f.Step}
	case *customer.Assigned:
		kept := slices.DeleteFunc(j.steps[f.ID], func(s customer.Step) bool { return s.From >= f.Step.From })
		j.steps[f.ID] = append(kept, f.Step)
	default:
		return false
	}
	return true
}

func (j *journal) money(f book.Fact) bool {
	switch f := f.(type) {
	case *bill.Issued:
		b := f.Bill
		b.Parts = slices.Clone(b.Parts)
		j.bills[b.ID] = &b
	case *bill.Voided:
		j.bills[f.ID].Voided = f.Date
	case *bill.Rescheduled:
		p := &j.bills[f.Bill].Parts[f.Part]
		p.Moves = append(p.Moves, bill.Move{On: f.Date, Due: f.New})
	case *receipt.Recorded:
		r := f.Receipt
		j.receipts[r.ID] = &r
	case *receipt.Voided:
		j.receipts[f.ID].Voided = f.Date
	case *receipt.Restored:
		r := j.receipts[f.ID]
		r.Gaps, r.Voided = append(r.Gaps, receipt.Gap{From: r.Voided, To: f.Date}), 0
	case *receipt.Applied:
		for _, p := range f.Parts {
			j.applied[p.ID] = &application{p, f.Receipt, 0}
		}
	case *receipt.Unapplied:
		for _, p := range f.Parts {
			j.applied[p.ID].back = p.Date
		}
	case *cheque.Registered:
		c := f.Cheque
		j.cheques[c.ID] = &c
	case *cheque.Moved:
		c := j.cheques[f.ID]
		c.Steps = append(c.Steps, f.Step)
	case *cheque.TakenBack:
		j.cheques[f.ID].Last(cheque.Forever).Back = f.Date
	case *cheque.Voided:
		j.cheques[f.ID].Voided = f.Date
	default:
		return false
	}
	return true
}

func (j *journal) said(f book.Fact) bool {
	switch f := f.(type) {
	case *promise.Taken:
		p := f.Promise
		j.promises[p.ID] = &p
	case *promise.Ended:
		p := j.promises[f.ID]
		p.Ends = append(p.Ends, f.End)
	case *promise.Voided:
		j.promises[f.ID].Voided = f.Date
	case *contact.Logged:
		c := f.Contact
		j.contacts[c.ID] = &c
	case *contact.Voided:
		j.contacts[f.ID].Voided = f.Date
	default:
		return false
	}
	return true
}

// home is the branch of an account's customer on a day.
func (j *journal) home(acc uint32, d civil.Date) (branch uint16) {
	for n, s := range j.steps[j.owner[acc]] {
		if n == 0 || s.From <= d {
			branch = s.Branch
		}
	}
	return branch
}

// cleared reports whether a receipt of money was there and the bank had paid it.
func (j *journal) cleared(r *receipt.Receipt, of map[uint32]*cheque.Cheque, d civil.Date) bool {
	c := of[r.ID]
	return r.At(d) && (c == nil || c.Receipt(d) == r.ID && done(c.State(d)))
}

// stands finds the cheque a receipt stands for.
func (j *journal) stands() map[uint32]*cheque.Cheque {
	of := map[uint32]*cheque.Cheque{}
	for _, c := range j.cheques {
		of[c.First] = c
		for n := range c.Steps {
			of[c.Steps[n].Receipt] = c
		}
	}
	delete(of, 0)
	return of
}

// tally is what a branch comes to in a month.
type tally struct {
	Opening, Sales, Collected, Credited, Closing, Current, Overdue, FellDue, Paid money.Minor
	PaidDays                                                                      int64
	Promises, Kept, Attempts, Reached                                             int
}

// sums are those of every branch and month.
type sums struct {
	j    *journal
	ends []civil.Date
	at   map[uint16][]tally
}

func (j *journal) sums(ends []civil.Date) *sums {
	s := &sums{j, ends, map[uint16][]tally{}}
	of := j.stands()
	byPart, byReceipt := map[[2]uint32][]*application{}, map[uint32][]*application{}
	for _, a := range j.applied {
		key := [2]uint32{a.Bill, uint32(a.Part)}
		byPart[key], byReceipt[a.receipt] = append(byPart[key], a), append(byReceipt[a.receipt], a)
	}
	for _, b := range j.bills {
		for n := range b.Parts {
			s.part(b, &b.Parts[n], byPart[[2]uint32{b.ID, uint32(n)}])
		}
		if b.Kind.Sale() && !b.Cash {
			s.each(b.Branch, func(d civil.Date) bool { return standing(b, d) }, func(x *tally, sign int) {
				x.Sales += money.Minor(sign) * b.Amount()
			})
		}
	}
	for _, r := range j.receipts {
		s.receipt(r, of, byReceipt[r.ID])
	}
	for _, c := range j.contacts {
		s.contact(c)
	}
	s.judge(of)
	return s
}

func (s *sums) of(branch uint16) []tally {
	if s.at[branch] == nil {
		s.at[branch] = make([]tally, len(s.ends)-1)
	}
	return s.at[branch]
}

// each tells the months in which what was there came or went.
func (s *sums) each(branch uint16, there func(d civil.Date) bool, fn func(x *tally, sign int)) {
	for n := range s.ends[1:] {
		if sign := was(there(s.ends[n]), there(s.ends[n+1])); sign != 0 {
			fn(&s.of(branch)[n], int(sign))
		}
	}
}

func left(whole money.Minor, of []*application, d civil.Date) money.Minor {
	for _, a := range of {
		if a.at(d) {
			whole -= a.Amount
		}
	}
	return whole
}

func (s *sums) part(b *bill.Bill, p *bill.Part, apps []*application) {
	for n := range s.ends[1:] {
		start, end, x := s.ends[n], s.ends[n+1], &s.of(b.Branch)[n]
		if standing(b, start) {
			open := left(p.Amount, apps, start)
			x.Opening += open
			if p.DueAt(start) <= start {
				x.Overdue += open
			} else if p.DueAt(start) <= end {
				x.FellDue += open
			}
		} else if standing(b, end) && !b.Kind.Answers() && p.DueAt(end) <= end {
			x.FellDue += p.Amount
		}
		if standing(b, end) {
			open := left(p.Amount, apps, end)
			if x.Closing += open; p.DueAt(end) >= end {
				x.Current += open
			}
		}
	}
	for _, a := range apps {
		if r := s.j.receipts[a.receipt]; r.Kind.Money() && !b.Kind.Answers() {
			s.each(b.Branch, a.at, func(x *tally, sign int) {
				m := money.Minor(sign) * a.Amount
				x.Paid += m
				x.PaidDays += int64(m) * int64(r.Date-b.Doc)
			})
		}
	}
}

func (s *sums) receipt(r *receipt.Receipt, of map[uint32]*cheque.Cheque, apps []*application) {
	branch := r.Branch
	if branch == 0 {
		branch = s.j.home(r.Account, today)
	}
	for n := range s.ends[1:] {
		x := &s.of(branch)[n]
		if r.At(s.ends[n]) {
			x.Opening -= left(r.Amount, apps, s.ends[n])
		}
		if r.At(s.ends[n+1]) {
			x.Closing -= left(r.Amount, apps, s.ends[n+1])
		}
	}
	if r.Kind.Money() {
		s.each(branch, func(d civil.Date) bool { return s.j.cleared(r, of, d) }, func(x *tally, sign int) {
			x.Collected += money.Minor(sign) * r.Amount
		})
		return
	}
	s.each(branch, r.At, func(x *tally, sign int) { x.Credited += money.Minor(sign) * r.Amount })
	b := s.j.bills[r.About]
	if r.Kind != receipt.CreditNote || b != nil && (!b.Kind.Sale() || b.Cash) {
		return
	}
	if b != nil {
		branch = b.Branch
	}
	s.each(branch, r.At, func(x *tally, sign int) { x.Sales -= money.Minor(sign) * r.Amount })
}

func (s *sums) contact(c *contact.Contact) {
	if c.Result == contact.Note || !slices.Contains([]contact.Channel{contact.CallOut, contact.Visit, contact.WhatsApp,
		contact.Message}, c.Channel) {
		return
	}
	for acc, who := range s.j.owner {
		if who != c.Customer {
			continue
		}
		there := func(d civil.Date) bool { return c.Day <= d && (c.Voided == 0 || d < c.Voided) }
		s.each(s.j.home(acc, today), there, func(x *tally, sign int) {
			if x.Attempts += sign; c.Result.Rule().Reached {
				x.Reached += sign
			}
		})
	}
}
