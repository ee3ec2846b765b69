package demo

import (
	"duebook/internal/ar/dayreport"
	"duebook/internal/civil"
	"duebook/internal/desk"
)

// reported is how many of the last working days have daily reports.
const reported = 5

// untouched is the line of a report they have most to say of.
const untouched = "untouched"

// officers are the collectors, each once.
func officers() (all []string) {
	seen := map[string]bool{}
	for _, b := range branches {
		for _, name := range b.collectors {
			if !seen[name] {
				seen[name] = true
				all = append(all, name)
			}
		}
	}
	return all
}

// evening is when the officers submit their reports of the day; in the morning the
// supervisor decided on those of the day before. Of the last day some still wait.
func (w *world) evening(d civil.Date) {
	since := w.cal.Last(w.today - 1)
	for range reported - 1 {
		since = w.cal.Last(since - 1)
	}
	if d < since {
		return
	}
	before := w.cal.Last(d - 1)
	for n, name := range officers() {
		if before >= since && w.submits(n, before) {
			w.decide(n, name, before)
		}
		if !w.submits(n, d) {
			continue
		}
		if n == 1 {
			w.put(16*60+10, name, &dayreport.Remark{Line: untouched, Text: "Two hours at the bank for the returned " +
				"cheque."})
		}
		w.put(16*60+30+n, name, &desk.SubmitDay{})
	}
}

// submits reports whether an officer has a report of a day: who opens the company forgets
// now and then, and has not yet submitted the last one.
func (w *world) submits(n int, d civil.Date) bool {
	if officers()[n] == Collector {
		return d != w.cal.Last(w.today-1) && int(d)%3 != 0
	}
	return (int(d)+n)%11 != 0
}

// decide accepts a report of the day before, or returns it and accepts what comes again.
func (w *world) decide(n int, name string, d civil.Date) {
	on := d.String()
	if (int(d)+3*n)%9 != 0 {
		w.put(8*60+20+n, supervisor, &dayreport.Accept{User: name, Day: on})
		return
	}
	w.put(8*60+20+n, supervisor, &dayreport.Return{User: name, Day: on,
		Comment: "Say why the largest were not called."})
	w.put(9*60+5+n, name, &dayreport.Remark{Day: on, Line: untouched, Text: "They were promised for Sunday; I call " +
		"them then."})
	w.put(9*60+10+n, name, &desk.SubmitDay{Day: on})
	w.put(9*60+40+n, supervisor, &dayreport.Accept{User: name, Day: on, Comment: "Thank you."})
}
