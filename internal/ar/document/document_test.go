package document_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"duebook/internal/ar/account"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/document"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

func start(t *testing.T) *booktest.Book {
	b := booktest.New(t, book.NewSchema(company.Subject(), directory.Subject(), customer.Subject(), account.Subject(),
		document.Subject()))
	b.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	b.Do(&customer.Open{Code: "C1", Name: "شركة النور"})
	return b
}

// shown is every document known on a day, as "number expires state".
func shown(b *booktest.Book, day civil.Date) (out string) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		all, err := document.OfCustomer(v, 1, day)
		for _, d := range all {
			state := "stands"
			if e, ok := d.Ended(day); ok {
				state = e.How.String()
			}
			out += fmt.Sprintf("%s %s %s; ", d.Details.Number, d.Details.Expires, state)
		}
		return err
	})
	return out
}

// due is what ends within days.
func due(b *booktest.Book, day civil.Date, days int) (out string) {
	b.T.Helper()
	b.Read(func(v *book.View) error {
		return document.Expiring(v, day, days, func(d document.Due) bool {
			out += d.Says(day) + "; "
			return true
		})
	})
	return out
}

func registration(b *booktest.Book) (s string) {
	b.Read(func(v *book.View) error {
		c, err := customer.ByCode(v, "C1")
		s = c.Registration
		return err
	})
	return s
}

// A renewed licence takes the old one's place and leaves it in the history; past days
// show what was known, and undo puts all back.
func TestRenewedWithdrawnAndUndone(t *testing.T) {
	b := start(t)
	first := b.Today
	b.Do(&document.Record{Customer: "C1", Type: "licence", Paper: document.Paper{Number: "1010", Issued: "2024-06-20",
		Expires: "+12", Copy: "folder 7"}})
	if registration(b) != "1010" || due(b, first, 30) != "licence expires in 12 days; " {
		t.Error(registration(b), due(b, first, 30))
	}
	was := shown(b, first)
	b.Today = first.Add(10)
	r := b.Do(&document.Renew{ID: 1, Paper: document.Paper{Number: "1011", Expires: "+365"}})
	if got := due(b, b.Today, 365); got != "licence expires in 365 days; " || registration(b) != "1011" {
		t.Error(got, registration(b))
	}
	if got := due(b, first.Add(9), 30); got != "licence expires in 3 days; " || shown(b, first.Add(9)) != was {
		t.Error("a past day changed:", got, shown(b, first.Add(9)))
	}
	if got := shown(b, b.Today); got != "1010 2025-06-27 renewed; 1011 2026-06-25 stands; " {
		t.Error(got)
	}
	b.Read(func(v *book.View) error {
		chain, err := document.Chain(v, 2)
		if len(chain) != 2 || chain[1].ID != 1 || chain[0].Details.Copy != "folder 7" {
			t.Error(chain, err)
		}
		return err
	})
	if says := b.Refused(&document.Renew{ID: 1, Paper: document.Paper{Expires: "+500"}}); !strings.Contains(says,
		"was renewed on 2025-06-25") {
		t.Error(says)
	}
	b.Today = first.Add(20)
	if _, err := b.Post(context.Background(), b.Request(&book.Undo{Seq: r.Seq})); err != nil {
		t.Fatal(err)
	}
	if got := due(b, b.Today, 0); got != "licence expired 8 days ago; " || registration(b) != "1010" {
		t.Error(got, registration(b))
	}
	if got := due(b, first.Add(15), 30); got != "" {
		t.Error("it was renewed on that day:", got)
	}
	b.Do(&document.Withdraw{ID: 1, Note: "closed down"})
	if got := due(b, b.Today, 365); got != "" {
		t.Error(got)
	}
}

func TestWhatIsRefused(t *testing.T) {
	b := start(t)
	b.Do(&document.Record{Customer: "C1", Type: "guarantee", Paper: document.Paper{Number: "LG-7", Amount: "1000",
		Currency: "usd", Issuer: "Bank One", Expires: "+40"}})
	for says, c := range map[string]book.Command{
		"before it was issued": &document.Record{Customer: "C1", Type: "agreement",
			Paper: document.Paper{Issued: "today",
				Expires: "-1"}},
		"needs its amount": &document.Record{Customer: "C1", Type: "guarantee", Paper: document.Paper{Number: "LG-8"}},
		"above 0":          &document.Record{Customer: "C1", Type: "facility", Paper: document.Paper{Amount: "0"}},
		"is on record already": &document.Record{Customer: "C1", Type: "guarantee",
			Paper: document.Paper{Number: "LG-7",
				Amount: "5"}},
		"is not a type":         &document.Record{Customer: "C1", Type: "passport"},
		"what the document is":  &document.Record{Customer: "C1", Type: "other"},
		"confirmation is due":   &document.Record{Customer: "C1", Type: "licence", Paper: document.Paper{Annual: true}},
		"longer than the old":   &document.Renew{ID: 1, Paper: document.Paper{Expires: "+40"}},
		"why the guarantee":     &document.Withdraw{ID: 1},
		"there is no document":  &document.Withdraw{ID: 9, Note: "x"},
		"outside the book":      &document.Correct{ID: 1, Paper: document.Paper{Amount: "1", Expires: "2055-01-01"}},
		"is not a currency the": &document.Correct{ID: 1, Paper: document.Paper{Amount: "1", Currency: "ZZZ"}},
	} {
		if got := b.Refused(c); !strings.Contains(got, says) {
			t.Errorf("%q, not %q", got, says)
		}
	}
}

// The card's form changes the card, the profile and the licence in one entry.
func TestTheCardIsRevisedWithItsLicence(t *testing.T) {
	b := start(t)
	revise := func(kv ...string) *document.Revise {
		c := &document.Revise{Customer: "C1"}
		for i := 0; i < len(kv); i += 2 {
			c.Changes = append(c.Changes, customer.FieldValue{Field: kv[i], Value: kv[i+1]})
		}
		return c
	}
	b.Do(revise("owner", "Abu Khalid", "registration", "1010", "collector", "mona"))
	if shown(b, b.Today) != "" {
		t.Error("a number alone made a document")
	}
	b.Do(revise("licence_expires", "+30", "licence_annual", "yes", "licence_copy", "folder 7"))
	if got := due(b, b.Today, 30); got != "yearly confirmation of the licence is due in 30 days; " {
		t.Error(got)
	}
	r := b.Do(revise("registration", "1012"))
	b.Do(revise("licence_expires", "+395"))
	if got := shown(b, b.Today); got != "1010 2025-07-15 corrected; 1012 2025-07-15 renewed; 1012 2026-07-15 stands; " {
		t.Error(got)
	}
	_, err := b.Try(revise("owner", "X", "licence_expires", "31/2"))
	if e, ok := err.(*book.Error); !ok || e.Field != "licence_expires" {
		t.Error(err)
	}
	if _, err := b.Post(context.Background(), b.Request(&book.Undo{Seq: r.Seq})); err == nil {
		t.Error("undone under the renewal")
	}
}
