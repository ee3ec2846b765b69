package desk

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"duebook/internal/book"
	"duebook/internal/letter"
	"duebook/internal/report/cheques"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// PrintSlip writes a deposit slip: on paper when the name ends in .pdf, as a page when
// it ends in .html, else as a table of plain text.
func (d *Desk) PrintSlip(number, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("%s is there already: give another name", text.Safe(path))
	}
	var p *cheques.Paper
	err := d.View(func(v *book.View) (err error) { p, err = cheques.Slip(v, number); return err })
	if err != nil {
		return err
	}
	var out bytes.Buffer
	switch name := strings.ToLower(path); {
	case strings.HasSuffix(name, ".pdf"):
		err = d.slipLetter(p).WritePDF(&out)
	case strings.HasSuffix(name, ".html"):
		err = d.slipLetter(p).WriteHTML(&out)
	default:
		err = render.WriteTable(&out, p.Table(), text.Raw)
	}
	if err != nil {
		return err
	}
	return writeFile(path, out.Bytes())
}

// slipLetter is a deposit slip as it goes to the bank.
func (d *Desk) slipLetter(p *cheques.Paper) *letter.Letter {
	set, s := d.Company(), &p.Slip
	l := &letter.Letter{From: []letter.Both{letterhead(&set)}, Made: s.Date,
		Title: two("Deposit slip of cheques", "قسيمة إيداع شيكات"),
		Signs: []letter.Both{two("Handed in by", "سلّمها"), two("Received by the bank", "استلمها البنك")}}
	if set.Phone != "" {
		l.From = append(l.From, plain("Phone "+set.Phone))
	}
	total := text.FormatAmount(p.Total, p.Currency.Digits)
	for _, f := range []letter.Fact{
		{Label: two("Bank", "البنك"), Value: same(s.Bank)},
		{Label: two("Account", "رقم الحساب"), Value: same(s.Account)},
		{Label: two("Slip", "رقم القسيمة"), Value: same(s.Number)},
		{Label: two("Date", "التاريخ"), Value: same(s.Date.String())},
		{Label: two("Cheques", "عدد الشيكات"), Value: same(text.Number(len(p.Lines)))},
		{Label: two("Total", "الإجمالي"), Value: same(total + " " + p.Currency.Code)},
	} {
		if f.Value != (letter.Both{}) {
			l.Facts = append(l.Facts, f)
		}
	}
	t := letter.Table{Columns: []letter.Column{
		{Title: two("Cheque", "الشيك"), Share: 20},
		{Title: two("Drawer", "الساحب"), Share: 46},
		{Title: two("Bank", "البنك"), Share: 38},
		{Title: two("Branch", "الفرع"), Share: 20},
		{Title: two("Account", "الحساب"), Share: 26},
		{Title: two("Dated", "تاريخه"), Kind: letter.Date, Share: 18},
		{Title: two("Amount", "المبلغ"), Kind: letter.Amount, Share: 24}}}
	for _, x := range p.Lines {
		t.Rows = append(t.Rows, letter.Row{Cells: []letter.Both{plain(x.Number), plain(x.Drawer), plain(x.Bank),
			plain(x.Branch), plain(x.Account), plain(x.Maturity), plain(x.Amount)}})
	}
	none := letter.Both{}
	t.Rows = append(t.Rows, letter.Row{Strong: true, Cells: []letter.Both{none, two("Total", "الإجمالي"), none, none,
		none, none, plain(total)}})
	l.Tables = []letter.Table{t}
	return l
}
