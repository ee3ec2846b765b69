package demo

import (
	"context"
	"errors"
	"fmt"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// world is the sample company while its story is told, day by day. It keeps its
// own account of what is open, so that no command has to be asked about.
type world struct {
	*outbox
	d            dice
	n            int // customers
	today, start civil.Date
	cal          civil.Calendar
	clients      []*client
	bills        []*invoice // in the order of their days
	issued       int
	events       map[civil.Date][]func(day civil.Date) // what is to happen on a day
	papers       map[string]int                        // running numbers
	tasks        []task
	trips        []trip
	slip         []*drawn // cheques for the next slip
	till         *till
	fresh        []string        // bills of the day whose copies go out
	open         *letterRun      // the confirmations that are under way
	toured       map[string]bool // bills that went on a round: their copies come back with it
}

// part is a due part, and when its customer means to pay it.
type part struct {
	of   *invoice
	no   int
	due  civil.Date
	left money.Minor
	want civil.Date
	held bool // disputed, or part of a promise: no run of payments touches it
}

// invoice is a bill on its way.
type invoice struct {
	of       *client
	doc      civil.Date
	number   string
	amount   money.Minor
	parts    []*part
	disputed bool
	on       bool // it was issued
}

// credit is a receipt with money left.
type credit struct {
	number string
	left   money.Minor
}

// months is how far back the story goes.
const months = 18

func makeSample(ctx context.Context, b *book.Book, o Options) (Made, error) {
	w := &world{outbox: &outbox{ctx: ctx, b: b}, d: newDice(o.Seed, 1), n: sampleCustomers, today: o.Today,
		events: map[civil.Date][]func(civil.Date){}, papers: map[string]int{}, toured: map[string]bool{}}
	if o.customers > 0 {
		w.n = o.customers
	}
	set := company.Defaults("", money.Currency{Code: "SAR", Digits: 2})
	for y := -2; y <= 1; y++ {
		year, _, _ := o.Today.YMD()
		set.Holidays = append(set.Holidays, holidays(year+y)...)
	}
	w.cal = set.Calendar()
	w.start = w.cal.Next(o.Today.AddMonths(-months))
	w.till = newTill(o.Seed, w.cal.Next(o.Today.Add(-kept)))
	w.found()
	w.cast()
	w.write()
	w.fates()
	w.proposals()
	w.terms()
	w.confirmations()
	w.goals()
	w.requests(o.Seed)
	opening := w.cal.Last(w.start - 1)
	w.settings()
	if err := w.close(opening); err != nil {
		return Made{}, err
	}
	for n, c := range w.clients {
		if c.from == w.start {
			card := w.card(c)
			w.put(12*60, accountant, card)
			w.onRecord(n, card)
		}
	}
	if err := w.close(opening); err != nil {
		return Made{}, err
	}
	for day := w.start; day < w.today; day++ {
		if w.cal.Open(day) {
			w.live(day)
		}
		if err := w.close(day); err != nil {
			return Made{}, err
		}
		if o.Progress != nil {
			o.Progress(int(day-w.start)+1, int(w.today-w.start))
		}
	}
	return Made{Customers: len(w.clients), Bills: len(w.bills)}, errors.Join(w.clear(), w.people(), b.Compact(ctx))
}

// live is one open day.
func (w *world) live(day civil.Date) {
	for _, c := range w.clients {
		if c.from == day && day != w.start {
			w.put(7*60+50, accountant, w.card(c))
		}
	}
	w.begin(day)
	w.issue(day)
	for d := w.cal.Last(day-1) + 1; d <= day; d++ {
		for _, fn := range w.events[d] {
			fn(day)
		}
	}
	w.deposit(day)
	w.copies(day, w.fresh)
	w.fresh = nil
	w.payments(day)
	w.collect(day)
	w.handOver(day)
	w.evening(day)
}

// at makes something happen on a day, or on the first open day after it. What
// falls on today or later never happens: it is still to come.
func (w *world) at(day civil.Date, fn func(day civil.Date)) {
	w.events[day] = append(w.events[day], fn)
}

// next is a running number of papers of a sort.
func (w *world) next(sort string) int {
	w.papers[sort]++
	return w.papers[sort]
}

// holidays are the Saudi closed days of a year, those of the Hijri calendar
// reckoned by Umm al-Qura.
func holidays(year int) []company.Holiday {
	all := []company.Holiday{{Date: civil.New(year, 2, 22), Name: "Founding Day"},
		{Date: civil.New(year, 9, 23), Name: "National Day"}}
	for h := year - 580; h <= year-577; h++ {
		for i := range 4 {
			for _, e := range []struct {
				month, day int
				name       string
			}{{10, 1, "Eid al-Fitr"}, {12, 9, "Eid al-Adha"}} {
				d := civil.FromHijri(h, e.month, e.day).Add(i)
				if y, _, _ := d.YMD(); y == year {
					all = append(all, company.Holiday{Date: d, Name: e.name})
				}
			}
		}
	}
	return all
}

// found makes the company.
func (w *world) found() {
	w.put(8*60, supervisor, &company.Found{Name: Company, Currency: "SAR"})
}

// settings are the company's choices, its holidays among them.
func (w *world) settings() {
	for _, s := range [][2]string{{"bank", "Bank of the Coast (sample)"}, {"iban", iban(99, 4_000_100_200)},
		{"phone", "+966 11 200 0000"}, {"min_chase", "200"}, {"withholding", "services 5%"},
		{"name_ar", "شركة مرسى البادية للتجارة (عينة)"}} {
		w.put(8*60+5, supervisor, &company.Set{Field: s[0], Value: s[1]})
	}
	seen := map[civil.Date]bool{}
	for year := w.start; year < w.today.AddMonths(12); year = year.AddMonths(12) {
		y, _, _ := year.YMD()
		for _, h := range holidays(y) {
			if !seen[h.Date] {
				seen[h.Date] = true
				w.put(8*60+10, supervisor, &company.AddHoliday{Date: h.Date.String(), Name: h.Name})
			}
		}
	}
}

// assign changes a customer's profile.
func (w *world) assign(c *client, field, value string) {
	w.put(15*60+50, supervisor, &customer.Assign{Customer: c.code, Field: field, Value: value})
}

func number(sort string, day civil.Date, n, digits int) string {
	year, _, _ := day.YMD()
	return fmt.Sprintf("%s-%02d-%0*d", sort, year%100, digits, n)
}
