package reminder_test

import (
	"fmt"
	"testing"

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
	ar "duebook/internal/ar/reminder"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/report/ledger"
	"duebook/internal/report/reminder"
)

// A past day shows what it showed, whatever was posted since.
func TestPastDaysStay(t *testing.T) {
	b := office(t)
	b.Do(&ar.Defaults{})
	var days []civil.Date
	was := map[civil.Date]string{}
	note := func() {
		days = append(days, b.Today)
		was[b.Today] = show(b, b.Today)
		b.Today++
	}
	note()
	b.Do(&ar.SetLevel{Level: 1, Fee: "10"})
	note()
	sent := b.Do(&ar.Send{Customer: "C1"})
	note()
	b.Do(&dispute.Open{Bill: "A", Amount: "30", Reason: "short"})
	note()
	b.Do(&book.Undo{Seq: sent.Seq})
	note()
	for _, c := range []book.Command{&ar.Send{Customer: "C1", Override: "asked"}, pay("C1", "60"),
		&ar.SetLevel{Level: 1, Off: true}} {
		b.Do(c)
		note()
	}
	for _, d := range days {
		if got := show(b, d); got != was[d] {
			t.Errorf("%s\nis  %s\nwas %s", d, got, was[d])
		}
	}
}

func show(b *booktest.Book, d civil.Date) (s string) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		l, err := reminder.Compute(v, reminder.Query{AsOf: d})
		if err != nil {
			return err
		}
		for i := range l.Rows {
			r := &l.Rows[i]
			s += fmt.Sprintln(r.Head.Code, reminder.Level(&r.Letter), r.Lines, r.Left, r.Total(), r.Why, r.From)
		}
		sent, err := reminder.Sent(v, d, "")
		for i := range sent {
			s += fmt.Sprintln(sent[i].Number(), sent[i].Total())
		}
		return err
	})
	return s
}

func TestListAndExplain(t *testing.T) {
	b := office(t)
	b.Do(&ar.Defaults{})
	b.Do(&dispute.Open{Bill: "A", Amount: "30", Reason: "short"})
	b.Read(func(v *book.View) error {
		l, err := reminder.Compute(v, reminder.Query{AsOf: b.Today})
		if err != nil {
			return err
		}
		if len(l.Rows) != 2 || l.Due != 1 || l.Rows[0].Head.Code != "C1" || l.Rows[1].Why == "" {
			t.Errorf("%+v", l.Rows)
		}
		steps, left := reminder.Explain(&l.Rows[0].Letter)
		if s := fmt.Sprint(steps, left); s != "[{A due 2025-05-20, 26 days late 7000 false} {asked for 7000 true} "+
			"{total 7000 true}] [{A due 2025-05-20 disputed 3000 false}]" {
			t.Error(s)
		}
		one, err := reminder.Compute(v, reminder.Query{AsOf: b.Today, Within: []ledger.Scope{{By: ledger.ByCustomer,
			Key: "C2"}}})
		if err == nil && (len(one.Rows) != 1 || one.Rows[0].Head.Code != "C2") {
			t.Errorf("%+v", one.Rows)
		}
		return err
	})
}

func pay(code, amount string) book.Command {
	return &receipt.Record{Customer: code, Type: "transfer", Amount: amount}
}

func office(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(),
		promise.Subject(), contact.Subject(), interest.Subject(), ar.Subject()))
	b.Today = civil.New(2025, 5, 1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	for i, code := range []string{"C1", "C2"} {
		b.Do(&customer.Open{Code: code, Name: "Customer " + code})
		b.Do(&bill.Issue{Customer: code, Number: string(rune('A' + i)), Doc: "2025-05-01",
			Due: []string{"2025-05-20", "2025-06-12"}[i], Amount: "100"})
	}
	b.Today = civil.New(2025, 6, 15)
	return b
}
