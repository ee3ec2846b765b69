package interest

import (
	"slices"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Line is the interest of one due part on a day, in minor units of its account.
// Charged is what notes have charged or given up of it for good; Due is what the next
// note would charge, or credit back when it is negative. What was given up and is no
// longer accrued is in neither: nobody owes it or is owed it.
type Line struct {
	Bill    uint32
	Part    uint8
	DueDate civil.Date
	Open    money.Minor // of the part, at the end of the day
	Accrued money.Minor
	Charged money.Minor
	Capped  bool
}

// Due is what is accrued and not charged.
func (l *Line) Due() money.Minor { return l.Accrued - l.Charged }

// Each hands the lines of each account to fn, those with interest accrued or
// charged, in the order of bills. fn must not keep them.
type Each func(acc *account.Line, lines []Line) bool

// reader reads the rows of accounts, one after another, as they lie.
type reader struct {
	v       *book.View
	asOf    civil.Date
	charged civil.Date // terms and notes are known to this day
	lines   map[uint32]*account.Line
	spells  *chooser
	fn      Each
	detail  func(bill uint32, part uint8) func(*Segment) // nil: nobody asks how
	acc     uint32
	some    bool
	on      bool
	err     error
	bills   []billRow
	changes []change // with the bill's place in bills beside, in places
	places  []int
	at      int
	skip    int
	out     []Line
	parts   []Part
	levels  []Level // not given to any part yet
}

type billRow struct {
	id      uint32
	kind    bill.Kind
	posting civil.Date
	flagged bool
	parts   []Part
}

var rows = &book.Table[struct{}]{Name: "rows of accounts", Bucket: account.Bucket}

// skipAfter is how many index rows are cheaper to step over than to seek past.
const skipAfter = 24

// Walk reckons the interest of accounts (nil: all) at the end of a day.
func Walk(v *book.View, asOf civil.Date, accounts []uint32, fn Each) error {
	return walk(v, asOf, asOf, accounts, nil, fn)
}

// Explain reckons one account and hands each segment of one part to each.
func Explain(v *book.View, asOf civil.Date, acc, id uint32, part uint8, each func(*Segment)) (l Line, err error) {
	detail := func(b uint32, p uint8) func(*Segment) {
		if b == id && p == part {
			return each
		}
		return nil
	}
	err = walk(v, asOf, asOf, []uint32{acc}, detail, func(_ *account.Line, lines []Line) bool {
		for _, x := range lines {
			if x.Bill == id && x.Part == part {
				l = x
			}
		}
		return true
	})
	return l, err
}

func walk(v *book.View, asOf, charged civil.Date, accounts []uint32, detail func(uint32, uint8) func(*Segment),
	fn Each) error {
	spells, err := newChooser(v, asOf, charged)
	if err != nil {
		return err
	}
	r := &reader{v: v, asOf: asOf, charged: charged, spells: spells, fn: fn, detail: detail, on: true,
		lines: map[uint32]*account.Line{}}
	if len(spells.all) == 0 && !anyCharged(v) {
		return nil
	}
	if accounts == nil {
		account.Lines(v, func(l account.Line) bool {
			r.lines[l.ID] = &l
			return true
		})
		r.read(nil, nil)
	}
	for _, id := range accounts {
		a, err := account.Get(v, id)
		if err != nil {
			return err
		}
		r.lines[id] = &account.Line{ID: id, Customer: a.Customer, Currency: a.Currency, Digits: a.Digits}
		if from, to := book.Prefix(book.Key{}.U32(id)); r.on && r.err == nil {
			r.read(from, to)
		}
	}
	return r.err
}

// anyCharged says whether notes were ever made.
func anyCharged(v *book.View) (some bool) {
	charges.Raw(v, nil, nil, func(_, _ []byte) bool {
		some = true
		return false
	})
	return some
}

func (r *reader) read(from, to book.Key) {
	for more := true; more; {
		more = false
		rows.Raw(r.v, from, to, func(k, val []byte) bool {
			if acc := book.U32At(k, 0); acc != r.acc || !r.some {
				r.flush()
				r.acc, r.some = acc, true
			}
			switch k[4] {
			case account.RowBill:
				r.bill(k, val)
			case account.RowApplication:
				r.application(k, val)
			case account.RowReceipt, account.RowReceiptApplication:
				if r.skip++; r.skip == skipAfter {
					from, more = book.Key{}.U32(r.acc+1), r.acc+1 != 0
					return false
				}
			}
			return r.on && r.err == nil
		})
	}
	r.flush()
}

func (r *reader) bill(k, val []byte) {
	h := bill.ReadHead(val)
	if h.Posting > r.asOf || h.Voided != 0 && h.Voided <= r.charged || !bearing(h.Kind, r.spells.compounds) {
		return
	}
	var whole bill.Bill
	if h.Moved {
		if whole, r.err = bill.Decode(k, val); r.err != nil {
			return
		}
	}
	first, late := len(r.parts), false
	for n := range h.Parts() {
		amount, due, _ := h.Part(n)
		if h.Moved {
			due = whole.Parts[n].DueAt(r.asOf)
		}
		late = late || due < r.asOf
		if len(r.parts) < cap(r.parts) { // keep the room of its levels
			r.parts = r.parts[:len(r.parts)+1]
			p := &r.parts[len(r.parts)-1]
			p.Due, p.Amount = due, amount
		} else {
			r.parts = append(r.parts, Part{Due: due, Amount: amount, Bears: r.room()})
		}
	}
	if !late {
		r.parts = r.parts[:first]
		return
	}
	r.bills = append(r.bills, billRow{id: book.U32At(k, 5), kind: h.Kind, posting: h.Posting, flagged: h.Disputed,
		parts: r.parts[first:]})
}

// room is for the levels of a part, two at first: most are paid at once or not at all.
func (r *reader) room() []Level {
	if len(r.levels) < 2 {
		r.levels = make([]Level, 1024)
	}
	l := r.levels[:0:2]
	r.levels = r.levels[2:]
	return l
}

func (r *reader) application(k, val []byte) {
	a := receipt.ReadApplication(k, val)
	if a.Date > r.asOf {
		return
	}
	for r.at < len(r.bills) && r.bills[r.at].id < a.Bill {
		r.at++
	}
	if r.at == len(r.bills) || r.bills[r.at].id != a.Bill {
		return
	}
	r.change(change{a.Part, a.Date + 1, -a.Amount})
	if a.Reversed != 0 && a.Reversed <= r.asOf {
		r.change(change{a.Part, a.Reversed + 1, a.Amount})
	}
}

func (r *reader) change(c change) {
	r.changes, r.places = append(r.changes, c), append(r.places, r.at)
}

// flush reckons an account and makes ready for the next.
func (r *reader) flush() {
	if r.some && r.err == nil && r.on {
		if l := r.lines[r.acc]; l != nil {
			r.account(l)
		}
	}
	r.bills, r.changes, r.places, r.out, r.parts = r.bills[:0], r.changes[:0], r.places[:0], r.out[:0], r.parts[:0]
	r.at, r.skip, r.some = 0, 0, false
}

func (r *reader) account(l *account.Line) {
	charged, err := chargedOf(r.v, l.ID, r.charged)
	var line []Spell
	if err == nil {
		line, err = r.spells.of(l)
	}
	if err != nil || len(line) == 0 && len(charged) == 0 {
		r.err = err
		return
	}
	blocks, closed, err := r.blocks(l.ID, line)
	if err != nil {
		r.err = err
		return
	}
	next := 0
	for i := range r.bills {
		from := next
		for next < len(r.places) && r.places[next] == i {
			next++
		}
		r.reckon(&r.bills[i], r.changes[from:next], blocks, closed, line, charged)
	}
	for k, h := range charged { // charged, and gone since: to credit back
		if due := h.due(0); due != 0 {
			r.out = append(r.out, Line{Bill: k.bill, Part: k.part, Charged: -due})
		}
	}
	if len(charged) > 0 {
		slices.SortFunc(r.out, func(a, b Line) int {
			if a.Bill != b.Bill {
				return int(a.Bill) - int(b.Bill)
			}
			return int(a.Part) - int(b.Part)
		})
	}
	if len(r.out) > 0 {
		r.on = r.fn(l, r.out)
	}
}

func (r *reader) reckon(b *billRow, changes []change, blocks []block, closed []dispute.Dispute, line []Spell,
	charged map[partKey]had) {
	var own []block
	for _, x := range blocks {
		if x.bill == b.id {
			own = append(own, x)
		}
	}
	bears(b.parts, changes, nil)
	var left [8]money.Minor
	opens := left[:0]
	for i := range b.parts {
		opens = append(opens, open(b.parts[i].Bears, r.asOf+1))
	}
	if b.flagged {
		if x, ok := flagged(b, closed, line, r.asOf); ok {
			own = append(own, x)
		}
	}
	if len(own) > 0 {
		blocked(b.parts, own)
	}
	for i := range b.parts {
		var each func(*Segment)
		if r.detail != nil {
			each = r.detail(b.id, uint8(i))
		}
		a := Accrue(&b.parts[i], r.spells.under(line, b.kind), r.asOf, each)
		k := partKey{b.id, uint8(i)}
		was := charged[k]
		delete(charged, k)
		if a.Amount != 0 || was.all != 0 {
			r.out = append(r.out, Line{b.id, uint8(i), b.parts[i].Due, opens[i], a.Amount, a.Amount - was.due(a.Amount),
				a.Capped})
		}
	}
}
