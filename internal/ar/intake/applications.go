package intake

import (
	"fmt"
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// pair is a receipt and a bill, or a part of one, with all that the file puts from
// the one on the other.
type pair struct {
	receipt, bill string
	part          int
}

// applications plans a file of applications, or a remittance list. What the file
// puts of a receipt on a bill is absolute: when the book has as much there, nothing
// changes; when it has another amount there, that is listed and ours stays.
func (p *planner) applications() error {
	rows := p.c.Applications
	if p.c.Holds == Remittance {
		paid, off, err := p.netted(rows)
		if err != nil {
			return err
		}
		number, err := p.receiptOf(paid)
		if err != nil || len(p.Refused) > 0 && !p.c.SkipRefused {
			return err
		}
		for i := range paid {
			paid[i].Receipt = number
		}
		rows = append(off, paid...)
	}
	sums, order := map[pair][]*ApplicationRow{}, []pair{}
	for i := range rows {
		r := &rows[i]
		k := pair{r.Receipt, r.Bill, r.Part}
		if sums[k] == nil {
			order = append(order, k)
		}
		sums[k] = append(sums[k], r)
	}
	left := map[string]money.Minor{}
	for _, k := range order {
		if err := p.applyPair(k, sums[k], left); err != nil {
			return err
		}
	}
	return nil
}

// netted splits a remittance list into what the payment pays and what the credits pay
// that the customer took off it.
func (p *planner) netted(rows []ApplicationRow) (paid, off []ApplicationRow, err error) {
	list, byLine, acc := make([]receipt.ListRow, len(rows)), map[int]*ApplicationRow{}, uint32(0)
	for i := range rows {
		r := &rows[i]
		list[i] = receipt.ListRow{Number: r.Bill, Part: r.Part, Amount: r.Amount, Line: int(r.Line)}
		byLine[int(r.Line)] = r
		if r.Amount > 0 && acc == 0 {
			b, _, err := bill.ByNumber(p.view(), r.Bill) // one the book lacks is refused below
			if err != nil {
				return nil, nil, err
			}
			acc = b.Account
		}
	}
	if !slices.ContainsFunc(rows, func(r ApplicationRow) bool { return r.Amount < 0 }) {
		return rows, nil, nil
	}
	left, uses, err := receipt.NetList(p.view(), acc, list)
	for _, x := range left {
		row := *byLine[x.Line]
		row.Amount = x.Amount
		paid = append(paid, row)
	}
	for _, x := range uses {
		row := *byLine[x.ListRow.Line]
		row.Receipt, row.Amount = x.Credit, x.Amount
		off = append(off, row)
	}
	return paid, off, err
}

// applyPair compares what the file puts of a receipt on a bill with the book.
func (p *planner) applyPair(k pair, rows []*ApplicationRow, left map[string]money.Minor) error {
	first := rows[0]
	r, ok, err := receipt.ByNumber(p.view(), k.receipt)
	if err != nil {
		return err
	}
	if !ok {
		p.refuse(first.Line, "the book has no receipt %s: take it in first", k.receipt)
		return nil
	}
	b, l, err := p.billFor(&r, k, first)
	if err != nil || b == nil {
		return err
	}
	cur := l.acc.Money()
	c, err := customer.Get(p.view(), l.acc.Customer)
	if err != nil {
		return err
	}
	var want, have money.Minor
	for _, x := range rows {
		want += x.Amount
	}
	err = receipt.OfReceipt(p.view(), r.Account, r.ID, func(a *receipt.Application) (bool, error) {
		if a.Reversed == 0 && a.Bill == b.ID && (k.part == 0 || int(a.Part) == k.part-1) {
			have += a.Amount
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	line := Line{Line: int(first.Line), Customer: c.Code, Number: k.bill, Currency: cur, Amount: want,
		Text: "from " + k.receipt}
	switch {
	case have == want:
		line.Class = Unchanged
	case have > 0:
		line.Class = Differs
		line.Text = fmt.Sprintf("%s of %s is applied here; ours stays", cur.Plain(have), k.receipt)
	default:
		if _, known := left[r.Number]; !known {
			item, _, err := openitem.Get(p.view(), r.Account, r.Date, r.ID, 0)
			if err != nil {
				return err
			}
			left[r.Number] = item.Left
		}
		ok, err := p.applyRows(&r, b, l, rows, left)
		if err != nil || !ok {
			return err
		}
		line.Class = New
	}
	p.line(line)
	return nil
}

// billFor finds the bill of a pair on the receipt's account; nil when it was refused.
func (p *planner) billFor(r *receipt.Receipt, k pair, row *ApplicationRow) (*bill.Bill, *ledger, error) {
	b, ok, err := bill.ByNumber(p.view(), k.bill)
	if err != nil {
		return nil, nil, err
	}
	acc, err := account.Get(p.view(), r.Account)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case !ok:
		p.refuse(row.Line, "the book has no bill %s", k.bill)
	case b.Account != r.Account:
		p.refuse(row.Line, "bill %s is not on the account of receipt %s", k.bill, r.Number)
	case acc.Currency != row.Currency:
		p.refuse(row.Line, "receipt %s is in %s, the row in %s: say the file's currency", r.Number, acc.Currency,
			row.Currency)
	case k.part > len(b.Parts):
		p.refuse(row.Line, "bill %s has only %s", k.bill, text.Count(len(b.Parts), "part", "parts"))
	default:
		l, err := p.ledgerOf(acc.Customer, false, acc.Money())
		return &b, l, err
	}
	return nil, nil, nil
}

// applyRows puts a receipt on a bill; false when a row was refused.
func (p *planner) applyRows(r *receipt.Receipt, b *bill.Bill, l *ledger, rows []*ApplicationRow,
	left map[string]money.Minor) (bool, error) {
	cur := l.acc.Money()
	for _, x := range rows {
		on := x.Date
		switch {
		case on == 0:
			on = p.in.Today
		case on > p.in.Today:
			p.refuse(x.Line, "the application is dated %s, which lies ahead", on)
			return false, nil
		case on < max(r.Date, b.Posting):
			p.refuse(x.Line, "the application is dated %s, before the receipt (%s) or the bill (%s)", on, r.Date,
				b.Posting)
			return false, nil
		}
		if x.Amount > left[r.Number] {
			p.refuse(x.Line, "receipt %s has %s left: %s cannot be applied from it", r.Number,
				cur.Plain(left[r.Number]), cur.Plain(x.Amount))
			return false, nil
		}
		shares, rest, err := p.onParts(b, l, x)
		if err != nil {
			return false, err
		}
		if rest > 0 {
			p.refuse(x.Line, "bill %s has %s left: %s cannot be applied to it", b.Number, cur.Plain(x.Amount-rest),
				cur.Plain(x.Amount))
			return false, nil
		}
		f, err := receipt.Apply(p.in, r, shares, on)
		if err != nil {
			return false, err
		}
		left[r.Number] -= x.Amount
		for _, s := range shares {
			p.note(l, s.Bill, s.Part, s.Amount)
		}
		l.add(f)
	}
	return true, nil
}

// onParts puts a row's amount on the parts of its bill, or on the one it names; rest
// is what they have no room for.
func (p *planner) onParts(b *bill.Bill, l *ledger, x *ApplicationRow) (shares []receipt.Share, rest money.Minor,
	err error) {
	rest = x.Amount
	for i := range b.Parts {
		if x.Part != 0 && x.Part != i+1 {
			continue
		}
		item, _, err := openitem.Get(p.view(), b.Account, b.Parts[i].DueNow(), b.ID, uint8(i))
		if err != nil {
			return nil, 0, err
		}
		if n := min(rest, item.Left-p.taken(l, b.ID, uint8(i))); n > 0 {
			shares = append(shares, receipt.Share{Bill: b.ID, Part: uint8(i), Amount: n})
			rest -= n
		}
	}
	return shares, rest, nil
}

// receiptOf finds the receipt a remittance list is about: the one that was named;
// else the one that was put on these bills already; else the one with so much left.
func (p *planner) receiptOf(rows []ApplicationRow) (string, error) {
	if p.c.Receipt != "" {
		r, err := receipt.Must(p.view(), p.c.Receipt)
		if err == nil && len(rows) > 0 && rows[0].Total > 0 && rows[0].Total != r.Amount {
			err = book.RefuseField("receipt", "the list is about another amount than that of receipt %s", r.Number)
		}
		return r.Number, err
	}
	want, acc, err := p.listed(rows)
	if err != nil || acc == 0 {
		return "", err
	}
	var sum, total money.Minor
	for i := range rows {
		sum, total = sum+rows[i].Amount, max(total, rows[i].Total)
	}
	cur, err := account.Get(p.view(), acc)
	if err != nil {
		return "", err
	}
	var exact, fit []receipt.Receipt
	done := ""
	err = receipt.OfAccount(p.view(), acc, func(r *receipt.Receipt) (bool, error) {
		if r.Voided != 0 || r.Kind == receipt.Opening || total > 0 && r.Amount != total {
			return true, nil
		}
		item, _, err := openitem.Get(p.view(), acc, r.Date, r.ID, 0)
		if item.Left >= sum {
			if fit = append(fit, *r); item.Left == sum {
				exact = append(exact, *r)
			}
		} else if same, serr := p.appliedSo(r, want); serr != nil || same {
			done, err = r.Number, serr
		}
		return err == nil && done == "", err
	})
	switch {
	case err != nil || done != "":
		return done, err
	case len(exact) == 1:
		return exact[0].Number, nil
	case len(fit) == 1:
		return fit[0].Number, nil
	case len(fit) == 0:
		return "", book.RefuseField("receipt", "no receipt of the customer has %s %s left for this list: record the "+
			"receipt first, or name it", cur.Currency, cur.Money().Plain(sum))
	}
	var names []string
	for i := range fit[:min(len(fit), 5)] {
		r := &fit[i]
		names = append(names, fmt.Sprintf("%s (%s of %s)", r.Number, cur.Money().Plain(r.Amount), r.Date))
	}
	return "", book.RefuseField("receipt", "several receipts could be the one of this list: name it (%s)",
		strings.Join(names, ", "))
}

// listed sums a list by bill, and finds the account its bills stand on; 0 when none
// is known. Rows of other accounts are refused.
func (p *planner) listed(rows []ApplicationRow) (map[uint32]money.Minor, uint32, error) {
	want, acc := map[uint32]money.Minor{}, uint32(0)
	for i := range rows {
		b, ok, err := bill.ByNumber(p.view(), rows[i].Bill)
		if err != nil {
			return nil, 0, err
		}
		switch {
		case !ok:
			p.refuse(rows[i].Line, "the book has no bill %s", rows[i].Bill)
		case acc != 0 && b.Account != acc:
			p.refuse(rows[i].Line, "bill %s is of another customer or currency than the bills above", b.Number)
		default:
			acc = b.Account
			want[b.ID] += rows[i].Amount
		}
	}
	return want, acc, nil
}

// appliedSo reports whether a receipt stands on bills as a list says.
func (p *planner) appliedSo(r *receipt.Receipt, want map[uint32]money.Minor) (bool, error) {
	have := map[uint32]money.Minor{}
	err := receipt.OfReceipt(p.view(), r.Account, r.ID, func(a *receipt.Application) (bool, error) {
		if a.Reversed == 0 {
			have[a.Bill] += a.Amount
		}
		return true, nil
	})
	for id, n := range want {
		if have[id] != n {
			return false, err
		}
	}
	return true, err
}
