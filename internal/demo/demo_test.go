package demo

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/referral"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/cashsheet"
)

var sunday = civil.New(2025, 11, 23)

// made makes a book, opens it, and verifies it deeply when the test ends.
func made(t testing.TB, o Options) (*book.Book, Made) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo.db")
	m, err := Make(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	b, err := book.Open(path, desk.Schema(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		findings, err := b.Verify(context.Background(), book.Deep)
		for _, f := range findings {
			t.Error(f)
		}
		if err != nil || b.Close() != nil {
			t.Error(err)
		}
	})
	return b, m
}

func TestSameSeedAndDayMakeTheSameJournal(t *testing.T) {
	t.Parallel()
	head := func(o Options) (digest []byte) {
		b, m := made(t, o)
		if m.Customers != 40 || m.Bills != 600 {
			t.Fatalf("made %+v", m)
		}
		if err := b.View(func(v *book.View) error { _, digest = v.Head(); return nil }); err != nil {
			t.Fatal(err)
		}
		return bytes.Clone(digest)
	}
	one := head(Options{Seed: 7, Today: sunday, customers: 40})
	if !bytes.Equal(one, head(Options{Seed: 7, Today: sunday, customers: 40})) {
		t.Error("the same seed and day made another journal")
	}
	if bytes.Equal(one, head(Options{Seed: 8, Today: sunday + 40, customers: 40})) {
		t.Error("another seed made the same journal")
	}
}

