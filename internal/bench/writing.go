package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"time"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/desk"
)

// payment is a receipt of one over three bills of a customer, a unit each.
type payment struct {
	Customer uint32
	Code     string
	Bills    [3]uint32
	Numbers  [3]string
}

// writing posts receipts over three bills, one writer and sixteen, against
// Python's sqlite3 in WAL mode with synchronous=FULL writing the same rows: the
// receipt, three applications, three open amounts, the balance, the journal entry
// with its key, and the indexes on them.
func (b *bench) writing() error {
	python, err := exec.LookPath("python3")
	if err == nil {
		err = exec.Command(python, "-c", "import sqlite3").Run()
	}
	if err != nil || b.sqlite == "" {
		b.add(line{what: "receipts over 3 bills", note: "no python3 with sqlite3, and sqlite3 itself, to compare with"})
		return nil
	}
	if err := b.makePeer(); err != nil {
		return err
	}
	return b.copied(func(d *desk.Desk, _ string) error {
		const each = 1600
		plan, err := payments(d, 4*each)
		if err != nil {
			return err
		}
		if err := writeJSON(b.path("plan.json"), plan); err != nil {
			return err
		}
		defer os.Remove(b.path("plan.json"))
		for _, run := range []struct {
			writers int
			least   float64
		}{{1, 0.7}, {16, 1.2}} {
			ours, err := post(d, plan[:each], run.writers)
			if err != nil {
				return err
			}
			peer, err := b.postPeer(python, each, run.writers)
			if err != nil {
				return err
			}
			b.add(line{what: fmt.Sprintf("receipts over 3 bills, %d at once", run.writers), unit: "x", least: true,
				got: float64(peer) / float64(ours), limit: run.least,
				note: fmt.Sprintf("%s a second against %s", rate(each, ours), rate(each, peer))})
		}
		return nil
	})
}

func rate(n int, took time.Duration) string { return fmt.Sprintf("%.0f", float64(n)/took.Seconds()) }

func writeJSON(path string, v any) error {
	raw, err := json.Marshal(v)
	if err == nil {
		err = os.WriteFile(path, raw, 0o600)
	}
	return err
}

// payments finds customers with three open bills, spread over the book.
func payments(d *desk.Desk, most int) ([]payment, error) {
	var all []payment
	err := d.View(func(v *book.View) error {
		codes := map[uint32]string{}
		var err error
		account.Lines(v, func(l account.Line) bool {
			p, n := payment{Customer: l.Customer}, 0
			openitem.OfAccount(v, l.ID, func(i *openitem.Item) bool {
				if i.Flags&openitem.Credit == 0 && i.Part == 0 && i.Left > 10_000 {
					p.Bills[n] = i.Doc
					n++
				}
				return n < 3
			})
			if n < 3 {
				return true
			}
			if p.Code, err = codeOf(v, codes, l.Customer); err != nil {
				return false
			}
			for i, id := range p.Bills {
				var x bill.Bill
				if x, err = bill.Get(v, l.ID, id); err != nil {
					return false
				}
				p.Numbers[i] = x.Number
			}
			all = append(all, p)
			return len(all) < most
		})
		return err
	})
	if err == nil && len(all) == 0 {
		err = errors.New("no customer has three open bills")
	}
	for n := len(all); err == nil && len(all) < most; {
		all = append(all, all[len(all)%n])
	}
	return all, err
}

// post records the receipts with so many writers and returns how long all took.
func post(d *desk.Desk, plan []payment, writers int) (time.Duration, error) {
	var wait sync.WaitGroup
	errs := make([]error, writers)
	start := time.Now()
	for w := range writers {
		wait.Go(func() {
			for i := w; i < len(plan) && errs[w] == nil; i += writers {
				p := &plan[i]
				c := &receipt.Record{Customer: p.Code, Type: "transfer", Amount: "3", Mode: "marked"}
				for _, n := range p.Numbers {
					c.Parts = append(c.Parts, receipt.PartChoice{Bill: n, Amount: "1"})
				}
				_, errs[w] = d.Do(desk.NewKey(), c)
			}
		})
	}
	wait.Wait()
	return time.Since(start), errors.Join(errs...)
}

