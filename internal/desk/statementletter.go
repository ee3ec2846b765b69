package desk

import (
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/civil"
	"duebook/internal/letter"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/statement"
	"duebook/internal/text"
)

// arabicWords are the kinds of bill and receipt, and the states of a cheque, as a
// letter says them in Arabic.
var arabicWords = map[string]string{
	"invoice": "فاتورة", "debit note": "إشعار مدين", "interest note": "إشعار فوائد تأخير", "fee": "رسوم",
	"opening": "رصيد افتتاحي", "refund": "رد مبلغ", "difference": "فرق بسيط", "moved": "محول إلى حساب آخر",
	"recovery": "استرداد دين مشطوب", "retention": "محتجز ضمان", "waiver": "إعفاء من الفائدة",
	"paid in cash": "سداد نقدي", "paid by transfer": "سداد بحوالة بنكية", "paid by card": "سداد ببطاقة",
	"paid by wallet": "سداد بمحفظة إلكترونية", "paid by cheque": "سداد بشيك",
	"credit note": "إشعار دائن", "set-off": "مقاصة", "withholding": "ضريبة مستقطعة", "discount": "خصم",
	"write-off": "شطب", "moved in": "محول من حساب آخر", "bank charge": "رسوم بنكية",
	"received": "مستلم", "in safe": "في الخزنة", "lodged": "برسم التحصيل", "pledged": "مرهون", "deposited": "مودع",
}

// said is a kind in both languages.
func said(what string, back bool) letter.Both {
	switch what {
	case receipt.Cash.String():
		what = "paid in cash"
	case receipt.Transfer.String(), receipt.Card.String(), receipt.Wallet.String(), receipt.Cheque.String():
		what = "paid by " + what
	}
	b := two(what, arabicWords[what])
	if back {
		b.EN += ", taken back"
		if b.AR != "" {
			b.AR += " (ملغى)"
		}
	}
	return b
}

// arabicDay is a day that keeps its order inside Arabic: a hyphen would part it.
func arabicDay(d civil.Date) string { return strings.ReplaceAll(d.String(), "-", "/") }

// arabicAmount is an amount inside Arabic, where a minus would go to its other end.
func arabicAmount(m string) string {
	if bare, less := strings.CutPrefix(m, "-"); less {
		return "(" + bare + ")"
	}
	return m
}

// inScript puts a name on the side of its script.
func inScript(name string) letter.Both {
	if text.DirectionOf(name) == text.RTL {
		return letter.Both{AR: name}
	}
	return plain(name)
}

// bothNames are a customer's spellings for the two sides of a letter.
func bothNames(c *customer.Customer) letter.Both {
	b := inScript(c.Name)
	if b.EN == "" {
		b.EN = c.Latin
	}
	if b.AR == "" || c.Arabic != "" {
		b.AR = c.Arabic
	}
	return b
}

// addressed is who a letter goes to: the name on both sides, and below it the address on
// the side of its script.
func addressed(name letter.Both, address []string) []letter.Both {
	to := []letter.Both{name}
	arabic := text.HasRTL(strings.Join(address, ""))
	for _, l := range address {
		if arabic {
			to = append(to, letter.Both{AR: l})
		} else {
			to = append(to, plain(l))
		}
	}
	return to
}

// statementLetter is a statement as a letter.
func (d *Desk) statementLetter(s *statement.Statement) (*letter.Letter, error) {
	c, err := d.payer(s.Customer)
	if err != nil {
		return nil, err
	}
	set := d.Company()
	amount := func(m money.Minor) string { return text.FormatAmount(m, s.Money.Digits) }
	l := &letter.Letter{From: []letter.Both{letterhead(&set)}, To: addressed(bothNames(&c), c.Address), Made: s.To,
		Title: two("Statement of account", "كشف حساب")}
	if set.Phone != "" {
		l.From = append(l.From, plain("Phone "+set.Phone))
	}
	fact := func(en, ar string, value letter.Both) {
		if value != (letter.Both{}) {
			l.Facts = append(l.Facts, letter.Fact{Label: letter.Both{EN: en, AR: ar}, Value: value})
		}
	}
	fact("Code", "رقم الحساب", same(c.Code))
	fact("Tax number", "الرقم الضريبي", same(c.TaxNumber))
	fact("Period", "الفترة", two(s.From.String()+" to "+s.To.String(),
		"من "+arabicDay(s.From)+" إلى "+arabicDay(s.To)))
	fact("Currency", "العملة", same(s.Money.Code))
	fact("Balance", "الرصيد", same(amount(s.Closing)+" "+s.Money.Code))
	l.Tables = append(l.Tables, movements(s), ages(s))
	if len(s.Cheques) > 0 {
		l.Tables = append(l.Tables, inHand(s))
	}
	l.Notes = statementNotes(s, set.IBAN, set.Bank)
	l.Signs = []letter.Both{two("Prepared by", "أعده"), two("Approved by", "اعتمده"),
		two("Confirmed by customer", "مصادقة العميل")}
	return l, nil
}

// two is a text in both languages.
func two(en, ar string) letter.Both { return letter.Both{EN: en, AR: ar} }

// plain is a text that has no language.
func plain(s string) letter.Both { return letter.Plain(s) }

// same stands on both sides, or on none.
func same(s string) letter.Both { return letter.Both{EN: s, AR: s} }

