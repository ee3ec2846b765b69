package book

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duebook/internal/civil"
)

// The toy: items in groups, clustered by group, with a unique name, tags that
// cover the amount, and an index in the shared bucket; a group keeps a sum.
type item struct {
	Group  uint32   `cbor:"1,keyasint"`
	ID     uint32   `cbor:"2,keyasint"`
	Name   string   `cbor:"3,keyasint"`
	Amount int64    `cbor:"4,keyasint"`
	Tags   []string `cbor:"5,keyasint,omitempty"`
}

type group struct {
	ID    uint32 `cbor:"1,keyasint"`
	Items uint32 `cbor:"2,keyasint"`
	Total int64  `cbor:"3,keyasint"`
}

var items = &Table[item]{Name: "item", Bucket: "cluster", Kind: 1, Codec: CBOR[item](),
	Key: func(i *item) Key { return Account(i.Group, 1).U32(i.ID) },
	Indexes: []Index[item]{
		{Name: "name", Unique: true, Entries: func(i *item) []Key { return []Key{Key{}.Text(i.Name)} }},
		{Name: "tag", Bucket: "tag", Cover: func(i *item) []byte { return Key{}.U64(uint64(i.Amount)) },
			Entries: func(i *item) (keys []Key) {
				for _, t := range i.Tags {
					keys = append(keys, Key{}.Text(t).U8(0))
				}
				return keys
			}},
		{Name: "size", Bucket: "cluster", Kind: 2, Entries: func(i *item) []Key {
			if i.Amount == 0 {
				return nil
			}
			return []Key{Account(i.Group, 2).U64(uint64(i.Amount))}
		}}}}

var groups = &Table[group]{Name: "group", Bucket: "group", Codec: CBOR[group](),
	Key: func(g *group) Key { return Key{}.U32(g.ID) }}

type added struct {
	Item item `cbor:"1,keyasint"`
}
type changed struct {
	Old item `cbor:"1,keyasint"`
	New item `cbor:"2,keyasint"`
}
type removed struct {
	Item item `cbor:"1,keyasint"`
}

// plain adds an item to no group's sum: the benches' simple fact.
type plain struct {
	Item item `cbor:"1,keyasint"`
}
type broken struct{ Panic bool }

func itemRefs(i *item) []Ref {
	return []Ref{{Table: "item", ID: uint64(i.ID), Document: true}, {Table: "group", ID: uint64(i.Group)}}
}

func (added) Kind() string    { return "item.added/1" }
func (f added) Refs() []Ref   { return itemRefs(&f.Item) }
func (changed) Kind() string  { return "item.changed/1" }
func (f changed) Refs() []Ref { return itemRefs(&f.New) }
func (removed) Kind() string  { return "item.removed/1" }
func (f removed) Refs() []Ref { return itemRefs(&f.Item) }
func (plain) Kind() string    { return "item.plain/1" }
func (plain) Refs() []Ref     { return nil }
func (broken) Kind() string   { return "broken/1" }
func (broken) Refs() []Ref    { return nil }

func count(tx *Tx, id uint32, items int, amount int64) error {
	g, _, err := groups.Get(&tx.View, Key{}.U32(id))
	if err != nil {
		return err
	}
	g.ID, g.Items, g.Total = id, uint32(int(g.Items)+items), g.Total+amount
	return groups.Put(tx, &g)
}

func (f added) Apply(tx *Tx) error {
	if err := tx.RaiseCounter("item", f.Item.ID); err != nil {
		return err
	}
	if err := items.Insert(tx, &f.Item); err != nil {
		return err
	}
	return count(tx, f.Item.Group, 1, f.Item.Amount)
}

func (f plain) Apply(tx *Tx) error {
	if err := tx.RaiseCounter("item", f.Item.ID); err != nil {
		return err
	}
	return items.Insert(tx, &f.Item)
}

func (f changed) Apply(tx *Tx) error {
	if err := items.Put(tx, &f.New); err != nil {
		return err
	}
	return count(tx, f.New.Group, 0, f.New.Amount-f.Old.Amount)
}

func (f removed) Apply(tx *Tx) error {
	if err := items.Delete(tx, items.Key(&f.Item)); err != nil {
		return err
	}
	return count(tx, f.Item.Group, -1, -f.Item.Amount)
}

func (f broken) Apply(tx *Tx) error {
	if err := tx.put("group", Key{}.U32(9999), []byte("half")); err != nil {
		return err
	}
	if f.Panic {
		panic("a mistake")
	}
	return Refuse(Invalid, "broken on purpose")
}

func (f added) Undo(*In) ([]Fact, error) { return []Fact{&removed{f.Item}}, nil }
func (f changed) Undo(*In) ([]Fact, error) {
	return []Fact{&changed{Old: f.New, New: f.Old}}, nil
}
func (f removed) Undo(*In) ([]Fact, error) { return []Fact{&added{f.Item}}, nil }

type add struct {
	Group  uint32
	Name   string
	Amount int64
	Tags   []string
}
type change struct {
	Name, To string
	Amount   int64
}
type remove struct{ Name string }
type breakIt struct{ Panic bool }

