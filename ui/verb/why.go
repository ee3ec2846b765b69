package verb

import (
	"fmt"
	"strings"

	"duebook/internal/report/worklist"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

const whyWidth = 58

// Why shows how what is to collect comes about and the points of the rank, each
// summing to its total.
func Why(name string, e *worklist.Explanation) action.Effect {
	var sb strings.Builder
	line := func(label, figure string) {
		room := whyWidth - text.Width(figure) - 1
		sb.WriteString(text.Pad(text.Truncate(label, room), room) + " " + figure + "\n")
	}
	for _, s := range e.Steps {
		line(s.Name+" "+e.Currency, text.FormatAmount(s.Amount, e.Digits))
	}
	if e.CreditLeft > 0 {
		line("credit left over, shown only", text.FormatAmount(-e.CreditLeft, e.Digits))
	}
	sb.WriteString("\n")
	for _, p := range e.Points {
		label := p.Name
		if p.Why != "" && p.Why != p.Name {
			label += ": " + p.Why
		}
		line(label, fmt.Sprintf("%+d", p.Value))
	}
	line("score", text.Number(e.Score))
	for _, s := range e.Signals {
		line(s, "")
	}
	if e.Hidden != "" {
		line("waits: "+e.Hidden, "")
	}
	return action.Ask(kit.Message("Why "+name, strings.TrimRight(sb.String(), "\n")))
}
