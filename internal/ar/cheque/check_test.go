package cheque

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
)

// tamper changes a row behind the rules' back, telling the checks of it or not.
type tamper struct {
	How  int  `cbor:"1,keyasint"`
	Told bool `cbor:"2,keyasint"`
}

var tampers = []struct {
	id string
	do func(c *Cheque)
}{
	{"C1", func(c *Cheque) { c.Steps = append(c.Steps, Step{On: c.Maturity, Move: DoSettle, To: Settled}) }},
	{"C2", func(c *Cheque) { c.Maturity = 1 << 20 }},
	{"C2", func(c *Cheque) { c.Steps[len(c.Steps)-1].Receipt = 0 }},
	{"C2", func(c *Cheque) { c.Amount++ }},
	{"C3", func(c *Cheque) { c.Covers = []Covering{{Shares: []Share{{Bill: 1, Amount: 1 << 40}}}} }},
}

func (tamper) Kind() string { return "test.tampered/1" }
func (f tamper) Refs() []book.Ref {
	if f.Told {
		return refs(1, 1)
	}
	return nil
}
func (f tamper) Apply(tx *book.Tx) error {
	return change(tx, 1, 1, 0, func(c *Cheque) error { tampers[f.How].do(c); return nil })
}

type doTamper tamper

func (doTamper) Kind() string { return "test.tamper" }
func (c doTamper) Decide(*book.In) ([]book.Fact, error) {
	f := tamper(c)
	return []book.Fact{&f}, nil
}

func TestChecksNameWhatIsWrong(t *testing.T) {
	for i, x := range tampers {
		s := schema(book.Part{Facts: []book.Fact{tamper{}}, Commands: []book.Command{doTamper{}}})
		path := filepath.Join(t.TempDir(), "t.db")
		if err := book.Create(path, s); err != nil {
			t.Fatal(err)
		}
		raw, err := book.Open(path, s, book.Options{})
		if err != nil {
			t.Fatal(err)
		}
		b := &booktest.Book{Book: raw, T: t, Today: civil.New(2025, 6, 15), Who: fmt.Sprint("mona", i)}
		b.Do(&company.Found{Name: "Test", Currency: "SAR"})
		b.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
		receive(b, paper("1", "300", "2025-06-10"))
		b.Do(&Deposit{Cheques: []string{"1"}, Bank: "Our Bank"})
		b.Do(&Clear{Cheques: []string{"1"}})
		if s := b.Refused(&doTamper{i, true}); !strings.Contains(s, x.id) {
			t.Errorf("%d told: %s", i, s)
		}
		b.Do(&doTamper{i, false})
		found, err := raw.Verify(context.Background(), book.Deep)
		if err != nil || len(found) == 0 || found[0].ID != x.id || found[0].Record != "cheque 1" {
			t.Errorf("%d: %v, %v", i, found, err)
		}
		if err := raw.Close(); err != nil {
			t.Error(err)
		}
	}
}
