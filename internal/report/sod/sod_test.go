package sod_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/office"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/desk"
	"duebook/internal/report/sod"
)

func list(b *booktest.Book) (out []string) {
	b.Read(func(v *book.View) error {
		rows, err := sod.List(v)
		for _, r := range rows {
			out = append(out, r.What)
		}
		return err
	})
	return out
}

// Who works alone approves what they asked for, and it is listed; once another is set
// up, the same is refused and nothing more is listed.
func TestNobodyApprovesTheirOwn(t *testing.T) {
	b := booktest.New(t, desk.Schema())
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&company.Set{Field: "write_off_limit", Value: "10"})
	b.Do(&customer.Open{Code: "C1", Name: "Al Noor", Limit: "5000"})
	for _, n := range []string{"A", "B", "C"} {
		b.Do(&bill.Issue{Customer: "C1", Number: n, Doc: "-400", Due: "-400", Amount: "1000"})
	}
	b.Do(&interest.SetTerms{Rate: "12%", From: (b.Today - 500).String()})
	ask := func(n string) { b.Do(&writeoff.Ask{Bill: n, Amount: "100", Reason: "lost"}) }
	limit := func(who string) *credit.SetLimit {
		return &credit.SetLimit{Customer: "C1", Amount: "9000", Approver: who}
	}
	waive := func(n, who string) *interest.Waive {
		return &interest.Waive{Bill: n, Amount: "50", Reason: "goodwill", Approver: who}
	}
	ask("A")
	b.Do(&writeoff.Approve{ID: 1})
	b.Do(limit("MONA"))
	b.Do(waive("A", ""))
	b.Do(&desk.SubmitDay{})
	b.Do(&dayreport.Accept{User: "mona"})
	if got := list(b); len(got) != 4 {
		t.Fatalf("self-approvals: %q", got)
	}
	b.Do(&office.Set{User: "mona", Shown: "Mona Saleh", Roles: "admin, supervisor"})
	ask("B")
	b.Do(&office.Set{User: "ali", Shown: "Ali Hasan", Roles: "supervisor"})
	b.Do(&office.Set{User: "sami", Roles: "officer"})
	for what, c := range map[string]book.Command{"another": &writeoff.Approve{ID: 2},
		"cannot approve": limit("mona saleh"), "not a supervisor": limit("sami"), "name the supervisor": waive("B", ""),
		"yourself": waive("B", "mona"), "by who types it": &customer.Edit{Customer: "C1", Field: "limit", Value: "1"}} {
		if said := b.Refused(c); !strings.Contains(said, what) {
			t.Errorf("%s: %s", what, said)
		}
	}
	b.Do(limit("ali"))
	b.Do(waive("B", "Ali Hasan"))
	b.Who = "ali"
	b.Do(&writeoff.Approve{ID: 2})
	b.Who = "sami"
	if said := b.Refused(&writeoff.Approve{ID: 2}); !strings.Contains(said, "only a supervisor may") {
		t.Error(said)
	}
	if got := list(b); len(got) != 4 {
		t.Errorf("self-approvals: %q", got)
	}
}
