// Package statement is a customer's account over a period: what stood before it, what
// was posted day by day, what stands after it and how old that is. Opening +
// movements = closing, and the closing is what the open items come to (SAFETY M12), or
// there is no statement. Cheques in hand stand beside it, for what they are: promised
// money that is in no balance. The package must never show what is posted after the
// period.
package statement

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
)

// Query says whose statement: all accounts of a customer, or the one in a currency,
// from the start of a day to the end of another.
type Query struct {
	Customer string
	Currency string // all when ""
	From, To civil.Date
}

// Statement is one account over the period. Aging is the foot: how old the closing
// balance is at the end of the period. Cheques are the payment cheques in hand then, by
// maturity, and InHand is what those are worth that no balance counts as paid.
type Statement struct {
	Query
	Name    string
	Account uint32
	Money   money.Currency
	Opening money.Minor
	Lines   []Line
	Debits  money.Minor
	Credits money.Minor // positive
	Closing money.Minor
	Edges   []int
	Aging   aging.Row
	Cheques []cheque.Brief
	InHand  money.Minor
	Word    string      // what the company calls interest
	Accrued money.Minor // interest not yet charged, in no balance
}

// Line is one movement: a bill adds, a receipt takes off; taken back it does the
// opposite. A document posted and taken back on one day is not shown. Balance is what
// stands after it. Uses, under a receipt, say where it went by the end of the period.
type Line struct {
	Date      civil.Date
	Doc       uint32
	Number    string
	What      string // "invoice", "transfer", ...
	Receipt   bool   // else a bill
	Back      bool   // the document is taken back here
	Due       civil.Date
	Reference string
	Debit     money.Minor
	Credit    money.Minor
	Balance   money.Minor
	Uses      []Use
}

// Use is how much of a receipt went on a bill, and when.
type Use struct {
	Bill   string
	Part   int // from 1
	Amount money.Minor
	Date   civil.Date
}

// Compute makes the statements of a customer's accounts, in the order of their
// currencies; a customer without any has one of nothing.
func Compute(v *book.View, q Query) ([]Statement, error) {
	c, err := ledger.FindCustomer(v, q.Customer)
	if err != nil {
		return nil, err
	}
	if q.From == 0 || q.To < q.From {
		return nil, book.RefuseField("from", "a statement needs a first day and a last day not before it")
	}
	accounts, err := account.OfCustomer(v, c.ID)
	if err != nil {
		return nil, err
	}
	if len(accounts) == 0 && q.Currency == "" { // nothing was ever posted: it says so in the company's currency
		set, err := company.Get(v)
		if err != nil {
			return nil, err
		}
		accounts = []account.Account{{Customer: c.ID, Currency: set.Currency, Digits: set.Digits}}
	}
	var all []Statement
	for i := range accounts {
		a := &accounts[i]
		if q.Currency != "" && a.Currency != q.Currency {
			continue
		}
		s := Statement{Query: q, Name: c.Name, Account: a.ID, Money: a.Money()}
		if err := s.fill(v); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	if len(all) == 0 && q.Currency != "" {
		return nil, book.RefuseField("currency", "customer %s has no account in %s", c.Code, q.Currency)
	}
	slices.SortFunc(all, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(a.Money.Code, b.Money.Code), a.Money.Digits-b.Money.Digits)
	})
	return all, nil
}

