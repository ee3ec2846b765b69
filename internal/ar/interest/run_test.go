package interest_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// office is a book on 31 January 2025 with the example of RULES 7: 1,000 due on the
// 1st, 400 of it paid on the 16th.
func office(t testing.TB) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), interest.Subject()))
	b.Today = civil.New(2024, 12, 1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C", Name: "Customer", Group: "Family"})
	b.Do(&customer.Open{Code: "D", Name: "Other"})
	b.Do(&bill.Issue{Customer: "C", Number: "A", Doc: "2024-12-01", Due: "2025-01-01", Amount: "1000"})
	b.Today = civil.New(2025, 1, 31)
	return b
}

func paid(b *booktest.Book) *booktest.Book {
	b.Do(&receipt.Record{Customer: "C", Type: "transfer", Date: "2025-01-16", Amount: "400"})
	return b
}

func yearly() *interest.SetTerms { return &interest.SetTerms{From: "2024-01-01", Rate: "24%"} }

// told is each line of a day: bill, accrued, charged.
func told(b *booktest.Book, d civil.Date) string {
	var out []string
	b.Read(func(v *book.View) error {
		return interest.Walk(v, d, nil, func(_ *account.Line, lines []interest.Line) bool {
			for _, l := range lines {
				out = append(out, fmt.Sprintf("%d/%d %d-%d", l.Bill, l.Part, l.Accrued, l.Charged))
			}
			return true
		})
	})
	return strings.Join(out, ", ")
}

func balance(b *booktest.Book, id uint32) (m money.Minor) {
	b.Read(func(v *book.View) error {
		a, err := account.Get(v, id)
		m = a.Balance
		return err
	})
	return m
}

func want(t testing.TB, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestOffUntilSwitchedOn(t *testing.T) {
	b := paid(office(t))
	want(t, "no terms", told(b, b.Today), "")
	want(t, "a run", b.Refused(&interest.Run{}), "there is nothing to charge to the end of 2025-01-31")
	b.Do(yearly())
	want(t, "terms", told(b, b.Today), "1/0 1578-0")
}

func TestNotesNeverDriftAndChargeNothingTwice(t *testing.T) {
	b := paid(office(t))
	b.Do(yearly())
	b.Do(&interest.Run{AsOf: "2025-01-16"})
	want(t, "after the first", balance(b, 1), 60000+986)
	want(t, "twice", b.Refused(&interest.Run{AsOf: "2025-01-16"}),
		"there is nothing to charge to the end of 2025-01-16")
	r := b.Do(&interest.Run{})
	want(t, "after the second", balance(b, 1), 60000+1578)
	want(t, "an earlier day", b.Refused(&interest.Run{AsOf: "2025-01-20", Customers: []string{"C"}}),
		"Customer is charged to the end of 2025-01-31 already: give that day or a later one")
	b.Do(&book.Undo{Seq: r.Seq})
	want(t, "after the undo", balance(b, 1), 60000+986)
	want(t, "to charge again", told(b, b.Today), "1/0 1578-986")
}

func TestLateReceiptIsCreditedBack(t *testing.T) {
	b := office(t)
	b.Do(yearly())
	b.Do(&interest.Run{}) // 1,000 for 30 days: 19.73
	want(t, "charged", balance(b, 1), 100000+1973)
	b.Do(&receipt.Record{Customer: "C", Type: "transfer", Date: "2025-01-16", Amount: "400", Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "A"}}})
	want(t, "known now", told(b, b.Today), "1/0 1578-1973")
	b.Do(&interest.Run{})
	want(t, "credited back", balance(b, 1), 60000+1578)
	want(t, "square", told(b, b.Today), "1/0 1578-1578")
}

