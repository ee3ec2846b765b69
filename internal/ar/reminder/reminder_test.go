package reminder_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/reminder"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// start is a book on 1 June 2025, a Sunday, with A of 1,000 due on 20 May and B of 500
// due on 28 May.
func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(),
		promise.Subject(), contact.Subject(), interest.Subject(), reminder.Subject()))
	at(b, civil.New(2025, 5, 1))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Arabic: "النور"})
	b.Do(&bill.Issue{Customer: "C1", Number: "A", Doc: "2025-05-01", Due: "2025-05-20", Amount: "1000"})
	b.Do(&bill.Issue{Customer: "C1", Number: "B", Doc: "2025-05-01", Due: "2025-05-28", Amount: "500"})
	at(b, civil.New(2025, 6, 1))
	return b
}

func at(b *booktest.Book, d civil.Date) { b.Today = d }

// draft is the only draft of a day in words: level, lines, left out, total, why not.
func draft(b *booktest.Book, d civil.Date) string {
	b.T.Helper()
	say := "none"
	b.Read(func(v *book.View) error {
		return reminder.Drafts(v, reminder.Query{AsOf: d}, func(x *reminder.Draft) bool {
			say = told(&x.Letter)
			if x.Why != "" {
				say += ": " + x.Why
			}
			return true
		})
	})
	return say
}

func told(l *reminder.Letter) string {
	s := fmt.Sprintf("level %d/%d", l.Level, l.Of)
	for _, x := range l.Lines {
		s += fmt.Sprintf(" %s=%d", x.Number, x.Amount/100)
	}
	for _, x := range l.Left {
		s += fmt.Sprintf(" -%s=%d %s", x.Number, x.Amount/100, x.Why)
	}
	return s + fmt.Sprintf(" total %d", l.Total()/100)
}

func want(t testing.TB, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func balance(b *booktest.Book) (m money.Minor) {
	b.Read(func(v *book.View) error {
		a, err := account.Get(v, 1)
		m = a.Balance
		return err
	})
	return m
}

func days(n int) *int { return &n }

func level(n, after int, minimum, fee string) *reminder.SetLevel {
	return &reminder.SetLevel{Level: n, Days: days(after), Minimum: minimum, Fee: fee}
}

func send() *reminder.Send { return &reminder.Send{Customer: "C1"} }

func TestOffUntilSet(t *testing.T) {
	b := start(t)
	want(t, "nothing set", draft(b, b.Today), "level 0/0 A=1000 B=500 total 1500: no level is set")
	want(t, "sent", b.Refused(send()), "Al Noor gets no letter: no level is set")
	b.Do(&reminder.Defaults{})
	want(t, "set", draft(b, b.Today), "level 1/3 A=1000 B=500 total 1500")
	want(t, "again", b.Refused(&reminder.Defaults{}),
		"levels are set already: change them one by one with reminder.level")
	want(t, "the day before they were set", draft(b, b.Today-1), "level 0/0 A=1000 B=500 total 1500: no level is set")
}

func TestLevelOneCountsFromTheDueDate(t *testing.T) {
	b := start(t)
	at(b, civil.New(2025, 5, 25))
	b.Do(level(1, 7, "", ""))
	at(b, civil.New(2025, 5, 26))
	want(t, "six days late", b.Refused(send()), "Al Noor gets no letter: level 1 is due on 2025-05-27")
	at(b, civil.New(2025, 5, 27))
	b.Do(send())
	want(t, "sent", draft(b, b.Today), "level 1/1 A=1000 total 1000: RL-000001 was sent today")
	want(t, "twice", b.Refused(send()), "Al Noor gets no letter: RL-000001 was sent today")
	at(b, civil.New(2025, 6, 30))
	want(t, "at most one", b.Refused(send()), "Al Noor gets no letter: 1 letter was sent, the last on 2025-05-27")
}

// A letter ladder to level 3: fees, a payment, an undo.
func TestLadderToLevelThree(t *testing.T) {
	b := start(t)
	b.Do(level(1, 7, "", ""))
	b.Do(level(2, 10, "", "25"))
	b.Do(level(3, 5, "", "50"))
	b.Do(send())
	at(b, civil.New(2025, 6, 10))
	want(t, "counted from the letter, not from the due date", draft(b, b.Today),
		"level 2/3 A=1000 B=500 total 1525: level 2 is due on 2025-06-11")
	at(b, civil.New(2025, 6, 11))
	r := b.Do(send())
	want(t, "the fee once", balance(b), 152500)
	second := r.Facts[1].(*reminder.Sent).Letter
	want(t, "the letter", told(&second), "level 2/3 A=1000 B=500 total 1525")
	b.Do(&book.Undo{Seq: r.Seq})
	want(t, "the fee taken back", balance(b), 150000)
	want(t, "the letter taken back", draft(b, b.Today), "level 2/3 A=1000 B=500 total 1525")
	b.Do(send())
	first := b.Refused(&book.Undo{Seq: r.Seq - 1})
	if !strings.Contains(first, "entry") {
		t.Error("the letter before one that stands is taken back: " + first)
	}
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "400"})
	at(b, civil.New(2025, 6, 16))
	b.Do(send())
	want(t, "with the fee of the second", draft(b, b.Today),
		"level 3/3 A=600 B=500 FE-000004=25 total 1125: RL-000004 was sent today")
	want(t, "the balance", balance(b), 150000-40000+2500+5000)
	at(b, civil.New(2025, 7, 20))
	want(t, "at most three", b.Refused(send()), "Al Noor gets no letter: 3 letters were sent, the last on 2025-06-16")
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "600"})
	want(t, "B was on all three", b.Refused(send()),
		"Al Noor gets no letter: 3 letters were sent, the last on 2025-06-16")
	b.Do(&bill.Issue{Customer: "C1", Number: "N", Doc: "2025-06-20", Due: "2025-07-01", Amount: "70"})
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "500"})
	want(t, "a bill no letter listed begins anew", draft(b, b.Today)[:20], "level 1/3 FE-000004=")
}

