package card

import (
	"fmt"
	"hash/fnv"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/report/expiry"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// recordTab is the place of the record among the tabs.
const recordTab = 7

var recordColumns = []kit.Column{{Title: "Part", Width: 20, Drop: 1}, {Title: "Field", Width: 20},
	{Title: "Value", Flex: 1, Min: 52, Parts: ", "}}

// recordLine is a field of the record, or one of its documents.
type recordLine struct {
	section, name, label, value string
	paper                       *expiry.Row
}

// recordLines lays a record out as its form has it, the documents after the fields.
func recordLines(r *desk.Record, digits int) (out []recordLine) {
	section := ""
	for _, f := range verb.RecordFields(r, desk.Lists{}, digits) {
		if f.Section != "" {
			section = f.Section
		}
		l := recordLine{section, f.Name, f.Label, f.Value, nil}
		for _, c := range f.Choices {
			if c.Value == f.Value && f.Value != "" {
				l.value = c.Label
			}
		}
		if f.Kind == kit.YesNoField && f.Value == "no" {
			l.value = ""
		}
		if f.Name == addressLine { // a line each, so that none is cut
			for i, line := range r.Card.Address {
				if i > 0 {
					out = append(out, l)
					l.label = ""
				}
				l.value = line
			}
		}
		if out = append(out, l); f.Name == "status" {
			block := r.Block.Block.String()
			if r.Block.Reason != "" {
				block += ": " + r.Block.Reason
			}
			out = append(out, recordLine{section, "block", "Block", block, nil})
		}
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		out = append(out, recordLine{"Documents", "", action.Sentence(d.Type.String()), paperSays(d), d})
	}
	for i := range r.Confirmed {
		x, reply := &r.Confirmed[i], &r.Confirmed[i].Status.Reply
		out = append(out, recordLine{"Balance", confirmedLine, "Confirmed, " + x.Currency, fmt.Sprintf("%s at %s, "+
			"%s on %s, %s", text.FormatAmount(reply.Theirs, x.Digits), x.CutOff, reply.Signatory, reply.On, x.How),
			nil})
	}
	return out
}

// confirmedLine names the lines of confirmed balances, which no form has.
const confirmedLine = "confirmed"

// addressLine names the lines of the address.
const addressLine = "address"

// whole is a field's label and value; those of an address, whichever of its lines it is.
func (s *Screen) whole(l *recordLine) (label, value string) {
	if l.name == addressLine {
		return "Address", customer.InLine(s.record.Value.Card.Address)
	}
	return l.label, l.value
}

func (s *Screen) confirmations() action.Effect {
	return action.Push("confirmations", desk.CardArg{Code: s.code})
}

// paperSays is a document in a line.
func paperSays(d *expiry.Row) string {
	x := &d.Details
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(x.Number)
	if x.Expires != 0 {
		left := "in " + text.Count(d.Days, "day", "days")
		switch {
		case d.Days < 0:
			left = text.Count(-d.Days, "day", "days") + " ago"
		case d.Days == 0:
			left = "today"
		}
		word := "to "
		if x.Annual {
			word = "confirm "
		}
		add(fmt.Sprintf("%s%s (%s)", word, x.Expires, left))
	}
	if x.Amount != 0 {
		add(text.FormatAmount(x.Amount, x.Digits) + " " + x.Currency)
	}
	add(x.Issuer)
	if x.Copy == "" {
		add("no copy")
	} else {
		add("copy: " + x.Copy)
	}
	add(x.Note)
	return strings.Join(parts, ", ")
}

// recordRows shows the record.
type recordRows struct{ lines []recordLine }

func (r recordRows) Len() int { return len(r.lines) }

func (r recordRows) Key(row int) uint64 {
	l, h := &r.lines[row], fnv.New64a()
	if l.paper != nil {
		return uint64(l.paper.ID)
	}
	id := l.name + l.label
	if l.label == "" {
		id += l.value
	}
	_, _ = h.Write([]byte(id)) // never fails
	return h.Sum64() | 1<<63
}

func (r recordRows) Cell(row, col int) string {
	l := &r.lines[row]
	switch {
	case col == 1:
		return l.label
	case col == 2:
		return l.value
	case row > 0 && r.lines[row-1].section == l.section:
		return ""
	}
	return l.section
}

func (r recordRows) Tone(row, col int) theme.Tone {
	l := &r.lines[row]
	switch {
	case col < 2:
		return theme.Muted
	case l.paper != nil && l.paper.Band < 2:
		return []theme.Tone{theme.Bad, theme.Warn}[l.paper.Band]
	}
	return theme.Plain
}

// askRecord asks for the record when its tab is on show.
func (s *Screen) askRecord() action.Effect {
	if s.tabs.At != recordTab || s.card.Value == nil {
		return action.None
	}
	code := s.code
	return s.record.Ask(func() (*desk.Record, error) { return s.desk.Record(code) })
}

func (s *Screen) fillRecord() action.Effect {
	if s.record.Err == nil {
		set := s.desk.Company()
		s.table[recordTab].SetRows(recordRows{recordLines(s.record.Value, set.Digits)})
	}
	return action.Fail(s.record.Err)
}

// line is the field or document under the cursor on the record's tab, or nil.
func (s *Screen) line() *recordLine {
	at := s.table[recordTab].Cursor()
	if s.tabs.At != recordTab || s.record.Value == nil || at < 0 {
		return nil
	}
	set := s.desk.Company()
	return &recordLines(s.record.Value, set.Digits)[at]
}

// editLine corrects the document under the cursor, or edits the record from the field
// under it on.
func (s *Screen) editLine() action.Effect {
	l := s.line()
	switch {
	case l == nil:
		return verb.EditRecord(s.desk, s.code, "", nil)
	case l.paper != nil:
		return verb.CorrectDocument(s.desk, l.paper, nil)
	case l.name == confirmedLine:
		return s.confirmations()
	case l.name == "block":
		return verb.SetBlock(s.desk, s.target(), s.card.Value.Block.Block, 0, "", nil)
	}
	return verb.EditRecord(s.desk, s.code, l.name, nil)
}

// history tells how the field under the cursor came to be what it is.
func (s *Screen) history() action.Effect {
	l := s.line()
	if l.paper != nil {
		return verb.WhyDocument(s.desk, l.paper)
	}
	if l.name == confirmedLine {
		return s.confirmations()
	}
	if strings.HasPrefix(l.name, "licence_") {
		for i := range s.record.Value.Documents {
			d := &s.record.Value.Documents[i]
			if d.Details == s.record.Value.Licence {
				return verb.WhyDocument(s.desk, d)
			}
		}
		return action.Notify("No registration licence is on record; a adds one.")
	}
	label, value := s.whole(l)
	return verb.FieldHistory(s.desk, s.code, l.name, label, value)
}

// recordActions are the letters of the record's tab.
func (s *Screen) recordActions() []action.Action {
	paper := func() string {
		if l := s.line(); l == nil || l.paper == nil {
			return "choose a document first"
		}
		return verb.Past(s.desk)
	}
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run}
	}
	return []action.Action{
		act("document.add", "add", "Put a licence, guarantee, agreement or another document on record", "a",
			func() string { return verb.Past(s.desk) }, func() action.Effect {
				return verb.AddDocument(s.desk, s.code, s.card.Value.Name, nil)
			}),
		act("document.renew", "renew", "Renew the document under the cursor; the old one stays in the history", "m",
			paper, func() action.Effect { return verb.RenewDocument(s.desk, s.line().paper, nil) }),
		act("document.withdraw", "withdraw", "Withdraw the document under the cursor: it holds no more", "delete",
			paper,
			func() action.Effect { return verb.WithdrawDocument(s.desk, s.line().paper, nil) }),
	}
}

