package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/interest"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/desk"
)

// accrualTerms are simple interest of 24 % a year: 24 / 36,500 a day.
const accrualTerms = `{"from":"2000-01-01","rate":"24%","count":"ACT/365F"}`

// productSQL is the interest of each bill at the end of a day, rounded once, half away
// from zero: what was owed since the due date, less each payment for the days after it.
// Of the queries tried it is the quickest, so it is the peer.
const productSQL = `WITH accrued AS (SELECT id, customer, (48 * (amount * (%[1]d - due) -
 coalesce((SELECT sum(p.amount * (%[1]d - max(p.date, b.due))) FROM application p
 WHERE p.bill = b.id AND p.date <= %[1]d), 0)) + 36500) / 73000 AS interest
 FROM bill b WHERE due < %[1]d AND posting <= %[1]d)
`

// segmentSQL is the same cut where something was paid: a segment for each day of payment
// after the due date, and the last one, each on what was open in it.
const segmentSQL = `WITH paid AS (SELECT p.bill, max(p.date, b.due) AS date, sum(p.amount) AS amount
 FROM bill b CROSS JOIN application p ON p.bill = b.id AND p.date <= %[1]d
 WHERE b.due < %[1]d AND b.posting <= %[1]d GROUP BY 1, 2),
cut AS (SELECT bill, date AS upto, sum(amount) OVER (PARTITION BY bill ORDER BY date) - amount AS before,
 lag(date) OVER (PARTITION BY bill ORDER BY date) AS since FROM paid),
segment AS (SELECT b.id, (b.amount - c.before) * (c.upto - coalesce(c.since, b.due)) AS days
 FROM cut c JOIN bill b ON b.id = c.bill
 UNION ALL SELECT b.id, (b.amount - coalesce(p.amount, 0)) * (%[1]d - coalesce(p.date, b.due))
 FROM bill b LEFT JOIN (SELECT bill, max(date) AS date, sum(amount) AS amount FROM paid GROUP BY bill) p
 ON p.bill = b.id WHERE b.due < %[1]d AND b.posting <= %[1]d),
accrued AS (SELECT id, (48 * sum(days) + 36500) / 73000 AS interest FROM segment GROUP BY id)
`

const (
	accrualByCustomer = `.mode json
%sSELECT code, name, a.accrued FROM (SELECT customer, sum(interest) AS accrued FROM accrued WHERE interest > 0
 GROUP BY customer) a JOIN customer c ON c.id = a.customer;
`
	accrualByBill = "%sSELECT id, interest FROM accrued WHERE interest > 0 ORDER BY id;\n"
	accrualOpen   = "SELECT count(*) FROM bill WHERE open > 0 AND due < %d;\n"
)

// accrual reckons the interest of all bills by customer as a whole process with JSON
// out, against the same from sqlite3 over the same rows. The sum must be equal, and
// each bill's figure too, to that of both ways to ask.
func (b *bench) accrual() error {
	path := b.path("accrual.db")
	day := b.today.Add(1) // where the company is it may be tomorrow
	if err := b.makeTerms(path); err != nil {
		return err
	}
	args := []string{"--book", path, "--as-of", day.String(), "report", "interest", "--format", "json"}
	ours := func() (time.Duration, error) { return timed(b.bin, args...) }
	if b.sqlite == "" {
		took, err := ours()
		b.add(line{what: "accrual of all bills", note: short(took) + "; no sqlite3 to compare with"})
		return err
	}
	if err := b.makePeer(); err != nil {
		return err
	}
	open, err := output(fmt.Sprintf(accrualOpen, day), b.sqlite, b.path("peer.sqlite"))
	if err != nil {
		return err
	}
	byCustomer := fmt.Sprintf(accrualByCustomer, fmt.Sprintf(productSQL, day))
	note, err := b.sameAccrual(path, day, args, byCustomer)
	if err != nil {
		return err
	}
	a, peer, err := alternate(b.runs, ours, func() (time.Duration, error) {
		return fed(byCustomer, b.sqlite, b.path("peer.sqlite"))
	})
	if err == nil {
		b.against(fmt.Sprintf("accrual, %s bills open and overdue, the paid ones too", strings.TrimSpace(open)), 0.4, a,
			peer, note)
	}
	return err
}

