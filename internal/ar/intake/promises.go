package intake

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/text"
)

// maxPromises is how many promises one transaction takes.
const maxPromises = 20_000

// PromiseRow is one line of a file of promises, its days and amounts read.
type PromiseRow struct {
	promise.Brought
	Line int32
}

// Pays adds a payment of the plan.
func (r *PromiseRow) Pays(x PartRow) {
	r.Plan = append(r.Plan, promise.Part{Date: x.Due, Amount: x.Amount})
}

// promises plans a file of promises: those the book lacks are taken in as they stand.
func (p *planner) promises() error {
	if n := len(p.c.Promises); n > maxPromises {
		return book.Refuse(book.Invalid, "the file has %s promises; split it into files of at most %s",
			text.Number(n), text.Number(maxPromises))
	}
	known := map[uint32]map[string]bool{}
	var bring promise.Bring
	for i := range p.c.Promises {
		r := &p.c.Promises[i]
		cu, ok, err := customer.Lookup(p.view(), r.Customer)
		if err != nil {
			return err
		}
		if !ok {
			p.refuse(r.Line, "the book has no customer %s", r.Customer)
			continue
		}
		cur, err := p.set.Of(r.Currency)
		if err != nil {
			p.refuse(r.Line, "%v", err)
			continue
		}
		acc, _, err := account.Of(p.view(), cu.ID, cur)
		if err != nil {
			return err
		}
		if known[acc.ID] == nil {
			if known[acc.ID], err = p.promised(acc.ID); err != nil {
				return err
			}
		}
		line := Line{Line: int(r.Line), Customer: r.Customer, Number: r.Date.String(), Currency: cur,
			Amount: r.Amount, Class: New, Text: "taken " + r.Taken.String()}
		if known[acc.ID][promiseKey(&r.Brought)] {
			line.Class = Unchanged
		} else if _, err := (promise.Bring{Promises: []promise.Brought{r.Brought}}).Decide(p.in); err != nil {
			p.refuse(r.Line, "promise of %s for %s: %v", r.Customer, r.Date, err)
			continue
		} else {
			bring.Promises = append(bring.Promises, r.Brought)
		}
		p.line(line)
	}
	if len(bring.Promises) > 0 {
		p.commands = append(p.commands, &bring)
	}
	return nil
}

// promised are the promises an account has already.
func (p *planner) promised(acc uint32) (map[string]bool, error) {
	all := map[string]bool{}
	if acc == 0 {
		return all, nil
	}
	return all, promise.OfAccount(p.view(), acc, func(x *promise.Promise) (bool, error) {
		if x.Voided == 0 {
			numbers, err := x.Numbers(p.view())
			if err != nil {
				return false, err
			}
			all[promiseKey(&promise.Brought{Taken: x.Taken, Date: x.Date, Amount: x.Amount, Bills: numbers})] = true
		}
		return true, nil
	})
}

// promiseKey tells the promises of an account apart.
func promiseKey(r *promise.Brought) string {
	return fmt.Sprintf("%d %d %d %s", r.Taken, r.Date, r.Amount, strings.Join(r.Bills, "\x00"))
}
