package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"

	"duebook/internal/ar/intake"
	"duebook/internal/ar/receipt"
	"duebook/internal/demo"
	"duebook/internal/desk"
	"duebook/internal/money"
)

// proposing opens the form of a receipt on a customer with 5,000 open bills and
// spreads an amount over them, in each mode.
func (b *bench) proposing() error {
	path := b.path("allocation.db")
	demo.Remove(path)
	defer demo.Remove(path)
	if err := desk.Create(path, "Bench", "SAR", desk.Options{}); err != nil {
		return err
	}
	d, err := desk.Open(path, desk.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	const bills = 5_000
	party := &intake.Party{Customer: "C1", Name: "Bench Customer", Currency: "SAR"}
	in := &intake.Import{File: "bills", Holds: intake.Bills, Source: "bills"}
	for i := range bills {
		in.Bills = append(in.Bills, intake.BillRow{Party: party, Line: int32(i + 2),
			Number: fmt.Sprintf("INV-%05d", i), Doc: b.today.Add(-i % 400), Due: b.today.Add(30 - i%400),
			Amount: money.Minor(1000_00 + i), Open: money.Minor(1000_00 + i), HasOpen: true})
	}
	if _, err := d.Bulk(context.Background(), desk.NewKey(), in, nil); err != nil {
		return err
	}
	for _, mode := range receipt.Modes() {
		var all []time.Duration
		for range max(b.runs, 9) {
			start := time.Now()
			a, err := d.Allocation(desk.ReceiptArg{Code: "C1"})
			if err != nil {
				return err
			}
			if len(a.Lines) != bills {
				return fmt.Errorf("%d open bills, not %d", len(a.Lines), bills)
			}
			a.Spread(mode, 4_000_000_00)
			all = append(all, time.Since(start))
		}
		b.add(line{what: "proposing over 5,000 open bills, " + string(mode), got: ms(median(all)), limit: 20,
			unit: "ms", note: fmt.Sprintf("median of %d, slowest %s", len(all), short(at(all, 1)))})
	}
	return nil
}

// letters writes 1,000 statements of account in PDF by the program, and 100 of
// them, which tells whether memory grows with their number.
func (b *bench) letters() error {
	few, _, err := b.letter(100)
	if err != nil {
		return err
	}
	most, took, err := b.letter(1000)
	if err != nil {
		return err
	}
	b.add(line{what: "1,000 statements in PDF", got: took.Seconds(), limit: 60, unit: "s",
		note: fmt.Sprintf("%.0f ms each", ms(took)/1000)})
	if few == 0 {
		b.add(line{what: "their memory", note: "this system does not tell"})
		return nil
	}
	b.add(line{what: "their memory, against that of 100", got: float64(most) / float64(few), limit: 1.5, unit: "x",
		note: fmt.Sprintf("%d MB against %d MB at most (RssAnon)", most>>20, few>>20)})
	return nil
}

func (b *bench) letter(n int) (anon int64, took time.Duration, err error) {
	dir, err := os.MkdirTemp(b.dir, "letters")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	args := []string{"--book", b.book(), "statement", "--out", dir}
	for i := range n {
		args = append(args, b.customer(i))
	}
	c := exec.Command(b.bin, args...)
	start := time.Now()
	if err := c.Start(); err != nil {
		return 0, 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for {
		select {
		case err := <-ended:
			return anon, time.Since(start), err
		case <-time.After(20 * time.Millisecond):
			kb, _ := field(fmt.Sprintf("/proc/%d/status", c.Process.Pid), "RssAnon")
			anon = max(anon, kb<<10)
		}
	}
}
