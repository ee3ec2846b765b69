package desk

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/office"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Options say who opens a book and how.
type Options struct {
	Who      string           // who acts; the user of the system when empty
	AsOf     civil.Date       // the day that is read; today when 0. It never dates a posting
	ReadOnly bool             // for reports: posting is refused, and readers may share the book
	Clock    func() time.Time // time.Now when nil
	Log      func(string)     // told of what is odd but harmless
}

// Desk is a book with someone at it. All methods may be called by many
// goroutines.
type Desk struct {
	book    *book.Book
	who     string
	session string
	clock   func() time.Time

	mu        sync.Mutex
	asOf      civil.Date
	set       company.Settings
	cutOff    civil.Date
	first     civil.Date // the first cut-off
	roles     office.Roles
	people    int  // set up and at work
	proposing bool // what may only be proposed is

	finding sync.Mutex
	names   *customer.Finder // what Find searches; nil until somebody does
}

// Changed tells a screen that something was posted.
type Changed struct {
	Seq      uint64
	Warnings []string // what the posting warned of
}

// DefaultPath is where the book lies when nobody says otherwise: the user's data
// folder.
func DefaultPath() string {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "duebook", "duebook.db")
	}
	if dir := os.Getenv("LOCALAPPDATA"); dir != "" && runtime.GOOS == "windows" {
		return filepath.Join(dir, "duebook", "duebook.db")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "duebook.db"
	}
	return filepath.Join(home, ".local", "share", "duebook", "duebook.db")
}

// Create makes a new book with its company. A failure leaves no file.
func Create(path, name, currency string, o Options) error {
	return CreateFor(path, &company.Found{Name: name, Currency: currency}, o)
}

// CreateFor is Create with all that is said of the company.
func CreateFor(path string, of *company.Found, o Options) error {
	if err := book.Create(path, Schema()); err != nil {
		return err
	}
	d, err := open(path, o)
	if err == nil {
		_, err = d.Do(NewKey(), of)
		if cerr := d.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		for _, ending := range []string{"", ".lock", ".journal"} {
			_ = os.Remove(path + ending)
		}
	}
	return err
}

// Open opens a book that has its company.
func Open(path string, o Options) (*Desk, error) {
	d, err := open(path, o)
	if err != nil {
		return nil, err
	}
	if err := d.reload(); err != nil {
		_ = d.Close()
		return nil, err
	}
	return d, nil
}

func open(path string, o Options) (*Desk, error) {
	b, err := book.Open(path, Schema(), book.Options{ReadOnly: o.ReadOnly, Log: o.Log})
	if book.CodeOf(err) == book.Outdated { // once for writing brings its tables up to date
		if b, err = book.Open(path, Schema(), book.Options{Log: o.Log}); err == nil {
			if err = b.Close(); err == nil {
				b, err = book.Open(path, Schema(), book.Options{ReadOnly: true, Log: o.Log})
			}
		}
	}
	if err != nil {
		return nil, err
	}
	d := &Desk{book: b, who: o.Who, session: NewKey()[:8], clock: o.Clock, asOf: o.AsOf}
	if d.who == "" {
		d.who = SystemUser()
	}
	if d.clock == nil {
		d.clock = time.Now
	}
	d.set, d.roles = company.Settings{Zone: "UTC"}, office.Every
	return d, nil
}

// SystemUser is the name of whoever runs the program.
func SystemUser() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return filepath.Base(u.Username)
	}
	return "officer"
}

func (d *Desk) reload() error {
	return d.book.View(func(v *book.View) error {
		set, err := company.Get(v)
		if err != nil {
			return err
		}
		if err := d.readRoles(v); err != nil {
			return err
		}
		cut, err := intake.CutOff(v)
		if err != nil {
			return err
		}
		first, err := intake.FirstCutOff(v)
		d.mu.Lock()
		d.set, d.cutOff, d.first = set, cut, first
		d.mu.Unlock()
		return err
	})
}

// Close lets go of the book.
func (d *Desk) Close() error { return d.book.Close() }

// Book is the book under the desk, for the verbs that look after the file.
func (d *Desk) Book() *book.Book { return d.book }

// Who acts.
func (d *Desk) Who() string { return d.who }

// Company is the company and its settings.
func (d *Desk) Company() company.Settings {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.set
}

// CutOff is the day up to which the figures of every file go; 0 when nothing was
// imported. What is later is known only from what was recorded here.
func (d *Desk) CutOff() civil.Date {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cutOff
}

// Now is the time in the company's zone.
func (d *Desk) Now() time.Time {
	set := d.Company()
	return d.clock().In(set.Location())
}