func (s *Statement) fill(v *book.View) error {
	err := bill.OfAccount(v, s.Account, func(b *bill.Bill) (bool, error) {
		l := Line{Doc: b.ID, Number: b.Number, What: b.Kind.String(), Due: b.Parts[0].DueAt(s.To), Reference: b.PO}
		for n := range b.Parts {
			l.Due = min(l.Due, b.Parts[n].DueAt(s.To))
		}
		s.post(l, b.Amount(), b.Posting, b.Voided)
		return true, nil
	})
	if err != nil {
		return err
	}
	err = receipt.OfAccount(v, s.Account, func(r *receipt.Receipt) (bool, error) {
		l := Line{Doc: r.ID, Number: r.Number, What: r.Kind.String(), Receipt: true, Reference: r.Reference}
		var err error
		if r.Date >= s.From && r.Date <= s.To && r.Voided != r.Date {
			l.Uses, err = s.uses(v, r.ID)
		}
		on := r.Date
		for _, g := range r.Gaps { // gone for a time
			s.post(l, -r.Amount, on, g.From)
			on = g.To
		}
		s.post(l, -r.Amount, on, r.Voided)
		return true, err
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(s.Lines, func(a, b Line) int {
		back := func(l *Line) int {
			if l.Back {
				return 1
			}
			return 0
		}
		return cmp.Or(int(a.Date-b.Date), int(a.Doc)-int(b.Doc), back(&a)-back(&b))
	})
	balance := s.Opening
	for n := range s.Lines {
		l := &s.Lines[n]
		balance += l.Debit - l.Credit
		l.Balance = balance
		s.Debits += l.Debit
		s.Credits += l.Credit
	}
	s.Closing = balance
	if err := s.cheques(v); err != nil {
		return err
	}
	if err := s.interest(v); err != nil {
		return err
	}
	return s.prove(v)
}

// interest sums what had accrued by the end of the period and was not charged.
func (s *Statement) interest(v *book.View) error {
	set, err := company.Get(v)
	if err != nil {
		return err
	}
	s.Word = set.InterestWord()
	if s.Account == 0 {
		return nil
	}
	return interest.Walk(v, s.To, []uint32{s.Account}, func(_ *account.Line, lines []interest.Line) bool {
		for i := range lines {
			s.Accrued += lines[i].Due()
		}
		return true
	})
}

// cheques reads what was in hand at the end of the period.
func (s *Statement) cheques(v *book.View) error {
	err := cheque.OpenOf(v, s.Account, s.To, func(b *cheque.Brief) bool {
		if b.Type == cheque.Payment && b.State.InHand() {
			s.Cheques = append(s.Cheques, *b)
			if !b.Clearing { // else its receipt is among the movements
				s.InHand += b.Worth
			}
		}
		return true
	})
	slices.SortStableFunc(s.Cheques, func(a, b cheque.Brief) int { return int(a.Maturity - b.Maturity) })
	return err
}

// post puts a document where it belongs: before the period, in it, taken back in it,
// or nowhere.
func (s *Statement) post(l Line, amount money.Minor, on, back civil.Date) {
	if on == back {
		return
	}
	s.move(l, amount, on)
	if back != 0 {
		l.Back, l.Uses = true, nil
		s.move(l, -amount, back)
	}
}

func (s *Statement) move(l Line, amount money.Minor, on civil.Date) {
	switch {
	case on > s.To:
		return
	case on < s.From:
		s.Opening += amount
		return
	}
	l.Date = on
	l.Debit, l.Credit = max(amount, 0), max(-amount, 0)
	s.Lines = append(s.Lines, l)
}

func (s *Statement) uses(v *book.View, id uint32) (uses []Use, err error) {
	err = receipt.OfReceipt(v, s.Account, id, func(a *receipt.Application) (bool, error) {
		if !a.At(s.To) {
			return true, nil
		}
		b, err := bill.Get(v, s.Account, a.Bill)
		uses = append(uses, Use{Bill: b.Number, Part: int(a.Part) + 1, Amount: a.Amount, Date: a.Date})
		return true, err
	})
	return uses, err
}

// prove compares the opening and the closing with the open items of those days, and
// ages the closing.
func (s *Statement) prove(v *book.View) error {
	for _, at := range []struct {
		day  civil.Date
		have money.Minor
	}{{s.From - 1, s.Opening}, {s.To, s.Closing}} {
		var open money.Minor
		err := ledger.OfAccount(v, s.Account, at.day, func(i *openitem.Item) bool {
			open += i.Signed()
			return true
		})
		if err != nil {
			return err
		}
		if open != at.have {
			return book.Refuse(book.Damaged, "the statement of %s does not tie out: on %s its movements come to %s "+
				"%s, the open "+
				"items to %s (M12; run: duebook verify)", s.Customer, at.day, s.Money.Plain(at.have), s.Money.Code,
				s.Money.Plain(open))
		}
	}
	all, err := aging.Compute(v, aging.Query{AsOf: s.To, Within: []ledger.Scope{{By: ledger.ByCustomer,
		Key: s.Customer}}})
	if err != nil {
		return err
	}
	for n := range all {
		s.Edges = all[n].Edges
		if all[n].Currency == s.Money {
			s.Aging = all[n].Total
		}
	}
	if s.Aging.Buckets == nil {
		s.Aging.Buckets, s.Aging.Counts = make([]money.Minor, len(s.Edges)+1), make([]int, len(s.Edges)+2)
	}
	if s.Aging.Balance != s.Closing {
		return book.Refuse(book.Damaged, "the statement of %s does not tie out: it closes with %s %s, its aging "+
			"comes to %s (M12)",
			s.Customer, s.Money.Plain(s.Closing), s.Money.Code, s.Money.Plain(s.Aging.Balance))
	}
	return nil
}
