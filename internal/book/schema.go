package book

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strings"
	"time"

	"duebook/internal/civil"
)

// Fact is something that happened, whole and in the past tense. Apply is
// mechanical: no decision is left in it, it reads by key only, it never scans,
// and it never fails on a legal book.
type Fact interface {
	Kind() string // with its version: "bill.issued/1"
	Refs() []Ref  // the documents and subjects it is about
	Apply(tx *Tx) error
}

// Undoer is a fact that can be taken back: Undo decides the counter-facts,
// dated in.Today and never before what they take back.
type Undoer interface {
	Fact
	Undo(in *In) ([]Fact, error)
}

// Command is a wish: Decide turns it into facts or refuses it in one sentence.
// It is pure: it reads only In, so it can be previewed and retried.
type Command interface {
	Kind() string // "receipt.record"
	Decide(in *In) ([]Fact, error)
}

// Chooser is a command some of whose fields take one of a few words; Choices gives
// every word, by the field's name.
type Chooser interface {
	Choices() map[string][]string
}

// Ref names one thing a fact is about. An entry cannot be undone while a later
// live one names one of its Documents, as its own document or as one it Uses;
// other refs (customer, account) tie nothing together.
type Ref struct {
	Table    string
	ID       uint64
	Document bool
	Uses     bool
}

// In is all a Decide may know.
type In struct {
	*View
	Who, Role, Session string
	Now                time.Time
	Today              civil.Date
	Decided            []Fact // while warnings are said: all facts of the command
	ids                map[string]uint32
}

// NewID hands out the next id of a counter. It costs nothing until a fact with
// it is applied, which raises the counter.
func (in *In) NewID(counter string) uint32 {
	if in.ids == nil {
		in.ids = map[string]uint32{}
	}
	if _, ok := in.ids[counter]; !ok {
		in.ids[counter] = in.Counter(counter)
	}
	in.ids[counter]++
	return in.ids[counter]
}

// Fresh reports whether an id was handed out by NewID here, by whichever counter.
func (in *In) Fresh(id uint32) bool {
	for counter, last := range in.ids {
		if id <= last && id > in.Counter(counter) {
			return true
		}
	}
	return false
}

// Check is one invariant (SAFETY). Touched, if set, runs after Apply inside the
// write for every distinct ref to Table; Full runs in Verify over the book.
type Check struct {
	ID      string
	Table   string
	Touched func(v *View, id uint64) error
	Full    func(v *View, found func(Finding)) error
}

// Part is what one subject brings to the schema.
type Part struct {
	Tables   []AnyTable
	Facts    []Fact
	Commands []Command
	Checks   []Check
	Warnings []Warning
	// May, if set, runs inside the write before every Decide: it refuses a command that
	// who acts may not give, and returns the roles held for the entry, or "".
	May func(in *In, c Command) (role string, err error)
}

// Schema is every table, fact, command and invariant a book knows. Make it with
// NewSchema; it is read-only afterwards.
type Schema struct {
	tables   []AnyTable
	buckets  []string
	facts    map[string]reflect.Type
	commands map[string]reflect.Type
	checks   []Check
	touched  map[string][]Check
	warnings map[string][]Warning
	may      []func(in *In, c Command) (string, error)
	version  int
}

// Version says that what rows or indexes hold is the n-th way to hold it: raised when
// that changes under the same names, it has older books made anew from their journals.
func (s *Schema) Version(n int) *Schema {
	s.version = n
	return s
}

// layout stands for all tables and indexes, and where they lie.
func (s *Schema) layout() []byte {
	h := sha256.New()
	_, _ = fmt.Fprintln(h, s.version) // never fails
	for _, t := range s.tables {
		_, _ = fmt.Fprintln(h, t.name(), t.buckets(), t.places())
	}
	return h.Sum(nil)
}

// NewSchema joins the subjects' parts. It panics on a kind or table named
// twice, which is a programming error found by any test.
func NewSchema(parts ...Part) *Schema {
	s := &Schema{facts: map[string]reflect.Type{}, commands: map[string]reflect.Type{}, touched: map[string][]Check{},
		warnings: map[string][]Warning{}}
	names := map[string]bool{}
	parts = append([]Part{{Facts: []Fact{undone{}}, Commands: []Command{Undo{}}}}, parts...)
	for _, p := range parts {
		for _, t := range p.Tables {
			if names["table "+t.name()] {
				panic("book: table declared twice: " + t.name())
			}
			names["table "+t.name()] = true
			s.tables = append(s.tables, t)
			for _, b := range t.buckets() {
				if !names[b] {
					names[b] = true
					s.buckets = append(s.buckets, b)
				}
			}
		}
		for _, f := range p.Facts {
			register(s.facts, f.Kind(), f)
		}
		for _, c := range p.Commands {
			register(s.commands, c.Kind(), c)
		}
		if p.May != nil {
			s.may = append(s.may, p.May)
		}
		for _, w := range p.Warnings {
			s.warnings[w.Fact] = append(s.warnings[w.Fact], w)
		}
		for _, c := range p.Checks {
			s.checks = append(s.checks, c)
			if c.Touched != nil {
				s.touched[c.Table] = append(s.touched[c.Table], c)
			}
		}
	}
	sort.Strings(s.buckets)
	return s
}

// allBuckets are the subjects' buckets and the book's own.
func (s *Schema) allBuckets() []string {
	return append([]string{metaBucket, journalBucket, keyBucket, undoneBucket}, s.buckets...)
}

func register(m map[string]reflect.Type, kind string, v any) {
	if _, dup := m[kind]; dup {
		panic("book: kind declared twice: " + kind)
	}
	t := reflect.TypeOf(v)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	m[kind] = t
}

// Commands lists the kinds of command, sorted.
func (s *Schema) Commands() []string {
	kinds := make([]string, 0, len(s.commands))
	for k := range s.commands {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	return kinds
}

// NewCommand returns a pointer to an empty command of a kind, to be filled
// from JSON; NotFound when no such kind exists.
func (s *Schema) NewCommand(kind string) (Command, error) {
	t, ok := s.commands[kind]
	if !ok {
		return nil, Refuse(NotFound, "there is no command %q (duebook commands lists them)", kind)
	}
	return reflect.New(t).Interface().(Command), nil
}

// Command is a command of a kind with the fields its JSON gives; fields it does not have
// are refused.
func (in *In) Command(kind string, fields []byte) (Command, error) {
	c, err := in.schema.NewCommand(kind)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(fields))
	dec.DisallowUnknownFields()
	if err := dec.Decode(c); err != nil {
		return nil, Refuse(Invalid, "the fields of %q cannot be read: %s", kind, strings.TrimPrefix(err.Error(),
			"json: "))
	}
	return c, nil
}

func (s *Schema) newFact(kind string) (Fact, error) {
	t, ok := s.facts[kind]
	if !ok {
		return nil, Refuse(Damaged, "the journal holds a fact of kind %q, which this version does not know: use a "+
			"newer duebook", kind)
	}
	return reflect.New(t).Interface().(Fact), nil
}

// Finding is one thing Verify found wrong.
type Finding struct {
	ID       string // the invariant, as SAFETY names it
	Record   string
	Expected string
	Found    string
	Seq      uint64
}

// String is the finding in one line.
func (f Finding) String() string {
	s := fmt.Sprintf("%s %s: expected %s, found %s", f.ID, f.Record, f.Expected, f.Found)
	if f.Seq > 0 {
		s += fmt.Sprintf(" (entry %d)", f.Seq)
	}
	return s
}
