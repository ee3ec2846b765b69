package desk

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/text"
)

// BillStory says in lines what a bill is and what was put on it, or, of a credit,
// where it went, taken back ones too: how its open amount comes about.
func (d *Desk) BillStory(acc uint32, b *Bill) ([]string, error) {
	var out []string
	err := d.View(func(v *book.View) error {
		add := func(label, value string) {
			if value != "" {
				out = append(out, text.Pad(label, 16)+" "+value)
			}
		}
		of, err := account.Get(v, acc)
		if err != nil {
			return err
		}
		digits := of.Digits
		use := func(x *receipt.Application, with string) {
			line := fmt.Sprintf("%s  %s  %s", x.Date, text.PadLeft(text.FormatAmount(-x.Amount, digits), 16), with)
			if x.Reversed != 0 {
				line += ", taken back " + x.Reversed.String()
			}
			out = append(out, line)
		}
		if b.Credit {
			add("dated", b.Doc.String())
			add("amount", text.FormatAmount(b.Amount, digits))
			add("not applied", text.FormatAmount(b.Left, digits))
			return receipt.OfReceipt(v, acc, b.ID, func(x *receipt.Application) (bool, error) {
				on, err := bill.Get(v, acc, x.Bill)
				use(x, "on "+on.Number)
				return true, err
			})
		}
		full, err := bill.Get(v, acc, b.ID)
		if err != nil {
			return err
		}
		add("dated", full.Doc.String())
		for i := range full.Parts {
			p := &full.Parts[i]
			label := "due"
			if p.Retention {
				label = "retention due"
			}
			add(label, p.DueNow().String()+"  "+text.PadLeft(text.FormatAmount(p.Amount, digits), 16))
			for _, m := range p.Moves {
				add("", "moved on "+m.On.String()+" to "+m.Due.String())
			}
		}
		add("their order", full.PO)
		add("delivery note", full.DeliveryNote)
		add("site", full.Site)
		add("tax invoice", full.TaxInvoice)
		add("as the file said", full.Raw)
		receipt.OnBill(v, acc, b.ID, func(x *receipt.Application) bool {
			var r receipt.Receipt
			if r, err = receipt.Get(v, acc, x.Receipt); err == nil {
				use(x, r.Kind.String()+" "+r.Number)
			}
			return err == nil
		})
		add("open", text.FormatAmount(b.Left, digits))
		return err
	})
	return out, err
}