func TestLetterStaysAsItWasSent(t *testing.T) {
	b := start(t)
	b.Do(&reminder.Defaults{})
	r := b.Do(send())
	sent := r.Facts[0].(*reminder.Sent).Letter
	if !strings.Contains(sent.English, "1,500.00 SAR") || !strings.Contains(sent.Arabic, "2025/05/20") ||
		strings.Contains(sent.English+sent.Arabic, "{") {
		t.Error(sent.English, sent.Arabic)
	}
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "1500"})
	b.Do(&company.Set{Field: "name", Value: "Other Trading"})
	b.Do(&reminder.SetLevel{Level: 1, English: "Pay."})
	b.Read(func(v *book.View) error {
		now, err := reminder.ByNumber(v, "rl-000001")
		now.Seq = 0
		want(t, "the letter", fmt.Sprint(now), fmt.Sprint(sent))
		return err
	})
	want(t, "nothing overdue", b.Refused(send()), "Al Noor has nothing overdue")
}

func TestDisputedHeldPromisedAndCredit(t *testing.T) {
	b := start(t)
	b.Do(level(1, 1, "", ""))
	b.Do(&dispute.Open{Bill: "A", Amount: "300", Reason: "short"})
	want(t, "disputed", draft(b, b.Today), "level 1/1 A=700 B=500 -A=300 disputed total 1200")
	b.Do(&dispute.SetHold{Bill: "B", Amount: "100", Reason: "return"})
	b.Do(&promise.Take{Customer: "C1", Amount: "600", Date: "+3", Bills: []string{"A"}})
	want(t, "held and promised", draft(b, b.Today),
		"level 1/1 A=100 B=400 -A=300 disputed -A=600 promised -B=100 held total 500")
	b.Do(&receipt.Record{Customer: "C1", Type: "credit note", Amount: "450", Mode: "marked"})
	want(t, "credit comes off the whole", draft(b, b.Today),
		"level 1/1 A=100 B=400 -A=300 disputed -A=600 promised -B=100 held total 50")
	at(b, b.Today+20) // the promise is broken
	if got := draft(b, b.Today); strings.Contains(got, "promised") {
		t.Error("a broken promise keeps a part from the letter: " + got)
	}
}

func TestAllDisputedAndMinimum(t *testing.T) {
	b := start(t)
	b.Do(level(1, 1, "600", ""))
	b.Do(&dispute.Open{Bill: "A", Reason: "wrong goods"})
	want(t, "under the minimum", b.Refused(send()), "Al Noor gets no letter: 500.00 is under the minimum of 600.00")
	b.Do(&reminder.SetLevel{Level: 1, Minimum: "500"})
	want(t, "at the minimum", draft(b, b.Today), "level 1/1 B=500 -A=1000 disputed total 500")
	b.Do(&dispute.Open{Bill: "B", Reason: "wrong goods"})
	want(t, "all", b.Refused(send()), "Al Noor gets no letter: all that is overdue is disputed")
}

