package interest

import (
	"fmt"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{terms, charges},
		Facts:    []book.Fact{TermsSet{}, TermsVoided{}, Charged{}, Reversed{}, Restored{}, Waived{}, WaiverBack{}},
		Commands: []book.Command{SetTerms{}, EndTerms{}, Run{}, Reverse{}, Waive{}},
		Checks:   []book.Check{{ID: "I1", Table: "interest charge", Full: checkNotes}}}
}

func termsRef(id uint32) book.Ref {
	return book.Ref{Table: "interest terms", ID: uint64(id), Document: true}
}

// TermsSet says that terms were set.
type TermsSet struct {
	Terms Terms `cbor:"1,keyasint"`
}

// Kind is "interest.terms_set/1".
func (TermsSet) Kind() string { return "interest.terms_set/1" }

// Refs names the terms.
func (f TermsSet) Refs() []book.Ref { return []book.Ref{termsRef(f.Terms.ID)} }

// Apply stores the terms.
func (f TermsSet) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("interest terms", f.Terms.ID); err != nil {
		return err
	}
	t := f.Terms
	t.Seq = tx.Seq()
	return terms.Insert(tx, &t)
}

// Undo voids the terms from today on, as if they were never set: the next run credits
// back what notes charged by them.
func (f TermsSet) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&TermsVoided{ID: f.Terms.ID, Date: in.Today}}, nil
}

// TermsVoided says that terms do not count from a day on, or count again with no
// date.
type TermsVoided struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint,omitempty"`
}

// Kind is "interest.terms_voided/1".
func (TermsVoided) Kind() string { return "interest.terms_voided/1" }

// Refs names the terms.
func (f TermsVoided) Refs() []book.Ref { return []book.Ref{termsRef(f.ID)} }

// Apply marks the terms.
func (f TermsVoided) Apply(tx *book.Tx) error {
	t, err := getTerms(&tx.View, f.ID)
	if err != nil {
		return err
	}
	t.Voided, t.Gone = f.Date, tx.Seq()
	return terms.Put(tx, &t)
}

// Undo sets the same terms again, from today on.
func (f TermsVoided) Undo(in *book.In) ([]book.Fact, error) {
	t, err := getTerms(in.View, f.ID)
	if err != nil {
		return nil, err
	}
	if err := overlap(in, &t, 0); err != nil {
		return nil, err
	}
	t.ID, t.Set, t.Voided, t.Gone = in.NewID("interest terms"), in.Today, 0, 0
	return []book.Fact{&TermsSet{t}}, nil
}

func getTerms(v *book.View, id uint32) (Terms, error) {
	t, ok, err := terms.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: "there are no such terms of interest"}
	}
	return t, err
}

// Charged says what a note charged, line by line.
type Charged struct {
	Lines []Charge `cbor:"1,keyasint"`
}

// Kind is "interest.charged/1".
func (Charged) Kind() string { return "interest.charged/1" }

// Refs names the lines of each note.
func (f Charged) Refs() []book.Ref {
	var all []book.Ref
	for i := range f.Lines {
		if c := &f.Lines[i]; i == 0 || f.Lines[i-1].Note != c.Note {
			all = append(all, lineRef(c.Account, c.Note))
		}
	}
	return all
}

// lineRef names the lines of a note as a document: a waiver depends on them.
func lineRef(acc, note uint32) book.Ref {
	return book.Ref{Table: "interest charge", ID: uint64(acc)<<32 | uint64(note), Document: true}
}

// Apply stores the lines.
func (f Charged) Apply(tx *book.Tx) error {
	for i := range f.Lines {
		c := f.Lines[i]
		c.Seq = tx.Seq()
		if err := tx.RaiseCounter(bill.Doc, c.Note); err != nil {
			return err
		}
		if err := charges.Insert(tx, &c); err != nil {
			return err
		}
	}
	return nil
}

// Undo takes the lines back.
func (f Charged) Undo(in *book.In) ([]book.Fact, error) {
	var facts []book.Fact
	for from := 0; from < len(f.Lines); {
		to := from + 1
		for to < len(f.Lines) && f.Lines[to].Note == f.Lines[from].Note {
			to++
		}
		facts = append(facts, reversed(f.Lines[from:to], in.Today, ""))
		from = to
	}
	return facts, nil
}

func reversed(lines []Charge, on civil.Date, why string) *Reversed {
	f := &Reversed{Account: lines[0].Account, Note: lines[0].Note, On: on, Why: why}
	for i := range lines {
		f.Lines = append(f.Lines, Place{lines[i].Bill, lines[i].Part})
	}
	return f
}

// Place is a due part of a bill.
type Place struct {
	Bill uint32 `cbor:"1,keyasint"`
	Part uint8  `cbor:"2,keyasint"`
}

// Reversed says that the lines of a note do not count from a day on: those days
// may be charged again.
type Reversed struct {
	Account uint32     `cbor:"1,keyasint"`
	Note    uint32     `cbor:"2,keyasint"`
	On      civil.Date `cbor:"3,keyasint"`
	Why     string     `cbor:"4,keyasint,omitempty"`
	Lines   []Place    `cbor:"5,keyasint"`
}

// Kind is "interest.reversed/1".
func (Reversed) Kind() string { return "interest.reversed/1" }

// Refs names the note's lines.
func (f Reversed) Refs() []book.Ref { return []book.Ref{lineRef(f.Account, f.Note)} }

// Apply marks the lines.
func (f Reversed) Apply(tx *book.Tx) error {
	for _, l := range f.Lines {
		err := onLine(tx, f.Account, l.Bill, l.Part, f.Note, func(c *Charge) { c.Back = f.On })
		if err != nil {
			return err
		}
	}
	return nil
}

