package interest_test

import (
	"fmt"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/receipt"
	"duebook/ui/action"
	screen "duebook/ui/screen/interest"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// charged is the sample office with terms, a change of the rate, and a part payment
// that came late.
func charged(t *testing.T) *office.Office {
	o := office.Sample(t)
	day := o.Today()
	o.Must(&interest.SetTerms{From: (day - 400).String(), Rate: "24%", Grace: 5})
	o.Must(&interest.SetTerms{From: (day - 30).String(), Rate: "18%"})
	o.Must(&interest.SetTerms{Customer: "C2", From: (day - 400).String(), Method: "exempt", Why: "agreed in 2024"})
	o.Must(&bill.Issue{Customer: "C1", Number: "OLD-1", Doc: (day - 90).String(), Due: (day - 60).String(),
		Amount: "1000"})
	o.Must(&receipt.Record{Customer: "C1", Type: "cash", Date: (day - 20).String(), Amount: "400", Mode: "marked",
		Parts: []receipt.PartChoice{{Bill: "OLD-1"}}})
	return o
}

func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("interest", func(arg any) shell.Screen { return screen.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Interest",
		Route: action.Route{Name: "interest"}}}}, w, h)
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "some": charged(t)} {
		for _, size := range uitest.Sizes {
			d := start(t, o, size[0], size[1])
			for _, tab := range []string{"charge", "notes", "terms"} {
				d.Frame()
				if (size[0] == 80 || size[0] == 120) && (name == "some" || tab == "charge") {
					d.Golden(fmt.Sprintf("%s-%s-%dx%d", name, tab, size[0], size[1]))
				}
				d.Keys("tab")
			}
		}
	}
}

// TestARunWithARateChangeAndAPartPayment: a run is explained, posted, waived of and
// reversed.
func TestARunWithARateChangeAndAPartPayment(t *testing.T) {
	o := charged(t)
	d := start(t, o, 120, 40)
	d.Play(`
		see to charge 450.87
		key =
		see OLD-1, due 2025-04-16: 30.41
		key down down enter
		see 2025-04-17 to 2025-05-15, 29 days
		see 1,000.00 at 24% a year x 29/365 = 19.06849315
		see 2025-05-16 to 2025-05-26, 11 days
		see 600.00 at 18% a year x 20/365 = 5.91780822
		see Together 30.41095890, rounded once to 30.41.
		key esc
		key space C
		see Charge 1 customer
		see 1 note, together 359.83 SAR.
		key ctrl+s
		note The notes are posted. u takes the run back.
		see to charge 91.04
		see notes unpaid 359.83
		key tab
		see IN-
		key w tab
		type 9.83
		key tab
		type agreed by telephone
		key ctrl+s
		note Waived. It is never charged again.
		see 350.00
		key x
		type wrong
		key ctrl+s
		see Some of it was waived
		key esc y
	`, nil)
}

// TestTermsAreSetOnTheScreen: from the empty screen, with a refusal at its field.
func TestTermsAreSetOnTheScreen(t *testing.T) {
	d := start(t, office.Empty(t), 80, 24)
	d.Play(`
		see No interest is charged
		key a
		see Terms of interest
		key ctrl+s
		see Rate is needed
		type 24
		key ctrl+s
		note The terms are set; nothing is charged until you post notes.
		see [terms 1]
		see 24% a year, ACT/365F
	`, nil)
}
