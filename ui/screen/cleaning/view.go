package cleaning

import (
	"fmt"

	"duebook/internal/report/cleaning"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws how much there is, the kinds, the rows, and what is wrong with the one
// under the cursor.
func (s *Screen) View(w, h int) string {
	if !s.list.Asked {
		return kit.Waiting(w, h, "Reading the open items ...", "The cleaning list could not be made", s.list.Err)
	}
	below := 4
	if h >= 35 {
		below = 6
	}
	if s.current() == nil {
		below = 0
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), s.table.View(w, h-2-below, true),
		s.detail(w, below))
}

func (s *Screen) facts() []kit.Pair {
	l := &s.list.Value
	out := []kit.Pair{{Value: text.Number(len(l.Rows)) + " to put right", Tone: theme.Strong}}
	if n := s.table.Marks(); n > 0 {
		out = append(out, kit.Pair{Value: theme.Now().Signs.Mark + " " + text.Number(n) + " marked",
			Tone: theme.Accent})
	}
	out = append(out, kit.Pair{Label: "residues up to", Value: text.FormatAmount(l.Residue, s.desk.Company().Digits)},
		kit.Pair{Label: "old after", Value: text.Count(l.Days, "day", "days")})
	if s.branch != "" {
		out = append(out, kit.Pair{Label: "branch", Value: s.branch, Tone: theme.Accent})
	}
	if s.collector != "" {
		out = append(out, kit.Pair{Label: "collector", Value: s.collector, Tone: theme.Accent})
	}
	return out
}

// detail says what is wrong with the row under the cursor, and what its key does.
func (s *Screen) detail(w, h int) string {
	r := s.current()
	if r == nil {
		return ""
	}
	return kit.Pane(w, h, r.Customer+"  "+r.Name, s.table.Position(), false, func(w, h int) string {
		return kit.Paragraph(said(r, s.list.Value.Days), w, h)
	})
}

// said is what is wrong and what the remedy does, in sentences.
func said(r *cleaning.Row, old int) string {
	amount := text.FormatAmount(max(r.Amount, -r.Amount), r.Currency.Digits) + " " + r.Currency.Code
	switch r.Kind {
	case cleaning.Residue:
		return fmt.Sprintf("%s is left of %s, due %s. r writes it off.", amount, numberOf(r), r.Date)
	case cleaning.Beside:
		return fmt.Sprintf("%s of %s, dated %s, is on no bill, and bills over %s late are open beside it. "+
			"r puts it on the oldest due.", amount, r.Number, r.Date, text.Count(old, "day", "days"))
	case cleaning.CreditBalance:
		return "The account stands " + amount + " in the customer's favour. " +
			planned(r, "t plans a call today: pay it back, or keep it for the next bills?")
	case cleaning.AssumedDue:
		return fmt.Sprintf("%s came without a due date: %s was assumed from the terms; %s is open. "+
			"e sets the date that was agreed.", numberOf(r), r.Date, amount)
	case cleaning.LookAlike:
		return fmt.Sprintf("The code or the name looks like that of %s, %s. v opens that card. ", r.Like, r.LikeName) +
			planned(r, "t plans a check of the data today: are they one?")
	}
	say := fmt.Sprintf("%s of %s is on no bill for %s. ", amount, r.Number, text.Count(r.Days, "day", "days"))
	if r.Cure() == cleaning.Apply {
		return say + "r puts it on the oldest due bills."
	}
	return say + planned(r, "No bill is open: t plans a call today, what is it for?")
}

// planned says so when a follow-up is planned for it, else what the key does.
func planned(r *cleaning.Row, key string) string {
	if r.Planned != 0 {
		return "A follow-up for it is planned for " + r.Planned.String() + "."
	}
	return key
}
