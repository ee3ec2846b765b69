package worklist

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/customer"
	"duebook/internal/money"
	"duebook/internal/text"
)

// The reasons a row is hidden for, beside the status.
const (
	HiddenDone    = "done today"
	HiddenQuiet   = "quiet days"
	HiddenMinimum = "under the minimum"
	HiddenNoTalk  = "do not contact"
	HiddenLeft    = "left out today"
)

// list makes the rows and puts them in order.
func (w *work) list() (*List, error) {
	l := &List{AsOf: w.q.AsOf, Horizon: w.horizon, HiddenFor: map[string]int{}}
	n := 0
	for acc := range w.sums {
		if w.sums[acc].collect > 0 && (w.q.Scope != Mine ||
			w.mine(w.people.Step(w.people.Customer(uint32(acc))).Collector)) {
			n++
		}
	}
	rows, points := make([]Row, 0, n+16), make([]Point, 0, 4*n)
	if err := w.all(l, &rows, &points); err != nil {
		return nil, err
	}
	for i := range w.lasts {
		if w.lasts[i].Done == w.q.AsOf && w.lasts[i].ID != 0 {
			line, err := w.people.Line(uint32(i))
			if err != nil {
				return nil, err
			}
			if w.inScope(uint32(i), &line) {
				l.DoneToday++
			}
		}
	}
	l.Rows = order(rows)
	w.totals(l)
	return l, nil
}

// all makes the rows in the order of accounts.
func (w *work) all(l *List, rows *[]Row, points *[]Point) error {
	seen := map[uint32]bool{} // customers with a call-back or an instruction that have a row
	for acc := range w.sums {
		id := uint32(acc)
		s, x := &w.sums[acc], w.words[id]
		owner := w.people.Customer(id)
		if s.collect <= 0 && !(x != nil && (x.dueToday > 0 || x.brokenToday)) && !w.bounced(id) || owner == 0 {
			continue
		}
		if w.wanted(owner) {
			seen[owner] = true
		}
		if err := w.row(l, rows, points, owner, id, s, x); err != nil {
			return err
		}
	}
	return w.others(l, rows, points, seen)
}

// bounced reports whether a cheque of the account bounced and is neither made good
// nor at law.
func (w *work) bounced(acc uint32) bool {
	h := w.hands[acc]
	return h != nil && h.bounced > 0 && !h.legal
}

func (w *work) wanted(id uint32) bool {
	_, call := w.calls[id]
	_, told := w.told[id]
	return call || told
}

// others adds the customers who are to be called with nothing to collect: by a
// call-back or the supervisor's word.
func (w *work) others(l *List, rows *[]Row, points *[]Point, seen map[uint32]bool) error {
	var ids []uint32
	for id := range w.calls {
		ids = append(ids, id)
	}
	for id := range w.told {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if seen[id] {
			continue
		}
		accounts, err := account.OfCustomer(w.v, id)
		if err != nil {
			return err
		}
		acc := uint32(0)
		for _, a := range accounts {
			if acc == 0 || a.Currency == w.set.Currency {
				acc = a.ID
			}
		}
		s := &sums{class: uint8(len(Weights))}
		if acc != 0 {
			s = &w.sums[acc]
		}
		if err := w.row(l, rows, points, id, acc, s, w.words[acc]); err != nil {
			return err
		}
	}
	return nil
}

// mine reports whether a collector's customers are mine, by my own name or a cover.
func (w *work) mine(collector uint16) bool {
	return collector != 0 && (collector == w.q.Collector || w.q.Covers[collector] != "")
}

func (w *work) inScope(id uint32, line *customer.Line) bool {
	switch w.q.Scope {
	case Mine:
		return w.mine(w.people.Step(id).Collector)
	case Unassigned:
		return w.people.Step(id).Collector == 0
	case NoPhone:
		return !line.HasPhone
	}
	return true
}

// row adds one account, unless the query or the rules leave it out.
func (w *work) row(l *List, rows *[]Row, points *[]Point, owner, acc uint32, s *sums, x *word) error {
	line, err := w.people.Line(owner)
	if err != nil || !w.inScope(owner, &line) {
		return err
	}
	cur := w.set.Money()
	if acc != 0 {
		cur = w.people.Money(acc)
	}
	if w.q.Currency != "" && cur.Code != w.q.Currency {
		return nil
	}
	step, last := w.people.Step(owner), &w.lasts[owner]
	r := &w.at
	*r = Row{Customer: owner, Account: acc, Code: line.Code, Name: line.Name, Currency: cur.Code, Digits: cur.Digits,
		Collector: step.Collector, Branch: step.Branch, Status: step.Status, HasPhone: line.HasPhone,
		ToCollect: s.collect,
		Overdue:   s.overdue, Open: s.open, Balance: s.balance, Disputed: s.disputed, PromiseLeft: s.promised,
		Cover:      s.covered,
		CreditLeft: s.credits - s.credit, Bills: int(s.bills), CallBack: w.calls[owner], LastReached: last.Reached,
		PromiseDue: x != nil && x.dueToday > 0, Broken: x != nil && x.broken != 0}
	if last.ID != 0 {
		r.LastContact = Talk{last.Day, last.Result.String(), last.At, last.Seq}
	}
	if h := w.hands[acc]; h != nil {
		r.Uncleared, r.Bounced = h.uncleared, h.bounced
	}
	if s.oldest != 0 {
		r.OldestDays = max(0, int(w.q.AsOf-s.oldest))
	}
	r.Pinned = r.CallBack.Due && !r.CallBack.Retry
	if r.Hidden = w.hidden(r, step, x); r.Hidden != "" {
		l.Hidden++
		l.HiddenFor[r.Hidden]++
		if !w.q.IncludeHidden {
			return nil
		}
	}
	if w.visit != nil {
		w.visit(r)
		return nil
	}
	limit, err := w.credit.Of(&line, cur)
	if err != nil {
		return err
	}
	from := len(*points)
	*points = w.score(r, s, x, &limit, *points)
	r.Points = (*points)[from:len(*points):len(*points)]
	r.Signals = append(w.signals(r, x), creditSignals(&limit, w.q.AsOf)...)
	*rows = append(*rows, *r)
	return nil
}

