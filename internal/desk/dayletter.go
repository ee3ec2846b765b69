package desk

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"duebook/internal/ar/dayreport"
	"duebook/internal/civil"
	"duebook/internal/letter"
	"duebook/internal/money"
	"duebook/internal/report/day"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// PrintDay writes an officer's report of a day on one sheet: on paper when the name ends
// in .pdf, as a page when it ends in .html, as tables when in .csv or .xlsx, and in
// .txt as plain text.
func (d *Desk) PrintDay(user string, on civil.Date, path string, over bool) error {
	r, err := d.DayReport(user, on)
	if err != nil {
		return err
	}
	return d.printDays(path, over, d.dayLetter(r), day.Table([]day.Row{*r}), day.Entries([]day.Row{*r}))
}

// PrintReview writes the reports of a day beside each other, for the department.
func (d *Desk) PrintReview(on civil.Date, path string, over bool) error {
	q := d.dayQuery(on)
	rows, err := d.DayReview(on)
	if err != nil {
		return err
	}
	return d.printDays(path, over, d.reviewLetter(rows, q.Day), day.ReviewTable(rows), day.Table(rows),
		day.Entries(rows))
}

func (d *Desk) printDays(path string, over bool, l *letter.Letter, tables ...*render.Table) error {
	switch name := strings.ToLower(path); {
	case strings.HasSuffix(name, ".pdf"):
		return replace(path, over, l.WritePDF)
	case strings.HasSuffix(name, ".html"):
		return replace(path, over, l.WriteHTML)
	case strings.HasSuffix(name, ".txt"):
		return replace(path, over, func(w io.Writer) error { return render.WriteTable(w, tables[0], text.Raw) })
	case strings.HasSuffix(name, xlsxFile), strings.HasSuffix(name, csvFile):
		return d.ExportTables(path, over, tables...)
	}
	return fmt.Errorf("%s: the ending of the name says how it is written: .pdf, .html, .xlsx, .csv or .txt",
		text.Safe(path))
}

func (d *Desk) dayHead(en, ar string, on civil.Date) *letter.Letter {
	set := d.Company()
	return &letter.Letter{From: []letter.Both{letterhead(&set)}, Made: on, Title: two(en, ar),
		Facts: []letter.Fact{{Label: two("Day", "اليوم"), Value: same(text.DayName(on) + " " + on.String())}},
		Signs: []letter.Both{two("Officer", "المحصّل"), two("Cashier", "أمين الصندوق"),
			two("Supervisor", "المشرف")}}
}

var stateWords = map[dayreport.State]letter.Both{dayreport.Draft: two("draft", "مسودة"),
	dayreport.Submitted: two("submitted", "مرفوع"), dayreport.Returned: two("returned", "معاد"),
	dayreport.Accepted: two("accepted", "مقبول")}

// customersMost is how many customers stand on the one sheet of an officer.
const customersMost = 13

// dayLetter is one officer's day on one sheet.
func (d *Desk) dayLetter(r *day.Row) *letter.Letter {
	l := d.dayHead("Daily report", "التقرير اليومي", r.Day)
	l.Facts = append(l.Facts, letter.Fact{Label: two("Officer", "المحصّل"), Value: same(r.Name)},
		letter.Fact{Label: two("State", "الحالة"), Value: stateWords[r.State]})
	if r.Version != nil {
		l.Facts = append(l.Facts, letter.Fact{Label: two("Version and digest", "النسخة والبصمة"),
			Value: same(fmt.Sprintf("%d / %s", r.Version.N, r.Version.Short()))})
	}
	l.Tables = append(l.Tables, figuresTable(r))
	if len(r.Clients) > 0 {
		l.Tables = append(l.Tables, clientsTable(r))
	}
	for _, w := range r.Said {
		about := ""
		if def, err := day.Find(w.Line); err == nil {
			about = def.Title + ": "
		}
		l.Notes = append(l.Notes, plain(w.By+": "+about+w.Text))
	}
	if n := len(r.Changed); n > 0 {
		l.Notes = append(l.Notes, two(fmt.Sprintf("%s recorded since this was submitted and not in it.",
			text.Count(n, "thing was", "things were")), fmt.Sprintf("سُجّل بعد رفع التقرير ما عدده %d وليس فيه.", n)))
	}
	if len(r.Next) > 0 {
		var names []string
		for _, x := range r.Next {
			names = append(names, short(x.Name, 34))
		}
		l.Notes = append(l.Notes, plain("To call first on "+text.ShortDate(r.NextDay)+": "+strings.Join(names, "; ")))
	}
	return l
}

