package demo

import (
	"time"

	agreed "duebook/internal/ar/credit"
	"duebook/internal/ar/interest"
	"duebook/internal/ar/provision"
	"duebook/internal/ar/reminder"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// early is the minute at which what rests on the book as it stands is posted: before
// anything else of the day.
const early = 7*60 + 30

// certain puts a command early on a day when the book as it stands takes it.
func (w *world) certain(day civil.Date, who string, cmd book.Command, then ...func(r book.Result)) bool {
	return w.certainAt(day, early, who, cmd, then...)
}

func (w *world) certainAt(day civil.Date, minute int, who string, cmd book.Command,
	then ...func(r book.Result)) bool {
	if w.flush() != nil { // which fails again, and is told, at the end of the day
		return false
	}
	at := time.Unix(int64(day)*86400+int64(minute)*60, 0).Add(-3 * time.Hour).UTC()
	facts, err := w.b.Preview(book.Request{Key: "preview", Who: who, Role: "all", Session: "sample", Now: at,
		Today:   day,
		Command: cmd})
	if err != nil || len(facts) == 0 {
		return false
	}
	w.put(minute, who, cmd, then...)
	return true
}

// terms are what the company settles with everybody and with a few: interest, loss
// rates, reminder letters, agreements. What they choose has no chance in it, so that the
// rest of the story goes on as it would without them.
func (w *world) terms() {
	start := w.cal.Next(w.today.AddMonths(-9).StartOfMonth())
	w.at(start, func(day civil.Date) {
		w.put(early, supervisor, &interest.SetTerms{From: day.String(), Rate: "12%", Grace: 30, Mode: "gate",
			Min: "50", Cap: true, Why: "as the bills say since this year"})
		w.put(early, supervisor, &provision.SetRates{From: day.String(), Rates: []string{"0.5", "1", "3", "8", "15",
			"40"}, Why: "losses of the last three years"})
		w.put(early, supervisor, &reminder.Defaults{})
	})
	w.at(start+1, func(day civil.Date) {
		for _, c := range w.clients {
			if c.status == "government" && c.from < day {
				w.certain(day, supervisor, &interest.SetTerms{Customer: c.code, From: day.String(), Method: "exempt",
					Why: "a public office pays none"})
				return
			}
		}
	})
	for _, ago := range []int{48, 31, 17} {
		w.at(w.today.Add(-ago), func(day civil.Date) { w.remind(day, 12) })
	}
	w.at(w.today.Add(-75), func(day civil.Date) { w.agree(day, 3, true) })
	w.at(w.today.Add(-20), func(day civil.Date) { w.agree(day, 2, false) })
}

// remind sends a few of those who are due a reminder letter theirs.
func (w *world) remind(day civil.Date, most int) {
	for i, c := range w.clients {
		if _, sum := overdue(c, day); most > 0 && i%3 == int(day%3) && sum > 20_000_00 && w.certainAt(day, 8*60,
			accountant, &reminder.Send{Customer: c.code}) { // the hour the guard lets letters go from
			most--
		}
	}
}

// agree signs an agreement with someone who pays nothing any more, over all that is open:
// instalments, for some without interest meanwhile.
func (w *world) agree(day civil.Date, parts int, exempt bool) {
	for _, c := range w.clients {
		late, sum := overdue(c, day)
		if c.quits == 0 || c.quits > day || c.quiet || c.vow != nil || len(late) == 0 || sum < 15_000_00 {
			continue
		}
		ok := w.certain(day, accountant, &agreed.Agree{Customer: c.code, Until: day.AddMonths(parts + 3).String(),
			Approver: supervisor, Exempt: exempt, First: w.cal.Next(day.Add(30)).String(), Parts: parts, Every: "month",
			Signatory: c.people[0].Name, Note: "signed by the owner, deliveries against cash meanwhile"})
		if ok {
			return
		}
	}
}
