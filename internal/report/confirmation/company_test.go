package confirmation_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	ar "duebook/internal/ar/confirmation"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/book/booktest"
	"duebook/internal/civil"
	"duebook/internal/demo"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/confirmation"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

var (
	today  = civil.New(2025, 11, 23)
	cutOff = civil.New(2025, 10, 31)
)

// What the test answers to a letter, by its number.
const (
	agrees = iota
	agreesLate
	explained
	disagrees
	silent
	worked
	undelivered
	undeliveredWorked
	unanswered // and nobody gave up waiting
	unsent
	answers
)

// confirming is the whole sample company with one run of everybody, answered in every way,
// and what the test itself counted while it answered.
type confirming struct {
	*booktest.Book
	t           *testing.T
	run         uint32
	letters     []confirmation.Row
	parts       [confirmation.Outcomes]confirmation.Part
	unexplained money.Minor
	supported   money.Minor
}

func TestWholeCompany(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "demo.db")
	if _, err := demo.Make(t.Context(), path, demo.Options{Seed: 5, Today: today}); err != nil {
		t.Fatal(err)
	}
	c := &confirming{Book: booktest.Open(t, path, desk.Schema()), t: t}
	c.Today, c.Who = today, "Salma Rashid"
	c.run = c.make(&ar.Make{CutOff: cutOff.String(), Zero: true, ReplyBy: "2025-12-15"})
	c.letters = one(c.Book, c.run, c.Today).Rows
	if n := len(c.letters); n != 400 {
		t.Fatalf("%d letters are not the whole company's", n)
	}
	c.tellBalances()
	c.answer()
	c.tellCoverage()
	c.tellFooting()
	c.tellFrozen()
	c.tellNegative()
}

// make makes a run and gives its number.
func (c *confirming) make(cmd *ar.Make) uint32 {
	c.t.Helper()
	for _, f := range c.Do(cmd).Facts {
		if f, ok := f.(*ar.Made); ok {
			return f.Run.ID
		}
	}
	c.t.Fatal("no run was made")
	return 0
}

// tellBalances reckons each balance again from the documents, bill by bill and receipt
// by receipt.
func (c *confirming) tellBalances() {
	var all money.Minor
	n := 0
	c.Read(func(v *book.View) error {
		for i := range c.letters {
			l := &c.letters[i]
			var sum money.Minor
			err := bill.OfAccount(v, l.Account, func(b *bill.Bill) (bool, error) {
				if b.Posting <= cutOff && (b.Voided == 0 || cutOff < b.Voided) {
					sum += b.Amount()
				}
				return true, nil
			})
			if err == nil {
				err = receipt.OfAccount(v, l.Account, func(r *receipt.Receipt) (bool, error) {
					if r.At(cutOff) {
						sum -= r.Amount
					}
					return true, nil
				})
			}
			if err != nil {
				return err
			}
			want(c.t, "balance of "+l.Code, l.Balance, sum)
			if sum != 0 {
				all, n = all+max(sum, -sum), n+1
			}
		}
		return nil
	})
	p := one(c.Book, c.run, c.Today).Coverage[0].Population
	want(c.t, "population", p, confirmation.Part{Count: n, Value: all})
}

// answer gives every letter an answer and counts what it gave.
func (c *confirming) answer() {
	var sent, back, none []string
	for i := range c.letters {
		switch i % answers {
		case unsent:
			continue
		case silent, worked:
			none = append(none, c.letters[i].Code)
		case undelivered, undeliveredWorked:
			back = append(back, c.letters[i].Code)
		}
		sent = append(sent, c.letters[i].Code)
	}
	move := func(do string, codes []string) {
		c.Do(&ar.Move{Run: c.run, Do: do, Via: "mail", Customers: codes})
	}
	move("send", sent)
	c.Today += 7
	move("remind", none)
	c.Today += 7
	move("returned", back)
	move("no reply", none)
	outcome := [answers]confirmation.Outcome{confirmation.Agreed, confirmation.Agreed, confirmation.Reconciled,
		confirmation.Disagreed, confirmation.Silent, confirmation.Alternative, confirmation.Returned,
		confirmation.Alternative, confirmation.Waiting, confirmation.Drafted}
	for i := range c.letters {
		l := &c.letters[i]
		c.reply(i%answers, l)
		p := &c.parts[outcome[i%answers]]
		p.Count, p.Value = p.Count+1, p.Value+max(l.Balance, -l.Balance)
	}
}

