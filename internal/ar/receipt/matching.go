package receipt

import (
	"fmt"
	"strings"
	"unicode"

	"duebook/internal/money"
	"duebook/internal/text"
)

// finding gathers what one clue points at, by account.
type finding struct {
	m    *Matcher
	c    Clue
	best map[uint32]*Match
}

// hit notes a proposal; a second reason for the same account makes it surer.
func (f *finding) hit(acc uint32, confidence int, reason string, bills []Share) {
	o := f.m.accounts[acc]
	if o == nil || f.c.Currency.Code != "" && o.line.Currency != f.c.Currency.Code {
		return
	}
	x := f.best[acc]
	if x == nil {
		f.best[acc] = &Match{Account: acc, Customer: o.line.Customer, Bills: bills, Confidence: confidence,
			Reason: reason}
		return
	}
	x.Confidence = min(99, max(x.Confidence, confidence)+min(x.Confidence, confidence)/5)
	x.Reason += "; " + reason
	if len(x.Bills) == 0 {
		x.Bills = bills
	}
}

// numbers looks for bill numbers in the text and the reference.
func (f *finding) numbers() {
	named := map[uint32][]*openBill{}
	got := map[*openBill]bool{}
	words := strings.FieldsFunc(f.c.Text+" "+f.c.Reference, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:()+&", r)
	})
	for _, w := range words {
		if strings.Contains(w, "/") { // 2025/117 is one number, INV-1/INV-2 are two
			words = append(words, strings.Split(w, "/")...)
		}
	}
	for _, w := range words {
		k := token(w)
		b := f.m.byNumber[k]
		if len(k) < 3 {
			b = nil
		}
		if d := strings.TrimLeft(text.Digits(w), "0"); b == nil && len(d) >= 5 && len(d) >= len(k)/2 {
			b = f.m.byDigits[d]
		}
		if b != nil && !got[b] {
			got[b] = true
			named[b.acc] = append(named[b.acc], b)
		}
	}
	for acc, bills := range named {
		var sum money.Minor
		var names []string
		for _, b := range bills {
			sum += b.left
			names = append(names, b.number)
		}
		confidence, reason := 85, "names bill "+strings.Join(names, ", ")
		if sum == f.c.Amount {
			confidence, reason = 98, reason+", and the amount is all of it"
		}
		f.hit(acc, confidence, reason, f.m.put(bills, f.c.Amount))
	}
}

// put puts an amount on bills in turn; all that is open when it is not known.
func (m *Matcher) put(bills []*openBill, amount money.Minor) []Share {
	var out []Share
	known := amount > 0
	for _, b := range bills {
		for _, p := range b.parts {
			n := p.Left
			if known {
				n = min(n, amount)
			}
			if n > 0 {
				out = append(out, Share{p.Doc, p.Part, n})
				amount -= n
			}
		}
	}
	return out
}

// known looks for references and payers' texts of earlier receipts.
func (f *finding) known() {
	whole := []string{f.c.Reference, f.c.Text}
	for _, s := range append(whole, strings.Fields(f.c.Text)...) {
		if k := token(s); len(k) >= 8 && f.m.seen[k] != 0 {
			f.hit(f.m.seen[k], 70, "the reference was seen before", nil)
			return
		}
	}
}

// payers looks for the names of customers.
func (f *finding) payers() {
	words := essence(f.c.Text)
	said := " " + strings.Join(words, " ") + " "
	got := map[uint32]bool{}
	for _, w := range words {
		for _, n := range f.m.names[w] {
			if got[n.customer] || len(n.name) < 4 || !strings.Contains(said, " "+n.name+" ") {
				continue
			}
			got[n.customer] = true
			confidence := 55
			if strings.Contains(n.name, " ") {
				confidence = 65
			}
			for _, acc := range f.m.of[n.customer] {
				f.hit(acc, confidence, "the text names the customer", nil)
			}
		}
	}
}

// amounts looks for bills and sums of exactly the amount: in the whole book when they
// are few, and on the accounts found by other signs.
func (f *finding) amounts() {
	if f.c.Amount <= 0 {
		return
	}
	bills := f.m.byAmount[f.c.Amount]
	for _, b := range bills {
		switch {
		case len(bills) == 1:
			f.hit(b.acc, 60, "the amount is exactly bill "+b.number, f.m.put([]*openBill{b}, f.c.Amount))
		case len(bills) <= 5 || f.best[b.acc] != nil:
			f.hit(b.acc, 30, fmt.Sprintf("the amount is bill %s, among %d of that amount", b.number, len(bills)),
				f.m.put([]*openBill{b}, f.c.Amount))
		}
	}
	sums := f.m.bySum[f.c.Amount]
	for _, acc := range sums {
		o, what := f.m.accounts[acc], "balance"
		if o.total != f.c.Amount {
			what = "overdue amount"
		}
		if len(o.bills) > 1 && (len(sums) <= 3 || f.best[acc] != nil) {
			f.hit(acc, 50, "the amount is the "+what, nil)
		}
	}
	for acc := range f.best {
		f.oldestSum(acc)
	}
}

// oldestSum looks whether the amount is that of the oldest n bills.
func (f *finding) oldestSum(acc uint32) {
	var sum money.Minor
	bills := f.m.accounts[acc].bills
	for n, b := range bills {
		if sum += b.left; sum >= f.c.Amount {
			if sum == f.c.Amount && n > 0 && n+1 < len(bills) {
				f.hit(acc, 50, "the amount is the oldest "+text.Count(n+1, "bill", "bills"),
					f.m.put(bills[:n+1], f.c.Amount))
			}
			return
		}
	}
}

// plan puts the amount of a match that names no bill on the oldest.
func (f *finding) plan(x *Match) {
	if f.c.Amount > 0 {
		x.Bills = f.m.put(f.m.accounts[x.Account].bills, f.c.Amount)
	}
}