// Undo lets the lines count again from today on.
func (f Reversed) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Restored{Account: f.Account, Note: f.Note, From: f.On, On: max(in.Today, f.On),
		Lines: f.Lines}}, nil
}

// Restored says that lines count again from a day on; they did not since From.
type Restored struct {
	Account uint32     `cbor:"1,keyasint"`
	Note    uint32     `cbor:"2,keyasint"`
	From    civil.Date `cbor:"3,keyasint"`
	On      civil.Date `cbor:"4,keyasint"`
	Lines   []Place    `cbor:"5,keyasint"`
}

// Kind is "interest.restored/1".
func (Restored) Kind() string { return "interest.restored/1" }

// Refs names the note's lines.
func (f Restored) Refs() []book.Ref { return []book.Ref{lineRef(f.Account, f.Note)} }

// Apply takes the mark off the lines and keeps the days between.
func (f Restored) Apply(tx *book.Tx) error {
	for _, l := range f.Lines {
		err := onLine(tx, f.Account, l.Bill, l.Part, f.Note, func(c *Charge) {
			c.Gaps, c.Back = append(c.Gaps, Gap{f.From, f.On}), 0
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Undo takes the lines back again.
func (f Restored) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Reversed{Account: f.Account, Note: f.Note, On: max(in.Today, f.On), Lines: f.Lines}}, nil
}

// Waived says that what a note charged for a part was given up.
type Waived struct {
	Account uint32 `cbor:"1,keyasint"`
	Bill    uint32 `cbor:"2,keyasint"`
	Part    uint8  `cbor:"3,keyasint"`
	Note    uint32 `cbor:"4,keyasint"`
	Waiver  Waiver `cbor:"5,keyasint"`
}

// Kind is "interest.waived/1".
func (Waived) Kind() string { return "interest.waived/1" }

// Refs names the note's lines.
func (f Waived) Refs() []book.Ref { return []book.Ref{lineRef(f.Account, f.Note)} }

// Apply notes the waiver on the line.
func (f Waived) Apply(tx *book.Tx) error {
	return onLine(tx, f.Account, f.Bill, f.Part, f.Note, func(c *Charge) { c.Waivers = append(c.Waivers, f.Waiver) })
}

func onLine(tx *book.Tx, acc, bill uint32, part uint8, note uint32, fn func(c *Charge)) error {
	c, ok, err := charges.Get(&tx.View, chargeKey(acc, bill, part, note))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "note %d charged nothing for that part", note)
	}
	if err != nil {
		return err
	}
	fn(&c)
	return charges.Put(tx, &c)
}

// Undo takes the waiver back.
func (f Waived) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&WaiverBack{Account: f.Account, Bill: f.Bill, Part: f.Part, Note: f.Note, Was: f.Waiver,
		On: in.Today}}, nil
}

// WaiverBack says that a waiver does not count from a day on.
type WaiverBack struct {
	Account uint32     `cbor:"1,keyasint"`
	Bill    uint32     `cbor:"2,keyasint"`
	Part    uint8      `cbor:"3,keyasint"`
	Note    uint32     `cbor:"4,keyasint"`
	Was     Waiver     `cbor:"5,keyasint"`
	On      civil.Date `cbor:"6,keyasint"`
}

// Kind is "interest.waiver_back/1".
func (WaiverBack) Kind() string { return "interest.waiver_back/1" }

// Refs names the note's lines.
func (f WaiverBack) Refs() []book.Ref { return []book.Ref{lineRef(f.Account, f.Note)} }

// Apply marks the waiver.
func (f WaiverBack) Apply(tx *book.Tx) error {
	return onLine(tx, f.Account, f.Bill, f.Part, f.Note, func(c *Charge) {
		for i := range c.Waivers {
			if w := &c.Waivers[i]; w.Back == 0 && w.On == f.Was.On && w.Amount == f.Was.Amount {
				w.Back = f.On
				return
			}
		}
	})
}

// Undo waives again.
func (f WaiverBack) Undo(in *book.In) ([]book.Fact, error) {
	w := f.Was
	w.On, w.Back = in.Today, 0
	return []book.Fact{&Waived{Account: f.Account, Bill: f.Bill, Part: f.Part, Note: f.Note, Waiver: w}}, nil
}

// checkNotes: the lines of a note that charges sum to it, reversed ones too; when it
// was taken back none of them counts (I1).
func checkNotes(v *book.View, found func(book.Finding)) error {
	type note struct{ acc, id uint32 }
	type sums struct{ all, live money.Minor }
	of := map[note]sums{}
	var order []note
	err := AllCharges(v, func(c *Charge) (bool, error) {
		n := note{c.Account, c.Note}
		s, ok := of[n]
		if !ok {
			order = append(order, n)
		}
		s.all += c.Amount - c.Given
		if c.Back == 0 {
			s.live += c.Amount - c.Given
		}
		of[n] = s
		return true, nil
	})
	for _, n := range order {
		if err != nil {
			return err
		}
		if of[n].all <= 0 { // credited back, or given up: no bill
			continue
		}
		var b bill.Bill
		if b, err = bill.Get(v, n.acc, n.id); err != nil {
			continue
		}
		want, is := b.Amount(), of[n].all
		if b.Voided != 0 {
			want, is = 0, of[n].live
		}
		if want != is {
			found(book.Finding{ID: "I1", Record: "note " + b.Number, Expected: fmt.Sprint(want), Found: fmt.Sprint(is),
				Seq: b.Seq})
		}
	}
	return err
}
