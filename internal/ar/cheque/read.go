package cheque

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

const lastEvent = "last cheque event"

func event(tx *book.Tx, d civil.Date) error {
	if int64(d) <= tx.Mark(lastEvent) {
		return nil
	}
	return tx.SetMark(lastEvent, int64(d))
}

// Get reads a cheque by its id; NotFound when there is none.
func Get(v *book.View, id uint32) (Cheque, error) {
	c, ok, err := table.Find(v, "id", book.Key{}.U32(id))
	if err == nil && !ok {
		err = &book.Error{Code: book.NotFound, Field: "cheque", Text: "there is no cheque #" +
			strconv.Itoa(int(id))}
	}
	return c, err
}

// Must reads the cheque a person names, by "#12" or by its number when no other live
// cheque has it; it refuses on the field "cheque".
func Must(v *book.View, name string) (Cheque, error) {
	name = strings.TrimSpace(name)
	if n, ok := strings.CutPrefix(name, "#"); ok {
		id, err := text.ParseWhole(n, 1, math.MaxUint32)
		if err != nil {
			return Cheque{}, book.RefuseField("cheque", "%q is not the number of a row of the register", name)
		}
		return Get(v, uint32(id))
	}
	var live, done []Cheque
	err := table.Seek(v, "number", book.Key{}.Text(text.Fold(name)).U8(0), func(c *Cheque) (bool, error) {
		if c.State(Forever).Done() {
			done = append(done, *c)
		} else {
			live = append(live, *c)
		}
		return true, nil
	})
	if len(live) == 0 {
		live = done
	}
	switch {
	case err != nil:
		return Cheque{}, err
	case len(live) == 0:
		return Cheque{}, &book.Error{Code: book.NotFound, Field: "cheque", Text: "there is no cheque with the number " +
			strconv.Quote(name)}
	case len(live) == 1:
		return live[0], nil
	}
	var names []string
	for i := range live {
		names = append(names, "#"+strconv.Itoa(int(live[i].ID))+" of "+live[i].Details.Bank)
	}
	return Cheque{}, book.RefuseField("cheque", "%d cheques have the number %s: name one as %s", len(live), name,
		strings.Join(names, " or "))
}

// OfAccount reads all cheques of an account, finished and voided ones too, in the
// order they were registered.
func OfAccount(v *book.View, acc uint32, fn func(c *Cheque) (bool, error)) error {
	return table.Scan(v, book.Key{}.U32(acc), fn)
}

// All reads every cheque with its history, by account.
func All(v *book.View, fn func(c *Cheque) (bool, error)) error { return table.Scan(v, nil, fn) }

// OfReceipt finds the cheque a receipt stands for.
func OfReceipt(v *book.View, acc, receipt uint32) (c Cheque, ok bool, err error) {
	err = table.Seek(v, "receipt", book.Key{}.U32(acc).U32(receipt), func(r *Cheque) (bool, error) {
		c, ok = *r, true
		return false, nil
	})
	return c, ok, err
}

// Open reads the cheques somebody still waits for, as they stood on a day: in hand,
// endorsed, bounced and at law; by account, then maturity.
func Open(v *book.View, asOf civil.Date, fn func(b *Brief) bool) error {
	return briefs(v, asOf, nil, 0, fn)
}

// OpenOf is Open for one account.
func OpenOf(v *book.View, acc uint32, asOf civil.Date, fn func(b *Brief) bool) error {
	return briefs(v, asOf, &acc, 0, fn)
}

// Register reads every cheque as it stood on a day, those somebody waits for first.
func Register(v *book.View, asOf civil.Date, fn func(b *Brief) bool) error {
	on := true
	err := briefs(v, asOf, nil, 0, func(b *Brief) bool { on = fn(b); return on })
	if err != nil || !on {
		return err
	}
	return briefs(v, asOf, nil, 1, fn)
}

// RegisterOf is Register for one account.
func RegisterOf(v *book.View, acc uint32, asOf civil.Date, fn func(b *Brief) bool) error {
	on := true
	err := briefs(v, asOf, &acc, 0, func(b *Brief) bool { on = fn(b); return on })
	if err != nil || !on {
		return err
	}
	return briefs(v, asOf, &acc, 1, fn)
}

// briefs reads the open (0) or finished (1) cheques: from the narrow index when
// nothing happened after the day, else from the whole rows. The Brief is fn's to keep.
func briefs(v *book.View, asOf civil.Date, acc *uint32, done uint8, fn func(b *Brief) bool) error {
	if int64(asOf) < v.Mark(lastEvent) {
		return past(v, asOf, acc, done, fn)
	}
	prefix := book.Key{}.U8(done)
	if acc != nil {
		prefix = prefix.U32(*acc)
	}
	from, to := book.Prefix(prefix)
	var err error
	var room []Brief
	table.RawIndex(v, "brief", from, to, func(k, val []byte) bool {
		if len(room) == 0 {
			room = make([]Brief, 64)
		}
		b := &room[0]
		room = room[1:]
		if !readBrief(k, val, b) {
			err = book.Refuse(book.Damaged, "the brief %x of a cheque cannot be read (run: duebook verify)", k)
			return false
		}
		return fn(b)
	})
	return err
}

