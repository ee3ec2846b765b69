package cheque

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/civil"

	"pgregory.net/rapid"
)

// rules is RULES 6 word by word: what may be done with a cheque, and nothing else.
var rules = map[string]string{
	"received": "put in safe>in safe, deposit>deposited, return>returned",
	"in safe": "lodge>lodged, deposit>deposited, endorse>endorsed, pledge>pledged, return>returned, " +
		"replace>replaced, cancel>cancelled",
	"lodged":    "deposit>deposited, recall>in safe",
	"pledged":   "deposit>deposited, recall>in safe",
	"deposited": "clear>cleared, bounce>bounced, recall>in safe",
	"cleared":   "bounce>bounced",
	"bounced": "deposit>deposited, return>returned, replace>replaced, settle in cash>settled in cash, " +
		"take to court>legal",
	"endorsed": "clear>cleared, bounce>bounced",
	"legal":    "settle in cash>settled in cash, return>returned, replace>replaced",
}

func command(m Move, id uint32, i int) book.Command {
	name := fmt.Sprintf("#%d", id)
	names := []string{name}
	switch m {
	case DoDeposit:
		return &Deposit{Cheques: names, Bank: "Our Bank"}
	case DoClear:
		return &Clear{Cheques: names}
	case DoBounce:
		return &Bounce{Cheque: name, Reason: "insufficient funds", Fee: "1"}
	case DoSettle:
		return &Settle{Cheque: name}
	case DoReplace:
		return &Replace{Cheques: names, Paper: paper(fmt.Sprintf("X%d-%d", id, i), "30", "2025-06-01")}
	}
	return &Shift{Cheques: names, Move: m.String(), With: "Bank", Reason: "asked"}
}

// Random moves, legal or not: a legal one leads where the rules say, an illegal one
// is refused in their words, and the book stays sound after every history.
func TestMovesAreThoseOfTheRules(t *testing.T) {
	memo, clearing := start(t), start(t)
	clearing.Do(&company.Set{Field: "cheque_accounts", Value: "clearing"})
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		b := memo
		if rapid.Bool().Draw(r, "clearing") {
			b = clearing
		}
		n++
		p := paper(fmt.Sprint(n), "30", "2025-06-01")
		p.Safe = false
		receive(b, p)
		id := one(b, p.Number).ID
		name := fmt.Sprintf("#%d", id)
		state := "received"
		var undo []uint64
		for i := range rapid.IntRange(1, 9).Draw(r, "moves") {
			b.Today += civil.Date(rapid.IntRange(0, 2).Draw(r, "days"))
			if len(undo) > 0 && rapid.IntRange(0, 4).Draw(r, "undo") == 0 {
				b.Do(&book.Undo{Seq: undo[len(undo)-1]})
				undo = undo[:len(undo)-1]
				state = one(b, name).State(Forever).String()
				continue
			}
			m := Move(rapid.IntRange(1, len(moveNames)-1).Draw(r, "move"))
			to := ""
			for _, legal := range strings.Split(rules[state], ", ") {
				if name, s, _ := strings.Cut(legal, ">"); name == m.String() {
					to = s
				}
			}
			if to == "" {
				want := fmt.Sprintf("cannot %s a cheque that is %s", m, state)
				if s := b.Refused(command(m, id, i)); !strings.Contains(s, want) {
					r.Fatalf("%q, not %q", s, want)
				}
				continue
			}
			undo = append(undo, b.Do(command(m, id, i)).Seq)
			if got := one(b, name).State(Forever).String(); got != to {
				r.Fatalf("%s of %s led to %s, not %s", m, state, got, to)
			}
			state = to
		}
	})
}
