package interest

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/civil"
	"duebook/internal/money"
)

func day(t interface{ Fatal(...any) }, s string) civil.Date {
	d, err := civil.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rate(t interface{ Fatal(...any) }, s string) money.Rate {
	r, err := money.ParseRate(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestDayCounts: the tables everybody checks day counts with.
func TestDayCounts(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     [5]int64 // in the order of the day counts; of ACT/ACT ISDA: days * 365 or 366
	}{
		{"2003-11-01", "2004-05-01", [5]int64{182, 182, 61*366 + 121*365, 180, 180}},
		{"1999-07-01", "2000-07-01", [5]int64{366, 366, 184*366 + 182*365, 360, 360}},
		{"2002-08-15", "2003-07-15", [5]int64{334, 334, 334 * 366, 330, 330}},
		{"1999-07-30", "2000-01-30", [5]int64{184, 184, 155*366 + 29*365, 180, 180}},
		{"2000-01-30", "2000-06-30", [5]int64{152, 152, 152 * 365, 150, 150}},
		{"2006-08-31", "2007-02-28", [5]int64{181, 181, 181 * 366, 178, 178}},
		{"2007-02-28", "2007-08-31", [5]int64{184, 184, 184 * 366, 182, 180}},
		{"2007-08-31", "2008-02-29", [5]int64{182, 182, 123*366 + 59*365, 179, 179}},
		{"2008-02-29", "2008-08-31", [5]int64{184, 184, 184 * 365, 181, 180}},
		{"2008-02-29", "2009-02-28", [5]int64{365, 365, 307*365 + 58*366, 359, 360}},
		{"2006-01-31", "2006-03-31", [5]int64{59, 59, 59 * 366, 60, 60}},
		{"2006-01-15", "2006-01-31", [5]int64{16, 16, 16 * 366, 15, 16}},
		{"2008-02-29", "2008-03-31", [5]int64{31, 31, 31 * 365, 31, 30}},
	} {
		for i := range c.want {
			n := DayCount(i + 1)
			if got := n.Between(day(t, c.from), day(t, c.to)); got != c.want[i] {
				t.Errorf("%s from %s to %s: %d of %d, want %d", n, c.from, c.to, got, n.Over(), c.want[i])
			}
		}
	}
}

// example is the vector of RULES 7: 1,000 due 1 January, 400 paid on the 16th.
func example(t *testing.T) *Part {
	return &Part{Due: day(t, "2025-01-01"), Amount: 100000,
		Bears: []Level{{day(t, "2024-12-01"), 100000}, {day(t, "2025-01-17"), 60000}}}
}

func TestVectorsOfTheRules(t *testing.T) {
	from := day(t, "2024-01-01")
	yearly := Terms{From: from, Method: Daily, Rate: rate(t, "24%"), Count: Act365F}
	with := func(change func(*Terms)) Terms {
		x := yearly
		change(&x)
		return x
	}
	for name, c := range map[string]struct {
		terms Terms
		to    string
		want  money.Minor
	}{
		"24 % a year": {yearly, "2025-01-31", 1578},
		"2 % per 30 days": {with(func(x *Terms) { x.Rate, x.Per = rate(t, "2%"), 30 }),
			"2025-01-31", 1600},
		"on the due date nothing":              {yearly, "2025-01-01", 0},
		"the day of payment is charged":        {yearly, "2025-01-16", 986},
		"gate: nothing on the last day":        {with(func(x *Terms) { x.Grace = 20 }), "2025-01-21", 0},
		"gate: then from the due date":         {with(func(x *Terms) { x.Grace = 20 }), "2025-01-31", 1184},
		"gate: paid after it is charged whole": {with(func(x *Terms) { x.Grace = 15 - 1 }), "2025-01-31", 1578},
		"gate: paid on its last day is free":   {with(func(x *Terms) { x.Grace = 15 }), "2025-01-31", 1184},
		"skip": {with(func(x *Terms) { x.Grace, x.Skip = 10, true }), "2025-01-31",
			921},
		"flat, no whole period": {with(func(x *Terms) { x.Method, x.Rate, x.Every = Flat, rate(t, "2%"), 30 }),
			"2025-01-30", 0},
		"flat, one period": {with(func(x *Terms) { x.Method, x.Rate, x.Every = Flat, rate(t, "2%"), 30 }),
			"2025-01-31", 1200},
		"flat, months": {with(func(x *Terms) { x.Method, x.Rate, x.Every, x.Months = Flat, rate(t, "2%"), 1, true }),
			"2025-03-01", 2400},
		"fixed": {with(func(x *Terms) { x.Method, x.Amount, x.Every = Fixed, 500, 7 }), "2025-01-31", 2000},
		"cap":   {with(func(x *Terms) { x.Rate, x.Per, x.Cap = rate(t, "100%"), 1, true }), "2025-01-31", 100000},
	} {
		a := Accrue(example(t), []Spell{{from, 0, &c.terms}}, day(t, c.to), nil)
		if a.Amount != c.want {
			t.Errorf("%s: %d, want %d", name, a.Amount, c.want)
		}
	}
}

func TestNewRateStartsOnItsFirstDay(t *testing.T) {
	old := Terms{Scope: Company, From: day(t, "2024-01-01"), Method: Daily, Rate: rate(t, "12%"), Count: Act365F}
	next := Terms{Scope: Company, From: day(t, "2025-01-11"), Method: Daily, Rate: rate(t, "24%"), Count: Act365F}
	var got []string
	a := Accrue(example(t), Timeline([]*Terms{&next, &old}), day(t, "2025-01-31"), func(s *Segment) {
		got = append(got, fmt.Sprintf("%s %s %d on %d at %s: %s", s.From, s.To, s.Days, s.Balance,
			s.Terms.Rate.Percent(),
			s.Sum.Exact(2)))
	})
	want := []string{"2025-01-02 2025-01-10 9 on 100000 at 12%: 2.95890411",
		"2025-01-11 2025-01-16 6 on 100000 at 24%: 3.94520548", "2025-01-17 2025-01-31 15 on 60000 at 24%: 5.91780822"}
	if fmt.Sprint(got) != fmt.Sprint(want) || a.Amount != 1282 {
		t.Errorf("%d\n%q\nwant\n%q", a.Amount, got, want)
	}
}

func TestNearestTermsCount(t *testing.T) {
	d := func(s string) civil.Date { return day(t, s) }
	line := Timeline([]*Terms{{Scope: Company, From: d("2024-01-01"), ID: 1}, {Scope: Customer, From: d("2024-03-01"),
		Until: d("2024-03-31"), ID: 2}, {Scope: Group, From: d("2024-02-01"), ID: 3}, {Scope: Company,
		From: d("2024-06-01"), ID: 4}})
	var got string
	for _, s := range line {
		got += fmt.Sprintf("%s..%s %d, ", s.From, s.To, s.Terms.ID)
	}
	want := "2024-01-01..2024-01-31 1, 2024-02-01..2024-02-29 3, 2024-03-01..2024-03-31 2, 2024-04-01.. 3, "
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestAccrualIsTheSumOfItsDays: an accrual is what the days make one by one, with
// fractions that know of no segments; so it is additive over any cut.
func TestAccrualIsTheSumOfItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		due := civil.New(2023, 1, 1).Add(rapid.IntRange(0, 800).Draw(t, "due"))
		p := &Part{Due: due, Amount: 1 << 40}
		at := due.Add(-10)
		for i := range rapid.IntRange(1, 5).Draw(t, "levels") {
			p.Bears = append(p.Bears, Level{at, money.Minor(rapid.Int64Range(0, 1<<40).Draw(t, fmt.Sprint("open", i)))})
			at = at.Add(rapid.IntRange(1, 90).Draw(t, "for"))
		}
		var all []*Terms
		grace, skip := rapid.IntRange(0, 40).Draw(t, "grace"), rapid.Bool().Draw(t, "skip")
		from := due.Add(-rapid.IntRange(0, 60).Draw(t, "before"))
		for range rapid.IntRange(1, 4).Draw(t, "terms") {
			x := &Terms{Scope: Company, From: from, Method: Daily, Count: DayCount(rapid.IntRange(1, 5).Draw(t,
				"count")),
				Rate: rate(t, fmt.Sprintf("0.%08d", rapid.IntRange(1, 99999999).Draw(t, "rate"))), Grace: grace,
				Skip: skip}
			if rapid.IntRange(0, 3).Draw(t, "per") == 0 {
				x.Per = rapid.IntRange(1, 40).Draw(t, "days")
			}
			all = append(all, x)
			from = from.Add(rapid.IntRange(1, 200).Draw(t, "next"))
		}
		line := Timeline(all)
		asOf := due.Add(rapid.IntRange(-5, 700).Draw(t, "as of"))
		want := new(big.Rat)
		for d := due + 1; d <= asOf; d++ {
			want.Add(want, ofDay(p, line, d, asOf, grace, skip))
		}
		a := Accrue(p, line, asOf, nil)
		if got := a.Sum.exact(); got.Cmp(want) != 0 {
			t.Fatalf("%s, want %s", got.FloatString(9), want.FloatString(9))
		}
		var cents Sum
		cents.rest = want
		if a.Amount != cents.Round() {
			t.Fatalf("rounded %d, want %d", a.Amount, cents.Round())
		}
	})
}

