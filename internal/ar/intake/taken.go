package intake

import (
	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Source is one shape of file that comes in again and again, and the day up to
// which its figures are known.
type Source struct {
	ID     uint16     `cbor:"1,keyasint"`
	CutOff civil.Date `cbor:"2,keyasint"`
	File   string     `cbor:"3,keyasint"` // the last file's name
	First  civil.Date `cbor:"4,keyasint"` // the first cut-off; before it the book does not know
	Seq    uint64     `cbor:"5,keyasint"`
	Holds  string     `cbor:"6,keyasint,omitempty"`
}

// Mapping is what a person said about the columns of files of one header.
type Mapping struct {
	Source string            `cbor:"1,keyasint"`
	Fields map[string]string `cbor:"2,keyasint"`
}

var sources = &book.Table[Source]{Name: "source", Bucket: "source", Codec: book.CBOR[Source](),
	Key: func(s *Source) book.Key { return book.Key{}.U16(s.ID) }}

var mappings = &book.Table[Mapping]{Name: "mapping", Bucket: "mapping", Codec: book.CBOR[Mapping](),
	Key: func(m *Mapping) book.Key { return book.Key{}.Text(m.Source) }}

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{sources, mappings}, Facts: []book.Fact{Taken{}, Remembered{}},
		Commands: []book.Command{Remember{}}} // an Import is made of a file, never of fields
}

func cutOff(v *book.View, id uint16) (Source, error) {
	s, _, err := sources.Get(v, book.Key{}.U16(id))
	return s, err
}

// Sources reads every source, in the order they first came.
func Sources(v *book.View) ([]Source, error) {
	var all []Source
	err := sources.Scan(v, nil, func(s *Source) (bool, error) {
		all = append(all, *s)
		return true, nil
	})
	return all, err
}

// CutOff is the day up to which the files that tell of payments go; 0 when there
// are none.
func CutOff(v *book.View) (civil.Date, error) { return company.CutOff(v), nil }

// tells reports whether a kind of file says what is paid: only such a file can
// know that a promise was not kept.
func tells(holds string) bool { return holds == OpenItems || holds == Ledger }

// FirstCutOff is the earliest cut-off of any source: of a day before it the book
// knows only what the files said of the past. 0 when nothing was imported.
func FirstCutOff(v *book.View) (civil.Date, error) {
	all, err := Sources(v)
	var least civil.Date
	for i := range all {
		if tells(all[i].Holds) && (least == 0 || all[i].First < least) {
			least = all[i].First
		}
	}
	return least, err
}

// Taken says that a file was taken in and up to which day its figures go.
type Taken struct {
	File   string     `cbor:"1,keyasint"`
	SHA256 string     `cbor:"2,keyasint"`
	Holds  string     `cbor:"3,keyasint"`
	Source uint16     `cbor:"4,keyasint"`
	CutOff civil.Date `cbor:"5,keyasint"`
	Before civil.Date `cbor:"6,keyasint,omitempty"`
}

// Kind is "import.taken/1".
func (Taken) Kind() string { return "import.taken/1" }

// Refs names the source.
func (f Taken) Refs() []book.Ref {
	return []book.Ref{{Table: "source", ID: uint64(f.Source), Document: true}}
}

// Apply notes the cut-off.
func (f Taken) Apply(tx *book.Tx) error {
	s, err := cutOff(&tx.View, f.Source)
	if err != nil {
		return err
	}
	if known := company.CutOff(&tx.View); tells(f.Holds) && (f.CutOff > known || f.CutOff < f.Before &&
		known == f.Before) {
		if err := company.MoveCutOff(tx, f.CutOff); err != nil {
			return err
		}
	}
	if f.CutOff == 0 {
		return sources.Delete(tx, book.Key{}.U16(f.Source))
	}
	if s.First == 0 {
		s.First = f.CutOff
	}
	s.ID, s.CutOff, s.File, s.Seq, s.Holds = f.Source, f.CutOff, f.File, tx.Seq(), f.Holds
	return sources.Put(tx, &s)
}

// Undo puts the cut-off back.
func (f Taken) Undo(*book.In) ([]book.Fact, error) {
	return []book.Fact{&Taken{File: f.File, SHA256: f.SHA256, Holds: f.Holds, Source: f.Source, CutOff: f.Before,
		Before: f.CutOff}}, nil
}

// Remember keeps what was said about the columns of files of one header.
type Remember struct {
	Source string            `json:"source" help:"the header's key"`
	Fields map[string]string `json:"fields" help:"field to column"`
}

// Kind is "import.remember".
func (Remember) Kind() string { return "import.remember" }

// Decide keeps it when it differs from what is kept.
func (c Remember) Decide(in *book.In) ([]book.Fact, error) {
	old, err := MappingOf(in.View, c.Source)
	if err != nil || sameMap(old, c.Fields) {
		return nil, err
	}
	return []book.Fact{&Remembered{Mapping: Mapping(c), Before: old}}, nil
}

func sameMap(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// MappingOf reads what was said about the columns of files of one header.
func MappingOf(v *book.View, source string) (map[string]string, error) {
	m, _, err := mappings.Get(v, book.Key{}.Text(source))
	return m.Fields, err
}

// Remembered says that a mapping is kept.
type Remembered struct {
	Mapping Mapping           `cbor:"1,keyasint"`
	Before  map[string]string `cbor:"2,keyasint,omitempty"`
}

// Kind is "import.remembered/1".
func (Remembered) Kind() string { return "import.remembered/1" }

// Refs names nothing.
func (Remembered) Refs() []book.Ref { return nil }

// Apply keeps it.
func (f Remembered) Apply(tx *book.Tx) error { return mappings.Put(tx, &f.Mapping) }

// Undo keeps what was kept before.
func (f Remembered) Undo(*book.In) ([]book.Fact, error) {
	return []book.Fact{&Remembered{Mapping: Mapping{f.Mapping.Source, f.Before}, Before: f.Mapping.Fields}}, nil
}
