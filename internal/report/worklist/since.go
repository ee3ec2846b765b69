package worklist

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// News is something that happened to an account. Number is the bill's or
// receipt's, State the promise's, Due a bill's due date or a promise's date.
type News struct {
	What     What
	Day      civil.Date
	Account  uint32
	ID       uint32
	Number   string
	State    promise.State
	Due      civil.Date
	Was      civil.Date // the due date before a move
	Amount   money.Minor
	Currency string
	Digits   int
	Seq      uint64
}

// What is a kind of news.
type What uint8

// The kinds.
const (
	NewBill What = iota + 1
	NewReceipt
	DueMoved
	PromiseJudged
)

// newest bounds how many bills and receipts of an account Since looks at.
const newest = 500

// rows reads the clustered bucket of accounts as it lies.
var rows = &book.Table[struct{}]{Name: "rows of accounts", Bucket: account.Bucket}

// Since tells what happened to a customer's accounts between the last contact and
// a day, oldest first: bills and receipts posted, due dates moved, promises judged.
// With no contact before it there is no news.
func Since(v *book.View, customerID uint32, asOf civil.Date) ([]News, error) {
	last := contact.LastOf(v, customerID, asOf)
	if last.ID == 0 {
		return nil, nil
	}
	accounts, err := account.OfCustomer(v, customerID)
	if err != nil {
		return nil, err
	}
	var all []News
	for i := range accounts {
		a := &accounts[i]
		for _, read := range []func(*book.View, *account.Account, contact.Last, civil.Date) ([]News,
			error){newBills, newReceipts, judged} {
			news, err := read(v, a, last, asOf)
			if err != nil {
				return nil, err
			}
			for n := range news {
				news[n].Account, news[n].Currency, news[n].Digits = a.ID, a.Currency, a.Digits
			}
			all = append(all, news...)
		}
	}
	slices.SortStableFunc(all, func(a, b News) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Seq,
			b.Seq))
	})
	return all, nil
}

// tail gives the newest rows of a kind, newest first, until fn says stop. Ids are
// given out in the order of posting.
func tail(v *book.View, acc uint32, kind byte, fn func(k, val []byte) bool) {
	type pair struct{ k, v []byte }
	ring := make([]pair, 0, newest)
	n := 0
	from, to := book.Prefix(book.Account(acc, kind))
	rows.Raw(v, from, to, func(k, val []byte) bool {
		if len(ring) < newest {
			ring = append(ring, pair{k, val})
		} else {
			ring[n%newest] = pair{k, val}
		}
		n++
		return true
	})
	for i := range ring {
		p := ring[(n-1-i)%newest]
		if !fn(p.k, p.v) {
			return
		}
	}
}

// newBills lists the bills posted since, and the due dates moved.
func newBills(v *book.View, a *account.Account, last contact.Last, asOf civil.Date) ([]News, error) {
	var all []News
	var err error
	tail(v, a.ID, account.RowBill, func(k, val []byte) bool {
		var b bill.Bill
		if b, err = bill.Decode(k, val); err != nil || b.Seq <= last.Seq {
			return false
		}
		if b.Posting <= asOf && (b.Voided == 0 || b.Voided > asOf) {
			all = append(all, News{What: NewBill, Day: b.Posting, ID: b.ID, Number: b.Number,
				Due:    b.Parts[0].DueAt(asOf),
				Amount: b.Amount(), Seq: b.Seq})
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	from, to := book.Prefix(book.Account(a.ID, account.RowBill))
	rows.Raw(v, from, to, func(k, val []byte) bool {
		h := bill.ReadHead(val)
		if !h.Moved || h.Voided != 0 && h.Voided <= asOf {
			return true
		}
		var b bill.Bill
		if b, err = bill.Decode(k, val); err != nil {
			return false
		}
		for i := range b.Parts {
			p := &b.Parts[i]
			if now, was := p.DueAt(asOf), p.DueAt(last.Day); now != was {
				all = append(all, News{What: DueMoved, Day: p.Moves[len(p.Moves)-1].On, ID: b.ID, Number: b.Number,
					Due: now, Was: was,
					Amount: p.Amount, Seq: b.Seq})
			}
		}
		return true
	})
	return all, err
}

func newReceipts(v *book.View, a *account.Account, last contact.Last, asOf civil.Date) ([]News, error) {
	var all []News
	var err error
	tail(v, a.ID, account.RowReceipt, func(_, val []byte) bool {
		var r receipt.Receipt
		if r, err = receipt.Decode(val); err != nil || r.Seq <= last.Seq {
			return false
		}
		if r.At(asOf) {
			all = append(all, News{What: NewReceipt, Day: r.Date, ID: r.ID, Number: r.Number, Amount: r.Amount,
				Seq: r.Seq})
		}
		return true
	})
	return all, err
}

// judged lists the promises whose judgment is another than on the day of the last
// contact.
func judged(v *book.View, a *account.Account, last contact.Last, asOf civil.Date) ([]News, error) {
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	cutOff, err := intake.CutOff(v)
	if err != nil {
		return nil, err
	}
	now, err := promise.JudgeAccount(v, a.ID, asOf, set.Calendar(), cutOff)
	if err != nil {
		return nil, err
	}
	then, err := promise.JudgeAccount(v, a.ID, last.Day, set.Calendar(), cutOff)
	if err != nil {
		return nil, err
	}
	var all []News
	for i := range now {
		p := &now[i]
		if p.State == promise.Open || p.State == promise.Withdrawn || p.State == promise.Superseded {
			continue
		}
		if at := slices.IndexFunc(then, func(o promise.Judged) bool { return o.ID == p.ID }); at >= 0 &&
			then[at].State == p.State {
			continue
		}
		day := p.JudgedOn
		if p.State == promise.Kept {
			day = p.PaidOn
		}
		all = append(all, News{What: PromiseJudged, Day: day, ID: p.ID, State: p.State, Due: p.Promise.Date,
			Amount: p.Judgment.Amount,
			Seq:    p.Promise.Seq})
	}
	return all, nil
}
