package cheque

import (
	"fmt"
	"strconv"
	"strings"

	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Slip is what goes to the bank: many cheques, one bank, one number.
type Slip struct {
	ID      uint32     `cbor:"1,keyasint"`
	Number  string     `cbor:"2,keyasint"`
	Bank    string     `cbor:"3,keyasint"` // ours
	Account string     `cbor:"4,keyasint,omitempty"`
	Date    civil.Date `cbor:"5,keyasint"`
	Cheques []SlipLine `cbor:"6,keyasint"`
	Made    civil.Date `cbor:"7,keyasint"`
	By      string     `cbor:"8,keyasint,omitempty"`
	Voided  civil.Date `cbor:"9,keyasint,omitempty"`
}

// SlipLine names one cheque of a slip.
type SlipLine struct {
	_       struct{} `cbor:",toarray"`
	Account uint32
	ID      uint32
}

func slipRef(id uint32) book.Ref { return book.Ref{Table: "slip", ID: uint64(id), Document: true} }

var slips = &book.Table[Slip]{Name: "slip", Bucket: "slip", Codec: book.CBOR[Slip](),
	Key: func(s *Slip) book.Key { return book.Key{}.U32(s.ID) },
	Indexes: []book.Index[Slip]{{Name: "number", Unique: true, Entries: func(s *Slip) []book.Key {
		if s.Voided != 0 {
			return nil
		}
		return []book.Key{book.Key{}.Text(text.Fold(s.Number))}
	}}}}

// SlipMade says that a deposit slip was written.
type SlipMade struct {
	Slip Slip `cbor:"1,keyasint"`
}

// Kind is "cheque.slip made/1".
func (SlipMade) Kind() string { return "cheque.slip made/1" }

// Refs names the slip and its cheques.
func (f SlipMade) Refs() []book.Ref {
	all := []book.Ref{slipRef(f.Slip.ID)}
	for _, l := range f.Slip.Cheques {
		all = append(all, Ref(l.Account, l.ID))
	}
	return all
}

// Apply stores the slip and notes it on the cheques.
func (f SlipMade) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("slip", f.Slip.ID); err != nil {
		return err
	}
	if err := slips.Insert(tx, &f.Slip); err != nil {
		return err
	}
	return f.Slip.note(tx, f.Slip.ID)
}

func (s *Slip) note(tx *book.Tx, id uint32) error {
	for _, l := range s.Cheques {
		if err := change(tx, l.Account, l.ID, s.Made, func(c *Cheque) error { c.Slip = id; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// Undo tears the slip up.
func (f SlipMade) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&SlipVoided{ID: f.Slip.ID, Cheques: slices.Clone(f.Slip.Cheques), Date: max(in.Today,
		f.Slip.Made)}}, nil
}

// SlipVoided says that a slip was torn up before it went to the bank.
type SlipVoided struct {
	ID      uint32     `cbor:"1,keyasint"`
	Cheques []SlipLine `cbor:"2,keyasint"`
	Date    civil.Date `cbor:"3,keyasint"`
}

// Kind is "cheque.slip voided/1".
func (SlipVoided) Kind() string { return "cheque.slip voided/1" }

// Refs names the slip and its cheques.
func (f SlipVoided) Refs() []book.Ref { return SlipMade{Slip{ID: f.ID, Cheques: f.Cheques}}.Refs() }

// Apply marks the slip and frees its cheques.
func (f SlipVoided) Apply(tx *book.Tx) error {
	s, ok, err := slips.Get(&tx.View, book.Key{}.U32(f.ID))
	if err != nil || !ok {
		return err
	}
	s.Voided = f.Date
	if err := slips.Put(tx, &s); err != nil {
		return err
	}
	return s.note(tx, 0)
}

// GetSlip reads a slip; NotFound when there is none.
func GetSlip(v *book.View, id uint32) (Slip, error) {
	s, ok, err := slips.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no deposit slip %d", id)
	}
	return s, err
}

// Slips reads all slips in the order they were written, torn ones too.
func Slips(v *book.View, fn func(s *Slip) (bool, error)) error { return slips.Scan(v, nil, fn) }

// SlipNumbered reads a slip by its number, or refuses on the field "slip".
func SlipNumbered(v *book.View, number string) (Slip, error) {
	s, ok, err := slips.Find(v, "number", book.Key{}.Text(text.Fold(strings.TrimSpace(number))))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "slip", Text: "there is no deposit slip with the number " +
			strconv.Quote(number)}
	}
	return s, err
}

// OnSlip reports whether the cheque is on a slip that has not gone to the bank.
func (c *Cheque) OnSlip() bool { return c.Slip != 0 && c.State(Forever) != Deposited }

// WriteSlip writes a deposit slip without taking it to the bank: the cheques stay
// where they are.
type WriteSlip struct {
	Cheques []string `json:"cheques" help:"the cheques' numbers, or #12"`
	Bank    string   `json:"bank" help:"our bank"`
	Account string   `json:"account,omitempty" help:"our account there"`
	Slip    string   `json:"slip,omitempty" help:"the slip's number; given when left out"`
	Date    string   `json:"date,omitempty" help:"the day it is for; today when left out"`
}

