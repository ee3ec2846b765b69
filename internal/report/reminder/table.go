package reminder

import (
	"fmt"

	"duebook/internal/ar/reminder"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

func columns() []render.Column {
	return []render.Column{{Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
		{Key: "currency", Name: "Cur."}, {Key: "level", Name: "Level"},
		{Key: "oldest", Name: "Oldest due", Kind: render.Date}, {Key: "overdue", Name: "Overdue", Kind: render.Amount},
		{Key: "left_out", Name: "Left out", Kind: render.Amount},
		{Key: "credit", Name: "Credit", Kind: render.Amount},
		{Key: "interest", Name: "Interest", Kind: render.Amount}, {Key: "fee", Name: "Fee", Kind: render.Amount},
		{Key: "total", Name: "Total", Kind: render.Amount}}
}

func cells(l *reminder.Letter, oldest render.Cell) []render.Cell {
	out := []render.Cell{render.T(l.Head.Code), render.T(l.Head.Name), render.T(l.Currency), render.T(Level(l)), oldest}
	for _, m := range []money.Minor{l.Bills + l.Notes + l.Fees, l.LeftOut(), -l.Credit, l.Interest, l.Fee, l.Total()} {
		out = append(out, render.A(m, l.Digits))
	}
	return out
}

// Table lays the list out, an account each.
func (l *List) Table() *render.Table {
	t := &render.Table{Title: fmt.Sprintf("Reminder letters of %s", l.AsOf), Columns: append(columns(),
		render.Column{Key: "due_on", Name: "Due on", Kind: render.Date},
		render.Column{Key: "last_letter", Name: "Last letter", Kind: render.Date},
		render.Column{Key: "why_not", Name: "Why not"}, render.Column{Key: "collector", Name: "Collector"})}
	for i := range l.Rows {
		r := &l.Rows[i]
		t.Add(append(cells(&r.Letter, render.D(r.Oldest)), render.D(r.From), render.D(r.LastDate), render.T(r.Why),
			render.T(r.Collector))...)
	}
	switch {
	case l.Levels == 0:
		t.Notes = []string{"No level is set, so nobody gets a letter: reminder.defaults sets three, or the screen " +
			"Reminders does."}
	default:
		t.Notes = []string{fmt.Sprintf("%s due of %s with something overdue. Overdue + credit + interest + fee = "+
			"total; what is left out is not in it.", text.Count(l.Due, "letter is", "letters are"),
			text.Count(len(l.Rows), "account", "accounts"))}
	}
	return t
}

// SentTable lays letters that were sent out, a letter each.
func SentTable(all []reminder.Letter) *render.Table {
	t := &render.Table{Title: "Reminder letters sent", Columns: append([]render.Column{
		{Key: "letter", Name: "Letter"}, {Key: "sent", Name: "Sent", Kind: render.Date}}, append(columns(),
		render.Column{Key: "by", Name: "By"}, render.Column{Key: "override", Name: "In spite of the guard"})...)}
	for i := range all {
		l := &all[i]
		t.Add(append(append([]render.Cell{render.T(l.Number()), render.D(l.Date)}, cells(l, render.D(Oldest(l)))...),
			render.T(l.By), render.T(l.Override))...)
	}
	return t
}

// Oldest is the earliest due date on a letter.
func Oldest(l *reminder.Letter) civil.Date {
	if len(l.Lines) == 0 {
		return 0
	}
	return l.Lines[0].Due // they stand by due date
}
