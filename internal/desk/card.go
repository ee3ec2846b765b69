package desk

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/document"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/report/worklist"
)

// Card is all that a customer's card shows as of a day.
type Card struct {
	customer.Customer
	Step      customer.Step
	Branch    string
	Salesman  string
	Collector string
	Group     string
	Route     string
	Risk      string
	AsOf      civil.Date
	Edges     []int // of the aging
	Accounts  []CardAccount
	Followups []Followup // open ones, the next first
	Block     customer.BlockStep
	Ending    []document.Due // documents that expire soon or have
	Recent    []Event        // everything dated, newest first
	Last      Event          // the last contact; its Day is 0 when there was none
	Since     []Event        // what happened since the last contact
	Referred  bool           // a question waits for the supervisor
	Requests  int            // open requests of the customer
	// RequestsLate are those of them that are past due.
	RequestsLate int
	CutOff       civil.Date // up to which the files' figures go; 0 when nothing was imported
}

// CardAccount is one account on a card. Amounts are minor units of its currency.
type CardAccount struct {
	account.Account
	Bills     []Bill
	Buckets   []money.Minor // current first, then one per edge, then over the last
	Open      money.Minor   // what the bills have open
	Overdue   money.Minor
	Oldest    int         // days the oldest overdue part is late
	Unapplied money.Minor // credit, positive
	Promises  []promise.Judged
	LastPaid  Event       // the last receipt of money
	ToCollect money.Minor // RULES 3; the call list explains it
	Cheques   CardCheques
	Credit    CardCredit
	Interest  CardInterest
}

// Owed is what the account owes: open bills less unapplied money.
func (a *CardAccount) Owed() money.Minor { return a.Open - a.Unapplied }

// Bill is one open due part, or one credit with something left.
type Bill struct {
	ID           uint32
	Number       string
	Kind         string
	Part, Parts  int // which part of how many
	Doc, Due     civil.Date
	Days         int // late; 0 or less is not due yet
	Amount, Left money.Minor
	Disputed     money.Minor
	Promised     bool
	Covered      money.Minor // by cheques in hand
	Accrued      money.Minor // interest, a memo
	Charged      money.Minor // of it, by notes
	PO           string
	DeliveryNote string
	Assumed      bool
	Credit       bool
}

// Followup is one planned action.
type Followup struct {
	ID     uint32
	Date   civil.Date
	Time   int // minutes since midnight; -1 is any time
	Reason string
	Owner  string
	Late   bool
	Task   string     // this and what follows is for the card only
	For    string     // what for, without the task
	Asked  civil.Date // the day that was wanted, when it was a closed one
	Made   civil.Date
	By     string
}

// Event is one dated thing of a customer's history, in words.
type Event struct {
	Day    civil.Date
	Time   string // "14:05", or "" when only the day is known
	What   string // contact, bill, receipt, promise, dispute, follow-up, letter, referral, card
	Who    string
	Title  string
	Text   string
	Amount money.Minor // 0 when the event has none; Digits are the account's
	Digits int
	Seq    uint64
	Number string // of the bill or receipt
	order  int64
}

// Line is the event in one line: what, and what was said.
func (e *Event) Line() string {
	if e.Text == "" {
		return e.Title
	}
	return e.Title + ": " + e.Text
}

// Card reads a customer's card by its code, as of the day that is read.
func (d *Desk) Card(code string) (*Card, error) {
	var c *Card
	err := d.View(func(v *book.View) (err error) {
		c, err = d.cardIn(v, code)
		return err
	})
	return c, err
}

func (d *Desk) cardIn(v *book.View, code string) (*Card, error) {
	cu, err := customer.ByCode(v, code)
	if err != nil {
		return nil, err
	}
	c := &Card{Customer: cu, AsOf: d.AsOf()}
	return c, d.fillCard(v, c)
}

func (d *Desk) fillCard(v *book.View, c *Card) error {
	set, err := company.Get(v)
	if err != nil {
		return err
	}
	c.Edges = set.Edges
	if err := c.fillProfile(v); err != nil {
		return err
	}
	if err := c.fillBlock(v); err != nil {
		return err
	}
	if err := c.fillEnding(v); err != nil {
		return err
	}
	if c.CutOff, err = intake.CutOff(v); err != nil {
		return err
	}
	accounts, err := account.OfCustomer(v, c.ID)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		ca := CardAccount{Account: a, Buckets: make([]money.Minor, len(set.Edges)+2)}
		if err := ca.fill(v, c, &set); err != nil {
			return err
		}
		c.Accounts = append(c.Accounts, ca)
	}
	slices.SortStableFunc(c.Accounts, func(a, b CardAccount) int {
		return cmp.Compare(boolRank(a.Currency == set.Currency), boolRank(b.Currency == set.Currency))
	})
	if len(c.Accounts) == 0 {
		c.Accounts = []CardAccount{{Account: account.Account{Customer: c.ID, Currency: set.Currency,
			Digits: set.Digits},
			Buckets: make([]money.Minor, len(set.Edges)+2)}}
	}
	if err := c.fillCredit(v, &set); err != nil {
		return err
	}
	return d.fillHistory(v, c)
}

