package copies_test

import (
	"fmt"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/proof"
	"duebook/internal/ar/round"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/desk"
	"duebook/internal/report/copies"
)

func compute(b *booktest.Book, q copies.Query) (l copies.List) {
	b.Read(func(v *book.View) (err error) {
		l, err = copies.Compute(v, q)
		return err
	})
	return l
}

func numbers(l copies.List) (s string) {
	for _, r := range l.Rows {
		s += fmt.Sprintf("%s %s %d; ", r.Number, r.Person, r.Days)
	}
	return s
}

func TestTheLongestGoneFirst(t *testing.T) {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "شركة النور"})
	for _, n := range []string{"A", "B", "C", "D", "E"} {
		b.Do(&bill.Issue{Customer: "C1", Number: n, Doc: "2025-01-01", Due: "2025-06-01", Amount: "60"})
	}
	b.Do(&proof.Give{Holder: "Sami", Bills: []string{"A"}, Day: "-61"})
	b.Do(&proof.Give{Holder: "Omar", Bills: []string{"B", "C"}, Day: "-8"})
	b.Do(&round.Give{Collector: "Sami", Bills: []string{"D"}})
	b.Do(&proof.TakeBack{Bills: []string{"E"}})
	was := compute(b, copies.Query{AsOf: b.Today})
	if s := numbers(was); s != "A Sami 61; B Omar 8; C Omar 8; D Sami 0; " || was.Out != 4 || was.Signed != 1 {
		t.Error(s, was)
	}
	b.Today++
	b.Do(&proof.Miss{Bills: []string{"C"}})
	b.Do(&proof.Differ{Bill: "D", Fault: "refused"})
	b.Do(&proof.TakeBack{Bills: []string{"B"}})
	l := compute(b, copies.Query{AsOf: b.Today})
	if s := numbers(l); s != "A Sami 62; C Omar 9; D Sami 1; " || l.Missing != 1 || l.Faulty != 1 || l.Signed != 2 {
		t.Error(s, l)
	}
	want := copies.Person{Name: "Sami", Out: 1, Faulty: 1, Most: 62}
	want.Ages[4] = 1
	if len(l.People) != 2 || l.People[0] != want || l.People[1].Missing != 1 {
		t.Errorf("%+v", l.People)
	}
	if s := numbers(compute(b, copies.Query{AsOf: b.Today, Holder: "omar"})); s != "C Omar 9; " {
		t.Error(s)
	}
	if s := numbers(compute(b, copies.Query{AsOf: b.Today, State: "back signed"})); s !=
		"E nobody noted 1; B Omar 0; " {
		t.Error(s)
	}
	if s := numbers(compute(b, copies.Query{AsOf: b.Today, Days: 10})); s != "A Sami 62; " {
		t.Error(s)
	}
	if again := compute(b, copies.Query{AsOf: b.Today - 1}); numbers(again) != numbers(was) {
		t.Error("a past day moved: " + numbers(again))
	}
	for days, age := range map[int]int{0: 0, 7: 0, 8: 1, 14: 1, 15: 2, 30: 2, 31: 3, 60: 3, 61: 4} {
		if got := copies.Age(days); got != age {
			t.Errorf("%d days: group %d", days, got)
		}
	}
}
