package day

import (
	"cmp"
	"slices"

	"duebook/internal/ar/company"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Row is one officer's report with what became of it: as it was submitted, else as it
// fills. Changed is what was recorded since it was submitted.
type Row struct {
	*Officer
	Report  dayreport.Report
	State   dayreport.State
	Version *dayreport.Version // nil: it was not submitted
	Said    []dayreport.Word
	Changed []Change
}

// Decided is what the supervisor decided on the latest version, as known on a day.
func (r *Row) Decided(known civil.Date) (dayreport.Decision, bool) {
	if r.Version == nil {
		return dayreport.Decision{}, false
	}
	return r.Version.Decided(known)
}

// Review reads the reports of a day beside each other, by name; those of no user last.
func Review(v *book.View, s *book.Schema, q Query) ([]Row, error) {
	q.Known = max(q.Known, q.Day)
	reports := map[string]dayreport.Report{}
	waiting := q.Day >= q.Known
	err := dayreport.OfDay(v, q.Day, func(r *dayreport.Report) (bool, error) {
		reports[r.User] = *r
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	if q.Parts == 0 {
		if q.Parts = Late; waiting || missing(v, q, reports) {
			q.Parts = Whole
		}
	}
	live, err := Compute(v, s, q)
	if err != nil {
		return nil, err
	}
	if q.Parts == Late && slices.ContainsFunc(live, func(o *Officer) bool {
		r := reports[o.User]
		return r.Latest(q.Known) == nil
	}) {
		q.Parts = Whole // what nobody submitted is filled: the rows must still sum to the whole
		if live, err = Compute(v, s, q); err != nil {
			return nil, err
		}
	}
	var out []Row
	for _, o := range live {
		r, err := row(v, o, reports[o.User], q)
		if err != nil {
			return nil, err
		}
		delete(reports, o.User)
		out = append(out, r)
	}
	for user, report := range reports {
		if report.Latest(q.Known) == nil {
			continue
		}
		g := &gatherer{q: q}
		r, err := row(v, g.blank(user, user), report, q)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Row) int {
		return cmp.Or(cmp.Compare(empty(a.User), empty(b.User)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.User,
			b.User))
	})
	return out, nil
}

// missing reports whether an officer has not submitted, so that the day must be filled.
func missing(v *book.View, q Query, reports map[string]dayreport.Report) bool {
	if office.Working(v) == 0 {
		r := reports[q.Me]
		return r.Latest(q.Known) == nil
	}
	staff, err := staffOn(v, q.Day)
	return err != nil || slices.ContainsFunc(staff, func(w worker) bool {
		r := reports[w.user]
		return w.roles&office.Officer != 0 && r.Latest(q.Known) == nil
	})
}

// row puts what was submitted in the place of what is known now.
func row(v *book.View, live *Officer, report dayreport.Report, q Query) (Row, error) {
	r := Row{Officer: live, Report: report, State: report.State(q.Known), Version: report.Latest(q.Known),
		Said: report.Said(q.Known)}
	r.Report.Day, r.Report.User = q.Day, live.User
	if r.Version == nil {
		return r, nil
	}
	body, err := dayreport.Body(v, &report, r.Version)
	if err != nil {
		return r, err
	}
	if r.Officer, err = Thaw(body); err == nil {
		r.Changed = Changes(r.Officer, live)
	}
	return r, err
}

// One reads the report of one officer: as it was submitted, else as it fills, with whom
// to call next.
func One(v *book.View, s *book.Schema, user string, q Query) (*Row, error) {
	q.Known, q.Me = max(q.Known, q.Day), cmp.Or(q.Me, user)
	report, err := dayreport.Get(v, user, q.Day)
	if err != nil {
		return nil, err
	}
	if q.Parts = Late; report.Latest(q.Known) == nil {
		q.Parts = Whole | NextDay
	}
	live, err := Of(v, s, user, q)
	if book.CodeOf(err) == book.NotFound && report.Latest(q.Known) != nil {
		live, err = (&gatherer{q: q}).blank(user, user), nil
	}
	if err != nil {
		return nil, err
	}
	r, err := row(v, live, report, q)
	return &r, err
}

// Past is one day of one officer, for the trend. Expected says that a report was due:
// of an officer with a portfolio, or of who called somebody, from the day the first report
// of all was submitted for.
type Past struct {
	Day       civil.Date
	State     dayreport.State
	Submitted bool
	Expected  bool
	Worked    bool // a call, promise, letter or referral was recorded
	Collected Sum  // in the company's currency
	Target    Sum
	Attempts  int
	Reached   int
	Promises  int
}

// Track is the days of one officer, oldest first.
type Track struct {
	User, Name string
	Days       []Past
}

// Tracks reads the working days up to q.Day, as many as wanted, officer by officer.
func Tracks(v *book.View, s *book.Schema, q Query, days int) ([]Track, error) {
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	cal := set.Calendar()
	var all []civil.Date
	for d := q.Day; len(all) < days; d = cal.Last(d - 1) {
		if !cal.Open(d) {
			continue
		}
		all = append(all, d)
	}
	slices.Reverse(all)
	began, err := first(v)
	if err != nil {
		return nil, err
	}
	byUser := map[string]*Track{}
	var out []*Track
	for n, d := range all {
		one := q
		one.Day, one.Known, one.Now, one.Parts = d, max(q.Known, q.Day), 0, Money|Recorded|Targets
		rows, err := Review(v, s, one)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			r := &rows[i]
			if r.User == "" {
				continue
			}
			t := byUser[r.User]
			if t == nil {
				t = &Track{User: r.User, Name: r.Name, Days: make([]Past, len(all))}
				for k := range all {
					t.Days[k].Day = all[k]
				}
				byUser[r.User], out = t, append(out, t)
			}
			if t.Days[n], err = past(v, r, d); err != nil {
				return nil, err
			}
			t.Days[n].Expected = t.Days[n].Expected && began != 0 && began <= d
		}
	}
	slices.SortFunc(out, func(a, b *Track) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.User,
			b.User))
	})
	tracks := make([]Track, len(out))
	for n := range out {
		tracks[n] = *out[n]
	}
	return tracks, nil
}

// first is the day of the first report that was submitted; 0 when none ever was.
func first(v *book.View) (day civil.Date, err error) {
	err = dayreport.Since(v, 0, func(r *dayreport.Report) (bool, error) {
		if len(r.Versions) > 0 {
			day = r.Day
		}
		return day == 0, nil
	})
	return day, err
}

func past(v *book.View, r *Row, d civil.Date) (Past, error) {
	home := r.Home.Currency
	sum := func(key string) Sum { return Sum{home, r.Home.Digits, r.Line(key).Amount(home)} }
	p := Past{Day: d, State: r.State, Submitted: r.Version != nil, Collected: sum(Collected), Target: sum(Target),
		Attempts: r.Line(Attempts).Count, Reached: r.Line(Reached).Count, Promises: r.Line(Promises).Count}
	for _, key := range []string{Attempts, Notes, Promises, Letters, Confirmed, Referrals} {
		p.Worked = p.Worked || r.Line(key).Count > 0
	}
	if p.Expected = p.Worked || r.holds && office.Working(v) > 0; !p.Expected || p.Worked {
		return p, nil
	}
	who, _, err := office.Get(v, r.User)
	if err != nil {
		return p, err
	}
	away := false
	err = portfolio.Covers(v, func(c *portfolio.Cover) (bool, error) {
		away = c.Absent.User == r.User && c.On(d)
		return !away, nil
	})
	p.Expected = !away && who.At(d).Roles&office.Officer != 0
	return p, err
}
