package copies_test

import (
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/round"
	report "duebook/internal/report/copies"
	"duebook/ui/action"
	"duebook/ui/screen/copies"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// delivered is the sample office with copies out with three people.
func delivered(t *testing.T) *office.Office {
	o := office.Sample(t)
	day := o.Today()
	o.Must(&bill.Issue{Customer: "C2", Number: "A-VERY-LONG-BILL-NUMBER-0001", Doc: (day - 3).String(), Amount: "10"})
	o.At(day-10, 9, 0)
	o.Must(&proof.Give{Holder: "سامي الحربي", Bills: []string{"INV-001", "INV-002", "INV-004"}})
	o.Must(&proof.Give{Holder: "Omar Abdul Rahman Al Harbi", Bills: []string{"INV-005"}, Day: "-4"})
	o.At(day, 10, 0)
	o.Must(&round.Give{Collector: "Ali", Bills: []string{"INV-006", "A-VERY-LONG-BILL-NUMBER-0001"}})
	o.Must(&proof.Miss{Bills: []string{"INV-004"}, Note: "the driver left"})
	o.Must(&proof.TakeBack{Bills: []string{"INV-007"}})
	return o
}

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("copies", func(arg any) shell.Screen { return copies.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Copies",
		Route: action.Route{Name: "copies"}}}}, w, h)
}

func read(t *testing.T, o *office.Office, q report.Query) report.List {
	l, err := o.Copies(q)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "some": delivered(t)} {
		for _, size := range uitest.Sizes {
			d := start(t, o, size[0], size[1])
			for _, tab := range []string{"list", "people", "audit"} {
				d.Frame()
				if (size[0] == 80 || size[0] == 120) && (name == "some" || tab == "list") {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
		}
	}
}

func TestAPileIsAudited(t *testing.T) {
	o := delivered(t)
	d := start(t, o, 80, 24)
	d.Play(`
		key tab tab
		see [audit]
		type INV-001
		key enter
		see Out with سامي الحربي since 2025-06-05, 10 days.
		key enter
		see 1 back signed
		type INV-02
		key enter
		note there is no bill with the number "INV-02": look at the number again
		see 1 wrong number
		type INV-002
		key enter z
		note say how the copy of INV-002 is first
		key d 3
		see quantity, disputed
		type INV-٠٠٦
		key enter ٦
		see 2 with a discrepancy
		type INV-004
		key enter m
		note is noted missing since 2025-06-15 already
		type INV-005
		key enter
		golden pending80
		key m
		see 1 missing
		key ctrl+z
		note Taken back: INV-005.
		see taken back
		see 0 missing
		type u
		key esc esc
		see [copies 5]
	`, nil)
	l := read(t, o, report.Query{})
	if l.Signed != 2 || l.Missing != 1 || l.Faulty != 2 || l.Out != 2 {
		t.Errorf("%+v", l)
	}
	c, err := o.Card("C1")
	if err != nil || c.Accounts[0].Bills[1].Disputed != 800000 {
		t.Errorf("%+v %v", c.Accounts[0].Bills, err)
	}
}

func TestMarkedCopiesComeBack(t *testing.T) {
	o := delivered(t)
	start(t, o, 80, 24).Play(`
		key space space v
		dialog Back signed?
		see 2 copies: INV-005, INV-001.
		key enter
		note 2 copies noted as back signed.
		key g j d
		dialog Copy of INV-004
		key 2
		type rain
		key enter y
		type 1
		key ctrl+s
		note noted: no stamp.
		see no stamp
		key a
		type Hassan
		key enter
		type INV-003, INV-008, INV-03
		key ctrl+s
		see There is no bill with the number "INV-03"
		key ctrl+u
		type INV-003, INV-008
		key ctrl+s
		note 2 copies out with Hassan.
		see Hassan
		key tab
		see Hassan
		key g enter
		see only
	`, nil)
	if l := read(t, o, report.Query{Holder: "Hassan"}); len(l.Rows) != 2 {
		t.Errorf("%+v", l)
	}
	d := start(t, o, 120, 40).Keys("f", "m", "ctrl+s").Gone("Hassan")
	d.See("No copy is as the filter says")
}

func TestActionsFollowTheKeys(t *testing.T) {
	o := delivered(t)
	s := copies.New(o.Desk, nil)
	d := uitest.StartScreen(t, s, 80, 24)
	for range 2 {
		for _, c := range action.Conflicts("copies", s.Actions()) {
			t.Error(c)
		}
		d.Keys("tab")
	}
	o.SetAsOf(o.Today() - 1)
	d = start(t, o, 80, 24).Keys("a").See("a past day is on show")
	d.Keys("tab", "tab").See("A past day is on show: press @")
	if strings.Contains(d.Keys("tab").Frame(), "Ali") {
		t.Error("the round of today is on yesterday's list")
	}
}
