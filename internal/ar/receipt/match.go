package receipt

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Clue is what is known of money whose sender is not sure.
type Clue struct {
	Text      string // the bank's text, the payer's name
	Reference string
	Amount    money.Minor // 0 when not known
	Currency  money.Currency
}

// Match proposes an account, and bills on it, for a Clue. Confidence is in percent.
type Match struct {
	Account, Customer uint32
	Bills             []Share
	Confidence        int
	Reason            string
}

// Matcher holds what clues may point at, of one moment of the book: open bills by
// number and amount, what accounts owe, names of customers, references seen before.
type Matcher struct {
	asOf     civil.Date
	accounts map[uint32]*owing
	of       map[uint32][]uint32         // a customer's accounts
	byNumber map[string]*openBill        // folded number
	byDigits map[string]*openBill        // its digits, when 5 or more and of one bill only
	byAmount map[money.Minor][]*openBill // of all currencies
	bySum    map[money.Minor][]uint32    // accounts whose balance or overdue is the amount
	names    map[string][]named          // customers by the first word of the name
	seen     map[string]uint32           // reference to account; 0: of several
}

type openBill struct {
	acc    uint32
	id     uint32
	number string
	parts  []openitem.Item
	left   money.Minor
}

type owing struct {
	line    account.Line
	bills   []*openBill // the oldest due first
	total   money.Minor
	overdue money.Minor
}

type named struct {
	customer uint32
	name     string // folded, without what every company is called
}

// seenFor is how far back references count, in days.
const seenFor = 400

// NewMatcher reads what is open as of now, the names, and the receipts of the last
// 400 days.
func NewMatcher(v *book.View, asOf civil.Date) (*Matcher, error) {
	m := &Matcher{asOf: asOf, accounts: map[uint32]*owing{}, of: map[uint32][]uint32{},
		byNumber: map[string]*openBill{}, byDigits: map[string]*openBill{},
		byAmount: map[money.Minor][]*openBill{}, bySum: map[money.Minor][]uint32{},
		names: map[string][]named{}, seen: map[string]uint32{}}
	account.Lines(v, func(l account.Line) bool {
		m.accounts[l.ID] = &owing{line: l}
		m.of[l.Customer] = append(m.of[l.Customer], l.ID)
		return true
	})
	if err := m.bills(v); err != nil {
		return nil, err
	}
	customer.Lines(v, func(l customer.Line) bool {
		if words := essence(l.Name); len(words) > 0 {
			m.names[words[0]] = append(m.names[words[0]], named{l.ID, strings.Join(words, " ")})
		}
		return true
	})
	return m, Since(v, asOf-seenFor, func(r *Receipt) (bool, error) {
		m.learn(r)
		return true, nil
	})
}

func (m *Matcher) bills(v *book.View) error {
	var err error
	var last *openBill
	openitem.All(v, func(i *openitem.Item) bool {
		o := m.accounts[i.Account]
		if o == nil {
			return true
		}
		if i.Flags&openitem.Credit != 0 {
			o.total -= i.Left
			return true
		}
		if last == nil || last.acc != i.Account || last.id != i.Doc {
			last = o.find(i.Doc)
		}
		if last == nil {
			last = &openBill{acc: i.Account, id: i.Doc}
			if last.number, err = bill.NumberOf(v, i.Account, i.Doc); err != nil {
				return false
			}
			o.bills = append(o.bills, last)
			m.index(last)
		}
		last.parts = append(last.parts, *i)
		last.left += i.Left
		if o.total += i.Left; i.Due < m.asOf {
			o.overdue += i.Left
		}
		return true
	})
	for id, o := range m.accounts {
		for _, b := range o.bills {
			m.byAmount[b.left] = append(m.byAmount[b.left], b)
		}
		if o.total > 0 {
			m.bySum[o.total] = append(m.bySum[o.total], id)
		}
		if o.overdue > 0 && o.overdue != o.total {
			m.bySum[o.overdue] = append(m.bySum[o.overdue], id)
		}
	}
	return err
}

// find looks for a bill of several parts among the last few.
func (o *owing) find(id uint32) *openBill {
	for i := len(o.bills) - 1; i >= 0 && i >= len(o.bills)-32; i-- {
		if o.bills[i].id == id {
			return o.bills[i]
		}
	}
	return nil
}

func (m *Matcher) index(b *openBill) {
	m.byNumber[token(b.number)] = b
	if d := strings.TrimLeft(text.Digits(b.number), "0"); len(d) >= 5 {
		if _, twice := m.byDigits[d]; twice {
			m.byDigits[d] = nil
		} else {
			m.byDigits[d] = b
		}
	}
}

// token is a number or word as it is looked up: folded, letters and digits only.
func token(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(s))
}

// common are words that say nothing of who a company is.
var common = map[string]bool{"company": true, "co": true, "ltd": true, "llc": true, "est": true, "trading": true,
	"the": true, "al": true, "for": true, "and": true, "group": true,
	"شركه": true, "موسسه": true, "تجاره": true,
	"التجاره": true, "و": true}

// essence is a name's telling words, folded.
func essence(name string) []string {
	words := strings.FieldsFunc(text.Fold(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return slices.DeleteFunc(words, func(w string) bool { return common[w] })
}

// learn keeps whose a reference or payer's text was.
func (m *Matcher) learn(r *Receipt) {
	for _, s := range []string{r.Reference, r.Text} {
		if k := token(s); len(k) >= 8 {
			if acc, had := m.seen[k]; had && acc != r.Account {
				m.seen[k] = 0
			} else {
				m.seen[k] = r.Account
			}
		}
	}
}

// Match proposes what a clue may point at, the surest first, one for an account.
func (m *Matcher) Match(c Clue) []Match {
	f := finding{m: m, c: c, best: map[uint32]*Match{}}
	f.numbers()
	f.known()
	f.payers()
	f.amounts()
	out := make([]Match, 0, len(f.best))
	for _, x := range f.best {
		if len(x.Bills) == 0 {
			f.plan(x)
		}
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Account, b.Account))
	})
	return out[:min(len(out), 10)]
}
