package demo

import (
	"context"
	"fmt"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/aging"
	"duebook/internal/report/lists"
)

func openDesk(t *testing.T, path string) *desk.Desk {
	t.Helper()
	y, m, day := sunday.YMD()
	d, err := desk.Open(path, desk.Options{Who: accountant, Clock: func() time.Time {
		return time.Date(y, time.Month(m), day, 9, 0, 0, 0, Zone())
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// standing is all that a round trip through files must keep: what is open of each bill
// and receipt, each cheque as it stands, each promise and what became of it, and the aging.
func standing(t *testing.T, d *desk.Desk) string {
	t.Helper()
	var out []string
	err := d.View(func(v *book.View) error {
		account.Lines(v, func(l account.Line) bool {
			c, err := customer.Get(v, l.Customer)
			if err == nil {
				err = standingOf(v, c.Code, l.ID, func(s string) { out = append(out, s) })
			}
			if err != nil {
				t.Error(err)
			}
			return err == nil
		})
		all, err := aging.Compute(v, aging.Query{AsOf: sunday, Prove: true})
		for _, r := range all {
			for _, row := range r.Rows {
				row.Name, row.Disputed = "", 0 // a dispute is a talk, not a figure
				out = append(out, fmt.Sprint("aging ", r.Currency.Code, row))
			}
			out = append(out, fmt.Sprint("aging ", r.Total.Balance, r.Tie))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(out)
	return strings.Join(out, "\n")
}

func standingOf(v *book.View, code string, acc uint32, put func(string)) error {
	number := func(id uint32) string {
		b, err := bill.Get(v, acc, id)
		if err == nil {
			return b.Number
		}
		r, _ := receipt.Get(v, acc, id)
		return r.Number
	}
	openitem.OfAccount(v, acc, func(i *openitem.Item) bool {
		// that a due date was assumed, or a bill paid in cash at once, is no figure of the list
		put(fmt.Sprint("item ", code, " ", number(i.Doc), i.Part, " ", i.Due, i.DocDate, i.Posting, i.Left,
			i.Flags&(openitem.Credit|openitem.Retention|openitem.Disputed)))
		return true
	})
	set, err := company.Get(v)
	if err != nil {
		return err
	}
	judged, err := promise.JudgeAccount(v, acc, sunday, set.Calendar(), company.CutOff(v))
	if err != nil {
		return err
	}
	for i := range judged {
		p := &judged[i].Promise
		one := fmt.Sprint("promise ", code, p.Amount, p.Date, p.Taken, p.By, p.From, p.Method, p.Matures, p.Tolerance,
			p.Plan, p.Level, len(p.Ends), judged[i].State)
		for _, b := range p.Bills {
			one += " " + number(b)
		}
		put(one)
	}
	return cheque.OfAccount(v, acc, func(x *cheque.Cheque) (bool, error) {
		one := fmt.Sprint("cheque ", code, x.Details, x.Amount, x.Maturity, x.Received, x.Type, x.Clearing)
		for _, s := range x.Shares(sunday) {
			one += fmt.Sprint(" covers ", number(s.Bill), s.Part, s.Amount)
		}
		for _, s := range x.Steps {
			if s.Back == 0 {
				one += fmt.Sprint(" ", s.On, s.Move, s.To, s.With, s.Reason, number(s.Receipt))
			}
			if r := s.Return; r != nil && s.Back == 0 {
				one += fmt.Sprint(" ", r.Reason, r.Bank, r.Fee, number(r.FeeBill), r.Paid, number(r.PaidReceipt))
			}
		}
		if x.Slip != 0 {
			s, err := cheque.GetSlip(v, x.Slip)
			if err != nil {
				return false, err
			}
			one += fmt.Sprint(" slip ", s.Number, s.Bank, s.Date, len(s.Cheques))
		}
		if x.Voided == 0 {
			put(one)
		}
		return true, nil
	})
}

// The lists of the sample company make another book that owes the same to the minor
// unit, whichever the kind of file; and what went in with its open amounts is not
// counted a second time by receipts.
func TestTheListsMakeTheSameBook(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	from := filepath.Join(dir, "from.db")
	if _, err := Make(t.Context(), from, Options{Seed: 1, Today: sunday, customers: 60}); err != nil {
		t.Fatal(err)
	}
	d := openDesk(t, from)
	want := standing(t, d)
	for _, ending := range []string{".csv", ".xlsx"} {
		to := filepath.Join(dir, "to"+ending+".db")
		found(t, to)
		other := openDesk(t, to)
		for _, l := range lists.All() {
			file := filepath.Join(dir, l.Name+ending)
			if _, err := d.ExportList(l.Name, lists.Query{}, file, false); err != nil {
				t.Fatal(err)
			}
			p, err := other.PlanImport(t.Context(), file, desk.ImportOptions{})
			if err == nil {
				_, err = other.RunImport(t.Context(), p, nil)
			}
			if err != nil {
				t.Fatal(l.Name, ending, err)
			}
		}
		got := standing(t, other)
		if got != want {
			x, y := strings.Split(got, "\n"), strings.Split(want, "\n")
			n := 0
			for i := range min(len(x), len(y)) {
				if x[i] != y[i] {
					if n++; n < 6 {
						t.Errorf("%s:\n got %.600s\nwant %.600s", ending, x[i], y[i])
					}
				}
			}
			t.Fatalf("%d lines differ, %d for %d", n, len(x), len(y))
		}
	}
}

func found(t *testing.T, path string) {
	t.Helper()
	if err := book.Create(path, desk.Schema()); err != nil {
		t.Fatal(err)
	}
	b, err := book.Open(path, desk.Schema(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Post(context.Background(), book.Request{Key: "found", Who: accountant, Role: "all", Session: "test",
		Today: civil.New(2024, 1, 1), Now: time.Date(2024, 1, 1, 9, 0, 0, 0, time.UTC),
		Command: &company.Found{Name: "Other", Currency: "SAR"}})
	if cerr := b.Close(); err != nil || cerr != nil {
		t.Fatal(err, cerr)
	}
}
