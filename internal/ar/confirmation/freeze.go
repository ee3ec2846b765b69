package confirmation

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// candidate is an account as it stood at the cut-off.
type candidate struct {
	acc     account.Line
	balance money.Minor
	some    bool // something was posted by the day
	lines   []Line
	who     customer.Customer
	rank    [sha256.Size]byte
}

// freezer reads accounts as they stood at the end of a day.
type freezer struct {
	v    *book.View
	day  civil.Date
	now  bool // the open items are those of the day
	left map[place]money.Minor
	used map[uint32]money.Minor
}

type place struct {
	bill uint32
	part uint8
}

// account reads one account at the end of the day, without the numbers of its bills.
func (f *freezer) account(c *candidate) error {
	if f.now {
		openitem.OfAccount(f.v, c.acc.ID, func(i *openitem.Item) bool {
			if i.Posting <= f.day {
				x := Line{Doc: i.Doc, Part: i.Part, Credit: i.Flags&openitem.Credit != 0, Kind: i.Kind, Date: i.DocDate,
					Due: i.Due, Left: i.Left}
				if x.Credit {
					x.Left = -x.Left
				}
				c.lines = append(c.lines, x)
			}
			return true
		})
		c.some = len(c.lines) > 0 || f.posted(c.acc.ID)
	} else if err := f.past(c); err != nil {
		return err
	}
	for i := range c.lines {
		c.balance += c.lines[i].Left
	}
	return nil
}

func (f *freezer) posted(acc uint32) (some bool) {
	bill.Heads(f.v, acc, func(_ uint32, h bill.Head) bool {
		some = h.Posting <= f.day && (h.Voided == 0 || f.day < h.Voided)
		return !some
	})
	return some
}

// past folds what was posted by the day.
func (f *freezer) past(c *candidate) error {
	clear(f.left)
	clear(f.used)
	receipt.ApplicationsOf(f.v, c.acc.ID, func(a *receipt.Application) bool {
		if a.At(f.day) {
			f.left[place{a.Bill, a.Part}] += a.Amount
			f.used[a.Receipt] += a.Amount
		}
		return true
	})
	var moved []int
	bill.Heads(f.v, c.acc.ID, func(id uint32, h bill.Head) bool {
		if h.Posting > f.day || h.Voided != 0 && h.Voided <= f.day {
			return true
		}
		c.some = true
		for n := range h.Parts() {
			amount, due, _ := h.Part(n)
			left := amount - f.left[place{id, uint8(n)}]
			if left == 0 {
				continue
			}
			if h.Moved {
				moved = append(moved, len(c.lines))
			}
			c.lines = append(c.lines, Line{Doc: id, Part: uint8(n), Kind: uint8(h.Kind), Date: h.Doc, Due: due,
				Left: left})
		}
		return true
	})
	for _, n := range moved {
		x := &c.lines[n]
		b, err := bill.Get(f.v, c.acc.ID, x.Doc)
		if err != nil {
			return err
		}
		x.Due = b.Parts[x.Part].DueAt(f.day)
	}
	return receipt.OfAccount(f.v, c.acc.ID, func(r *receipt.Receipt) (bool, error) {
		if !r.At(f.day) {
			return true, nil
		}
		c.some = true
		if left := r.Amount - f.used[r.ID]; left != 0 {
			c.lines = append(c.lines, Line{Doc: r.ID, Credit: true, Kind: uint8(r.Kind), Number: r.Number, Date: r.Date,
				Due: r.Date, Left: -left})
		}
		return true, nil
	})
}