func TestWaiveAndReverse(t *testing.T) {
	b := paid(office(t))
	b.Do(yearly())
	want(t, "nothing yet", b.Refused(&interest.Waive{Note: "A", Reason: "x"}),
		"A was not made by a run of interest here: credit or write it off as a bill")
	b.Do(&interest.Waive{Bill: "A", Amount: "5.78", Reason: "goodwill"})
	b.Do(&interest.Run{})
	want(t, "less what was waived before", balance(b, 1), 60000+1000)
	note := "IN-000004"
	r := b.Do(&interest.Waive{Note: note, Bill: "A", Amount: "4", Reason: "agreed by telephone"})
	want(t, "waived", balance(b, 1), 60000+600)
	want(t, "never charged again", told(b, b.Today), "1/0 1578-1578")
	want(t, "too much", b.Refused(&interest.Waive{Note: note, Amount: "6.01", Reason: "x"}),
		note+" has 6.00 of interest that can be waived: give an amount above 0 and up to that")
	want(t, "settled", b.Refused(&interest.Reverse{Note: note, Reason: "x"}),
		"some of it was waived: undo the waiver first, or waive the rest")
	b.Do(&book.Undo{Seq: r.Seq})
	want(t, "taken back", balance(b, 1), 60000+1000)
	b.Do(&interest.Reverse{Note: note, Reason: "wrong customer"})
	want(t, "reversed", told(b, b.Today), "1/0 1578-578")
	want(t, "reversed", balance(b, 1), 60000)
}

func TestDisputedDaysAreFree(t *testing.T) {
	for _, rejected := range []bool{false, true} {
		b := paid(office(t))
		terms := yearly()
		terms.Rejected = rejected
		b.Do(terms)
		b.Do(&dispute.Open{Bill: "A", Amount: "600", Reason: "quantity"})
		b.Today += 30
		b.Do(&dispute.Close{Bill: "A", Outcome: "rejected", Note: "signed for"})
		b.Today += 9 // the day of opening is free, the day of closing is charged
		want(t, "on the day it was opened", told(b, civil.New(2025, 1, 31)), "1/0 1539-0")
		if rejected {
			want(t, "charged after all", told(b, b.Today), "1/0 3117-0")
		} else {
			want(t, "free", told(b, b.Today), "1/0 1933-0")
		}
	}
}

func TestMinimumWaitsAndMaximumIsGivenUp(t *testing.T) {
	b := paid(office(t))
	terms := yearly()
	terms.Min, terms.Max = "20", "30"
	b.Do(terms)
	want(t, "waits", b.Refused(&interest.Run{}), "there is nothing to charge to the end of 2025-01-31")
	b.Today += 60
	want(t, "reached", told(b, b.Today), "1/0 3945-0")
	b.Do(&interest.Run{})
	want(t, "at most", balance(b, 1), 60000+3000)
	want(t, "given up", told(b, b.Today), "1/0 3945-3945")
}

func TestNotesBearOnlyWhereTheyCompound(t *testing.T) {
	for _, compound := range []bool{false, true} {
		b := paid(office(t))
		terms := yearly()
		terms.Compound = compound
		b.Do(terms)
		b.Do(&interest.Run{})
		b.Today += 365
		got := told(b, b.Today)
		if has := strings.Contains(got, "/0 379-0"); has != compound { // 15.78 for a year at 24 %
			t.Errorf("compound %t: %s", compound, got)
		}
	}
}

func TestTermsRefused(t *testing.T) {
	b := office(t)
	b.Do(yearly())
	b.Do(&interest.SetTerms{Customer: "C", From: "2025-01-01", Until: "2025-06-30", Rate: "12%"})
	for _, c := range []struct {
		cmd  interest.SetTerms
		want string
	}{
		{interest.SetTerms{Rate: "24%"}, "say from which day on the terms count: a rate without a start charges " +
			"nothing"},
		{interest.SetTerms{From: "2024-01-01", Rate: "24%"},
			"other terms begin on 2024-01-01 already (number 1): end those first"},
		{interest.SetTerms{Customer: "C", From: "2025-03-01", Rate: "1%"},
			"2025-03-01 lies in terms that last from 2025-01-01 to 2025-06-30 (number 2): end those first"},
		{interest.SetTerms{Customer: "C", From: "2024-10-01", Until: "2025-02-01", Rate: "1%"},
			"other terms begin on 2025-01-01 (number 2): end before it"},
		{interest.SetTerms{From: "2025-01-01", Rate: "24%", Grace: -1}, "-1 days cannot be: give 0 to 366"},
		{interest.SetTerms{From: "2025-01-01", Rate: "24%", Per: -30}, "-30 days cannot be: give 0 to 366"},
		{interest.SetTerms{From: "2025-01-01", Rate: "0"},
			"a rate is above 0; to charge nothing take the method exempt"},
		{interest.SetTerms{From: "2025-01-01", Rate: "2400"}, "240000% is too much: write 24% or 0.24"},
		{interest.SetTerms{From: "2025-01-01", Rate: "2%", Method: "flat"},
			"say how long a period is, in months or days"},
		{interest.SetTerms{From: "2025-02-01", Until: "2025-01-01", Rate: "2%"},
			"the last day 2025-01-01 lies before the first, 2025-02-01"},
		{interest.SetTerms{From: "2025-02-01", Group: "None", Rate: "2%"},
			"there is no group \"None\": give it to its customers first"},
	} {
		want(t, "refused", b.Refused(&c.cmd), c.want)
	}
	want(t, "nothing was posted", told(b, b.Today), "1/0 986-0") // at the customer's 12 %
	b.Do(&interest.EndTerms{ID: 2, Last: "2025-01-16"})
	want(t, "shorter", told(b, b.Today), "1/0 1479-0")
}

