package cashbox

import (
	"fmt"
	"strconv"

	"duebook/internal/ar/account"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Uses finds the leaves that receipts stood on at the end of a day: for each of the
// books, the receipt of each leaf.
func Uses(v *book.View, all []Book, asOf civil.Date) ([]map[uint32]receipt.Receipt, error) {
	used := make([]map[uint32]receipt.Receipt, len(all))
	of := map[string][]int{} // the books of a prefix
	for i := range all {
		used[i] = map[uint32]receipt.Receipt{}
		of[all[i].Prefix] = append(of[all[i].Prefix], i)
	}
	if len(all) == 0 {
		return nil, nil
	}
	if leaves(all) <= fewLeaves && openitem.Current(v, asOf) { // no receipt was voided after the day
		return used, lookUp(v, all, asOf, used)
	}
	var err error
	account.Lines(v, func(l account.Line) bool {
		err = receipt.OfAccount(v, l.ID, func(r *receipt.Receipt) (bool, error) {
			prefix, n, width, bad := series(r.Number)
			if bad != nil || !r.At(asOf) {
				return true, nil
			}
			for _, i := range of[prefix] {
				if all[i].has(prefix, n, width) {
					used[i][n] = *r
				}
			}
			return true, nil
		})
		return err == nil
	})
	return used, err
}

// fewLeaves is how many leaves are looked up one by one rather than all receipts read.
const fewLeaves = 20_000

func leaves(all []Book) (n int) {
	for i := range all {
		n += int(all[i].To-all[i].From) + 1
	}
	return n
}

// lookUp finds the live receipts of leaves by their numbers, with all, some or none of
// their leading zeros.
func lookUp(v *book.View, all []Book, asOf civil.Date, used []map[uint32]receipt.Receipt) error {
	for i := range all {
		b := &all[i]
		for n := b.From; n <= b.To; n++ {
			bare := strconv.Itoa(int(n))
			for width := len(bare); width <= max(b.Width, len(bare)); width++ {
				r, ok, err := receipt.ByNumber(v, fmt.Sprintf("%s%0*d", b.Prefix, width, n))
				if err != nil {
					return err
				}
				if ok && r.At(asOf) {
					used[i][n] = r
				}
			}
		}
	}
	return nil
}

// usedLeaf reports whether a live receipt has a leaf's number, with or without its
// leading zeros.
func usedLeaf(v *book.View, b *Book, n uint32) (bool, error) {
	_, found, err := receipt.ByNumber(v, b.Number(n))
	if err != nil || found {
		return found, err
	}
	_, found, err = receipt.ByNumber(v, b.Prefix+text.Digits(text.Number(int(n))))
	return found, err
}
