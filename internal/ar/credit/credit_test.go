package credit_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/obligation"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

var sar = money.Currency{Code: "SAR", Digits: 2}

func june(day int) civil.Date { return civil.New(2025, 6, 1).Add(day - 1) }

// office is a book on Sunday the first of June 2025 in which C1 owes 800 and has a limit
// of 1,000 on its card, and C2 owes nothing and has none.
func office(t testing.TB) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(),
		cheque.Subject(), obligation.Subject(), promise.Subject(), interest.Subject(), credit.Subject()))
	b.Today = june(1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Limit: "1000", Group: "Family"})
	b.Do(&customer.Open{Code: "C2", Name: "Other", Group: "Family"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-05-20", Amount: "800"})
	return b
}

// says is the limit of a customer on a day, how far it is used, and what is left.
func says(b *booktest.Book, code string, on civil.Date) (s string) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		c, err := customer.ByCode(v, code)
		if err != nil {
			return err
		}
		f, err := credit.Of(v, c.ID, sar, on)
		if err != nil {
			return err
		}
		e, err := credit.On(v, c.ID, sar, on)
		s = fmt.Sprintf("%s (%s) %d of %s, %d left", f.Status(e.Sum(), 80), f.Source, e.Sum(), f.Sum(2),
			f.Available(e.Sum()))
		return err
	})
	return s
}

func want(t testing.TB, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\n%v, want\n%v", what, got, want)
	}
}

func owe(b *booktest.Book, code, number, amount string) book.Result {
	b.T.Helper()
	return b.Do(&bill.Issue{Customer: code, Number: number, Doc: b.Today.String(), Due: b.Today.Add(30).String(),
		Amount: amount})
}

func TestOKWatchOver(t *testing.T) {
	b := office(t)
	want(t, "80 % is ok", says(b, "C1", b.Today), "ok (on the card) 80000 of 1,000.00, 20000 left")
	owe(b, "C1", "B", "0.01")
	want(t, "a unit more is watched", says(b, "C1", b.Today), "watch (on the card) 80001 of 1,000.00, 19999 left")
	owe(b, "C1", "C", "199.99")
	want(t, "all of it is watched", says(b, "C1", b.Today), "watch (on the card) 100000 of 1,000.00, 0 left")
	owe(b, "C1", "D", "0.01")
	want(t, "a unit more is over", says(b, "C1", b.Today), "over (on the card) 100001 of 1,000.00, -1 left")
}

func TestNoLimitIsNotZero(t *testing.T) {
	b := office(t)
	want(t, "never set", says(b, "C2", b.Today), "no limit (none was set) 0 of no limit, 0 left")
	b.Do(&credit.SetLimit{Customer: "C2", Amount: "0", Approver: "Huda"})
	want(t, "nothing owed, nothing let", says(b, "C2", b.Today), "ok (set here) 0 of 0.00, 0 left")
	owe(b, "C2", "B", "0.01")
	want(t, "a unit is over", says(b, "C2", b.Today), "over (set here) 1 of 0.00, -1 left")
	b.Do(&credit.SetLimit{Customer: "C2", Amount: "no limit", Approver: "Huda"})
	want(t, "any amount", says(b, "C2", b.Today), "no limit (set here) 1 of no limit, 0 left")
}

func TestTemporaryLimitExpiresByItself(t *testing.T) {
	b := office(t)
	owe(b, "C1", "B", "700")
	b.Do(&credit.SetLimit{Customer: "C1", Amount: "2000", Approver: "Huda", Temporary: true, Until: june(10).String()})
	b.Today = june(20)
	want(t, "on its last day", says(b, "C1", june(10)), "ok (temporary) 150000 of 2,000.00, 50000 left")
	want(t, "the day after", says(b, "C1", june(11)), "over (on the card) 150000 of 1,000.00, -50000 left")
	b.Do(&credit.SetLimit{Customer: "C1", Amount: "1600", Approver: "Huda", Until: june(22).String()})
	want(t, "while it lasts", says(b, "C1", june(22)), "watch (set here) 150000 of 1,600.00, 10000 left")
	want(t, "run out", says(b, "C1", june(23)), "expired (set here) 150000 of 1,600.00, 0 left")
	want(t, "before it was set", says(b, "C1", june(19)), "over (on the card) 150000 of 1,000.00, -50000 left")
}

