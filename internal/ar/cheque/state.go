package cheque

import (
	"fmt"
	"slices"

	"duebook/internal/book"
)

// State is where a cheque stands.
type State uint8

// The states (RULES 6).
const (
	Received State = iota + 1
	InSafe
	Lodged
	Pledged
	Deposited
	Cleared
	Bounced
	Endorsed
	Returned
	Replaced
	Cancelled
	Settled
	Legal
)

var stateNames = []string{"", "received", "in safe", "lodged", "pledged", "deposited", "cleared", "bounced",
	"endorsed", "returned", "replaced", "cancelled", "settled in cash", "legal"}

// States lists the states in words.
func States() []string { return stateNames[1:] }

// String is the state in words.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return fmt.Sprintf("state %d", uint8(s))
}

// ParseState reads what String writes.
func ParseState(s string) (State, error) {
	if n := slices.Index(stateNames, s); n > 0 {
		return State(n), nil
	}
	return 0, fmt.Errorf("%q is not a state of a cheque (%v)", s, States())
}

// InHand reports whether a cheque in the state is still to be cleared: it covers
// what it was given for, and it is on the maturity ladder.
func (s State) InHand() bool { return s >= Received && s <= Deposited }

// Done reports whether nobody waits for the cheque any more. A cleared one can
// still be taken back by the bank.
func (s State) Done() bool { return s == Cleared || s >= Returned && s <= Settled }

// Unpaid reports whether the cheque bounced and was not made good.
func (s State) Unpaid() bool { return s == Bounced || s == Legal }

// unique reports whether no other cheque may have its bank, account and number.
func (s State) unique() bool { return s < Returned || s == Legal }

// Move is what is done with a cheque.
type Move uint8

// The moves, each to one state.
const (
	DoStore Move = iota + 1
	DoLodge
	DoPledge
	DoDeposit
	DoRecall
	DoClear
	DoBounce
	DoEndorse
	DoReturn
	DoReplace
	DoCancel
	DoSettle
	DoLegal
)

var moveNames = []string{"", "put in safe", "lodge", "pledge", "deposit", "recall", "clear", "bounce", "endorse",
	"return", "replace", "cancel", "settle in cash", "take to court"}

var targets = []State{0, InSafe, Lodged, Pledged, Deposited, InSafe, Cleared, Bounced, Endorsed, Returned, Replaced,
	Cancelled, Settled, Legal}

// String is the move in words, as "cannot X a cheque" has it.
func (m Move) String() string {
	if int(m) < len(moveNames) {
		return moveNames[m]
	}
	return fmt.Sprintf("move %d", uint8(m))
}

// To is the state a move leads to.
func (m Move) To() State { return targets[m] }

// legal is the whole of what may be done with a cheque in a state (RULES 6).
var legal = map[State][]Move{
	Received:  {DoStore, DoDeposit, DoReturn},
	InSafe:    {DoDeposit, DoLodge, DoEndorse, DoPledge, DoReturn, DoReplace, DoCancel},
	Lodged:    {DoDeposit, DoRecall},
	Pledged:   {DoDeposit, DoRecall},
	Deposited: {DoClear, DoBounce, DoRecall},
	Cleared:   {DoBounce},
	Bounced:   {DoDeposit, DoReturn, DoReplace, DoSettle, DoLegal},
	Endorsed:  {DoClear, DoBounce},
	Legal:     {DoSettle, DoReturn, DoReplace},
}

// Moves lists what may be done with a cheque in the state, the usual first.
func (s State) Moves() []Move { return legal[s] }

// Can refuses a move that is not in the table: "cannot X a cheque that is Y".
func (s State) Can(m Move) error {
	if slices.Contains(legal[s], m) {
		return nil
	}
	return book.RefuseField("cheque", "cannot %s a cheque that is %s", m, s)
}
