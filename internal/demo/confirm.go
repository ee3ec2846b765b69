package demo

import (
	"fmt"

	"duebook/internal/ar/confirmation"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// letterRun is a run of balance confirmations while its letters come back.
type letterRun struct {
	run     uint32
	letters []confirmation.Letter
}

// confirmations are two runs: one that is closed, and one that is under way.
func (w *world) confirmations() {
	one := w.today.AddMonths(-4).StartOfMonth() - 1
	w.run(one, 100, &confirmation.Make{CutOff: one.String(), Least: "40000", Currency: "SAR",
		ReplyBy: one.Add(45).String()}, func(a *letterRun, day civil.Date) {
		w.at(w.cal.AddOpen(day, 36), func(day civil.Date) { w.supportAll(a, day) })
		w.at(w.cal.AddOpen(day, 38), func(day civil.Date) {
			w.certain(day, supervisor, &confirmation.Move{Run: a.run, Do: "close"})
		})
	})
	two := w.today.Add(-20).StartOfMonth() - 1
	w.run(two, 40, &confirmation.Make{CutOff: two.String(), ReplyBy: w.today.Add(12).String()},
		func(a *letterRun, _ civil.Date) { w.open = a })
}

// run makes a run a few days after its cut-off and sends its letters; percent of them
// come back.
func (w *world) run(cutOff civil.Date, percent int, cmd *confirmation.Make, then func(*letterRun, civil.Date)) {
	w.at(cutOff.Add(4), func(day civil.Date) {
		a := &letterRun{}
		w.certain(day, supervisor, cmd, func(r book.Result) {
			for _, f := range r.Facts {
				switch f := f.(type) {
				case *confirmation.Made:
					a.run = f.Run.ID
				case *confirmation.Frozen:
					a.letters = append(a.letters, f.Letters...)
				}
			}
		})
		w.at(w.cal.AddOpen(day, 1), func(day civil.Date) {
			if w.flush() == nil && a.run != 0 {
				w.certain(day, accountant, &confirmation.Move{Run: a.run, Do: "send", Via: "e-mail"})
			}
		})
		w.answers(a, day, percent)
		then(a, day)
	})
}

// disputeOne makes a dispute of the cause of one difference, in the evening of the last day.
func (w *world) disputeOne(day civil.Date, minute int) {
	if w.open == nil {
		return
	}
	for i := range w.open.letters {
		l := &w.open.letters[i]
		causes, _ := gap(l)
		if causes[0].Cause != "return they took" {
			continue
		}
		var lines []confirmation.Line
		err := w.b.View(func(v *book.View) (err error) { lines, err = confirmation.Lines(v, l.Run, l.N); return err })
		for n := range lines {
			causes[0].Bill, causes[0].Dispute = lines[n].Number, true
			if err == nil && !lines[n].Credit && w.certainAt(day, minute, accountant,
				&confirmation.Reconcile{Run: l.Run, Customer: l.Code, Causes: causes}) {
				return
			}
		}
	}
}

// answers has letters come back, so many of a hundred: by the place of a letter most
// agree, some say another figure, a few never reached them, and the rest is silent.
func (w *world) answers(a *letterRun, made civil.Date, percent int) {
	of := func(n uint32) int { return int(n*37) % 100 * 100 / percent }
	each := func(after, from, to int, do func(l *confirmation.Letter, day civil.Date)) {
		w.at(w.cal.AddOpen(made, after), func(day civil.Date) {
			for i := range a.letters {
				if n := of(a.letters[i].N); n >= from && n < to {
					do(&a.letters[i], day)
				}
			}
		})
	}
	agree := func(l *confirmation.Letter, day civil.Date) {
		w.certain(day, accountant, &confirmation.Reply{Run: l.Run, Customer: l.Code, Agreed: true,
			Signatory: w.signs(l), Via: "e-mail"})
	}
	each(3, 0, 22, agree)
	each(6, 70, 76, func(l *confirmation.Letter, day civil.Date) {
		w.certain(day, accountant, &confirmation.Move{Run: l.Run, Do: "returned", Customers: []string{l.Code},
			Note: "moved, the address is an old one"})
	})
	each(7, 22, 40, agree)
	each(9, 40, 58, func(l *confirmation.Letter, day civil.Date) { w.differs(l, day) })
	each(10, 40, 54, func(l *confirmation.Letter, day civil.Date) { w.reconciles(l, day) })
	each(12, 58, 70, func(l *confirmation.Letter, day civil.Date) {
		w.certain(day, accountant, &confirmation.Move{Run: l.Run, Do: "remind", Customers: []string{l.Code},
			Via: "phone"})
	})
	each(20, 58, 64, agree)
	each(33, 54, 58, func(l *confirmation.Letter, day civil.Date) { w.reconciles(l, day) })
	each(34, 64, 100, func(l *confirmation.Letter, day civil.Date) {
		w.certain(day, accountant, &confirmation.Move{Run: l.Run, Do: "no reply", Customers: []string{l.Code}})
	})
}

func (w *world) signs(l *confirmation.Letter) string {
	for _, c := range w.clients {
		if c.code == l.Code && len(c.people) > 0 {
			return c.people[0].Name
		}
	}
	return "their accountant"
}

// gap is what a customer's figure differs by: one of the causes, and now and then a rest
// that nobody explains.
func gap(l *confirmation.Letter) (causes []confirmation.ReasonInput, sum money.Minor) {
	add := func(cause string, m money.Minor, note string) {
		sum += m
		causes = append(causes, confirmation.ReasonInput{Cause: cause, Amount: plain(m), Note: note})
	}
	part := max(l.Balance/12/100*100, 100_00)
	switch l.N % 5 {
	case 0:
		add("payment in transit", -part, "transfer of the last day, here two days later")
	case 1:
		add("return they took", -part/2, "goods sent back, the credit note came after the cut-off")
		add("rebate they took", -part/4, "quantity rebate of the half year")
	case 2:
		add("bills they lack", -part, "copies sent again by e-mail")
	case 3:
		add("withholding they took", -part/2, "5 % of services")
		add("unexplained", 12_50, "")
	case 4:
		add("error", 270, "figures turned round in their list")
	}
	if l.Cheques > 0 {
		add("cheques they deducted and we hold", -l.Cheques, fmt.Sprintf("%d cheques", l.InHand))
	}
	return causes, sum
}

func (w *world) differs(l *confirmation.Letter, day civil.Date) {
	_, sum := gap(l)
	w.certain(day, accountant, &confirmation.Reply{Run: l.Run, Customer: l.Code, Theirs: plain(l.Balance + sum),
		Signatory: w.signs(l), Via: "e-mail"})
}

func (w *world) reconciles(l *confirmation.Letter, day civil.Date) {
	causes, _ := gap(l)
	w.certain(day, accountant, &confirmation.Reconcile{Run: l.Run, Customer: l.Code, Causes: causes})
}

// supportAll does the alternative work on what nobody confirmed: what later receipts and
// signed copies support, and else what was looked at.
func (w *world) supportAll(a *letterRun, day civil.Date) {
	for i := range a.letters {
		l := &a.letters[i]
		work := &confirmation.Work{Run: l.Run, Customer: l.Code, Note: "orders and delivery notes looked at"}
		err := w.b.View(func(v *book.View) error {
			r, err := confirmation.GetRun(v, l.Run)
			if err != nil {
				return err
			}
			all, err := confirmation.Supports(v, &r, l, day)
			for _, x := range all {
				if x.Copy {
					work.Copies = append(work.Copies, x.Number)
				} else {
					work.Receipts = append(work.Receipts, x.Number)
				}
			}
			return err
		})
		if err == nil {
			w.certain(day, supervisor, work)
		}
	}
}
