package book_test

import (
	"context"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/desk"
)

// TestMutationOfMoney: the invariants of the ledger, broken on purpose behind the
// book's back, are named by Verify.
func TestMutationOfMoney(t *testing.T) {
	add := func(b []byte, at int, n uint64) []byte {
		b = slices.Clone(b)
		binary.BigEndian.PutUint64(b[at:], binary.BigEndian.Uint64(b[at:])+n)
		return b
	}
	each := func(b *bolt.Bucket, is func(k, v []byte) bool, change func(k, v []byte)) {
		_ = b.ForEach(func(k, v []byte) error {
			if is(k, v) {
				change(slices.Clone(k), slices.Clone(v))
			}
			return nil
		})
	}
	credit := func(_, v []byte) bool { return v[28]&1 != 0 }
	debit := func(k, v []byte) bool { return !credit(k, v) }
	kind := func(c byte) func(k, _ []byte) bool { return func(k, _ []byte) bool { return k[4] == c } }
	for _, m := range []struct {
		name, id, record string
		do               func(tx *bolt.Tx)
	}{
		{"more open than is left", "M1", "bill B1", func(tx *bolt.Tx) {
			b := tx.Bucket([]byte("open"))
			each(b, debit, func(k, v []byte) { _ = b.Put(k, add(v, 0, 1)) })
		}},
		{"an application changed", "M1", "bill B1", func(tx *bolt.Tx) {
			b := tx.Bucket([]byte("account"))
			each(b, kind('p'), func(k, v []byte) { _ = b.Put(k, add(v, 0, 1)) })
		}},
		{"an application of nothing", "M2", "application 1", func(tx *bolt.Tx) {
			b := tx.Bucket([]byte("account"))
			each(b, kind('p'), func(k, v []byte) { clear(v[:8]); _ = b.Put(k, v) })
		}},
		{"more unapplied than came in", "M3", "receipt", func(tx *bolt.Tx) {
			b := tx.Bucket([]byte("open"))
			each(b, credit, func(k, v []byte) { _ = b.Put(k, add(v, 0, 1)) })
		}},
		{"a balance changed", "M4", "account 1", func(tx *bolt.Tx) {
			b := tx.Bucket([]byte("account"))
			each(b, kind('A'), func(k, v []byte) { _ = b.Put(k, add(v, 4, 1)) })
		}},
		{"a take-back before its application", "M8", "application 1", func(tx *bolt.Tx) {
			b := tx.Bucket([]byte("account"))
			each(b, kind('p'), func(k, v []byte) { v[15] = 1; _ = b.Put(k, v) })
		}},
		{"a bill gone", "X1", "applications to bill", func(tx *bolt.Tx) {
			b := tx.Bucket([]byte("account"))
			each(b, kind('b'), func(k, _ []byte) { _ = b.Delete(k) })
		}},
	} {
		t.Run(m.name, func(t *testing.T) { mutate(t, m.id, m.record, m.do) })
	}
}

// mutate changes a good book behind its back; Verify must name what is wrong.
func mutate(t *testing.T, id, record string, do func(tx *bolt.Tx)) {
	path := filepath.Join(t.TempDir(), "money.db")
	ledger(t, path)
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bolt.Tx) error { do(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	b, err := book.Open(path, desk.Schema(), book.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	findings, err := b.Verify(context.Background(), book.Full)
	if err != nil || !slices.ContainsFunc(findings, func(f book.Finding) bool {
		return f.ID == id && strings.Contains(f.Record, record)
	}) {
		t.Fatalf("no %s about %s among %v %v", id, record, findings, err)
	}
}

// ledger makes a book with a bill paid in part, money left over on another
// account, and a last entry about neither.
func ledger(t *testing.T, path string) {
	t.Helper()
	if err := book.Create(path, desk.Schema()); err != nil {
		t.Fatal(err)
	}
	b, err := book.Open(path, desk.Schema(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tb := &booktest.Book{Book: b, T: t, Today: civil.New(2025, 6, 15), Who: "mona"}
	tb.Do(&company.Found{Name: "Test Trading", Currency: "SAR"})
	tb.Do(&customer.Open{Code: "C1", Name: "Al Noor"})
	tb.Do(&customer.Open{Code: "C2", Name: "Beta"})
	tb.Do(&bill.Issue{Customer: "C1", Number: "B1", Doc: "2025-05-01", Due: "2025-06-01", Amount: "100"})
	tb.Do(&receipt.Record{Customer: "C1", Type: "transfer", Amount: "30"})
	tb.Do(&receipt.Record{Customer: "C2", Type: "cash", Amount: "7"})
	tb.Do(&customer.Open{Code: "C3", Name: "Gamma"})
	tb.MustVerify()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}
