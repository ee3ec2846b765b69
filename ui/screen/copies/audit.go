package copies

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/proof"
	"duebook/internal/desk"
	"duebook/internal/report/copies"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// audit is a pile of copies being gone through.
type audit struct {
	input   kit.Input
	asked   string // the number that was looked for
	found   shell.Query[copies.Row]
	pending bool // found.Value waits for its key
	dispute bool // a discrepancy opens a dispute too
	posted  shell.Query[noted]
	log     []noted // newest last
}

// noted is one copy that was judged, or a number that is wrong.
type noted struct {
	number, name string
	state        proof.State // 0: there is no such bill
	fault        proof.Fault
	dispute      bool
	seq          uint64
	undone       bool
}

func (n *noted) said() string {
	switch {
	case n.state == 0:
		return "no such bill"
	case n.undone:
		return "taken back"
	case n.fault != 0 && n.dispute:
		return n.fault.String() + ", disputed"
	case n.fault != 0:
		return n.fault.String()
	}
	return n.state.String()
}

// counts are the running figures of the pile.
func (a *audit) counts() (signed, missing, faulty, wrong int) {
	for i := range a.log {
		switch n := &a.log[i]; {
		case n.undone:
		case n.state == proof.Signed:
			signed++
		case n.state == proof.Missing:
			missing++
		case n.state == proof.Discrepancy:
			faulty++
		case n.state == 0:
			wrong++
		}
	}
	return signed, missing, faulty, wrong
}

// judge is a key in the audit: text for the number, or the outcome of the copy found.
func (s *Screen) judge(k tea.KeyMsg) shell.Effect {
	a := &s.audit
	switch k.String() {
	case "tab", "shift+tab":
		s.tabs.Update(k)
		return action.None
	case "ctrl+z":
		return s.takeBack()
	case "esc":
		switch {
		case a.pending:
			a.pending = false
		case a.input.Value() != "":
			a.input.Set("")
		default:
			s.tabs.At = tabList
		}
		return action.None
	}
	if a.posted.Loading || a.found.Loading {
		return action.None // the last one is not answered yet
	}
	if a.pending {
		return s.outcome(keyOf(k.String()))
	}
	if k.String() != "enter" {
		a.input.Update(k)
		return action.None
	}
	if a.asked = strings.TrimSpace(a.input.Value()); a.asked == "" {
		return action.None
	}
	number := a.asked
	return a.found.Ask(func() (copies.Row, error) { return s.desk.CopyOf(number) })
}

// keyOf is a key as the Latin layout has it, whatever layout and digits are typed.
func keyOf(key string) string {
	key = text.LatinKeys(key)
	if d := text.Digits(key); len(d) == 1 {
		return d
	}
	return key
}

// answer takes the copy that was looked for, or says that the number is wrong.
func (a *audit) answer() shell.Effect {
	a.input.Set("")
	if err := a.found.Err; err != nil {
		a.log = append(a.log, noted{number: a.asked})
		return action.Decline(err.Error() + ": look at the number again")
	}
	a.pending, a.dispute = true, false
	return action.None
}

// outcome posts what a key says of the copy that was found.
func (s *Screen) outcome(key string) shell.Effect {
	a := &s.audit
	r := &a.found.Value
	n := noted{number: r.Number, name: r.Name}
	switch {
	case key == "enter" || key == "s":
		n.state = proof.Signed
	case key == "m":
		n.state = proof.Missing
	case key == "d":
		a.dispute = !a.dispute
		return action.None
	case len(key) == 1 && key[0] >= '1' && key[0] <= '6':
		n.state, n.fault, n.dispute = proof.Discrepancy, proof.Fault(key[0]-'0'), a.dispute
	default:
		return action.Decline("say how the copy of " + r.Number + " is first, or leave it with esc")
	}
	a.pending = false
	request := desk.NewKey()
	return a.posted.Ask(func() (noted, error) {
		err := s.post(request, &n)
		return n, err
	})
}

func (s *Screen) post(key string, n *noted) error {
	bills := []string{n.number}
	switch n.state {
	case proof.Signed:
		r, err := s.desk.Do(key, &proof.TakeBack{Bills: bills})
		n.seq = r.Seq
		return err
	case proof.Missing:
		r, err := s.desk.Do(key, &proof.Miss{Bills: bills})
		n.seq = r.Seq
		return err
	}
	r, err := s.desk.Do(key, &proof.Differ{Bill: n.number, Fault: n.fault.String(), Dispute: n.dispute})
	n.seq = r.Seq
	return err
}

// noted takes what was posted into the running figures.
func (s *Screen) noted() shell.Effect {
	a := &s.audit
	if a.posted.Err != nil {
		return action.Decline(action.Sentence(a.posted.Err.Error())).And(s.load())
	}
	n := a.posted.Value
	for i := range a.log {
		if n.undone && a.log[i].seq == n.seq {
			a.log[i].undone = true
		}
	}
	if !n.undone {
		a.log = append(a.log, n)
	}
	return s.load()
}

// takeBack undoes the last copy judged here that stands.
func (s *Screen) takeBack() shell.Effect {
	a := &s.audit
	for i := len(a.log) - 1; i >= 0; i-- {
		n := a.log[i]
		if n.seq == 0 || n.undone {
			continue
		}
		key := desk.NewKey()
		n.undone = true
		return a.posted.Ask(func() (noted, error) { return n, s.desk.Undo(key, n.seq) }).And(
			action.Notify("Taken back: " + n.number + "."))
	}
	return action.Decline("there is nothing of this pile to take back")
}