func statementNotes(s *statement.Statement, iban, bank string) []letter.Both {
	var notes []letter.Both
	if n := s.Aging.Interest; n != 0 { // principal and late charge stand apart
		m := text.FormatAmount(n, s.Money.Digits)
		notes = append(notes, two("Of the balance, "+m+" is late charges.", "من الرصيد مبلغ "+m+" غرامات تأخير."))
	}
	if s.InHand != 0 {
		m := text.FormatAmount(s.InHand, s.Money.Digits)
		left := text.FormatAmount(s.Closing-s.InHand, s.Money.Digits)
		notes = append(notes, two("Cheques in hand of "+m+" come off the balance once they are paid; it is then "+
			left+".",
			"الشيكات التي لدينا بمبلغ "+m+" تخصم من الرصيد عند تحصيلها، والرصيد بعد خصمها "+
				arabicAmount(left)+"."))
	}
	if iban != "" {
		at := inScript(bank) // the bank stands on the side of its script
		notes = append(notes, two("Please pay to IBAN "+iban+comma(", ", at.EN)+".",
			"يرجى السداد إلى الآيبان "+iban+comma("، ", at.AR)+"."))
	}
	return append(notes, two("Please tell us within 15 days if you do not agree with this balance.",
		"نرجو إبلاغنا خلال 15 يومًا في حال عدم الموافقة على هذا الرصيد."))
}

func comma(sign, s string) string {
	if s == "" {
		return ""
	}
	return sign + s
}

// movements is the table of a statement.
func movements(s *statement.Statement) letter.Table {
	amount := func(m money.Minor) letter.Both { return plain(text.FormatAmount(m, s.Money.Digits)) }
	sided := func(m money.Minor) letter.Both {
		if m == 0 {
			return letter.Both{}
		}
		return amount(m)
	}
	t := letter.Table{Columns: []letter.Column{
		{Title: two("Date", "التاريخ"), Kind: letter.Date, Share: 17},
		{Title: two("Number", "الرقم"), Share: 25},
		{Title: two("Description", "البيان"), Kind: letter.Words, Share: 46},
		{Title: two("Due", "الاستحقاق"), Kind: letter.Date, Share: 17},
		{Title: two("Reference", "المرجع"), Share: 19},
		{Title: two("Debit", "مدين"), Kind: letter.Amount, Share: 21},
		{Title: two("Credit", "دائن"), Kind: letter.Amount, Share: 21},
		{Title: two("Balance", "الرصيد"), Kind: letter.Amount, Share: 22}}}
	row := func(strong bool, cells ...letter.Both) {
		t.Rows = append(t.Rows, letter.Row{Cells: cells, Strong: strong})
	}
	none := letter.Both{}
	row(true, plain(s.From.String()), none, two("Opening balance", "رصيد أول المدة"), none,
		none, none, none, amount(s.Opening))
	for n := range s.Lines {
		l := &s.Lines[n]
		due := none
		if l.Due != 0 {
			due = plain(l.Due.String())
		}
		row(false, plain(l.Date.String()), plain(l.Number), said(l.What, l.Back), due,
			plain(l.Reference), sided(l.Debit), sided(l.Credit), amount(l.Balance))
	}
	row(true, plain(s.To.String()), none, two("Closing balance", "رصيد آخر المدة"), none, none,
		amount(s.Debits), amount(s.Credits), amount(s.Closing))
	return t
}

// ages is the aging foot: how old the closing balance is.
func ages(s *statement.Statement) letter.Table {
	t := letter.Table{Title: two("Age of the balance on "+s.To.String()+", in days overdue",
		"أعمار الرصيد في "+arabicDay(s.To)+"، بأيام التأخير"), Together: true}
	r := letter.Row{}
	add := func(title letter.Both, m money.Minor) {
		t.Columns = append(t.Columns, letter.Column{Title: title, Kind: letter.Amount, Share: 1})
		r.Cells = append(r.Cells, plain(text.FormatAmount(m, s.Money.Digits)))
	}
	for n, m := range append([]money.Minor{s.Aging.Current}, s.Aging.Buckets...) {
		name := letter.Both{EN: aging.BucketName(s.Edges, n)}
		switch n {
		case 0:
			name = two("Not yet due", "غير مستحق")
		case len(s.Edges) + 1:
			name.AR = "أكثر من " + text.Number(s.Edges[len(s.Edges)-1])
		default:
			name.AR = name.EN
		}
		add(name, m)
	}
	add(two("Unapplied", "غير مخصص"), s.Aging.Unapplied)
	add(two("Balance", "الرصيد"), s.Closing)
	t.Rows = []letter.Row{r}
	return t
}

// inHand is the table of the cheques beside a statement.
func inHand(s *statement.Statement) letter.Table {
	t := letter.Table{Together: len(s.Cheques) < 30, Title: two("Cheques in hand", "شيكات لدينا لم تحصّل"),
		Columns: []letter.Column{{Title: two("Maturity", "الاستحقاق"), Kind: letter.Date, Share: 18},
			{Title: two("Number", "الرقم"), Share: 24},
			{Title: two("Drawer", "الساحب"), Share: 50},
			{Title: two("Bank", "البنك"), Share: 40},
			{Title: two("State", "الحالة"), Kind: letter.Words, Share: 30},
			{Title: two("Amount", "المبلغ"), Kind: letter.Amount, Share: 24}}}
	for n := range s.Cheques {
		c := &s.Cheques[n]
		state := said(c.State.String(), false)
		if c.Clearing {
			state = two("counted as paid", "محتسب سدادًا")
		}
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{plain(c.Maturity.String()), plain(c.Number),
			plain(c.Drawer), plain(c.Bank), state, plain(text.FormatAmount(c.Worth, s.Money.Digits))}})
	}
	return t
}
