package target_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/office"
	"duebook/internal/ar/receipt"
	"duebook/internal/ar/target"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
)

var june = civil.New(2025, 6, 1)

// shop is a company in June with 1,000 overdue when it began, of which 200 were paid in
// it, 500 that falls due in it, and 300 of July.
func shop(t *testing.T) *booktest.Book {
	b := booktest.New(t, desk.Schema())
	b.Today = june.Add(9)
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Collector: "Huda", Branch: "Riyadh"})
	for _, x := range [][3]string{{"A", "2025-05-20", "1000"}, {"B", "2025-06-25", "500"}, {"C", "2025-07-02", "300"}} {
		b.Do(&bill.Issue{Customer: "C1", Number: x[0], Doc: "2025-05-01", Due: x[1], Amount: x[2], Branch: "Riyadh"})
	}
	b.Do(&receipt.Record{Customer: "C1", Type: "cash", Amount: "200", Date: "2025-06-03"})
	return b
}

func of(t *testing.T, b *booktest.Book, month, day civil.Date) (x target.Target) {
	t.Helper()
	b.Read(func(v *book.View) error {
		key, err := directory.Find(v, directory.Person, "Huda")
		if err == nil {
			x, _, err = target.Of(v, "collector", key, month, "SAR", day)
		}
		return err
	})
	return x
}

// What is agreed is so much of what the month began with and what falls due in it, and
// stays: another figure counts from its day, a taken-back one until its day.
func TestAgreedIsFrozen(t *testing.T) {
	b := shop(t)
	propose := &target.Propose{By: "collector", Name: "huda", Percent: "80"}
	b.Do(propose)
	b.Do(&target.Agree{ID: 1})
	want := target.Base{Overdue: 100000, Falling: 50000}
	if x := of(t, b, june, b.Today); x.Amount != 120000 || x.Base != want || !x.Self {
		t.Errorf("agreed: %+v", x)
	}
	b.Today++
	b.Do(&bill.Issue{Customer: "C1", Number: "D", Doc: "2025-06-11", Due: "2025-06-30", Amount: "100"})
	propose.Percent, propose.Amount = "", "1,400"
	b.Do(propose)
	if x := of(t, b, june, b.Today); x.Amount != 120000 || x.Base != want {
		t.Errorf("what waits counts already, or what was frozen moved: %+v", x)
	}
	agreed := b.Do(&target.Agree{ID: 2, Percent: "90%"})
	for day, want := range map[civil.Date]money.Minor{b.Today - 2: 0, b.Today - 1: 120000, b.Today: 144000} {
		if x := of(t, b, june, day); x.Amount != want {
			t.Errorf("%s: %d, want %d", day, x.Amount, want)
		}
	}
	b.Today++
	b.Do(&book.Undo{Seq: agreed.Seq})
	if x, y := of(t, b, june, b.Today-1), of(t, b, june, b.Today); x.Amount != 144000 || y.Amount != 120000 {
		t.Errorf("taken back: %d before, %d after", x.Amount, y.Amount)
	}
	b.Do(&target.Propose{By: "collector", Name: "Huda", Month: "2025-07", Percent: "50"})
	b.Do(&target.Propose{By: "branch", Name: "Riyadh", Month: "2025-07", Percent: "40"})
	if s := b.Refused(&target.Agree{ID: 3, Also: []uint32{4}, Percent: "60"}); !strings.Contains(s, "of one target") {
		t.Error(s)
	}
	if r := b.Do(&target.Agree{ID: 3, Also: []uint32{4, 3}}); len(r.Facts) != 2 {
		t.Error(r.Facts)
	}
	if x := of(t, b, civil.New(2025, 7, 9), b.Today); x.Base != (target.Base{Overdue: 140000, Falling: 30000}) {
		t.Errorf("a month ahead: %+v", x)
	}
}

func TestRefusals(t *testing.T) {
	b := shop(t)
	b.Do(&office.Set{User: "mona", Roles: "admin"})
	b.Do(&office.Set{User: "ali", Roles: "supervisor"})
	b.Do(&office.Set{User: "sami", Roles: "officer"})
	refused := func(what string, c book.Command) {
		t.Helper()
		if said := b.Refused(c); !strings.Contains(said, what) {
			t.Errorf("%s: %s", what, said)
		}
	}
	b.Who = "sami"
	refused("is over", &target.Propose{By: "company", Month: "2025-05", Percent: "80"})
	refused("not both", &target.Propose{By: "company", Amount: "5", Percent: "80"})
	refused("up to 100", &target.Propose{By: "company", Percent: "180"})
	refused("no branch", &target.Propose{By: "branch", Name: "Moon", Percent: "80"})
	refused("say how much", &target.Propose{By: "branch", Name: "Riyadh"})
	b.Do(&target.Propose{By: "branch", Name: "Riyadh", Percent: "80"})
	refused("waits already", &target.Propose{By: "branch", Name: "Riyadh", Percent: "70"})
	refused("only a supervisor", &target.Agree{ID: 1})
	b.Who = "ali"
	refused("say why", &target.Reject{ID: 1})
	b.Do(&target.Reject{ID: 1, Note: "too little"})
	refused("does not wait", &target.Agree{ID: 1})
	b.Do(&target.Propose{By: "company", Percent: "80"})
	refused("yourself", &target.Agree{ID: 2})
	b.Who = "sami"
	b.Do(&target.Propose{By: "salesman", Name: "Huda", Percent: "80"})
	b.Who = "ali"
	refused("nothing is overdue", &target.Agree{ID: 3})
	b.Today = june.AddMonths(1)
	refused("is over", &target.Agree{ID: 3})
	b.Do(&target.Reject{ID: 3, Note: "too late"})
}
