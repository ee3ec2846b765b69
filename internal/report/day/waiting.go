package day

import (
	"cmp"
	"slices"
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/ar/dayreport"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/promise"
	"duebook/internal/ar/target"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/worklist"
	"duebook/internal/text"
)

// promises tells those that fall due on the day, and those that were broken by it.
func (g *gatherer) promises() error {
	cal, before := g.set.Calendar(), g.lastOpen()
	matters := func(p *promise.Promise, part promise.Part) (due, judged bool) {
		return part.Date == g.q.Day, promise.JudgeDay(part.Date, p.Tolerance, cal) == before
	}
	accounts := map[uint32]bool{}
	err := promise.Standing(g.v, g.q.Day, func(p *promise.Promise) (bool, error) {
		for _, part := range p.Parts() {
			if due, judged := matters(p, part); due || judged {
				accounts[p.Account] = true
			}
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	for acc := range accounts {
		all, err := promise.JudgeAccount(g.v, acc, g.q.Day, cal, company.CutOff(g.v))
		if err != nil {
			return err
		}
		for i := range all {
			j := &all[i]
			if _, ended := j.Ended(g.q.Day); ended {
				continue
			}
			for _, part := range j.Parts() {
				due, judged := matters(&j.Promise, part)
				if err := g.promise(j, part, due, judged); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (g *gatherer) promise(j *promise.Judged, part promise.Part, due, judged bool) error {
	broken := judged && j.JudgedOn == g.lastOpen() && g.set.Calendar().Open(g.q.Day) && (j.State == promise.Broken ||
		j.State == promise.Partly)
	if !due && !broken {
		return nil
	}
	o, err := g.owner(j.Account)
	if err != nil {
		return err
	}
	i, err := g.item(j.Customer, j.Seq, j.State.String()+", for "+text.ShortDate(part.Date))
	i.Amount = sum(part.Amount, g.people.Money(j.Account))
	if due {
		g.add(o, Due, i)
		switch {
		case j.State == promise.Kept || j.Due > part.Date:
			g.add(o, Kept, i)
		case j.Paid > 0:
			g.add(o, Partly, i)
		}
	}
	if broken {
		g.add(o, Broken, i)
	}
	return err
}

// callBacks tells those whose time has passed.
func (g *gatherer) callBacks() error {
	var late []followup.Brief
	err := followup.Opens(g.v, g.q.Day, g.q.Day, func(b followup.Brief) bool {
		if b.Task == followup.Call && (b.Date < g.q.Day || g.q.Now == 0 || b.Time >= 0 && b.Time < g.q.Now) {
			late = append(late, b)
		}
		return true
	})
	for n := range late {
		if err != nil {
			break
		}
		err = g.callBack(&late[n])
	}
	return err
}

func (g *gatherer) callBack(b *followup.Brief) error {
	f, err := followup.Get(g.v, b.ID)
	if err != nil {
		return err
	}
	o, err := g.user(f.What(g.q.Day).Owner)
	if err != nil {
		return err
	}
	when := text.ShortDate(b.Date)
	if b.Time >= 0 {
		when += " " + text.FormatTime(b.Time)
	}
	i, err := g.item(b.Customer, f.Seq, when+" "+b.Reason)
	if key := Missed; b.Date < g.q.Day {
		g.add(o, Backlog, i)
	} else {
		g.add(o, key, i)
	}
	return err
}

// itemsMost is how many untouched customers a report names; the call list has them all.
const itemsMost = 50

// listed tells who was to be called, and how far the list was worked. A customer with
// several accounts is one.
func (g *gatherer) listed() error {
	skips, err := g.skips()
	if err != nil {
		return err
	}
	type customer struct {
		on, worked bool
		sums       []Sum
		first      [1]Sum // room for the one currency most have
	}
	all := make([]customer, g.v.Counter("customer")+1)
	var order []uint32
	q := worklist.Query{AsOf: g.q.Day, Now: g.q.Now, IncludeHidden: true}
	err = worklist.Visit(g.v, g.people, q, func(r *worklist.Row) {
		talked := r.LastContact.Day == g.q.Day
		on := r.Hidden == "" || r.Hidden == worklist.HiddenDone || r.Hidden == worklist.HiddenLeft ||
			r.Hidden == worklist.HiddenQuiet && talked
		x := &all[r.Customer]
		x.worked = x.worked || talked
		if on && !x.on {
			x.on, order = true, append(order, r.Customer)
		}
		if x.sums == nil {
			x.sums = x.first[:0]
		}
		put(&x.sums, Sum{r.Currency, r.Digits, r.ToCollect})
	})
	if err != nil {
		return err
	}
	for _, id := range order {
		o, err := g.of(id)
		if err != nil {
			return err
		}
		o.Line(Listed).Count++
		skip, left := skips.of(o.User, id)
		switch x := &all[id]; {
		case x.worked:
			i, err := g.item(id, 0, "")
			if err != nil {
				return err
			}
			g.add(o, Worked, i)
		case left:
			i, err := g.item(id, skip.Seq, skip.what(o.User))
			if err != nil {
				return err
			}
			g.add(o, LeftOut, i)
		default:
			if err := g.untouched(o, id, x.sums); err != nil {
				return err
			}
		}
	}
	return nil
}

// untouched counts a customer with all they have to pay, and names those who have to
// pay most.
func (g *gatherer) untouched(o *Officer, id uint32, sums []Sum) error {
	l := o.Line(Untouched)
	l.Count++
	for _, s := range sums {
		if s.Amount != 0 {
			put(&l.Sums, s)
		}
	}
	x := sums[0]
	if n := len(l.Items); n == itemsMost && l.Items[n-1].Amount.Amount >= x.Amount {
		return nil
	} else if n == itemsMost {
		l.Items = l.Items[:n-1]
	}
	i, err := g.item(id, 0, "")
	if i.Amount = x; x.Amount == 0 {
		i.Amount = Sum{}
	}
	at, _ := slices.BinarySearchFunc(l.Items, x.Amount, func(i Item, m money.Minor) int {
		return cmp.Compare(m, i.Amount.Amount)
	})
	l.Items = slices.Insert(l.Items, at, i)
	return err
}

// skip is why a customer was left out, and by whom.
type skip struct {
	dayreport.Skip
	by string
}

// what is the reason, and who gave it when it was another than whose report it is.
func (s *skip) what(user string) string {
	if s.by == user {
		return s.Reason
	}
	return s.Reason + " (" + s.by + ")"
}

type skips map[uint32][]skip

// of is why a customer was left out: the officer's own reason, else that of who covered
// for them.
func (s skips) of(user string, id uint32) (x skip, ok bool) {
	for _, x := range s[id] {
		if x.by == user {
			return x, true
		}
	}
	if len(s[id]) == 0 {
		return x, false
	}
	return s[id][0], true
}

func (g *gatherer) skips() (skips, error) {
	out := skips{}
	err := dayreport.OfDay(g.v, g.q.Day, func(r *dayreport.Report) (bool, error) {
		for id, x := range r.Skipped(g.q.Known) {
			out[id] = append(out[id], skip{x, r.User})
		}
		return true, nil
	})
	return out, err
}

// next tells whom to call first on the next working day.
func (g *gatherer) next() error {
	const most = 10
	tomorrow := g.set.Calendar().Next(g.q.Day + 1)
	l, err := worklist.Build(g.v, worklist.Query{AsOf: tomorrow})
	if err != nil {
		return err
	}
	for n := range l.Rows {
		r := &l.Rows[n]
		o, err := g.of(r.Customer)
		if err != nil {
			return err
		}
		if len(o.Next) == most {
			continue
		}
		o.Next = append(o.Next, Next{r.Code, r.Name, Sum{r.Currency, r.Digits, r.ToCollect}, why(r)})
	}
	for _, o := range g.all {
		o.NextDay = tomorrow
	}
	return nil
}

// why is what puts a row on the list first, in a few words.
func why(r *worklist.Row) string {
	var words []string
	for _, p := range r.Points {
		if p.Value > 0 && len(words) < 3 {
			words = append(words, p.Short())
		}
	}
	return strings.Join(words, ", ")
}

// targets puts the day's part of the month's target on the reports: what the working
// days up to this one come to, less those before it.
func (g *gatherer) targets() error {
	cal := g.set.Calendar()
	first, last := g.q.Day.StartOfMonth(), g.q.Day.EndOfMonth()
	worth := func(d civil.Date) int64 { // in halves of a day
		switch {
		case cal.HalfDay(d):
			return 1
		case cal.Open(d):
			return 2
		}
		return 0
	}
	var all, over int64
	for d := first; d <= last; d++ {
		if all += worth(d); d <= g.q.Day {
			over += worth(d)
		}
	}
	before := over - worth(g.q.Day)
	if over == before {
		return nil
	}
	for collector, o := range g.portions {
		for _, cur := range g.currencies() {
			t, ok, err := target.Of(g.v, target.Collector.String(), collector, first, cur.Code, g.q.Known)
			if err != nil {
				return err
			}
			if ok && collector != 0 {
				put(&o.Line(Target).Sums, sum(money.MulDiv(t.Amount, over, all)-money.MulDiv(t.Amount, before, all),
					cur))
			}
		}
	}
	return nil
}

func (g *gatherer) currencies() (all []money.Currency) {
	for _, c := range g.people.Currencies {
		if !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}
