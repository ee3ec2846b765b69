package targets

import (
	"duebook/internal/ar/target"
	"duebook/internal/money"
	"duebook/internal/report/kpi"
	"duebook/internal/text"
)

// Figure is one figure of a row with its definition. Key names it in files.
type Figure struct {
	Key, Name, Definition string
	Of                    func(w *Row) kpi.Value
	parts                 func(w *Row) []kpi.Part
}

// Explain is the numbers the figure is made of.
func (f *Figure) Explain(w *Row) []kpi.Part { return f.parts(w) }

func sum(name string, m money.Minor) kpi.Part { return kpi.Part{Name: name, Value: kpi.Amount(m)} }

// days are half days as people count them.
func days(name string, halves int) kpi.Part {
	return kpi.Part{Name: name, Value: kpi.Value{Unit: kpi.Days, N: int64(halves) * 5}}
}

// part is m x num / den; n/a without a target or with nothing to divide by.
func part(w *Row, m money.Minor, num, den int) kpi.Value {
	if !w.Agreed || den <= 0 {
		return kpi.Value{None: true}
	}
	return kpi.Amount(money.MulDiv(m, int64(num), int64(den)))
}

func agreed(w *Row, x kpi.Value) kpi.Value {
	if !w.Agreed {
		x.None = true
	}
	return x
}

func expected(w *Row) kpi.Value { return part(w, w.measured.amount, w.Span.Over, w.Span.Work) }

func gap(w *Row) money.Minor { return w.measured.amount - w.measured.collected }

// Figures are all figures, in the order people are shown them. In a total they speak of
// those that have a target.
var Figures = []Figure{
	{Key: "target", Name: "Target", Definition: "What the supervisor agreed on, frozen: so many percent of what was " +
		"overdue when the month began and falls due in it, or an amount.",
		Of: func(w *Row) kpi.Value { return agreed(w, kpi.Amount(w.measured.amount)) }, parts: func(w *Row) []kpi.Part {
			out, how := base(w), "agreed as an amount"
			if r := w.Target.Rate; !r.IsZero() {
				how = "x " + r.Percent()
			} else if w.Target.ID == 0 {
				how = "agreed"
			}
			return append(out, kpi.Part{Name: how, Value: agreed(w, kpi.Amount(w.measured.amount))})
		}},
	{Key: "collected", Name: "Collected", Definition: "Money cleared in the month, as the KPIs count it: cash, " +
		"transfers, cards, and cheques on the day the bank paid them.",
		Of: func(w *Row) kpi.Value { return kpi.Amount(w.Now.Collected) }, parts: func(w *Row) []kpi.Part {
			return []kpi.Part{sum("collected", w.Now.Collected), sum("the month before", w.Before.Collected)}
		}},
	{Key: "achieved", Name: "Achieved", Definition: "Collected / target. It may exceed 100 %.",
		Of: func(w *Row) kpi.Value { return kpi.Share(w.measured.collected, w.measured.amount) }, parts: against},
	{Key: "expected", Name: "Expected by now", Definition: "Target x working days over / working days of the month; " +
		"half days count half, and the day that is read counts as over.", Of: expected, parts: pace},
	{Key: "ahead", Name: "Ahead of it", Definition: "Collected less what is expected by now; below zero it is behind.",
		Of: func(w *Row) kpi.Value {
			x := expected(w)
			x.N = int64(w.measured.collected) - x.N
			return x
		}, parts: func(w *Row) []kpi.Part {
			return []kpi.Part{sum("collected", w.measured.collected), {Name: "- expected by now", Value: expected(w)}}
		}},
	{Key: "projected", Name: "Month at this rate", Definition: "Collected x working days of the month / working days " +
		"over: what the month comes to when it goes on like this.",
		Of: func(w *Row) kpi.Value { return part(w, w.measured.collected, w.Span.Work, w.Span.Over) }, parts: pace},
	{Key: "gap", Name: "Gap", Definition: "Target less collected: what is still to come in. Below zero the target is " +
		"exceeded.", Of: func(w *Row) kpi.Value { return agreed(w, kpi.Amount(gap(w))) }, parts: against},
	{Key: "daily", Name: "Needed a day", Definition: "The gap / working days left.", Of: func(w *Row) kpi.Value {
		return part(w, max(gap(w), 0)*2, 1, w.Span.Work-w.Span.Over)
	}, parts: func(w *Row) []kpi.Part {
		return []kpi.Part{sum("gap", gap(w)), days("working days left", w.Span.Work-w.Span.Over)}
	}},
	{Key: "of_base", Name: "Of what is due", Definition: "Target / (overdue when the month began + falling due in " +
		"it), " +
		"as frozen.", Of: func(w *Row) kpi.Value { return kpi.Share(w.measured.amount, w.measured.base.Sum()) },
		parts: func(w *Row) []kpi.Part { return append(base(w), sum("target", w.measured.amount)) }},
	{Key: "of_sales", Name: "Of sales", Definition: "Target / sales of the month: credit bills less credit notes.",
		Of: func(w *Row) kpi.Value { return kpi.Share(w.measured.amount, w.measured.sales) },
		parts: func(w *Row) []kpi.Part {
			return []kpi.Part{sum("target", w.measured.amount), sum("sales", w.measured.sales),
				sum("sales of the month before", w.Before.Sales)}
		}},
}

