package demo

import (
	"strconv"

	"duebook/internal/ar/target"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// goalMonths is for how many months there are targets, this one too.
const goalMonths = 5

// goals has each collector propose a target on the first day of a month, and the
// supervisor agree the day after: to one at a higher figure, to one only when it is
// proposed anew, and to one of this month not yet.
func (w *world) goals() {
	names := officers()
	for ago := range goalMonths {
		month := w.today.StartOfMonth().AddMonths(-ago)
		for n, name := range names {
			percent := 32 + (n*5+ago*3)%9
			switch {
			case ago == 0 && n == len(names)-1:
				w.goal(month, name, percent, "")
			case (n+ago)%6 == 3:
				w.goal(month, name, percent, "more")
			case (n+ago)%6 == 5:
				w.goal(month, name, percent-8, "no")
				w.goal(w.cal.AddOpen(w.cal.Next(month), 2), name, percent, "yes")
			default:
				w.goal(month, name, percent, "yes")
			}
		}
	}
}

// goal proposes a target on a day and has it answered on the next: "" is no answer.
func (w *world) goal(on civil.Date, name string, percent int, answer string) {
	w.at(on, func(day civil.Date) {
		id := new(uint32)
		w.certain(day, name, &target.Propose{By: "collector", Name: name, Month: day.String(),
			Percent: strconv.Itoa(percent)}, func(r book.Result) {
			if f, ok := r.Facts[0].(*target.Proposed); ok {
				*id = f.Proposal.ID
			}
		})
		if answer == "" {
			return
		}
		w.at(w.cal.AddOpen(day, 1), func(day civil.Date) {
			if !w.known(id) {
				return
			}
			switch answer {
			case "no":
				w.certain(day, supervisor, &target.Reject{ID: *id, Note: "too little: the month before brought more"})
			case "more":
				w.certain(day, supervisor, &target.Agree{ID: *id, Percent: strconv.Itoa(percent + 3),
					Note: "two large bills fall due"})
			default:
				w.certain(day, supervisor, &target.Agree{ID: *id})
			}
		})
	})
}