func past(v *book.View, asOf civil.Date, acc *uint32, done uint8, fn func(b *Brief) bool) error {
	var all []*Brief
	var prefix book.Key
	if acc != nil {
		prefix = book.Key{}.U32(*acc)
	}
	err := table.Scan(v, prefix, func(c *Cheque) (bool, error) {
		if c.At(asOf) && c.State(asOf).Done() == (done == 1) {
			all = append(all, c.brief(asOf))
		}
		return true, nil
	})
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if a.Account != b.Account {
			return a.Account < b.Account
		}
		return a.Maturity < b.Maturity
	})
	for _, b := range all {
		if !fn(b) {
			break
		}
	}
	return err
}

// Part names a due part of an account's bill.
type Part struct {
	Bill uint32
	Part uint8
}

// Covered is what cheques in hand cover of a due part; Waits is what of that is by
// cheques that are not yet matured, or deposited and not yet answered: the rest is by
// cheques which could have been cashed already.
type Covered struct {
	All, Waits money.Minor
}

// Claims reads the payment cheques in hand that are memos, of all accounts, by
// account and maturity: what they cover is not yet paid.
func Claims(v *book.View, asOf civil.Date, fn func(b *Brief) bool) error {
	return Open(v, asOf, func(b *Brief) bool { return !b.Covers() || fn(b) })
}

// Covers reports whether the cheque covers and is not yet a receipt.
func (b *Brief) Covers() bool { return b.State.InHand() && b.Type == Payment && !b.Clearing }

// Waits reports whether the money cannot be there yet on a day: the cheque is not
// matured, or the bank has it and has not answered.
func (b *Brief) Waits(asOf civil.Date) bool { return b.Maturity > asOf || b.State == Deposited }

// Lay puts one cheque on the parts it covers: at most what left says is open and not
// yet covered, at most its worth. put is told of each amount; the rest of the cheque
// covers nothing.
func (b *Brief) Lay(left func(p Part) money.Minor, put func(p Part, amount money.Minor)) {
	rest := b.Worth
	for _, s := range b.Shares {
		p := Part{s.Bill, s.Part}
		if n := min(s.Amount, rest, left(p)); n > 0 {
			rest -= n
			put(p, n)
		}
	}
}

// Cover says what the cheques in hand cover of an account's open parts on a day:
// each unit once, the earliest cheque first. open is what was open of each part on
// that day; nil reads it.
func Cover(v *book.View, acc uint32, asOf civil.Date, open map[Part]money.Minor) (map[Part]Covered, error) {
	var claims []*Brief
	err := OpenOf(v, acc, asOf, func(b *Brief) bool {
		if b.Covers() {
			claims = append(claims, b)
		}
		return true
	})
	if err != nil || len(claims) == 0 {
		return nil, err
	}
	if open == nil {
		if open, err = OpenParts(v, acc, asOf); err != nil {
			return nil, err
		}
	}
	all := map[Part]Covered{}
	for _, b := range claims {
		waits := b.Waits(asOf)
		b.Lay(func(p Part) money.Minor { return open[p] - all[p].All }, func(p Part, n money.Minor) {
			c := all[p]
			c.All += n
			if waits {
				c.Waits += n
			}
			all[p] = c
		})
	}
	return all, nil
}

// InHand sums an account's payment cheques in hand on a day; uncleared is what counts
// as paid already and is not cleared, of them or endorsed.
func InHand(v *book.View, acc uint32, asOf civil.Date) (sum, uncleared money.Minor, n int, err error) {
	err = OpenOf(v, acc, asOf, func(b *Brief) bool {
		uncleared += b.Uncleared()
		if b.State.InHand() && b.Type == Payment {
			n++
			sum += b.Worth
		}
		return true
	})
	return sum, uncleared, n, err
}

// OpenParts is what was open of each due part of an account at the end of a day.
func OpenParts(v *book.View, acc uint32, asOf civil.Date) (map[Part]money.Minor, error) {
	all := map[Part]money.Minor{}
	if openitem.Current(v, asOf) {
		openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
			if i.Flags&openitem.Credit == 0 && i.Posting <= asOf {
				all[Part{i.Doc, i.Part}] = i.Left
			}
			return true
		})
		return all, nil
	}
	return all, openThen(v, acc, asOf, all)
}

// Receipts are the receipts that stand or stood for the cheque.
func (c *Cheque) Receipts() (all []uint32) {
	add := func(id uint32) {
		if id != 0 && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	add(c.First)
	for i := range c.Steps {
		add(c.Steps[i].Receipt)
	}
	return all
}

// Pays reports whether a receipt of the cheque is money at the end of a day: the bank
// paid it, or it was made good in cash (RULES 10).
func (c *Cheque) Pays(receipt uint32, d civil.Date) bool {
	state := c.State(d)
	return c.Receipt(d) == receipt && (state == Cleared || state == Settled)
}