func (c *confirming) reply(how int, l *confirmation.Row) {
	reply := &ar.Reply{Run: c.run, Customer: l.Code, Signatory: "Ali", Via: "e-mail"}
	say := func(m money.Minor) string { return text.FormatAmount(m, l.Digits) }
	switch how {
	case agrees:
		reply.Agreed = true
		c.Do(reply)
	case agreesLate:
		reply.Theirs = say(l.Balance)
		c.Do(reply)
	case disagrees:
		reply.Theirs = say(l.Balance + 1)
		c.Do(reply)
	case explained:
		// One cause of each sort, and what nobody explains.
		reconcile := &ar.Reconcile{Run: c.run, Customer: l.Code}
		var sum money.Minor
		for n, cause := range ar.Causes() {
			m := money.Minor(100*n+7) * money.Minor(1-2*(n%2)) // signs turn about
			sum += m
			reconcile.Causes = append(reconcile.Causes, ar.ReasonInput{Cause: cause, Amount: say(m),
				Note: "as they write"})
			if cause == "unexplained" {
				c.unexplained += max(m, -m)
			}
		}
		reply.Theirs = say(l.Balance + sum)
		c.Do(reply)
		c.Do(reconcile)
	case worked, undeliveredWorked:
		c.supported += c.work(l)
	}
}

// work takes all that is proposed in place of a reply, and what the later receipts come
// to is reckoned again bill by bill.
func (c *confirming) work(l *confirmation.Row) (sum money.Minor) {
	work := &ar.Work{Run: c.run, Customer: l.Code, Note: "and the file of the customer"}
	var later, proposed money.Minor
	c.Read(func(v *book.View) error {
		run, err := ar.GetRun(v, c.run)
		if err != nil {
			return err
		}
		all, err := ar.Supports(v, &run, &l.Letter, c.Today)
		for _, x := range all {
			sum += x.Amount
			if x.Copy {
				work.Copies = append(work.Copies, x.Number)
				continue
			}
			proposed += x.Amount
			work.Receipts = append(work.Receipts, x.Number)
		}
		if err != nil {
			return err
		}
		lines, err := ar.Lines(v, l.Run, l.N)
		for _, x := range lines {
			if !x.Credit {
				later += c.paidLater(v, l.Account, &x)
			}
		}
		return err
	})
	want(c.t, "later receipts of "+l.Code, proposed, later)
	c.Do(work)
	return sum
}

// paidLater is what receipts of money after the cut-off paid of something open at it.
func (c *confirming) paidLater(v *book.View, acc uint32, x *ar.Line) (sum money.Minor) {
	receipt.OnBill(v, acc, x.Doc, func(a *receipt.Application) bool {
		if a.Part == x.Part && a.Date > cutOff && a.At(c.Today) {
			r, err := receipt.Get(v, acc, a.Receipt)
			if err != nil {
				c.t.Error(err)
			}
			if r.Date > cutOff && r.Kind.Money() {
				sum += a.Amount
			}
		}
		return true
	})
	return min(sum, x.Left)
}

func (c *confirming) tellCoverage() {
	rep := one(c.Book, c.run, c.Today)
	if len(rep.Coverage) != 1 || c.supported == 0 || c.unexplained == 0 {
		c.t.Fatal("the answers prove nothing", len(rep.Coverage), c.supported, c.unexplained)
	}
	got := &rep.Coverage[0]
	var all, confirmed, covered confirmation.Part
	for o, p := range c.parts {
		want(c.t, confirmation.Outcome(o).String(), got.By[o], p)
		all = confirmation.Part{Count: all.Count + p.Count, Value: all.Value + p.Value}
		switch confirmation.Outcome(o) {
		case confirmation.Agreed, confirmation.Reconciled:
			confirmed = confirmation.Part{Count: confirmed.Count + p.Count, Value: confirmed.Value + p.Value}
			fallthrough
		case confirmation.Alternative:
			covered = confirmation.Part{Count: covered.Count + p.Count, Value: covered.Value + p.Value}
		}
	}
	want(c.t, "letters", got.Letters, all)
	want(c.t, "confirmed", got.Confirmed(), confirmed)
	want(c.t, "covered", got.Covered(), covered)
	want(c.t, "unexplained", got.Unexplained, c.unexplained)
	want(c.t, "supported", got.Supported, c.supported)
	tenths := (confirmed.Value*2000/all.Value + 1) / 2
	share := fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
	if !strings.Contains(written(c.t, rep), share) {
		c.t.Errorf("the coverage does not tell that %s of the value is confirmed", share)
	}
}

