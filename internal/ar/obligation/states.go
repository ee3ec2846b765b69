package obligation

import (
	"fmt"
	"slices"

	"duebook/internal/book"
)

// State is what a paper is on a day. Due, Paid and Overdue are a Held paper's, judged
// from its schedule and the receipts; the others are where its moves have led.
type State uint8

// The states (RULES 6).
const (
	Drafted State = iota + 1
	Signed
	Held
	Due
	Paid
	Overdue
	Filed
	Returned
	Cancelled
)

var stateNames = []string{"", "drafted", "signed", "held", "due", "paid", "overdue", "filed", "returned", "cancelled"}

// String is the state in a word.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return fmt.Sprintf("state %d", uint8(s))
}

// Over reports a state that is final: nothing is expected of the paper any more.
func (s State) Over() bool { return s == Returned || s == Cancelled }

// Move is what is done with a paper.
type Move uint8

// The moves.
const (
	Sign    Move = iota + 1 // the customer signs
	Hold                    // the original is taken into keeping, or back from the court
	Present                 // a paper at sight is shown for payment: it falls due
	File                    // it goes to the court
	Return                  // the original is given back
	Cancel                  // it no longer stands
)

// table of moves: nothing else happens to a paper (RULES 6).
var moves = []struct {
	name string
	from []State
	to   State
}{
	Sign:    {"sign", []State{Drafted}, Signed},
	Hold:    {"hold", []State{Signed, Filed}, Held},
	Present: {"present", []State{Held}, Held},
	File:    {"file", []State{Due, Overdue}, Filed},
	Return:  {"return", []State{Paid}, Returned},
	Cancel:  {"cancel", []State{Drafted, Signed, Held, Due, Overdue, Filed}, Cancelled},
}

// String is the move in a word.
func (m Move) String() string {
	if m > 0 && int(m) < len(moves) {
		return moves[m].name
	}
	return fmt.Sprintf("move %d", uint8(m))
}

// Moves lists the moves in words.
func Moves() []string {
	var out []string
	for m := Sign; m <= Cancel; m++ {
		out = append(out, m.String())
	}
	return out
}

// Legal lists the moves a paper in a state may make.
func (o *Obligation) Legal(s State) []Move {
	var out []Move
	for m := Sign; m <= Cancel; m++ {
		if o.may(m, s) == nil {
			out = append(out, m)
		}
	}
	return out
}

// may refuses a move the table does not know.
func (o *Obligation) may(m Move, s State) error {
	if !slices.Contains(moves[m].from, s) {
		return book.RefuseField("move", "cannot %s %s that is %s", m, o.Type.article(), s)
	}
	if m != Present {
		return nil
	}
	if !o.AtSight() {
		return book.RefuseField("move", "cannot present %s that falls due on its dates: only one at sight is presented",
			o.Type.article())
	}
	return nil
}
