// Package company keeps the company a book belongs to and its settings: name,
// currency, weekend, holidays, aging edges, minimum to chase, quiet days
// (RULES 1-4). It must never know a customer or an amount owed.
package company

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Holiday is one closed day.
type Holiday struct {
	Date civil.Date `cbor:"1,keyasint" json:"date"`
	Name string     `cbor:"2,keyasint" json:"name"`
}

// Settings are the company and every choice RULES leaves to it. Amounts are in
// minor units of Currency.
type Settings struct {
	Name          string      `cbor:"1,keyasint" json:"name"`
	Currency      string      `cbor:"2,keyasint" json:"currency"`
	Digits        int         `cbor:"3,keyasint" json:"digits"` // decimals of Currency
	Closed        [7]bool     `cbor:"4,keyasint" json:"closed"` // weekdays, Sunday first
	Half          [7]bool     `cbor:"5,keyasint" json:"half"`
	Holidays      []Holiday   `cbor:"6,keyasint,omitempty" json:"holidays,omitempty"`
	Edges         []int       `cbor:"7,keyasint" json:"edges"` // aging, days overdue, increasing
	BadOver       int         `cbor:"8,keyasint" json:"bad_over"`
	MinChase      money.Minor `cbor:"9,keyasint" json:"-"`
	QuietDays     int         `cbor:"10,keyasint" json:"quiet_days"`
	Tolerance     int         `cbor:"11,keyasint" json:"tolerance"` // days after a promised date
	DayEnds       int         `cbor:"12,keyasint" json:"day_ends"`  // hour the working day ends, 0 is midnight
	Zone          string      `cbor:"13,keyasint,omitempty" json:"zone,omitempty"`
	IBAN          string      `cbor:"14,keyasint,omitempty" json:"iban,omitempty"`
	Bank          string      `cbor:"15,keyasint,omitempty" json:"bank,omitempty"`
	Phone         string      `cbor:"16,keyasint,omitempty" json:"phone,omitempty"`
	CoverOff      bool        `cbor:"17,keyasint,omitempty" json:"cover_off,omitempty"`
	PromiseOnPaid bool        `cbor:"18,keyasint,omitempty" json:"promise_when_cleared,omitempty"`
	Arabic        string      `cbor:"19,keyasint,omitempty" json:"name_ar,omitempty"` // the name's other spellings
	Latin         string      `cbor:"20,keyasint,omitempty" json:"name_en,omitempty"`
	SmallDiff     money.Minor `cbor:"30,keyasint,omitempty" json:"-"` // up to which a difference is let go
	WriteOffLimit money.Minor `cbor:"31,keyasint,omitempty" json:"-"` // above it a write-off is asked for; 0: no limit
	Withheld      []TaxRate   `cbor:"32,keyasint,omitempty" json:"withholding,omitempty"`
	Cheques       *Cheques    `cbor:"40,keyasint,omitempty" json:"cheques,omitempty"`
	CreditWatch   int         `cbor:"50,keyasint,omitempty" json:"credit_watch,omitempty"`   // per cent; 0 is 80
	Interest      string      `cbor:"41,keyasint,omitempty" json:"interest_name,omitempty"`  // what interest is called
	UnappliedOver int         `cbor:"70,keyasint,omitempty" json:"unapplied_days,omitempty"` // 0 is 7
	CashLimit     money.Minor `cbor:"71,keyasint,omitempty" json:"-"`                        // of a till; 0: none
}

// Defaults are the settings a new company starts with.
func Defaults(name string, cur money.Currency) Settings {
	return Settings{Name: name, Currency: cur.Code, Digits: cur.Digits, Closed: civil.FridaySaturday,
		Edges: []int{30, 60, 90, 120}, BadOver: 180, QuietDays: 2, Tolerance: 3, Zone: "Asia/Riyadh",
		SmallDiff: unit(cur.Digits)}
}

// Names are the company's name as it stands on the two sides of a letter: in Latin and
// in Arabic letters; the one spelling it has on both when it has no other.
func (s *Settings) Names() (latin, arabic string) {
	return cmp.Or(s.Latin, s.Name), cmp.Or(s.Arabic, s.Name)
}

