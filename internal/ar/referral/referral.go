// Package referral keeps the questions officers put to their supervisor about a
// customer, the answers (RULES 3), and that an answer was seen. The package must never
// carry an answer out: a hold or a new collector is a command of its own, posted with it.
package referral

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Verdict is what the supervisor answered.
type Verdict uint8

// The verdicts.
const (
	TakeOver Verdict = iota + 1
	Instruct
	Hold
	Legal
	Other
	WriteOff // a request to write off is made
)

var verdictNames = []string{"", "take over", "instruct", "hold", "legal", "other", "write-off"}

// Verdicts lists the verdicts in words.
func Verdicts() []string { return verdictNames[1:] }

// String is the verdict in words.
func (a Verdict) String() string {
	if int(a) < len(verdictNames) {
		return verdictNames[a]
	}
	return fmt.Sprintf("answer %d", uint8(a))
}

// Answer is the supervisor's answer. It counts from On until before Back, the day
// it was taken back (0: it stands).
type Answer struct {
	Verdict Verdict    `cbor:"1,keyasint"`
	Text    string     `cbor:"2,keyasint,omitempty"`
	By      string     `cbor:"3,keyasint"`
	On      civil.Date `cbor:"4,keyasint"`
	At      int64      `cbor:"5,keyasint"` // unix nanoseconds
	Back    civil.Date `cbor:"6,keyasint,omitempty"`
	Seq     uint64     `cbor:"7,keyasint,omitempty"`
}

// Referral is one question.
type Referral struct {
	ID       uint32     `cbor:"1,keyasint"`
	Customer uint32     `cbor:"2,keyasint"`
	Reason   string     `cbor:"3,keyasint"`
	By       string     `cbor:"4,keyasint"`
	On       civil.Date `cbor:"5,keyasint"`
	At       int64      `cbor:"6,keyasint"`
	Answers  []Answer   `cbor:"7,keyasint,omitempty"`
	Voided   civil.Date `cbor:"8,keyasint,omitempty"`
	Seq      uint64     `cbor:"9,keyasint"`
	Sights   []Sight    `cbor:"10,keyasint,omitempty"`
}

// Sight says that the answer was seen and needs to be shown no more. It counts from On
// until before Back, the day it was taken back (0: it stands).
type Sight struct {
	On   civil.Date `cbor:"1,keyasint"`
	By   string     `cbor:"2,keyasint"`
	Back civil.Date `cbor:"3,keyasint,omitempty"`
}

// Live reports whether the question was there on a day.
func (r *Referral) Live(d civil.Date) bool { return r.On <= d && (r.Voided == 0 || d < r.Voided) }

// Answered is the answer that counts on a day.
func (r *Referral) Answered(d civil.Date) (Answer, bool) {
	for _, a := range r.Answers {
		if a.On <= d && (a.Back == 0 || d < a.Back) {
			return a, true
		}
	}
	return Answer{}, false
}

// Seen is who saw the answer, as far as a day knows.
func (r *Referral) Seen(d civil.Date) (Sight, bool) {
	for _, x := range r.Sights {
		if x.On <= d && (x.Back == 0 || d < x.Back) {
			return x, true
		}
	}
	return Sight{}, false
}

var table = &book.Table[Referral]{Name: "referral", Bucket: "referral", Codec: book.CBOR[Referral](),
	Key: func(r *Referral) book.Key { return book.Key{}.U32(r.ID) },
	Indexes: []book.Index[Referral]{{Name: "of", Entries: func(r *Referral) []book.Key {
		return []book.Key{customer.Key(r.Customer)}
	}}}}

// Get reads a referral; NotFound when there is none.
func Get(v *book.View, id uint32) (Referral, error) {
	r, ok, err := table.Get(v, book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "id", Text: fmt.Sprintf("there is no referral %d", id)}
	}
	return r, err
}

// OfCustomer reads all referrals of a customer, voided ones too, oldest first.
func OfCustomer(v *book.View, customerID uint32, fn func(r *Referral) (bool, error)) error {
	return table.Seek(v, "of", customer.Key(customerID), fn)
}

// All reads all referrals, oldest first.
func All(v *book.View, fn func(r *Referral) (bool, error)) error { return table.Scan(v, nil, fn) }

