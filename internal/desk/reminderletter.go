package desk

import (
	"bytes"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/reminder"
	"duebook/internal/letter"
	"duebook/internal/money"
	report "duebook/internal/report/reminder"
	"duebook/internal/text"
)

func reminderBytes(l *reminder.Letter, form string) ([]byte, error) {
	var out bytes.Buffer
	var err error
	if form == "html" {
		err = reminderLetter(l).WriteHTML(&out)
	} else {
		err = reminderLetter(l).WritePDF(&out)
	}
	return out.Bytes(), err
}

// reminderTitle names a letter by its level.
func reminderTitle(l *reminder.Letter) letter.Both {
	switch {
	case l.Level <= 1:
		return two("Payment reminder", "تذكير بالسداد")
	case l.Level == l.Of:
		return two("Final reminder", "تذكير أخير بالسداد")
	case l.Level == 2:
		return two("Second reminder", "تذكير ثانٍ بالسداد")
	}
	n := text.Number(int(l.Level))
	return two("Reminder no. "+n, "تذكير بالسداد رقم "+n)
}

// called is what the company calls interest, on both sides.
func called(l *reminder.Letter) letter.Both {
	switch {
	case text.HasRTL(l.Called):
		return two("Interest", l.Called)
	case l.Called == "interest":
		return two("Interest", "فوائد تأخير")
	}
	return two(capital(l.Called), "رسوم تأخير")
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// reminderLetter is a reminder as a letter. It reads nothing but the frozen letter.
func reminderLetter(l *reminder.Letter) *letter.Letter {
	h := &l.Head
	out := &letter.Letter{From: []letter.Both{two(h.From, h.FromArabic)}, Made: l.Date, Title: reminderTitle(l),
		Signs: []letter.Both{two("Authorised signature", "التوقيع المعتمد"), two("Received by", "استلمه")}}
	if h.Phone != "" {
		out.From = append(out.From, plain("Phone "+h.Phone))
	}
	name := inScript(h.Name)
	if name.EN == "" {
		name.EN = h.NameLatin
	}
	if name.AR == "" || h.NameArabic != "" {
		name.AR = h.NameArabic
	}
	number := same("")
	if l.ID != 0 {
		number = same(l.Number())
	}
	total := text.FormatAmount(l.Total(), l.Digits) + " " + l.Currency
	out.To = addressed(name, h.Address)
	for _, f := range []letter.Fact{
		{Label: two("Code", "رقم الحساب"), Value: same(h.Code)},
		{Label: two("Tax number", "الرقم الضريبي"), Value: same(h.TaxNumber)},
		{Label: two("Letter", "رقم الخطاب"), Value: number},
		{Label: two("Date", "التاريخ"), Value: two(l.Date.String(), arabicDay(l.Date))},
		{Label: two("To pay", "المطلوب سداده"), Value: same(total)}} {
		if f.Value != (letter.Both{}) {
			out.Facts = append(out.Facts, f)
		}
	}
	en, ar := strings.Split(l.English, "\n"), strings.Split(l.Arabic, "\n")
	for n := range max(len(en), len(ar)) {
		b := letter.Both{}
		if n < len(en) {
			b.EN = en[n]
		}
		if n < len(ar) {
			b.AR = ar[n]
		}
		out.Words = append(out.Words, b)
	}
	out.Tables = append(out.Tables, asked(l))
	if len(l.Left) > 0 {
		out.Tables = append(out.Tables, leftOut(l))
	}
	if h.IBAN != "" {
		at := inScript(h.Bank)
		out.Notes = append(out.Notes, two("Please pay to IBAN "+h.IBAN+comma(", ", at.EN)+".",
			"يرجى السداد إلى الآيبان "+h.IBAN+comma("، ", at.AR)+"."))
	}
	return out
}

// asked is the table of what a letter asks for: the bills, then apart from them
// interest, fees, and what was paid and is not applied.
func asked(l *reminder.Letter) letter.Table {
	t := letter.Table{Columns: []letter.Column{
		{Title: two("Number", "الرقم"), Share: 30},
		{Title: two("Description", "البيان"), Kind: letter.Words, Share: 62},
		{Title: two("Due", "الاستحقاق"), Kind: letter.Date, Share: 22},
		{Title: two("Days late", "أيام التأخير"), Kind: letter.Amount, Share: 18},
		{Title: two("Open", "المستحق"), Kind: letter.Amount, Share: 26}}}
	none := letter.Both{}
	amount := func(m money.Minor) letter.Both { return plain(text.FormatAmount(m, l.Digits)) }
	parts := func(of func(k bill.Kind) bool) {
		for i := range l.Lines {
			if x := &l.Lines[i]; of(x.Kind) {
				t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{plain(x.Number), said(x.Kind.String(), false),
					plain(x.Due.String()), plain(text.Number(int(l.Date - x.Due))), amount(x.Amount)}})
			}
		}
	}
	sum := func(what letter.Both, m money.Minor, strong bool) {
		if m != 0 || strong {
			t.Rows = append(t.Rows, letter.Row{Strong: strong, Cells: []letter.Both{none, what, none, none, amount(m)}})
		}
	}
	parts(func(k bill.Kind) bool { return k != bill.InterestNote && k != bill.Fee })
	if l.Total() != l.Bills {
		sum(two("Overdue bills", "إجمالي الفواتير المتأخرة"), l.Bills, true)
	}
	parts(func(k bill.Kind) bool { return k == bill.InterestNote })
	word := called(l)
	sum(two(word.EN+" to "+l.Date.String(), word.AR+" حتى "+arabicDay(l.Date)), l.Interest, false)
	parts(func(k bill.Kind) bool { return k == bill.Fee })
	sum(two("Fee of this letter", "رسوم هذا الخطاب"), l.Fee, false)
	sum(two("Paid, not applied yet", "دفعات لم تخصص بعد"), -l.Credit, false)
	sum(two("Total to pay, "+l.Currency, "الإجمالي المطلوب سداده"), l.Total(), true)
	return t
}

