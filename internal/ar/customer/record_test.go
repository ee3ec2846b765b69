package customer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
)

func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "شركة النور", Collector: "mona"})
	return b
}

func card(b *booktest.Book) (c customer.Customer) {
	b.T.Helper()
	b.Read(func(v *book.View) (err error) {
		c, err = customer.ByCode(v, "C1")
		return err
	})
	return c
}

func history(b *booktest.Book) (all []customer.Edited) {
	b.T.Helper()
	b.Read(func(v *book.View) (err error) {
		all, err = customer.History(v, 1, b.Today)
		return err
	})
	return all
}

func TestAnIBANIsCheckedAndKeptWithoutBlanks(t *testing.T) {
	b := start(t)
	says := b.Refused(&customer.Edit{Customer: "C1", Field: "iban", Value: "SA04 8000 0000 6080 1016 7519"})
	if !strings.Contains(says, "check digits") || strings.Count(says, ".") > 0 {
		t.Error(says)
	}
	b.Do(&customer.Edit{Customer: "C1", Field: "iban", Value: "sa03 8000 0000 6080 1016 7519"})
	if got := card(b).IBAN; got != "SA0380000000608010167519" {
		t.Error(got)
	}
	if r := b.Do(&customer.Edit{Customer: "C1", Field: "iban", Value: "SA03-80000000 608010167519"}); r.Seq != 0 {
		var head uint64
		b.Read(func(v *book.View) error { head = v.Seq(); return nil })
		if len(history(b)) != 1 {
			t.Error("the same account was posted again", r, head)
		}
	}
	if says := b.Refused(&company.Set{Field: "iban", Value: "SA0480000000608010167519"}); !strings.Contains(says,
		"check digits") {
		t.Error("our own:", says)
	}
	if says := b.Refused(&customer.Open{Code: "C2", Name: "x", IBAN: "SA00"}); !strings.Contains(says, "24") {
		t.Error(says)
	}
}

func TestPhonesAreKeptAsE164OrAsTyped(t *testing.T) {
	b := start(t)
	set := &customer.SetPerson{Customer: "C1", Person: customer.Contact{Name: "Sami", Phones: []customer.Phone{
		{Number: "٠٥٠ ١٢٣ ٤٥٦٧"}, {Number: "011 234 5678 ext 9"}, {Number: "55555"}, {Number: "+20 100 123 4567",
			Ext: "3"}}}}
	_, warnings, err := b.Foresee(b.Request(set))
	if err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], "55555 of Sami is kept as typed") {
		t.Error(warnings, err)
	}
	b.Do(set)
	if got := fmt.Sprint(card(b).People[0].Phones); got != "[{+966 50 123 4567 } {+966 11 234 5678 9} {55555 } "+
		"{+20 100 "+
		"123 4567 3}]" {
		t.Error(got)
	}
	again := *set
	again.Person.Role = "owner"
	if _, warnings, err = b.Foresee(b.Request(&again)); err != nil || len(warnings) > 0 {
		t.Error("what was said once is said again:", warnings, err)
	}
}

func TestASaudiTaxNumberIsDoubtedNotRefused(t *testing.T) {
	b := start(t)
	for number, doubts := range map[string]int{"310122393500003": 0, "31012239350003": 1, "210122393500003": 1, "": 0} {
		_, warnings, err := b.Foresee(b.Request(&customer.Edit{Customer: "C1", Field: "tax_number", Value: number}))
		if err != nil || len(warnings) != doubts {
			t.Errorf("%q: %v %v", number, warnings, err)
		}
	}
	b.Do(&company.Set{Field: "zone", Value: "Africa/Cairo"})
	b.Do(&customer.Edit{Customer: "C1", Field: "tax_number", Value: "123-456-789"})
}

