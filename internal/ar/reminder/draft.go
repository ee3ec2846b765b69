package reminder

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/openitem"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// Items reads what was open at the end of a day of accounts, one after another.
type Items func(v *book.View, asOf civil.Date, accounts []uint32, fn func(i *openitem.Item) bool) error

// Query asks for the letters of a day.
type Query struct {
	AsOf     civil.Date
	Now      time.Time // the moment the guard looks at; noon of the day when zero
	Accounts []uint32  // all when nil
	Items    Items     // what is open now when nil
}

// Draft is the letter an account would get on a day; Why says why it gets none, ""
// when it does. Guarded: only the quiet days or the guard say no, which a reason
// passes. From is the day its level is due; Last the letter before.
type Draft struct {
	Letter
	Why      string
	Guarded  bool
	Oldest   civil.Date // the due date the level counts from
	From     civil.Date
	LastDate civil.Date
}

// Due reports whether the account gets the letter.
func (d *Draft) Due() bool { return d.Why == "" }

// drafter is what the drafts of a day are made with.
type drafter struct {
	v        *book.View
	q        Query
	set      company.Settings
	cal      civil.Calendar
	cut      civil.Date
	ladder   *Ladder
	disputes *dispute.Set
	interest map[uint32][]interest.Line
	fn       func(d *Draft) bool
	items    []openitem.Item
	late     bool
	on       bool
	err      error
}

// Drafts hands the draft of every account with something overdue to fn, in the order
// of accounts.
func Drafts(v *book.View, q Query, fn func(d *Draft) bool) error {
	r, err := newDrafter(v, q, fn)
	if err != nil {
		return err
	}
	read := q.Items
	if read == nil {
		read = itemsNow
	}
	err = read(v, q.AsOf, q.Accounts, func(i *openitem.Item) bool {
		if n := len(r.items); n > 0 && r.items[n-1].Account != i.Account {
			r.flush()
		}
		if i.Left > 0 {
			r.items = append(r.items, *i)
			r.late = r.late || i.Flags&openitem.Credit == 0 && i.Due < q.AsOf
		}
		return r.on && r.err == nil
	})
	r.flush()
	if r.err != nil {
		err = r.err
	}
	return err
}

func itemsNow(v *book.View, asOf civil.Date, accounts []uint32, fn func(i *openitem.Item) bool) error {
	on := true
	item := func(i *openitem.Item) bool {
		on = i.Posting > asOf || fn(i)
		return on
	}
	if accounts == nil {
		openitem.All(v, item)
	}
	for _, acc := range accounts {
		if on {
			openitem.OfAccount(v, acc, item)
		}
	}
	return nil
}

func newDrafter(v *book.View, q Query, fn func(d *Draft) bool) (r *drafter, err error) {
	r = &drafter{v: v, q: q, fn: fn, on: true, cut: company.CutOff(v)}
	if r.set, err = company.Get(v); err != nil {
		return nil, err
	}
	r.cal = r.set.Calendar()
	if r.q.Now.IsZero() {
		y, m, d := q.AsOf.YMD()
		r.q.Now = time.Date(y, time.Month(m), d, 12, 0, 0, 0, r.set.Location())
	}
	r.q.Now = r.q.Now.In(r.set.Location())
	if r.ladder, err = LadderOn(v, r.set.Currency, q.AsOf); err != nil {
		return nil, err
	}
	if q.Accounts == nil {
		if r.disputes, err = dispute.Live(v, q.AsOf); err != nil {
			return nil, err
		}
	}
	return r, r.accrue()
}

// accrue reads the interest of all accounts asked for, when any terms are set.
func (r *drafter) accrue() error {
	some := false
	err := interest.All(r.v, func(t *interest.Terms) (bool, error) {
		some = some || t.Known(r.q.AsOf)
		return !some, nil
	})
	if err != nil || !some {
		return err
	}
	r.interest = map[uint32][]interest.Line{}
	return interest.Walk(r.v, r.q.AsOf, r.q.Accounts, func(acc *account.Line, lines []interest.Line) bool {
		r.interest[acc.ID] = slices.Clone(lines)
		return true
	})
}

func (r *drafter) flush() {
	if r.late && r.on && r.err == nil {
		r.err = r.account()
	}
	r.items, r.late = r.items[:0], false
}

func (r *drafter) account() error {
	slices.SortFunc(r.items, func(a, b openitem.Item) int {
		if a.Due != b.Due {
			return int(a.Due) - int(b.Due)
		}
		if a.Doc != b.Doc {
			return int(a.Doc) - int(b.Doc)
		}
		return int(a.Part) - int(b.Part)
	})
	acc, err := account.Get(r.v, r.items[0].Account)
	if err != nil {
		return err
	}
	cu, err := customer.Get(r.v, acc.Customer)
	if err != nil {
		return err
	}
	d := &Draft{Letter: Letter{Account: acc.ID, Customer: cu.ID, Currency: acc.Currency, Digits: acc.Digits,
		Date: r.q.AsOf, Called: r.set.InterestWord(), Of: uint8(r.ladder.Len(acc.Currency)), Head: head(&r.set, &cu)}}
	if err := r.lines(d); err != nil {
		return err
	}
	sent, err := r.sent(d)
	if err != nil {
		return err
	}
	if err := r.level(d, sent); err != nil {
		return err
	}
	r.on = r.fn(d)
	return nil
}

