package demo

import (
	"context"
	"errors"
	"slices"
	"time"

	"duebook/internal/ar/office"
	"duebook/internal/ar/portfolio"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// The admin and the auditor of the sample company.
const (
	admin   = "Waleed Hani"
	auditor = "Samira Badr"
)

const allRoles = "officer, supervisor, admin, auditor"

// people sets up who works here, in the evening of the last day, when the story is over:
// the officers, their supervisor, an accountant, an admin and an auditor. The officer
// whoever opens the company is has all roles. One of them is away.
func (w *world) people() error {
	const evening = 21 * 60
	day := w.cal.Last(w.today - 1)
	w.disputeOne(day, evening-10)
	set := func(who, name, roles, collector string) {
		w.put(evening, who, &office.Set{User: name, Roles: roles, Collector: collector})
	}
	set(admin, admin, "admin", "")
	set(admin, supervisor, "supervisor", "")
	set(admin, accountant, "officer, supervisor", "")
	set(admin, auditor, "auditor", "")
	for _, name := range officers() {
		roles := "officer"
		if name == Collector {
			roles = allRoles
		}
		set(admin, name, roles, name)
	}
	w.put(evening, supervisor, &portfolio.Give{Absent: "Rana Tariq", Cover: "Huda Karim",
		Until: w.cal.AddOpen(w.today, 4).String(), Reason: "leave"})
	return errors.Join(w.close(day), w.flush())
}

// Called is the name under which somebody is set up in a sample company, whatever the
// case it is typed in; what was typed when there is nobody of the name.
func Called(v *book.View, name string) (string, error) {
	p, ok, err := office.Find(v, name)
	if ok {
		name = p.User
	}
	return name, err
}

// Strangers are those who are not set up in a sample company that has people; they could
// do nothing in it.
func Strangers(v *book.View, users ...string) (out []string, err error) {
	for _, u := range users {
		_, known, err := office.Find(v, u)
		if err != nil {
			return nil, err
		}
		if !known && office.Working(v) > 0 && !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	return out, nil
}

// Admit gives strangers all roles, so that whoever opens a sample company can try
// everything.
func Admit(ctx context.Context, b *book.Book, now time.Time, users ...string) error {
	for _, u := range users {
		_, err := b.Post(ctx, book.Request{Key: "admit " + u, Who: admin, Role: "all", Session: "sample", Now: now,
			Today: civil.Of(now.In(Zone())), Command: &office.Set{User: u, Roles: allRoles}})
		if err != nil {
			return err
		}
	}
	return nil
}