func base(w *Row) []kpi.Part {
	b := w.measured.base
	if !w.Agreed {
		b = w.Base
	}
	return []kpi.Part{sum("overdue when the month began", b.Overdue), sum("+ falls due in it", b.Falling)}
}

func against(w *Row) []kpi.Part {
	return []kpi.Part{sum("collected", w.measured.collected), sum("target", w.measured.amount)}
}

func pace(w *Row) []kpi.Part {
	return append(against(w), days("working days over", w.Span.Over), days("working days", w.Span.Work))
}

// Find finds a figure by its key; there is one, or the program is wrong.
func Find(key string) *Figure {
	for n := range Figures {
		if Figures[n].Key == key {
			return &Figures[n]
		}
	}
	panic("targets: there is no figure " + key)
}

func same(a, b string) bool { return text.Fold(a) == text.Fold(b) }

// State is how the target stands, in a few words.
func (w *Row) State() string {
	switch {
	case w.Waits != nil && w.Agreed:
		return "agreed, another proposed"
	case w.Waits != nil:
		return "proposed"
	case w.Agreed:
		return "agreed"
	case w.Refused != nil:
		return "rejected"
	}
	return "none"
}

// Story is who proposed, agreed and said what, a sentence each.
func (w *Row) Story(digits int) (out []string) {
	say := func(rate money.Rate, m money.Minor) string {
		if rate.IsZero() {
			return text.FormatAmount(m, digits)
		}
		return rate.Percent() + " of what is due"
	}
	if t := &w.Target; w.Agreed && t.ID != 0 {
		s := "Agreed by " + t.Agreed + " on " + text.ShortDate(t.On) + ": " + say(t.Rate, t.Amount)
		if t.Self {
			s += ", proposed by the same person, which is marked"
		} else {
			s += ", proposed by " + t.Proposed
		}
		out = append(out, note(s, t.Note))
	}
	if p := w.Waits; p != nil {
		s := "Proposed by " + p.By + " on " + text.ShortDate(p.On) + ": " + say(p.Rate, p.Amount)
		if m, err := p.Worth(w.Base); err == nil && !p.Rate.IsZero() && !w.Agreed {
			s += ", now " + text.FormatAmount(m, digits)
		}
		out = append(out, note(s+". It waits for a supervisor", p.Note))
	}
	if x := w.Refused; x != nil {
		out = append(out, note("Rejected by "+x.By+" on "+text.ShortDate(x.On), x.Note))
	}
	return out
}

func note(s, said string) string {
	if said != "" {
		return s + ". " + said
	}
	return s + "."
}

// Would say in a sentence what a percentage or an amount comes to of what is due, and what
// came in the month before; "" while nothing is typed.
func (w *Row) Would(percent, amount string, cur money.Currency) (string, error) {
	rate, m, err := target.ParseFigure(percent, amount, cur.Digits)
	if err != nil || rate.IsZero() && m == 0 {
		return "", err
	}
	say := func(m money.Minor) string { return text.FormatAmount(m, cur.Digits) }
	if !rate.IsZero() {
		if m, err = rate.Of(w.Base.Sum()); err != nil {
			return "", err
		}
	}
	out := say(m) + " " + cur.Code + " of " + say(w.Base.Sum()) + " due: " + say(w.Base.Overdue) +
		" overdue at the start, " + say(w.Base.Falling) + " falls due."
	if w.Before.From != 0 {
		out += " In " + w.Before.From.String()[:7] + " " + say(w.Before.Collected) + " came in."
	}
	return out, nil
}