// ofDay is what one day makes, as RULES 7 tells it.
func ofDay(p *Part, line []Spell, d, asOf civil.Date, grace int, skip bool) *big.Rat {
	open := func(d civil.Date) (n money.Minor) {
		for _, l := range p.Bears {
			if l.From <= d {
				n = l.Amount
			}
		}
		return n
	}
	amount, anchor := open(d), p.Due
	switch last := p.Due.Add(grace); {
	case asOf <= last || skip && d <= last:
		return new(big.Rat)
	case skip:
		anchor = last
	case d <= last:
		amount = min(amount, open(last+1))
	}
	for _, s := range line {
		if d < s.From || s.To != 0 && d > s.To {
			continue
		}
		part := big.NewRat(s.Terms.Count.Between(anchor, d)-s.Terms.Count.Between(anchor, d-1), s.Terms.Count.Over())
		if s.Terms.Per > 0 {
			part = big.NewRat(1, int64(s.Terms.Per))
		}
		part.Mul(part, s.Terms.Rate.Decimal().Rat())
		return part.Mul(part, new(big.Rat).SetInt64(int64(amount)))
	}
	return new(big.Rat)
}

func TestRoundIsHalfAwayFromZero(t *testing.T) {
	for want, n := range map[money.Minor]int64{0: 4999, 1: 5000, 2: 15000, 3: 25001} {
		var s, mixed Sum
		s.add(money.Minor(n), 1, 10000)
		mixed.add(money.Minor(n), 1, 20000)
		mixed.add(money.Minor(n), 2, 40000)
		if s.Round() != want || mixed.Round() != want {
			t.Errorf("%d/10000 rounds to %d and %d, want %d", n, s.Round(), mixed.Round(), want)
		}
	}
}

// A part costs no garbage while nobody asks how: there are hundreds of thousands.
func TestAccrueMakesNoGarbage(t *testing.T) {
	due := civil.New(2025, 1, 1)
	terms := &Terms{Method: Daily, Rate: rate(t, "24%"), Count: Act365F, From: due}
	line := []Spell{{From: due, Terms: terms}}
	p := Part{Due: due, Amount: 100000, Bears: []Level{{never, 100000}, {due + 16, 60000}}}
	paid := Part{Due: due, Amount: 100000, Bears: []Level{{never, 100000}, {due - 3, 0}}}
	Accrue(&p, line, due+30, nil) // scales the rate
	n := testing.AllocsPerRun(100, func() {
		Accrue(&p, line, due+30, nil)
		Accrue(&paid, line, due+30, nil)
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}
