package cheque

import (
	"fmt"
	"slices"
	"strings"
)

// Reason is why a bank did not pay a cheque.
type Reason uint8

// The reasons, those for want of funds first.
const (
	NoFunds Reason = iota + 1
	AccountClosed
	Frozen
	Stopped
	Signature
	WordsFigures
	Altered
	Stale
	Early
	ReferToDrawer
	OtherReason
)

var reasonNames = []string{"", "insufficient funds", "account closed", "frozen", "stopped", "signature differs",
	"words and figures differ", "altered", "stale", "presented early", "refer to drawer", "other"}

// Reasons lists the reasons in words.
func Reasons() []string { return reasonNames[1:] }

// String is the reason in words.
func (r Reason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return fmt.Sprintf("reason %d", uint8(r))
}

// Funds reports whether the drawer could not or would not pay; else the bank found
// fault with the paper.
func (r Reason) Funds() bool { return r >= NoFunds && r <= Stopped }

// ParseReason reads what String writes.
func ParseReason(s string) (Reason, error) {
	if n := slices.Index(reasonNames, s); n > 0 {
		return Reason(n), nil
	}
	return 0, fmt.Errorf("%q is not why a cheque bounces (%s)", s, strings.Join(Reasons(), ", "))
}
