package card

import (
	"duebook/internal/ar/credit"
	"duebook/internal/desk"
	creditlist "duebook/internal/report/credit"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

var limitTones = map[credit.Status]theme.Tone{credit.Over: theme.Bad, credit.Expired: theme.Bad,
	credit.Watch: theme.Warn}

// limitBadges mark what is wrong with an account's limit or agreement.
func limitBadges(a *desk.CardAccount, add func(word string, tone theme.Tone)) {
	switch a.Credit.Status {
	case credit.Over:
		add("over limit", theme.Bad)
	case credit.Expired:
		add("limit expired", theme.Bad)
	case credit.Watch:
		add("near limit", theme.Warn)
	}
	if j := a.Credit.Agreement; j != nil && j.State == credit.Broken {
		add("agreement broken", theme.Bad)
	}
}

// limitFigure is the limit of an account as the head of the card shows it, with what is
// left of it; "" when none was ever set.
func limitFigure(a *desk.CardAccount) string {
	f := &a.Credit
	if f.Source == credit.Nowhere {
		return ""
	}
	out := f.Sum(a.Digits)
	switch {
	case f.Expired:
		out += " expired"
	case f.Source == credit.Temporary:
		out += " to " + text.ShortDate(f.Until)
	}
	if !f.None && !f.Expired {
		out += " (" + text.FormatAmount(f.Available, a.Digits) + " left)"
	}
	return out
}

// creditKnown tells of the limit, what is at risk and the agreement, in w cells.
func creditKnown(a *desk.CardAccount, w int) []string {
	f, t := &a.Credit, theme.Now()
	var out []string
	add := func(tone theme.Tone, said string) {
		for _, l := range kit.Wrap(said, w) {
			out = append(out, t.Tone(tone, kit.Inline(l, w)))
		}
	}
	if f.Source != credit.Nowhere {
		said := "Limit " + f.Says(a.Digits) + ": " + f.Status.String()
		if f.Until != 0 && !f.Expired {
			said += ", until " + f.Until.String()
		}
		add(limitTones[f.Status], said)
	}
	if q := a.Cheques.Uncleared; q > 0 {
		add(theme.Plain, "Exposure "+text.FormatAmount(a.Exposure(), a.Digits)+", of it cheques not cleared "+
			text.FormatAmount(q, a.Digits))
	}
	if j := f.Agreement; j != nil {
		tone := theme.Plain
		if j.State == credit.Broken {
			tone = theme.Bad
		}
		add(tone, action.Sentence(creditlist.Says(j, a.Digits)))
	}
	return out
}

// creditActions set the customer's credit, by the keys of the Credit screen.
func (s *Screen) creditActions(loaded, post func() string) []action.Action {
	act := func(id, label, help, key string, disabled func() string, run func() action.Effect) action.Action {
		return action.Action{ID: id, Label: label, Help: help, Keys: []string{key}, Disabled: disabled, Run: run,
			Hidden: true}
	}
	limit := func(temporary bool) func() action.Effect {
		return func() action.Effect {
			return verb.SetLimit(s.desk, s.target(), "", s.account().Credit.InForce, temporary, nil)
		}
	}
	return []action.Action{
		act("limit.set", "limit", "Set the credit limit", "l", post, limit(false)),
		act("limit.temporary", "temporary", "Set a temporary limit, which expires by itself", "T", post, limit(true)),
		act("block.set", "block", "Set or lift a block", "B", post, func() action.Effect {
			return verb.SetBlock(s.desk, s.target(), s.card.Value.Block.Block, 0, "", nil)
		}),
		act("agreement.add", "agreement", "Record a special agreement", "A", post, func() action.Effect {
			return verb.Special(s.desk, s.target(), nil)
		}),
		act("exposure.explain", "exposure", "Show how the exposure comes about, and what the limit is", "E", loaded,
			func() action.Effect { return verb.WhyCredit(s.desk, s.code, s.account().Currency) }),
	}
}
