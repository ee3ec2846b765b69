// Package portfolio hands the customers of one collector over to another, and keeps who
// covers for whom while somebody is absent. A cover changes no customer's collector: it
// only shows the absent one's work to another for some days. The package must never know
// what is owed.
package portfolio

import (
	"cmp"
	"fmt"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Who is somebody with work: the user, and the number among the collectors (0: none).
type Who struct {
	User      string `cbor:"1,keyasint"`
	Collector uint16 `cbor:"2,keyasint,omitempty"`
	Name      string `cbor:"3,keyasint"` // to show
}

// Resolve finds somebody by user name, shown name, or collector's name; ok is false when
// nobody has it.
func Resolve(v *book.View, name string) (w Who, ok bool, err error) {
	name = strings.TrimSpace(name)
	p, known, err := office.Find(v, name)
	if err != nil {
		return w, false, err
	}
	w = Who{User: name, Name: name}
	if known {
		w.User, w.Name = p.User, p.Called()
		name = cmp.Or(p.Now().Collector, p.User)
	} else if err = office.All(v, func(p *office.Person) (bool, error) {
		if n := p.Now(); n.Roles != 0 && n.Collector != "" && text.Fold(n.Collector) == text.Fold(name) {
			w.User, w.Name, known = p.User, p.Called(), true
		}
		return !known, nil
	}); err != nil {
		return w, false, err
	}
	w.Collector, err = directory.Find(v, directory.Person, name)
	return w, known || w.Collector != 0, err
}

func must(v *book.View, field, name string) (Who, error) {
	if strings.TrimSpace(name) == "" {
		return Who{}, book.RefuseField(field, "say who")
	}
	w, ok, err := Resolve(v, name)
	if err == nil && !ok {
		err = book.RefuseField(field, "nobody is called %q among the people and the collectors", name)
	}
	return w, err
}

// Cover says who does the work of somebody absent, from a day to a last day. It counts
// until Ended, the day it was ended or taken back (0: it stands).
type Cover struct {
	ID     uint32     `cbor:"1,keyasint"`
	Absent Who        `cbor:"2,keyasint"`
	By     Who        `cbor:"3,keyasint"`
	From   civil.Date `cbor:"4,keyasint"`
	Until  civil.Date `cbor:"5,keyasint"`
	Reason string     `cbor:"6,keyasint,omitempty"`
	Made   civil.Date `cbor:"7,keyasint"`
	Set    string     `cbor:"8,keyasint"` // who entered it
	Ended  civil.Date `cbor:"9,keyasint,omitempty"`
}

// On reports whether the cover counts on a day.
func (c *Cover) On(d civil.Date) bool {
	return c.Made <= d && c.From <= d && d <= c.Until && (c.Ended == 0 || d < c.Ended)
}

var covers = &book.Table[Cover]{Name: "cover", Bucket: "cover", Codec: book.CBOR[Cover](),
	Key: func(c *Cover) book.Key { return book.Key{}.U32(c.ID) }}

// Covers reads every cover, oldest first.
func Covers(v *book.View, fn func(c *Cover) (bool, error)) error { return covers.Scan(v, nil, fn) }

// CoveredBy lists whose work a user covers on a day.
func CoveredBy(v *book.View, user string, d civil.Date) (out []Cover, err error) {
	err = Covers(v, func(c *Cover) (bool, error) {
		if c.By.User == user && c.On(d) {
			out = append(out, *c)
		}
		return true, nil
	})
	return out, err
}

// Give gives somebody absent a cover.
type Give struct {
	Absent string `json:"absent" help:"who is away"`
	Cover  string `json:"cover" help:"who does their work meanwhile"`
	From   string `json:"from,omitempty" help:"the first day; today when left out"`
	Until  string `json:"until" help:"the last day"`
	Reason string `json:"reason,omitempty" help:"why"`
}

// Kind is "portfolio.cover".
func (Give) Kind() string { return "portfolio.cover" }

// Decide refuses days that are over, and a second cover for the same days.
func (c Give) Decide(in *book.In) ([]book.Fact, error) {
	absent, err := must(in.View, "absent", c.Absent)
	if err != nil {
		return nil, err
	}
	by, err := must(in.View, "cover", c.Cover)
	if err != nil {
		return nil, err
	}
	x := Cover{Absent: absent, By: by, Reason: strings.TrimSpace(c.Reason), Made: in.Today, Set: in.Who}
	if x.From, err = bill.Day("from", c.From, in.Today, in.Today); err != nil {
		return nil, err
	}
	if x.Until, err = bill.Day("until", c.Until, 0, in.Today); err != nil {
		return nil, err
	}
	if err := text.Check(x.Reason, 300); err != nil {
		return nil, book.RefuseField("reason", "%v", err)
	}
	switch {
	case absent.User == by.User || absent.Collector != 0 && absent.Collector == by.Collector:
		return nil, book.RefuseField("cover", "%s cannot cover for themselves", by.Name)
	case x.Until == 0:
		return nil, book.RefuseField("until", "say the last day of the cover")
	case x.Until < max(x.From, in.Today):
		return nil, book.RefuseField("until", "the last day %s is over, or before the first, %s", x.Until, x.From)
	}
	err = Covers(in.View, func(o *Cover) (bool, error) {
		if o.Ended == 0 && o.Absent.User == absent.User && o.From <= x.Until && x.From <= o.Until {
			return false, book.RefuseField("from", "%s has a cover from %s to %s already (number %d, %s): end "+
				"that first",
				absent.Name, o.From, o.Until, o.ID, o.By.Name)
		}
		return true, nil
	})
	x.ID = in.NewID("cover")
	return []book.Fact{&Given{x}}, err
}

// EndCover ends a cover from today on.
type EndCover struct {
	ID uint32 `json:"id" help:"the cover's number"`
}

// Kind is "portfolio.end_cover".
func (EndCover) Kind() string { return "portfolio.end_cover" }

// Decide refuses a cover that is over.
func (c EndCover) Decide(in *book.In) ([]book.Fact, error) {
	x, ok, err := covers.Get(in.View, book.Key{}.U32(c.ID))
	if err == nil && (!ok || x.Ended != 0 || x.Until < in.Today) {
		err = book.RefuseField("id", "there is no cover %d that lasts", c.ID)
	}
	return []book.Fact{&Ended{ID: c.ID, Date: in.Today}}, err
}

func coverRef(id uint32) []book.Ref {
	return []book.Ref{{Table: "cover", ID: uint64(id), Document: true}}
}

// Given says that somebody absent has a cover.
type Given struct {
	Cover Cover `cbor:"1,keyasint"`
}

// Kind is "portfolio.covered/1".
func (Given) Kind() string { return "portfolio.covered/1" }

// Refs names the cover.
func (f Given) Refs() []book.Ref { return coverRef(f.Cover.ID) }

// Apply stores the cover.
func (f Given) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("cover", f.Cover.ID); err != nil {
		return err
	}
	x := f.Cover
	return covers.Insert(tx, &x)
}

