package desk_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/desk"
)

// The sheet of a delivery person has their errands, and the papers out with them; what
// came back is posted whole or not at all, and once.
func TestRoundGoesOutAndComesBack(t *testing.T) {
	d := seats(t)("boss")
	for _, code := range []string{"C1", "C2", "C3"} {
		do(t, d, &customer.Open{Code: code, Name: "Customer " + code, Collector: "sami", Address: "Al Maha; Riyadh",
			People: []customer.Contact{{Name: "Abu " + code, Phones: []customer.Phone{{Number: "+966 50 000 000" +
				code[1:]}}}}})
		do(t, d, &bill.Issue{Customer: code, Number: "B-" + code, Doc: "-60", Due: "-30", Amount: "900"})
	}
	do(t, d, &office.Set{User: "boss", Roles: "admin, supervisor"})
	do(t, d, &office.Set{User: "omar", Shown: "Omar Delivery", Roles: "officer", Department: "delivery"})
	do(t, d, &followup.Plan{Customer: "C1", Date: "today", Task: "collect", Reason: "fetch the cheque",
		Owner: "Omar Delivery"})
	do(t, d, &followup.Plan{Customer: "C2", Date: "today", Task: "call", Owner: "omar", Channel: "visit"})
	do(t, d, &followup.Plan{Customer: "C3", Date: "today", Task: "call", Owner: "omar"})
	read := func(q desk.RoundQuery) *desk.Round {
		t.Helper()
		r, err := d.Round(q)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := read(desk.RoundQuery{Who: "omar"})
	if len(r.Rows) != 2 || r.Rows[0].Do() != "collect: fetch the cheque" || r.Rows[0].Whom != "Abu C1" ||
		r.Rows[0].Where != "Al Maha, Riyadh" || r.Totals[0].Collect != 180000 {
		t.Fatalf("%+v %+v", r.Rows, r.Totals)
	}
	r = read(desk.RoundQuery{Who: "sami", Collect: true})
	if n, err := d.GiveOut(desk.NewKey(), r); err != nil || n != 3 {
		t.Fatal(n, err)
	}
	if r = read(desk.RoundQuery{Who: "sami"}); len(r.Rows) != 3 || r.Rows[2].Papers[0] != "B-C3" {
		t.Fatalf("%+v", r.Rows)
	}
	for _, end := range []string{"pdf", "html", "csv", "xlsx", "txt"} {
		path := filepath.Join(t.TempDir(), "s."+end)
		if err := d.WriteRound(r, path); err != nil {
			t.Error(end, err)
		}
		if b, err := os.ReadFile(path); err != nil || end == "html" && !strings.Contains(string(b), "B-C3") {
			t.Error(end, len(b), err)
		}
	}
	back := []desk.Back{{Code: "C1", Result: desk.Visited, Tasks: []uint32{1}, Papers: []string{"B-C1"}, Who: "omar",
		Cash: "100", Cheque: &cheque.Paper{Number: "77", Bank: "SNB", Amount: "9", Maturity: "none"}},
		{Code: "C2", Result: desk.NotThere, Tasks: []uint32{2}, Who: "omar"}}
	head := func() (seq uint64) {
		_ = d.View(func(v *book.View) error { seq, _ = v.Head(); return nil })
		return seq
	}
	seq := head()
	if _, err := d.PostRound(desk.NewKey(), back); err == nil || head() != seq {
		t.Fatal("half a round was posted", err)
	}
	back[0].Cheque.Maturity = "+30"
	key := desk.NewKey()
	for range 2 {
		if n, err := d.PostRound(key, back); err != nil || n != 2 {
			t.Fatal(n, err)
		}
	}
	c, err := d.Card("C1")
	if err != nil || len(c.Followups) != 0 || c.Accounts[0].Open != 80000 || c.Accounts[0].Cheques.Count != 1 {
		t.Errorf("%+v %v", c.Accounts[0], err)
	}
	if r = read(desk.RoundQuery{Who: "omar"}); len(r.Rows) != 0 {
		t.Errorf("%+v", r.Rows)
	}
	sound(t, d)
}