// figuresTable is the lines of a report, two abreast so that one sheet holds them.
func figuresTable(r *day.Row) letter.Table {
	columns := []letter.Column{{Title: two("Figure", "البند"), Kind: letter.Words, Share: 60},
		{Title: two("No.", "عدد"), Kind: letter.Amount, Share: 9},
		{Title: two(r.Home.Currency, ""), Kind: letter.Amount, Share: 23}}
	t := letter.Table{Columns: append(columns, columns...)}
	half := (len(day.Defs) + 1) / 2
	for i := range half {
		var row letter.Row
		for _, n := range []int{i, i + half} {
			if n >= len(day.Defs) {
				row.Cells = append(row.Cells, letter.Both{}, letter.Both{}, letter.Both{})
				continue
			}
			def := &day.Defs[n]
			l := r.Line(def.Key)
			count := ""
			if def.Key != day.Target {
				count = text.Number(l.Count)
			}
			row.Cells = append(row.Cells, two(def.Title, def.Arabic), plain(count),
				plain(day.Amounts(l.Sums, r.Home.Currency)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func clientsTable(r *day.Row) letter.Table {
	home := r.Home.Currency
	t := letter.Table{Title: two("Results by customer", "النتائج حسب العميل"), Columns: []letter.Column{
		{Title: two("Customer", "العميل"), Share: 55}, {Title: two("Calls", "اتصالات"), Kind: letter.Amount, Share: 13},
		{Title: two("Last result", "آخر نتيجة"), Share: 72},
		{Title: two("Promised", "وعد"), Kind: letter.Amount, Share: 23},
		{Title: two("Collected", "محصّل"), Kind: letter.Amount, Share: 23}}}
	all := slices.Clone(r.Clients)
	slices.SortStableFunc(all, func(a, b day.Client) int { return cmp.Compare(told(&a), told(&b)) })
	most := len(all)
	if most > customersMost+1 {
		most = customersMost
	}
	for n := range all[:most] {
		c := &all[n]
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{plain(short(c.Name, 34)),
			plain(text.Number(c.Attempts)),
			plain(short(join(c.Result, c.Note), 46)), plain(day.Amounts(c.Promised, home)),
			plain(day.Amounts(c.Collected, home))}})
	}
	if n := len(all) - most; n > 0 {
		rest := day.Rest(all[most:])
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{two(fmt.Sprintf("and %d more", n),
			fmt.Sprintf("و%d غيرهم", n)), plain(text.Number(rest.Attempts)), {},
			plain(day.Amounts(rest.Promised, home)), plain(day.Amounts(rest.Collected, home))}})
	}
	return t
}

// told is in which order customers come on the sheet: who paid, who promised, the others.
func told(c *day.Client) int {
	switch {
	case len(c.Collected) > 0:
		return 0
	case len(c.Promised) > 0:
		return 1
	}
	return 2
}

func short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// reviewed are the columns of the department's sheet.
var reviewed = []struct {
	key    string
	title  letter.Both
	amount bool
}{{day.Target, two("Target", "الهدف"), true}, {day.Collected, two("Collected", "المحصّل"), true},
	{day.Listed, two("List", "القائمة"), false}, {day.Worked, two("Worked", "متابع"), false},
	{day.Attempts, two("Calls", "اتصالات"), false}, {day.Reached, two("Reached", "وصول"), false},
	{day.Promises, two("Promises", "وعود"), false}, {day.Broken, two("Broken", "منكوثة"), false},
	{day.Received, two("Cheques", "شيكات"), false}, {day.Missed, two("Missed", "فائتة"), false}}

// reviewLetter is the department's day on one sheet.
func (d *Desk) reviewLetter(rows []day.Row, on civil.Date) *letter.Letter {
	l := d.dayHead("Daily report of the department", "التقرير اليومي للقسم", on)
	l.Signs = []letter.Both{two("Cashier", "أمين الصندوق"), two("Supervisor", "المشرف")}
	t := letter.Table{Columns: []letter.Column{{Title: two("Officer", "المحصّل"), Share: 30},
		{Title: two("State", "الحالة"), Kind: letter.Words, Share: 30}}}
	for _, c := range reviewed {
		width := 14.0
		if c.amount {
			width = 22
		}
		t.Columns = append(t.Columns, letter.Column{Title: c.title, Kind: letter.Amount, Share: width})
	}
	counts, sums := make([]int, len(reviewed)), make([]money.Minor, len(reviewed))
	set := d.Company()
	home := set.Money()
	cell := func(n, count int, sum money.Minor) letter.Both {
		if reviewed[n].amount {
			return plain(text.FormatAmount(sum, home.Digits))
		}
		return plain(text.Number(count))
	}
	for i := range rows {
		r := &rows[i]
		row := letter.Row{Cells: []letter.Both{plain(r.Name), stateWords[r.State]}}
		if r.User == "" {
			row.Cells[1] = letter.Both{}
		}
		for n, c := range reviewed {
			x := r.Line(c.key)
			counts[n] += x.Count
			sums[n] += x.Amount(home.Code)
			row.Cells = append(row.Cells, cell(n, x.Count, x.Amount(home.Code)))
		}
		t.Rows = append(t.Rows, row)
	}
	total := letter.Row{Strong: true, Cells: []letter.Both{two("Department", "القسم"), {}}}
	for n := range reviewed {
		total.Cells = append(total.Cells, cell(n, counts[n], sums[n]))
	}
	t.Rows = append(t.Rows, total)
	l.Tables = []letter.Table{t}
	for _, x := range []struct{ key, en, ar string }{{day.Target, "Target", "الهدف"},
		{day.Collected, "Collected", "المحصّل"}} {
		if more := day.Amounts(day.Foreign(rows, x.key), home.Code); more != "" {
			l.Notes = append(l.Notes, two(x.en+" in other currencies: "+more+".", x.ar+" بعملات أخرى: "+more+"."))
		}
	}
	l.Notes = append(l.Notes, two("Amounts in "+home.Code+". A report that was submitted stands as it was submitted.",
		"المبالغ بعملة "+home.Code+"، والتقرير المرفوع يظهر كما رُفع."))
	return l
}
