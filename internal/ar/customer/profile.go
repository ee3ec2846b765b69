package customer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unsafe"

	"duebook/internal/book"
	"duebook/internal/civil"
)

func contains(hay []byte, needle string) bool {
	return bytes.Contains(hay, unsafe.Slice(unsafe.StringData(needle), len(needle)))
}

// Status says how a customer is to be treated (RULES 3).
type Status uint8

// The statuses. Legal and closed customers leave the call list.
const (
	Active Status = iota
	Legal
	Insolvent
	Closed
	Government
	Related
)

var statusNames = []string{"active", "legal", "insolvent", "closed", "government", "related"}

// String is the status in a word.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status %d", uint8(s))
}

// ParseStatus reads what String writes.
func ParseStatus(s string) (Status, error) {
	for i, n := range statusNames {
		if n == s {
			return Status(i), nil
		}
	}
	return 0, fmt.Errorf("%q is not a status (active, legal, insolvent, closed, government, related)", s)
}

// Step is the profile from a day on. The numbers are the directory's; 0 is none.
type Step struct {
	From         civil.Date
	Branch       uint16
	Salesman     uint16
	Collector    uint16
	Group        uint16
	Route        uint16
	Risk         uint16
	Status       Status
	DoNotContact bool
}

// Profile is all steps of a customer, oldest first. The last step from or
// before a day holds on it; before the first, the first.
type Profile struct {
	Customer uint32
	Steps    []Step
}

const stepSize = 18

var profiles = &book.Table[Profile]{Name: "profile", Bucket: "profile",
	Key: func(p *Profile) book.Key { return Key(p.Customer) },
	Codec: book.Codec[Profile]{
		Encode: func(dst []byte, p *Profile) ([]byte, error) {
			for i := range p.Steps {
				dst = appendStep(dst, &p.Steps[i])
			}
			return dst, nil
		},
		Decode: func(key, src []byte, p *Profile) error {
			if len(key) != 4 || len(src)%stepSize != 0 {
				return fmt.Errorf("a profile of %d bytes", len(src))
			}
			p.Customer = binary.BigEndian.Uint32(key)
			for ; len(src) > 0; src = src[stepSize:] {
				p.Steps = append(p.Steps, readStep(src))
			}
			return nil
		}}}

func appendStep(dst []byte, s *Step) []byte {
	k := book.Key(dst).U32(uint32(s.From)).U16(s.Branch).U16(s.Salesman).U16(s.Collector)
	k = k.U16(s.Group).U16(s.Route).U16(s.Risk)
	flags := byte(0)
	if s.DoNotContact {
		flags = 1
	}
	return k.U8(uint8(s.Status)).U8(flags)
}

func readStep(b []byte) Step {
	u := binary.BigEndian.Uint16
	return Step{From: civil.Date(binary.BigEndian.Uint32(b)), Branch: u(b[4:]), Salesman: u(b[6:]), Collector: u(b[8:]),
		Group: u(b[10:]), Route: u(b[12:]), Risk: u(b[14:]), Status: Status(b[16]), DoNotContact: b[17]&1 != 0}
}

// At is the step that holds on a day.
func (p *Profile) At(d civil.Date) Step {
	if len(p.Steps) == 0 {
		return Step{}
	}
	at := p.Steps[0]
	for _, s := range p.Steps[1:] {
		if s.From > d {
			break
		}
		at = s
	}
	return at
}

// ProfileOf reads a customer's profile.
func ProfileOf(v *book.View, id uint32) (Profile, error) {
	p, _, err := profiles.Get(v, Key(id))
	return p, err
}

// Profiles reads the step that holds on a day for every customer, in id order.
func Profiles(v *book.View, d civil.Date, fn func(id uint32, s Step) bool) {
	profiles.Raw(v, nil, nil, func(k, val []byte) bool {
		id := binary.BigEndian.Uint32(k)
		at := val
		for next := at; len(next) >= 2*stepSize; {
			next = next[stepSize:]
			if civil.Date(binary.BigEndian.Uint32(next)) > d {
				break
			}
			at = next
		}
		if len(at) < stepSize {
			return fn(id, Step{})
		}
		return fn(id, readStep(at))
	})
}
