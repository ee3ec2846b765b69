package exceptions

import (
	"cmp"
	"fmt"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
)

// passed is a customer's account that is over its limit on the day.
type passed struct {
	id, account uint32
	limit       credit.InForce
	exposure    money.Minor
}

// items reads what is open on the day once: old credits, and what is at risk.
func (l *list) items() error {
	risk := make([]money.Minor, l.people.Accounts()+1)
	old := l.day.Add(-l.opt.Days)
	var failed error
	err := ledger.Items(l.v, l.day, func(i *openitem.Item) bool {
		risk[i.Account] += i.Signed()
		if i.Flags&openitem.Credit != 0 && i.Left > 0 && i.Due < old && l.opt.wants(Unapplied) {
			failed = l.unapplied(i)
		}
		return failed == nil
	})
	if err = cmp.Or(err, failed); err != nil || !l.opt.wants(NewOverLimit) {
		return err
	}
	err = cheque.Open(l.v, l.day, func(b *cheque.Brief) bool {
		risk[b.Account] += b.Uncleared()
		return true
	})
	if err != nil {
		return err
	}
	now, err := credit.NewReader(l.v, l.day)
	if err != nil {
		return err
	}
	if err := l.customers(now, risk); err != nil {
		return err
	}
	return l.groups(now, risk)
}

func (l *list) unapplied(i *openitem.Item) error {
	number, err := l.people.Number(i)
	days := int(l.day - i.Due)
	l.add(l.people.Customer(i.Account), Row{Kind: Unapplied, Day: i.Due, Amount: i.Left,
		Currency: l.people.Money(i.Account),
		Text:     fmt.Sprintf("%s on no bill: receipt %s", text.Count(days, "day", "days"), number)})
	return err
}

// customers lists the accounts that passed their limit since the evening before.
func (l *list) customers(now *credit.Reader, risk []money.Minor) error {
	var over []passed
	var accounts []uint32
	for n, exposure := range risk {
		acc := uint32(n)
		id := l.people.Customer(acc)
		if exposure <= 0 || id == 0 {
			continue
		}
		line, err := l.people.Line(id)
		if err != nil {
			return err
		}
		f, err := now.Of(&line, l.people.Money(acc))
		if err != nil {
			return err
		}
		if f.Status(exposure, l.set.Watch()) == credit.Over {
			over, accounts = append(over, passed{id, acc, f, exposure}), append(accounts, acc)
		}
	}
	if over == nil {
		return nil
	}
	was, err := l.before()
	if err != nil {
		return err
	}
	owed := make(map[uint32]money.Minor, len(over))
	err = ledger.Walk(l.v, l.day-1, accounts, ledger.Visitor{Item: func(*openitem.Item) bool { return true },
		Owed: func(acc uint32, m money.Minor) bool { owed[acc] = m; return true }})
	for i := range over {
		if err == nil {
			err = l.compare(was, &over[i], owed[over[i].account])
		}
	}
	return err
}

// compare lists an account unless it was over the evening before, as that was known
// then. What it owed by its documents alone says so of most.
func (l *list) compare(was *credit.Reader, p *passed, owed money.Minor) error {
	line, err := l.people.Line(p.id)
	if err != nil {
		return err
	}
	cur := l.people.Money(p.account)
	f, err := was.Of(&line, cur)
	if err != nil || f.Status(owed-l.late[p.account], l.set.Watch()) == credit.Over {
		return err
	}
	before, err := l.known(p.account)
	if err == nil && f.Status(before, l.set.Watch()) != credit.Over {
		l.add(p.id, l.over(&p.limit, p.exposure, before, cur))
	}
	return err
}

// known is what was at risk the evening before, less what was only recorded since.
func (l *list) known(acc uint32) (money.Minor, error) {
	e, err := credit.ExposureOf(l.v, acc, l.day-1)
	return e.Sum() - l.late[acc], err
}

func (l *list) over(f *credit.InForce, exposure, before money.Minor, cur money.Currency) Row {
	return Row{Kind: NewOverLimit, Day: l.day, Amount: exposure - f.Amount, Currency: cur,
		Text: fmt.Sprintf("%s at risk, over the limit of %s; the evening before it was %s",
			text.FormatAmount(exposure, cur.Digits), text.FormatAmount(f.Amount, cur.Digits),
			text.FormatAmount(before, cur.Digits))}
}

// groups lists the groups that passed theirs.
func (l *list) groups(now *credit.Reader, risk []money.Minor) error {
	type key struct {
		group    uint32
		currency string
	}
	limited := map[key]bool{}
	now.Groups(func(group uint32, currency string) { limited[key{group, currency}] = true })
	if len(limited) == 0 {
		return nil
	}
	sums, members := map[key]money.Minor{}, map[key][]uint32{}
	for n, m := range risk {
		acc := uint32(n)
		id := l.people.Customer(acc)
		if id == 0 {
			continue
		}
		k := key{uint32(l.people.Step(id).Group), l.people.Money(acc).Code}
		if limited[k] {
			sums[k] += m
			members[k] = append(members[k], acc)
		}
	}
	was, err := l.before()
	if err != nil {
		return err
	}
	for k, all := range members {
		cur, before := l.people.Money(all[0]), money.Minor(0)
		f := now.OfGroup(k.group, cur)
		if f.Status(sums[k], l.set.Watch()) != credit.Over {
			continue
		}
		for _, acc := range all {
			m, err := l.known(acc)
			if err != nil {
				return err
			}
			before += m
		}
		old := was.OfGroup(k.group, cur)
		if old.Status(before, l.set.Watch()) == credit.Over {
			continue
		}
		r := l.over(&f, sums[k], before, cur)
		name, err := l.people.Name(directory.Group, uint16(k.group))
		if err != nil {
			return err
		}
		r.Name = "group " + name
		l.add(0, r)
	}
	return nil
}
