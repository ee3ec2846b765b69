package cheque

import (
	"slices"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/text"
)

// plain are the moves that need nothing but a word beside them.
var plain = []Move{DoStore, DoLodge, DoPledge, DoRecall, DoEndorse, DoReturn, DoCancel, DoLegal}

func plainNames() []string {
	var names []string
	for _, m := range plain {
		names = append(names, m.String())
	}
	return names
}

// Shift moves cheques, all of them or none.
type Shift struct {
	Cheques []string `json:"cheques" help:"the cheques' numbers, or #12"`
	Move    string   `json:"move" help:"what is done with them"`
	With    string   `json:"with,omitempty" help:"the bank, supplier or person it goes to; where it is kept"`
	Reason  string   `json:"reason,omitempty" help:"why"`
	Date    string   `json:"date,omitempty" help:"when; today when left out"`
}

// Kind is "cheque.move".
func (Shift) Kind() string { return "cheque.move" }

// Choices gives the words of the fields that take one of a few.
func (Shift) Choices() map[string][]string { return map[string][]string{"move": plainNames()} }

// needs says what a move cannot be told without.
var needs = map[Move]struct{ with, reason string }{
	DoLodge: {with: "name the bank the cheque is lodged with"}, DoPledge: {with: "name who it is pledged to"},
	DoEndorse: {with: "name who it is endorsed to"}, DoCancel: {reason: "say why the cheque is cancelled"},
	DoReturn: {reason: "say why the cheque goes back"},
}

// Decide refuses what the table of moves does not have.
func (c Shift) Decide(in *book.In) ([]book.Fact, error) {
	n := slices.Index(plainNames(), c.Move)
	if n < 0 {
		return nil, book.RefuseField("move", "%q is not a move (%s)", c.Move, strings.Join(plainNames(), ", "))
	}
	p, all, err := begin(in, c.Cheques)
	if err != nil {
		return nil, err
	}
	s := Step{Move: plain[n], With: strings.TrimSpace(c.With), Reason: strings.TrimSpace(c.Reason)}
	if s.On, err = bill.Day("date", c.Date, in.Today, in.Today); err != nil {
		return nil, err
	}
	for _, t := range []string{s.With, s.Reason} {
		if err := text.Check(t, 300); err != nil {
			return nil, book.RefuseField("reason", "%v", err)
		}
	}
	for _, q := range all {
		if err := q.State(Forever).Can(s.Move); err != nil {
			return nil, book.RefuseField("cheque", "cheque %s: %v", q.Details.Number, err)
		}
	}
	switch need := needs[s.Move]; {
	case need.with != "" && s.With == "":
		return nil, book.RefuseField("with", "%s", need.with)
	case need.reason != "" && s.Reason == "":
		return nil, book.RefuseField("reason", "%s", need.reason)
	}
	for _, q := range all {
		if err := p.move(q, s); err != nil {
			return nil, err
		}
	}
	return p.facts, nil
}

// Clear says that the bank paid cheques: each becomes a receipt, applied to what it
// covers. All of them or none.
type Clear struct {
	Cheques []string `json:"cheques" help:"the cheques' numbers, or #12"`
	Date    string   `json:"date,omitempty" help:"the day the money was there; today when left out"`
}

// Kind is "cheque.clear".
func (Clear) Kind() string { return "cheque.clear" }

// Decide refuses a cheque that is not with the bank.
func (c Clear) Decide(in *book.In) ([]book.Fact, error) {
	p, all, err := begin(in, c.Cheques)
	if err != nil {
		return nil, err
	}
	on, err := bill.Day("date", c.Date, in.Today, in.Today)
	if err != nil {
		return nil, err
	}
	for _, q := range all {
		if err := p.move(q, Step{Move: DoClear, On: on}); err != nil {
			return nil, err
		}
	}
	return p.facts, nil
}
