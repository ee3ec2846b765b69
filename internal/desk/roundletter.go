package desk

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"duebook/internal/letter"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// WriteRound writes the sheet of a round: on paper when the name ends in .pdf, as a page
// when it ends in .html, as a file for .csv and .xlsx, else as plain text. A file that is
// there is left alone, unless it lies in the folder for what is printed.
func (d *Desk) WriteRound(r *Round, path string) error {
	name := strings.ToLower(path)
	if strings.HasSuffix(name, csvFile) || strings.HasSuffix(name, xlsxFile) {
		return d.writeTables(path, r.Table())
	}
	if _, err := os.Stat(path); err == nil && filepath.Dir(path) != filepath.Dir(d.OutPath("x")) {
		return fmt.Errorf("%s is there already: give another name", text.Safe(path))
	}
	var out bytes.Buffer
	var err error
	switch {
	case strings.HasSuffix(name, ".pdf"):
		err = d.roundLetter(r).WritePDF(&out)
	case strings.HasSuffix(name, ".html"):
		err = d.roundLetter(r).WriteHTML(&out)
	default:
		err = render.WriteTable(&out, r.Table(), text.Raw)
	}
	if err != nil {
		return err
	}
	return writeFile(path, out.Bytes())
}

// arabicTasks are the tasks of a follow-up in Arabic.
var arabicTasks = map[string]string{"visit": "زيارة", "send": "إرسال", "collect": "تحصيل", "fix data": "تصحيح بيانات",
	"other": "أخرى"}

// roundLetter is the sheet as it is taken along, a table a customer with room to write.
func (d *Desk) roundLetter(r *Round) *letter.Letter {
	set := d.Company()
	l := &letter.Letter{From: []letter.Both{letterhead(&set)}, Made: r.Day, Title: two("Round sheet", "كشف الجولة"),
		Facts: []letter.Fact{{Label: two("Who goes", "المكلف بالجولة"), Value: same(r.Who)},
			{Label: two("Day", "التاريخ"), Value: same(text.DayName(r.Day) + " " + r.Day.String())},
			{Label: two("Customers", "عدد العملاء"), Value: same(text.Number(len(r.Rows)))}},
		Signs: []letter.Both{two("Who went", "المكلف"), two("Received by the office", "استلمه المكتب")}}
	if r.Route != "" {
		l.Facts = append(l.Facts, letter.Fact{Label: two("Route", "خط السير"), Value: same(r.Route)})
	}
	for _, t := range r.Totals {
		l.Facts = append(l.Facts, letter.Fact{Label: two("To collect", "المطلوب تحصيله"),
			Value: same(text.FormatAmount(t.Collect, t.Money.Digits) + " " + t.Money.Code)})
	}
	for i := range r.Rows {
		l.Tables = append(l.Tables, r.Rows[i].table(i+1))
	}
	return l
}