// Kind is "cheque.slip".
func (WriteSlip) Kind() string { return "cheque.slip" }

// Decide refuses a day before a cheque's maturity.
func (c WriteSlip) Decide(in *book.In) ([]book.Fact, error) {
	p, all, err := begin(in, c.Cheques)
	if err != nil {
		return nil, err
	}
	s, err := p.slip(all, c.Slip, c.Bank, c.Account, c.Date)
	if err != nil {
		return nil, err
	}
	return []book.Fact{&SlipMade{*s}}, nil
}

// slip checks a new slip over cheques that can be deposited.
func (p *pen) slip(all []*Cheque, number, bank, acc, date string) (*Slip, error) {
	in := p.in
	s := &Slip{ID: in.NewID("slip"), Number: strings.TrimSpace(number), Bank: strings.TrimSpace(bank),
		Account: strings.TrimSpace(acc), Made: in.Today, By: in.Who}
	var err error
	if s.Date, err = bill.Day("date", date, in.Today, in.Today); err != nil {
		return nil, err
	}
	if s.Bank == "" {
		return nil, book.RefuseField("bank", "name our bank the cheques go to")
	}
	for _, t := range []string{s.Number, s.Bank, s.Account} {
		if err := text.Check(t, 120); err != nil {
			return nil, book.RefuseField("slip", "%v", err)
		}
	}
	if s.Number == "" {
		s.Number = fmt.Sprintf("S-%05d", s.ID)
	}
	if _, taken, err := slips.Find(in.View, "number", book.Key{}.Text(text.Fold(s.Number))); err != nil || taken {
		if taken {
			err = book.RefuseField("slip", "there is a deposit slip with the number %q already", s.Number)
		}
		return nil, err
	}
	currency := ""
	for _, c := range all {
		if err := c.State(Forever).Can(DoDeposit); err != nil {
			return nil, book.RefuseField("cheque", "cheque %s: %v", c.Details.Number, err)
		}
		if s.Date < c.Maturity {
			return nil, book.RefuseField("date", "cheque %s is dated %s: a slip with it cannot be dated %s, before",
				c.Details.Number, text.FormatDate(c.Maturity), text.FormatDate(s.Date))
		}
		if c.OnSlip() {
			old, err := GetSlip(in.View, c.Slip)
			if err != nil {
				return nil, err
			}
			return nil, book.RefuseField("cheque", "cheque %s is on slip %s already: deposit that slip, or undo it",
				c.Details.Number, old.Number)
		}
		a, err := account.Get(in.View, c.Account)
		if err != nil {
			return nil, err
		}
		if currency != "" && currency != a.Currency {
			return nil, book.RefuseField("cheque", "cheque %s is in %s, others are in %s: a slip has one currency",
				c.Details.Number, a.Currency, currency)
		}
		currency = a.Currency
		s.Cheques = append(s.Cheques, SlipLine{Account: c.Account, ID: c.ID})
	}
	return s, nil
}

// Deposit takes cheques to the bank on one slip: a new one, or one that was written
// before. All of them or none.
type Deposit struct {
	Cheques []string `json:"cheques,omitempty" help:"the cheques' numbers, or #12; those of the slip when left out"`
	Slip    string   `json:"slip,omitempty" help:"the slip's number; given when left out"`
	Bank    string   `json:"bank,omitempty" help:"our bank; the slip's when it is written already"`
	Account string   `json:"account,omitempty" help:"our account there"`
	Date    string   `json:"date,omitempty" help:"when; today when left out"`
}

// Kind is "cheque.deposit".
func (Deposit) Kind() string { return "cheque.deposit" }

// Decide refuses a cheque before its maturity.
func (c Deposit) Decide(in *book.In) ([]book.Fact, error) {
	names := c.Cheques
	var s *Slip
	if len(names) == 0 {
		if strings.TrimSpace(c.Slip) == "" {
			return nil, book.RefuseField("cheque", "name the cheques, or the slip they are on")
		}
		written, err := SlipNumbered(in.View, c.Slip)
		if err != nil {
			return nil, err
		}
		s = &written
		for _, l := range s.Cheques {
			if q, err := Get(in.View, l.ID); err == nil && q.Slip == s.ID && q.OnSlip() {
				names = append(names, "#"+strconv.Itoa(int(l.ID)))
			}
		}
		if len(names) == 0 {
			return nil, book.RefuseField("slip", "no cheque of slip %s waits to be deposited", s.Number)
		}
	}
	p, all, err := begin(in, names)
	if err != nil {
		return nil, err
	}
	on, err := bill.Day("date", c.Date, in.Today, in.Today)
	if err != nil {
		return nil, err
	}
	if s == nil {
		if s, err = p.slip(all, c.Slip, c.Bank, c.Account, c.Date); err != nil {
			return nil, err
		}
		p.facts = append(p.facts, &SlipMade{*s})
	}
	for _, q := range all {
		if err := p.move(q, Step{Move: DoDeposit, On: on, Slip: s.ID, With: s.Bank}); err != nil {
			return nil, err
		}
	}
	return p.facts, nil
}
