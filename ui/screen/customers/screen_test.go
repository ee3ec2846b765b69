package customers

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// fake is a desk that answers with what the test put in it.
type fake struct {
	all     []desk.Hit
	deep    []desk.Hit
	err     error
	asked   []desk.FindQuery
	deepFor []string
	opened  customer.Open
	past    bool
	more    bool
	refuse  error
}

var sar = money.Currency{Code: "SAR", Digits: 2}

func (f *fake) Company() company.Settings { return company.Defaults("Test Trading", sar) }
func (f *fake) Today() civil.Date         { return civil.New(2025, 6, 15) }
func (f *fake) Past() bool                { return f.past }

func (f *fake) Find(q desk.FindQuery) (desk.Found, error) {
	f.asked = append(f.asked, q)
	if f.err != nil {
		return desk.Found{}, f.err
	}
	var out desk.Found
	for _, h := range f.all {
		if strings.Contains(strings.ToLower(h.Customer.Name), strings.ToLower(q.Text)) {
			out.Hits = append(out.Hits, h)
		}
	}
	out.More = f.more
	return out, nil
}

func (f *fake) FindInBills(q string, _ int) (desk.Found, error) {
	f.deepFor = append(f.deepFor, q)
	return desk.Found{Hits: f.deep}, nil
}

func (f *fake) Lists() (desk.Lists, error) {
	return desk.Lists{Branches: []string{"Jeddah", "Riyadh"}, People: []string{"Mona", "Ali"}}, nil
}

func (f *fake) OpenCustomer(_ string, c customer.Open) error { f.opened = c; return f.refuse }

func hit(id uint32, code, name string, balance, overdue money.Minor) desk.Hit {
	return desk.Hit{Customer: customer.Customer{ID: id, Code: code, Name: name, Terms: 30, People: []customer.Contact{
		{Name: "Ahmed Salem", Role: "accountant", Phones: []customer.Phone{{Number: "050 123 4567", Ext: "12"}},
			BestTime: "mornings"}}},
		Profile: desk.Profile{Branch: "Jeddah", Collector: "Mona", Status: "active"},
		Owes:    []desk.Owed{{Currency: sar, Balance: balance, Overdue: overdue}}}
}

func many() []desk.Hit {
	var all []desk.Hit
	for i := range uint32(40) {
		h := hit(i+1, fmt.Sprintf("C-%03d", i+1), fmt.Sprintf("Customer Number %d Trading Est.", i+1),
			money.Minor(i)*123450, money.Minor(i%3)*50000)
		all = append(all, h)
	}
	all[0].Customer.Name, all[0].Customer.Arabic = "شركة النور للتجارة", "شركة النور للتجارة"
	all[1].Profile.Status, all[1].Profile.DoNotContact = "legal", true
	all[2].Owes = append(all[2].Owes, desk.Owed{Currency: money.Currency{Code: "USD", Digits: 2}, Balance: 999})
	return all
}

func start(t *testing.T, f *fake, arg any, w, h int) (*uitest.Driver, *Screen) {
	s := open(f, arg)
	return uitest.StartScreen(t, s, w, h), s
}

func TestFrames(t *testing.T) {
	found := hit(7, "C-007", "Bright Homes", 1840000, 125000)
	found.Matched = "phone 050 123 4567, Ahmed Salem"
	for name, f := range map[string]*fake{"empty": {}, "one": {all: []desk.Hit{found}}, "many": {all: many()},
		"error": {err: errors.New("the book is damaged")}} {
		for _, size := range uitest.Sizes {
			d, _ := start(t, f, nil, size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
	d, _ := start(t, &fake{all: many()}, "find", 80, 24)
	d.Keys("type:number 2").Golden("typing-80x24")
}

func TestTypingFindsAndEnterOpens(t *testing.T) {
	f := &fake{all: many(), deep: []desk.Hit{hit(99, "C-099", "Far Away", 1, 0)}}
	d, s := start(t, f, "find", 80, 24)
	if !s.Capturing() {
		t.Fatal("it was opened to find, and the cursor is not in the field")
	}
	d.Keys("type:number 21").See("C-021", "C-099").Gone("C-003")
	if len(f.deepFor) == 0 || f.deepFor[len(f.deepFor)-1] != "number 21" {
		t.Errorf("the bills were looked through for %q", f.deepFor)
	}
	d.Keys("down", "enter").See(`There is no screen called "card"`)
	if s.current().Customer.Code != "C-099" || s.Capturing() {
		t.Errorf("the cursor is on %s, capturing %v", s.current().Customer.Code, s.Capturing())
	}
	e := s.openCard("statement")
	i, _ := e.Find(action.VerbPush)
	want := desk.CardArg{Code: "C-099", Tab: "statement", List: []string{"C-021", "C-099"}}
	if !reflect.DeepEqual(i.Route, shell.Route{Name: "card", Arg: want}) {
		t.Errorf("it leads to %+v", i.Route)
	}
}

func TestWhatWasFoundByABillOpensOnTheBill(t *testing.T) {
	h := hit(99, "C-099", "Far Away", 1, 0)
	h.Matched, h.Bill = "PO 4711", "INV-7"
	d, s := start(t, &fake{deep: []desk.Hit{h}}, "find", 80, 24)
	d.Keys("type:4711").See("PO 4711")
	for tab, want := range map[string]string{"": "INV-7", "statement": ""} {
		i, _ := s.openCard(tab).Find(action.VerbPush)
		if got := i.Route.Arg.(desk.CardArg).Bill; got != want {
			t.Errorf("tab %q opens on bill %q", tab, got)
		}
	}
	i, _ := s.call().Find(action.VerbPush)
	if got := i.Route.Arg.(desk.CardArg).Bill; got != "INV-7" {
		t.Errorf("the call is about bill %q", got)
	}
}

func TestSortAndFilter(t *testing.T) {
	f := &fake{all: many()}
	d, s := start(t, f, nil, 120, 40)
	d.Keys("o", "o").See("Balance▼")
	if s.hits[0].Customer.Code != "C-040" {
		t.Errorf("the highest balance is %s", s.hits[0].Customer.Code)
	}
	d.Keys("f", "type:jed", "down", "enter", "tab", "tab", "c", "ctrl+s").See("Only branch Jeddah, no collector")
	if q := f.asked[len(f.asked)-1]; q.Branch != "Jeddah" || !q.NoCollector {
		t.Errorf("it asked %+v", q)
	}
	f.more = true
	d.Keys("ctrl+r").See("the first 1,000")
	d.Keys("o").See("there are more than are shown")
}

func TestNewAndEdit(t *testing.T) {
	f := &fake{all: many()}
	d, _ := start(t, f, nil, 80, 24)
	d.Keys("a", "type:N1", "enter", "type:New Co", "enter", "ctrl+s").See("was taken in")
	if f.opened.Code != "N1" || f.opened.Name != "New Co" || f.opened.Terms != nil {
		t.Errorf("%+v", f.opened)
	}
	f.past = true
	d.Keys("a").See("a past day is on show")
	o := office.Sample(t)
	d = uitest.StartScreen(t, New(o.Desk, nil), 80, 24)
	d.Keys("e", "enter", "type:اسم", "ctrl+s").See("1 field changed")
	if c, err := o.Record("C1"); err != nil || c.Card.Arabic != "اسم" {
		t.Errorf("%+v %v", c, err)
	}
}

func TestActionsFollowTheKeys(t *testing.T) {
	for _, c := range action.Conflicts("customers", open(&fake{}, nil).Actions()) {
		t.Error(c)
	}
}
