package provision_test

import (
	"fmt"
	"testing"

	"duebook/internal/ar/bill"
	facts "duebook/internal/ar/provision"
	report "duebook/internal/report/provision"
	"duebook/ui/action"
	"duebook/ui/screen/provision"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// rated is the sample office with loss rates and a decision on one customer.
func rated(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&bill.Issue{Customer: "C2", Number: "OLD", Doc: "2024-06-01", Due: "2024-09-01", Amount: "1234567.89"})
	o.Must(&facts.SetRates{From: "2025-01-01", Rates: []string{"0.5", "1", "5", "10", "25", "50"},
		Why: "losses of the last three years"})
	o.Must(&facts.SetSpecific{Customer: "C4", From: "2025-06-10", Percent: "80", Why: "insolvent"})
	return o
}

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("provision", func(arg any) shell.Screen { return provision.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Provision",
		Route: action.Route{Name: "provision"}}}}, w, h)
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Sample(t), "rated": rated(t)} {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			d := start(t, o, size[0], size[1])
			for _, tab := range []string{"buckets", "customers", "branches", "rates", "specific"} {
				d.Frame()
				if name == "rated" || tab == "buckets" || tab == "rates" {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
		}
	}
}

func TestRatesAreEnteredAndExplained(t *testing.T) {
	o := office.Sample(t)
	start(t, o, 80, 24).Play(`
		see No loss rates count on 2025-06-15: e enters
		key e
		dialog Loss rates
		type 2025-01-01
		key tab
		type 0.5
		key tab
		type 1
		key tab
		type 5
		key tab
		type 10
		key tab
		type 25
		key tab
		type 101
		key ctrl+s
		see outside 0 to 100
		key ctrl+u
		type ٥٠
		key ctrl+s
		note Loss rates from 2025-01-01 are set.
		see 3,742.01 SAR
		key G
		key =
		see 30,000.00 x 10% = 3000
		key esc
		key tab g
		see C2
		key a
		dialog Provide for one customer
		key tab tab
		type 50
		key ctrl+s
		see Why
		key tab tab tab
		type in court
		key ctrl+s
		note The provision of C2 is set from 2025-06-15.
		see 15,750.25
		key tab tab tab
		see in court
		key m
		type 15/6
		key tab
		type settled
		key ctrl+s
		see Another decision on
		key esc esc
	`, nil)
	all, err := o.Provision(report.Query{By: report.ByCustomer})
	if err != nil || all[0].Rows[1].Key != "C2" || all[0].Rows[1].Specific != 1575025 {
		t.Errorf("%+v %v", all, err)
	}
}

func TestMovementIsShown(t *testing.T) {
	o := rated(t)
	start(t, o, 120, 40).Play(`
		key f
		dialog Movement since
		type 2025-06-15
		key enter
		see must begin before
		key ctrl+u
		type 2025-05-31
		key enter
		see Opening
		see since
		golden movement120
	`, nil)
	start(t, o, 80, 24).Play(`
		key f
		type 2025-05-31
		key enter
		golden movement80
	`, nil)
}

func TestActionsFollowTheKeys(t *testing.T) {
	o := rated(t)
	s := provision.New(o.Desk, nil)
	d := uitest.StartScreen(t, s, 80, 24)
	for range 5 {
		for _, c := range action.Conflicts("provision", s.Actions()) {
			t.Error(c)
		}
		d.Keys("tab")
	}
	o.SetAsOf(o.Today() - 1)
	start(t, o, 80, 24).Keys("e").See("a past day is on show")
}
