package exceptions_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	. "duebook/internal/report/exceptions"
)

// bare takes in a promise without an amount and a bill, as another program may have them.
type bare struct {
	ID uint32 `json:"id"`
}

func (bare) Kind() string { return "import" }
func (c bare) Decide(in *book.In) ([]book.Fact, error) {
	facts, err := bill.Issue{Customer: "SAM", Number: "I1", Doc: "2025-06-10", Amount: "1"}.Decide(in)
	return append(facts, &contact.Logged{Contact: contact.Contact{ID: in.NewID("contact"), Customer: c.ID,
		At: in.Now.UnixNano(), Day: in.Today, Who: in.Who, Channel: contact.CallIn, Result: contact.Promised}}), err
}

// backlog issues bills dated back, all in one posting.
type backlog struct {
	N int `json:"n"`
}

func (backlog) Kind() string { return "bill.issue" }
func (c backlog) Decide(in *book.In) (facts []book.Fact, err error) {
	for i := range c.N {
		more, err := bill.Issue{Customer: "DUE", Number: fmt.Sprint("X", i), Amount: "1",
			Doc: (in.Today - 1 - civil.Date(i%10)).String()}.Decide(in)
		if err != nil {
			return nil, err
		}
		facts = append(facts, more...)
	}
	return facts, nil
}

func rows(t *testing.T, b *booktest.Book, day civil.Date, o Options) (all []Row) {
	t.Helper()
	b.Read(func(v *book.View) (err error) {
		all, err = List(v, desk.Schema(), day, o)
		return err
	})
	return all
}

func say(all []Row) string {
	var s strings.Builder
	for _, r := range all {
		fmt.Fprintf(&s, "%s|%s|%s|%s|%d %s|%s\n", r.Kind, r.Code+r.Name, r.Who, r.Day, r.Amount, r.Currency.Code,
			r.Text)
	}
	return s.String()
}

// eve is what there is the evening before: nothing of it but the cheque, the till and
// the overdue bill would be an exception then.
func eve(t *testing.T) *booktest.Book {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	for _, c := range []customer.Open{{Code: "LIM", Name: "Al Noor", Limit: "1000"}, {Code: "OLD", Name: "Al Safa"},
		{Code: "DUE", Name: "Al Marwa"}, {Code: "ALI", Name: "Al Amal", Collector: "ali"},
		{Code: "SAM", Name: "Al Waha", Collector: "sami"}, {Code: "RUNG", Name: "Al Qasr"}} {
		c.IBAN = "SA0380000000608010167519"
		b.Do(&c)
	}
	if none := rows(t, b, b.Today, Options{}); len(none) > 0 {
		t.Errorf("a day on which nothing happened:\n%s", say(none))
	}
	b.Do(&company.Set{Field: "write_off_limit", Value: "10"})
	b.Do(&bill.Issue{Customer: "LIM", Number: "L1", Due: "2025-09-01", Amount: "900"})
	b.Do(&bill.Issue{Customer: "DUE", Number: "D1", Doc: "2025-05-01", Due: "2025-06-01", Amount: "700"})
	b.Do(&bill.Issue{Customer: "RUNG", Number: "R1", Doc: "2025-05-01", Due: "2025-06-01", Amount: "90"})
	b.Do(&receipt.Record{Customer: "OLD", Type: "transfer", Number: "T1", Amount: "70", Date: "2025-06-08"})
	b.Do(&receipt.Record{Customer: "OLD", Type: "transfer", Number: "T2", Amount: "80", Date: "2025-06-09"})
	b.Do(&cashbox.Start{Amount: "100"})
	b.Do(&cashbox.IssueBook{Person: "Omar", From: "A-001", To: "A-010"})
	b.Do(&cheque.Receive{Customer: "OLD", Paper: cheque.Paper{Number: "11", Amount: "50", Maturity: "2025-06-13",
		Bank: "SNB", Safe: true, Nothing: true}})
	return b
}

