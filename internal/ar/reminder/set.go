package reminder

import (
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// SetLevel sets one level, or takes it off. What is left empty stays as it is.
type SetLevel struct {
	Level    int    `json:"level" help:"its number, from 1 to 9"`
	Days     *int   `json:"days,omitempty" help:"level 1: after the due date; others: after the letter before"`
	Minimum  string `json:"minimum,omitempty" help:"no letter for less"`
	Fee      string `json:"fee,omitempty" help:"posted with the letter"`
	English  string `json:"english,omitempty" help:"the wording; {total} and {oldest} are filled in"`
	Arabic   string `json:"arabic,omitempty" help:"the same in Arabic"`
	Currency string `json:"currency,omitempty" help:"of accounts in this currency; the company's when left out"`
	Off      bool   `json:"off,omitempty" help:"no letters of this level or a higher one"`
}

// Kind is "reminder.level".
func (SetLevel) Kind() string { return "reminder.level" }

// Decide checks the level; a level needs the one before it.
func (c SetLevel) Decide(in *book.In) ([]book.Fact, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	cur, err := set.Of(strings.ToUpper(strings.TrimSpace(c.Currency)))
	if err != nil {
		return nil, err
	}
	ladder, err := LadderOn(in.View, set.Currency, in.Today)
	if err != nil {
		return nil, err
	}
	if c.Level < 1 || c.Level > Most {
		return nil, book.RefuseField("level", "%d is not a level: give 1 to %d", c.Level, Most)
	}
	l, had := ladder.At(cur.Code, c.Level)
	if c.Off {
		if !had {
			return nil, book.RefuseField("level", "level %d is off already", c.Level)
		}
		l = Level{Off: true}
	} else {
		if n := ladder.Len(cur.Code); c.Level > n+1 {
			return nil, book.RefuseField("level", "there are %d levels: set level %d first", n, n+1)
		}
		if !had {
			l = Level{Days: -1}
		}
		if err := c.figures(&l, cur); err != nil {
			return nil, err
		}
		if err := c.words(&l); err != nil {
			return nil, err
		}
	}
	l.N, l.Currency = uint8(c.Level), cur.Code
	return []book.Fact{setTo(in, l)}, nil
}

func setTo(in *book.In, l Level) *LevelSet {
	l.ID, l.Set, l.By, l.Voided, l.Seq = in.NewID("reminder level"), in.Today, in.Who, 0, 0
	return &LevelSet{l}
}

func (c SetLevel) figures(l *Level, cur money.Currency) (err error) {
	if c.Days != nil {
		l.Days = *c.Days
	} else if l.Days < 0 {
		return book.RefuseField("days", "say after how many days level %d is due", c.Level)
	}
	if least := min(c.Level-1, 1); l.Days < least || l.Days > 366 {
		return book.RefuseField("days", "%d days cannot be: give %d to 366", l.Days, least)
	}
	for _, f := range []struct {
		name, s string
		to      *money.Minor
	}{{"minimum", c.Minimum, &l.Min}, {"fee", c.Fee, &l.Fee}} {
		if strings.TrimSpace(f.s) == "" {
			continue
		}
		m, err := text.ParseAmount(f.s, cur.Digits)
		if err == nil && m < 0 {
			return book.RefuseField(f.name, "the %s cannot be negative", f.name)
		}
		if err != nil {
			return book.RefuseField(f.name, "%v", err)
		}
		*f.to = m
	}
	return nil
}

func (c SetLevel) words(l *Level) error {
	english, arabic := Shipped(c.Level)
	for _, w := range []struct {
		name, typed, otherwise string
		to                     *string
	}{{"english", c.English, english, &l.English}, {"arabic", c.Arabic, arabic, &l.Arabic}} {
		s, err := wording(w.name, w.typed)
		if err != nil {
			return err
		}
		if s != "" {
			*w.to = s
		} else if *w.to == "" {
			*w.to = w.otherwise
		}
	}
	return nil
}

// Defaults sets three levels in one go: 7 days after the due date, then 14 and 14
// after the letter before, with the shipped wordings, no fee, and the company's
// minimum to chase.
type Defaults struct{}

// Kind is "reminder.defaults".
func (Defaults) Kind() string { return "reminder.defaults" }

// Decide refuses when levels are set already.
func (Defaults) Decide(in *book.In) ([]book.Fact, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	ladder, err := LadderOn(in.View, set.Currency, in.Today)
	if err != nil {
		return nil, err
	}
	if ladder.Len(set.Currency) > 0 {
		return nil, book.Refuse(book.Conflict, "levels are set already: change them one by one with reminder.level")
	}
	var facts []book.Fact
	for i, days := range []int{7, 14, 14} {
		l := Level{N: uint8(i + 1), Currency: set.Currency, Days: days, Min: set.MinChase}
		l.English, l.Arabic = Shipped(i + 1)
		facts = append(facts, setTo(in, l))
	}
	return facts, nil
}

func levelRef(id uint32) []book.Ref {
	return []book.Ref{{Table: "reminder level", ID: uint64(id), Document: true}}
}

// LevelSet says that a level was set, or taken off.
type LevelSet struct {
	Level Level `cbor:"1,keyasint"`
}

// Kind is "reminder.level/1".
func (LevelSet) Kind() string { return "reminder.level/1" }

// Refs names the setting.
func (f LevelSet) Refs() []book.Ref { return levelRef(f.Level.ID) }

// Apply stores the setting.
func (f LevelSet) Apply(tx *book.Tx) error {
	if err := tx.RaiseCounter("reminder level", f.Level.ID); err != nil {
		return err
	}
	l := f.Level
	l.Seq = tx.Seq()
	return levels.Insert(tx, &l)
}

// Undo voids the setting from today on: the one before counts again.
func (f LevelSet) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&LevelVoided{ID: f.Level.ID, Date: in.Today}}, nil
}

// LevelVoided says that a setting does not count from a day on.
type LevelVoided struct {
	ID   uint32     `cbor:"1,keyasint"`
	Date civil.Date `cbor:"2,keyasint"`
}

// Kind is "reminder.level_voided/1".
func (LevelVoided) Kind() string { return "reminder.level_voided/1" }

// Refs names the setting.
func (f LevelVoided) Refs() []book.Ref { return levelRef(f.ID) }

// Apply marks the setting.
func (f LevelVoided) Apply(tx *book.Tx) error {
	l, err := getLevel(&tx.View, f.ID)
	if err != nil {
		return err
	}
	l.Voided = f.Date
	return levels.Put(tx, &l)
}

// Undo sets the same again, from today on.
func (f LevelVoided) Undo(in *book.In) ([]book.Fact, error) {
	l, err := getLevel(in.View, f.ID)
	if err != nil {
		return nil, err
	}
	return []book.Fact{setTo(in, l)}, nil
}
