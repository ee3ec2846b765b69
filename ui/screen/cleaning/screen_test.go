package cleaning_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	report "duebook/internal/report/cleaning"
	"duebook/ui/action"
	"duebook/ui/screen/cleaning"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// untidy is the sample office with one thing or more of each kind to put right.
func untidy(t *testing.T) *office.Office {
	o := office.Sample(t)
	day := func(n int) string { return (o.Today() - 60).Add(n).String() }
	issue := func(customer, number, due, amount string) {
		o.Must(&bill.Issue{Customer: customer, Number: number, Doc: day(0), Due: due, Amount: amount})
	}
	issue("C2", "TINY-1", day(10), "0.75")
	issue("C3", "TINY-2", day(30), "0.40")
	o.Must(&bill.Issue{Customer: "C4", Number: "NODUE-1", Doc: day(0), Amount: "640"})
	o.Must(&receipt.Record{Customer: "C1", Type: "transfer", Number: "OLD-1",
		Amount: "2500", Date: day(5), Mode: "none"})
	o.Must(&customer.Open{Code: "C6", Name: "PALM  HOTELS"})
	o.Must(&receipt.Record{Customer: "C6", Type: "cash", Number: "OLD-2", Amount: "90", Date: day(5), Mode: "none"})
	return o
}

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("cleaning", func(arg any) shell.Screen { return cleaning.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Cleaning",
		Route: action.Route{Name: "cleaning"}}}}, w, h)
}

func counts(t *testing.T, o *office.Office) map[report.Kind]int {
	l, err := o.Cleaning(report.Query{})
	if err != nil {
		t.Fatal(err)
	}
	return l.Counts
}

func TestFrames(t *testing.T) {
	many := untidy(t)
	for i := range 60 {
		code := fmt.Sprintf("M%02d", i)
		name := strings.Repeat("مؤسسة الأفق البعيد للتجارة والمقاولات العامة ", 2) + code
		if i%2 == 0 {
			name = "The Very Long Name of a General Trading, Contracting and Transport Establishment " + code
		}
		many.Must(&customer.Open{Code: code, Name: name})
		many.Must(&bill.Issue{Customer: code, Number: "A-VERY-LONG-BILL-NUMBER-" + code, Doc: "2025-03-01",
			Due: "2025-04-01", Amount: "0.50"})
	}
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "some": untidy(t), "many": many} {
		for _, size := range uitest.Sizes {
			d := start(t, o, size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
}

func TestResiduesAreMarkedAndWrittenOffAtOnce(t *testing.T) {
	o := untidy(t)
	start(t, o, 80, 24).Play(`
		key tab
		see [residues 2]
		key space space
		see 2 marked
		key r
		dialog Write off?
		see Written off today: 2 residues, 1.15 SAR.
		see 2 customers:
		golden writeoff80
		key enter
		note 2 residues written off.
		not residues 2
	`, nil)
	if n := counts(t, o)[report.Residue]; n != 0 {
		t.Errorf("%d residues are left", n)
	}
}

func TestAnOldCreditGoesOnTheOldestBill(t *testing.T) {
	o := untidy(t)
	start(t, o, 120, 40).Play(`
		key tab tab
		see [old credits 1]
		see OLD-1
		key t
		note nothing is to be planned for this row
		key r
		dialog Apply?
		see Put on the oldest due bills: 1 credit, 2,500.00 SAR
		key esc
		see old credits 1
		key r y
		note 1 credit applied.
	`, nil)
	c, err := o.Card("C1")
	if err != nil {
		t.Fatal(err)
	}
	if a := &c.Accounts[0]; a.Unapplied != 0 || a.Bills[0].Left != 750000 || counts(t, o)[report.Beside] != 0 {
		t.Errorf("unapplied %d, first bill %+v", a.Unapplied, a.Bills[0])
	}
}

func TestTheSameCreditIsAppliedOnce(t *testing.T) {
	start(t, untidy(t), 120, 40).Play(`
		key a r
		dialog Settle these?
		see Written off today: 2 residues, 1.15 SAR.
		see 1 credit, 2,500.00 SAR
		see The other 5 of the 8 marked rows
		key enter
		note 2 residues written off, 1 credit applied.
	`, nil)
}

func TestAnAssumedDueDateIsSetAndLeavesTheList(t *testing.T) {
	o := untidy(t)
	start(t, o, 80, 24).Play(`
		key tab tab tab tab
		see [due assumed 1]
		see NODUE-1
		key e
		dialog Due date of NODUE-1
		key ctrl+s
		see This is the day that was assumed; give another
		key ctrl+u
		type 2025-07-01
		key ctrl+s
		note NODUE-1 is due on 2025-07-01.
		see due assumed 0
		not e set due date
	`, nil)
	if n := counts(t, o)[report.AssumedDue]; n != 0 {
		t.Errorf("%d are assumed yet", n)
	}
}

func TestATaskIsPlannedOnceAndShown(t *testing.T) {
	o := untidy(t)
	start(t, o, 120, 40).Play(`
		key shift+tab shift+tab
		see [look-alikes 1]
		see looks like that of C5, Palm Hotels
		key t
		dialog Plan a follow-up?
		key enter
		note 1 follow-up planned.
		see planned 15 Jun
		key t
		note nothing is to be planned for this row
		key v
		note There is no screen called "card"
	`, nil)
	c, err := o.Card("C6")
	if err != nil || len(c.Followups) != 1 || c.Followups[0].Date != o.Today() {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestFilterNarrowsAndAPastDayPostsNothing(t *testing.T) {
	o := untidy(t)
	d := start(t, o, 120, 40)
	d.Keys("f", "ctrl+u", "type:800", "tab", "tab", "tab", "type:huda", "ctrl+s").See("residues up to 800.00",
		"collector huda", "NODUE-1").Gone("Palm", "TINY")
	o.SetAsOf(o.Today() - 1)
	start(t, o, 120, 40).Keys("tab", "r").See("a past day is on show")
}

func TestActionsFollowTheKeys(t *testing.T) {
	o := untidy(t)
	for _, c := range action.Conflicts("cleaning", cleaning.New(o.Desk, nil).Actions()) {
		t.Error(c)
	}
	var _ func(*desk.Desk, any) shell.Screen = cleaning.New
}
