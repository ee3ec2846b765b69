package worklist_test

import (
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/ui/uitest/office"
)

func TestTheMarkedAreCountedAndActedOnAtOnce(t *testing.T) {
	o := office.Sample(t)
	start(t, o, 80, 24).Play(`
		see 3 to call
		key space space
		see 2 marked 46,500.50
		see t follow-up marked
		key t
		dialog Follow-ups for the marked
		see 2 customers: Al Noor Trading Co, شركة البحر الأزرق.
		see Mon 16 Jun: 2
		golden marked-followups80
		key down
		type 2
		key ctrl+s
		note 2 follow-ups planned.
		not marked
	`, nil)
	for i, code := range []string{"C1", "C2"} {
		c, err := o.Card(code)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(c.Followups); n == 0 || c.Followups[n-1].Date != o.Today()+1+[]civil.Date{0, 1}[i] {
			t.Errorf("%s: %+v", code, c.Followups)
		}
	}
}

func TestEscTakesTheMarksAwayFirst(t *testing.T) {
	start(t, office.Sample(t), 80, 24).Play(`
		key a m
		see 5 marked
		key esc
		not marked
		key m m
		not marked
	`, nil)
}

func TestTheMarkedAreReferredWithOneReason(t *testing.T) {
	o := office.Sample(t)
	start(t, o, 120, 40).Play(`
		key a m x
		dialog Refer the marked to the supervisor
		see 5 customers: Al Noor Trading Co,
		type Stop deliveries?
		key ctrl+s
		note 5 customers referred to the supervisor.
		see with the supervisor
		not marked
	`, nil)
	n := 0
	err := o.View(func(v *book.View) error {
		return referral.All(v, func(r *referral.Referral) (bool, error) {
			if n++; r.Reason != "Stop deliveries?" || r.By != "mona" {
				t.Errorf("%+v", r)
			}
			return true, nil
		})
	})
	if n != 5 || err != nil {
		t.Errorf("%d referrals, %v", n, err)
	}
}

func TestTheRoundSheetNamesWhoIsOnIt(t *testing.T) {
	start(t, office.Sample(t), 80, 24).Play(`
		key space space v
		dialog Round sheet
		see 2 customers: Al Noor Trading Co, شركة البحر الأزرق.
	`, nil)
}

func TestACustomerWithTwoCurrenciesIsPlannedOnceAndEachRowShowsItsOwn(t *testing.T) {
	o := office.Sample(t)
	o.Must(&bill.Issue{Customer: "C1", Number: "US-1", Doc: "2025-05-01", Due: "2025-05-10", Amount: "4000",
		Currency: "USD"})
	start(t, o, 80, 24).Play(`
		see 4,000.00 USD
		key m
		see 4 marked
		key t
		see 3 customers:
		key esc esc down up
		see owes 4,000.00 USD
		golden currencies80
	`, nil)
}

func TestTheMarkedGetAnotherCollector(t *testing.T) {
	o := office.Sample(t)
	start(t, o, 80, 24).Play(`
		key space space :
		type collector
		key enter
		dialog Another collector
		see 2 customers: Al Noor Trading Co
		type huda
		key ctrl+s
		note 2 customers given to huda.
	`, nil)
	for _, code := range []string{"C1", "C2"} {
		if c, err := o.Card(code); err != nil || c.Collector != "huda" {
			t.Errorf("%s: %v %v", code, c.Collector, err)
		}
	}
}
