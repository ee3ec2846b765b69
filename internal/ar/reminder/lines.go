package reminder

import (
	"cmp"
	"slices"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/money"
)

// pledge is what is still to come of an open promise.
type pledge struct {
	promise *promise.Promise
	left    money.Minor
}

// lines fills a draft with what is overdue, each unit once: asked for, or left out.
func (r *drafter) lines(d *Draft) error {
	disputes := r.disputes
	var err error
	if disputes == nil {
		if disputes, err = dispute.LiveOf(r.v, d.Account, r.q.AsOf); err != nil {
			return err
		}
	}
	held, err := holds(r.v, d)
	if err != nil {
		return err
	}
	covered, err := r.covered(d)
	if err != nil {
		return err
	}
	pledges, err := r.pledges(d)
	if err != nil {
		return err
	}
	credit := money.Minor(0)
	for n := range r.items {
		i := &r.items[n]
		if i.Flags&openitem.Credit != 0 {
			credit += i.Left
			continue
		}
		x := [...]money.Minor{Disputed: disputes.Take(i), Held: held[i.Doc],
			Covered: covered[cheque.Part{Bill: i.Doc, Part: i.Part}].Waits, Promised: 0}
		left := i.Left
		for w := Disputed; w <= Covered; w++ {
			x[w] = min(x[w], left)
			left -= x[w]
		}
		held[i.Doc] -= x[Held]
		for k := range pledges {
			if p := &pledges[k]; p.promise.Covers(i.Doc) {
				take := min(p.left, left)
				p.left, left, x[Promised] = p.left-take, left-take, x[Promised]+take
			}
		}
		if i.Due < r.q.AsOf {
			if err := r.line(d, i, left, x[:]); err != nil {
				return err
			}
		}
	}
	d.Credit = min(credit, d.Bills+d.Notes+d.Fees)
	return nil
}

func (r *drafter) line(d *Draft, i *openitem.Item, left money.Minor, out []money.Minor) error {
	number, err := bill.NumberOf(r.v, i.Account, i.Doc)
	if err != nil {
		return err
	}
	for w, m := range out {
		if m > 0 {
			d.Left = append(d.Left, Left{Bill: i.Doc, Part: i.Part, Number: number, Due: i.Due, Amount: m, Why: Why(w)})
		}
	}
	if left <= 0 {
		return nil
	}
	l := Line{Bill: i.Doc, Part: i.Part, Number: number, Kind: bill.Kind(i.Kind), Due: i.Due, Amount: left}
	all := r.interest[i.Account]
	at, ok := slices.BinarySearchFunc(all, i, func(x interest.Line, i *openitem.Item) int {
		return cmp.Or(cmp.Compare(x.Bill, i.Doc), cmp.Compare(x.Part, i.Part))
	})
	if ok {
		l.Interest = max(all[at].Due(), 0)
	}
	d.Interest += l.Interest
	d.sum(l.Kind, left)
	d.Lines = append(d.Lines, l)
	return nil
}

// holds are the amounts held, by bill.
func holds(v *book.View, d *Draft) (map[uint32]money.Minor, error) {
	all := map[uint32]money.Minor{}
	err := dispute.Holds(v, d.Account, func(h *dispute.Hold) (bool, error) {
		if h.Live(d.Date) {
			all[h.Bill] += h.Amount
		}
		return true, nil
	})
	return all, err
}

// covered is what cheques in hand cover, unless the company leaves cover out.
func (r *drafter) covered(d *Draft) (map[cheque.Part]cheque.Covered, error) {
	if r.set.CoverOff {
		return nil, nil
	}
	open := map[cheque.Part]money.Minor{}
	for i := range r.items {
		if x := &r.items[i]; x.Flags&openitem.Credit == 0 {
			open[cheque.Part{Bill: x.Doc, Part: x.Part}] = x.Left
		}
	}
	return cheque.Cover(r.v, d.Account, r.q.AsOf, open)
}

// pledges are the promises that wait, and what is still to come of each.
func (r *drafter) pledges(d *Draft) (out []pledge, err error) {
	all, err := promise.JudgeAccount(r.v, d.Account, r.q.AsOf, r.cal, r.cut)
	for i := range all {
		if s := all[i].State; s == promise.Open || s == promise.NotKnown {
			out = append(out, pledge{&all[i].Promise, all[i].Left})
		}
	}
	return out, err
}
