package credit

import (
	"duebook/internal/ar/customer"
	"duebook/internal/ar/interest"
	"duebook/internal/book"
	"duebook/internal/civil"
)

func (l *Limit) refs() []book.Ref {
	all := []book.Ref{limitRef(l.ID)}
	if l.Scope == Customer {
		all = append(all, customer.Ref(l.Of), customer.Uses(l.Of))
	}
	return all
}

// LimitSet says that a limit was set.
type LimitSet struct {
	Limit Limit `cbor:"1,keyasint"`
}

// Kind is "credit.limit_set/1".
func (LimitSet) Kind() string { return "credit.limit_set/1" }

// Refs names the limit and the customer.
func (f LimitSet) Refs() []book.Ref { return f.Limit.refs() }

// Apply stores the limit.
func (f LimitSet) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("credit limit", f.Limit.ID); err != nil {
		return err
	}
	l := f.Limit
	l.Seq = tx.Seq()
	return limits.Insert(tx, &l)
}

// Undo ends the limit from today on.
func (f LimitSet) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&LimitEnded{Limit: f.Limit, Date: in.Today}}, nil
}

// LimitEnded says that a limit counts no more from a day on.
type LimitEnded struct {
	Limit Limit      `cbor:"1,keyasint"` // as it was
	Date  civil.Date `cbor:"2,keyasint"`
}

// Kind is "credit.limit_ended/1".
func (LimitEnded) Kind() string { return "credit.limit_ended/1" }

// Refs names the limit and the customer.
func (f LimitEnded) Refs() []book.Ref { return f.Limit.refs() }

// Apply marks the limit.
func (f LimitEnded) Apply(tx *book.Tx) error {
	l, err := GetLimit(&tx.View, f.Limit.ID)
	if err != nil {
		return err
	}
	l.Ended = f.Date
	return limits.Put(tx, &l)
}

// Undo sets the same limit again, known from today on.
func (f LimitEnded) Undo(in *book.In) ([]book.Fact, error) {
	l := f.Limit
	l.ID, l.Set, l.Ended = in.NewID("credit limit"), in.Today, 0
	return []book.Fact{&LimitSet{l}}, nil
}

// Agreed says that a special agreement was made.
type Agreed struct {
	Agreement Agreement `cbor:"1,keyasint"`
}

// Kind is "credit.agreed/1".
func (Agreed) Kind() string { return "credit.agreed/1" }

// Refs names the agreement, its schedule and the customer.
func (f Agreed) Refs() []book.Ref {
	all := f.Agreement.target().refs()
	if f.Agreement.Paper != 0 {
		all = append(all, book.Ref{Table: "obligation", ID: uint64(f.Agreement.Paper)})
	}
	return all
}

// Apply stores the agreement.
func (f Agreed) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("special agreement", f.Agreement.ID); err != nil {
		return err
	}
	a := f.Agreement
	a.Seq = tx.Seq()
	return agreements.Insert(tx, &a)
}

// Undo voids the agreement; its schedule and its exemption are undone beside it, and
// the exemption also where it was ended and set again since.
func (f Agreed) Undo(in *book.In) ([]book.Fact, error) {
	a := &f.Agreement
	facts := []book.Fact{&AgreementVoided{a.target(), in.Today}}
	err := a.terms(in, func(t *interest.Terms, _ bool) {
		if t.ID != a.Terms && t.ID != a.Resumes {
			facts = append(facts, &interest.TermsVoided{ID: t.ID, Date: in.Today})
		}
	})
	return facts, err
}

// Target is the agreement a fact is about.
type Target struct {
	Account  uint32 `cbor:"1,keyasint"`
	ID       uint32 `cbor:"2,keyasint"`
	Customer uint32 `cbor:"3,keyasint"`
}

func (a *Agreement) target() Target { return Target{a.Account, a.ID, a.Customer} }

func (t Target) refs() []book.Ref {
	return []book.Ref{{Table: "special agreement", ID: uint64(t.ID), Document: true}, customer.Ref(t.Customer),
		customer.Uses(t.Customer)}
}

func (t Target) change(tx *book.Tx, how func(a *Agreement)) error {
	a, ok, err := agreements.Get(&tx.View, agreementKey(t.Account, t.ID))
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "there is no special agreement %d on account %d", t.ID, t.Account)
	}
	if err != nil {
		return err
	}
	how(&a)
	return agreements.Put(tx, &a)
}

// AgreementVoided says that an agreement recorded by mistake is gone from a day on.
type AgreementVoided struct {
	Target Target     `cbor:"1,keyasint"`
	Date   civil.Date `cbor:"2,keyasint"`
}

// Kind is "credit.agreement_voided/1".
func (AgreementVoided) Kind() string { return "credit.agreement_voided/1" }

// Refs names the agreement.
func (f AgreementVoided) Refs() []book.Ref { return f.Target.refs() }

// Apply marks the agreement.
func (f AgreementVoided) Apply(tx *book.Tx) error {
	return f.Target.change(tx, func(a *Agreement) { a.Voided = f.Date })
}

// AgreementEnded says that an agreement was ended before its last day.
type AgreementEnded struct {
	Target Target `cbor:"1,keyasint"`
	End    End    `cbor:"2,keyasint"`
}

// Kind is "credit.agreement_ended/1".
func (AgreementEnded) Kind() string { return "credit.agreement_ended/1" }

// Refs names the agreement.
func (f AgreementEnded) Refs() []book.Ref { return f.Target.refs() }

// Apply notes the end.
func (f AgreementEnded) Apply(tx *book.Tx) error {
	return f.Target.change(tx, func(a *Agreement) { a.Ends = append(a.Ends, f.End) })
}

// Undo lets the agreement run again from today on.
func (f AgreementEnded) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&EndBack{f.Target, max(in.Today, f.End.On)}}, nil
}

// EndBack says that the end of an agreement was taken back.
type EndBack struct {
	Target Target     `cbor:"1,keyasint"`
	Date   civil.Date `cbor:"2,keyasint"`
}

// Kind is "credit.end_back/1".
func (EndBack) Kind() string { return "credit.end_back/1" }

// Refs names the agreement.
func (f EndBack) Refs() []book.Ref { return f.Target.refs() }

// Apply marks the end that stood.
func (f EndBack) Apply(tx *book.Tx) error {
	return f.Target.change(tx, func(a *Agreement) {
		for i := len(a.Ends) - 1; i >= 0; i-- {
			if a.Ends[i].Back == 0 {
				a.Ends[i].Back = f.Date
				return
			}
		}
	})
}