func TestGuardAndQuietDays(t *testing.T) {
	b := start(t)
	b.Do(level(1, 1, "", ""))
	b.Do(&contact.Log{Customer: "C1", Result: "refused", NextDate: "none"})
	at(b, civil.New(2025, 6, 3))
	quiet := "Al Noor gets no letter: reached on 2025-06-01: quiet until 2025-06-03 (a reason in override sends it " +
		"all the same)"
	want(t, "quiet", b.Refused(send()), quiet)
	r := b.Do(&reminder.Send{Customer: "C1", Override: "the manager asked for it"})
	want(t, "the reason is kept", r.Facts[0].(*reminder.Sent).Letter.Override, "the manager asked for it")
	b.Do(&book.Undo{Seq: r.Seq})
	at(b, civil.New(2025, 6, 6))
	if s := b.Refused(send()); !strings.Contains(s, "Fri 2025-06-06 is a closed day") {
		t.Error(s)
	}
	at(b, civil.New(2025, 6, 8))
	b.Do(&company.AddHoliday{Date: "2025-06-08", Name: "Eid"})
	if s := b.Refused(send()); !strings.Contains(s, "is a closed day") {
		t.Error(s)
	}
	at(b, civil.New(2025, 6, 9))
	late := b.Request(send())
	late.Now = late.Now.Add(10 * time.Hour)
	if _, err := b.Post(context.Background(), late); err == nil || !strings.Contains(err.Error(), "it is 22:00") {
		t.Error(err)
	}
	b.Do(&customer.Assign{Customer: "C1", Field: "do_not_contact", Value: "yes"})
	want(t, "never", b.Refused(&reminder.Send{Customer: "C1", Override: "x"}),
		"Al Noor gets no letter: marked \"do not contact\"")
	b.Do(&customer.Assign{Customer: "C1", Field: "do_not_contact", Value: "no"})
	b.Do(&customer.Assign{Customer: "C1", Field: "status", Value: "legal"})
	want(t, "the lawyers write", b.Refused(&reminder.Send{Customer: "C1", Override: "x"}),
		"Al Noor gets no letter: status legal")
}

func TestInterestStandsApart(t *testing.T) {
	b := start(t)
	b.Do(level(1, 1, "", ""))
	b.Do(&company.Set{Field: "interest_name", Value: "late charge"})
	b.Do(&interest.SetTerms{From: "2025-01-01", Rate: "36.5%"})
	l := b.Do(send()).Facts[0].(*reminder.Sent).Letter
	want(t, "bills and interest", fmt.Sprintln(l.Bills, l.Interest, l.Total(), l.Called),
		"150000 1400 151400 late charge\n")
	want(t, "by part", fmt.Sprint(l.Lines[0].Interest, l.Lines[1].Interest), "1200 200")
	want(t, "nothing posted", balance(b), 150000)
}

func TestLevelsAreRefusedAtTheField(t *testing.T) {
	b := start(t)
	for say, c := range map[string]*reminder.SetLevel{
		"there are 0 levels: set level 1 first":    level(2, 5, "", ""),
		"-1 days cannot be: give 0 to 366":         level(1, -1, "", ""),
		"say after how many days level 1 is due":   {Level: 1},
		"the fee cannot be negative":               level(1, 1, "", "-1"),
		"0 is not a level: give 1 to 9":            level(0, 1, "", ""),
		"level 1 is off already":                   {Level: 1, Off: true},
		"the Arabic wording has no Arabic letters": {Level: 1, Days: days(1), Arabic: "x"},
		`"{sum}" is nothing a letter can fill in: write {total} or {oldest}`: {Level: 1, Days: days(1),
			English: "{sum}"},
	} {
		want(t, "refused", b.Refused(c), say)
	}
	b.Do(&reminder.Defaults{})
	r := b.Do(&reminder.SetLevel{Level: 3, Off: true})
	b.Do(&reminder.SetLevel{Level: 1, Days: days(20)})
	want(t, "two left, later", draft(b, b.Today), "level 1/2 A=1000 B=500 total 1500: level 1 is due on 2025-06-09")
	b.Do(&book.Undo{Seq: r.Seq})
	want(t, "three again", draft(b, b.Today)[:9], "level 1/3")
}

func TestAnotherCurrency(t *testing.T) {
	b := start(t)
	b.Do(&bill.Issue{Customer: "C1", Number: "U", Doc: "2025-05-01", Due: "2025-05-10", Amount: "80", Currency: "USD"})
	b.Do(level(1, 1, "1000", "5"))
	r := b.Do(send())
	want(t, "both in one entry", len(r.Facts), 3)
	usd := r.Facts[2].(*reminder.Sent).Letter
	want(t, "no fee in dollars", fmt.Sprintln(usd.Currency, usd.Fee, usd.Total()), "USD 0 8000\n")
	b.Do(&book.Undo{Seq: r.Seq})
	b.Do(&reminder.SetLevel{Level: 1, Currency: "usd", Minimum: "100", Days: days(1)})
	r = b.Do(send())
	want(t, "one", len(r.Facts), 2)
}