// theDay is the day on which each kind happens once.
func theDay(t *testing.T) *booktest.Book {
	b := eve(t)
	b.Who = "ali"
	wrong := b.Do(&receipt.Record{Customer: "OLD", Type: "transfer", Number: "T3", Amount: "20"})
	b.Who = "mona"
	b.Today++
	b.Do(&writeoff.Ask{Bill: "D1", Amount: "100", Reason: "lost"})
	b.Do(&writeoff.Approve{ID: 1})
	b.Do(&book.Undo{Seq: wrong.Seq})
	b.Do(&bill.Issue{Customer: "ALI", Number: "S1", Doc: "2025-06-10", Due: "2025-09-01", Amount: "30"})
	b.Do(&bill.Issue{Customer: "LIM", Number: "L2", Due: "2025-09-01", Amount: "150.50"})
	b.Do(&customer.Edit{Customer: "OLD", Field: "iban", Value: "SA4420000001234567891234"})
	b.Do(&cheque.Receive{Customer: "OLD", Paper: cheque.Paper{Number: "12", Amount: "60", Maturity: "2025-09-01",
		Bank: "SNB", Kept: "Omar's bag", Nothing: true}})
	for _, n := range []string{"A-001", "A-003"} {
		b.Do(&receipt.Record{Customer: "SAM", Type: "cash", Number: n, Amount: "5"})
	}
	b.Do(&bare{ID: 5})
	b.Do(&office.Set{User: "mona", Roles: "admin, supervisor"})
	b.Do(&office.Set{User: "ali", Shown: "Ali Hasan", Roles: "officer"})
	b.Do(&office.Set{User: "sami", Roles: "officer"})
	b.Who = "sami"
	call := func(code string) book.Result { return b.Do(&contact.Log{Customer: code, Result: "refused"}) }
	call("SAM")
	b.Do(&contact.Log{Customer: "RUNG", Result: "no answer"}) // touched, and still on the call list
	call("ALI")
	b.Do(&book.Undo{Seq: call("ALI").Seq}) // not told twice
	b.Who = "mona"
	return b
}

const want = `cash|till main||2025-06-15|11000 SAR|the oldest of it in the till since 2025-06-15
not deposited|OLDAl Safa||2025-06-13|5000 SAR|cheque 11, dated 2025-06-13, is in safe; of SNB
with collectors|OLDAl Safa|mona|2025-06-16|6000 SAR|cheque 12, dated 2025-09-01, is not in the safe; of SNB; kept: ` +
	`Omar's bag
unapplied|OLDAl Safa||2025-06-08|7000 SAR|8 days on no bill: receipt T1
back-dated|ALIAl Amal|mona|2025-06-10|3000 SAR|invoice S1 is dated 2025-06-10, 6 days before it was recorded
undone|OLDAl Safa|mona|2025-06-15|2000 SAR|took back ali's transfer receipt T3, entry 17 of 2025-06-15
undone|ALIAl Amal|sami|2025-06-16|0 |took back their own contact (call out, refused), entry 34 of 2025-06-16
changed|OLDAl Safa|mona|2025-06-16|0 |IBAN: SA0380000000608010167519 -> SA4420000001234567891234
new over limit|LIMAl Noor||2025-06-16|5050 SAR|1,050.50 at risk, over the limit of 1,000.00; the evening before it ` +
	`was 900.00
no amount|SAMAl Waha|mona|2025-06-16|0 |was told to have promised, and no amount was written down
leaves missing|receipt book A-001–A-010|Omar|2025-06-16|0 |1 leaf is missing: A-002
untouched|DUEAl Marwa|||60000 SAR|never contacted; oldest bill 15 days overdue
self-approved|DUEAl Marwa|mona|2025-06-16|0 |approved their own write-off request 1
outside|ALIAl Amal|sami|2025-06-16|0 |call out (refused): the customer is Ali Hasan's
`

