package confirmation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

// start is a book on 6 July 2025: C1 owed 1,000 + 500 - 200 on 30 June, C2 300, C3
// nothing, C4 had paid 50 too much.
func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		openitem.Subject(), bill.Subject(), receipt.Subject(), dispute.Subject(), followup.Subject(), cheque.Subject(),
		promise.Subject(), contact.Subject(), round.Subject(), proof.Subject(), interest.Subject(),
		confirmation.Subject()))
	b.Today = civil.New(2025, 6, 1)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	for i := range 4 {
		b.Do(&customer.Open{Code: fmt.Sprintf("C%d", i+1), Name: fmt.Sprintf("Customer %d", i+1)})
	}
	for _, x := range [][3]string{{"C1", "A", "1000"}, {"C1", "B", "500"}, {"C2", "D", "300"}, {"C3", "E", "70"}} {
		b.Do(&bill.Issue{Customer: x[0], Number: x[1], Doc: "2025-06-01", Due: "2025-06-20", Amount: x[2]})
	}
	b.Do(pay("C1", "200"))
	b.Do(pay("C3", "70"))
	b.Do(pay("C4", "50"))
	b.Do(&cheque.Receive{Customer: "C1", Paper: cheque.Paper{Number: "7", Bank: "Riyad", Amount: "400",
		Maturity: "2025-08-01"}})
	b.Today = civil.New(2025, 7, 6)
	return b
}

func pay(code, amount string) book.Command {
	return &receipt.Record{Customer: code, Type: "transfer", Amount: amount}
}

func letters(b *booktest.Book, run uint32) string {
	b.T.Helper()
	var all []string
	b.Read(func(v *book.View) error {
		return confirmation.Letters(v, run, func(l *confirmation.Letter) (bool, error) {
			lines, err := confirmation.Lines(v, run, l.N)
			s := fmt.Sprintf("%s %d", l.Code, l.Balance/100)
			for _, x := range lines {
				s += fmt.Sprintf(" %s=%d", x.Number, x.Left/100)
			}
			if l.InHand > 0 {
				s += fmt.Sprintf(" cheques %d", l.Cheques/100)
			}
			all = append(all, s)
			return true, err
		})
	})
	return strings.Join(all, "; ")
}

func state(b *booktest.Book, n uint32, d civil.Date) (s confirmation.Status) {
	b.T.Helper()
	b.Read(func(v *book.View) (err error) {
		s, err = confirmation.StatusOf(v, 1, n, d)
		return err
	})
	return s
}

