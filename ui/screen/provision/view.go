package provision

import (
	"fmt"
	"strings"

	"duebook/internal/report/provision"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// View draws the sum, the tabs, the table and what is to say of the row under the cursor.
func (s *Screen) View(w, h int) string {
	if !s.reports.Asked || !s.decisions.Asked {
		return kit.Waiting(w, h, "Reckoning the provision ...", "The provision could not be made", s.reports.Err)
	}
	out := []string{" " + kit.Facts(s.facts(), w-1), " " + s.tabs.View(w-1)}
	if s.tabs.At <= tabBranches {
		out = append(out, s.notes(w)...)
	}
	t := &s.tables[s.tabs.At]
	said := s.said()
	below := 0
	if said != "" {
		below = 4
	}
	out = append(out, t.View(w, h-len(out)-below, true))
	if below > 0 {
		out = append(out, kit.Pane(w, below, s.heading(), t.Position(), false, func(w, h int) string {
			return kit.Paragraph(said, w, h)
		}))
	}
	return kit.Stack(w, h, out...)
}

func (s *Screen) facts() (out []kit.Pair) {
	for i := range s.reports.Value[0] {
		r := &s.reports.Value[0][i]
		d := r.Currency.Digits
		out = append(out, kit.Pair{Value: text.FormatAmount(r.Total.Provision, d) + " " + r.Currency.Code,
			Tone: theme.Strong})
		if len(s.reports.Value[0]) > 1 {
			continue
		}
		out = append(out, kit.Pair{Label: "of", Value: text.FormatAmount(r.Total.Base, d)})
		if share := r.Total.Coverage(); share != "" {
			out = append(out, kit.Pair{Value: share})
		}
		if r.Total.Specific != 0 {
			out = append(out, kit.Pair{Label: "specific", Value: text.FormatAmount(r.Total.Specific, d),
				Tone: theme.Info})
		}
	}
	if s.since != 0 {
		out = append(out, kit.Pair{Label: "since", Value: s.since.String(), Tone: theme.Accent})
	}
	return append(out, kit.Pair{Label: "as of", Value: s.desk.AsOf().String()})
}

// notes are what must be known of the figures.
func (s *Screen) notes(w int) (out []string) {
	t := theme.Now()
	seen := map[string]bool{}
	for i := range s.reports.Value[s.tabs.At] {
		r := &s.reports.Value[s.tabs.At][i]
		all := r.Notes
		if !r.Rated { // said with the key that mends it
			all = []string{fmt.Sprintf("No loss rates count on %s: e enters one for each bucket.", r.AsOf)}
		}
		for _, n := range all {
			if seen[n] || len(seen) == 3 {
				continue
			}
			seen[n] = true
			lines := kit.Wrap(t.Signs.Warn+" "+n, w-2)
			for _, l := range lines[:min(len(lines), 2)] {
				out = append(out, " "+t.Tone(theme.Warn, kit.Inline(l, w-2)))
			}
		}
	}
	return out
}

// heading names the row under the cursor.
func (s *Screen) heading() string {
	switch p := s.current(); {
	case p != nil && s.tabs.At == tabCustomers:
		return p.row.Key + "  " + p.row.Name
	case p != nil:
		return p.row.Name
	}
	if x := s.specific(); x != nil {
		return x.Code + "  " + x.Name
	}
	return "Loss rates"
}

// said tells of the row under the cursor in sentences, "" when there is none.
func (s *Screen) said() string {
	if p := s.current(); p != nil {
		return saidOf(p.report, p.row)
	}
	if x := s.specific(); x != nil {
		return fmt.Sprintf("From %s: %s. %s. Entered on %s by %s.", x.From, what(x),
			action.Sentence(strings.TrimSuffix(x.Why, ".")), x.Set, x.By)
	}
	all := s.decisions.Value.Rates
	at := s.tables[tabRates].Cursor()
	if s.tabs.At != tabRates || at < 0 || at >= len(all) {
		return ""
	}
	r := &all[at]
	var out []string
	for n, x := range r.Rates.Rates {
		out = append(out, provision.BucketName(r.Edges, n)+" "+x.Percent())
	}
	say := "From " + r.From.String() + " for " + forWhom(r) + ": " + strings.Join(out, ", ") + "."
	if r.Why != "" {
		say += " " + action.Sentence(strings.TrimSuffix(r.Why, ".")) + "."
	}
	return say
}

// saidOf is a row's figures in sentences.
func saidOf(r *provision.Report, x *provision.Row) string {
	d := r.Currency.Digits
	out := fmt.Sprintf("%s %s are provided on %s.", text.FormatAmount(x.Provision, d), r.Currency.Code,
		text.FormatAmount(x.Base, d))
	if r.By == provision.ByBucket && x.Key == "Unapplied" {
		return "Credit left over after the oldest bills: it stands apart, and earns no negative provision."
	}
	if x.Unapplied != 0 {
		out += fmt.Sprintf(" Credit of %s is left over and earns none.", text.FormatAmount(-x.Unapplied, d))
	}
	if x.Specific != 0 {
		out += fmt.Sprintf(" %s of it by decision on single customers.", text.FormatAmount(x.Specific, d))
	}
	if x.Unrated != 0 && r.Rated {
		out += fmt.Sprintf(" No rates are for %s.", text.FormatAmount(x.Unrated, d))
	}
	if r.Since != 0 {
		out += fmt.Sprintf(" On %s it was %s.", r.Since, text.FormatAmount(x.Opening, d))
	}
	return out + " = shows the lines."
}
