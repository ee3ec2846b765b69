package cashbox

import (
	"strings"

	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// MoveKind is which way cash went other than by receipts.
type MoveKind uint8

// The kinds of movement.
const (
	Banked      MoveKind = iota + 1 // to the bank, by a slip
	PaidOut                         // to somebody, for a reason, on a paper
	Drawn                           // from the bank into the till
	Transferred                     // into another till
)

var moveNames = []string{"", "banked", "paid out", "drawn", "transferred"}

// String is the kind in words.
func (k MoveKind) String() string {
	if int(k) < len(moveNames) {
		return moveNames[k]
	}
	return "movement unknown"
}

// Move is cash that went to the bank, to somebody, or came from the bank.
type Move struct {
	ID       uint32      `cbor:"1,keyasint"`
	Kind     MoveKind    `cbor:"2,keyasint"`
	Till     uint16      `cbor:"3,keyasint,omitempty"`
	Currency string      `cbor:"4,keyasint"`
	Digits   int         `cbor:"5,keyasint"`
	Amount   money.Minor `cbor:"6,keyasint"`
	Day      civil.Date  `cbor:"7,keyasint"`
	Bank     string      `cbor:"8,keyasint,omitempty"`
	Paper    string      `cbor:"9,keyasint,omitempty"` // the slip or the voucher
	To       string      `cbor:"10,keyasint,omitempty"`
	Reason   string      `cbor:"11,keyasint,omitempty"`
	By       string      `cbor:"12,keyasint"`
	Voided   civil.Date  `cbor:"13,keyasint,omitempty"`
	Seq      uint64      `cbor:"14,keyasint"`
	Into     uint16      `cbor:"15,keyasint,omitempty"` // the till a transfer went to
}

// Count is a till's cash counted at the end of a day, or, with Start, what was in it
// at the beginning of the day it is kept from. Computed is what should have been
// there; the differences sum to the rest.
type Count struct {
	ID          uint32       `cbor:"1,keyasint"`
	Till        uint16       `cbor:"2,keyasint,omitempty"`
	Currency    string       `cbor:"3,keyasint"`
	Digits      int          `cbor:"4,keyasint"`
	Day         civil.Date   `cbor:"5,keyasint"`
	Start       bool         `cbor:"6,keyasint,omitempty"`
	Tally       Tally        `cbor:"7,keyasint"`
	Computed    money.Minor  `cbor:"8,keyasint,omitempty"`
	Differences []Difference `cbor:"9,keyasint,omitempty"`
	By          string       `cbor:"10,keyasint"`
	Voided      civil.Date   `cbor:"11,keyasint,omitempty"`
	Seq         uint64       `cbor:"12,keyasint"`
}

// Money is the count's currency.
func (c *Count) Money() money.Currency { return money.Currency{Code: c.Currency, Digits: c.Digits} }

var moves = &book.Table[Move]{Name: "cash move", Bucket: "cash.move", Codec: book.CBOR[Move](),
	Key: func(m *Move) book.Key { return key(m.ID) }}

var counts = &book.Table[Count]{Name: "cash count", Bucket: "cash.count", Codec: book.CBOR[Count](),
	Key: func(c *Count) book.Key { return key(c.ID) }}

// Moved says that cash went to the bank, to somebody, or came from the bank.
type Moved struct {
	Move Move `cbor:"1,keyasint"`
}

// Kind is "cash.moved/1".
func (Moved) Kind() string { return "cash.moved/1" }

// Refs names the movement.
func (f Moved) Refs() []book.Ref { return []book.Ref{ref(moveRow, f.Move.ID)} }

// Apply stores the movement.
func (f Moved) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter(rowNames[moveRow], f.Move.ID); err != nil {
		return err
	}
	f.Move.Seq = tx.Seq()
	return moves.Insert(tx, &f.Move)
}

// Undo takes the movement back from today on.
func (f Moved) Undo(in *book.In) ([]book.Fact, error) {
	on := max(in.Today, f.Move.Day)
	cur := money.Currency{Code: f.Move.Currency, Digits: f.Move.Digits}
	if err := openDay(in.View, f.Move.Till, cur, on, "day"); err != nil {
		return nil, err
	}
	if f.Move.Kind == Transferred {
		if err := openDay(in.View, f.Move.Into, cur, on, "day"); err != nil {
			return nil, err
		}
		t, err := tillAt(in.View, f.Move.Into, cur)
		if err != nil {
			return nil, err
		}
		if err := t.holds(f.Move.Amount, on); err != nil {
			return nil, err
		}
	}
	return []book.Fact{&Voided{Of: moveRow, ID: f.Move.ID, Date: on}}, nil
}

