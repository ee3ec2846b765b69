package text

import (
	"fmt"
	"strings"
)

// ParseTime reads a time of day, 14:30, 1430, 2pm, 2:30 pm or 9, and returns
// its minutes after midnight.
func ParseTime(s string) (int, error) {
	t := strings.ReplaceAll(strings.ToLower(toASCII(s)), " ", "")
	half := -1
	for i, mark := range []string{"am", "pm"} {
		if rest, ok := strings.CutSuffix(t, mark); ok {
			t, half = rest, i
			break
		}
	}
	hours, minutes, ok := strings.Cut(t, ":")
	if !ok && len(t) > 2 {
		hours, minutes = t[:len(t)-2], t[len(t)-2:]
	}
	h, ok := wholeNumber(hours)
	m, ok2 := 0, true
	if minutes != "" || strings.Contains(t, ":") {
		m, ok2 = wholeNumber(minutes)
		ok2 = ok2 && len(minutes) == 2
	}
	if !ok || !ok2 || len(hours) > 2 || h > 23 || m > 59 || half >= 0 && (h < 1 || h > 12) {
		return 0, fmt.Errorf("%s is not a time: write it as 14:30 or 2:30pm", quote(s))
	}
	if half >= 0 {
		h = h%12 + 12*half
	}
	return h*60 + m, nil
}

// FormatTime writes minutes after midnight as 14:30.
func FormatTime(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