// Calendar is the company's working calendar.
func (s *Settings) Calendar() civil.Calendar {
	c := civil.Calendar{Closed: s.Closed, Half: s.Half, Holidays: make(map[civil.Date]string, len(s.Holidays))}
	for _, h := range s.Holidays {
		c.Holidays[h.Date] = h.Name
	}
	return c
}

// Money is the company's currency.
func (s *Settings) Money() money.Currency { return money.Currency{Code: s.Currency, Digits: s.Digits} }

// Of returns the currency of a code: the company's own or one of ISO 4217.
func (s *Settings) Of(code string) (money.Currency, error) {
	if code == "" || code == s.Currency {
		return s.Money(), nil
	}
	if c, ok := money.Find(code); ok {
		return c, nil
	}
	return money.Currency{}, book.RefuseField("currency",
		"%q is not a currency the book knows (use an ISO 4217 code such as SAR)", code)
}

// Location is the company's time zone; UTC when its name is not known here.
func (s *Settings) Location() *time.Location {
	if loc, err := time.LoadLocation(s.Zone); err == nil {
		return loc
	}
	return time.UTC
}

type row struct {
	Settings Settings `cbor:"1,keyasint"`
}

var table = &book.Table[row]{Name: "company", Bucket: "company", Codec: book.CBOR[row](),
	Key: func(*row) book.Key { return book.Key{1} }}

// Get reads the settings.
func Get(v *book.View) (Settings, error) {
	r, ok, err := table.Get(v, book.Key{1})
	if err == nil && !ok {
		err = book.Refuse(book.NotFound, "the book has no company yet: run duebook init --company NAME --currency SAR")
	}
	return r.Settings, err
}

const cutOff = "files to"

// CutOff is the day up to which the company's files tell of payments, the latest of
// all of them (DECISIONS says why not by source); 0 when none was taken in and the
// book is its own source.
func CutOff(v *book.View) civil.Date { return civil.Date(v.Mark(cutOff)) }

// MoveCutOff notes that the files' figures now go to another day.
func MoveCutOff(tx *book.Tx, to civil.Date) error { return tx.SetMark(cutOff, int64(to)) }

// Subject is what this package brings to the schema.
func Subject() book.Part {
	return book.Part{Tables: []book.AnyTable{table}, Facts: []book.Fact{Changed{}, Restored{}},
		Commands: []book.Command{Found{}, Set{}, AddHoliday{}, RemoveHoliday{}, NoteRestore{}}}
}

// Changed says that the settings are now these; What names the change.
type Changed struct {
	Settings Settings `cbor:"1,keyasint"`
	What     string   `cbor:"2,keyasint"`
	Old      string   `cbor:"3,keyasint,omitempty"`
	New      string   `cbor:"4,keyasint,omitempty"`
	Before   Settings `cbor:"5,keyasint"`
}

// Kind is "company.changed/1".
func (Changed) Kind() string { return "company.changed/1" }

// Refs names the company as a document, so that a later change stands in the
// way of undoing an earlier one.
func (Changed) Refs() []book.Ref { return []book.Ref{{Table: "company", ID: 1, Document: true}} }

// Apply stores the settings.
func (c Changed) Apply(tx *book.Tx) error { return table.Put(tx, &row{c.Settings}) }

// Undo puts the settings back as they were.
func (c Changed) Undo(in *book.In) ([]book.Fact, error) {
	if c.Before.Name == "" {
		return nil, book.Refuse(book.Conflict, "the founding of the company cannot be taken back")
	}
	return []book.Fact{&Changed{Settings: c.Before, What: c.What, Old: c.New, New: c.Old, Before: c.Settings}}, nil
}

// Found makes the company of a new book.
type Found struct {
	Name     string `json:"name" help:"the company's name"`
	Currency string `json:"currency" help:"its currency, ISO 4217"`
	Arabic   string `json:"name_ar,omitempty" help:"its name in Arabic letters, when the name is in others"`
	Latin    string `json:"name_en,omitempty" help:"its name in Latin letters, when the name is in others"`
	Digits   *int   `json:"digits,omitempty" help:"decimals of a currency of the company's own"`
}

// Kind is "company.found".
func (Found) Kind() string { return "company.found" }

