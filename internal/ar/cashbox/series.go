package cashbox

import (
	"duebook/internal/ar/account"
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
