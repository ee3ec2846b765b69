package cheque

import (
	"slices"

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