// late records the example's payment after the note was posted.
func late(b *booktest.Book) {
	b.Do(&receipt.Record{Customer: "C", Type: "transfer", Date: "2025-01-16", Amount: "400", Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "A"}}})
}

func TestACustomerNamedTwiceIsChargedOnce(t *testing.T) {
	b := paid(office(t))
	b.Do(yearly())
	b.Do(&bill.Issue{Customer: "C", Currency: "USD", Number: "U", Doc: "2024-12-01", Due: "2025-01-01", Amount: "100"})
	b.Do(&interest.SetTerms{From: "2024-01-01", Currency: "USD", Rate: "12%"})
	b.Do(&interest.Run{Customers: []string{"C USD", "C USD"}})
	want(t, "one account", told(b, b.Today), "1/0 1578-0, 3/0 99-99")
	b.Do(&interest.Run{Customers: []string{"C", "C"}})
	want(t, "once", balance(b, 1), 60000+1578)
}

func TestWhatWasGivenUpIsNeverPaidOut(t *testing.T) {
	waived := office(t)
	waived.Do(yearly())
	waived.Do(&interest.Run{})
	waived.Do(&interest.Waive{Note: "IN-000002", Reason: "goodwill"})
	late(waived)
	want(t, "waived", waived.Refused(&interest.Run{}), "there is nothing to charge to the end of 2025-01-31")
	most := office(t)
	terms := yearly()
	terms.Max = "10"
	most.Do(terms)
	most.Do(&interest.Run{})
	late(most)
	want(t, "over the maximum", most.Refused(&interest.Run{}), "there is nothing to charge to the end of 2025-01-31")
	gone := office(t)
	gone.Do(yearly())
	seq := gone.Do(&bill.Issue{Customer: "D", Number: "M", Doc: "2024-12-01", Due: "2025-01-01", Amount: "5000"}).Seq
	w := gone.Do(&interest.Waive{Bill: "M", Reason: "goodwill"}).Seq
	gone.Do(&book.Undo{Seq: seq})
	_ = w
	want(t, "bill gone", told(gone, gone.Today), "1/0 1973-0")
}

func TestMonthEndRunKnowsWhatWasUndoneSince(t *testing.T) {
	b := paid(office(t))
	b.Do(yearly())
	seq := b.Do(&bill.Issue{Customer: "C", Number: "M", Doc: "2024-12-01", Due: "2025-01-01", Amount: "5000"}).Seq
	b.Today++
	b.Do(&book.Undo{Seq: seq})
	b.Do(&interest.Run{AsOf: "2025-01-31"})
	want(t, "only the bill that is there", balance(b, 1), 60000+1578)
}

func TestAChangeOfGroupLeavesThePast(t *testing.T) {
	b := paid(office(t))
	b.Do(&interest.SetTerms{From: "2024-01-01", Rate: "12%"})
	b.Do(&customer.Open{Code: "E", Name: "E", Group: "Dear"})
	b.Do(&interest.SetTerms{Group: "Dear", From: "2024-01-01", Rate: "36%"})
	want(t, "before", told(b, b.Today), "1/0 789-0")
	b.Today++
	b.Do(&customer.Assign{Customer: "C", Field: "group", Value: "Dear"})
	want(t, "one day dearer", told(b, b.Today), "1/0 848-0")
}

func TestADisputeAfterTheGraceLeavesItsDays(t *testing.T) {
	b := office(t)
	terms := yearly()
	terms.Grace = 30
	b.Do(terms)
	b.Today = civil.New(2025, 2, 1) // the first day after the grace
	b.Do(&dispute.Open{Bill: "A", Reason: "quantity"})
	b.Today++
	b.Do(&dispute.Close{Bill: "A", Outcome: "upheld", Note: "settled"})
	want(t, "30 days of grace and one", told(b, b.Today), "1/0 2038-0")
}

