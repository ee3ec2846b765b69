package confirmation

import (
	"fmt"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

func runRef(id uint32) book.Ref {
	return book.Ref{Table: "confirmation run", ID: uint64(id), Document: true}
}

// Made says that a run was made; its letters are in the facts beside it.
type Made struct {
	Run Run `cbor:"1,keyasint"`
}

// Kind is "confirmation.made/1".
func (Made) Kind() string { return "confirmation.made/1" }

// Refs names the run.
func (f Made) Refs() []book.Ref { return []book.Ref{runRef(f.Run.ID)} }

// Apply stores the run.
func (f Made) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("confirmation run", f.Run.ID); err != nil {
		return err
	}
	r := f.Run
	r.Seq = tx.Seq()
	return runs.Insert(tx, &r)
}

// Undo voids the run.
func (f Made) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Voided{ID: f.Run.ID, Date: max(in.Today, f.Run.Made)}}, nil
}

// Voided says that a run is gone from a day on.
type Voided struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "confirmation.voided/1".
func (Voided) Kind() string { return "confirmation.voided/1" }

// Refs names the run.
func (f Voided) Refs() []book.Ref { return []book.Ref{runRef(f.ID)} }

// Apply marks the run.
func (f Voided) Apply(tx *book.Tx) error {
	r, err := GetRun(&tx.View, f.ID)
	if err != nil {
		return err
	}
	r.Voided = f.Date
	return runs.Put(tx, &r)
}

// Frozen says that letters of a run were written, with all that stands on them.
type Frozen struct {
	Run     uint32   `cbor:"1,keyasint"`
	Letters []Letter `cbor:"2,keyasint"`
	Pages   []page   `cbor:"3,keyasint"`
}

// Kind is "confirmation.frozen/1".
func (Frozen) Kind() string { return "confirmation.frozen/1" }

// Refs names the run.
func (f Frozen) Refs() []book.Ref { return []book.Ref{runRef(f.Run)} }

// Apply stores the letters.
func (f Frozen) Apply(tx *book.Tx) error {
	for i := range f.Letters {
		if err := letters.Insert(tx, &f.Letters[i]); err != nil {
			return err
		}
	}
	for i := range f.Pages {
		if err := pages.Insert(tx, &f.Pages[i]); err != nil {
			return err
		}
	}
	return nil
}

// Undo leaves the letters to their run, which is voided.
func (Frozen) Undo(*book.In) ([]book.Fact, error) { return nil, nil }

// Moved says that letters of a run went on.
type Moved struct {
	Run   uint32 `cbor:"1,keyasint"`
	Steps []Step `cbor:"2,keyasint"`
}

// Kind is "confirmation.moved/1".
func (Moved) Kind() string { return "confirmation.moved/1" }

// Refs names the letters and their customers, and builds on the run.
func (f Moved) Refs() []book.Ref { return stepRefs(f.Run, f.Steps) }

func stepRefs(run uint32, all []Step) []book.Ref {
	refs := []book.Ref{{Table: "confirmation run", ID: uint64(run), Uses: true}}
	for i := range all {
		refs = append(refs, book.Ref{Table: "confirmation", ID: uint64(run)<<32 | uint64(all[i].N), Document: true},
			customer.Ref(all[i].Customer))
	}
	return refs
}

// Apply stores the steps.
func (f Moved) Apply(tx *book.Tx) error {
	for i := range f.Steps {
		x := f.Steps[i]
		if err := tx.RaiseCounter("confirmation step", x.ID); err != nil {
			return err
		}
		x.Seq = tx.Seq()
		if err := steps.Insert(tx, &x); err != nil {
			return err
		}
	}
	return nil
}

// Undo takes the steps back.
func (f Moved) Undo(in *book.In) ([]book.Fact, error) {
	back := &Back{Run: f.Run, Date: in.Today}
	for i := range f.Steps {
		x := &f.Steps[i]
		back.Date = max(back.Date, x.Known)
		back.Steps = append(back.Steps, Step{N: x.N, ID: x.ID, Customer: x.Customer})
	}
	return []book.Fact{back}, nil
}

// Back says that steps of letters do not count from a day on.
type Back struct {
	Run   uint32     `cbor:"1,keyasint"`
	Steps []Step     `cbor:"2,keyasint"` // their letters, numbers and customers only
	Date  civil.Date `cbor:"3,keyasint"`
}

// Kind is "confirmation.back/1".
func (Back) Kind() string { return "confirmation.back/1" }

// Refs names the letters and their customers.
func (f Back) Refs() []book.Ref { return stepRefs(f.Run, f.Steps) }

// Apply marks the steps.
func (f Back) Apply(tx *book.Tx) error {
	for i := range f.Steps {
		x, ok, err := steps.Get(&tx.View, stepKey(f.Run, f.Steps[i].N, f.Steps[i].ID))
		if err == nil && !ok {
			err = book.Refuse(book.NotFound, "there is no step %d of confirmation %d/%d", f.Steps[i].ID, f.Run,
				f.Steps[i].N)
		}
		if err != nil {
			return err
		}
		x.Back = f.Date
		if err := steps.Put(tx, &x); err != nil {
			return err
		}
	}
	return nil
}

// Subject is what balance confirmations bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{runs, letters, pages, steps},
		Facts:    []book.Fact{Made{}, Voided{}, Frozen{}, Moved{}, Back{}},
		Commands: []book.Command{Make{}, Move{}, Reply{}, Reconcile{}, Work{}},
		Checks:   []book.Check{{ID: "B1", Table: "confirmation", Full: checkAll}}}
}

// checkAll: a letter is the sum of its lines, a run has its letters, and a reconciliation
// foots (B1).
func checkAll(v *book.View, found func(book.Finding)) error {
	return Runs(v, func(r *Run) (bool, error) {
		all, n := map[uint32]money.Minor{}, 0
		say := func(record string, want, got any) {
			found(book.Finding{ID: "B1", Record: "confirmation " + record, Expected: fmt.Sprint(want),
				Found: fmt.Sprint(got), Seq: r.Seq})
		}
		err := Letters(v, r.ID, func(l *Letter) (bool, error) {
			lines, err := Lines(v, l.Run, l.N)
			var sum money.Minor
			for i := range lines {
				sum += lines[i].Left
			}
			if sum != l.Balance {
				say(l.Number(), sum, l.Balance)
			}
			all[l.N], n = l.Balance, n+1
			return true, err
		})
		if n != r.Letters {
			say(fmt.Sprintf("run %d", r.ID), r.Letters, n)
		}
		if err != nil {
			return false, err
		}
		theirs := map[uint32]money.Minor{}
		return true, steps.Scan(v, book.Key{}.U32(r.ID), func(x *Step) (bool, error) {
			if x.State == Disagreed && x.Back == 0 {
				theirs[x.N] = x.Theirs
			}
			if x.State == Reconciled && x.Back == 0 {
				if sum := total(x.Reasons); sum != theirs[x.N]-all[x.N] {
					say(fmt.Sprintf("%d/%d", x.Run, x.N), theirs[x.N]-all[x.N], sum)
				}
			}
			return true, nil
		})
	})
}

func total(all []Reason) (sum money.Minor) {
	for i := range all {
		sum += all[i].Amount
	}
	return sum
}