// whyArabic are the reasons in Arabic.
var whyArabic = map[reminder.Why]string{reminder.Disputed: "معترض عليها", reminder.Held: "موقوفة",
	reminder.Covered: "مغطاة بشيك", reminder.Promised: "موعود بسدادها"}

func leftOut(l *reminder.Letter) letter.Table {
	t := letter.Table{Title: two("Not asked for in this letter", "غير مطلوب في هذا الخطاب"),
		Together: len(l.Left) < 30, Columns: []letter.Column{
			{Title: two("Number", "الرقم"), Share: 30},
			{Title: two("Reason", "السبب"), Kind: letter.Words, Share: 80},
			{Title: two("Due", "الاستحقاق"), Kind: letter.Date, Share: 22},
			{Title: two("Amount", "المبلغ"), Kind: letter.Amount, Share: 26}}}
	for i := range l.Left {
		x := &l.Left[i]
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{plain(x.Number),
			two(capital(x.Why.String()), whyArabic[x.Why]), plain(x.Due.String()),
			plain(text.FormatAmount(x.Amount, l.Digits))}})
	}
	return t
}

// ReminderText is a letter in lines of at most 63 cells but for its wording, to read
// on a terminal: the English side, and the Arabic wording below.
func ReminderText(l *reminder.Letter) []string {
	out := []string{l.Head.From, "To " + l.Head.Code + "  " + l.Head.Name, "Date " + l.Date.String() + ", level " +
		report.Level(l)}
	if l.ID != 0 {
		out = append(out, "Letter "+l.Number()+", sent by "+l.By)
	}
	if l.Override != "" {
		out = append(out, "In spite of the contact guard: "+l.Override)
	}
	out = append(out, "")
	out = append(out, strings.Split(l.English, "\n")...)
	out = append(out, "")
	line := func(what string, m money.Minor) {
		out = append(out, text.Pad(text.Truncate(what, 47), 47)+" "+text.PadLeft(text.FormatAmount(m, l.Digits), 15))
	}
	steps, left := report.Explain(l)
	for _, s := range steps {
		line(s.What, s.Amount)
		if s.Sum {
			out = append(out, "")
		}
	}
	if len(left) > 0 {
		out = append(out, "Not asked for:")
		for _, s := range left {
			line(s.What, s.Amount)
		}
		out = append(out, "")
	}
	out = append(out, strings.Split(l.Arabic, "\n")...)
	return out
}
