package ledger_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/ledger"
	"duebook/internal/report/reporttest"
)

// model folds the facts dated by a day and nothing else: what "as of" means.
type model struct {
	day      civil.Date
	bills    map[uint32]*bill.Bill
	receipts map[uint32]*receipt.Receipt
	applied  map[uint32]receipt.AppliedPart // by application
	by       map[uint32]uint32              // the receipt of an application
	gone     map[uint32]*receipt.Receipt    // taken back: an undo may put them back
}

func fold(facts []book.Fact, day civil.Date) *model {
	m := &model{day, map[uint32]*bill.Bill{}, map[uint32]*receipt.Receipt{}, map[uint32]receipt.AppliedPart{},
		map[uint32]uint32{}, map[uint32]*receipt.Receipt{}}
	for _, f := range facts {
		m.add(f)
	}
	return m
}

func (m *model) add(f book.Fact) {
	switch f := f.(type) {
	case *bill.Issued:
		if f.Bill.Posting <= m.day {
			b := f.Bill
			b.Parts = slices.Clone(b.Parts)
			m.bills[b.ID] = &b
		}
	case *bill.Voided:
		if f.Date <= m.day {
			delete(m.bills, f.ID)
		}
	case *bill.Rescheduled:
		if b := m.bills[f.Bill]; b != nil && f.Date <= m.day {
			b.Parts[f.Part].Due = f.New
		}
	case *receipt.Recorded:
		if f.Receipt.Date <= m.day {
			r := f.Receipt
			m.receipts[r.ID] = &r
		}
	case *receipt.Voided:
		if f.Date <= m.day && m.receipts[f.ID] != nil {
			m.gone[f.ID] = m.receipts[f.ID]
			delete(m.receipts, f.ID)
		}
	case *receipt.Restored:
		if f.Date <= m.day && m.gone[f.ID] != nil {
			m.receipts[f.ID] = m.gone[f.ID]
		}
	case *receipt.Applied:
		for _, p := range f.Parts {
			if p.Date <= m.day {
				m.applied[p.ID], m.by[p.ID] = p, f.Receipt
			}
		}
	case *receipt.Unapplied:
		for _, p := range f.Parts {
			if p.Date <= m.day {
				delete(m.applied, p.ID)
			}
		}
	}
}

func (m *model) items() (items []openitem.Item, owed map[uint32]money.Minor) {
	owed = map[uint32]money.Minor{}
	for _, b := range m.bills {
		owed[b.Account] += b.Amount()
		for n, p := range b.Parts {
			left := p.Amount
			for _, a := range m.applied {
				if a.Bill == b.ID && int(a.Part) == n {
					left -= a.Amount
				}
			}
			if left != 0 {
				items = append(items, *b.Item(n, left))
			}
		}
	}
	for _, r := range m.receipts {
		owed[r.Account] -= r.Amount
		left := r.Amount
		for id, a := range m.applied {
			if m.by[id] == r.ID {
				left -= a.Amount
			}
		}
		if left != 0 {
			items = append(items, *r.Item(left))
		}
	}
	return items, owed
}

func sorted(items []openitem.Item) string {
	slices.SortFunc(items, func(a, b openitem.Item) int {
		if a.Account != b.Account {
			return int(a.Account) - int(b.Account)
		}
		return ledger.OldestDue(a, b)
	})
	s := ""
	for _, i := range items {
		s += fmt.Sprintf("%+v\n", i)
	}
	return s
}

type walk func(*book.View, civil.Date, []uint32, ledger.Visitor) error

func read(t *rapid.T, v *book.View, w walk, day civil.Date, accounts []uint32) (string, map[uint32]money.Minor) {
	var items []openitem.Item
	owed := map[uint32]money.Minor{}
	err := w(v, day, accounts, ledger.Visitor{Item: func(i *openitem.Item) bool {
		items = append(items, *i)
		return true
	}, Owed: func(acc uint32, m money.Minor) bool {
		if m != 0 {
			owed[acc] = m
		}
		return true
	}})
	if err != nil {
		t.Fatal(err)
	}
	return sorted(items), owed
}

