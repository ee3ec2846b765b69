package text

import (
	"strings"
	"testing"

	"duebook/internal/civil"
)

var wednesday = civil.New(2025, 1, 15)

func TestParseDate(t *testing.T) {
	for typed, want := range map[string]string{
		"2025-12-25": "2025-12-25", "2025/1/5": "2025-01-05", "25/12/2025": "2025-12-25", "25-12-2025": "2025-12-25",
		"25.12.2025": "2025-12-25", "25/12": "2024-12-25", "5/1": "2025-01-05", "29/2": "2024-02-29",
		"Today":    "2025-01-15",
		"tomorrow": "2025-01-16", " yesterday ": "2025-01-14", "+3": "2025-01-18", "-3": "2025-01-12",
		"\u22123": "2025-01-12",
		"+3d":     "2025-01-18", "+2w": "2025-01-29", "+1m": "2025-02-15", "-1y": "2024-01-15", "fri": "2025-01-17",
		"Friday": "2025-01-17",
		"wed":    "2025-01-22", "thurs": "2025-01-16", "3 mar": "2025-03-03", "mar 3": "2025-03-03",
		"3 March 2026": "2026-03-03",
		"3-sept-2025":  "2025-09-03", "eom": "2025-01-31", "1447-06-01h": "2025-11-22", "1/6/1447H": "2025-11-22",
		"١٤٤٧-٠٦-٠١هـ": "2025-11-22", "٢٥/١٢/٢٠٢٥": "2025-12-25", "+٣": "2025-01-18",
		"۲۰۲۵-۰۱-۰۵": "2025-01-05",
	} {
		if d, err := ParseDate(typed, wednesday); err != nil || d.String() != want {
			t.Errorf("%q = %v, %v; want %s", typed, d, err, want)
		}
	}
	if d, _ := ParseDate("5/1", civil.New(2025, 12, 20)); d != civil.New(2026, 1, 5) {
		t.Error("in December 5/1 is next month's:", d)
	}
}

func TestDateRefused(t *testing.T) {
	for typed, why := range map[string]string{
		"": "write it as", "25.12.25": "four digits", "25/12/25": "four digits", "31/02/2025": "no such day",
		"29/02/2025": "no such day",
		"12/25/2025": "day comes first", "12/25": "day comes first", "1999-12-31": "outside the book's dates",
		"2036-01-01": "outside the book's dates",
		"1447-06-01": "looks like a Hijri date", "1447-13-01h": "no such day", "1447-06h": "1447-06-01h", "+": "+3",
		"+99999": "+3",
		"+1mm":   "+3", "fr": "write it as", "ma": "write it as", "3 foo": "write it as", "20250115": "write it as",
		"2025-01": "write it as",
		"1/2/3/4": "write it as", "+9999y": "outside", "0/0": "no such day", "h": "1447-06-01h",
		"\x1b[2J": "write it as",
	} {
		d, err := ParseDate(typed, wednesday)
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q = %v, %v; want an error with %q", typed, d, err, why)
		}
	}
}

func TestFormatDate(t *testing.T) {
	d := civil.New(2025, 11, 2)
	if FormatDate(d) != "2025-11-02" || ShortDate(d) != "2 Nov" || DayName(d) != "Sun" || Hijri(d) != "1447-05-11h" {
		t.Error(FormatDate(d), ShortDate(d), DayName(d), Hijri(d))
	}
	if s := FormatDate(0) + ShortDate(0) + DayName(0) + Hijri(0) + Hijri(civil.New(2090, 1, 1)); s != "" {
		t.Errorf("no date shows as %q", s)
	}
}

func TestParseTime(t *testing.T) {
	for typed, want := range map[string]string{"14:30": "14:30", "2pm": "14:00", "1430": "14:30", "930": "09:30",
		"9": "09:00", "12am": "00:00",
		"12 PM": "12:00", "2:05 pm": "14:05", "0:00": "00:00", "١٤:٣٠": "14:30", "0230pm": "14:30"} {
		if m, err := ParseTime(typed); err != nil || FormatTime(m) != want {
			t.Errorf("%q = %d, %v; want %s", typed, m, err, want)
		}
	}
	for _, typed := range []string{"", "24:00", "14:60", "14:", ":30", "13pm", "0am", "1:2", "12345", "pm", "-1",
		"2.30", "noon"} {
		if m, err := ParseTime(typed); err == nil {
			t.Errorf("%q = %d", typed, m)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2025-12-25", "25/12", "+2w", "fri", "1447-06-01h", "3 mar", "٢٥/١٢", "eom",
		"-9999y"} {
		f.Add(s, int32(20000))
	}
	f.Fuzz(func(t *testing.T, s string, n int32) {
		today := civil.First + civil.Date(uint32(n)%15000)
		for _, shown := range []string{FormatDate(today), Hijri(today)} {
			if d, err := ParseDate(shown, today); err != nil || d != today {
				t.Fatalf("%q came back as %v, %v", shown, d, err)
			}
		}
		if d, err := ParseDate(s, today); err == nil && !d.Valid(today) {
			t.Fatalf("%q = %v is outside the book", s, d)
		}
		if m, err := ParseTime(s); err == nil && (m < 0 || m >= 24*60) {
			t.Fatalf("%q = %d minutes", s, m)
		}
	})
}
