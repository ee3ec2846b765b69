package book

import (
	"context"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// A book kept by a version with fewer indexes is made anew from its journal when it is
// opened for writing, and refused for reading only; one of this version is left alone.
func TestABookOfAnotherLayoutIsMadeAnew(t *testing.T) {
	t.Parallel()
	b := newToy(t)
	for i, name := range []string{"a", "b", "c"} {
		post(t, b, name, add{uint32(i), name, int64(i), []string{"t"}})
	}
	path := b.path
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := bolt.Open(path, 0o600, nil)
	if err == nil {
		err = old.Update(func(tx *bolt.Tx) error {
			_ = tx.DeleteBucket([]byte("tag"))
			return tx.Bucket([]byte(metaBucket)).Delete([]byte("layout"))
		})
		_ = old.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, toySchema(), Options{ReadOnly: true}); CodeOf(err) != Outdated {
		t.Fatal(err)
	}
	said := 0
	for range 2 {
		b, err := Open(path, toySchema(), Options{Log: func(string) { said++ }})
		if err != nil {
			t.Fatal(err)
		}
		tagged := 0
		err = b.View(func(v *View) error {
			return items.Seek(v, "tag", Key{}.Text("t").U8(0), func(*item) (bool, error) { tagged++; return true, nil })
		})
		found, verr := b.Verify(context.Background(), Deep)
		if err != nil || verr != nil || tagged != 3 || len(found) > 0 {
			t.Error(tagged, found, err, verr)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if said != 1 {
		t.Errorf("%d times said: only an outdated book is made anew", said)
	}
}