// Decide founds the company once.
func (c Found) Decide(in *book.In) ([]book.Fact, error) {
	if _, err := Get(in.View); err == nil {
		return nil, book.Refuse(book.Conflict, "the book has its company already: change it with company.set")
	}
	if err := text.Check(c.Name, 200); err != nil || strings.TrimSpace(c.Name) == "" {
		return nil, book.RefuseField("name", "the company needs a name of at most 200 letters")
	}
	cur, ok := money.Find(c.Currency)
	if c.Digits != nil && *c.Digits >= 0 && *c.Digits <= 4 && len(c.Currency) >= 2 && len(c.Currency) <= 8 {
		cur, ok = money.Currency{Code: strings.ToUpper(c.Currency), Digits: *c.Digits}, true
	}
	if !ok {
		return nil, book.RefuseField("currency", "%q is not a currency the book knows (use an ISO 4217 code such "+
			"as SAR)", c.Currency)
	}
	s := Defaults(strings.TrimSpace(c.Name), cur)
	for field, v := range map[string]string{"name_ar": c.Arabic, "name_en": c.Latin} {
		if err := text.Check(v, 200); err != nil {
			return nil, book.RefuseField(field, "%v", err)
		}
		if err := setters[field](&s, strings.TrimSpace(v)); err != nil {
			return nil, book.RefuseField(field, "%v", err)
		}
	}
	return []book.Fact{&Changed{Settings: s, What: "founded"}}, nil
}

// Set changes one setting.
type Set struct {
	Field string `json:"field" help:"the setting"`
	Value string `json:"value" help:"fri,sat; 30,60,90; days, an amount, a text; services 3% from 2025-01-01, or egypt"`
}

// Kind is "company.set".
func (Set) Kind() string { return "company.set" }

// Decide checks the value and gives the settings as they will be.
func (c Set) Decide(in *book.In) ([]book.Fact, error) {
	s, err := Get(in.View)
	if err != nil {
		return nil, err
	}
	before := s
	v := strings.TrimSpace(c.Value)
	if err := text.Check(v, 200); err != nil {
		return nil, book.RefuseField("value", "%v", err)
	}
	set, ok := setters[c.Field]
	if !ok {
		return nil, book.RefuseField("field", "there is no setting %q (%s)", c.Field, strings.Join(fields, ", "))
	}
	if err := set(&s, v); err != nil {
		return nil, book.RefuseField("value", "%v", err)
	}
	return []book.Fact{&Changed{Settings: s, What: c.Field, Old: Show(&before, c.Field), New: Show(&s, c.Field),
		Before: before}}, nil
}

func number(field func(s *Settings) *int, low, high int) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		n, err := text.ParseWhole(v, low, high)
		if err != nil {
			return err
		}
		*field(s) = n
		return nil
	}
}

func words(field func(s *Settings) *string) func(*Settings, string) error {
	return func(s *Settings, v string) error { *field(s) = v; return nil }
}

// spelling is the name in the letters of one script; "" takes it away.
func spelling(field func(s *Settings) *string, arabic bool) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		switch {
		case v != "" && arabic && text.DirectionOf(v) != text.RTL:
			return fmt.Errorf("%q is not in Arabic letters (name_en is the name in Latin letters)", v)
		case v != "" && !arabic && text.DirectionOf(v) == text.RTL:
			return fmt.Errorf("%q is in Arabic letters (that is name_ar)", v)
		}
		*field(s) = v
		return nil
	}
}

