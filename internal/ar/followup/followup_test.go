package followup_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/followup"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

func start(t *testing.T, customers int) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), followup.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	for i := range customers {
		b.Do(&customer.Open{Code: fmt.Sprintf("C%d", i+1), Name: "Al Noor"})
	}
	return b
}

func list(b *booktest.Book, asOf civil.Date) string {
	b.T.Helper()
	var all []string
	b.Read(func(v *book.View) error {
		return followup.Opens(v, asOf, 0, func(f followup.Brief) bool {
			all = append(all, fmt.Sprintf("%d:%s", f.Customer, f.Date.String()[8:]))
			return true
		})
	})
	return strings.Join(all, " ")
}

// 2025-06-15 is a Sunday; Friday and Saturday are closed.
func TestSpreadOverOpenDays(t *testing.T) {
	b := start(t, 7)
	all := []string{"C1", "C2", "C3", "C4", "C5", "C6", "C7"}
	if s := b.Refused(&followup.Spread{Customers: all, From: "today", Days: 3, Max: 2}); s !=
		"7 customers do not fit into 3 open days of at most 2: give 4 days or allow 3 a day" {
		t.Error(s)
	}
	r := b.Do(&followup.Spread{Customers: all, From: "2025-06-19", Days: 3, Max: 3, Reason: "aged bills"})
	if got := list(b, b.Today); got != "1:19 2:19 3:19 4:22 5:22 6:23 7:23" {
		t.Error(got)
	}
	b.Do(&book.Undo{Seq: r.Seq})
	if got := list(b, b.Today); got != "" {
		t.Error(got)
	}
}

func TestOpenDaysMovesAndEnds(t *testing.T) {
	b := start(t, 2)
	f := b.Do(&followup.Plan{Customer: "C1", Date: "2025-06-20", Time: "14:30",
		Reason: "call"}).Facts[0].(*followup.Planned).Followup
	if f.Date != civil.New(2025, 6, 22) || f.Asked != civil.New(2025, 6, 20) || f.Time != 870 {
		t.Errorf("%+v", f)
	}
	b.Do(&company.AddHoliday{Date: "2025-06-22", Name: "Foundation"})
	b.Read(func(v *book.View) error {
		set, err := company.Get(v)
		if err != nil {
			return err
		}
		shut, err := followup.OnClosed(v, set.Calendar(), b.Today)
		if len(shut) != 1 || shut[0].ID != f.ID {
			t.Errorf("on closed days: %+v", shut)
		}
		return err
	})
	b.Today++
	moved := b.Do(&followup.Shift{ID: f.ID, Date: "2025-06-22"})
	if got := list(b, b.Today); got != "1:23" {
		t.Error(got)
	}
	if got := list(b, b.Today-1); got != "1:22" {
		t.Error("as of the day before the move: " + got)
	}
	b.Do(&book.Undo{Seq: moved.Seq})
	b.Today++
	done := b.Do(&followup.Done{ID: f.ID})
	if s := b.Refused(&followup.Cancel{ID: f.ID}); !strings.Contains(s, "not open any more") {
		t.Error(s)
	}
	if list(b, b.Today) != "" || list(b, b.Today-1) != "1:22" {
		t.Errorf("%q, the day before %q", list(b, b.Today), list(b, b.Today-1))
	}
	b.Do(&book.Undo{Seq: done.Seq})
	if list(b, b.Today) != "1:22" {
		t.Error("undone, it is open again: " + list(b, b.Today))
	}
}

// An edit moves and rewords in one entry; earlier days show what it said then.
func TestEdit(t *testing.T) {
	b := start(t, 1)
	f := b.Do(&followup.Plan{Customer: "C1", Date: "today", Time: "09:00",
		Reason: "call"}).Facts[0].(*followup.Planned).Followup
	says := func(on civil.Date) (s string) {
		b.Read(func(v *book.View) error {
			return followup.Opens(v, on, 0, func(x followup.Brief) bool {
				s += fmt.Sprintf("%s %d %s %s", x.Date, x.Time, x.Task, x.Reason)
				return true
			})
		})
		return s
	}
	b.Today++
	r := b.Do(&followup.Edit{ID: f.ID, Date: f.Date.String(), Time: "09:00", Reason: "fetch the cheque",
		Task: "collect"})
	if len(r.Facts) != 1 || says(b.Today) != "2025-06-15 540 collect fetch the cheque" {
		t.Errorf("a late one is reworded where it is: %s", says(b.Today))
	}
	if says(b.Today-1) != "2025-06-15 540 call call" {
		t.Error("the day before: " + says(b.Today-1))
	}
	r = b.Do(&followup.Edit{ID: f.ID, Date: "2025-06-20", Reason: "none", Owner: "omar"})
	if len(r.Facts) != 2 || says(b.Today) != "2025-06-22 -1 collect " {
		t.Error(says(b.Today))
	}
	b.Do(&book.Undo{Seq: r.Seq})
	if says(b.Today) != "2025-06-15 540 collect fetch the cheque" {
		t.Error("undone: " + says(b.Today))
	}
	if s := b.Refused(&followup.Edit{ID: f.ID, Date: "2025-06-01"}); !strings.Contains(s, "today or later") {
		t.Error(s)
	}
}