// makeTerms makes a copy of the book that charges interest.
func (b *bench) makeTerms(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	from, err := os.Open(b.book())
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Close()); err == nil {
		_, err = timed(b.bin, "--book", path, "do", "interest.set_terms", accrualTerms)
	}
	if err != nil {
		os.Remove(path)
	}
	return err
}

// sameAccrual compares the answers once, and says how long the segments take; the note
// says when something differs.
func (b *bench) sameAccrual(path string, day civil.Date, args []string, query string) (string, error) {
	out, err := output("", b.bin, args...)
	if err != nil {
		return "", err
	}
	var rows []struct{ Accrued string }
	if err := json.Unmarshal([]byte(out), &rows); err != nil {
		return "", fmt.Errorf("the report's JSON: %w", err)
	}
	if out, err = output(query, b.sqlite, b.path("peer.sqlite")); err != nil {
		return "", err
	}
	var theirs []struct{ Accrued int64 }
	if err := json.Unmarshal([]byte(out), &theirs); err != nil {
		return "", fmt.Errorf("sqlite3's JSON: %w", err)
	}
	ourSum, sum := int64(0), int64(0)
	for _, r := range rows {
		var n int64
		if _, err := fmt.Sscan(strings.Replace(r.Accrued, ".", "", 1), &n); err != nil {
			return "", fmt.Errorf("the report's JSON: %w", err)
		}
		ourSum += n
	}
	for _, r := range theirs {
		sum += r.Accrued
	}
	if ourSum != sum {
		return fmt.Sprintf(" (NOT THE SAME ANSWER: %d here, %d there)", ourSum, sum), nil
	}
	bills, err := accrued(path, day)
	if err != nil {
		return "", err
	}
	took := time.Duration(0)
	for _, sql := range []string{productSQL, segmentSQL} {
		from := time.Now()
		differ, err := b.differ(bills, fmt.Sprintf(accrualByBill, fmt.Sprintf(sql, day)))
		if took = time.Since(from); err != nil {
			return "", err
		}
		if differ != "" {
			return " (NOT THE SAME ANSWER: " + differ + ")", nil
		}
	}
	return fmt.Sprintf(", cut into segments %s; %d bills equal", short(took), len(bills)), nil
}

// accrued is the interest of each bill, by its id, as the program reckons it.
func accrued(path string, day civil.Date) (map[uint32]int64, error) {
	d, err := desk.Open(path, desk.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	all := map[uint32]int64{}
	err = d.View(func(v *book.View) error {
		return interest.Walk(v, day, nil, func(_ *account.Line, lines []interest.Line) bool {
			for _, l := range lines {
				all[l.Bill] += int64(l.Accrued)
			}
			return true
		})
	})
	return all, err
}

// differ names the first bill whose interest is not the same in a query's answer.
func (b *bench) differ(bills map[uint32]int64, query string) (string, error) {
	c := exec.Command(b.sqlite, b.path("peer.sqlite"))
	c.Stdin = strings.NewReader(query)
	out, err := c.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := c.Start(); err != nil {
		return "", err
	}
	say, n := "", 0
	for in := bufio.NewScanner(out); in.Scan(); n++ {
		var id uint32
		var theirs int64
		if _, err := fmt.Sscanf(in.Text(), "%d|%d", &id, &theirs); err != nil {
			return "", err
		}
		if bills[id] != theirs && say == "" {
			say = fmt.Sprintf("bill %d has %d here, %d there", id, bills[id], theirs)
		}
	}
	if n != len(bills) && say == "" {
		say = fmt.Sprintf("%d bills here, %d there", len(bills), n)
	}
	return say, c.Wait()
}
