package cheque

import (
	"encoding/binary"
	"fmt"
	"slices"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Type is what a cheque was given for.
type Type uint8

// The types. A guarantee covers nothing.
const (
	Payment Type = iota + 1
	Guarantee
)

var typeNames = []string{"", "payment", "guarantee"}

// String is the type in a word.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return fmt.Sprintf("type %d", uint8(t))
}

// Share is how much of a cheque covers a due part.
type Share struct {
	_      struct{} `cbor:",toarray"`
	Bill   uint32
	Part   uint8
	Amount money.Minor
}

// Covering says what a cheque covers from a day on.
type Covering struct {
	On     civil.Date `cbor:"1,keyasint"`
	Shares []Share    `cbor:"2,keyasint,omitempty"`
}

// Return is what the bank said of a cheque it did not pay. Amounts are minor units
// of the cheque's account.
type Return struct {
	Reason      Reason      `cbor:"1,keyasint"`
	Bank        civil.Date  `cbor:"2,keyasint"` // the date on the bank's advice
	Fee         money.Minor `cbor:"3,keyasint,omitempty"`
	FeeBill     uint32      `cbor:"4,keyasint,omitempty"` // the debit bill that asks the fee of the customer
	Paid        money.Minor `cbor:"5,keyasint,omitempty"` // what the bank did pay of it
	PaidReceipt uint32      `cbor:"6,keyasint,omitempty"`
}

// Step is one move of a cheque. It counts from On until before Back, the day it was
// taken back (0: it stands).
type Step struct {
	On      civil.Date `cbor:"1,keyasint"`
	Move    Move       `cbor:"2,keyasint"`
	To      State      `cbor:"3,keyasint"`
	Back    civil.Date `cbor:"4,keyasint,omitempty"`
	Slip    uint32     `cbor:"5,keyasint,omitempty"` // of a deposit
	Receipt uint32     `cbor:"6,keyasint,omitempty"` // the receipt that stands for it after the move
	Return  *Return    `cbor:"7,keyasint,omitempty"` // of a bounce
	With    string     `cbor:"8,keyasint,omitempty"` // the bank, supplier or person it went to
	Reason  string     `cbor:"9,keyasint,omitempty"`
	Other   uint32     `cbor:"10,keyasint,omitempty"` // the cheque that replaced it
	By      string     `cbor:"11,keyasint,omitempty"`
	Seq     uint64     `cbor:"12,keyasint,omitempty"`
	Left    uint32     `cbor:"13,keyasint,omitempty"` // the slip written for it that it went off with the move
}

// Details are what may be put right on a cheque's row.
type Details struct {
	Number  string     `cbor:"1,keyasint"`
	Drawer  string     `cbor:"2,keyasint"` // who signed it; may not be the customer
	Bank    string     `cbor:"3,keyasint"` // the drawer's
	Branch  string     `cbor:"4,keyasint,omitempty"`
	Account string     `cbor:"5,keyasint,omitempty"` // the drawer's, at his bank
	From    string     `cbor:"6,keyasint,omitempty"` // who handed it over
	Kept    string     `cbor:"7,keyasint,omitempty"` // where
	Hold    civil.Date `cbor:"8,keyasint,omitempty"` // the customer asked to wait until
	Note    string     `cbor:"9,keyasint,omitempty"`
}

// Cheque is a post-dated cheque. Its amount, maturity and the day it was received
// on are never edited. Clearing says that it is a receipt from the day it was
// received (the company's switch on that day), First the receipt it came in with.
type Cheque struct {
	ID       uint32      `cbor:"1,keyasint"`
	Account  uint32      `cbor:"2,keyasint"`
	Details  Details     `cbor:"3,keyasint"`
	Amount   money.Minor `cbor:"4,keyasint"`
	Maturity civil.Date  `cbor:"5,keyasint"` // the date written on it
	Received civil.Date  `cbor:"6,keyasint"`
	Type     Type        `cbor:"7,keyasint"`
	Clearing bool        `cbor:"8,keyasint,omitempty"`
	First    uint32      `cbor:"9,keyasint,omitempty"`
	Replaces []uint32    `cbor:"10,keyasint,omitempty"`
	Covers   []Covering  `cbor:"11,keyasint,omitempty"`
	Steps    []Step      `cbor:"12,keyasint,omitempty"`
	Slip     uint32      `cbor:"13,keyasint,omitempty"` // the slip it was last put on
	By       string      `cbor:"14,keyasint,omitempty"`
	Voided   civil.Date  `cbor:"15,keyasint,omitempty"`
	Seq      uint64      `cbor:"16,keyasint,omitempty"`
}

