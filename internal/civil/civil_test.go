package civil

import (
	"testing"
	"time"
)

// Every day from 1600 to 2400 agrees with the standard library, both ways.
func TestDatesAgreeWithTime(t *testing.T) {
	at := time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC)
	for ; at.Year() <= 2400; at = at.AddDate(0, 0, 1) {
		y, m, day := at.Date()
		d := New(y, int(m), day)
		if int64(d)*86400 != at.Unix() {
			t.Fatalf("New(%v) = %d", at, d)
		}
		if gy, gm, gd := d.YMD(); gy != y || gm != int(m) || gd != day || d.Weekday() != at.Weekday() {
			t.Fatalf("%v came back as %d-%d-%d", at, gy, gm, gd)
		}
		back, err := Parse(d.String())
		if d != 0 && (err != nil || back != d || d.String() != at.Format(time.DateOnly)) {
			t.Fatalf("%v: %q, %v", at, d, err)
		}
	}
}

func TestNoSuchDay(t *testing.T) {
	for _, v := range [][3]int{{2025, 2, 29}, {2100, 2, 29}, {2025, 4, 31}, {2025, 13, 1}, {2025, 0, 1}, {0, 1, 1},
		{10000, 1, 1}, {2025, 1, 0}} {
		if d := New(v[0], v[1], v[2]); d != 0 {
			t.Errorf("New(%v) = %v", v, d)
		}
	}
	for _, s := range []string{"", "2025-1-31", "2025-02-30", "2025/01/31", "+025-01-31", "2025-01-3x", "2025-01-311",
		"２０２５-01-31"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %v", s, d)
		}
	}
}

// The text of dates orders as the dates do, so files and keys may sort either.
func TestTextOrder(t *testing.T) {
	last := ""
	for d := New(1999, 11, 1); d < New(2031, 1, 1); d++ {
		if s := d.String(); s <= last {
			t.Fatalf("%q after %q", s, last)
		} else {
			last = s
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, v := range []struct {
		from, want Date
		n          int
	}{
		{New(2025, 1, 31), New(2025, 2, 28), 1}, {New(2024, 1, 31), New(2024, 2, 29), 1},
		{New(2025, 3, 31), New(2024, 2, 29), -13}, {New(2025, 12, 15), New(2026, 1, 15), 1},
		{New(2025, 1, 15), New(2024, 12, 15), -1},
	} {
		if got := v.from.AddMonths(v.n); got != v.want {
			t.Errorf("%v + %d months = %v, want %v", v.from, v.n, got, v.want)
		}
	}
}

func TestPeriods(t *testing.T) {
	d := New(2024, 2, 14) // a Wednesday
	if d.StartOfMonth() != New(2024, 2, 1) || d.EndOfMonth() != New(2024, 2, 29) {
		t.Error(d.StartOfMonth(), d.EndOfMonth())
	}
	for first := time.Sunday; first <= time.Saturday; first++ {
		if s := d.StartOfWeek(first); s.Weekday() != first || s > d || d-s > 6 {
			t.Errorf("week from %v starts %v", first, s)
		}
	}
}

func TestWorkDay(t *testing.T) {
	night := time.Date(2025, 3, 2, 1, 30, 0, 0, time.FixedZone("", 3*3600))
	if WorkDay(night, 3) != New(2025, 3, 1) || WorkDay(night, 0) != New(2025, 3, 2) || WorkDay(night, 1) != New(2025,
		3, 2) {
		t.Error("01:30 belongs to the day before when days end at 3, and only then")
	}
}

func TestHijri(t *testing.T) {
	for _, v := range []struct{ y, m, d, gy, gm, gd int }{
		{1447, 1, 1, 2025, 6, 26}, {1446, 9, 1, 2025, 3, 1}, {1447, 6, 1, 2025, 11, 22}, {1356, 1, 1, 1937, 3, 14},
	} {
		want := New(v.gy, v.gm, v.gd)
		if got := FromHijri(v.y, v.m, v.d); got != want {
			t.Errorf("%d-%d-%dh = %v, want %v", v.y, v.m, v.d, got, want)
		}
	}
	n := 0
	for d := firstHijri; d <= lastHijri; d++ {
		y, m, day := d.Hijri()
		if d != 0 && FromHijri(y, m, day) != d {
			t.Fatalf("%v -> %d-%d-%d -> %v", d, y, m, day, FromHijri(y, m, day))
		}
		if day == 30 {
			n++
		}
		if day == 29 && FromHijri(y, m, 30) != 0 && FromHijri(y, m, 30) != d+1 {
			t.Fatalf("%d-%d-30h", y, m)
		}
	}
	if n == 0 || FromHijri(1501, 1, 1) != 0 || FromHijri(1355, 12, 1) != 0 || FromHijri(1447, 13, 1) != 0 {
		t.Error("outside the tables there is no date")
	}
	if y, _, _ := (firstHijri - 1).Hijri(); y != 0 {
		t.Error("before the tables:", y)
	}
}

func TestCalendar(t *testing.T) {
	fri := New(2025, 1, 31)
	c := Calendar{Closed: FridaySaturday, Holidays: map[Date]string{fri + 2: "founding day"},
		Half: [7]bool{time.Thursday: true}}
	if c.Next(fri) != fri+3 || c.Last(fri+2) != fri-1 || c.AddOpen(fri-1, 1) != fri+3 || c.AddOpen(fri, 0) != fri+3 {
		t.Error("weekend and holiday:", c.Next(fri), c.Last(fri+2), c.AddOpen(fri-1, 1))
	}
	if !c.HalfDay(fri-1) || c.HalfDay(fri) {
		t.Error("Thursday is half a day, Friday none")
	}
	var never Calendar
	for i := range never.Closed {
		never.Closed[i] = true
	}
	if !never.Open(fri) || never.Next(fri) != fri {
		t.Error("a calendar closed on all days must not hold everything for ever")
	}
}

func BenchmarkParseString(b *testing.B) {
	b.ReportAllocs()
	var buf [16]byte
	for i := range b.N {
		d, err := Parse(string(Date(20000 + i%5000).Append(buf[:0])))
		if err != nil || d == 0 {
			b.Fatal(err)
		}
	}
}
