package exchange

import (
	"bytes"
	"fmt"
	"strings"

	"duebook/internal/civil"
)

// dateColumn is what is known of one column of dates.
type dateColumn struct {
	field          field
	col            int
	hijri          bool   // its header says so
	order          string // dmy or mdy, once decided; "" when no cell needs it
	how            string
	year, named    int // cells that need no order
	serials        int // day numbers
	onlyDM, onlyMD int
	both, filled   int
	lineDM, lineMD int
}

// note takes one cell as evidence.
func (d *dateColumn) note(b []byte, line int) {
	r := scanDate(b)
	if r.form == dateEmpty {
		return
	}
	d.filled++
	switch r.form {
	case dateYMD:
		d.year++
	case dateNamed:
		d.named++
	case dateSerial:
		d.serials++
	case dateNumbers:
		switch {
		case r.a > 12 && r.b <= 12:
			if d.onlyDM++; d.onlyDM == 1 {
				d.lineDM = line
			}
		case r.b > 12 && r.a <= 12:
			if d.onlyMD++; d.onlyMD == 1 {
				d.lineMD = line
			}
		case r.a != r.b:
			d.both++
		}
	}
}

var orderNames = map[string]string{"dmy": "day/month/year", "mdy": "month/day/year"}

// decideOrders settles the order of day and month of every column, from all its
// cells; a column that leaves it open follows the others of the file.
func decideOrders(cols []*dateColumn, heads []header, want string) error {
	switch want {
	case "", "dmy", "mdy", "ymd":
	default:
		return fmt.Errorf("the date order %q is not known; use dmy, mdy or ymd", want)
	}
	found := ""
	for _, d := range cols {
		name := heads[d.col].name
		switch {
		case want != "":
			d.order, d.how = want, "as --date-order says"
		case d.onlyDM > 0 && d.onlyMD > 0:
			return askOrder("the column %q has the day first on line %d and the month first on line %d",
				name, d.lineDM, d.lineMD)
		case d.onlyDM > 0:
			d.order = "dmy"
			d.how = fmt.Sprintf("%d of %d cells can only be read so", d.onlyDM, d.filled)
		case d.onlyMD > 0:
			d.order = "mdy"
			d.how = fmt.Sprintf("%d of %d cells can only be read so", d.onlyMD, d.filled)
		}
		if d.order != "" && d.order != "ymd" {
			if found != "" && found != d.order {
				found = "both"
			} else {
				found = d.order
			}
		}
	}
	for _, d := range cols {
		if d.order != "" || d.both == 0 {
			continue
		}
		if found == "" || found == "both" {
			return askOrder("every date of the column %q can be read as day/month and as month/day", heads[d.col].name)
		}
		d.order, d.how = found, "as in the other columns of the file"
	}
	return nil
}

func askOrder(format string, args ...any) error {
	return &Ask{About: ErrAskDateOrder, Flag: "--date-order", Choices: []Choice{{Value: "dmy"}, {Value: "mdy"}},
		Question: fmt.Sprintf(format, args...)}
}

// dateOrder gives the order cells are read in; one that no cell needs is dmy.
func (d *dateColumn) dateOrder() string {
	if d.order == "" {
		return "dmy"
	}
	return d.order
}

// format says how the column's dates are written and why they are read so.
func (d *dateColumn) format() string {
	var forms []string
	if d.year > 0 {
		forms = append(forms, "year-month-day")
	}
	if d.named > 0 {
		forms = append(forms, "month by name")
	}
	if n := orderNames[d.order]; n != "" && d.filled > d.year+d.named+d.serials {
		forms = append(forms, n+" ("+d.how+")")
	}
	if d.serials > 0 {
		forms = append(forms, "a spreadsheet's day number")
	}
	if d.filled == 0 {
		return "no dates"
	}
	return strings.Join(forms, ", ")
}

// dateReader turns cells into dates of the book's range.
type dateReader struct {
	col         *dateColumn
	first, last civil.Date
	epoch       civil.Date // the day of serial 0 in a workbook; 0 in other files
}

// read returns 0 for an empty cell, and a reason for a cell that is no date.
func (d *dateReader) read(b []byte) (civil.Date, string) {
	r := scanDate(b)
	var day, month int
	switch r.form {
	case dateEmpty:
		return 0, ""
	case dateYMD:
		month, day = int(r.a), int(r.b)
	case dateNamed:
		day, month = int(r.a), int(r.b)
	case dateNumbers:
		switch d.col.order {
		case "mdy":
			month, day = int(r.a), int(r.b)
		case "ymd":
			return 0, "the year does not come first, as --date-order ymd says"
		default:
			day, month = int(r.a), int(r.b)
		}
		if month > 12 && day <= 12 {
			return 0, "does not fit " + orderNames[d.col.dateOrder()] + ", " + d.col.how
		}
	case dateShort:
		return 0, "the year has two digits; write all four"
	case dateSerial:
		if v := serialDate(string(bytes.TrimSpace(b)), d.epoch); d.epoch != 0 && v != 0 {
			return d.within(v)
		}
		return 0, "looks like a spreadsheet's day number; format the column as a date and export again"
	default:
		return 0, "is not a date"
	}
	return d.day(int(r.year), month, day, r.hijri || d.col.hijri)
}

func (d *dateReader) day(year, month, day int, hijri bool) (civil.Date, string) {
	looksHijri := year >= 1300 && year <= 1500
	var v civil.Date
	switch {
	case looksHijri && !hijri:
		return 0, "looks like a Hijri year; write it as 1447-06-01h, or say Hijri in the name of the column"
	case looksHijri:
		v = civil.FromHijri(year, month, day)
	default:
		v = civil.New(year, month, day)
	}
	if v == 0 {
		return 0, "there is no such day"
	}
	return d.within(v)
}

// within refuses a date outside the book's range.
func (d *dateReader) within(v civil.Date) (civil.Date, string) {
	if v < d.first || v > d.last {
		return 0, fmt.Sprintf("is outside %s to %s", d.first, d.last)
	}
	return v, ""
}
