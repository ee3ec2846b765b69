package desk

import (
	"strings"

	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/text"
)

// ReferAll puts one question about several customers to the supervisor, one
// referral each, in one transaction.
func (d *Desk) ReferAll(key string, codes []string, reason string) error {
	commands := make([]book.Command, len(codes))
	for i, code := range codes {
		commands[i] = &referral.Refer{Customer: code, Reason: reason}
	}
	return d.together(key, commands)
}

// SaySpread says how many follow-ups land on which days; of many days the first
// and the last.
func SaySpread(days []DayCount) string {
	var out []string
	for i, d := range days {
		say := func(d DayCount) string {
			return text.DayName(d.Day) + " " + text.ShortDate(d.Day) + ": " + text.Number(d.Count)
		}
		if i == 8 && len(days) > 9 {
			out = append(out, "... "+say(days[len(days)-1]))
			break
		}
		out = append(out, say(d))
	}
	return strings.Join(out, "   ")
}
