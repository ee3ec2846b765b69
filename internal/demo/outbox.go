package demo

import (
	"context"
	"fmt"
	"sort"
	"time"

	"duebook/internal/ar/followup"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// posting is a command someone sends at a minute of a day.
type posting struct {
	minute int
	who    string
	cmd    book.Command
	then   func(r book.Result)
}

// outbox posts the commands of each day in the order of its minutes, many in one
// transaction.
type outbox struct {
	ctx   context.Context
	b     *book.Book
	day   []posting
	reqs  []book.Request
	thens []func(r book.Result)
	sent  int
	last  time.Time
}

// batch is how many requests share a transaction.
const batch = 1500

func (o *outbox) put(minute int, who string, cmd book.Command, then ...func(r book.Result)) {
	p := posting{minute: minute, who: who, cmd: cmd}
	if len(then) > 0 {
		p.then = then[0]
	}
	o.day = append(o.day, p)
}

// close ends a day: its commands are put in order and dated.
func (o *outbox) close(day civil.Date) error {
	sort.SliceStable(o.day, func(i, j int) bool { return o.day[i].minute < o.day[j].minute })
	for _, p := range o.day {
		at := time.Unix(int64(day)*86400+int64(p.minute)*60, 0).Add(-3 * time.Hour) // Riyadh has no summer time
		if !at.After(o.last) {
			at = o.last.Add(time.Second)
		}
		o.last = at
		o.sent++
		o.reqs = append(o.reqs, book.Request{Key: fmt.Sprintf("sample-%06d", o.sent), Who: p.who, Role: "all",
			Session: "sample", Now: at.UTC(), Today: day, Command: p.cmd})
		o.thens = append(o.thens, p.then)
	}
	o.day = o.day[:0]
	if len(o.reqs) >= batch {
		return o.flush()
	}
	return nil
}

// flush posts what waits, all of it or none.
func (o *outbox) flush() error {
	if len(o.reqs) == 0 {
		return nil
	}
	results, err := o.b.PostAll(o.ctx, o.reqs, false)
	if err != nil {
		return fmt.Errorf("entries %s to %s: %w", o.reqs[0].Key, o.reqs[len(o.reqs)-1].Key, err)
	}
	for i, then := range o.thens {
		if then != nil {
			then(results[i])
		}
	}
	o.reqs, o.thens = o.reqs[:0], o.thens[:0]
	return nil
}

// planned is the number of the follow-up a result brought, 0 when none.
func planned(r book.Result) uint32 {
	for _, f := range r.Facts {
		if p, ok := f.(*followup.Planned); ok {
			return p.Followup.ID
		}
	}
	return 0
}

func plain(m money.Minor) string { return money.Currency{Code: "SAR", Digits: 2}.Plain(m) }
