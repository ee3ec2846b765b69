package desk

import (
	"bytes"
	"cmp"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/receipt"
	"duebook/internal/letter"
	"duebook/internal/text"
)

// confirmationBytes writes one letter; the lines are what was open on it.
func confirmationBytes(r *confirmation.Run, l *confirmation.Letter, lines []confirmation.Line, form string) ([]byte,
	error) {
	var out bytes.Buffer
	paper := confirmationLetter(r, l, lines)
	if form == "html" {
		err := paper.WriteHTML(&out)
		return out.Bytes(), err
	}
	err := paper.WritePDF(&out)
	return out.Bytes(), err
}

// confirmationLetter is a confirmation with its open bills and the slip to send back. It
// reads nothing but what is frozen.
func confirmationLetter(r *confirmation.Run, l *confirmation.Letter, lines []confirmation.Line) *letter.Letter {
	out := &letter.Letter{From: []letter.Both{two(r.From, r.FromArabic)}, Made: r.Made,
		Title: two("Balance confirmation", "مصادقة على رصيد"),
		Signs: []letter.Both{two("Signature and stamp", "التوقيع والختم"), two("Name and position", "الاسم والصفة")}}
	if r.Phone != "" {
		out.From = append(out.From, plain("Phone "+r.Phone))
	}
	name := inScript(l.Name)
	if name.EN == "" {
		name.EN = l.Latin
	}
	if name.AR == "" || l.Arabic != "" {
		name.AR = l.Arabic
	}
	out.To = addressed(name, l.Address)
	out.Facts = []letter.Fact{{Label: two("Code", "رقم الحساب"), Value: same(l.Code)},
		{Label: two("Letter", "رقم الخطاب"), Value: same(l.Number())},
		{Label: two("Date", "التاريخ"), Value: two(r.Made.String(), arabicDay(r.Made))},
		{Label: two("Balance as of", "الرصيد كما في"), Value: two(r.CutOff.String(), arabicDay(r.CutOff))},
		{Label: two("Reply by", "الرد قبل"), Value: two(r.ReplyBy.String(), arabicDay(r.ReplyBy))}}
	amount := text.FormatAmount(l.Balance, l.Digits)
	out.Words = confirmationWords(r, l)
	if r.Type != confirmation.Blank {
		out.Facts = append(out.Facts, letter.Fact{Label: two("Our balance", "الرصيد لدينا"),
			Value: two(amount+" "+l.Currency, arabicAmount(amount)+" "+l.Currency)})
		out.Tables = append(out.Tables, openBills(l, lines))
		if t := besideTable(r, l); len(t.Rows) > 0 {
			out.Tables = append(out.Tables, t)
		}
	}
	out.Tables = append(out.Tables, slipTable(r, l, name))
	out.Notes = []letter.Both{two("This letter is no request for payment, and not a receipt.",
		"هذا الخطاب ليس مطالبة بالسداد ولا إيصالًا."),
		two("Your reply comes to us: it is our own record, not our auditor's own evidence.",
			"يصل ردكم إلينا فهو من سجلاتنا، وليس دليلًا لمراجع حساباتنا.")}
	return out
}

// confirmationWords say what is asked. What the customer is owed is told in words: a
// minus is read over.
func confirmationWords(r *confirmation.Run, l *confirmation.Letter) []letter.Both {
	currency, day, arabic := l.Currency, r.CutOff.String(), arabicDay(r.CutOff)
	by, arabicBy := r.ReplyBy.String(), arabicDay(r.ReplyBy)
	hello := two("Dear Sir or Madam,", "السادة الكرام، تحية طيبة وبعد،")
	amount := text.FormatAmount(max(l.Balance, -l.Balance), l.Digits) + " " + currency
	shown := two("Our books show that your account owes us "+amount, "تُظهر دفاترنا رصيدًا مستحقًا لنا عليكم قدره "+
		amount)
	if l.Balance < 0 {
		shown = two("Our books show a balance of "+amount+" in your favour",
			"تُظهر دفاترنا رصيدًا لصالحكم قدره "+amount)
	}
	switch r.Type {
	case confirmation.Blank:
		return []letter.Both{hello, two("Please write on the slip below the balance that your books show in our "+
			"favour, in "+currency+", at the end of "+day+", sign it and return it by "+by+".",
			"نرجو منكم كتابة الرصيد المستحق لنا بعملة "+currency+" كما تظهره دفاتركم في نهاية يوم "+arabic+
				" في القسيمة أدناه، وتوقيعها وإعادتها قبل "+arabicBy+".")}
	case confirmation.Negative:
		return []letter.Both{hello, two(shown.EN+" at the end of "+day+". Please reply by "+by+" only if you do not "+
			"agree with it.", shown.AR+" في نهاية يوم "+arabic+". نرجو الرد قبل "+arabicBy+" في حال عدم موافقتكم "+
			"عليه فقط.")}
	}
	return []letter.Both{hello, two(shown.EN+" at the end of "+day+". Please tell us on the slip below whether you "+
		"agree, sign it and return it by "+by+".", shown.AR+" في نهاية يوم "+arabic+
		". نرجو إفادتنا في القسيمة أدناه بموافقتكم من عدمها، وتوقيعها وإعادتها قبل "+arabicBy+".")}
}

