package company

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Show is a setting as people read it.
func Show(s *Settings, field string) string {
	switch field {
	case "name":
		return s.Name
	case "name_ar":
		return s.Arabic
	case "name_en":
		return s.Latin
	case "weekend":
		return showDays(s.Closed)
	case "half":
		return showDays(s.Half)
	case "edges":
		return strings.Trim(strings.ReplaceAll(fmt.Sprint(s.Edges), " ", ","), "[]")
	case "bad_over":
		return fmt.Sprint(s.BadOver)
	case "quiet_days":
		return fmt.Sprint(s.QuietDays)
	case "tolerance":
		return fmt.Sprint(s.Tolerance)
	case "day_ends":
		return fmt.Sprint(s.DayEnds)
	case "min_chase":
		return text.FormatAmount(s.MinChase, s.Digits)
	case "zone":
		return s.Zone
	case "iban":
		return s.IBAN
	case "bank":
		return s.Bank
	case "phone":
		return s.Phone
	case "cover":
		if s.CoverOff {
			return "off"
		}
		return "on"
	case "small_difference":
		return text.FormatAmount(s.SmallDiff, s.Digits)
	case "write_off_limit":
		if s.WriteOffLimit == 0 {
			return "none"
		}
		return text.FormatAmount(s.WriteOffLimit, s.Digits)
	case "withholding":
		return sayWithholding(s.Withheld)
	case "interest_name":
		return s.InterestWord()
	case "unapplied_days":
		return fmt.Sprint(s.UnappliedDays())
	case "cash_limit":
		if s.CashLimit == 0 {
			return "none"
		}
		return text.FormatAmount(s.CashLimit, s.Digits)
	case "credit_watch":
		return fmt.Sprint(s.Watch())
	case "promise_cheque":
		return showPromiseCheque(s)
	}
	return showCheques(s, field)
}

func showDays(set [7]bool) string {
	var names []string
	for d := time.Sunday; d <= time.Saturday; d++ {
		if set[d] {
			names = append(names, strings.ToLower(d.String()[:3]))
		}
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, ",")
}

// AddHoliday closes a day. What is planned on it stays and is listed to move.
type AddHoliday struct {
	Date string `json:"date" help:"the day"`
	Name string `json:"name" help:"the holiday's name"`
}

// Kind is "company.holiday.add".
func (AddHoliday) Kind() string { return "company.holiday.add" }

// Decide adds the day in order.
func (c AddHoliday) Decide(in *book.In) ([]book.Fact, error) {
	s, d, err := holiday(in, c.Date)
	if err != nil {
		return nil, err
	}
	if err := text.Check(c.Name, 80); err != nil || strings.TrimSpace(c.Name) == "" {
		return nil, book.RefuseField("name", "the holiday needs a name of at most 80 letters")
	}
	before := s
	s.Holidays = slices.Clone(s.Holidays)
	at, dup := slices.BinarySearchFunc(s.Holidays, d, func(h Holiday, d civil.Date) int { return int(h.Date - d) })
	if dup {
		return nil, book.RefuseField("date", "%s is a holiday already (%s)", d, s.Holidays[at].Name)
	}
	s.Holidays = slices.Insert(s.Holidays, at, Holiday{d, c.Name})
	return []book.Fact{&Changed{Settings: s, What: "holiday", New: d.String() + " " + c.Name, Before: before}}, nil
}

// RemoveHoliday opens a day again.
type RemoveHoliday struct {
	Date string `json:"date" help:"the day"`
}

// Kind is "company.holiday.remove".
func (RemoveHoliday) Kind() string { return "company.holiday.remove" }

// Decide takes the day out.
func (c RemoveHoliday) Decide(in *book.In) ([]book.Fact, error) {
	s, d, err := holiday(in, c.Date)
	if err != nil {
		return nil, err
	}
	before := s
	s.Holidays = slices.Clone(s.Holidays)
	at, ok := slices.BinarySearchFunc(s.Holidays, d, func(h Holiday, d civil.Date) int { return int(h.Date - d) })
	if !ok {
		return nil, book.RefuseField("date", "%s is not a holiday", d)
	}
	old := s.Holidays[at]
	s.Holidays = slices.Delete(s.Holidays, at, at+1)
	return []book.Fact{&Changed{Settings: s, What: "holiday", Old: d.String() + " " + old.Name, Before: before}}, nil
}

func holiday(in *book.In, date string) (Settings, civil.Date, error) {
	s, err := Get(in.View)
	if err != nil {
		return s, 0, err
	}
	d, err := text.ParseDate(date, in.Today)
	if err != nil {
		return s, 0, book.RefuseField("date", "%v", err)
	}
	return s, d, nil
}

// NoteRestore journals that the book was restored from a backup.
type NoteRestore struct {
	From string `json:"from" help:"the backup's name"`
	Kept string `json:"kept" help:"where the file it replaced is kept"`
}

// Kind is "company.restored".
func (NoteRestore) Kind() string { return "company.restored" }

// Decide notes it.
func (c NoteRestore) Decide(*book.In) ([]book.Fact, error) {
	return []book.Fact{&Restored{From: text.Clean(c.From), Kept: text.Clean(c.Kept)}}, nil
}

// Restored says that the book was put back from a backup.
type Restored struct {
	From string `cbor:"1,keyasint"`
	Kept string `cbor:"2,keyasint,omitempty"`
}

// Kind is "company.restored/1".
func (Restored) Kind() string { return "company.restored/1" }

// Refs names nothing.
func (Restored) Refs() []book.Ref { return nil }

// Apply changes no table: the entry is the record.
func (Restored) Apply(*book.Tx) error { return nil }