// hidden says why a row is not shown. Status and "do not contact" always hide;
// a day's work done hides unless a call-back is still to come; quiet days and the
// minimum never hide a call-back, a bounced cheque, a promise due or broken today, or
// what the supervisor said, and neither does being left out of the day with a reason.
func (w *work) hidden(r *Row, step customer.Step, x *word) string {
	last := &w.lasts[r.Customer]
	_, told := w.told[r.Customer]
	quiet := last.Reached != 0 && w.q.AsOf <= last.Reached.Add(w.set.QuietDays)
	switch {
	case step.Status == customer.Legal || step.Status == customer.Closed:
		return step.Status.String()
	case step.DoNotContact:
		return HiddenNoTalk
	case r.CallBack.ID != 0 || told:
		return ""
	case last.Done == w.q.AsOf && last.ID != 0:
		return HiddenDone
	case x != nil && (x.dueToday > 0 || x.brokenToday) || w.bounced(r.Account):
		return ""
	case w.left[r.Customer] != "":
		return HiddenLeft
	case quiet:
		return HiddenQuiet
	case r.ToCollect < w.set.MinChase && r.Currency == w.set.Currency:
		return HiddenMinimum
	}
	return ""
}

// CoveredFor begins the signal that tells for whom a customer is covered.
const CoveredFor = "covered for "

// signals are what an officer should see beside the figures.
func (w *work) signals(r *Row, x *word) []string {
	var all []string
	if s := w.q.Covers[r.Collector]; s != "" {
		all = append(all, CoveredFor+s)
	}
	if s := w.told[r.Customer]; s != "" {
		all = append(all, "instructed: "+s)
	}
	if r.CallBack.Due && r.CallBack.Retry {
		all = append(all, r.CallBack.Reason)
	}
	if s := w.left[r.Customer]; s != "" {
		all = append(all, "left out: "+s)
	}
	if w.asked[r.Customer] {
		all = append(all, "with the supervisor")
	}
	if m := w.held[r.Account]; m != 0 {
		all = append(all, "on hold "+text.FormatAmount(m, r.Digits))
	}
	if x != nil && x.notKnown != 0 {
		all = append(all, "promise for "+text.ShortDate(x.notKnown)+": due, not known yet")
	}
	if r.Status == customer.Insolvent || r.Status == customer.Government || r.Status == customer.Related {
		all = append(all, r.Status.String())
	}
	return append(all, w.ending[r.Customer]...)
}

// order sorts the rows by what ranks them, so that none is moved more than once.
func order(rows []Row) []Row {
	type rank struct {
		when    int64 // of a pinned row's call-back; the others after all of them
		score   int
		collect money.Minor
		row     int32
	}
	ranks := make([]rank, len(rows))
	for i := range rows {
		r := &rows[i]
		ranks[i] = rank{math.MaxInt64, r.Score, r.ToCollect, int32(i)}
		if r.Pinned {
			ranks[i].when = r.CallBack.moment()
		}
	}
	slices.SortFunc(ranks, func(a, b rank) int {
		switch {
		case a.when != b.when:
			return cmp.Compare(a.when, b.when)
		case a.score != b.score:
			return b.score - a.score
		case a.collect != b.collect:
			return cmp.Compare(b.collect, a.collect)
		}
		x, y := &rows[a.row], &rows[b.row]
		return cmp.Or(strings.Compare(x.Code, y.Code), cmp.Compare(x.Account, y.Account))
	})
	at := make([]int32, len(rows))
	for i := range ranks {
		at[i] = ranks[i].row
	}
	for i := range at { // along each cycle of the order, in place
		if at[i] < 0 {
			continue
		}
		first := rows[i]
		for to := int32(i); ; {
			from := at[to]
			at[to] = -1
			if from == int32(i) {
				rows[to] = first
				break
			}
			rows[to] = rows[from]
			to = from
		}
	}
	return rows
}

// totals counts the rows shown, and sums them by currency.
func (w *work) totals(l *List) {
	at := map[money.Currency]int{w.set.Money(): 0}
	l.Totals = []Sum{{Currency: w.set.Currency, Digits: w.set.Digits}}
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Hidden != "" {
			continue
		}
		cur := money.Currency{Code: r.Currency, Digits: r.Digits}
		n, ok := at[cur]
		if !ok {
			n = len(l.Totals)
			at[cur] = n
			l.Totals = append(l.Totals, Sum{Currency: r.Currency, Digits: r.Digits})
		}
		l.Totals[n].ToCollect += r.ToCollect
		l.Totals[n].Overdue += r.Overdue
		l.Totals[n].Rows++
		if r.Pinned {
			l.CallBacks++
		}
		if r.PromiseDue {
			l.PromisesDue++
		}
		if r.Broken {
			l.Broken++
		}
	}
}