var setters = map[string]func(*Settings, string) error{
	"name": func(s *Settings, v string) error {
		if v == "" {
			return fmt.Errorf("the company needs a name")
		}
		s.Name = v
		return nil
	},
	"name_ar":    spelling(func(s *Settings) *string { return &s.Arabic }, true),
	"name_en":    spelling(func(s *Settings) *string { return &s.Latin }, false),
	"weekend":    func(s *Settings, v string) error { return weekdays(&s.Closed, v) },
	"half":       func(s *Settings, v string) error { return weekdays(&s.Half, v) },
	"edges":      setEdges,
	"bad_over":   number(func(s *Settings) *int { return &s.BadOver }, 1, 3650),
	"quiet_days": number(func(s *Settings) *int { return &s.QuietDays }, 0, 60),
	"tolerance":  number(func(s *Settings) *int { return &s.Tolerance }, 0, 30),
	"day_ends":   number(func(s *Settings) *int { return &s.DayEnds }, 0, 11),
	"min_chase": func(s *Settings, v string) error {
		m, err := text.ParseAmount(v, s.Digits)
		if err == nil && m < 0 {
			err = fmt.Errorf("the minimum to chase cannot be negative")
		}
		s.MinChase = m
		return err
	},
	"zone": func(s *Settings, v string) error {
		if _, err := time.LoadLocation(v); err != nil {
			return fmt.Errorf("%q is not a time zone (use a name such as Asia/Riyadh)", v)
		}
		s.Zone = v
		return nil
	},
	"iban": func(s *Settings, v string) (err error) {
		if s.IBAN = v; v != "" {
			s.IBAN, err = text.ParseIBAN(v)
		}
		return err
	},
	"bank":             words(func(s *Settings) *string { return &s.Bank }),
	"phone":            words(func(s *Settings) *string { return &s.Phone }),
	"small_difference": limit(func(s *Settings) *money.Minor { return &s.SmallDiff }),
	"write_off_limit":  limit(func(s *Settings) *money.Minor { return &s.WriteOffLimit }),
	"withholding":      func(s *Settings, v string) error { return setWithholding(&s.Withheld, v) },
	"cheque_lead":      chequeNumber(func(c *Cheques) *int { return &c.Lead }, 0, 60),
	"cheque_answer":    chequeNumber(func(c *Cheques) *int { return &c.Answer }, 0, 60),
	"cheque_bounces":   chequeNumber(func(c *Cheques) *int { return &c.Bounces }, 1, 99),
	"cheque_stale":     chequeNumber(func(c *Cheques) *int { return &c.Stale }, 1, 3650),
	"cheque_paid":      chequeNumber(func(c *Cheques) *int { return &c.Window }, 1, 3650),
	"cheque_accounts":  setClearing,
	"promise_cheque":   setPromiseCheque,
	"credit_watch":     number(func(s *Settings) *int { return &s.CreditWatch }, 1, 100),
	"interest_name":    setInterest,
	"unapplied_days":   number(func(s *Settings) *int { return &s.UnappliedOver }, 1, 365),
	"cash_limit":       limit(func(s *Settings) *money.Minor { return &s.CashLimit }),
	"cover": func(s *Settings, v string) error {
		if v != "on" && v != "off" {
			return fmt.Errorf("%q must be on or off", v)
		}
		s.CoverOff = v == "off"
		return nil
	},
}

func weekdays(set *[7]bool, v string) error {
	*set = [7]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(v), func(r rune) bool { return r == ',' || r == ' ' }) {
		found := false
		for d := time.Sunday; d <= time.Saturday; d++ {
			if len(w) >= 3 && strings.HasPrefix(strings.ToLower(d.String()), w) {
				set[d], found = true, true
			}
		}
		if !found && w != "none" {
			return fmt.Errorf("%q is not a weekday (write fri,sat)", w)
		}
	}
	if *set == [7]bool{true, true, true, true, true, true, true} {
		return fmt.Errorf("not every day can be closed")
	}
	return nil
}

func setEdges(s *Settings, v string) error {
	edges, err := ParseEdges(v)
	if err == nil {
		s.Edges = edges
	}
	return err
}

// ParseEdges reads aging edges such as "30,60,90,120": strictly increasing days
// from 1, at most 12 of them.
func ParseEdges(v string) ([]int, error) {
	var edges []int
	for _, w := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == '/' || r == ' ' }) {
		n, err := text.ParseWhole(w, 1, 3650)
		if err != nil || (len(edges) > 0 && n <= edges[len(edges)-1]) {
			return nil, fmt.Errorf("the edges %q must be increasing whole days, such as 30,60,90,120", v)
		}
		edges = append(edges, n)
	}
	if len(edges) == 0 || len(edges) > 12 {
		return nil, fmt.Errorf("the edges %q must be 1 to 12 increasing whole days, such as 30,60,90,120", v)
	}
	return edges, nil
}