// Each kind once, and no row more: what is in order beside it is not listed. The list of
// the day stays as it was whatever is posted and undone on the days after.
func TestEachKindOnceAndForEver(t *testing.T) {
	b := theDay(t)
	day := b.Today
	then := rows(t, b, day, Options{})
	if got := say(then); got != want {
		t.Errorf("listed\n%swant\n%s", got, want)
	}
	for _, k := range Kinds() {
		of := slices.DeleteFunc(slices.Clone(then), func(r Row) bool { return r.Kind != k })
		if only := rows(t, b, day, Options{Only: []Kind{k}}); !reflect.DeepEqual(only, of) {
			t.Errorf("%s alone:\n%s", k, say(only))
		}
	}
	entry := func(k Kind) uint64 { return then[slices.IndexFunc(then, func(r Row) bool { return r.Kind == k })].Seq }
	b.Today++
	for _, c := range []book.Command{&cheque.Deposit{Cheques: []string{"11"}, Bank: "SNB", Slip: "S"},
		&cheque.Shift{Cheques: []string{"12"}, Move: "put in safe"}, &cashbox.Bank{Amount: "110", Bank: "SNB",
			Slip: "9"},
		&bill.Issue{Customer: "OLD", Number: "O1", Amount: "90"}, &receipt.ApplyMore{Receipt: "T1"},
		&receipt.Record{Customer: "SAM", Type: "cash", Number: "A-002", Amount: "5"}, &book.Undo{Seq: entry(BackDated)},
		&book.Undo{Seq: entry(Changed)}, &office.Set{User: "ali", Shown: "Ali H.", Roles: "supervisor"},
		&credit.SetLimit{Customer: "LIM", Amount: "9000", Approver: "ali"},
		&portfolio.Give{Absent: "ali", Cover: "sami", Until: (b.Today + 9).String()},
		&contact.Log{Customer: "DUE", Result: "refused"}, &book.Undo{Seq: entry(Outside)}} {
		b.Do(c)
	}
	b.Today += 3
	b.Do(&bill.Issue{Customer: "LIM", Number: "L3", Amount: "10"})
	if now := rows(t, b, day, Options{}); !reflect.DeepEqual(now, then) {
		t.Errorf("the day was\n%sand is now\n%s", say(then), say(now))
	}
}

// What was dated back to yesterday counts as new today: yesterday nobody knew it. A
// limit passed before is not new, one passed by a group is.
func TestNewOverIsWhatWasNotKnown(t *testing.T) {
	b := eve(t)
	b.Do(&customer.Open{Code: "G1", Name: "Al Baraka", Group: "Baraka"})
	b.Do(&customer.Open{Code: "G2", Name: "Al Baraka Two", Group: "Baraka"})
	b.Do(&credit.SetLimit{Group: "Baraka", Amount: "100", Approver: "mona"})
	b.Do(&bill.Issue{Customer: "G1", Number: "G1", Due: "2025-09-01", Amount: "90"})
	b.Today++
	b.Do(&bill.Issue{Customer: "LIM", Number: "L2", Doc: "-1", Due: "2025-09-01", Amount: "200"})
	b.Do(&bill.Issue{Customer: "G2", Number: "G2", Due: "2025-09-01", Amount: "20"})
	over := Options{Only: []Kind{NewOverLimit}}
	got := rows(t, b, b.Today, over)
	if len(got) != 2 || got[0].Code != "LIM" || got[0].Amount != 10000 || got[1].Name != "group Baraka" {
		t.Errorf("new over the limit:\n%s", say(got))
	}
	b.Today++
	b.Do(&bill.Issue{Customer: "LIM", Number: "L3", Due: "2025-09-01", Amount: "1"})
	if got := rows(t, b, b.Today, over); len(got) > 0 {
		t.Errorf("it was over the day before:\n%s", say(got))
	}
	b.Do(&customer.Edit{Customer: "LIM", Field: "limit", Value: "5000"})
	b.Today++
	b.Do(&customer.Edit{Customer: "LIM", Field: "limit", Value: "500"})
	if got := rows(t, b, b.Today, over); len(got) != 1 || got[0].Amount != 60100 {
		t.Errorf("a limit lowered below what is owed:\n%s", say(got))
	}
}

