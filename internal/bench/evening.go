package main

import (
	"context"
	"fmt"
	"time"

	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/contact"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/office"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/desk"
	"duebook/internal/report/kpi"
	"duebook/internal/report/ledger"
)

const (
	officers = 40
	calls    = 80 // of each
	receipts = 10 // of each
)

// evening is what a supervisor waits for: the review of a day on which forty officers
// worked, the KPIs of a year by branch, and a confirmation of every customer.
func (b *bench) evening() error {
	return b.copied(func(d *desk.Desk, _ string) error {
		if err := workday(d); err != nil {
			return err
		}
		review, err := repeated(b.runs, func() error {
			rows, err := d.DayReview(0)
			if err == nil && len(rows) < officers {
				err = fmt.Errorf("%d reports", len(rows))
			}
			return err
		})
		if err != nil {
			return err
		}
		b.add(line{what: fmt.Sprintf("review of %d officers, %d entries", officers, officers*(calls+receipts)),
			got: ms(review), limit: 100, unit: "ms", note: "within the program"})
		year, err := repeated(b.runs, func() error {
			_, err := d.KPIs(kpi.Query{By: ledger.ByBranch})
			return err
		})
		if err != nil {
			return err
		}
		b.add(line{what: "KPIs of a year by branch", got: ms(year), limit: 500, unit: "ms", note: "within the program"})
		start := time.Now()
		_, err = d.Bulk(context.Background(), desk.NewKey(), &confirmation.Make{CutOff: d.Today().String(),
			Zero: true}, nil)
		if err != nil {
			return err
		}
		b.add(line{what: "a confirmation of every customer frozen", got: time.Since(start).Seconds(), limit: 5,
			unit: "s"})
		return nil
	})
}

// repeated is the median time of runs after a first one.
func repeated(runs int, fn func() error) (time.Duration, error) {
	var took []time.Duration
	for i := range runs + 1 {
		start := time.Now()
		if err := fn(); err != nil {
			return 0, err
		}
		if i > 0 {
			took = append(took, time.Since(start))
		}
	}
	return median(took), nil
}

// workday gives every customer one of forty officers, who then work a day.
func workday(d *desk.Desk) error {
	var codes []string
	err := d.View(func(v *book.View) error {
		customer.Lines(v, func(l customer.Line) bool {
			codes = append(codes, l.Code)
			return true
		})
		return nil
	})
	if err != nil {
		return err
	}
	name := func(n int) string { return fmt.Sprintf("officer %02d", n) }
	setup := []book.Request{request(d, d.Who(), &office.Set{User: d.Who(), Roles: "admin, supervisor"})}
	for n := range officers {
		setup = append(setup, request(d, d.Who(), &office.Set{User: name(n), Roles: "officer", Collector: name(n)}))
	}
	for i, code := range codes {
		setup = append(setup, request(d, d.Who(), &customer.Assign{Customer: code, Field: "collector",
			Value: name(i % officers)}))
	}
	for i := range setup {
		setup[i].Today-- // the day before the one they work
	}
	if err := postAll(d, setup); err != nil {
		return err
	}
	var work []book.Request
	for n := range officers {
		for i := range calls {
			code, result := codes[(i*officers+n)%len(codes)], "no answer"
			if i%3 == 0 {
				result = "in approval"
			}
			work = append(work, request(d, name(n), &contact.Log{Customer: code, Result: result, Override: "a bench"}))
			if i < receipts {
				work = append(work, request(d, name(n), &receipt.Record{Customer: code, Type: "cash", Amount: "10",
					Number: fmt.Sprintf("EV-%d-%d", n, i)}))
			}
		}
	}
	return postAll(d, work)
}

func request(d *desk.Desk, who string, c book.Command) book.Request {
	return book.Request{Key: desk.NewKey(), Who: who, Role: "all", Session: "bench", Now: d.Now(), Today: d.Today(),
		Command: c}
}

func postAll(d *desk.Desk, all []book.Request) error {
	for len(all) > 0 {
		n := min(len(all), 500)
		if _, err := d.Book().PostAll(context.Background(), all[:n], false); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}
