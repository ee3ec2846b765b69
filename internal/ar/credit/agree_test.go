package credit_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

// agreed records that C1 pays 800 in four weekly parts from Sunday the 8th, with a limit
// of 2,000 to the end of July, an instalment being missed by more than 2 days.
func agreed(b *booktest.Book, how func(c *credit.Agree)) book.Result {
	b.T.Helper()
	days := 2
	c := &credit.Agree{Customer: "C1", Until: "2025-07-31", Approver: "Huda", Limit: "2000", First: june(8).String(),
		Parts: 4, Every: "week", Days: &days}
	if how != nil {
		how(c)
	}
	return b.Do(c)
}

// stands is how the first agreement stands on a day.
func stands(b *booktest.Book, on civil.Date) (s string) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		a, err := credit.GetAgreement(v, 1)
		if err != nil || !a.At(on) {
			s = "not there"
			return err
		}
		j, err := credit.Judge(v, &a, on, civil.Calendar{Closed: civil.FridaySaturday})
		s = strings.TrimSpace(fmt.Sprintf("%s %s %s", j.State, j.Since, j.Why))
		return err
	})
	return s
}

func pay(b *booktest.Book, on int, amount string) {
	b.T.Helper()
	b.Do(&receipt.Record{Customer: "C1", Type: "transfer", Date: june(on).String(), Amount: amount})
}

func TestAgreementIsBrokenByAMissedInstalmentOnItsDay(t *testing.T) {
	b := office(t)
	agreed(b, nil)
	want(t, "its limit counts", says(b, "C1", b.Today), "ok (special agreement) 80000 of 2,000.00, 120000 left")
	b.Today = june(30)
	pay(b, 10, "200")   // the first, on the last day it could be
	pay(b, 17, "199.5") // of the second, 0.50 is missing
	running := strings.Contains(stands(b, june(17)), "running")
	want(t, "on the last day of the second", running, true)
	broken := "breached 2025-06-18 instalment 2 of 2025-06-15 was not paid in full by 2025-06-17"
	want(t, "the day after", stands(b, june(18)), broken)
	want(t, "its limit counted", says(b, "C1", june(17)), "ok (special agreement) 40050 of 2,000.00, 159950 left")
	want(t, "and counts no more", says(b, "C1", june(18)), "ok (on the card) 40050 of 1,000.00, 59950 left")
	pay(b, 19, "0.5")
	want(t, "paid late, it stays broken", stands(b, june(30)), broken)
	pay(b, 16, "0.5")
	want(t, "a receipt dated in time mends it", strings.Contains(stands(b, june(18)), "running"), true)
}

// TestClosedDayIsNoMiss: an instalment on a closed day may be paid on the next open one.
func TestClosedDayIsNoMiss(t *testing.T) {
	b := office(t)
	none := 0
	b.Do(&credit.Agree{Customer: "C1", Until: "2025-07-31", Approver: "Huda", Days: &none,
		First: june(6).String()}) // a Friday
	b.Today = june(20)
	want(t, "the open day after", strings.Contains(stands(b, june(8)), "running"), true)
	want(t, "and the day after that", strings.Contains(stands(b, june(9)), "breached 2025-06-09"), true)
}

func TestAgreementIsBrokenByExposureAndByACheque(t *testing.T) {
	b := office(t)
	agreed(b, func(c *credit.Agree) { c.Parts, c.First = 0, "" })
	b.Do(&cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: "7", Bank: "Bank", Amount: "300",
		Maturity: june(2).String()}})
	b.Today = june(3)
	b.Do(&cheque.Deposit{Cheques: []string{"7"}, Bank: "Bank"})
	b.Today = june(5)
	owe(b, "C1", "B", "1200")
	want(t, "all of it used", strings.Contains(stands(b, june(5)), "running"), true)
	b.Today = june(8)
	bounce := b.Do(&cheque.Bounce{Cheque: "7", Reason: "insufficient funds"})
	want(t, "bounced", stands(b, june(8)), "breached 2025-06-08 cheque 7 bounced on 2025-06-08")
	b.Today = june(9)
	b.Do(&book.Undo{Seq: bounce.Seq})
	want(t, "the bounce was a mistake", strings.Contains(stands(b, june(9)), "running"), true)
	want(t, "the day of the mistake keeps what it showed", strings.Contains(stands(b, june(8)), "breached"), true)
	b.Today = june(10)
	owe(b, "C1", "C", "0.01")
	want(t, "a unit over", stands(b, june(10)),
		"breached 2025-06-10 the exposure was 2,000.01 on 2025-06-10, over its limit of 2,000.00")
	want(t, "not before", strings.Contains(stands(b, june(9)), "running"), true)
}

func TestAgreementEndsByItselfByHandAndByUndo(t *testing.T) {
	b := office(t)
	made := agreed(b, func(c *credit.Agree) { c.Parts, c.First, c.Until = 0, "", june(10).String() })
	b.Today = june(5)
	ended := b.Do(&credit.EndAgreement{ID: 1, Reason: "asked"})
	want(t, "ended", stands(b, june(5)), "ended 2025-06-05")
	want(t, "the day before", strings.Contains(stands(b, june(4)), "running"), true)
	want(t, "twice", b.Refused(&credit.EndAgreement{ID: 1, Reason: "x"}),
		"special agreement 1 is over since 2025-06-05")
	b.Today = june(6)
	b.Do(&book.Undo{Seq: ended.Seq})
	want(t, "the end taken back", strings.Contains(stands(b, june(6)), "running"), true)
	want(t, "by itself", stands(b, june(11)), "past 2025-06-11")
	want(t, "and the card's limit again", says(b, "C1", june(11)), "ok (on the card) 80000 of 1,000.00, 20000 left")
	b.Today = june(7)
	b.Do(&book.Undo{Seq: made.Seq})
	want(t, "taken back", stands(b, june(7)), "not there")
}

