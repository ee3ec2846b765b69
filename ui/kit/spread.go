package kit

import (
	"strconv"
	"strings"
)

// perDay is how many a day SpreadFields offers at first.
const perDay = 10

// SpreadFields asks how n things are laid over open days: from which day, over how
// many of them, at most how many a day. One thing needs the day only.
func SpreadFields(n int, from string) []Field {
	many := func(Values) bool { return n > 1 }
	return []Field{{Name: "from", Label: "From", Kind: DateField, Value: from, Required: true},
		{Name: "days", Label: "Over open days", Kind: NumberField, Least: 1,
			Value: strconv.Itoa((n + perDay - 1) / perDay),
			Show:  many, Required: true},
		{Name: "max", Label: "At most a day", Kind: NumberField, Least: 1, Value: strconv.Itoa(perDay), Show: many,
			Required: true}}
}

// SpreadOf reads the fields of SpreadFields: over how many days, at most how many a
// day.
func SpreadOf(v Values, n int) (days, most int) {
	if n < 2 {
		return 1, max(n, 1)
	}
	return v.Number("days"), v.Number("max")
}

// Names lists the first few of many names in a line of about w cells, and how many
// more there are, as the end of a sentence.
func Names(names []string, w int) string { return strings.TrimSuffix(list(names, w), ".") + "." }

func list(names []string, w int) string {
	out := ""
	for i, n := range names {
		n, rest := Safe(n), ""
		if left := len(names) - i - 1; left > 0 {
			rest = " and " + number(left) + " more"
		}
		if i == 0 {
			out = Clip(n, w)
			continue
		}
		if Width(out)+2+Width(n)+Width(rest) > w {
			return out + " and " + number(len(names)-i) + " more"
		}
		out += ", " + n
	}
	return out
}

// Lettered makes choices of values, each with the first of its letters that no
// choice before it took.
func Lettered(values []string) []Choice {
	out, taken := make([]Choice, len(values)), map[rune]bool{}
	for i, v := range values {
		out[i] = Choice{Value: v, Label: v}
		for _, r := range v {
			if r >= 'a' && r <= 'z' && !taken[r] {
				taken[r], out[i].Key = true, string(r)
				break
			}
		}
	}
	return out
}