// Closed says that a till was counted, or what it started with.
type Closed struct {
	Count Count `cbor:"1,keyasint"`
}

// Kind is "cash.closed/1".
func (Closed) Kind() string { return "cash.closed/1" }

// Refs names the count.
func (f Closed) Refs() []book.Ref { return []book.Ref{ref(countRow, f.Count.ID)} }

// Apply stores the count.
func (f Closed) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter(rowNames[countRow], f.Count.ID); err != nil {
		return err
	}
	f.Count.Seq = tx.Seq()
	return counts.Insert(tx, &f.Count)
}

// Undo takes the count back, when it is the till's latest.
func (f Closed) Undo(in *book.In) ([]book.Fact, error) {
	last, err := lastCount(in.View, f.Count.Till, f.Count.Money())
	if err != nil {
		return nil, err
	}
	if last.ID != f.Count.ID {
		return nil, book.Refuse(book.Conflict, "the till was counted again on %s: take that back first", last.Day)
	}
	return []book.Fact{&Voided{Of: countRow, ID: f.Count.ID, Date: max(in.Today, f.Count.Day)}}, nil
}

// lastCount is a till's latest count that stands, the zero Count when there is none. A
// till's counts are made in the order of their days, so it is the newest row.
func lastCount(v *book.View, till uint16, cur money.Currency) (Count, error) {
	for id := v.Counter(rowNames[countRow]); id > 0; id-- {
		c, ok, err := counts.Get(v, key(id))
		if err != nil || ok && c.Voided == 0 && c.Till == till && c.Money() == cur {
			return c, err
		}
	}
	return Count{}, nil
}

// openDay refuses a day that the till was counted and closed for already.
func openDay(v *book.View, till uint16, cur money.Currency, day civil.Date, field string) error {
	last, err := lastCount(v, till, cur)
	if err != nil || last.ID == 0 || day > last.Day || last.Start && day == last.Day {
		return err
	}
	if last.Start {
		return book.RefuseField(field, "the till is kept from %s on: %s lies before it", last.Day, day)
	}
	return book.RefuseField(field, "the till was counted and closed for %s: date it later, or take that count back "+
		"(entry %d)", last.Day, last.Seq)
}

const notKept = "the till is not kept yet: say what is in it first (cash.start)"

// at is a command's till, currency and day, checked.
type at struct {
	till uint16
	cur  money.Currency
	day  civil.Date
	n    *directory.Namer
}

func place(in *book.In, name, code, day string) (p at, err error) {
	p.n = directory.NewNamer(in)
	if p.cur, err = currency(in.View, code); err != nil {
		return p, err
	}
	if p.till, err = till(in.View, p.n, name); err != nil {
		return p, err
	}
	if p.day, err = pastDay(in, day); err != nil {
		return p, err
	}
	return p, openDay(in.View, p.till, p.cur, p.day, "day")
}

// move checks a movement's amount and texts, and that the till holds what leaves it.
func (p *at) move(in *book.In, m Move, amount string) ([]book.Fact, error) {
	var err error
	if m.Amount, err = text.ParseAmount(amount, p.cur.Digits); err != nil {
		return nil, book.RefuseField("amount", "%v", err)
	}
	if m.Amount <= 0 {
		return nil, book.RefuseField("amount", "the amount must be more than 0")
	}
	for _, s := range []struct {
		field string
		to    *string
	}{{"bank", &m.Bank}, {"paper", &m.Paper}, {"to", &m.To}, {"reason", &m.Reason}} {
		*s.to = strings.TrimSpace(*s.to)
		if err := text.Check(*s.to, 300); err != nil {
			return nil, book.RefuseField(s.field, "%v", err)
		}
	}
	m.ID, m.Till, m.Currency, m.Digits = in.NewID(rowNames[moveRow]), p.till, p.cur.Code, p.cur.Digits
	m.Day, m.By = p.day, in.Who
	if m.Kind != Drawn {
		t, err := tillAt(in.View, p.till, p.cur)
		if err != nil {
			return nil, err
		}
		if t.From == 0 {
			return nil, book.RefuseField("till", notKept)
		}
		if err := t.holds(m.Amount, p.day, in.Today); err != nil {
			return nil, err
		}
	}
	return append(p.n.Facts(), &Moved{m}), nil
}

// holds refuses an amount that is not in the till at the end of one of the days.
func (t *Till) holds(amount money.Minor, days ...civil.Date) error {
	for _, day := range days {
		if has := t.Balance(day); has < amount {
			return book.RefuseField("amount", "the till holds %s %s on %s: %s cannot leave it",
				text.FormatAmount(has, t.Money.Digits), t.Money.Code, day, text.FormatAmount(amount, t.Money.Digits))
		}
	}
	return nil
}

