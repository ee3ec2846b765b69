package contact

import (
	"fmt"
	"slices"

	"duebook/internal/ar/followup"
)

// Result is how a contact ended.
type Result uint8

// The results (RULES 3), and two for what is no conversation: Sent, a message or
// letter on its way, and Note, a remark that counts as no attempt. Visited is what a
// round brings back: somebody was there, and what came of it stands beside it.
const (
	Promised  Result = iota + 1
	Ready            // cheque or cash ready: send the collector
	SaysPaid         // says paid, slip asked
	Waiting          // in approval, or waiting for a PO, portal or goods receipt
	BillAsked        // bill, statement or copy asked
	Disputes
	Refused
	Referred  // to the supervisor
	OwnerAway // until a day
	LeftWord  // with somebody
	CallBack
	NoAnswer
	Voicemail
	WrongNumber
	Sent
	Note
	Visited
)

// Rule is what a result means: whether the customer is done for today, whether
// somebody who can decide was reached, and the next action planned when nothing
// else is said, so many open days later (-1: none).
type Rule struct {
	Result  Result
	Name    string
	Done    bool
	Reached bool
	Task    followup.Task
	Days    int
	Reason  string
}

// Rules is the table of results.
var Rules = []Rule{
	{Promised, "promised", true, true, followup.Call, -1, ""},
	{Ready, "ready", true, true, followup.Collect, 1, "send the collector"},
	{SaysPaid, "says paid", true, true, followup.Call, 3, "check the payment"},
	{Waiting, "in approval", true, true, followup.Call, 5, "ask about the approval"},
	{BillAsked, "bill asked", true, true, followup.Send, 0, "send the copy"},
	{Disputes, "disputed", true, true, followup.Call, 5, "settle the dispute"},
	{Refused, "refused", true, true, followup.Call, -1, ""},
	{Referred, "referred", true, true, followup.Call, -1, ""},
	{OwnerAway, "owner away", true, false, followup.Call, -1, "the owner is back"},
	{LeftWord, "left word", false, false, followup.Call, 1, "left word, call again"},
	{CallBack, "call back", false, false, followup.Call, 1, "call back"},
	{NoAnswer, "no answer", false, false, followup.Call, 1, "no answer, call again"},
	{Voicemail, "voicemail", false, false, followup.Call, 1, "voicemail, call again"},
	{WrongNumber, "wrong number", false, false, followup.Fix, 0, "find the right number"},
	{Sent, "sent", false, false, followup.Call, -1, ""},
	{Note, "note", false, false, followup.Call, -1, ""},
	{Visited, "visited", true, true, followup.Call, -1, ""},
}

// Rule is what the result means.
func (r Result) Rule() Rule {
	if i := int(r) - 1; i >= 0 && i < len(Rules) {
		return Rules[i]
	}
	return Rule{Result: r, Name: fmt.Sprintf("result %d", uint8(r)), Days: -1}
}

// String is the result in words.
func (r Result) String() string { return r.Rule().Name }

// ParseResult reads what String writes.
func ParseResult(s string) (Result, error) {
	for _, r := range Rules {
		if r.Name == s {
			return r.Result, nil
		}
	}
	return 0, fmt.Errorf("%q is not a result (promised, ready, says paid, in approval, bill asked, disputed, "+
		"refused, referred, "+
		"owner away, left word, call back, no answer, voicemail, wrong number, sent, note, visited)", s)
}

// Channel is how a contact was made.
type Channel uint8

// The channels.
const (
	CallOut Channel = iota + 1
	CallIn
	Visit
	WhatsApp
	Email
	Letter
	Message
)

var channelNames = []string{"", "call out", "call in", "visit", "WhatsApp", "e-mail", "letter", "message"}

// Channels lists the channels in words.
func Channels() []string { return channelNames[1:] }

// String is the channel in words.
func (c Channel) String() string {
	if int(c) < len(channelNames) {
		return channelNames[c]
	}
	return fmt.Sprintf("channel %d", uint8(c))
}

// ParseChannel reads what String writes; "" is a call out.
func ParseChannel(s string) (Channel, error) {
	if s == "" {
		return CallOut, nil
	}
	if i := slices.Index(channelNames, s); i > 0 {
		return Channel(i), nil
	}
	return 0, fmt.Errorf("%q is not a channel (call out, call in, visit, WhatsApp, e-mail, letter, message)", s)
}

// Disturbs reports whether the channel rings or knocks: the contact guard looks
// at those.
func (c Channel) Disturbs() bool {
	return c == CallOut || c == Visit || c == WhatsApp || c == Message
}

// Attempt reports whether a contact with a result and a channel was an attempt to reach
// somebody: what rings or knocks, and is no note.
func Attempt(r Result, c Channel) bool { return r != Note && c.Disturbs() }