// written is the coverage as it goes to the auditor.
func written(t *testing.T, r *confirmation.Report) string {
	var out strings.Builder
	if err := render.WriteCSV(&out, confirmation.CoverageTable(r)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// tellFooting: ours and all that lies between come to theirs, or to what is supported by
// nothing.
func (c *confirming) tellFooting() {
	rep := one(c.Book, c.run, c.Today)
	for i := range rep.Rows {
		r := &rep.Rows[i]
		var sum money.Minor
		for _, x := range confirmation.Explain(r) {
			if x.Sum {
				want(c.t, "foot of "+r.Code, x.Amount, sum)
			}
			sum += x.Amount
		}
	}
}

// frozen is all that a letter says: its figures and its lines.
func (c *confirming) frozen(run uint32) string {
	var out strings.Builder
	c.Read(func(v *book.View) error {
		return ar.Letters(v, run, func(l *ar.Letter) (bool, error) {
			lines, err := ar.Lines(v, run, l.N)
			fmt.Fprintln(&out, *l, lines)
			return true, err
		})
	})
	return out.String()
}

// tellFrozen: bills and receipts dated back, money moved between bills, and a second run
// of the same day change nothing of the first.
func (c *confirming) tellFrozen() {
	before, then := c.frozen(c.run), c.Today
	told1 := told(one(c.Book, c.run, then))
	for i := range c.letters {
		if i%20 == 0 {
			code := c.letters[i].Code
			c.Do(&bill.Issue{Customer: code, Number: "BACK-" + code, Doc: "2025-10-01", Due: "2025-10-20",
				Amount: "1000"})
			c.Do(&receipt.Record{Customer: code, Type: "transfer", Amount: "777", Date: "2025-10-30"})
		}
	}
	second := c.make(&ar.Make{CutOff: cutOff.String(), Zero: true})
	c.Today++
	c.Do(&ar.Move{Run: second, Do: "send", Via: "mail"})
	c.Do(&ar.Reply{Run: second, Customer: c.letters[0].Code, Theirs: "1", Signatory: "Ali"})
	want(c.t, "the first run's figures", c.frozen(c.run) == before, true)
	if c.frozen(second) == before {
		c.t.Error("the second run does not know what was dated back since")
	}
	want(c.t, "the first run on its day", told(one(c.Book, c.run, then)), told1)
	var both []*confirmation.Report
	c.Read(func(v *book.View) (err error) { both, err = confirmation.Runs(v, c.Today); return err })
	if len(both) < 2 || both[0].Run.ID != second || both[1].Run.ID != c.run {
		c.t.Errorf("%d runs are told, not both", len(both))
	}
}

// tellNegative: who is silent to a negative letter is neither confirmed nor covered, and
// may be closed so; a positive one may not.
func (c *confirming) tellNegative() {
	run := c.make(&ar.Make{CutOff: cutOff.String(), Type: "negative", Least: "100000", Currency: "SAR"})
	c.Do(&ar.Move{Run: run, Do: "send", Via: "mail"})
	code := one(c.Book, run, c.Today).Rows[0].Code
	c.Do(&ar.Reply{Run: run, Customer: code, Theirs: "1", Signatory: "Ali"})
	c.Do(&ar.Move{Run: run, Do: "no reply"})
	c.Do(&ar.Move{Run: run, Do: "close"})
	rep := one(c.Book, run, c.Today)
	got := &rep.Coverage[0]
	want(c.t, "silent negatives", got.By[confirmation.Silent].Count, got.Letters.Count-1)
	want(c.t, "nothing is confirmed by silence", got.Covered().Count, 0)
	for run, say := range map[uint32]string{run: "weak evidence only", c.run: "a gap, which needs alternative work"} {
		if s := one(c.Book, run, c.Today).Silence(); !strings.Contains(s, say) {
			c.t.Errorf("run %d: %q, want %q", run, s, say)
		}
	}
	gap := c.letters[silent].Code
	if s := c.Refused(&ar.Move{Run: c.run, Do: "close", Customers: []string{gap}}); !strings.Contains(s,
		"needs alternative work") {
		c.t.Error(s)
	}
}