// Today is the working day it is now (RULES 1: a working day may end after
// midnight).
func (d *Desk) Today() civil.Date {
	return civil.WorkDay(d.Now(), d.Company().DayEnds)
}

// minute is how far the working day is, in minutes; at least 1.
func (d *Desk) minute() int { return max(civil.WorkMinute(d.Now(), d.Company().DayEnds), 1) }

// AsOf is the day that is read: today, unless another was chosen.
func (d *Desk) AsOf() civil.Date {
	d.mu.Lock()
	asOf := d.asOf
	d.mu.Unlock()
	if asOf == 0 {
		return d.Today()
	}
	return asOf
}

// BeforeFirst reports whether the day that is read lies before the first cut-off
// of the files: of that time the book knows only what they said (RULES 1).
func (d *Desk) BeforeFirst() bool {
	day := d.AsOf()
	d.mu.Lock()
	defer d.mu.Unlock()
	return day < d.first
}

// SetAsOf chooses the day that is read; 0 is today. It never dates a posting.
func (d *Desk) SetAsOf(day civil.Date) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asOf = day
}

// Past reports whether another day than today is read: then nothing is posted
// from the screens.
func (d *Desk) Past() bool { return d.AsOf() != d.Today() }

// NewKey makes a request key. A form makes one when it opens, so that saving
// twice posts once.
func NewKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func (d *Desk) request(key string, c book.Command) book.Request {
	return book.Request{Key: key, Who: d.who, Role: "all", Session: d.session, Now: d.Now(), Today: d.Today(),
		Command: c}
}

// Do posts a command under a request key; where screens sit at the desk, one that may only
// be proposed is (ProposeInstead).
func (d *Desk) Do(key string, c book.Command) (book.Result, error) {
	if d.Proposes(c.Kind()) {
		return d.propose(key, c)
	}
	r, err := d.book.Post(context.Background(), d.request(key, c))
	switch {
	case err == nil:
		err = d.settled(c)
	case book.CodeOf(err) == book.Forbidden && d.mayPropose(c.Kind()): // it depends on what it is about
		return d.propose(key, c)
	}
	return r, err
}

// DoAll posts several commands in one transaction, all or none; a dry run takes
// them back and returns what they would have posted.
func (d *Desk) DoAll(keys []string, commands []book.Command, dry bool) ([]book.Result, error) {
	reqs := make([]book.Request, len(commands))
	for i, c := range commands {
		reqs[i] = d.request(keys[i], c)
	}
	rs, err := d.book.PostAll(context.Background(), reqs, dry)
	if err == nil && !dry {
		err = d.reload()
	}
	return rs, err
}

// Bulk posts a command that may bring very many facts.
func (d *Desk) Bulk(ctx context.Context, key string, c book.Command, progress book.Progress) (book.Result, error) {
	r, err := d.book.Bulk(ctx, d.request(key, c), progress)
	if err == nil {
		err = d.settled(c)
	}
	return r, err
}

func (d *Desk) settled(c book.Command) error {
	switch c.(type) {
	case *company.Set, *company.AddHoliday, *company.RemoveHoliday, *company.Found, *book.Undo, *intake.Import,
		*office.Set:
		return d.reload()
	}
	return nil
}

// Preview decides a command without posting it.
func (d *Desk) Preview(c book.Command) ([]book.Fact, error) {
	if d.Proposes(c.Kind()) {
		return d.foresee(c)
	}
	facts, err := d.book.Preview(d.request("preview", c))
	if book.CodeOf(err) == book.Forbidden && d.mayPropose(c.Kind()) {
		return d.foresee(c)
	}
	return facts, err
}

// Warnings says what posting a command would warn of, without posting it. Do tells
// the same in its result.
func (d *Desk) Warnings(c book.Command) ([]string, error) {
	if d.Proposes(c.Kind()) {
		return nil, nil // who approves is warned
	}
	_, warnings, err := d.book.Foresee(d.request("preview", c))
	if book.CodeOf(err) == book.Forbidden && d.mayPropose(c.Kind()) {
		return nil, nil
	}
	return warnings, err
}

// Watch calls fn after every commit. fn must not block.
func (d *Desk) Watch(fn func(Changed)) {
	d.book.Watch(func(rs []book.Result) {
		for _, r := range rs {
			if r.Seq > 0 {
				fn(Changed{r.Seq, r.Warnings})
			}
		}
	})
}

// View reads the book as one consistent state; fn must not wait for anything.
func (d *Desk) View(fn func(v *book.View) error) error { return d.book.View(fn) }

// FieldOf names the field of a command that a refusal is about, or "".
func FieldOf(err error) string { return book.FieldOf(err) }

// Calendar is the company's working calendar.
func (d *Desk) Calendar() civil.Calendar {
	set := d.Company()
	return set.Calendar()
}