// At reports whether the cheque was in the register at the end of a day.
func (c *Cheque) At(d civil.Date) bool { return c.Received <= d && (c.Voided == 0 || d < c.Voided) }

// At reports whether the step counts on a day.
func (s *Step) At(d civil.Date) bool { return s.On <= d && (s.Back == 0 || d < s.Back) }

// Forever is a day after all others: the cheque as it is now.
const Forever civil.Date = 1 << 30

// Last is the step that put the cheque where it stood on a day; nil when it was
// only received.
func (c *Cheque) Last(d civil.Date) *Step {
	for i := len(c.Steps) - 1; i >= 0; i-- {
		if c.Steps[i].At(d) {
			return &c.Steps[i]
		}
	}
	return nil
}

// State is where the cheque stood at the end of a day.
func (c *Cheque) State(d civil.Date) State {
	if s := c.Last(d); s != nil {
		return s.To
	}
	return Received
}

// Receipt is the receipt that stood for the cheque on a day, 0 for none.
func (c *Cheque) Receipt(d civil.Date) uint32 {
	if s := c.Last(d); s != nil {
		return s.Receipt
	}
	return c.First
}

// Worth is what the cheque was still good for on a day: its amount less what the
// bank paid of it when it bounced.
func (c *Cheque) Worth(d civil.Date) money.Minor {
	worth := c.Amount
	for i := range c.Steps {
		if s := &c.Steps[i]; s.Return != nil && s.At(d) {
			worth -= s.Return.Paid
		}
	}
	return worth
}

// Presented is how often the cheque had been deposited by a day.
func (c *Cheque) Presented(d civil.Date) int {
	n := 0
	for i := range c.Steps {
		if s := &c.Steps[i]; s.Move == DoDeposit && s.At(d) {
			n++
		}
	}
	return n
}

// Shares is what the cheque was given for as it stood on a day, in order.
func (c *Cheque) Shares(d civil.Date) []Share {
	for i := len(c.Covers) - 1; i >= 0; i-- {
		if c.Covers[i].On <= d {
			return c.Covers[i].Shares
		}
	}
	return nil
}

// lastDay is the day of the latest that happened to the cheque: nothing is dated
// before it.
func (c *Cheque) lastDay() civil.Date {
	d := c.Received
	for i := range c.Steps {
		d = max(d, c.Steps[i].On, c.Steps[i].Back)
	}
	return d
}

