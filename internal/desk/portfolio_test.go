package desk_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
)

// peopled gives the book two officers with customers, and one a cover for the other.
func peopled(t *testing.T, d *desk.Desk) {
	t.Helper()
	for _, c := range []book.Command{&customer.Open{Code: "C1", Name: "Al Noor", Collector: "Ali H."},
		&customer.Open{Code: "C2", Name: "Salem", Collector: "Ali H."},
		&customer.Open{Code: "C3", Name: "Palm", Collector: "huda"},
		&bill.Issue{Customer: "C1", Number: "A", Doc: "-50", Due: "-20", Amount: "1000"},
		&bill.Issue{Customer: "C2", Number: "B", Doc: "-50", Due: "-20", Amount: "900"},
		&bill.Issue{Customer: "C3", Number: "C", Doc: "-50", Due: "-20", Amount: "800"},
		&office.Set{User: "boss", Roles: "admin, supervisor"},
		&office.Set{User: "ali", Shown: "Ali Hasan", Roles: "officer", Collector: "Ali H."},
		&office.Set{User: "huda", Roles: "officer"},
		&followup.Plan{Customer: "C1", Date: "2025-06-16", Reason: "statement", Owner: "ali"},
		&portfolio.Give{Absent: "Ali Hasan", Cover: "huda", From: "2025-06-16", Until: "2025-06-18", Reason: "leave"}} {
		do(t, d, c)
	}
}

// opensOn checks that lists open on the portfolio of who has one, else on everybody's.
func opensOn(t *testing.T, d *desk.Desk, mine bool) {
	t.Helper()
	if scope, err := d.OpensOn(desk.Home); err != nil || (scope == desk.Mine) != mine {
		t.Errorf("the lists of %s open on %q, %v", d.Who(), scope, err)
	}
}

// Customers and follow-ups of who is absent stand on the cover's lists for its days,
// marked, and nowhere else; a portfolio is handed over whole, taken back whole, and past
// days keep what they showed.
func TestCoverAndHandOver(t *testing.T) {
	now := time.Date(2025, 6, 15, 10, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "p.db")
	opt := func(who string) desk.Options { return desk.Options{Who: who, Clock: func() time.Time { return now }} }
	if err := desk.Create(path, "Office Trading Co.", "SAR", opt("boss")); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(path, opt("boss"))
	if err != nil {
		t.Fatal(err)
	}
	peopled(t, d)
	if _, err := d.Do(desk.NewKey(), &portfolio.Give{Absent: "ali", Cover: "boss", Until: "2025-06-17"}); err == nil {
		t.Error("two covers for the same day")
	}
	see := func(who string, day civil.Date) (codes, signals, calls []string) {
		t.Helper()
		_ = d.Close()
		if d, err = desk.Open(path, opt(who)); err != nil {
			t.Fatal(err)
		}
		d.SetAsOf(day)
		l, err := d.CallList(desk.Mine, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range l.Rows {
			codes, signals = append(codes, r.Code), append(signals, r.Signals...)
		}
		slices.Sort(codes)
		opensOn(t, d, len(codes) > 0)
		fs, err := d.Followups(0, false)
		for _, f := range fs {
			calls = append(calls, f.Code)
		}
		if err != nil {
			t.Fatal(err)
		}
		return codes, signals, calls
	}
	want := func(who string, day civil.Date, wantCodes, wantCalls []string, marked bool) {
		t.Helper()
		codes, signals, calls := see(who, day)
		if !slices.Equal(codes, wantCodes) || !slices.Equal(calls, wantCalls) ||
			slices.Contains(signals, "covered for Ali Hasan") != marked {
			t.Errorf("%s on %s: %v %v %v", who, day, codes, calls, signals)
		}
	}
	first := civil.New(2025, 6, 15)
	want("huda", first, []string{"C3"}, nil, false)
	want("ali", first, []string{"C1", "C2"}, []string{"C1"}, false)
	now = now.AddDate(0, 0, 1)
	want("huda", first+1, []string{"C1", "C2", "C3"}, []string{"C1"}, true)
	coverSeesAll(t, d)
	now = now.AddDate(0, 0, 3)
	want("huda", first+4, []string{"C3"}, nil, false)
	see("boss", first+4)
	over := portfolio.HandOver{From: "ali", To: "huda", Reason: "left the company"}
	if n, f, err := d.PreviewHandOver(over); err != nil || n != 2 || f != 1 {
		t.Errorf("preview: %d customers, %d follow-ups, %v", n, f, err)
	}
	do(t, d, over)
	want("huda", first+4, []string{"C1", "C2", "C3"}, []string{"C1"}, false)
	want("ali", first+4, nil, nil, false)
	want("ali", first, []string{"C1", "C2"}, []string{"C1"}, false)
	see("boss", first+4)
	takeBack(t, d)
	want("ali", first+4, []string{"C1", "C2"}, []string{"C1"}, false)
	sound(t, d)
}

// coverSeesAll asks that the page of the day is of the cover's own customers and of those
// covered for.
func coverSeesAll(t *testing.T, d *desk.Desk) {
	t.Helper()
	mine, err := d.Portfolio()
	page, perr := d.TodayPage()
	if err != nil || perr != nil || !slices.Equal(mine, []string{"huda", "Ali H."}) ||
		page.Aging[0].Total.Balance != 270000 {
		t.Errorf("%v %v %v %v", mine, page.Aging, err, perr)
	}
}

func sound(t *testing.T, d *desk.Desk) {
	t.Helper()
	fs, err := d.Book().Verify(t.Context(), book.Deep)
	if err != nil || len(fs) > 0 {
		t.Errorf("%v %v", fs, err)
	}
	_ = d.Close()
}

func takeBack(t *testing.T, d *desk.Desk) {
	t.Helper()
	seq, _, err := d.Undoable()
	if err == nil {
		err = d.Undo(desk.NewKey(), seq)
	}
	if err != nil {
		t.Fatal(err)
	}
}