// Subject is what referrals bring to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Referred{}, Replied{}, ReplyVoided{}, Voided{},
		Saw{}, SightVoided{}}, Commands: []book.Command{Refer{}, Reply{}, See{}}}
}

// Refer asks the supervisor about a customer. Call is the contact that led to it,
// logged in the same entry with the result "referred".
type Refer struct {
	Customer string       `json:"customer" help:"the customer's code"`
	Reason   string       `json:"reason" help:"what is asked"`
	Call     *contact.Log `json:"call,omitempty" help:"the contact that led to it, as in contact.log"`
}

// Kind is "referral.refer".
func (Refer) Kind() string { return "referral.refer" }

// Decide refuses a second question while one waits.
func (c Refer) Decide(in *book.In) ([]book.Fact, error) {
	cu, err := customer.ByCode(in.View, c.Customer)
	if err != nil {
		return nil, err
	}
	r := Referral{Customer: cu.ID, Reason: strings.TrimSpace(c.Reason), By: in.Who, On: in.Today, At: in.Now.UnixNano()}
	if r.Reason == "" {
		return nil, book.RefuseField("reason", "say what the supervisor is asked about %s", cu.Name)
	}
	if err := text.Check(r.Reason, 1000); err != nil {
		return nil, book.RefuseField("reason", "%v", err)
	}
	err = OfCustomer(in.View, cu.ID, func(old *Referral) (bool, error) {
		if _, answered := old.Answered(in.Today); old.Live(in.Today) && !answered {
			return false, book.RefuseField("customer", "%s is with the supervisor already (referral %d, %s): wait "+
				"for the answer",
				cu.Name, old.ID, old.On)
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	var facts []book.Fact
	if c.Call != nil {
		call := *c.Call
		call.Customer, call.Result = c.Customer, contact.Referred.String()
		if facts, err = call.Decide(in); err != nil {
			return nil, err
		}
	}
	r.ID = in.NewID("referral")
	return append(facts, &Referred{r}), nil
}

// Reply is the supervisor's answer.
type Reply struct {
	ID     uint32 `json:"id" help:"the referral's number"`
	Answer string `json:"answer" help:"what is to happen"`
	Text   string `json:"text,omitempty" help:"the instruction"`
}

// Kind is "referral.answer".
func (Reply) Kind() string { return "referral.answer" }

// Decide refuses a second answer.
func (c Reply) Decide(in *book.In) ([]book.Fact, error) {
	r, err := Get(in.View, c.ID)
	if err != nil {
		return nil, err
	}
	_, answered := r.Answered(in.Today)
	if !r.Live(in.Today) || answered {
		return nil, book.RefuseField("id", "referral %d does not wait for an answer", r.ID)
	}
	a := Answer{Verdict: Verdict(max(0, slices.Index(verdictNames, c.Answer))), Text: strings.TrimSpace(c.Text),
		By: in.Who,
		On: in.Today, At: in.Now.UnixNano()}
	if a.Verdict == 0 {
		return nil, book.RefuseField("answer", "%q is not an answer (%s)", c.Answer,
			strings.Join(Verdicts(), ", "))
	}
	if a.Text == "" && (a.Verdict == Instruct || a.Verdict == Other) {
		return nil, book.RefuseField("text", "say what is to be done")
	}
	if err := text.Check(a.Text, 1000); err != nil {
		return nil, book.RefuseField("text", "%v", err)
	}
	return []book.Fact{&Replied{ID: r.ID, Customer: r.Customer, Answer: a}}, nil
}

// See says that the answer was seen, so that it is shown no more.
type See struct {
	ID uint32 `json:"id" help:"the referral's number"`
}

// Kind is "referral.see".
func (See) Kind() string { return "referral.see" }

// Decide refuses a question without an answer; one seen already posts nothing.
func (c See) Decide(in *book.In) ([]book.Fact, error) {
	r, err := Get(in.View, c.ID)
	if err != nil {
		return nil, err
	}
	if _, ok := r.Answered(in.Today); !ok || !r.Live(in.Today) {
		return nil, book.RefuseField("id", "referral %d has no answer to see", r.ID)
	}
	if _, seen := r.Seen(in.Today); seen {
		return nil, nil
	}
	return []book.Fact{&Saw{ID: r.ID, Customer: r.Customer, Sight: Sight{On: in.Today, By: in.Who}}}, nil
}