// peerWriter posts the receipts of plan.json with so many processes and prints the
// seconds from the moment all were ready.
const peerWriter = `
import json, multiprocessing, os, sqlite3, sys, time
path, plan, count, writers, day = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])

def connect():
    db = sqlite3.connect(path, timeout=60, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    return db

def work(w, ready, go):
    db, todo = connect(), json.load(open(plan))[:count][w::writers]
    body = b"x" * 420
    ready.release()
    go.wait()
    for n, p in enumerate(todo):
        db.execute("BEGIN IMMEDIATE")
        r = db.execute("INSERT INTO receipt(customer, number, date, amount, open) VALUES(?, ?, ?, 300, 0)",
                       (p["Customer"], "%d-%d-%d" % (writers, w, n), day)).lastrowid
        for b in p["Bills"]:
            left = db.execute("SELECT open FROM bill WHERE id = ?", (b,)).fetchone()[0]
            assert left >= 100
            db.execute("INSERT INTO application(bill, date, amount, receipt) VALUES(?, ?, 100, ?)", (b, day, r))
            db.execute("UPDATE bill SET open = open - 100 WHERE id = ?", (b,))
        db.execute("UPDATE customer SET balance = balance - 300 WHERE id = ?", (p["Customer"],))
        db.execute("INSERT INTO entry(key, body) VALUES(?, ?)", (os.urandom(16).hex(), body))
        db.execute("COMMIT")

if __name__ == "__main__":
    ready, go = multiprocessing.Semaphore(0), multiprocessing.Event()
    all = [multiprocessing.Process(target=work, args=(w, ready, go)) for w in range(writers)]
    for p in all: p.start()
    for p in all: ready.acquire()
    start = time.time()
    go.set()
    for p in all: p.join()
    took = time.time() - start
    if any(p.exitcode for p in all): sys.exit("a writer failed")
    print(took)
`

const peerTables = `ALTER TABLE customer ADD COLUMN balance INTEGER DEFAULT 0;
ALTER TABLE application ADD COLUMN receipt INTEGER;
CREATE INDEX application_receipt ON application(receipt);
CREATE TABLE receipt(id INTEGER PRIMARY KEY, customer INTEGER, number TEXT UNIQUE, date INTEGER, amount INTEGER,
 open INTEGER);
CREATE INDEX receipt_date ON receipt(date);
CREATE INDEX receipt_customer ON receipt(customer);
CREATE TABLE entry(seq INTEGER PRIMARY KEY, key TEXT UNIQUE, body BLOB);
`

func (b *bench) postPeer(python string, count, writers int) (time.Duration, error) {
	path := b.path("writing.sqlite")
	defer func() {
		for _, ending := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(path + ending)
		}
	}()
	if err := copyFile(b.path("peer.sqlite"), path); err != nil {
		return 0, err
	}
	if _, err := fed(peerTables, b.sqlite, path); err != nil {
		return 0, err
	}
	script := b.path("writer.py")
	if err := os.WriteFile(script, []byte(peerWriter), 0o600); err != nil {
		return 0, err
	}
	defer os.Remove(script)
	out, err := output("", python, script, path, b.path("plan.json"), strconv.Itoa(count), strconv.Itoa(writers),
		strconv.Itoa(int(b.today)))
	if err != nil {
		return 0, fmt.Errorf("the peer's writers: %w", err)
	}
	var seconds float64
	if _, err := fmt.Sscan(out, &seconds); err != nil {
		return 0, fmt.Errorf("the peer's time %q: %w", out, err)
	}
	return time.Duration(seconds * float64(time.Second)), nil
}

// codeOf is a customer's code, read once.
func codeOf(v *book.View, codes map[uint32]string, id uint32) (string, error) {
	if code, ok := codes[id]; ok {
		return code, nil
	}
	c, err := customer.Get(v, id)
	codes[id] = c.Code
	return c.Code, err
}
