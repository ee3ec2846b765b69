package desk

import (
	"bytes"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// FindInBills looks through all bills for a number that holds the text, and
// through what is open now for the amount. It reads every number and every open
// item, so it is asked once Find has answered, not before.
func (d *Desk) FindInBills(query string, limit int) (Found, error) {
	var out Found
	asOf := d.AsOf()
	err := d.View(func(v *book.View) error {
		f := &finder{v: v, limit: max(limit, 1), seen: map[uint32]bool{}, text: strings.TrimSpace(query)}
		if len(f.text) < 3 || text.Digits(f.text) == "" {
			return nil
		}
		if err := f.byAmount(); err != nil {
			return err
		}
		if err := f.byPartOfNumber(); err != nil {
			return err
		}
		out = Found{f.hits, f.more}
		return fill(v, asOf, out.Hits)
	})
	return out, err
}

func (f *finder) byAmount() error {
	wanted := map[int]money.Minor{}
	for _, digits := range []int{0, 2, 3, 4} {
		if m, err := text.ParseAmount(f.text, digits); err == nil && m > 0 {
			wanted[digits] = m
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	is := func(m money.Minor) bool {
		for _, w := range wanted {
			if m == w {
				return true
			}
		}
		return false
	}
	var err error
	openitem.All(f.v, func(i *openitem.Item) bool {
		if !is(i.Left) && !is(i.Amount) {
			return true
		}
		var on bool
		on, err = f.item(i, wanted)
		return on && err == nil
	})
	return err
}

// item takes an open item whose amount is the wanted one in its own currency.
func (f *finder) item(i *openitem.Item, wanted map[int]money.Minor) (bool, error) {
	a, err := account.Get(f.v, i.Account)
	if err != nil {
		return false, err
	}
	w, ok := wanted[a.Digits]
	if !ok || i.Left != w && i.Amount != w {
		return true, nil
	}
	word, number := "bill", ""
	if i.Flags&openitem.Credit != 0 {
		r, err := receipt.Get(f.v, i.Account, i.Doc)
		if err != nil {
			return false, err
		}
		word, number = "receipt", r.Number
	} else {
		b, err := bill.Get(f.v, i.Account, i.Doc)
		if err != nil {
			return false, err
		}
		number = b.Number
	}
	said := text.FormatAmount(w, a.Digits) + " on " + word + " " + number
	return f.addBill(a.Customer, number, func(*customer.Customer) string { return said })
}

func (f *finder) byPartOfNumber() error {
	var parts [][]byte
	for _, s := range spelled(f.text) {
		parts = append(parts, []byte(s))
	}
	var err error
	bill.Numbers(f.v, func(number []byte, acc, _ uint32) bool {
		for _, p := range parts {
			if !bytes.Contains(number, p) {
				continue
			}
			var a account.Account
			if a, err = account.Get(f.v, acc); err != nil {
				return false
			}
			said, on := "bill "+string(number), false
			on, err = f.addBill(a.Customer, string(number), func(*customer.Customer) string { return said })
			return on && err == nil
		}
		return true
	})
	return err
}

// Lists are the names already in use, for fields that suggest them.
type Lists struct{ Branches, People, Groups, Routes, Risks []string }

// Lists reads the names in use.
func (d *Desk) Lists() (Lists, error) {
	var l Lists
	err := d.View(func(v *book.View) error {
		for _, x := range []struct {
			of directory.Kind
			to *[]string
		}{{directory.Branch, &l.Branches}, {directory.Person, &l.People}, {directory.Group, &l.Groups},
			{directory.Route, &l.Routes}, {directory.Risk, &l.Risks}} {
			names, err := directory.Names(v, x.of)
			if err != nil {
				return err
			}
			for id := uint16(1); len(*x.to) < len(names) && id != 0; id++ {
				if n, ok := names[id]; ok {
					*x.to = append(*x.to, n)
				}
			}
		}
		return nil
	})
	return l, err
}
