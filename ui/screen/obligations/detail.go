package obligations

import (
	"fmt"
	"strings"
	"time"

	"duebook/internal/ar/obligation"
	"duebook/internal/ar/promise"
	"duebook/internal/report/obligations"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// detail shows the payments of the row under the cursor, and beside them what is
// known of it.
func (s *Screen) detail(w, h int) string {
	if s.tab == kept && h > 0 {
		return kit.Pane(w, h, "What it says", s.table.Position(), false, func(w, h int) string {
			return kit.Fit(" "+strings.Join(kit.Wrap(ratioSays, w-2), "\n "), w, h)
		})
	}
	r := s.current()
	if r == nil {
		return ""
	}
	return kit.Pane(w, h, r.Code+"  "+r.Name, s.table.Position(), false, func(w, h int) string {
		left := min(max(w*11/20, 40), 54)
		return kit.Beside(s.payments(r, left, h), s.known(r, w-left-3, h))
	})
}

// payments draws what was agreed and how far it is paid, from the first payment not
// made on when there is no room for all.
func (s *Screen) payments(r *obligations.Row, w, h int) string {
	t := theme.Now()
	asOf := s.desk.AsOf()
	first := 0
	for first < len(r.Payments)-h && r.Payments[first].Paid >= r.Payments[first].Amount {
		first++
	}
	amount := 9
	for _, p := range r.Payments {
		amount = max(amount, kit.Width(text.FormatAmount(p.Amount, r.Currency.Digits)))
	}
	var out []string
	for i := first; i < len(r.Payments); i++ {
		if len(out) == h-1 && len(r.Payments)-i > 1 {
			out = append(out, t.Tone(theme.Muted, fmt.Sprintf("   and %s more", text.Count(len(r.Payments)-i, "payment",
				"payments"))))
			break
		}
		p := &r.Payments[i]
		day, word, tone := "at sight", "", theme.Muted
		if p.Date != 0 {
			day = p.Date.String()
		}
		switch over := r.Group == obligations.Ended; {
		case p.Paid >= p.Amount:
			word, tone = "paid", theme.Good
		case p.Paid > 0:
			word, tone = text.FormatAmount(p.Paid, r.Currency.Digits)+" paid", theme.Warn
		case over || p.Date == 0:
		case p.Date < asOf && (r.Group == obligations.Due || r.Group == obligations.Unknown):
			word, tone = text.Count(int(asOf-p.Date), "day", "days")+" ago", theme.Warn
		case p.Date < asOf:
			word, tone = text.Count(int(asOf-p.Date), "day", "days")+" late", theme.Bad
		case p.Date == asOf:
			word, tone = "today", theme.Warn
		default:
			word = "in " + text.Count(int(p.Date-asOf), "day", "days")
		}
		out = append(out, " "+t.Tone(theme.Muted, kit.Cell(fmt.Sprint(i+1), 3, kit.Right))+" "+
			kit.Cell(day, 10, kit.Left)+" "+kit.Cell(text.FormatAmount(p.Amount, r.Currency.Digits), amount,
			kit.Right)+"  "+t.Tone(tone, kit.Inline(word, max(w-amount-19, 0))))
	}
	return kit.Fit(strings.Join(out, "\n"), w, h)
}

// known is what is known of a row, what matters most first.
func (s *Screen) known(r *obligations.Row, w, h int) string {
	var out []kit.Pair
	add := func(label, value string) {
		if value != "" {
			out = append(out, kit.Pair{Label: label, Value: value})
		}
	}
	bills := strings.Join(s.bills.Value.numbers, ", ")
	if s.bills.Value.more > 0 {
		bills += fmt.Sprintf(" and %d more", s.bills.Value.more)
	}
	if s.bills.Loading {
		bills = "..."
	}
	if r.Pledge != nil {
		s.pledge(r.Pledge, r, bills, add)
	} else {
		paper(r.Signed, bills, add)
	}
	add("Collector", r.Collector)
	return kit.KeyValues(out[:min(len(out), h)], w, h)
}

func (s *Screen) pledge(j *promise.Judged, r *obligations.Row, bills string, add func(label, value string)) {
	digits := r.Currency.Digits
	asOf := s.desk.AsOf()
	taken := near(j.Taken, asOf) + time.Unix(0, j.TakenAt).In(s.desk.Now().Location()).Format(" 15:04")
	if bills == "" {
		bills = "the whole account"
	}
	add("Bills", bills)
	switch {
	case r.Group == obligations.Due || r.Group == obligations.Waiting:
		add("Judged", near(j.JudgedOn, asOf)+", at its end")
	case j.State == promise.NotKnown:
		add("Judged", "when files past "+near(j.JudgedOn, asOf)+" are in")
	case r.Slipped && r.Slip > 0:
		add("Paid", fmt.Sprintf("%s, %s late", near(j.PaidOn, asOf), text.Count(r.Slip, "day", "days")))
	case r.Slipped:
		add("Paid", near(j.PaidOn, asOf))
	}
	if j.ByCheque > 0 {
		add("By cheque", text.FormatAmount(j.ByCheque, digits))
	}
	if j.Waiting > 0 {
		add("Cheque", text.FormatAmount(j.Waiting, digits)+" in hand, counts when cleared")
	}
	if j.PaidNotApplied > 0 {
		add("Not applied", text.FormatAmount(j.PaidNotApplied, digits)+" of what was paid")
	}
	how := j.Method.String()
	if j.From != "" && how != "" {
		how += ", "
	}
	add("By", how+j.From)
	if j.Matures != 0 {
		add("Cheque by", j.Matures.String()+" at the latest")
	}
	add("Taken", taken+" by "+j.Promise.By)
	if r.Level > 0 {
		add("Level", text.Count(r.Level, "unkept promise", "unkept promises")+" before it")
	}
}

func paper(j *obligation.Judged, bills string, add func(label, value string)) {
	p := &j.Paper
	add("Paper", j.Name())
	add("Bills", bills)
	var legal []string
	for _, m := range j.Legal(j.State) {
		legal = append(legal, m.String())
	}
	add("m", strings.Join(legal, ", "))
	issued := j.Issued.String()
	if p.Place != "" {
		issued += ", " + p.Place
	}
	add("Issued", issued)
	add("Signed by", p.Signatory)
	add("Guarantor", p.Guarantor)
	add("Nafith", p.Nafith)
	for i := len(j.Steps) - 1; i >= 0; i-- {
		if st := &j.Steps[i]; st.Back == 0 {
			said := st.On.String() + " by " + st.Who
			if st.Note != "" {
				said += ": " + st.Note
			}
			add(st.Move.String(), said)
			break
		}
	}
	add("Note", p.Note)
}
