package reminders

import (
	"duebook/internal/ar/reminder"
	"duebook/internal/money"
	report "duebook/internal/report/reminder"
	"duebook/internal/text"
	"duebook/ui/theme"
)

// rows shows the letters of the day.
type rows struct{ all []report.Row }

// Len is how many accounts have something overdue.
func (x rows) Len() int { return len(x.all) }

// Key is the account.
func (x rows) Key(row int) uint64 { return uint64(x.all[row].Account) }

// Cell is a word or figure of an account.
func (x rows) Cell(row, col int) string {
	r := &x.all[row]
	switch col {
	case 0:
		return r.Head.Name
	case 1:
		return report.Level(&r.Letter)
	case 2:
		if r.Oldest == 0 {
			return ""
		}
		return text.Number(int(r.Date - r.Oldest))
	case 7:
		if r.LastDate == 0 {
			return ""
		}
		return r.LastDate.String()
	case 8:
		return r.Why
	case 6:
		return text.FormatAmount(r.Total(), r.Digits)
	}
	return some([...]money.Minor{3: r.LeftOut(), 4: r.Interest, 5: r.Fee}[col], r.Digits)
}

func some(m money.Minor, digits int) string {
	if m == 0 {
		return ""
	}
	return text.FormatAmount(m, digits)
}

// Tone tells the levels apart, and mutes who gets none.
func (x rows) Tone(row, col int) theme.Tone {
	r := &x.all[row]
	switch {
	case col == 8 && r.Guarded:
		return theme.Warn
	case !r.Due():
		return theme.Muted
	case col == 1:
		return levelTone(&r.Letter)
	case col == 6:
		return theme.Strong
	}
	return theme.Plain
}

func levelTone(l *reminder.Letter) theme.Tone {
	switch {
	case l.Level == l.Of && l.Of > 1:
		return theme.Bad
	case l.Level > 1:
		return theme.Warn
	}
	return theme.Info
}

// letters shows those that were sent.
type letters struct{ all []reminder.Letter }

// Len is how many there are.
func (x letters) Len() int { return len(x.all) }

// Key is the letter.
func (x letters) Key(row int) uint64 { return uint64(x.all[row].ID) }

// Cell is a word or figure of a letter.
func (x letters) Cell(row, col int) string {
	l := &x.all[row]
	return [...]string{l.Number(), l.Date.String(), l.Head.Name, report.Level(l),
		text.FormatAmount(l.Total(), l.Digits) + " " + l.Currency, some(l.Fee, l.Digits), l.By}[col]
}

// Tone tells the levels apart.
func (x letters) Tone(row, col int) theme.Tone {
	if col == 3 {
		return levelTone(&x.all[row])
	}
	return theme.Plain
}