func TestStoryHasEveryState(t *testing.T) {
	t.Parallel()
	b, _ := made(t, Options{Seed: 1, Today: sunday, customers: 130})
	err := b.View(func(v *book.View) error {
		set, err := company.Get(v)
		if err != nil {
			return err
		}
		tellPromises(t, v, set.Calendar())
		tellCash(t, v)
		cheques := map[cheque.State]int{}
		err = cheque.Register(v, sunday, func(b *cheque.Brief) bool { cheques[b.State]++; return true })
		for _, s := range []cheque.State{cheque.InSafe, cheque.Deposited, cheque.Cleared, cheque.Bounced,
			cheque.Settled} {
			if err != nil || cheques[s] == 0 {
				t.Errorf("no cheque is %s (%v, %v)", s, cheques, err)
			}
		}
		today, overdue := 0, 0
		err = followup.Opens(v, sunday, sunday, func(f followup.Brief) bool {
			if f.Task == followup.Call && f.Date == sunday && f.Time != followup.NoTime {
				today++
			}
			if f.Date < sunday {
				overdue++
			}
			return true
		})
		if err != nil || today == 0 || overdue == 0 {
			t.Errorf("%d timed call-backs today, %d follow-ups overdue, %v", today, overdue, err)
		}
		waiting, answered := 0, 0
		err = referral.All(v, func(r *referral.Referral) (bool, error) {
			if _, ok := r.Answered(sunday); ok {
				answered++
			} else {
				waiting++
			}
			return true, nil
		})
		if err != nil || waiting == 0 || answered == 0 {
			t.Errorf("%d referrals wait, %d are answered, %v", waiting, answered, err)
		}
		status := map[customer.Status]int{}
		silent, alone := 0, 0
		customer.Profiles(v, sunday, func(_ uint32, s customer.Step) bool {
			status[s.Status]++
			if s.DoNotContact {
				silent++
			}
			if s.Collector == 0 {
				alone++
			}
			return true
		})
		if status[customer.Government] == 0 || status[customer.Insolvent]+status[customer.Legal] == 0 ||
			status[customer.Closed] == 0 || silent == 0 || alone == 0 {
			t.Errorf("statuses %v, %d silent, %d without collector", status, silent, alone)
		}
		return v.Journal(1, func(e *book.Entry) (bool, error) {
			if e.ClockBack || e.Day >= sunday || civil.Of(e.Time().In(Zone())) != e.Day {
				t.Errorf("entry %d of %s at %s lies ahead or out of order", e.Seq, e.Day, e.Time())
			}
			return true, nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func tellPromises(t *testing.T, v *book.View, cal civil.Calendar) {
	t.Helper()
	states := map[promise.State]int{}
	due := 0
	account.Lines(v, func(l account.Line) bool {
		all, err := promise.JudgeAccount(v, l.ID, sunday, cal, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range all {
			states[j.State]++
			if j.State == promise.Open && j.Due <= sunday {
				due++
			}
		}
		return true
	})
	for _, s := range []promise.State{promise.Open, promise.Kept, promise.Partly, promise.Broken, promise.Withdrawn,
		promise.Superseded} {
		if states[s] == 0 {
			t.Errorf("no promise is %s", s)
		}
	}
	if due == 0 {
		t.Error("no promise is due")
	}
}

// tellCash tells whether the till's month is plausible: batches with two differences, one
// of them explained, cash that waits for its receipts, a leaf that is missing and one
// that is spoilt, certificates that came and that are still to be chased.
func tellCash(t *testing.T, v *book.View) {
	t.Helper()
	waiting, explained, short := 0, 0, 0
	err := cashbox.Batches(v, func(b *cashbox.Batch) (bool, error) {
		p := b.Posted(sunday)
		switch {
		case p == nil:
			waiting++
		case len(p.Differences) == 1 && p.Differences[0].Note != "":
			explained++
		case len(p.Differences) == 1:
			short++
		}
		return true, nil
	})
	if err != nil || explained != 1 || short != 1 || waiting == 0 {
		t.Errorf("%d differences are explained, %d are not, %d batches wait: %v", explained, short, waiting, err)
	}
	came, chased := 0, 0
	account.Lines(v, func(l account.Line) bool {
		err = receipt.OfAccount(v, l.ID, func(r *receipt.Receipt) (bool, error) {
			if _, ok := r.Certificate(sunday); ok {
				came++
			} else if r.Kind == receipt.Withholding {
				chased++
			}
			return true, nil
		})
		return err == nil
	})
	if err != nil || came == 0 || chased == 0 {
		t.Errorf("%d certificates came, %d are to be chased: %v", came, chased, err)
	}
	tills, err := cashbox.Tills(v)
	sheets := 0
	for i := range tills {
		for _, c := range tills[i].Counts {
			if !c.Start {
				sheets++
			}
		}
	}
	spoilt := 0
	berr := cashbox.Books(v, func(b *cashbox.Book) (bool, error) { spoilt += len(b.Leaves); return true, nil })
	missing := 0
	series, serr := cashsheet.Books(v, cashsheet.Query{AsOf: sunday})
	for i := range series {
		missing += series[i].Missing
	}
	if errors.Join(err, berr, serr) != nil || sheets < 4 || spoilt == 0 || missing == 0 {
		t.Errorf("%d sheets, %d spoilt leaves, %d missing: %v %v %v", sheets, spoilt, missing, err, berr, serr)
	}
}

// TestAnyDayHasAStory: the company can be made on any day, whatever falls together.
func TestAnyDayHasAStory(t *testing.T) {
	t.Parallel()
	for i := range 3 {
		day := sunday.Add(i * 131)
		if _, err := Make(t.Context(), filepath.Join(t.TempDir(), "x.db"), Options{Seed: uint64(i), Today: day,
			customers: 30}); err != nil {
			t.Errorf("seed %d on %s: %v", i, day, err)
		}
	}
}

func TestFiguresTieOut(t *testing.T) {
	t.Parallel()
	b, m := made(t, Options{Seed: 3, Today: sunday, customers: 40})
	var bills, receipts, open, disputed money.Minor
	n, kinds := 0, map[receipt.Kind]int{}
	err := b.View(func(v *book.View) error {
		live, err := dispute.Live(v, sunday)
		if err != nil {
			return err
		}
		openitem.All(v, func(i *openitem.Item) bool { open += i.Signed(); disputed += live.Take(i); return true })
		account.Lines(v, func(l account.Line) bool {
			err = bill.OfAccount(v, l.ID, func(x *bill.Bill) (bool, error) {
				n++
				bills += x.Amount()
				return true,
					nil
			})
			if err == nil {
				err = receipt.OfAccount(v, l.ID, func(r *receipt.Receipt) (bool, error) {
					if r.Voided == 0 {
						receipts += r.Amount
						kinds[r.Kind]++
					}
					return true, nil
				})
			}
			return err == nil
		})
		return err
	})
	if err != nil || n < m.Bills || bills-receipts != open || open <= 0 || disputed < 0 {
		t.Errorf("%d bills of %d less receipts of %d are not the open %d: %v", n, bills, receipts, open, err)
	}
	for _, k := range []receipt.Kind{receipt.Cash, receipt.Transfer, receipt.Cheque, receipt.CreditNote} {
		if kinds[k] == 0 {
			t.Errorf("no receipt is a %s", k)
		}
	}
}

func TestBenchBookAndItsFileAgree(t *testing.T) {
	large["t"] = struct{ customers, bills int }{100, 3000}
	defer delete(large, "t")
	o := Options{Seed: 1, Today: sunday, Size: "t"}
	b, m := made(t, o)
	var left money.Minor
	n := 0
	err := b.View(func(v *book.View) error {
		openitem.All(v, func(i *openitem.Item) bool { n++; left += i.Left; return true })
		return nil
	})
	if err != nil || m.Bills != 3000 || n < 900 || n > 1100 {
		t.Errorf("%d of %d bills are open, not about a third: %v", n, m.Bills, err)
	}
	path := filepath.Join(t.TempDir(), "bills.csv")
	if err := WriteCSV(path, o); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	var sum money.Minor
	for _, l := range lines[1:] {
		m, err := money.Currency{Code: "SAR", Digits: 2}.ParsePlain(strings.Split(l, ",")[6])
		if err != nil {
			t.Fatal(l, err)
		}
		sum += m
	}
	if len(lines) != 3001 || sum != left {
		t.Errorf("the file has %d lines and %d open, the book %d", len(lines), sum, left)
	}
}

func TestMakeRefusesWhatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.db")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(context.Background(), path, Options{Today: sunday}); err == nil {
		t.Error("a file that was there was taken")
	}
	if data, _ := os.ReadFile(path); string(data) != "mine" {
		t.Error("a file that was there was touched")
	}
	if _, err := Make(context.Background(), path+"2", Options{Today: sunday, Size: "x"}); err == nil {
		t.Error("an unknown size was taken")
	}
}

func BenchmarkSample(b *testing.B) {
	for range b.N {
		path := filepath.Join(b.TempDir(), time.Now().Format("150405.000000000"))
		if _, err := Make(context.Background(), path, Options{Seed: 1, Today: sunday}); err != nil {
			b.Fatal(err)
		}
	}
}