func boolRank(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (c *Card) fillProfile(v *book.View) error {
	p, err := customer.ProfileOf(v, c.ID)
	if err != nil {
		return err
	}
	c.Step = p.At(c.AsOf)
	for _, n := range []struct {
		of directory.Kind
		id uint16
		to *string
	}{{directory.Branch, c.Step.Branch, &c.Branch}, {directory.Person, c.Step.Salesman, &c.Salesman},
		{directory.Person, c.Step.Collector, &c.Collector}, {directory.Group, c.Step.Group, &c.Group},
		{directory.Route, c.Step.Route, &c.Route}, {directory.Risk, c.Step.Risk, &c.Risk}} {
		if *n.to, err = directory.TextOf(v, n.of, n.id); err != nil {
			return err
		}
	}
	return nil
}

// fill reads the account's open items, its aging and its promises.
func (a *CardAccount) fill(v *book.View, c *Card, set *company.Settings) error {
	var err error
	if a.Promises, err = promise.JudgeAccount(v, a.ID, c.AsOf, set.Calendar(), c.CutOff); err != nil {
		return err
	}
	slices.SortStableFunc(a.Promises, func(x, y promise.Judged) int { return cmp.Compare(y.TakenAt, x.TakenAt) })
	if a.ToCollect, err = worklist.Collect(v, a.ID, c.AsOf, a.Promises); err != nil {
		return err
	}
	contested, err := dispute.LiveOf(v, a.ID, c.AsOf)
	if err != nil {
		return err
	}
	if err := a.fillCheques(v, c); err != nil {
		return err
	}
	if err := a.fillInterest(v, set, c.AsOf); err != nil {
		return err
	}
	var items []openitem.Item
	err = ledger.OfAccount(v, a.ID, c.AsOf, func(i *openitem.Item) bool {
		items = append(items, *i)
		return true
	})
	if err != nil {
		return err
	}
	for i := range items {
		if err := a.add(v, c, &items[i], contested); err != nil {
			return err
		}
	}
	return nil
}

func (a *CardAccount) add(v *book.View, c *Card, i *openitem.Item, contested *dispute.Set) error {
	if i.Flags&openitem.Credit != 0 {
		a.Unapplied += i.Left
		return a.addCredit(v, i)
	}
	b, err := bill.Get(v, i.Account, i.Doc)
	if err != nil {
		return err
	}
	days := int(c.AsOf - i.Due)
	a.Open += i.Left
	a.Buckets[Bucket(c.Edges, days)] += i.Left
	if days > 0 {
		a.Overdue += i.Left
		a.Oldest = max(a.Oldest, days)
	}
	line := Bill{ID: b.ID, Number: b.Number, Kind: b.Kind.String(), Part: int(i.Part) + 1, Parts: len(b.Parts),
		Doc: b.Doc, Due: i.Due,
		Days: days, Amount: i.Amount, Left: i.Left, Disputed: contested.Take(i), PO: b.PO, DeliveryNote: b.DeliveryNote,
		Assumed: b.Assumed, Covered: a.Cheques.coveredBy(b.ID, i.Part)}
	for j := range a.Promises {
		p := &a.Promises[j]
		if (p.State == promise.Open || p.State == promise.NotKnown) && p.Covers(b.ID) {
			line.Promised = true
		}
	}
	if x, ok := a.Interest.lines[partOf{b.ID, i.Part}]; ok {
		line.Accrued, line.Charged = x.Accrued, x.Charged
	}
	a.Bills = append(a.Bills, line)
	return nil
}

// Bucket is the index of the aging bucket for a number of days late: 0 is not
// yet due, the last is over the last edge (RULES 2).
func Bucket(edges []int, days int) int {
	if days <= 0 {
		return 0
	}
	for i, e := range edges {
		if days <= e {
			return i + 1
		}
	}
	return len(edges) + 1
}