// recordDetail is the field or document under the cursor in full.
func (s *Screen) recordDetail() (string, []kit.Pair) {
	l, f := s.line(), facts{}
	if l == nil {
		return "", nil
	}
	if l.paper == nil {
		label, value := s.whole(l)
		f.add("", value, theme.Plain)
		return label, f
	}
	x := &l.paper.Details
	f.add("number", x.Number, theme.Strong)
	f.add("issued", verb.ISO(x.Issued), theme.Plain)
	f.add("expires", verb.ISO(x.Expires), theme.Plain)
	f.add("", l.paper.Says, recordRows{[]recordLine{*l}}.Tone(0, 2))
	if x.Amount != 0 {
		f.add("amount", text.FormatAmount(x.Amount, x.Digits)+" "+x.Currency, theme.Plain)
	}
	f.add("issued by", x.Issuer, theme.Plain)
	if f.add("copy", x.Copy, theme.Plain); x.Copy == "" {
		f.add("copy", "none on file", theme.Warn)
	}
	f.add("note", x.Note, theme.Plain)
	f.add("recorded", l.paper.Made.String()+" by "+l.paper.By, theme.Plain)
	return l.label, f
}

// endingBadge is the first document to expire, in two words.
func endingBadge(c *desk.Card) (string, theme.Tone) {
	d := &c.Ending[0]
	switch over := d.Days(c.AsOf) < 0; {
	case d.Annual:
		return d.Type.Short() + " to confirm", theme.Warn
	case over:
		return d.Type.Short() + " expired", theme.Bad
	}
	return d.Type.Short() + " expires", theme.Warn
}