// The slow reading is the fold of the facts dated by the day; so is the fast one
// wherever it is taken; one account read alone is its part of the whole.
func TestReadingIsTheFoldOfFactsByTheDay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := reporttest.New(t)
		facts := reporttest.History(rt, b, 60)
		for _, day := range append(reporttest.Days(rt, b), b.Today.Add(400)) {
			items, owed := fold(facts, day).items()
			want := sorted(items)
			maps.DeleteFunc(owed, func(_ uint32, m money.Minor) bool { return m == 0 })
			b.Read(func(v *book.View) error {
				for name, w := range map[string]walk{"past": ledger.WalkPast, "any": ledger.Walk} {
					got, gotOwed := read(rt, v, w, day, nil)
					if got != want || !maps.Equal(owed, gotOwed) {
						rt.Fatalf("%s reading of %s:\n%s %v\nwant\n%s %v", name, day, got, gotOwed, want, owed)
					}
				}
				for acc := range owed {
					first := slices.IndexFunc(items, func(i openitem.Item) bool { return i.Account == acc })
					err := ledger.OfAccount(v, acc, day, func(i *openitem.Item) bool {
						if *i != items[first] {
							rt.Fatalf("account %d on %s: %+v, want %+v", acc, day, *i, items[first])
						}
						first++
						return true
					})
					if err != nil || first < len(items) && items[first].Account == acc {
						rt.Fatalf("account %d on %s ended early: %v", acc, day, err)
					}
				}
				return nil
			})
		}
	})
}

// A receipt dated back to a day on which another, taken back since, was still on the
// bill: between the two the bill stands below nothing, and the account still adds up.
func TestReadingTiesWhereABillWasPaidTwice(t *testing.T) {
	b := reporttest.New(t)
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-06-01", Amount: "100"})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Number: "R1", Amount: "100", Date: "2025-06-05"})
	b.Do(&receipt.Unapply{Receipt: "R1"})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Number: "R2", Amount: "100", Date: "2025-06-04"})
	b.Read(func(v *book.View) error {
		var items, owed money.Minor
		err := ledger.Walk(v, civil.New(2025, 6, 6), nil, ledger.Visitor{Item: func(i *openitem.Item) bool {
			items += i.Signed()
			return true
		}, Owed: func(_ uint32, m money.Minor) bool {
			owed += m
			return true
		}})
		if items != -10000 || owed != items {
			t.Errorf("the items come to %d, the documents to %d", items, owed)
		}
		return err
	})
}

// Reading stops when it is told to, past the index rows of a busy account too.
func TestReadingSkipsAndStops(t *testing.T) {
	b := reporttest.Large(t, 2000)
	err := b.View(func(v *book.View) error {
		for _, w := range []walk{ledger.WalkPast, ledger.Walk} {
			n := 0
			stop := ledger.Visitor{Item: func(*openitem.Item) bool { n++; return n < 7 }, Owed: func(uint32,
				money.Minor) bool {
				t.Error("told an account after the stop")
				return true
			}}
			if err := w(v, reporttest.Today, nil, stop); err != nil || n != 7 {
				t.Error(n, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestQuickReceiptIsTheWholeDecoder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := rapid.Map(rapid.Int32Range(-20000, 60000), func(n int32) civil.Date { return civil.Date(n) })
		want := receipt.Receipt{Kind: receipt.Kind(rapid.IntRange(0, 255).Draw(t, "kind")), Date: date.Draw(t, "date"),
			Amount: money.Minor(rapid.Int64Range(0, int64(money.Max)).Draw(t, "amount")),
			Branch: rapid.Uint16().Draw(t, "branch"),
			Voided: date.Draw(t, "voided"), About: rapid.Uint32().Draw(t, "about")}
		whole := want
		whole.Number, whole.Text = rapid.String().Draw(t, "number"), rapid.StringN(0, 400, -1).Draw(t, "text")
		whole.ID, whole.Account, whole.Seq = rapid.Uint32().Draw(t, "id"), 7, rapid.Uint64().Draw(t, "seq")
		row, err := book.AppendCBOR(nil, &whole)
		if err != nil {
			t.Fatal(err)
		}
		var got receipt.Receipt
		if !ledger.QuickReceipt(row, &got) || !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v, want %+v", got, want)
		}
		whole.Gaps = []receipt.Gap{{From: 1, To: 2}} // rare: left to the whole decoder
		if row, err := book.AppendCBOR(nil, &whole); err != nil || ledger.QuickReceipt(row, &got) {
			t.Fatal("a receipt with gaps was read without them", err)
		}
		cut := row[:rapid.IntRange(0, len(row)-1).Draw(t, "cut")]
		if ledger.QuickReceipt(cut, &got) {
			t.Fatalf("a row cut to %d of %d bytes was read", len(cut), len(row))
		}
	})
}
