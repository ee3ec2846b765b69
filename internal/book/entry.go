package book

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"duebook/internal/civil"

	"github.com/fxamacker/cbor/v2"
)

// Entry is one journal entry: what one request posted. Its stored bytes are
// hashed and chained: digest = SHA-256(version, seq, previous digest, bytes).
type Entry struct {
	Seq       uint64     `cbor:"1,keyasint"`
	Nanos     int64      `cbor:"2,keyasint"` // when it was recorded, Unix nanoseconds; never decreases
	Day       civil.Date `cbor:"3,keyasint"` // the working day it was recorded on
	Who       string     `cbor:"4,keyasint"`
	Role      string     `cbor:"5,keyasint,omitempty"`
	Session   string     `cbor:"6,keyasint,omitempty"`
	Key       string     `cbor:"7,keyasint"`
	Hash      []byte     `cbor:"8,keyasint"` // of the request, so a key cannot be used for another
	Prev      []byte     `cbor:"9,keyasint"`
	Command   string     `cbor:"10,keyasint"`
	ClockBack bool       `cbor:"12,keyasint,omitempty"` // the clock stood before the last entry's time
	Part      bool       `cbor:"13,keyasint,omitempty"` // one of several entries of a bulk import
	// The facts, [[kind, body], ...]: most readers of the journal never decode them.
	Facts cbor.RawMessage `cbor:"11,keyasint"`
}

func newEntry(r *Request, hash []byte) *Entry {
	return &Entry{Nanos: r.Now.UnixNano(), Day: r.Today, Who: r.Who, Role: r.Role, Session: r.Session, Key: r.Key,
		Hash: hash, Command: r.Command.Kind()}
}

type record struct {
	_    struct{} `cbor:",toarray"`
	Kind string
	Body cbor.RawMessage
}

// Time is when the entry was recorded.
func (e *Entry) Time() time.Time { return time.Unix(0, e.Nanos) }

const chainVersion = 1

func digest(seq uint64, prev, stored []byte) []byte {
	h := sha256.New()
	var head [9]byte
	head[0] = chainVersion
	binary.BigEndian.PutUint64(head[1:], seq)
	h.Write(head[:])
	h.Write(prev)
	h.Write(stored)
	return h.Sum(nil)
}

// head is the last entry's number, digest and time, kept in the meta bucket.
type head struct {
	seq    uint64
	digest []byte
	nanos  int64
}

func (v *View) head() head {
	b := v.get(metaBucket, []byte("head"))
	if len(b) != 48 {
		return head{digest: make([]byte, 32)}
	}
	return head{binary.BigEndian.Uint64(b), bytes.Clone(b[8:40]), int64(binary.BigEndian.Uint64(b[40:]))}
}

func (tx *Tx) setHead(h head) error {
	return tx.put(metaBucket, []byte("head"), append(Key{}.U64(h.seq), append(h.digest,
		Key{}.U64(uint64(h.nanos))...)...))
}

// Head returns the last entry's number and digest, which two copies of one
// book share.
func (v *View) Head() (seq uint64, digest []byte) {
	h := v.head()
	return h.seq, h.digest
}

// requestHash identifies what a request asks, so that its key answers for
// nothing else.
func requestHash(c Command) ([]byte, error) {
	h := sha256.New()
	h.Write([]byte(c.Kind()))
	if own, ok := c.(interface{ RequestHash() []byte }); ok {
		h.Write(own.RequestHash())
		return h.Sum(nil), nil
	}
	b, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	h.Write(b)
	return h.Sum(nil), nil
}

// seal gives the entry its place after h, which becomes its own head but for the
// digest, and its facts.
func (e *Entry) seal(h *head, facts []Fact) error {
	e.Seq, e.Prev = h.seq+1, h.digest
	if e.Nanos < h.nanos {
		e.Nanos, e.ClockBack = h.nanos, true
	}
	h.seq, h.nanos = e.Seq, e.Nanos
	buf := bytes.NewBuffer(make([]byte, 0, 64+128*len(facts)))
	buf.Write(cborHead(4, len(facts)))
	for _, f := range facts {
		kind := f.Kind()
		buf.Write(cborHead(4, 2))
		buf.Write(cborHead(3, len(kind)))
		buf.WriteString(kind)
		if err := encMode.MarshalToBuffer(f, buf); err != nil {
			return fmt.Errorf("encode %s: %w", kind, err)
		}
	}
	e.Facts = buf.Bytes()
	return nil
}

// cborHead starts a CBOR text (3) or array (4) of n.
func cborHead(major byte, n int) []byte {
	switch major <<= 5; {
	case n < 24:
		return []byte{major | byte(n)}
	case n < 1<<8:
		return []byte{major | 24, byte(n)}
	case n < 1<<16:
		return binary.BigEndian.AppendUint16([]byte{major | 25}, uint16(n))
	}
	return binary.BigEndian.AppendUint32([]byte{major | 26}, uint32(n))
}

// encode gives the bytes that are stored, and h the digest that they make.
func (e *Entry) encode(h *head) ([]byte, error) {
	stored, err := encMode.Marshal(e)
	h.digest = digest(e.Seq, e.Prev, stored)
	return stored, err
}

// facts decodes the facts, only those of some kinds when they are named.
func (e *Entry) facts(s *Schema, kinds ...string) ([]Fact, error) {
	var records []record
	if err := decMode.Unmarshal(e.Facts, &records); err != nil {
		return nil, Refuse(Damaged, "entry %d: its facts cannot be read: %v", e.Seq, err)
	}
	facts := make([]Fact, 0, len(records))
	for _, r := range records {
		if len(kinds) > 0 && !slices.Contains(kinds, r.Kind) {
			continue
		}
		f, err := s.newFact(r.Kind)
		if err != nil {
			return nil, err
		}
		if err := decMode.Unmarshal(r.Body, f); err != nil {
			return nil, Refuse(Damaged, "entry %d: the fact %s cannot be read: %v", e.Seq, r.Kind, err)
		}
		facts = append(facts, f)
	}
	return facts, nil
}

func decodeEntry(stored []byte) (*Entry, error) {
	e := new(Entry)
	if err := decMode.Unmarshal(stored, e); err != nil {
		return nil, Refuse(Damaged, "a journal entry cannot be read: %v (run: duebook verify)", err)
	}
	return e, nil
}

// Entry reads one journal entry and its facts; NotFound when there is none.
func (v *View) Entry(s *Schema, seq uint64) (*Entry, []Fact, error) {
	stored := v.get(journalBucket, Key{}.U64(seq))
	if stored == nil {
		return nil, nil, Refuse(NotFound, "there is no entry %d in the journal", seq)
	}
	e, err := decodeEntry(stored)
	if err != nil {
		return nil, nil, err
	}
	facts, err := e.facts(s)
	return e, facts, err
}

// Journal reads the entries from a number on, without their facts, until fn
// says stop.
func (v *View) Journal(from uint64, fn func(e *Entry) (bool, error)) error {
	var err error
	v.scan(journalBucket, Key{}.U64(from), nil, func(_, stored []byte) bool {
		var e *Entry
		if e, err = decodeEntry(stored); err != nil {
			return false
		}
		var on bool
		on, err = fn(e)
		return on && err == nil
	})
	return err
}
