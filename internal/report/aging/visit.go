package aging

import (
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
)

// Visit hands each open item within a query to fn, with its bucket from 0 for Current,
// -1 for unapplied money, in the order of accounts: what other reports reckon from ties
// out as the aging does. The item is as the policy for credits leaves it, and not for
// fn to keep.
func Visit(v *book.View, q Query, fn func(i *openitem.Item, bucket int)) error {
	r, err := start(v, q)
	if err != nil {
		return err
	}
	return r.run(func(p *place) { fn(p.item, p.bucket) })
}