// Undo ends the cover today.
func (f Given) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Ended{ID: f.Cover.ID, Date: max(in.Today, f.Cover.Made)}}, nil
}

// Ended says that a cover no longer counts from a day on; Date 0 that it counts again.
type Ended struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "portfolio.cover_ended/1".
func (Ended) Kind() string { return "portfolio.cover_ended/1" }

// Refs names the cover.
func (f Ended) Refs() []book.Ref { return coverRef(f.ID) }

// Apply marks the row.
func (f Ended) Apply(tx *book.Tx) error {
	x, ok, err := covers.Get(&tx.View, book.Key{}.U32(f.ID))
	if err == nil && !ok {
		err = fmt.Errorf("there is no cover %d", f.ID)
	}
	if err != nil {
		return err
	}
	x.Ended = f.Date
	return covers.Put(tx, &x)
}

// Undo gives the same cover anew for the days left, so that the days without it keep
// what they showed.
func (f Ended) Undo(in *book.In) ([]book.Fact, error) {
	x, _, err := covers.Get(in.View, book.Key{}.U32(f.ID))
	if err != nil || x.Until < in.Today {
		return nil, err
	}
	x.ID, x.Made, x.From, x.Ended = in.NewID("cover"), in.Today, max(x.From, in.Today), 0
	return []book.Fact{&Given{x}}, nil
}
