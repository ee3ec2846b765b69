package desk

import (
	"cmp"
	"slices"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/followup"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// Planned is one open follow-up with its customer.
type Planned struct {
	Followup
	Customer  uint32
	Code      string
	Name      string
	Collector string
	Task      string
	Channel   string // how, e.g. visit
	Closed    bool   // its day is closed: it should be moved
}

// Followups lists the open follow-ups planned up to a day (0: all), the earliest
// first: mine, or everyone's. Mine are those I own, and those of my portfolio
// that nobody else owns.
func (d *Desk) Followups(by civil.Date, all bool) ([]Planned, error) {
	var out []Planned
	err := d.View(func(v *book.View) error {
		var err error
		out, err = d.followups(v, by, all)
		return err
	})
	return out, err
}

func (d *Desk) followups(v *book.View, by civil.Date, all bool) ([]Planned, error) {
	asOf, cal := d.AsOf(), d.Calendar()
	people, err := directory.Names(v, directory.Person)
	if err != nil {
		return nil, err
	}
	work, err := d.works(v)
	if err != nil {
		return nil, err
	}
	var briefs []followup.Brief
	err = followup.Opens(v, asOf, by, func(b followup.Brief) bool {
		briefs = append(briefs, b)
		return true
	})
	if err != nil {
		return nil, err
	}
	var out []Planned
	for _, b := range briefs {
		f, err := followup.Get(v, b.ID)
		if err != nil {
			return nil, err
		}
		profile, err := customer.ProfileOf(v, b.Customer)
		if err != nil {
			return nil, err
		}
		step := profile.At(asOf)
		if !all && !work.mine(step.Collector) && !work.owns(f.Owner) {
			continue
		}
		c, err := customer.Get(v, b.Customer)
		if err != nil {
			return nil, err
		}
		out = append(out, Planned{Followup: Followup{ID: b.ID, Date: b.Date, Time: b.Time, Reason: b.Reason,
			Owner: f.Owner,
			Late:  b.Date < asOf}, Customer: b.Customer, Code: c.Code, Name: c.Name, Collector: people[step.Collector],
			Task: b.Task.String(), Channel: f.Channel, Closed: !cal.Open(b.Date)})
	}
	slices.SortStableFunc(out, func(a, b Planned) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(uint(a.Time), uint(b.Time)))
	})
	return out, nil
}

// EndFollowups marks follow-ups done, or cancels them, in one transaction.
func (d *Desk) EndFollowups(key string, ids []uint32, done bool) error {
	commands := make([]book.Command, len(ids))
	for i, id := range ids {
		commands[i] = &followup.Cancel{ID: id}
		if done {
			commands[i] = &followup.Done{ID: id}
		}
	}
	return d.together(key, commands)
}

// MoveFollowups moves follow-ups in one transaction.
func (d *Desk) MoveFollowups(key string, moves []followup.Shift) error {
	commands := make([]book.Command, len(moves))
	for i := range moves {
		commands[i] = &moves[i]
	}
	return d.together(key, commands)
}