// days are those on which something happened to the cheque.
func (c *Cheque) days() []civil.Date {
	all := []civil.Date{c.Received}
	if c.Voided != 0 {
		all = append(all, c.Voided)
	}
	for i := range c.Steps {
		if all = append(all, c.Steps[i].On); c.Steps[i].Back != 0 {
			all = append(all, c.Steps[i].Back)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// OnDay reads the cheques something happened to on a day, those taken back too.
func OnDay(v *book.View, d civil.Date, fn func(c *Cheque) (bool, error)) error {
	return table.Seek(v, "day", book.Key{}.Date(d), fn)
}

// counts reports whether a cheque in a state is a receipt: when it is cleared or
// endorsed, and in the clearing account while it is in hand too. A cheque settled in
// cash stands for the cash.
func counts(s State, clearing bool) bool {
	return s == Cleared || s == Endorsed || s == Settled || clearing && s.InHand()
}

func key(acc, id uint32) book.Key { return book.Key{}.U32(acc).U32(id) }

var table = &book.Table[Cheque]{Name: "cheque", Bucket: "cheque", Codec: book.CBOR[Cheque](),
	Key: func(c *Cheque) book.Key { return key(c.Account, c.ID) },
	Indexes: []book.Index[Cheque]{
		{Name: "id", Unique: true, Entries: func(c *Cheque) []book.Key { return []book.Key{book.Key{}.U32(c.ID)} }},
		{Name: "number", Entries: func(c *Cheque) []book.Key {
			if c.Voided != 0 {
				return nil
			}
			return []book.Key{book.Key{}.Text(text.Fold(c.Details.Number)).U8(0)}
		}},
		{Name: "day", Entries: func(c *Cheque) []book.Key {
			var all []book.Key
			for _, d := range c.days() {
				all = append(all, book.Key{}.Date(d))
			}
			return all
		}},
		{Name: "live", Unique: true, Entries: func(c *Cheque) []book.Key {
			if c.Voided != 0 || !c.State(Forever).unique() {
				return nil
			}
			return []book.Key{c.Details.unique()}
		}},
		{Name: "receipt", Entries: func(c *Cheque) []book.Key {
			if r := c.Receipt(Forever); r != 0 && c.Voided == 0 {
				return []book.Key{book.Key{}.U32(c.Account).U32(r)}
			}
			return nil
		}},
		{Name: "brief", Cover: func(c *Cheque) []byte { return c.brief(Forever).encode() },
			Entries: func(c *Cheque) []book.Key {
				if c.Voided != 0 {
					return nil
				}
				return []book.Key{briefKey(c.State(Forever).Done(), c.Account).Date(c.Maturity)}
			}}}}

// unique is what no two live cheques share: bank, the drawer's account (his name
// when it is not known) and number (SAFETY C3).
func (d *Details) unique() book.Key {
	of := text.Fold(d.Account)
	if of == "" {
		of = "\x01" + text.Fold(d.Drawer)
	}
	return book.Key{}.Text(text.Fold(d.Bank) + "\x00" + of + "\x00" + text.Fold(d.Number))
}

// Brief is a cheque as lists and sums need it, on one day.
type Brief struct {
	Account, ID          uint32
	Maturity             civil.Date
	State                State
	Type                 Type
	Clearing             bool
	Presented            int
	Worth, Amount        money.Minor
	Received             civil.Date
	Since                civil.Date // when it came into its state
	Hold                 civil.Date
	Slip                 uint32
	Shares               []Share
	Number, Drawer, Bank string
}

func briefKey(done bool, acc uint32) book.Key {
	k := make(book.Key, 0, 17)
	if done {
		return k.U8(1).U32(acc)
	}
	return k.U8(0).U32(acc)
}

func (c *Cheque) brief(d civil.Date) *Brief {
	b := &Brief{Account: c.Account, ID: c.ID, Maturity: c.Maturity, State: c.State(d), Type: c.Type,
		Clearing: c.Clearing, Presented: c.Presented(d), Worth: c.Worth(d), Amount: c.Amount, Received: c.Received,
		Since: c.Received, Hold: c.Details.Hold, Slip: c.Slip, Shares: c.Shares(d), Number: c.Details.Number,
		Drawer: c.Details.Drawer, Bank: c.Details.Bank}
	if s := c.Last(d); s != nil {
		b.Since = s.On
	}
	return b
}

const briefSize = 38

func (b *Brief) encode() []byte {
	flags := uint8(0)
	if b.Clearing {
		flags = 1
	}
	n := briefSize + 13*len(b.Shares) + 6 + len(b.Number) + len(b.Drawer) + len(b.Bank)
	k := make(book.Key, 0, n).U8(uint8(b.State)).U8(uint8(b.Type)).U8(flags).U8(uint8(b.Presented))
	k = k.U64(uint64(b.Worth)).U64(uint64(b.Amount)).U32(uint32(b.Received)).U32(uint32(b.Since)).U32(uint32(b.Hold))
	k = k.U32(b.Slip).U16(uint16(len(b.Shares)))
	for _, s := range b.Shares {
		k = k.U32(s.Bill).U8(s.Part).U64(uint64(s.Amount))
	}
	for _, t := range [...]string{b.Number, b.Drawer, b.Bank} {
		k = k.U16(uint16(len(t))).Text(t)
	}
	return k
}

// readBrief reads what encode wrote, under its index key.
func readBrief(k, v []byte, b *Brief) bool {
	be := binary.BigEndian
	if len(k) != 17 || len(v) < briefSize {
		return false
	}
	*b = Brief{Account: be.Uint32(k[9:]), ID: be.Uint32(k[13:]), Maturity: book.DateAt(k, 5), State: State(v[0]),
		Type: Type(v[1]), Clearing: v[2]&1 != 0, Presented: int(v[3]), Worth: money.Minor(be.Uint64(v[4:])),
		Amount: money.Minor(be.Uint64(v[12:])), Received: civil.Date(be.Uint32(v[20:])),
		Since: civil.Date(be.Uint32(v[24:])), Hold: civil.Date(be.Uint32(v[28:])), Slip: be.Uint32(v[32:])}
	n := int(be.Uint16(v[36:]))
	if v = v[briefSize:]; len(v) < 13*n {
		return false
	}
	if n > 0 {
		b.Shares = make([]Share, n)
	}
	for i := range b.Shares {
		s := v[13*i:]
		b.Shares[i] = Share{Bill: be.Uint32(s), Part: s[4], Amount: money.Minor(be.Uint64(s[5:]))}
	}
	rest := string(v[13*n:]) // one piece of memory for the three
	for _, t := range [...]*string{&b.Number, &b.Drawer, &b.Bank} {
		if len(rest) < 2 {
			return false
		}
		end := 2 + int(rest[0])<<8 + int(rest[1])
		if len(rest) < end {
			return false
		}
		*t, rest = rest[2:end], rest[end:]
	}
	return true
}
