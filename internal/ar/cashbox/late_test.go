package cashbox_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/money"
)

// A bank's slip is banked once, until that is taken back.
func TestASlipIsBankedOnce(t *testing.T) {
	b := office(t)
	b.Do(&cashbox.Start{Amount: "500"})
	first := b.Do(&cashbox.Bank{Amount: "100", Bank: "SNB", Slip: "77a"})
	if s := b.Refused(&cashbox.Bank{Amount: "50", Bank: " snb ", Slip: "77A"}); !strings.Contains(s,
		"slip 77a of SNB is banked already: 100.00 SAR") {
		t.Error(s)
	}
	b.Do(&cashbox.Bank{Amount: "50", Bank: "Other", Slip: "77a"})
	b.Do(&book.Undo{Seq: first.Seq})
	b.Do(&cashbox.Bank{Amount: "100", Bank: "SNB", Slip: "77a"})
}

// A receipt or its undo that changes a counted sheet says so; what its batch counted
// changes none.
func TestACountedSheetChangesWithAWord(t *testing.T) {
	b := office(t)
	b.Do(&cashbox.Start{Amount: "500"})
	cash := func(date string) *receipt.Record {
		return &receipt.Record{Customer: "C1", Type: "cash", Amount: "7", Date: date}
	}
	before := b.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "7"})
	b.Do(tally(b, "50"))
	b.Do(&cashbox.Close{Amount: "557"})
	b.Today++
	says := func(r book.Result, want string) {
		t.Helper()
		if got := strings.Join(r.Warnings, "; "); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q, not %q", got, want)
		}
	}
	says(before, "")
	says(b.Do(cash("")), "")
	back := (b.Today - 1).String()
	says(b.Do(cash(back)), "till Riyadh is counted for "+back+" already: receipt R-000")
	says(b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "7", Date: back}), "")
	says(b.Do(&cashbox.Post{Batch: 1, Receipts: []cashbox.PayInput{{Customer: "C1", Amount: "50"}}}), "")
	b.Do(&cashbox.Close{Amount: "571"})
	says(b.Do(&book.Undo{Seq: before.Seq}), "by -7.00 SAR since it was counted")
}

// Cash tendered in another currency is in that currency's till.
func TestTenderedCashIsInItsTill(t *testing.T) {
	b := office(t)
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Tender: &receipt.Handed{Amount: "100", Currency: "USD",
		Rate: "3.75", Source: "bank", Agreed: "Sami"}})
	b.Read(func(v *book.View) error {
		all, err := cashbox.Tills(v)
		if err != nil || len(all) != 1 || all[0].Money.Code != "USD" || all[0].Balance(b.Today) != 10000 {
			t.Errorf("%+v", all)
		}
		return err
	})
}

// Cash between tills leaves one and comes into the other; it goes back only while it
// is there.
func TestCashGoesBetweenTills(t *testing.T) {
	b := office(t)
	b.Do(&customer.Open{Code: "C3", Name: "Wadi", Branch: "Jeddah"})
	b.Do(&cashbox.Start{Till: "Riyadh", Amount: "500"})
	b.Do(&cashbox.Start{Till: "Jeddah", Amount: "0"})
	holds := func(riyadh, jeddah money.Minor) {
		t.Helper()
		b.Read(func(v *book.View) error {
			all, err := cashbox.Tills(v)
			if err != nil || len(all) != 2 || all[0].Balance(b.Today) != riyadh || all[1].Balance(b.Today) != jeddah {
				t.Errorf("%+v %v", all, err)
			}
			return err
		})
	}
	move := cashbox.Transfer{From: "Riyadh", To: "Jeddah", Amount: "120", Reference: "TR-1"}
	sent := b.Do(&move)
	holds(38000, 12000)
	b.Do(&cashbox.Bank{Till: "Jeddah", Amount: "100", Bank: "SNB", Slip: "1"})
	if s := b.Refused(&book.Undo{Seq: sent.Seq}); !strings.Contains(s, "the till holds 20.00 SAR") {
		t.Error(s)
	}
	b.Do(&book.Undo{Seq: sent.Seq + 1})
	b.Do(&book.Undo{Seq: sent.Seq})
	holds(50000, 0)
	for want, c := range map[string]cashbox.Transfer{
		"in that till already":      {From: "Riyadh", To: "riyadh", Amount: "1"},
		"the till holds 500.00 SAR": {From: "Riyadh", To: "Jeddah", Amount: "500.01"},
	} {
		if s := b.Refused(&c); !strings.Contains(s, want) {
			t.Errorf("%q: %s", want, s)
		}
	}
	b.Do(&cashbox.Close{Till: "Jeddah", Amount: "0"})
	if s := b.Refused(&move); !strings.Contains(s, "counted and closed") {
		t.Error(s)
	}
}