// Bank takes cash to the bank.
type Bank struct {
	Till     string `json:"till,omitempty" help:"the branch's till; the main one when left out"`
	Amount   string `json:"amount" help:"how much is on the slip"`
	Currency string `json:"currency,omitempty" help:"the company's when left out"`
	Bank     string `json:"bank" help:"which bank or account"`
	Slip     string `json:"slip" help:"the slip's number"`
	Day      string `json:"day,omitempty" help:"today when left out"`
}

// Kind is "cash.bank".
func (Bank) Kind() string { return "cash.bank" }

// Decide refuses more than the till holds, and a banking without its slip or with one
// that was banked before.
func (c Bank) Decide(in *book.In) ([]book.Fact, error) {
	if strings.TrimSpace(c.Bank) == "" {
		return nil, book.RefuseField("bank", "say which bank took the cash")
	}
	if strings.TrimSpace(c.Slip) == "" {
		return nil, book.RefuseField("slip", "give the number of the bank's slip")
	}
	if err := slipFree(in.View, c.Bank, c.Slip); err != nil {
		return nil, err
	}
	p, err := place(in, c.Till, c.Currency, c.Day)
	if err != nil {
		return nil, err
	}
	return p.move(in, Move{Kind: Banked, Bank: c.Bank, Paper: c.Slip}, c.Amount)
}

// slipFree refuses a slip of a bank that cash was banked by already: a bank's slip has
// its number once.
func slipFree(v *book.View, bank, slip string) error {
	bank, slip = text.Fold(strings.TrimSpace(bank)), text.Fold(strings.TrimSpace(slip))
	return moves.Scan(v, nil, func(m *Move) (bool, error) {
		if m.Kind == Banked && m.Voided == 0 && text.Fold(m.Paper) == slip && text.Fold(m.Bank) == bank {
			return false, book.RefuseField("slip", "slip %s of %s is banked already: %s %s on %s (entry %d)", m.Paper,
				m.Bank, text.FormatAmount(m.Amount, m.Digits), m.Currency, m.Day, m.Seq)
		}
		return true, nil
	})
}

// PayOut pays cash to somebody from a till.
type PayOut struct {
	Till     string `json:"till,omitempty" help:"the branch's till; the main one when left out"`
	Amount   string `json:"amount" help:"how much"`
	Currency string `json:"currency,omitempty" help:"the company's when left out"`
	To       string `json:"to" help:"who got it"`
	Reason   string `json:"reason" help:"what for"`
	Paper    string `json:"paper,omitempty" help:"the voucher's number"`
	Day      string `json:"day,omitempty" help:"today when left out"`
}

// Kind is "cash.pay_out".
func (PayOut) Kind() string { return "cash.pay_out" }

// Decide refuses more than the till holds, and a payment without who and why.
func (c PayOut) Decide(in *book.In) ([]book.Fact, error) {
	if strings.TrimSpace(c.To) == "" {
		return nil, book.RefuseField("to", "say who got the cash")
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, book.RefuseField("reason", "say what the cash was paid for")
	}
	p, err := place(in, c.Till, c.Currency, c.Day)
	if err != nil {
		return nil, err
	}
	return p.move(in, Move{Kind: PaidOut, To: c.To, Reason: c.Reason, Paper: c.Paper}, c.Amount)
}

// Draw brings cash from the bank into a till, as a float or for change.
type Draw struct {
	Till     string `json:"till,omitempty" help:"the branch's till; the main one when left out"`
	Amount   string `json:"amount" help:"how much"`
	Currency string `json:"currency,omitempty" help:"the company's when left out"`
	Bank     string `json:"bank" help:"which bank or account"`
	Paper    string `json:"paper,omitempty" help:"the cheque's or the slip's number"`
	Day      string `json:"day,omitempty" help:"today when left out"`
}

// Kind is "cash.draw".
func (Draw) Kind() string { return "cash.draw" }

// Decide checks where the cash comes from.
func (c Draw) Decide(in *book.In) ([]book.Fact, error) {
	if strings.TrimSpace(c.Bank) == "" {
		return nil, book.RefuseField("bank", "say which bank the cash comes from")
	}
	p, err := place(in, c.Till, c.Currency, c.Day)
	if err != nil {
		return nil, err
	}
	return p.move(in, Move{Kind: Drawn, Bank: c.Bank, Paper: c.Paper}, c.Amount)
}
