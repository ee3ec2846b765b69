// Package booktest opens books for tests: in the test's own folder, with a fixed
// clock, verified deeply when the test ends. It must never be imported by the
// program itself.
package booktest

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"duebook/internal/book"
	"duebook/internal/civil"
)

// Book is a test book with someone at work in it. Today may be moved on by the
// test.
type Book struct {
	*book.Book
	T     testing.TB
	Today civil.Date
	Who   string
	n     int
}

// New makes and opens an empty book on 2025-06-15, a Sunday.
func New(t testing.TB, s *book.Schema) *Book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.db")
	if err := book.Create(path, s); err != nil {
		t.Fatal(err)
	}
	return Open(t, path, s)
}

// Open opens a book that is there, to be verified and closed when the test ends.
func Open(t testing.TB, path string, s *book.Schema) *Book {
	t.Helper()
	b, err := book.Open(path, s, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tb := &Book{Book: b, T: t, Today: civil.New(2025, 6, 15), Who: "mona"}
	t.Cleanup(func() {
		tb.MustVerify()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return tb
}

// MustVerify verifies the book deeply and fails the test on any finding.
func (b *Book) MustVerify() {
	b.T.Helper()
	findings, err := b.Verify(context.Background(), book.Deep)
	if err != nil {
		b.T.Error(err)
	}
	for _, f := range findings {
		b.T.Error(f)
	}
}

// Request wraps a command as the one at work would send it, with a key of its own.
func (b *Book) Request(c book.Command) book.Request {
	b.n++
	now := b.Today.Time().Add(9*time.Hour + time.Duration(b.n)*time.Second)
	return book.Request{Key: fmt.Sprintf("%s %s %d", b.T.Name(), b.Who, b.n), Who: b.Who, Role: "all",
		Session: "test", Now: now,
		Today: b.Today, Command: c}
}

// Try posts a command and returns what came of it.
func (b *Book) Try(c book.Command) (book.Result, error) {
	return b.Post(context.Background(), b.Request(c))
}

// Do posts a command and fails the test when it is refused.
func (b *Book) Do(c book.Command) book.Result {
	b.T.Helper()
	r, err := b.Try(c)
	if err != nil {
		b.T.Fatalf("%s: %v", c.Kind(), err)
	}
	return r
}

// Refused posts a command, fails the test unless it is refused, and returns the
// sentence.
func (b *Book) Refused(c book.Command) string {
	b.T.Helper()
	_, err := b.Try(c)
	if err == nil {
		b.T.Fatalf("%s: was not refused", c.Kind())
	}
	return err.Error()
}

// Read runs fn on the book as it is and fails the test when it fails.
func (b *Book) Read(fn func(v *book.View) error) {
	b.T.Helper()
	if err := b.View(fn); err != nil {
		b.T.Fatal(err)
	}
}
