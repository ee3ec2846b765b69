package desk

import (
	"cmp"
	"sync"

	"duebook/internal/ar/company"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/office"
	"duebook/internal/ar/target"
	"duebook/internal/ar/writeoff"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/day"
)

// schema is the schema for those who read the journal, made once.
var schema = sync.OnceValue(Schema)

// SubmitDay submits the daily report of who gives the command. It is a command of the
// desk and of no subject: what a submission holds is a report, filled inside the same
// write from the book as it is then, so that nobody can hand one in.
type SubmitDay struct {
	Day string `json:"day,omitempty" help:"the day of the report; today when left out"`
}

// Kind is "day.submit".
func (SubmitDay) Kind() string { return "day.submit" }

// Decide freezes the report; it refuses one that waits for the supervisor or is
// accepted, and a day to come.
func (c SubmitDay) Decide(in *book.In) ([]book.Fact, error) {
	return dayreport.Submit(in, c.Day, func(user string, d civil.Date) ([]byte, error) {
		q := day.Query{Day: d, Known: in.Today, Me: user, Parts: day.Whole | day.NextDay}
		if d == in.Today {
			set, err := company.Get(in.View)
			if err != nil {
				return nil, err
			}
			q.Now = max(civil.WorkMinute(in.Now.In(set.Location()), set.DayEnds), 1)
		}
		o, err := day.Of(in.View, schema(), user, q)
		if err != nil {
			return nil, err
		}
		return day.Freeze(o)
	})
}

func dayCommands() book.Part { return book.Part{Commands: []book.Command{SubmitDay{}}} }

// dayQuery asks for a day, 0 is the one that is read, with what is known on the day
// that is read: of yesterday's report today's decision is told.
func (d *Desk) dayQuery(on civil.Date) day.Query {
	q := day.Query{Day: cmp.Or(on, d.AsOf()), Known: d.AsOf(), Me: d.who}
	if q.Day == d.Today() {
		q.Now = d.minute()
	}
	return q
}

// DayReport is an officer's report of a day: as it was submitted, else as it fills. No
// user is who sits here, no day the one that is read.
func (d *Desk) DayReport(user string, on civil.Date) (r *day.Row, err error) {
	err = d.View(func(v *book.View) error {
		r, err = day.One(v, schema(), cmp.Or(user, d.who), d.dayQuery(on))
		return err
	})
	return r, err
}

// DayReview is the reports of a day beside each other.
func (d *Desk) DayReview(on civil.Date) (rows []day.Row, err error) {
	err = d.View(func(v *book.View) error {
		rows, err = d.ReviewOf(v, on)
		return err
	})
	return rows, err
}

// ReviewOf is DayReview for who reads the book already.
func (d *Desk) ReviewOf(v *book.View, on civil.Date) ([]day.Row, error) {
	return day.Review(v, schema(), d.dayQuery(on))
}

// trackDays is how many working days the trend goes back.
const trackDays = 30

// DayTracks is the last thirty working days of every officer.
func (d *Desk) DayTracks(on civil.Date) (all []day.Track, err error) {
	err = d.View(func(v *book.View) error {
		all, err = day.Tracks(v, schema(), d.dayQuery(on), trackDays)
		return err
	})
	return all, err
}

// ReportNews is what waits for a supervisor to decide: daily reports of others, targets
// and write-offs that were asked for; and my own reports that came back.
type ReportNews struct {
	Waiting   int
	Since     civil.Date // the oldest of them
	Targets   int
	WriteOffs int
	Returned  []ReturnedReport
}

// ReturnedReport is a report the supervisor sent back.
type ReturnedReport struct {
	Day     civil.Date
	By      string
	Comment string
}

// newsDays is how far back reports are looked for that wait.
const newsDays = 90

func (d *Desk) reportNews(v *book.View) (n ReportNews, err error) {
	known := d.AsOf()
	err = dayreport.Since(v, known-newsDays, func(r *dayreport.Report) (bool, error) {
		switch state := r.State(known); {
		case r.Day > known:
		case state == dayreport.Submitted && d.Roles()&office.Supervisor != 0 && (r.User != d.who || d.Alone()):
			if n.Waiting++; n.Since == 0 {
				n.Since = r.Day
			}
		case state == dayreport.Returned && r.User == d.who:
			x, _ := r.Latest(known).Decided(known)
			n.Returned = append(n.Returned, ReturnedReport{r.Day, x.By, x.Comment})
		}
		return true, nil
	})
	if err != nil || d.Roles()&office.Supervisor == 0 {
		return n, err
	}
	err = target.All(v, func(p *target.Proposal) (bool, error) {
		if p.Waits(known) && p.Month >= known.StartOfMonth() {
			n.Targets++
		}
		return true, nil
	})
	if err != nil {
		return n, err
	}
	err = writeoff.All(v, func(r *writeoff.Request) (bool, error) {
		if r.Waits(known) {
			n.WriteOffs++
		}
		return true, nil
	})
	return n, err
}

// DayArg names a daily report to open: no user is who sits here, no day the one that is
// read.
type DayArg struct {
	User string
	Day  civil.Date
}
