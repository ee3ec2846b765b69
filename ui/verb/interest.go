package verb

import (
	"fmt"
	"strings"

	"duebook/internal/desk"
	"duebook/internal/report/accrued"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// HowInterest shows how the interest of a bill's part (from 1) came about, segment by
// segment.
func HowInterest(d *desk.Desk, number string, part int) action.Effect {
	h, err := d.HowInterest(number, part)
	if err != nil {
		return action.Fail(err)
	}
	var sb strings.Builder
	for i := range h.Segments {
		x := &h.Segments[i]
		fmt.Fprintf(&sb, "%s to %s, %s\n  %s at %s x %s = %s\n", x.From, x.To, text.Count(x.Days, "day", "days"),
			text.FormatAmount(x.Balance, h.Currency.Digits), accrued.Rate(x, h.Currency), accrued.Fraction(x),
			x.Sum.Exact(h.Currency.Digits))
	}
	for _, line := range h.Says() {
		sb.WriteString(line + "\n")
	}
	return action.Ask(kit.Message(fmt.Sprintf("%s, part %d of %d, due %s", h.Bill.Number, h.Part, len(h.Bill.Parts),
		h.Line.DueDate), strings.TrimRight(sb.String(), "\n")))
}
