package confirmations

import (
	"fmt"
	"strings"

	"duebook/internal/ar/confirmation"
	"duebook/internal/money"
	report "duebook/internal/report/confirmation"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the run in words, the tabs, the list, and the letter in sentences.
func (s *Screen) View(w, h int) string {
	if !s.runs.Asked {
		return kit.Waiting(w, h, "Reading the confirmations ...", "The confirmations could not be read", s.runs.Err)
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), s.table().View(w, h-5, true),
		kit.Paragraph(s.said(), w, 3))
}

// said tells in sentences of what is under the cursor.
func (s *Screen) said() string {
	switch s.tabs.At {
	case tabRuns:
		if rep := s.chosen(); rep != nil {
			return strings.TrimSpace(rep.Silence() + " " + report.Record)
		}
	case tabOld:
		if o := s.forgotten(); o != nil && o.CutOff == 0 {
			return "Nobody ever confirmed this balance: a makes a run."
		} else if o != nil {
			return fmt.Sprintf("Last confirmed: the balance of %s, by %s on %s. %s", o.CutOff, o.Signatory, o.On,
				report.Record)
		}
	default:
		if r := s.letter(); r != nil {
			return tell(r)
		}
	}
	return ""
}

func (s *Screen) facts() []kit.Pair {
	rep := s.run.Value
	if s.tabs.At == tabRuns {
		rep = s.chosen()
	}
	if s.tabs.At == tabOld {
		return []kit.Pair{{Value: "not confirmed for " + text.Count(s.months, "month", "months"), Tone: theme.Strong},
			{Value: text.Count(len(s.old.Value), "balance", "balances")}}
	}
	if rep == nil {
		return []kit.Pair{{Value: "no run is made", Tone: theme.Warn}}
	}
	out := []kit.Pair{{Value: fmt.Sprintf("run %d", rep.Run.ID), Tone: theme.Strong},
		{Value: "cut-off " + rep.Run.CutOff.String()}}
	for _, x := range []struct{ label, value string }{{"only", s.filter.state}, {"of", s.filter.who},
		{"in", s.filter.currency}} {
		if x.value != "" && s.tabs.At >= tabLetters {
			out = append(out, kit.Pair{Label: x.label, Value: x.value, Tone: theme.Accent})
		}
	}
	for i := range rep.Coverage {
		c := &rep.Coverage[i]
		ok := c.Confirmed()
		out = append(out, kit.Pair{Value: c.Currency + " confirmed " + report.Percent(int64(ok.Count),
			int64(c.Letters.Count)) + " of letters, " + report.Percent(int64(ok.Value), int64(c.Letters.Value)) +
			" of value"})
		if c.Unexplained != 0 {
			out = append(out, kit.Pair{Value: "unexplained " + text.FormatAmount(c.Unexplained, c.Digits),
				Tone: theme.Bad})
		}
	}
	return append(out, kit.Pair{Value: rep.Run.Type.String(), Tone: theme.Muted})
}

// tell says where a letter stands and how it came there.
func tell(r *report.Row) string {
	out := "Letter " + r.Number() + " to " + r.Code + ": " + r.State.String()
	if r.Sent.On != 0 {
		out += ", went via " + r.Sent.Via + " on " + r.Sent.On.String()
	}
	if r.Reminders > 0 {
		out += ", " + text.Count(r.Reminders, "reminder", "reminders")
	}
	if r.Replied() {
		out += ", reply of " + r.Reply.On.String() + " signed by " + r.Reply.Signatory
	}
	out += "."
	if r.InHand > 0 {
		out += " " + text.Count(r.InHand, "cheque", "cheques") + " in hand, " +
			text.FormatAmount(r.Cheques, r.Digits) + "."
	}
	if r.Work.State == confirmation.Worked && !r.Replied() {
		out += " Other work supports " + text.FormatAmount(r.Supported, r.Digits) + "."
	}
	if n := len(r.Steps); n > 0 && r.Steps[n-1].Note != "" {
		out += " " + strings.TrimSuffix(r.Steps[n-1].Note, ".") + "."
	}
	return out
}

// runs shows the runs.
type runs struct{ all []*report.Report }

// Len is how many there are.
func (x runs) Len() int { return len(x.all) }

// Key is the run.
func (x runs) Key(row int) uint64 { return uint64(x.all[row].Run.ID) }

// Cell is a word or figure of a run.
func (x runs) Cell(row, col int) string {
	r := x.all[row]
	var letters, confirmed, covered int
	for i := range r.Coverage {
		c := &r.Coverage[i]
		letters += c.Letters.Count
		confirmed += c.Confirmed().Count
		covered += c.Covered().Count
	}
	return [...]string{text.Number(int(r.Run.ID)), r.Run.CutOff.String(), r.Run.Type.String(), report.Who(&r.Run),
		text.Number(letters), report.Percent(int64(confirmed), int64(letters)),
		report.Percent(int64(covered), int64(letters)), r.Run.ReplyBy.String()}[col]
}

// Tone is plain.
func (x runs) Tone(int, int) theme.Tone { return theme.Plain }

// olds shows whose balance nobody confirmed for long.
type olds struct{ all []report.Old }

// Len is how many there are.
func (x olds) Len() int { return len(x.all) }

// Cell is a word or figure of an account.
func (x olds) Cell(row, col int) string {
	o := &x.all[row]
	balance := text.FormatAmount(o.Balance, o.Digits) + " " + o.Currency
	if o.CutOff == 0 {
		return [...]string{o.Name, balance, "never", "", ""}[col]
	}
	return [...]string{o.Name, balance, o.CutOff.String(), text.FormatAmount(o.Confirmed, o.Digits), o.Signatory}[col]
}

// Tone warns of what was never confirmed.
func (x olds) Tone(row, col int) theme.Tone {
	if col == 2 && x.all[row].CutOff == 0 {
		return theme.Warn
	}
	return theme.Plain
}

// rows shows letters.
type rows struct{ all []*report.Row }

// Len is how many there are.
func (x rows) Len() int { return len(x.all) }

// Key is the letter.
func (x rows) Key(row int) uint64 { return uint64(x.all[row].Run)<<32 | uint64(x.all[row].N) }

// Cell is a word or figure of a letter.
func (x rows) Cell(row, col int) string {
	r := x.all[row]
	some := func(m money.Minor, on bool) string {
		if !on {
			return ""
		}
		return text.FormatAmount(m, r.Digits)
	}
	return [...]string{r.Name, text.FormatAmount(r.Balance, r.Digits), r.State.String(),
		some(r.Reply.Theirs, r.Replied()), some(r.Difference(), r.Replied()), some(r.Unexplained, r.Unexplained != 0),
		r.Reply.Signatory}[col]
}

// Tone tells the states apart.
func (x rows) Tone(row, col int) theme.Tone {
	r := x.all[row]
	switch {
	case col == 5, col == 2 && r.State == confirmation.Disagreed:
		return theme.Bad
	case col != 2:
		return theme.Plain
	case r.Outcome == report.Silent || r.Outcome == report.Returned:
		return theme.Warn
	case r.Confirmed():
		return theme.Good
	}
	return theme.Plain
}