func TestTermsWithALastDayLieOverOpenOnes(t *testing.T) {
	b := office(t)
	b.Do(yearly())
	b.Do(&interest.SetTerms{From: "2025-01-05", Until: "2025-01-06", Rate: "12%"})
	want(t, "28 days at 24 %, 2 at 12 %", told(b, b.Today), "1/0 1907-0")
	b.Do(&interest.SetTerms{From: "2030-01-01", Rate: "12%", Rejected: true})
	want(t, "terms to come change nothing", told(b, b.Today), "1/0 1907-0")
	end := b.Do(&interest.EndTerms{ID: 1}).Seq
	b.Do(&interest.SetTerms{From: "2024-01-01", Rate: "6%"})
	if got := b.Refused(&book.Undo{Seq: end}); !strings.Contains(got, "other terms begin on 2024-01-01") {
		t.Error(got)
	}
}

func TestANoteIsReversedByLineAndThatIsUndone(t *testing.T) {
	b := paid(office(t))
	b.Do(yearly())
	b.Do(&bill.Issue{Customer: "C", Number: "B", Doc: "2024-12-01", Due: "2025-01-11", Amount: "500"})
	run := b.Do(&interest.Run{}).Seq // 15.78 and 6.58
	r := b.Do(&interest.Reverse{Note: "IN-000004", Bill: "B", Reason: "agreed"})
	want(t, "reversed", told(b, b.Today), "1/0 1578-1578, 3/0 658-0")
	want(t, "reversed", balance(b, 1), 110000+1578)
	if got := b.Refused(&book.Undo{Seq: run}); !strings.Contains(got, "undo") {
		t.Error(got)
	}
	b.Today++
	b.Do(&book.Undo{Seq: r.Seq})
	want(t, "on the day between", told(b, b.Today-1), "1/0 1578-1578, 3/0 658-0")
	b.Do(&book.Undo{Seq: run})
	want(t, "undone", balance(b, 1), 110000)
}

// TestHistoriesOfInterest: whatever is billed, paid late, disputed, run, waived and
// undone, what was charged is what has accrued at the last run, and a unit of a
// bill is charged once.
func TestHistoriesOfInterest(t *testing.T) {
	if err := flag.Set("rapid.checks", "25"); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		b := office(t)
		b.Do(&interest.SetTerms{From: "2024-01-01", Rate: "24%", Grace: rapid.IntRange(0, 20).Draw(r, "grace")})
		b.Do(&interest.SetTerms{From: "2025-02-10", Rate: "12%"})
		var last uint64
		for i := range rapid.IntRange(3, 14).Draw(r, "steps") {
			b.Today += civil.Date(rapid.IntRange(0, 20).Draw(r, "days"))
			on := b.Today.Add(-rapid.IntRange(0, 25).Draw(r, "ago")).String()
			amount := fmt.Sprintf("%d.%02d", rapid.IntRange(1, 900).Draw(r, "amount"), rapid.IntRange(0,
				99).Draw(r, "cents"))
			var res book.Result
			var err error
			switch rapid.IntRange(0, 5).Draw(r, "what") {
			case 0:
				res, err = b.Try(&bill.Issue{Customer: "C", Number: fmt.Sprint("B", i), Doc: on, Due: on,
					Amount: amount})
			case 1, 2:
				res, err = b.Try(&receipt.Record{Customer: "C", Type: "cash", Date: on, Amount: amount})
			case 3:
				res, err = b.Try(&interest.Run{})
			case 4:
				_, err = b.Try(&interest.Waive{Bill: "A", Amount: amount, Reason: "x"})
			case 5:
				if last != 0 {
					_, err = b.Try(&book.Undo{Seq: last})
				}
			}
			if err == nil && res.Seq != 0 {
				last = res.Seq
			}
		}
		_, _ = b.Try(&interest.Run{})
		b.Read(func(v *book.View) error {
			return interest.Walk(v, b.Today, nil, func(_ *account.Line, lines []interest.Line) bool {
				var sum money.Minor
				for _, l := range lines {
					sum += l.Due()
				}
				if sum != 0 {
					r.Fatalf("%d is left to charge after a run: %+v", sum, lines)
				}
				return true
			})
		})
		b.MustVerify()
	})
}
