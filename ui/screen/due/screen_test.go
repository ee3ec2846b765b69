package due

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"duebook/internal/ar/followup"
	"duebook/internal/ar/openitem"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/due"
	"duebook/internal/report/ledger"
	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
)

var today = civil.New(2025, 6, 15)

// fake has so many customers in each of three spans.
type fake struct {
	each    int
	err     error
	past    bool
	asked   []due.Query
	spread  followup.Spread
	refused error
}

func (f *fake) Today() civil.Date                        { return today }
func (f *fake) AsOf() civil.Date                         { return today }
func (f *fake) Past() bool                               { return f.past }
func (f *fake) Who() string                              { return "mona" }
func (f *fake) Calendar() civil.Calendar                 { return civil.Calendar{Closed: civil.FridaySaturday} }
func (f *fake) OutPath(name string) string               { return "out/" + name }
func (f *fake) ExportDue(due.Query, string) error        { return f.err }
func (f *fake) Lists() (desk.Lists, error)               { return desk.Lists{Branches: []string{"Jeddah"}}, nil }
func (f *fake) Spread(_ string, c followup.Spread) error { f.spread = c; return f.refused }

func (f *fake) PreviewSpread(c followup.Spread) ([]desk.DayCount, error) {
	return []desk.DayCount{{Day: today.Add(1), Count: len(c.Customers)}}, f.refused
}

func (f *fake) Due(q due.Query) ([]due.Report, error) {
	f.asked = append(f.asked, q)
	if f.err != nil || f.each == 0 {
		return nil, f.err
	}
	q.AsOf = today
	r := due.Report{Query: q, Currency: money.Currency{Code: "SAR", Digits: 2}, Unapplied: -50000}
	for n, x := range []due.Span{{Number: 0, To: today - 1, Name: "Overdue"},
		{Number: 1, From: today, To: today + 6, Name: "week of 2025-06-15"}, {Number: 9, From: today + 60,
			Name: "Later"}} {
		for i := range f.each {
			c := due.Customer{ID: uint32(i*3 + n + 1), Code: fmt.Sprintf("C-%03d", i*3+n+1),
				Name:   fmt.Sprintf("Customer Number %d Est.", i),
				Amount: money.Minor(f.each-i) * 123450, Bills: i%3 + 1}
			if i == 1 {
				c.Name = "شركة النور للتجارة"
			}
			if i%3 == 0 {
				c.Planned, c.Next = true, followup.Brief{Date: today.Add(i - 1), Time: 630, Task: followup.Call,
					Reason: "cheque"}
			}
			x.Amount += c.Amount
			x.Bills += c.Bills
			x.Customers = append(x.Customers, c)
		}
		r.Amount += x.Amount
		r.Bills += x.Bills
		r.Spans = append(r.Spans, x)
	}
	return []due.Report{r}, nil
}

func (f *fake) DueLines(_ due.Query, _, code string, span int) ([]due.Line, error) {
	var all []due.Line
	for i := range 9 {
		all = append(all, due.Line{Item: openitem.Item{Left: 41150, Due: today.Add(-14 + i*7)},
			Number: fmt.Sprintf("%s-%d-%d", code, span, i),
			Days:   14 - i*7})
	}
	return all, nil
}

func TestFrames(t *testing.T) {
	for name, f := range map[string]*fake{"empty": {}, "one": {each: 1}, "many": {each: 40},
		"error": {err: errors.New("the book is damaged")}} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, open(f), size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
	d := uitest.StartScreen(t, open(&fake{each: 40}), 80, 24)
	d.Keys("space", "space", "t").Golden("spread-80x24")
}

func TestMarksOfAllSpansArePlannedAtOnce(t *testing.T) {
	f := &fake{each: 5}
	d := uitest.StartScreen(t, open(f), 80, 24)
	d.Keys("space", "right").See("15-21 Jun").Keys("down", "space").See("2 marked")
	d.Keys("left").See("2 marked", "▸● C-001").Keys("t").See("Follow-up for 2 customers", "Mon 16 Jun: 2")
	f.refused = errors.New("they do not fit")
	d.Keys("ctrl+s").See("Nothing was saved: they do not fit")
	f.refused = nil
	d.Keys("ctrl+s").See("2 follow-ups planned.").Gone("marked")
	want := followup.Spread{Customers: []string{"C-001", "C-005"}, From: "2025-06-16", Days: 1, Max: 10, Task: "call",
		Owner: "mona"}
	if !reflect.DeepEqual(f.spread, want) {
		t.Errorf("it planned %+v", f.spread)
	}
	d.Keys("a").See("5 marked").Keys("a").Gone("marked").Keys("space").See("1 marked").Keys("esc").Gone("marked")
	d.Keys("g")
	d.Keys("t").See("Follow-up for Customer Number 0 Est.").Gone("At most")
	d.Keys("esc")
	f.past = true
	d.Keys("t").See("a past day is on show")
}

func TestPeriodFilterAndBills(t *testing.T) {
	f := &fake{each: 5}
	s := open(f)
	d := uitest.StartScreen(t, s, 120, 40)
	d.See("C-001-0-0", "14 days overdue").Keys("down").See("C-004-0-0").Keys("right").See("C-002-1-0")
	d.Keys("v", "m")
	if q := f.asked[len(f.asked)-1]; q.Period != due.Month {
		t.Errorf("it asked %+v", q)
	}
	d.Keys("f", "type:jed", "down", "enter", "tab", "y",
		"ctrl+s").See("only in branch Jeddah, without follow-up").Gone("late, 14 Jun")
	if q := f.asked[len(f.asked)-1]; !reflect.DeepEqual(q.Within, []ledger.Scope{{By: ledger.ByBranch,
		Key: "Jeddah"}}) {
		t.Errorf("it asked %+v", q)
	}
	d.Keys("f", "ctrl+u", "type:nowhere", "enter").See("There is no branch called so").Keys("esc", "enter")
	d.Keys("o").See("Customer▲").Keys("ctrl+e", "enter").See("Written to out/due-month-2025-06-15.csv")
	if e := s.cardArg(""); e.Code == "" || len(e.List) != len(s.customers) {
		t.Errorf("%+v", e)
	}
}

func TestActionsFollowTheKeys(t *testing.T) {
	for _, c := range action.Conflicts("due", open(&fake{}).Actions()) {
		t.Error(c)
	}
	var _ shell.Screen = open(&fake{})
}