func head(set *company.Settings, cu *customer.Customer) Head {
	latin, arabic := set.Names()
	return Head{From: latin, FromArabic: arabic, Code: cu.Code, Name: cu.Name, NameArabic: cu.Arabic,
		NameLatin: cu.Latin, Phone: set.Phone, IBAN: set.IBAN, Bank: set.Bank, TaxNumber: cu.TaxNumber,
		Address: cu.Address}
}

// sent reads the letters that stand: how many list each part, and the last.
func (r *drafter) sent(d *Draft) (last *Letter, err error) {
	type place struct {
		bill uint32
		part uint8
	}
	counts := map[place]int{}
	err = OfAccount(r.v, d.Account, func(l *Letter) (bool, error) {
		if l.Stands(r.q.AsOf) {
			for _, x := range l.Lines {
				counts[place{x.Bill, x.Part}]++
			}
			last = l
		}
		return true, nil
	})
	for i := range d.Lines {
		d.Lines[i].Before = counts[place{d.Lines[i].Bill, d.Lines[i].Part}]
	}
	return last, err
}

// level finds the level of a draft, and why it is not sent.
func (r *drafter) level(d *Draft, last *Letter) error {
	reached := 0
	for _, l := range d.Lines {
		if l.Kind != bill.Fee {
			d.Oldest, reached = l.Due, l.Before
			break
		}
	}
	if last != nil {
		d.Before, d.LastDate = last.ID, last.Date
	}
	l, ok := r.ladder.At(d.Currency, reached+1)
	switch {
	case d.Oldest == 0: // no level without a part that calls for one
	case ok:
		d.Level = uint8(reached + 1)
		d.From = d.Oldest.Add(l.Days)
		if reached > 0 && last != nil {
			d.From = last.Date.Add(l.Days)
		}
		d.Fee = l.Fee
		total, oldest := text.FormatAmount(d.Total(), d.Digits)+" "+d.Currency, d.Oldest.String()
		d.English = fill(l.English, total, oldest)
		d.Arabic = fill(l.Arabic, total, strings.ReplaceAll(oldest, "-", "/"))
	default:
		d.Level = uint8(min(reached, int(d.Of)))
	}
	d.Why = r.never(d, ok, last)
	if d.Why == "" && d.Asked() < l.Min {
		d.Why = fmt.Sprintf("%s is under the minimum of %s", text.FormatAmount(d.Asked(), d.Digits),
			text.FormatAmount(l.Min, d.Digits))
	}
	if d.Why != "" {
		return nil
	}
	return r.guard(d)
}

// never is why no letter is due, whatever the guard says.
func (r *drafter) never(d *Draft, ok bool, last *Letter) string {
	switch {
	case d.Of == 0:
		return "no level is set"
	case len(d.Lines) == 0:
		return "all that is overdue is " + leftWords(d.Left)
	case d.Oldest == 0:
		return "only fees of earlier letters are overdue"
	case d.Asked() <= 0:
		return "money that is not applied yet covers it"
	case last != nil && last.Date == r.q.AsOf:
		return fmt.Sprintf("%s was sent today", last.Number())
	case !ok && last != nil:
		return fmt.Sprintf("%s sent, the last on %s", text.Count(int(d.Of), "letter was", "letters were"), last.Date)
	case !ok:
		return "no further level is set"
	case d.From > r.q.AsOf:
		return fmt.Sprintf("level %d is due on %s", d.Level, d.From)
	}
	return ""
}

// leftWords names the reasons parts are left out for.
func leftWords(all []Left) string {
	var words []string
	for w := Disputed; w <= Promised; w++ {
		if slices.ContainsFunc(all, func(l Left) bool { return l.Why == w }) {
			words = append(words, w.String())
		}
	}
	return strings.Join(words, " or ")
}

// guard holds the status, the quiet days and the contact guard against a draft.
func (r *drafter) guard(d *Draft) error {
	p, err := customer.ProfileOf(r.v, d.Customer)
	if err != nil {
		return err
	}
	step := p.At(r.q.AsOf)
	switch {
	case step.Status == customer.Legal || step.Status == customer.Closed:
		d.Why = "status " + step.Status.String()
		return nil
	case step.DoNotContact:
		d.Why = "marked \"do not contact\""
		return nil
	}
	c := contact.LastOf(r.v, d.Customer, r.q.AsOf)
	if quiet := c.Reached.Add(r.set.QuietDays); c.Reached != 0 && r.q.AsOf <= quiet {
		d.Why, d.Guarded = fmt.Sprintf("reached on %s: quiet until %s", c.Reached, quiet), true
		return nil
	}
	d.Why, err = contact.Default.Against(r.v, d.Customer, &r.set, r.q.Now, r.q.AsOf)
	d.Guarded = d.Why != ""
	return err
}

// sum adds an amount to what it is.
func (l *Letter) sum(k bill.Kind, m money.Minor) {
	switch k {
	case bill.InterestNote:
		l.Notes += m
	case bill.Fee:
		l.Fees += m
	default:
		l.Bills += m
	}
}
