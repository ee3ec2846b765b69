// Package receipts lists receipts: the register, the withholding certificates to
// chase, the requests to write off, and whose money an unknown payment may be. Each is
// as of a day. The package must never apply or change anything.
package receipts

import (
	"cmp"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
)

// Match is a proposal of whose money it is, in words.
type Match struct {
	Code, Name string
	Currency   money.Currency
	Confidence int // percent
	Reason     string
	Bills      []MatchBill
}

// MatchBill is a bill a match points at, and how much it would get.
type MatchBill struct {
	Number string
	Part   int
	Amount money.Minor
}

// Matches proposes whose money it is, of one state of the book.
func Matches(v *book.View, asOf civil.Date, c receipt.Clue) ([]Match, error) {
	m, err := receipt.NewMatcher(v, asOf)
	if err != nil {
		return nil, err
	}
	var out []Match
	for _, x := range m.Match(c) {
		cu, err := customer.Get(v, x.Customer)
		if err != nil {
			return nil, err
		}
		acc, err := account.Get(v, x.Account)
		if err != nil {
			return nil, err
		}
		r := Match{Code: cu.Code, Name: cu.Name, Currency: acc.Money(), Confidence: x.Confidence,
			Reason: x.Reason}
		for _, s := range x.Bills {
			number, err := bill.NumberOf(v, x.Account, s.Bill)
			if err != nil {
				return nil, err
			}
			r.Bills = append(r.Bills, MatchBill{Number: number, Part: int(s.Part) + 1, Amount: s.Amount})
		}
		out = append(out, r)
	}
	return out, nil
}

// Row is one receipt of the register.
type Row struct {
	Account             uint32
	ID                  uint32
	Number, Kind        string
	Code, Name          string
	Date                civil.Date
	Amount, Left        money.Minor // Left is not applied yet
	Currency            money.Currency
	Reference, Text, By string
	Money               bool
	Withheld            bool         // its certificate is still to be chased
	Cert                receipt.Cert // of a withholding, when it came
	Rate                string       // of a withholding
}

// Since lists, as of a day, the receipts posted from a day on and older ones with
// something left: those first that have something left, then the newest.
func Since(v *book.View, asOf, from civil.Date) ([]Row, error) {
	var rows []Row
	left := map[uint64]money.Minor{}
	err := ledger.Items(v, asOf, func(i *openitem.Item) bool {
		if i.Flags&openitem.Credit != 0 {
			left[uint64(i.Account)<<32|uint64(i.Doc)] = i.Left
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	add := func(r *receipt.Receipt) (bool, error) {
		k := uint64(r.Account)<<32 | uint64(r.ID)
		if !r.At(asOf) {
			return true, nil
		}
		row, err := rowOf(v, r, asOf)
		row.Left = left[k]
		delete(left, k)
		rows = append(rows, row)
		return true, err
	}
	if err := receipt.Since(v, from, add); err != nil {
		return nil, err
	}
	for k := range left {
		r, err := receipt.Get(v, uint32(k>>32), uint32(k))
		if err != nil {
			return nil, err
		}
		if _, err := add(&r); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(rank(a.Left)-rank(b.Left), cmp.Compare(b.Date, a.Date), cmp.Compare(b.ID, a.ID))
	})
	return rows, nil
}

// rank is 0 when something is left.
func rank(left money.Minor) int {
	if left > 0 {
		return 0
	}
	return 1
}

func rowOf(v *book.View, r *receipt.Receipt, asOf civil.Date) (Row, error) {
	acc, err := account.Get(v, r.Account)
	if err != nil {
		return Row{}, err
	}
	c, err := customer.Get(v, acc.Customer)
	cert, certified := r.Certificate(asOf)
	return Row{Account: r.Account, ID: r.ID, Number: r.Number, Kind: r.Kind.String(), Code: c.Code, Name: c.Name,
		Date: r.Date, Amount: r.Amount, Currency: acc.Money(), Reference: r.Reference, Text: r.Text, By: r.By,
		Money:    r.Kind.Money() || r.Kind == receipt.Opening || r.Kind == receipt.MovedIn,
		Withheld: r.Kind == receipt.Withholding && !certified, Cert: cert, Rate: r.Rate}, err
}

// Certificates lists the withholdings whose certificate had not come by a day, the
// oldest first; with all, those that came too.
func Certificates(v *book.View, asOf civil.Date, all bool) ([]Row, error) {
	var rows []Row
	err := receipt.Withheld(v, func(r *receipt.Receipt) (bool, error) {
		if !r.At(asOf) {
			return true, nil
		}
		row, err := rowOf(v, r, asOf)
		if all || row.Withheld {
			rows = append(rows, row)
		}
		return true, err
	})
	return rows, err
}

// Request is a request to write off, as it stood on a day.
type Request struct {
	writeoff.Request
	Code, Name, Bill string
	Currency         money.Currency
	State            string // waits, approved, rejected
	Decision         writeoff.Decision
}

// Requests lists the requests to write off that were there on a day, those that wait
// first; without all, only them.
func Requests(v *book.View, asOf civil.Date, all bool) ([]Request, error) {
	var rows []Request
	err := writeoff.All(v, func(r *writeoff.Request) (bool, error) {
		x := Request{Request: *r, State: "waits"}
		var decided bool
		if x.Decision, decided = r.Decided(asOf); decided {
			x.State = "rejected"
			if x.Decision.Approved {
				x.State = "approved"
			}
		}
		if !r.Live(asOf) || decided && !all {
			return true, nil
		}
		acc, err := account.Get(v, r.Account)
		if err != nil {
			return false, err
		}
		c, err := customer.Get(v, r.Customer)
		if err != nil {
			return false, err
		}
		x.Currency, x.Code, x.Name = acc.Money(), c.Code, c.Name
		x.Bill, err = bill.NumberOf(v, r.Account, r.Bill)
		rows = append(rows, x)
		return true, err
	})
	slices.SortStableFunc(rows, func(a, b Request) int { return cmp.Compare(b.State, a.State) })
	return rows, err
}