// openBills lists what was open at the cut-off.
func openBills(l *confirmation.Letter, lines []confirmation.Line) letter.Table {
	t := letter.Table{Title: two("Open at the cut-off", "البنود المفتوحة في التاريخ المذكور"),
		Together: len(lines) < 12, Columns: []letter.Column{{Title: two("Number", "الرقم"), Share: 30},
			{Title: two("Description", "البيان"), Kind: letter.Words, Share: 58},
			{Title: two("Date", "التاريخ"), Kind: letter.Date, Share: 22},
			{Title: two("Due", "الاستحقاق"), Kind: letter.Date, Share: 22},
			{Title: two("Open", "المتبقي"), Kind: letter.Amount, Share: 28}}}
	parts := map[uint32]int{} // of a bill that are open
	for i := range lines {
		if !lines[i].Credit {
			parts[lines[i].Doc]++
		}
	}
	for i := range lines {
		x := &lines[i]
		what := said(bill.Kind(x.Kind).String(), false)
		if n := text.Number(int(x.Part) + 1); !x.Credit && (x.Part > 0 || parts[x.Doc] > 1) {
			what = two(what.EN+", part "+n, what.AR+"، الجزء "+n)
		}
		if x.Credit {
			what = said(receipt.Kind(x.Kind).String(), false)
		}
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{plain(x.Number), what, plain(x.Date.String()),
			plain(x.Due.String()), plain(text.FormatAmount(x.Left, l.Digits))}})
	}
	none := letter.Both{}
	t.Rows = append(t.Rows, letter.Row{Strong: true, Cells: []letter.Both{none,
		two("Balance, "+l.Currency, "الرصيد، "+l.Currency), none, none, plain(text.FormatAmount(l.Balance, l.Digits))}})
	return t
}

// besideTable is what stands beside the balance: cheques in hand, then late charges.
func besideTable(r *confirmation.Run, l *confirmation.Letter) letter.Table {
	t := letter.Table{Title: two("For your information", "للعلم"), Together: true, Columns: []letter.Column{
		{Title: two("Description", "البيان"), Kind: letter.Words, Share: 130},
		{Title: two("Amount", "المبلغ"), Kind: letter.Amount, Share: 30}}}
	if l.InHand > 0 {
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{two("Your cheques in hand, not deducted above: "+
			text.Number(l.InHand), "شيكاتكم لدينا، غير مخصومة أعلاه: "+text.Number(l.InHand)),
			plain(text.FormatAmount(l.Cheques, l.Digits))}})
	}
	if l.Notes != 0 {
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{two(capital(r.Called)+" in the balance above",
			"رسوم تأخير ضمن الرصيد أعلاه"), plain(text.FormatAmount(l.Notes, l.Digits))}})
	}
	if l.Accrued != 0 {
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{two(capital(r.Called)+" accrued, not in the "+
			"balance, to "+r.CutOff.String(), "رسوم تأخير مستحقة غير داخلة في الرصيد حتى "+arabicDay(r.CutOff)),
			plain(text.FormatAmount(l.Accrued, l.Digits))}})
	}
	return t
}

// slipTable is the slip the customer sends back: it says by itself whose it is.
func slipTable(r *confirmation.Run, l *confirmation.Letter, name letter.Both) letter.Table {
	t := letter.Table{Title: two("Reply slip, letter "+l.Number()+", balance as of "+r.CutOff.String(),
		"قسيمة الرد، خطاب "+l.Number()+"، الرصيد كما في "+arabicDay(r.CutOff)), Together: true,
		Columns: []letter.Column{{Kind: letter.Date, Share: 10},
			{Title: two("We state", "نفيد بأن"), Kind: letter.Words, Share: 100},
			{Title: two("Amount, "+l.Currency, "المبلغ، "+l.Currency), Kind: letter.Amount, Share: 50}}}
	line, box := plain(strings.Repeat(".", 44)), plain("[    ]")
	row := func(tick letter.Both, en, ar string, cell letter.Both) {
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{tick, two(en, ar), cell}})
	}
	none := letter.Both{}
	to := func(label string, a, b string) string { return label + cmp.Or(a, b) }
	row(none, to("To: ", r.From, r.FromArabic), to("إلى: ", r.FromArabic, r.From), none)
	row(none, to("From: ", name.EN, name.AR)+" ("+l.Code+")", to("من: ", name.AR, name.EN)+" ("+l.Code+")", none)
	if r.Type == confirmation.Blank {
		row(none, "Our books show a balance in your favour of", "رصيدكم في دفاترنا", line)
	} else {
		if r.Type == confirmation.Positive {
			row(box, "We agree with the balance", "نوافق على الرصيد", plain(text.FormatAmount(l.Balance, l.Digits)))
		}
		row(box, "We do not agree; our books show", "لا نوافق، ورصيدكم في دفاترنا", line)
		row(none, "The difference is made of", "سبب الفرق", line)
	}
	row(none, "Date", "التاريخ", line)
	return t
}