func TestRefusals(t *testing.T) {
	b := office(t)
	b.Do(&credit.SetLimit{Customer: "C1", Amount: "2000", Approver: "Huda", Temporary: true, From: june(5).String(),
		Until: june(10).String()})
	for _, c := range []struct {
		c    credit.SetLimit
		says string
	}{
		{credit.SetLimit{Customer: "C1", Amount: "5"}, "say who approved it: a limit approved by nobody is not taken"},
		{credit.SetLimit{Customer: "C1", Amount: "5", Approver: "  "},
			"say who approved it: a limit approved by nobody is not taken"},
		{credit.SetLimit{Customer: "C1", Amount: "-5", Approver: "H"}, "a limit cannot be negative: 0 gives no credit"},
		{credit.SetLimit{Customer: "C1", Approver: "H"}, `say how much, or "no limit"; 0 gives no credit`},
		{credit.SetLimit{Customer: "C1", Amount: "5", Approver: "H", Temporary: true},
			"say the last day of the temporary limit: it expires by itself"},
		{credit.SetLimit{Customer: "C1", Amount: "5", Approver: "H", From: "+5", Until: "+4"},
			"the last day 2025-06-05 lies before the first, 2025-06-06"},
		{credit.SetLimit{Customer: "C1", Amount: "5", Approver: "H", Temporary: true, From: june(10).String(),
			Until: june(12).String()}, "a temporary limit lasts from 2025-06-05 to 2025-06-10 already (number 1): " +
			"end that first, or begin after it"},
		{credit.SetLimit{Customer: "C1", Group: "Family", Amount: "5", Approver: "H"},
			"a limit is for one customer or for a group: leave one empty"},
		{credit.SetLimit{Group: "Nobody", Amount: "5", Approver: "H"},
			`there is no group "Nobody": give it to its customers first`},
	} {
		want(t, fmt.Sprint(c.c), b.Refused(&c.c), c.says)
	}
	b.Do(&credit.SetLimit{Customer: "C1", Amount: "5", Approver: "H", Temporary: true, From: june(11).String(),
		Until: june(12).String()}) // the day after is free
}

// TestPastDaysKeepTheirLimit: neither a later limit, nor an edit of the card, nor an
// undo changes what a past day shows.
func TestPastDaysKeepTheirLimit(t *testing.T) {
	b := office(t)
	limit := func(d civil.Date) string { s := says(b, "C1", d); return s[strings.Index(s, " of ")+4:] }
	b.Today = june(3)
	b.Do(&customer.Edit{Customer: "C1", Field: "limit", Value: "1500"})
	b.Today = june(5)
	set := b.Do(&credit.SetLimit{Customer: "C1", Amount: "3000", Approver: "Huda", From: june(1).String()})
	b.Today = june(7)
	b.Do(&book.Undo{Seq: set.Seq})
	b.Today = june(9)
	edit := b.Do(&customer.Edit{Customer: "C1", Field: "limit", Value: ""})
	b.Today = june(11)
	b.Do(&book.Undo{Seq: edit.Seq})
	for d, s := range map[int]string{2: "1,000.00, 20000 left", 3: "1,500.00, 70000 left", 4: "1,500.00, 70000 left",
		5: "3,000.00, 220000 left", 6: "3,000.00, 220000 left", 7: "1,500.00, 70000 left", 9: "no limit, 0 left",
		10: "no limit, 0 left", 11: "1,500.00, 70000 left"} {
		want(t, fmt.Sprint("June ", d), limit(june(d)), s)
	}
}

func TestReceiptAndCreditNoteAreNeverRefused(t *testing.T) {
	b := office(t)
	b.Do(&credit.SetLimit{Customer: "C1", Amount: "0", Approver: "Huda"})
	b.Do(&customer.SetBlock{Customer: "C1", Block: "all", Reason: "over"})
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "10"})
	b.Do(&receipt.Record{Customer: "C1", Type: "credit note", Amount: "10", Reference: "CN-1"})
	want(t, "still over", says(b, "C1", b.Today), "over (set here) 78000 of 0.00, -78000 left")
}

// TestExposureCountsUnclearedCheques: in the clearing account a cheque lowers the
// balance and not the exposure, until it clears.
func TestExposureCountsUnclearedCheques(t *testing.T) {
	b := office(t)
	take := func(number string) {
		b.Do(&cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: number, Bank: "Bank", Amount: "300",
			Maturity: june(2).String()}})
	}
	take("memo")
	want(t, "a memo changes nothing", says(b, "C1", b.Today), "ok (on the card) 80000 of 1,000.00, 20000 left")
	b.Do(&company.Set{Field: "cheque_accounts", Value: "clearing"})
	take("counts")
	var e credit.Exposure
	at := func(d civil.Date) credit.Exposure {
		b.Read(func(v *book.View) (err error) {
			e, err = credit.ExposureOf(v, 1, d)
			return err
		})
		return e
	}
	want(t, "counted", at(b.Today), credit.Exposure{Balance: 50000, Uncleared: 30000})
	b.Today = june(2)
	b.Do(&cheque.Deposit{Cheques: []string{"counts"}, Bank: "Bank"})
	b.Today = june(4)
	b.Do(&cheque.Clear{Cheques: []string{"counts"}})
	want(t, "the day before it cleared", at(june(3)), credit.Exposure{Balance: 50000, Uncleared: 30000})
	want(t, "cleared", at(june(4)), credit.Exposure{Balance: 50000})
}

// The card's limit may be edited while another counts, and that is said.
func TestTheCardsLimitUnderAnotherIsSaid(t *testing.T) {
	b := office(t)
	edit := &customer.Edit{Customer: "C1", Field: "limit", Value: "1500"}
	want(t, "the card's counts", b.Do(edit).Warnings, "[]")
	b.Do(&credit.SetLimit{Customer: "C1", Amount: "3000", Approver: "Huda"})
	edit.Value = "9000"
	want(t, "another counts", b.Do(edit).Warnings,
		"[Al Noor: the limit that counts is 3,000.00, set here, not the one on the card]")
}
