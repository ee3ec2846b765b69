package civil

import "github.com/hablullah/go-hijri"

// The years the Umm al-Qura tables cover, and the days they stand for.
const (
	firstHijriYear = 1356
	lastHijriYear  = 1500
)

var (
	firstHijri = New(1937, 3, 14)
	lastHijri  = New(2077, 11, 16)
)

// FromHijri returns the date of an Umm al-Qura year, month and day that exist;
// like New it never normalises, and gives no date (0) for any other.
func FromHijri(year, month, day int) Date {
	if year < firstHijriYear || year > lastHijriYear || month < 1 || month > 12 || day < 1 || day > 30 {
		return 0
	}
	h := hijri.UmmAlQuraDate{Year: int64(year), Month: int64(month), Day: int64(day)}
	d := Of(h.ToGregorian())
	if y, m, dd := d.Hijri(); y != year || m != month || dd != day {
		return 0
	}
	return d
}

// Hijri returns the Umm al-Qura year, month and day, or three zeros outside
// the years its tables cover (1937 to 2077).
func (d Date) Hijri() (year, month, day int) {
	if d < firstHijri || d > lastHijri {
		return 0, 0, 0
	}
	h, err := hijri.CreateUmmAlQuraDate(d.Time())
	if err != nil {
		return 0, 0, 0
	}
	return int(h.Year), int(h.Month), int(h.Day)
}