// choose reads the population and those of it that get a letter, by customer.
func (m Make) choose(v *book.View, r *Run) (chosen []*candidate, err error) {
	f := &freezer{v: v, day: r.CutOff, now: openitem.Current(v, r.CutOff), left: map[place]money.Minor{},
		used: map[uint32]money.Minor{}}
	sums, n, all := map[string]*Sum{}, 0, int(v.Counter("account"))
	account.Lines(v, func(l account.Line) bool {
		if err = m.told("reading balances", n, all); err != nil {
			return false
		}
		n++
		if r.Currency != "" && l.Currency != r.Currency {
			return true
		}
		c := &candidate{acc: l}
		if err = f.account(c); err != nil {
			return false
		}
		size := max(c.balance, -c.balance)
		if c.balance != 0 {
			s := sums[l.Currency]
			if s == nil {
				s = &Sum{Currency: l.Currency, Digits: l.Digits}
				sums[l.Currency] = s
			}
			s.Count, s.Value = s.Count+1, s.Value+size
		}
		if size >= r.Least && (c.balance != 0 || r.Zero && c.some) {
			c.who, err = customer.Get(v, l.Customer)
			c.rank = sha256.Sum256(fmt.Appendf(nil, "%d|%s|%s", r.Seed, c.who.Code, l.Currency))
			chosen = append(chosen, c)
		}
		return err == nil
	})
	if err != nil {
		return nil, err
	}
	for _, s := range sums {
		r.All = append(r.All, *s)
	}
	slices.SortFunc(r.All, func(a, b Sum) int { return cmp.Compare(a.Currency, b.Currency) })
	n = len(chosen)
	if r.Sample > 0 {
		n = min(n, r.Sample)
	} else if r.Share > 0 {
		n = (n*r.Share + 99) / 100
	}
	if n < len(chosen) {
		slices.SortFunc(chosen, func(a, b *candidate) int { return slices.Compare(a.rank[:], b.rank[:]) })
		chosen = chosen[:n]
	}
	slices.SortFunc(chosen, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(a.who.Code, b.who.Code), cmp.Compare(a.acc.Currency, b.acc.Currency))
	})
	return chosen, nil
}

// beside is what stands beside the balances of all accounts on a day.
type beside struct {
	cheques, accrued map[uint32]money.Minor
	inHand           map[uint32]int
}

func readBeside(v *book.View, day civil.Date) (b beside, err error) {
	b = beside{map[uint32]money.Minor{}, map[uint32]money.Minor{}, map[uint32]int{}}
	err = cheque.Open(v, day, func(x *cheque.Brief) bool {
		if x.State.InHand() && x.Type == cheque.Payment {
			b.cheques[x.Account] += x.Worth
			b.inHand[x.Account]++
		}
		return true
	})
	if err != nil {
		return b, err
	}
	return b, interest.Walk(v, day, nil, func(acc *account.Line, lines []interest.Line) bool {
		for i := range lines {
			b.accrued[acc.ID] += lines[i].Due()
		}
		return true
	})
}

// write freezes the letters of those chosen.
func (m Make) write(v *book.View, r *Run, chosen []*candidate) (all []Letter, lines []page, err error) {
	near, err := readBeside(v, r.CutOff)
	if err != nil {
		return nil, nil, err
	}
	for n, c := range chosen {
		if err := m.told("freezing letters", n, len(chosen)); err != nil {
			return nil, nil, err
		}
		l := Letter{Run: r.ID, N: uint32(n + 1), Account: c.acc.ID, Customer: c.who.ID, Code: c.who.Code,
			Name:   c.who.Name,
			Arabic: c.who.Arabic, Latin: c.who.Latin, Currency: c.acc.Currency, Digits: c.acc.Digits,
			Balance: c.balance,
			Open:    len(c.lines), Cheques: near.cheques[c.acc.ID], InHand: near.inHand[c.acc.ID],
			Accrued: near.accrued[c.acc.ID], Address: c.who.Address}
		for i := range c.lines {
			x := &c.lines[i]
			switch {
			case x.Credit && x.Number == "":
				rc, err := receipt.Get(v, c.acc.ID, x.Doc)
				if err != nil {
					return nil, nil, err
				}
				x.Number = rc.Number
			case !x.Credit:
				if x.Number, err = bill.NumberOf(v, c.acc.ID, x.Doc); err != nil {
					return nil, nil, err
				}
				if bill.Kind(x.Kind) == bill.InterestNote {
					l.Notes += x.Left
				}
			}
		}
		slices.SortFunc(c.lines, func(a, b Line) int {
			return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Part, b.Part))
		})
		all, lines = append(all, l), append(lines, page{r.ID, l.N, c.lines})
	}
	return all, lines, nil
}