func want(t testing.TB, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// What is posted later, dated back too, moves no letter; a second run shows both.
func TestFrozenWhateverIsPostedLater(t *testing.T) {
	b := start(t)
	b.Do(pay("C1", "500")) // after the cut-off, before the run
	b.Do(&confirmation.Make{CutOff: "2025-06-30"})
	frozen := letters(b, 1)
	want(t, "letters", frozen, "C1 1300 A=800 B=500 cheques 400; C2 300 D=300; C4 -50 R-000007=-50")
	b.Do(&bill.Issue{Customer: "C2", Number: "F", Doc: "2025-06-15", Due: "2025-07-01", Amount: "80"})
	b.Do(pay("C2", "300"))
	want(t, "first run", letters(b, 1), frozen)
	b.Do(&confirmation.Make{CutOff: "2025-06-30", Zero: true})
	want(t, "second run", letters(b, 2),
		"C1 1300 A=800 B=500 cheques 400; C2 380 D=300 F=80; C3 0; C4 -50 R-000007=-50")
	b.Do(&confirmation.Make{CutOff: "2025-07-06", Type: "negative", Least: "300", Currency: "SAR"})
	want(t, "at least", letters(b, 3), "C1 800 A=300 B=500 cheques 400")
	want(t, "first run", letters(b, 1), frozen)
}

func TestSampleBySeed(t *testing.T) {
	b := start(t)
	for i := range 40 {
		code := fmt.Sprintf("S%02d", i)
		b.Do(&customer.Open{Code: code, Name: code})
		b.Do(&bill.Issue{Customer: code, Number: "N" + code, Doc: "2025-06-01", Due: "2025-06-20", Amount: "10"})
	}
	sample := func(run uint32, n, share int, seed int64) string {
		b.Do(&confirmation.Make{CutOff: "2025-06-30", Sample: n, Share: share, Seed: &seed})
		return letters(b, run)
	}
	one := sample(1, 10, 0, 42)
	want(t, "letters", strings.Count(one, ";")+1, 10)
	want(t, "the same seed", sample(2, 10, 0, 42), one)
	if sample(3, 10, 0, 43) == one {
		t.Error("another seed gives the same sample")
	}
	more := strings.Split(sample(4, 0, 50, 42), "; ")
	want(t, "half of 43", len(more), 22)
	for _, s := range strings.Split(one, "; ") {
		if !slices.Contains(more, s) {
			t.Errorf("%s is in the small sample and not in the large one", s)
		}
	}
}

// Every move that is not in the table is refused, in words.
func TestStates(t *testing.T) {
	legal := map[string]string{"drafted": "sent", "sent": "reminded, agreed, disagreed, returned undelivered, no reply",
		"reminded": "reminded, agreed, disagreed, returned undelivered, no reply", "agreed": "closed",
		"disagreed": "reconciled", "returned undelivered": "sent, alternative work done",
		"no reply": "agreed, disagreed, alternative work done", "reconciled": "reconciled, closed",
		"alternative work done": "agreed, disagreed, closed", "closed": ""}
	for from, name := range confirmation.States() {
		var into []string
		for next, word := range confirmation.States() {
			if confirmation.May(confirmation.Positive, confirmation.State(from), confirmation.State(next)) {
				into = append(into, word)
			}
		}
		want(t, name, strings.Join(into, ", "), legal[name])
	}
	b := start(t)
	b.Do(&confirmation.Make{CutOff: "2025-06-30"})
	for _, c := range []book.Command{move("remind"), move("returned"), move("no reply"), move("close"),
		&confirmation.Reply{Run: 1, Customer: "C1", Agreed: true, Signatory: "x"},
		&confirmation.Reconcile{Run: 1, Customer: "C1"}, &confirmation.Work{Run: 1, Customer: "C1", Note: "x"}} {
		if s := b.Refused(c); !strings.Contains(s, "a confirmation that is drafted (C1)") {
			t.Errorf("%T: %s", c, s)
		}
	}
	sent := b.Do(move("send"))
	want(t, "sent", b.Refused(move("send")), "cannot send a confirmation that is sent (C1)")
	want(t, "empty", b.Refused(&confirmation.Move{Run: 1, Do: "close"}), "run 1 has no letter that can go so (close)")
	b.Do(&book.Undo{Seq: sent.Seq})
	want(t, "taken back", state(b, 1, b.Today).State, "drafted")
	all := b.Do(&confirmation.Move{Run: 1, Do: "send", Via: "mail"})
	want(t, "the run", strings.Contains(b.Refused(&book.Undo{Seq: all.Seq - 3}), "builds on"), true)
	b.Today++
	b.Do(&confirmation.Move{Run: 1, Do: "no reply", Customers: []string{"1/2"}})
	want(t, "silent positive", b.Refused(&confirmation.Move{Run: 1, Do: "close", Customers: []string{"C2"}}),
		"cannot close a confirmation that is no reply (C2): a positive one without a reply needs alternative work")
	want(t, "yesterday", state(b, 2, b.Today-1).State, "sent")
}

func move(do string) *confirmation.Move {
	return &confirmation.Move{Run: 1, Do: do, Via: "mail", Customers: []string{"C1"}}
}

func TestReconciliationFoots(t *testing.T) {
	b := start(t)
	b.Do(&confirmation.Make{CutOff: "2025-06-30", Type: "positive blank"})
	b.Do(&confirmation.Move{Run: 1, Do: "send", Via: "courier"})
	b.Today = civil.New(2025, 7, 20)
	want(t, "blank", b.Refused(&confirmation.Reply{Run: 1, Customer: "C1", Agreed: true, Signatory: "Ali"}),
		"the letter shows no balance: give the figure they wrote")
	b.Do(&confirmation.Reply{Run: 1, Customer: "C2", Theirs: "300", Signatory: "Sara"})
	want(t, "the same figure", state(b, 2, b.Today).State, "agreed")
	b.Do(&confirmation.Reply{Run: 1, Customer: "C1", Theirs: "650", Signatory: "Ali"}) // 650 less
	causes := []confirmation.ReasonInput{{Cause: "cheques they deducted and we hold", Amount: "-400", Note: "no. 7"},
		{Cause: "return they took", Amount: "-150", Note: "wet goods", Bill: "B", Dispute: true}}
	cmd := &confirmation.Reconcile{Run: 1, Customer: "C1", Causes: causes}
	want(t, "short", b.Refused(cmd), "it does not foot: theirs less ours is -650.00, the causes come to -550.00, "+
		"-100.00 is left (put it under unexplained when nobody knows)")
	cmd.Causes = append(causes, confirmation.ReasonInput{Cause: "unexplained", Amount: "-100"})
	done := b.Do(cmd)
	s := state(b, 1, b.Today)
	want(t, "state", fmt.Sprint(s.State, " ", s.Unexplained, " ", s.Confirmed()), "reconciled -10000 true")
	disputed := func() (n int) {
		b.Read(func(v *book.View) error {
			return dispute.OfAccount(v, 1, func(d *dispute.Dispute) (bool, error) {
				if d.Live(b.Today) {
					n += int(d.Amount)
				}
				return true, nil
			})
		})
		return n
	}
	want(t, "disputed", disputed(), 15000)
	cmd.Causes[1].Dispute = false // as a form gives it again
	again := b.Do(cmd)
	want(t, "its dispute", state(b, 1, b.Today).Reconciled.Reasons[1].Dispute, 1)
	b.Do(&book.Undo{Seq: again.Seq})
	cmd.Causes[1].Dispute = true
	b.Do(&book.Undo{Seq: done.Seq})
	want(t, "taken back", fmt.Sprint(state(b, 1, b.Today).State, disputed()), "disagreed 0")
	b.Do(cmd)
	b.Do(&confirmation.Move{Run: 1, Do: "close", Customers: []string{"C1"}})
	want(t, "unexplained stays", state(b, 1, b.Today).Unexplained, "-10000")
	b.Read(func(v *book.View) error {
		last, ok, err := confirmation.LastOf(v, 1, b.Today)
		want(t, "last", fmt.Sprint(ok, last.CutOff, last.Status.Reply.Signatory), "true 2025-06-30Ali")
		return err
	})
}

func TestAlternativeWork(t *testing.T) {
	b := start(t)
	b.Do(&confirmation.Make{CutOff: "2025-06-30"})
	b.Do(&confirmation.Move{Run: 1, Do: "send", Via: "mail"})
	b.Today = civil.New(2025, 7, 20)
	b.Do(pay("C1", "900")) // 800 of A, 100 of B
	b.Do(&proof.TakeBack{Bills: []string{"B"}})
	b.Do(&confirmation.Move{Run: 1, Do: "no reply"})
	work := &confirmation.Work{Run: 1, Customer: "C1", Receipts: []string{"R-000005"}}
	want(t, "an old receipt", b.Refused(work),
		"R-000005 is no receipt after 2025-06-30 that paid a bill open then (or it is named twice)")
	work.Receipts, work.Copies = []string{"R-000008"}, []string{"B"}
	b.Do(work)
	s := state(b, 1, b.Today)
	want(t, "supported", fmt.Sprint(s.State, s.Work.Supports[0].Amount, s.Work.Supports[1].Amount, s.Supported),
		"alternative work done 90000 40000 130000")
	b.Do(&confirmation.Move{Run: 1, Do: "close"})
	want(t, "closed", state(b, 1, b.Today).State, "closed")
	want(t, "silent", state(b, 2, b.Today).State, "no reply")
}

func TestTypedWrong(t *testing.T) {
	b := start(t)
	seed := int64(1)
	for say, c := range map[string]book.Command{
		"say the day whose balances":       &confirmation.Make{},
		"is yet to come: a balance":        &confirmation.Make{CutOff: "2025-07-07"},
		"is no type of confirmation":       &confirmation.Make{CutOff: "2025-06-30", Type: "odd"},
		"give the seed of the sample":      &confirmation.Make{CutOff: "2025-06-30", Sample: 3},
		"not both":                         &confirmation.Make{CutOff: "2025-06-30", Sample: 3, Share: 3, Seed: &seed},
		"a share is from 1 to 100 percent": &confirmation.Make{CutOff: "2025-06-30", Share: 101, Seed: &seed},
		"no account is chosen":             &confirmation.Make{CutOff: "2025-01-31"},
		"say the currency":                 &confirmation.Make{CutOff: "2025-06-30", Least: "5"},
		"there is no confirmation run 9":   &confirmation.Move{Run: 9, Do: "close"},
		"is no move of a confirmation":     &confirmation.Move{Run: 9, Do: "burn"},
	} {
		if got := b.Refused(c); !strings.Contains(got, say) {
			t.Errorf("%q, want %q in it", got, say)
		}
	}
}
