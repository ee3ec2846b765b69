package desk

import (
	"bytes"

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
	out.Facts = []letter.Fact{{Label: two("Customer", "العميل"), Value: name},
		{Label: two("Code", "رقم الحساب"), Value: same(l.Code)},
		{Label: two("Letter", "رقم الخطاب"), Value: same(l.Number())},
		{Label: two("Date", "التاريخ"), Value: two(r.Made.String(), arabicDay(r.Made))},
		{Label: two("Balance as of", "الرصيد كما في"), Value: two(r.CutOff.String(), arabicDay(r.CutOff))},
		{Label: two("Reply by", "الرد قبل"), Value: two(r.ReplyBy.String(), arabicDay(r.ReplyBy))}}
	amount := text.FormatAmount(l.Balance, l.Digits)
	out.Words = confirmationWords(r, l.Currency, amount)
	if r.Type != confirmation.Blank {
		out.Facts = append(out.Facts, letter.Fact{Label: two("Our balance", "الرصيد لدينا"),
			Value: two(amount+" "+l.Currency, arabicAmount(amount)+" "+l.Currency)})
		out.Tables = append(out.Tables, openBills(l, lines))
		if t := besideTable(r, l); len(t.Rows) > 0 {
			out.Tables = append(out.Tables, t)
		}
	}
	out.Tables = append(out.Tables, slipTable(r, l))
	out.Notes = []letter.Both{two("This letter is no request for payment, and not a receipt.",
		"هذا الخطاب ليس مطالبة بالسداد ولا إيصالًا.")}
	return out
}

func confirmationWords(r *confirmation.Run, currency, amount string) []letter.Both {
	day, arabic := r.CutOff.String(), arabicDay(r.CutOff)
	by, arabicBy := r.ReplyBy.String(), arabicDay(r.ReplyBy)
	hello := two("Dear Sir or Madam,", "السادة الكرام، تحية طيبة وبعد،")
	switch r.Type {
	case confirmation.Blank:
		return []letter.Both{hello, two("Please write on the slip below the balance that your books show in our "+
			"favour, in "+currency+", at the end of "+day+", sign it and return it by "+by+".",
			"نرجو منكم كتابة الرصيد المستحق لنا بعملة "+currency+" كما تظهره دفاتركم في نهاية يوم "+arabic+
				" في القسيمة أدناه، وتوقيعها وإعادتها قبل "+arabicBy+".")}
	case confirmation.Negative:
		return []letter.Both{hello, two("Our books show a balance of "+amount+" "+currency+" on your account at the "+
			"end of "+day+". Please reply by "+by+" only if you do not agree with it.",
			"تُظهر دفاترنا رصيدًا على حسابكم قدره "+arabicAmount(amount)+" "+currency+" في نهاية يوم "+arabic+
				". نرجو الرد قبل "+arabicBy+" في حال عدم موافقتكم عليه فقط.")}
	}
	return []letter.Both{hello, two("Our books show a balance of "+amount+" "+currency+" on your account at the end "+
		"of "+day+". Please tell us on the slip below whether you agree, sign it and return it by "+by+".",
		"تُظهر دفاترنا رصيدًا على حسابكم قدره "+arabicAmount(amount)+" "+currency+" في نهاية يوم "+arabic+
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
	for i := range lines {
		x := &lines[i]
		what := said(bill.Kind(x.Kind).String(), false)
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
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{two("Late charges in the balance above",
			"رسوم تأخير ضمن الرصيد أعلاه"), plain(text.FormatAmount(l.Notes, l.Digits))}})
	}
	if l.Accrued != 0 {
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{two("Late charges accrued, not in the balance, to "+
			r.CutOff.String(), "رسوم تأخير مستحقة غير داخلة في الرصيد حتى "+arabicDay(r.CutOff)),
			plain(text.FormatAmount(l.Accrued, l.Digits))}})
	}
	return t
}

// slipTable is the slip the customer sends back.
func slipTable(r *confirmation.Run, l *confirmation.Letter) letter.Table {
	t := letter.Table{Title: two("Reply slip, letter "+l.Number()+", balance as of "+r.CutOff.String(),
		"قسيمة الرد، خطاب "+l.Number()+"، الرصيد كما في "+arabicDay(r.CutOff)), Together: true,
		Columns: []letter.Column{{Title: two("We state", "نفيد بأن"), Kind: letter.Words, Share: 110},
			{Title: two("Amount", "المبلغ"), Kind: letter.Text, Share: 50}}}
	line := plain("........................")
	row := func(en, ar string, cell letter.Both) {
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{two(en, ar), cell}})
	}
	if r.Type == confirmation.Blank {
		row("Our books show a balance in your favour of, "+l.Currency, "رصيدكم لدينا بعملة "+l.Currency, line)
	} else {
		if r.Type == confirmation.Positive {
			row("[  ] We agree with the balance", "[  ] نوافق على الرصيد",
				plain(text.FormatAmount(l.Balance, l.Digits)+" "+l.Currency))
		}
		row("[  ] We do not agree; our books show, "+l.Currency, "[  ] لا نوافق، ورصيدكم لدينا بعملة "+l.Currency, line)
		row("The difference is made of", "سبب الفرق", line)
	}
	row("Date", "التاريخ", line)
	return t
}
