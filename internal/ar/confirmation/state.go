package confirmation

import (
	"slices"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// State is where a letter stands.
type State uint8

// The states of RULES 9.
const (
	Drafted State = iota
	Sent
	Reminded
	Agreed
	Disagreed
	Returned
	NoReply
	Reconciled
	Worked
	Closed
)

var stateNames = []string{"drafted", "sent", "reminded", "agreed", "disagreed", "returned undelivered", "no reply",
	"reconciled", "alternative work done", "closed"}

// String is the state in words.
func (s State) String() string { return word(stateNames, int(s)) }

// States are all states in words, in their order.
func States() []string { return stateNames }

// to is what leads into a state, as a refusal says it, and the states it starts from.
var to = [...]struct {
	do   string
	from []State
}{
	Sent:       {"send", []State{Drafted, Returned}},
	Reminded:   {"remind of", []State{Sent, Reminded}},
	Agreed:     {"take the reply to", []State{Sent, Reminded, NoReply, Worked}},
	Disagreed:  {"take the reply to", []State{Sent, Reminded, NoReply, Worked}},
	Returned:   {"return", []State{Sent, Reminded}},
	NoReply:    {"give up waiting for", []State{Sent, Reminded}},
	Reconciled: {"reconcile", []State{Disagreed, Reconciled}},
	Worked:     {"do alternative work on", []State{NoReply, Returned}},
	Closed:     {"close", []State{Agreed, Reconciled, Worked}},
}

// May reports whether a letter of a type can come into a state from another.
func May(t Type, from, next State) bool {
	if next == Closed && from == NoReply {
		return t == Negative
	}
	return next != Drafted && int(next) < len(to) && slices.Contains(to[next].from, from)
}

func illegal(from, next State, n string) error {
	say := ""
	if next == Closed && from == NoReply {
		say = ": a positive one without a reply needs alternative work"
	}
	return book.Refuse(book.Conflict, "cannot %s a confirmation that is %s (%s)%s", to[next].do, from, n, say)
}

// Cause is why their figure is not ours.
type Cause uint8

// Unexplained is the last cause; it stays on show.
const (
	InTransit Cause = iota + 1
	TheirCheques
	CreditTaken
	ReturnTaken
	RebateTaken
	Withheld
	TheyLackBills
	WeLackBills
	WeLackReceipts
	OtherAccount
	LateCharges
	SetOff
	Mistake
	Unexplained
)

var causeNames = []string{"", "payment in transit", "cheques they deducted and we hold", "credit they took",
	"return they took", "rebate they took", "withholding they took", "bills they lack", "bills we lack",
	"receipts we lack", "put on another account", "late charges not accepted", "set-off", "error", "unexplained"}

// String is the cause in words.
func (c Cause) String() string { return word(causeNames, int(c)) }

// Causes are all causes in words.
func Causes() []string { return causeNames[1:] }

// Reason is a signed part of theirs less ours.
type Reason struct {
	Cause   Cause       `cbor:"1,keyasint"`
	Amount  money.Minor `cbor:"2,keyasint"`
	Note    string      `cbor:"3,keyasint,omitempty"`
	Bill    string      `cbor:"4,keyasint,omitempty"`
	Dispute uint32      `cbor:"5,keyasint,omitempty"` // opened with it
}

// Support is something that supports a balance in place of a reply: a later receipt
// (the amount it paid of what was open), or a signed delivery copy of a bill.
type Support struct {
	Copy   bool        `cbor:"1,keyasint,omitempty"`
	Doc    uint32      `cbor:"2,keyasint"`
	Number string      `cbor:"3,keyasint"`
	Date   civil.Date  `cbor:"4,keyasint"`
	Amount money.Minor `cbor:"5,keyasint"`
}

// Step is one move of a letter: said to have been on a day, known from another, and
// taken back on Back (0: it stands).
type Step struct {
	Run       uint32      `cbor:"1,keyasint"`
	N         uint32      `cbor:"2,keyasint"`
	ID        uint32      `cbor:"3,keyasint"`
	Customer  uint32      `cbor:"4,keyasint"`
	State     State       `cbor:"5,keyasint"`
	On        civil.Date  `cbor:"6,keyasint"`
	Known     civil.Date  `cbor:"7,keyasint"`
	Via       string      `cbor:"8,keyasint,omitempty"`
	To        string      `cbor:"9,keyasint,omitempty"`
	Theirs    money.Minor `cbor:"10,keyasint,omitempty"` // agreed and disagreed
	Signatory string      `cbor:"11,keyasint,omitempty"`
	Note      string      `cbor:"12,keyasint,omitempty"`
	Reasons   []Reason    `cbor:"13,keyasint,omitempty"`
	Supports  []Support   `cbor:"14,keyasint,omitempty"`
	By        string      `cbor:"15,keyasint"`
	Back      civil.Date  `cbor:"16,keyasint,omitempty"`
	Seq       uint64      `cbor:"17,keyasint"`
}

// Live reports whether the step counts on a day.
func (s *Step) Live(d civil.Date) bool { return s.Known <= d && (s.Back == 0 || d < s.Back) }

func stepKey(run, n, id uint32) book.Key { return key(run, n).U32(id) }

var steps = &book.Table[Step]{Name: "confirmation step", Bucket: "confirmation.step", Codec: book.CBOR[Step](),
	Key: func(s *Step) book.Key { return stepKey(s.Run, s.N, s.ID) }}

// Status is where a letter stood at the end of a day, and how it came there.
type Status struct {
	State       State
	Steps       []Step
	Sent        Step // the last sending
	Reminders   int
	Reply       Step // the last reply; zero when there is none
	Reconciled  Step
	Work        Step
	Unexplained money.Minor
	Supported   money.Minor
}

func (s *Status) add(x *Step) {
	s.Steps, s.State = append(s.Steps, *x), x.State
	switch x.State {
	case Sent:
		s.Sent = *x
	case Reminded:
		s.Reminders++
	case Agreed, Disagreed:
		s.Reply, s.Reconciled, s.Unexplained = *x, Step{}, 0
	case Reconciled:
		s.Reconciled, s.Unexplained = *x, 0
		for _, r := range x.Reasons {
			if r.Cause == Unexplained {
				s.Unexplained += r.Amount
			}
		}
	case Worked:
		s.Work, s.Supported = *x, 0
		for _, p := range x.Supports {
			s.Supported += p.Amount
		}
	}
}

// Confirmed reports whether the balance is confirmed: agreed, or disagreed and
// reconciled.
func (s *Status) Confirmed() bool { return s.Reply.State == Agreed || s.Reconciled.State == Reconciled }

// Replied reports whether there is a reply.
func (s *Status) Replied() bool { return s.Reply.State != Drafted }

// StatusOf is where one letter stood at the end of a day.
func StatusOf(v *book.View, run, n uint32, asOf civil.Date) (s Status, err error) {
	err = steps.Scan(v, key(run, n), func(x *Step) (bool, error) {
		if x.Live(asOf) {
			s.add(x)
		}
		return true, nil
	})
	return s, err
}

// Statuses is where the letters of a run stood, by their number; one that is only drafted
// is not among them.
func Statuses(v *book.View, run uint32, asOf civil.Date) (map[uint32]*Status, error) {
	all := map[uint32]*Status{}
	return all, steps.Scan(v, book.Key{}.U32(run), func(x *Step) (bool, error) {
		if x.Live(asOf) {
			if all[x.N] == nil {
				all[x.N] = &Status{}
			}
			all[x.N].add(x)
		}
		return true, nil
	})
}

// Last is the last time an account's balance was confirmed.
type Last struct {
	Letter
	CutOff civil.Date
	Status Status
}

// LastOf is the last confirmed letter of an account, by cut-off; ok is false when there
// is none.
func LastOf(v *book.View, acc uint32, asOf civil.Date) (last Last, ok bool, err error) {
	err = OfAccount(v, acc, func(l *Letter) (bool, error) {
		r, err := GetRun(v, l.Run)
		if err != nil || !r.Live(asOf) || ok && r.CutOff < last.CutOff {
			return true, err
		}
		s, err := StatusOf(v, l.Run, l.N, asOf)
		if s.Confirmed() {
			last, ok = Last{*l, r.CutOff, s}, true
		}
		return true, err
	})
	return last, ok, err
}
