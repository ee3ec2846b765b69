package demo

import (
	"errors"
	"testing"
	"time"

	"duebook/internal/ar/company"
	terms "duebook/internal/ar/credit"
	"duebook/internal/ar/portfolio"
	"duebook/internal/ar/provision"
	"duebook/internal/ar/reminder"
	"duebook/internal/book"
	"duebook/internal/report/confirmation"
)

// The story has its terms, letters and confirmations, and strangers can work in it beside
// its people.
func TestPeopleAndPapersOfTheStory(t *testing.T) {
	t.Parallel()
	b, _ := made(t, Options{Seed: 1, Today: sunday, customers: 130})
	outcomes := map[confirmation.Outcome]int{}
	err := b.View(func(v *book.View) error {
		runs, err := confirmation.Runs(v, sunday)
		if err != nil || len(runs) != 2 {
			t.Fatal(len(runs), err)
		}
		closed, err := confirmation.Compute(v, runs[1].Run.ID, sunday)
		for i := range closed.Rows {
			outcomes[closed.Rows[i].Outcome]++
			if s := closed.Rows[i].State.String(); s != "closed" {
				t.Errorf("letter %s of the closed run is %s", closed.Rows[i].Number(), s)
			}
		}
		for _, o := range []confirmation.Outcome{confirmation.Agreed, confirmation.Reconciled,
			confirmation.Alternative} {
			if outcomes[o] == 0 {
				t.Errorf("no letter of the closed run is %s: %v", o, outcomes)
			}
		}
		by := runs[0].Coverage[0].By
		for _, o := range []confirmation.Outcome{confirmation.Agreed, confirmation.Reconciled, confirmation.Disagreed,
			confirmation.Returned, confirmation.Waiting} {
			if by[o].Count == 0 {
				t.Errorf("no letter of the open run is %s: %v", o, by)
			}
		}
		rates, letters, agreed := 0, 0, 0
		err = errors.Join(err, provision.AllRates(v, func(*provision.Rates) (bool, error) {
			rates++
			return true,
				nil
		}),
			reminder.All(v, func(*reminder.Letter) (bool, error) { letters++; return true, nil }),
			terms.Agreements(v, func(*terms.Agreement) (bool, error) { agreed++; return true, nil }))
		if rates == 0 || letters < 10 || agreed == 0 {
			t.Errorf("%d loss rates, %d letters, %d agreements", rates, letters, agreed)
		}
		covers, err2 := portfolio.CoveredBy(v, "Huda Karim", sunday)
		if len(covers) != 1 {
			t.Error("nobody has a cover", covers)
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	post := func(who string) error {
		_, err := b.Post(t.Context(), book.Request{Key: who, Who: who, Role: "all", Session: "test",
			Now: sunday.Time().Add(9 * time.Hour), Today: sunday, Command: &company.Set{Field: "phone", Value: who}})
		return err
	}
	if post("Fahad Nasser") == nil || post("zed") == nil {
		t.Error("an officer or a stranger changed the company")
	}
	var strangers []string
	err = b.View(func(v *book.View) (err error) {
		strangers, err = Strangers(v, "zed", "mona saleh",
			"zed")
		return err
	})
	if err != nil || len(strangers) != 1 || Admit(t.Context(), b, sunday.Time(), strangers...) != nil ||
		post("zed") != nil || post(Collector) != nil {
		t.Error("whoever opens the company cannot do everything", strangers, err)
	}
}
