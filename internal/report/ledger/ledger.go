// Package ledger reads what was open at the end of any day, for every report: the
// open items themselves when nothing has happened since, else one pass over the
// rows of each account, giving the same items. Beside the items it gives what each
// account owed by its documents alone, so that a report can prove that its figures
// tie out (SAFETY M5, M9). It must never write, and never count what was posted
// after the day.
package ledger

import (
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Visitor receives a reading. Item gets every open item, account by account; the
// item is reused, so it must not be kept by address. Owed, when set, gets once for
// every account what its documents posted by the day come to, bills less receipts,
// which is reckoned without looking at the items. Either returns false to stop.
type Visitor struct {
	Item func(i *openitem.Item) bool
	Owed func(acc uint32, owed money.Minor) bool
}

// Items reads every open item as it stood at the end of a day, in the order of
// accounts; within an account the parts of one bill come oldest due first, and the
// order of bills is not told. On a past day a part may have
// stood below nothing: a receipt dated back went on it while another, taken back
// since, was still there. Its Left is then negative, and everything still sums up.
func Items(v *book.View, asOf civil.Date, fn func(i *openitem.Item) bool) error {
	return Walk(v, asOf, nil, Visitor{Item: fn})
}

// OfAccount reads one account's open items as they stood at the end of a day,
// oldest due first; ties by document and part.
func OfAccount(v *book.View, acc uint32, asOf civil.Date, fn func(i *openitem.Item) bool) error {
	var all []openitem.Item
	err := Walk(v, asOf, []uint32{acc}, Visitor{Item: func(i *openitem.Item) bool {
		all = append(all, *i)
		return true
	}})
	if err != nil {
		return err
	}
	slices.SortFunc(all, OldestDue)
	for i := range all {
		if !fn(&all[i]) {
			break
		}
	}
	return nil
}

// OldestDue orders items of one account by due date, document and part.
func OldestDue(a, b openitem.Item) int {
	switch {
	case a.Due != b.Due:
		return int(a.Due) - int(b.Due)
	case a.Doc != b.Doc:
		return int(a.Doc) - int(b.Doc)
	}
	return int(a.Part) - int(b.Part)
}

// Walk reads the accounts named, or all when there are none to name (nil), as they
// stood at the end of a day.
func Walk(v *book.View, asOf civil.Date, accounts []uint32, to Visitor) error {
	if openitem.Current(v, asOf) {
		return walkCurrent(v, asOf, accounts, to)
	}
	return walkPast(v, asOf, accounts, to)
}

// walkCurrent reads the stored open items. Nothing was applied to what is posted
// after the day, or the day would not be current.
func walkCurrent(v *book.View, asOf civil.Date, accounts []uint32, to Visitor) error {
	later := map[uint32]money.Minor{}
	on := true
	item := func(i *openitem.Item) bool {
		if i.Posting > asOf {
			later[i.Account] += i.Signed()
			return true
		}
		on = to.Item(i)
		return on
	}
	if accounts == nil {
		openitem.All(v, item)
	}
	for _, acc := range accounts {
		if on {
			openitem.OfAccount(v, acc, item)
		}
	}
	if to.Owed == nil || !on {
		return nil
	}
	owed := func(id uint32) error {
		a, err := account.Get(v, id)
		if err == nil {
			on = to.Owed(id, a.Balance-later[id])
		}
		return err
	}
	if accounts == nil {
		for id, last := uint32(1), v.Counter("account"); id <= last && on; id++ {
			if err := owed(id); err != nil {
				return err
			}
		}
	}
	for _, acc := range accounts {
		if err := owed(acc); err != nil || !on {
			return err
		}
	}
	return nil
}
