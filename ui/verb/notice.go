package verb

import (
	"strings"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/kit"
)

// noticeWidth is the cells a notice has on the narrowest terminal.
const noticeWidth = 76

// Notice is a sentence about a customer that fits the narrowest terminal: the
// name gives way, at a blank, and what happened never does.
func Notice(name, happened string) string {
	return Short(name, max(noticeWidth-text.Width(happened), 8)) + happened
}

// Short is plain text in at most w cells, cut where a word ends, with a mark.
func Short(s string, w int) string {
	s = text.Safe(s)
	if text.Width(s) <= w {
		return s
	}
	cut := kit.Clip(s, w-1)
	if at := strings.LastIndexByte(cut, ' '); at > 0 && !strings.HasPrefix(s[len(cut):], " ") {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:&·-") + "…"
}

// Lands says on which day a follow-up asked for a day is planned, and that the
// day asked for is closed when it is another.
func Lands(d *desk.Desk, asked civil.Date) string {
	day := d.Calendar().Next(asked)
	said := text.DayName(day)[:3] + " " + text.ShortDate(day)
	if day != asked {
		said += " (" + text.DayName(asked)[:3] + " " + text.ShortDate(asked) + " is closed)"
	}
	return said
}