// An edit keeps who, when, old and new; any day's value is read back; an undo is a
// change of its own.
func TestTheHistoryOfAField(t *testing.T) {
	b := start(t)
	first := b.Today
	fields := func(kv ...string) (out []customer.FieldValue) {
		for i := 0; i < len(kv); i += 2 {
			out = append(out, customer.FieldValue{Field: kv[i], Value: kv[i+1]})
		}
		return out
	}
	for i, owner := range []string{"Abu Khalid", "Umm Khalid"} {
		b.Today = first.Add(10 * (i + 1))
		b.Who = []string{"mona", "ali"}[i]
		b.Do(&customer.Edit{Customer: "C1", Field: "owner", Value: owner})
	}
	b.Today = first.Add(30)
	b.Do(&customer.Assign{Customer: "C1", Field: "collector", Value: "ali"})
	b.Do(&customer.SetPerson{Customer: "C1", Person: customer.Contact{Name: "Sami", Role: "buyer"}})
	b.Do(&customer.SetBlock{Customer: "C1", Block: "ship", Reason: "bounced"})
	r := b.Do(&customer.Edit{Customer: "C1", Field: "signatories", Value: "سامي ; Sami;; Sami"})
	b.Today = first.Add(40)
	if _, err := b.Post(context.Background(), b.Request(&book.Undo{Seq: r.Seq})); err != nil {
		t.Fatal(err)
	}
	var out []string
	all := history(b)
	for _, e := range all {
		out = append(out, fmt.Sprintf("%d %s %s: %s>%s", e.Day-first, e.Who, e.Field, e.Old, e.New))
	}
	want := "10 mona owner: >Abu Khalid\n20 ali owner: Abu Khalid>Umm Khalid\n30 ali collector: mona>ali\n" +
		"30 ali person Sami: >Sami, buyer\n30 ali block: none>ship: bounced\n30 ali signatories: >سامي; Sami\n" +
		"40 ali signatories: سامي; Sami>"
	if got := strings.Join(out, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for day, owner := range map[int]string{0: "", 9: "", 10: "Abu Khalid", 19: "Abu Khalid", 20: "Umm Khalid",
		99: "Umm " +
			"Khalid"} {
		if got := customer.FieldAt(all, "owner", card(b).Owner, first.Add(day)); got != owner {
			t.Errorf("owner on day %d: %q", day, got)
		}
	}
	b.Read(func(v *book.View) error {
		in := b.Input(v, &book.Request{Who: "mona", Today: b.Today, Now: b.Today.Time()})
		facts, err := customer.Revise(in, "C1", fields("owner", "X", "terms", "30", "risk", "A", "status", "active"))
		if err != nil || len(facts) != 3 { // the risk class's name, the card, the profile
			t.Errorf("%d facts %v", len(facts), err)
		}
		for _, f := range []string{"terms", "status", "language", "nonsense"} {
			if _, err = customer.Revise(in, "C1", fields("owner", "X", f, "soon")); err == nil ||
				err.(*book.Error).Field != f {
				t.Errorf("%s: %v", f, err)
			}
		}
		return nil
	})
}

// An address is kept in its lines, found by its words, refused when it is none, and put
// back by undo; earlier days keep the one they had.
func TestAnAddressIsKeptInItsLines(t *testing.T) {
	b := start(t)
	b.Do(&customer.Edit{Customer: "C1", Field: "address", Value: " Building 7, Al Maha Street\n\nRiyadh 12211 "})
	if got := card(b).Address; len(got) != 2 || got[0] != "Building 7, Al Maha Street" || got[1] != "Riyadh 12211" {
		t.Errorf("%q", got)
	}
	for value, why := range map[string]string{strings.Repeat("a;", 7): "7 lines", strings.Repeat("a", 201): "201 char",
		"Riyadh\u202e": "remove it"} {
		if says := b.Refused(&customer.Edit{Customer: "C1", Field: "address", Value: value}); !strings.Contains(says,
			why) {
			t.Error(says)
		}
	}
	b.Read(func(v *book.View) error {
		n := 0
		customer.NewFinder(v).Search("maha riyadh", func(uint32) bool { n++; return true })
		if n != 1 {
			t.Error("found", n)
		}
		return nil
	})
	was := b.Today
	b.Today++
	r := b.Do(&customer.Edit{Customer: "C1", Field: "address", Value: "جدة"})
	at := func() string {
		return customer.FieldAt(history(b), "address", customer.FileAddress(card(b).Address), was)
	}
	if got := at(); got != "Building 7, Al Maha Street; Riyadh 12211" {
		t.Error(got)
	}
	b.Do(&book.Undo{Seq: r.Seq})
	if got := customer.InLine(card(b).Address); got != "Building 7, Al Maha Street, Riyadh 12211" || at() == "" {
		t.Error(got)
	}
}