func TestUndoOfAnAgreementTakesItsScheduleAndExemptionBack(t *testing.T) {
	b := office(t)
	b.Do(&interest.SetTerms{From: "2025-01-01", Rate: "36.5%"})
	r := agreed(b, func(c *credit.Agree) { c.Exempt = true })
	b.Today = june(3)
	b.Do(&book.Undo{Seq: r.Seq})
	want(t, "gone", stands(b, june(3)), "not there")
	want(t, "there before", strings.Contains(stands(b, june(2)), "running"), true)
	want(t, "the card's limit", says(b, "C1", june(3)), "ok (on the card) 80000 of 1,000.00, 20000 left")
	want(t, "interest of 14 days again", accrued(b, june(3)), 1120)
}

// accrued is the interest of C1 on a day.
func accrued(b *booktest.Book, on civil.Date) (sum int64) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		return interest.Walk(v, on, []uint32{1}, func(_ *account.Line, lines []interest.Line) bool {
			for _, l := range lines {
				sum += int64(l.Accrued)
			}
			return true
		})
	})
	return sum
}

// TestExemptionLastsAsTheAgreement: nothing is charged for its days; the customer's own
// terms go on behind it, and from the breach on when it is ended for that.
func TestExemptionLastsAsTheAgreement(t *testing.T) {
	b := office(t)
	b.Do(&interest.SetTerms{Customer: "C1", From: "2025-01-01", Rate: "36.5%"}) // 0.80 a day on 800
	agreed(b, func(c *credit.Agree) { c.Exempt, c.Until = true, june(20).String() })
	want(t, "to the day before", accrued(b, june(20)), 11*80) // 21 to 31 May
	b.Today = june(25)
	want(t, "and from the day after its last", accrued(b, june(25)), 16*80)
	b = office(t)
	b.Do(&interest.SetTerms{Customer: "C1", From: "2025-01-01", Rate: "36.5%"})
	agreed(b, func(c *credit.Agree) { c.Exempt = true })
	b.Today = june(15)
	want(t, "broken", strings.Contains(stands(b, b.Today), "breached 2025-06-11"), true)
	want(t, "but still exempt", accrued(b, june(15)), 11*80)
	end := b.Do(&credit.EndAgreement{ID: 1, Reason: "broken"})
	want(t, "charged from the breach on", accrued(b, june(15)), 16*80)
	b.Today = june(16)
	b.Do(&book.Undo{Seq: end.Seq})
	want(t, "the end taken back", accrued(b, june(16)), 11*80)
	b.Do(&credit.EndAgreement{ID: 1, Reason: "broken, after all"})
	want(t, "ended again", accrued(b, june(16)), 17*80)
	b = office(t)
	b.Do(&interest.SetTerms{Customer: "C1", From: "2025-01-01", Rate: "36.5%"})
	made := agreed(b, func(c *credit.Agree) { c.Exempt = true })
	b.Today = june(2)
	b.Do(&book.Undo{Seq: b.Do(&credit.EndAgreement{ID: 1, Reason: "asked"}).Seq})
	b.Do(&book.Undo{Seq: made.Seq})
	want(t, "ended, not ended, taken back", accrued(b, june(2)), 13*80)
}

func TestAgreementsRefused(t *testing.T) {
	b := office(t)
	b.Do(&bill.Issue{Customer: "C2", Number: "Z", Doc: "2025-05-01", Due: "2025-05-20", Amount: "5"})
	try := func(how func(c *credit.Agree)) string {
		c := &credit.Agree{Customer: "C1", Until: "2025-07-31", Approver: "Huda", Limit: "2000"}
		how(c)
		return b.Refused(c)
	}
	for says, how := range map[string]func(c *credit.Agree){
		"say who approved it: a limit approved by nobody is not taken": func(c *credit.Agree) { c.Approver = "" },
		"a limit cannot be negative: 0 gives no credit":                func(c *credit.Agree) { c.Limit = "-1" },
		"say the last day the agreement is valid":                      func(c *credit.Agree) { c.Until = "" },
		"2025-05-31 is over: the agreement would change nothing": func(c *credit.Agree) {
			c.Until = "2025-05-31"
		},
		"nothing is agreed: give a limit, instalments, or an exemption from interest": func(c *credit.Agree) {
			c.Limit = ""
		},
		"the exposure is 800.00 already: an agreement with a limit of 799.99 would be broken at once": func(
			c *credit.Agree) {
			c.Limit = "799.99"
		},
		"without instalments none can be missed": func(c *credit.Agree) { c.Breach = []string{"missed"} },
		"say the day of the first instalment":    func(c *credit.Agree) { c.Parts = 3 },
	} {
		want(t, says, try(how), says)
	}
	agreed(b, nil)
	want(t, "a second", b.Refused(&credit.Agree{Customer: "C1", Until: "2025-07-31", Approver: "H", Limit: "5000"}),
		"the special agreement 1 of 2025-06-01 runs until 2025-07-31: end that first")
	agreed(b, func(c *credit.Agree) { c.Customer = "C2" })
}