// table is one customer of the sheet.
func (row *RoundRow) table(number int) letter.Table {
	c, none := row.Card, letter.Both{}
	title := letter.Both{EN: fmt.Sprintf("%d.  %s  %s", number, c.Code, c.Name), AR: c.Arabic}
	if text.DirectionOf(c.Name) == text.RTL {
		title = letter.Both{EN: fmt.Sprintf("%d.  %s  %s", number, c.Code, c.Latin), AR: c.Name}
	}
	t := letter.Table{Together: true, Title: title, Columns: []letter.Column{
		{Title: two("What to do, whom to ask for", "المطلوب والشخص المسؤول"), Kind: letter.Words, Share: 84},
		{Title: two("Due", "الاستحقاق"), Kind: letter.Date, Share: 20},
		{Title: two("Open", "المتبقي"), Kind: letter.Amount, Share: 28},
		{Title: two("Received, signature", "المستلم والتوقيع"), Share: 58}}}
	add := func(what letter.Both, due, open string, strong bool) {
		t.Rows = append(t.Rows, letter.Row{Strong: strong, Cells: []letter.Both{what, plain(due), plain(open), none}})
	}
	for _, x := range []struct {
		label letter.Both
		value string
	}{{two("Ask for ", "اسأل عن"), row.Whom}, {two("Phone ", "الهاتف"), row.Phone}, {two("When: ", "الوقت"), row.When},
		{two("Where: ", "المكان"), row.Where}} {
		if x.value != "" { // a number beside an Arabic name on one line would turn round
			add(letter.Both{EN: x.label.EN + x.value, AR: x.label.AR}, "", "", false)
		}
	}
	for i := range row.Tasks {
		p := &row.Tasks[i]
		said := action(p.doing())
		if p.Reason != "" {
			said += ": " + p.Reason
		}
		if p.Time >= 0 {
			said = text.FormatTime(p.Time) + " " + said
		}
		add(letter.Both{EN: said, AR: arabicTasks[p.doing()]}, "", "", true)
	}
	if len(row.Papers) > 0 {
		add(two("Bring back signed: "+strings.Join(row.Papers, ", "), "إعادة النسخ الموقعة"), "", "", true)
	}
	for _, b := range row.bills() {
		number := b.Number
		if b.Parts > 1 {
			number += fmt.Sprintf(" (%d/%d)", b.Part, b.Parts)
		}
		add(two("Bill "+number, "فاتورة"), b.Due.String(), text.FormatAmount(b.Left, b.Money.Digits), false)
	}
	for _, s := range row.Sums {
		if s.Overdue != s.Collect {
			add(two("Overdue "+s.Money.Code, "المتأخر"), "", text.FormatAmount(s.Overdue, s.Money.Digits), false)
		}
		add(two("To collect "+s.Money.Code, "المطلوب تحصيله"), "", text.FormatAmount(s.Collect, s.Money.Digits), true)
	}
	add(two("Result, next day: ", "النتيجة والموعد القادم"), "", "", false)
	return t
}

// action is a word with a capital.
func action(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Table lays the sheet out, a row a customer and currency, with room for what came back.
func (r *Round) Table() *render.Table {
	t := &render.Table{Title: "Round of " + r.Who + ", " + r.Day.String(), Columns: []render.Column{
		{Key: "no", Name: "No.", Kind: render.Count}, {Key: "customer", Name: "Customer"}, {Key: "name", Name: "Name"},
		{Key: "arabic", Name: "Arabic"}, {Key: "where", Name: "Where"}, {Key: "whom", Name: "Ask for"},
		{Key: "phone", Name: "Phone"}, {Key: "hours", Name: "When"}, {Key: "do", Name: "What to do"},
		{Key: "currency", Name: "Cur."}, {Key: "to_collect", Name: "To collect", Kind: render.Amount},
		{Key: "overdue", Name: "Overdue", Kind: render.Amount}, {Key: "bills", Name: "Bills due"},
		{Key: "papers", Name: "Papers out"}, {Key: "result", Name: "Result"}, {Key: "next", Name: "Next day"}}}
	for i := range r.Rows {
		row := &r.Rows[i]
		sums := row.Sums
		if len(sums) == 0 {
			sums = make([]RoundSum, 1)
		}
		for _, s := range sums {
			var bills []string
			for _, b := range row.bills() {
				if b.Money == s.Money {
					bills = append(bills, b.Number)
				}
			}
			var amounts [2]render.Cell
			if s.Money.Code != "" {
				amounts = [2]render.Cell{render.A(s.Collect, s.Money.Digits), render.A(s.Overdue, s.Money.Digits)}
			}
			t.Add(render.N(i+1), render.T(row.Card.Code), render.T(row.Card.Name), render.T(row.Card.Arabic),
				render.T(row.Where), render.T(row.Whom), render.T(row.Phone), render.T(row.When), render.T(row.Do()),
				render.T(s.Money.Code), amounts[0], amounts[1], render.T(strings.Join(bills, ", ")),
				render.T(strings.Join(row.Papers, ", ")), render.Cell{}, render.Cell{})
		}
	}
	return t
}