// many posts facts as they are: a bulk import.
type many struct {
	N     int
	facts []Fact
}

func (add) Kind() string     { return "item.add" }
func (change) Kind() string  { return "item.change" }
func (remove) Kind() string  { return "item.remove" }
func (breakIt) Kind() string { return "break" }
func (many) Kind() string    { return "many" }

func (c add) Decide(in *In) ([]Fact, error) {
	if _, ok, err := items.Find(in.View, "name", Key{}.Text(c.Name)); ok || err != nil {
		return nil, refuseOr(err, Conflict, "there is an item "+c.Name)
	}
	return []Fact{&added{item{c.Group, in.NewID("item"), c.Name, c.Amount, c.Tags}}}, nil
}

func (c change) Decide(in *In) ([]Fact, error) {
	old, ok, err := items.Find(in.View, "name", Key{}.Text(c.Name))
	if !ok || err != nil {
		return nil, refuseOr(err, NotFound, "there is no item "+c.Name)
	}
	now := old
	now.Name, now.Amount = c.To, c.Amount
	return []Fact{&changed{old, now}}, nil
}

func (c remove) Decide(in *In) ([]Fact, error) {
	old, ok, err := items.Find(in.View, "name", Key{}.Text(c.Name))
	if !ok || err != nil {
		return nil, refuseOr(err, NotFound, "there is no item "+c.Name)
	}
	return []Fact{&removed{old}}, nil
}

func (c breakIt) Decide(*In) ([]Fact, error) { return []Fact{&broken{c.Panic}}, nil }
func (c many) Decide(*In) ([]Fact, error)    { return c.facts, nil }

func refuseOr(err error, code Code, text string) error {
	if err != nil {
		return err
	}
	return Refuse(code, "%s", text)
}

func checkGroup(v *View, id uint64, found func(Finding)) error {
	g, _, err := groups.Get(v, Key{}.U32(uint32(id)))
	if err != nil {
		return err
	}
	var n uint32
	var sum int64
	err = items.Scan(v, Account(uint32(id), 1), func(i *item) (bool, error) {
		n, sum = n+1, sum+i.Amount
		return true, nil
	})
	if n != g.Items || sum != g.Total {
		found(Finding{ID: "T1", Record: fmt.Sprint("group ", id), Expected: fmt.Sprint(n, " ", sum),
			Found: fmt.Sprint(g.Items, " ", g.Total)})
	}
	return err
}

func toySchema() *Schema {
	return NewSchema(Part{Tables: []AnyTable{items, groups},
		Facts:    []Fact{added{}, changed{}, removed{}, plain{}, broken{}},
		Commands: []Command{add{}, change{}, remove{}, breakIt{}},
		Checks: []Check{{ID: "T1", Table: "group",
			Touched: func(v *View, id uint64) (err error) {
				check := checkGroup(v, id, func(f Finding) { err = Refuse(Damaged, "%s", f) })
				return cmpErr(err, check)
			},
			Full: func(v *View, found func(Finding)) error {
				return groups.Scan(v, nil, func(g *group) (bool, error) {
					return true, checkGroup(v, uint64(g.ID), found)
				})
			}}}})
}

func cmpErr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func newToy(t testing.TB) *Book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "toy.db")
	if err := Create(path, toySchema()); err != nil {
		t.Fatal(err)
	}
	return openToy(t, path)
}

// openToy opens a book and checks deeply, when the test ends, that it is clean.
func openToy(t testing.TB, path string) *Book {
	t.Helper()
	b, err := Open(path, toySchema(), Options{Log: func(s string) { t.Log(s) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if b.db != nil && !t.Failed() {
			mustVerify(t, b)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func mustVerify(t testing.TB, b *Book) {
	t.Helper()
	found, err := b.Verify(context.Background(), Deep)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

var toyDay = civil.New(2025, 6, 15)

func request(key string, c Command) Request {
	return Request{Key: key, Who: "mona", Role: "all", Session: "s", Now: toyDay.Time().Add(9 * time.Hour),
		Today: toyDay, Command: c}
}

func post(t testing.TB, b *Book, key string, c Command) Result {
	t.Helper()
	r, err := b.Post(context.Background(), request(key, c))
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return r
}

func refusedWith(t testing.TB, err error, code Code, part string) {
	t.Helper()
	if CodeOf(err) != code || !strings.Contains(fmt.Sprint(err), part) {
		t.Fatalf("want %s ...%s..., got %s %v", code, part, CodeOf(err), err)
	}
}

type fataler interface {
	Helper()
	Fatal(...any)
}

func names(t fataler, b *Book) map[string]int64 {
	t.Helper()
	all := map[string]int64{}
	err := b.View(func(v *View) error {
		return items.Scan(v, nil, func(i *item) (bool, error) {
			all[i.Name] = i.Amount
			return true, nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func manyItems(from, n int) many {
	m := many{N: n}
	for i := from; i < from+n; i++ {
		m.facts = append(m.facts, &added{item{Group: uint32(i*7919%20000 + 1), ID: uint32(i + 1),
			Name: fmt.Sprintf("N%08d", i*7919%100_000_007), Amount: int64(i%1000) + 1}})
	}
	return m
}
