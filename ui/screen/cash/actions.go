package cash

import (
	"strings"

	"duebook/internal/ar/cashbox"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions are those of the tab on show, then the export.
func (s *Screen) Actions() []action.Action {
	posting := func() string { return verb.Past(s.desk) }
	export := action.Action{ID: "cash.export", Label: "export", Keys: []string{"ctrl+e"}, Run: s.askExport,
		Help: "Write the sheets, the differences and the receipt books to a CSV file"}
	chosen := func(there bool, what string) func() string {
		return func() string {
			if !there {
				return "no " + what + " is chosen"
			}
			return posting()
		}
	}
	switch s.tabs.At {
	case tabSheet:
		return []action.Action{
			{ID: "cash.move", Label: "add",
				Help: "Bank cash, pay it out, draw some, send it to another till, start a till",
				Keys: []string{"a"}, Disabled: posting, Run: s.askMove},
			{ID: "cash.close", Label: "count till", Help: "Count the till and close its day", Keys: []string{"v"},
				Disabled: func() string {
					if x := s.sheet(); x != nil && x.Counted {
						return "the till is counted for that day; u takes back a count that was your last posting"
					}
					return chosen(s.sheet() != nil, "till")()
				}, Run: s.askClose}, export}
	case tabBooks:
		return []action.Action{
			{ID: "book.issue", Label: "add book", Help: "Issue a receipt book to a person", Keys: []string{"a"},
				Disabled: posting, Run: s.askIssue},
			{ID: "book.void", Label: "void leaf", Help: "Say why a leaf was not used", Keys: []string{"v"},
				Disabled: chosen(s.book() != nil, "book"), Run: s.askVoid},
			{ID: "book.return", Label: "back", Help: "Take the book back from its person", Keys: []string{"m"},
				Disabled: chosen(s.book() != nil, "book"), Run: s.askReturn}, export}
	case tabPeople:
		return []action.Action{export}
	}
	b := s.batch()
	return []action.Action{
		{ID: "receipt.batch", Label: "receipts", Help: "Open the batch: what each customer paid, and its receipts",
			Keys: []string{"enter", "r"}, Disabled: func() string {
				if b == nil {
					return "no batch is chosen"
				}
				return ""
			}, Run: func() action.Effect { return action.Push("cash", desk.CashArg{Batch: b.ID}) }},
		{ID: "cash.count", Label: "add", Help: "Count the cash a person hands over", Keys: []string{"a"},
			Disabled: posting, Run: func() action.Effect { return s.askCount(nil) }},
		{ID: "cash.recount", Label: "count again", Help: "Count the batch anew, as long as it has no receipts",
			Keys: []string{"v"}, Disabled: func() string {
				if b != nil && b.Posting != nil {
					return "its receipts are made; u takes them back first"
				}
				return chosen(b != nil, "batch")()
			}, Run: func() action.Effect { return s.askCount(b) }}, export}
}

func (s *Screen) options() kit.FormOptions {
	return kit.FormOptions{Today: s.desk.Today(), Digits: s.home().Digits}
}

// at puts a refusal at the form's field of that name, where there is one.
func at(err error, fields ...string) error {
	f := desk.FieldOf(err)
	for _, x := range fields {
		from, to, renamed := strings.Cut(x, "=")
		if f == from && !renamed {
			return kit.At(f, err)
		}
		if f == from {
			return kit.At(to, err)
		}
	}
	return err
}

// pieceFields are the fields of a count: how many of each note and coin of the
// currency that is typed in the field "currency", and what was counted as one amount.
func (s *Screen) pieceFields(fixed money.Currency) []kit.Field {
	var out []kit.Field
	codes := []string{fixed.Code}
	if fixed.Code == "" {
		codes = s.currencies()
	}
	for _, code := range codes {
		show := func(v kit.Values) bool { return fixed.Code != "" || strings.EqualFold(v.Text("currency"), code) }
		for _, p := range cashbox.Pieces(money.Currency{Code: code}) {
			out = append(out, kit.Field{Name: code + " " + p, Label: p + " ×", Kind: kit.NumberField, Most: 1_000_000,
				Show: show})
		}
	}
	return append(out, kit.Field{Name: "amount", Label: "Other cash", Hint: "coins and notes counted as one amount"})
}

// currencies are those a count may be in: the company's first.
func (s *Screen) currencies() []string {
	out := []string{s.home().Code}
	for _, c := range []string{"SAR", "AED", "EGP", "KWD", "USD", "EUR"} {
		if c != out[0] {
			out = append(out, c)
		}
	}
	return out
}

// piles reads the counts typed.
func piles(v kit.Values, code string) (out []cashbox.PileInput) {
	for _, p := range cashbox.Pieces(money.Currency{Code: code}) {
		if n := v.Number(code + " " + p); n > 0 {
			out = append(out, cashbox.PileInput{Piece: p, Count: n})
		}
	}
	return out
}

// moneyOf is the currency of a code typed, the company's for none.
func (s *Screen) moneyOf(code string) (money.Currency, error) {
	set := s.desk.Company()
	return set.Of(strings.ToUpper(code))
}

// counted is the sum so far; what is typed wrong counts as nothing yet.
func (s *Screen) counted(v kit.Values, cur money.Currency) money.Minor {
	t, err := cashbox.TallyOf(cur, piles(v, cur.Code), v.Text("amount"))
	if err != nil {
		t, _ = cashbox.TallyOf(cur, piles(v, cur.Code), "")
	}
	return t.Total
}

func (s *Screen) askExport() action.Effect {
	return verb.ExportTo(s.desk, "cash-"+s.desk.AsOf().String()+".csv",
		func(path string) error { return s.desk.ExportCash(path) })
}