// The company's limits are kept; a cover, and a cashier's receipts, are no work outside; a
// cleared cheque dated back is one row, not two; a till is not told before it is kept.
func TestWhatIsLeftOut(t *testing.T) {
	b := theDay(t)
	day := b.Today
	if got := rows(t, b, day-2, Options{Only: []Kind{CashNotBanked}}); len(got) > 0 {
		t.Errorf("before the till was kept:\n%s", say(got))
	}
	b.Do(&office.Set{User: "cashier", Roles: "officer"})
	for _, b.Who = range []string{"cashier", "sami"} {
		b.Do(&receipt.Record{Customer: "ALI", Type: "transfer", Number: "by " + b.Who, Amount: "3"})
	}
	b.Who = "mona"
	if got := rows(t, b, day, Options{Only: []Kind{Outside}}); len(got) != 2 || got[1].Text !=
		"transfer receipt by sami: the customer is Ali Hasan's" || got[1].Amount != 300 {
		t.Errorf("outside:\n%s", say(got))
	}
	b.Do(&cheque.Deposit{Cheques: []string{"11"}, Bank: "SNB", Slip: "S"})
	b.Do(&company.Set{Field: "cash_limit", Value: "110"})
	b.Do(&company.Set{Field: "unapplied_days", Value: "6"})
	b.Do(&portfolio.Give{Absent: "ali", Cover: "sami", Until: day.String()})
	got := rows(t, b, day, Options{Only: []Kind{CashNotBanked, Unapplied, Outside}})
	if len(got) != 2 || got[0].Kind != Unapplied || got[1].Kind != Unapplied || got[0].Amount != 8000 {
		t.Errorf("left after the company's limits:\n%s", say(got))
	}
	b.Today++
	b.Do(&cheque.Clear{Cheques: []string{"11"}, Date: day.String()})
	got = rows(t, b, b.Today, Options{Only: []Kind{BackDated}})
	if len(got) != 1 || !strings.HasPrefix(got[0].Text, `"clear" of cheque 11 is dated 2025-06-16, 1 day before`) {
		t.Errorf("a cleared cheque:\n%s", say(got))
	}
}

// Phones are told old and new, and many documents dated back at once are one row.
func TestChangedPhonesAndBacklogs(t *testing.T) {
	b := eve(t)
	b.Today++
	b.Do(&customer.SetPerson{Customer: "DUE", Person: customer.Contact{Name: "Huda", BestTime: "10:00",
		Phones: []customer.Phone{{Number: "+966 50 123 4567"}}}})
	b.Do(&customer.SetPerson{Customer: "DUE", Person: customer.Contact{Name: "Huda", BestTime: "11:00",
		Phones: []customer.Phone{{Number: "+966 50 123 4567"}}}})
	b.Do(&customer.SetPerson{Customer: "DUE", Person: customer.Contact{Name: "Huda",
		Phones: []customer.Phone{{Number: "+966 50 765 4321"}}}})
	got := rows(t, b, b.Today, Options{Only: []Kind{Changed}})
	if len(got) != 2 || got[0].Text != "phones: none -> +966 50 123 4567 (Huda)" ||
		got[1].Text != "phones: +966 50 123 4567 (Huda) -> +966 50 765 4321 (Huda)" {
		t.Errorf("changed phones:\n%s", say(got))
	}
	b.Do(&backlog{N: 21})
	got = rows(t, b, b.Today, Options{Only: []Kind{BackDated}})
	if len(got) != 1 || got[0].Amount != 2100 || got[0].Text != "21 documents of one posting (bill.issue) are dated "+
		"2025-06-06 to 2025-06-15" {
		t.Errorf("a backlog:\n%s", say(got))
	}
}

// A reason why a customer is not worked takes nobody off the largest untouched: it is told
// there.
func TestLeftOutIsUntouched(t *testing.T) {
	b := theDay(t)
	b.Who = "ali"
	b.Do(&dayreport.Leave{Customer: "DUE", Reason: "the owner travels"})
	if all := rows(t, b, b.Today, Options{Only: []Kind{Untouched}}); len(all) != 1 ||
		!strings.HasSuffix(all[0].Text, "left out: the owner travels") {
		t.Error(say(all))
	}
}
