package provision

import (
	"slices"
	"strings"

	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/provision"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// lay puts the rows of a grouping on its table.
func (s *Screen) lay(tab int) {
	t := &s.tables[tab]
	t.Columns = s.columns(tab)
	t.Empty = "Nothing is open on this day."
	var strong int
	for n, c := range t.Columns {
		if c.Title == "Provision" || c.Title == "Closing" {
			strong = n
		}
	}
	g := &grid{tone: func(row, col int) theme.Tone {
		switch p := s.places[tab][row]; {
		case col == strong:
			return theme.Strong
		case tab == tabBuckets && col == 0 && p.row.Key != "Unapplied":
			return theme.Heat(bucketOf(&p))
		case col == 0:
			return theme.Plain
		}
		return theme.Muted
	}}
	for _, p := range s.places[tab] {
		g.add(p.report.Currency.Code+"\x00"+p.row.Key, s.cells(tab, p.report, p.row)...)
	}
	t.Totals = nil
	if all := s.reports.Value[tab]; len(all) == 1 && len(g.cells) > 0 {
		total := s.cells(tab, &all[0], &all[0].Total)
		total[0] = "Total"
		t.Totals = func(col int) string { return total[col] }
	}
	t.SetRows(g)
}

// bucketOf is the number of a bucket's row.
func bucketOf(p *place) int {
	for n := range p.row.Buckets {
		if p.row.Buckets[n] != 0 {
			return n
		}
	}
	return 0
}

func (s *Screen) columns(tab int) []kit.Column {
	out := []kit.Column{{Title: "Bucket", Width: 10}}
	switch tab {
	case tabCustomers:
		out = []kit.Column{{Title: "Customer", Flex: 1, Min: 16, Max: 48}, {Title: "Code", Width: 10, Drop: 9}}
	case tabBranches:
		out = []kit.Column{{Title: "Branch", Flex: 1, Min: 12, Max: 32}}
	}
	if s.several() {
		out = append(out, kit.Column{Title: "Cur.", Width: 4})
	}
	out = append(out, kit.Column{Title: "Balance", Kind: kit.Amount, Drop: 2})
	if tab == tabBuckets {
		out = append(out, kit.Column{Title: "Rate", Kind: kit.Count, Width: 8, Drop: 3})
	}
	if s.since != 0 {
		return append(out, kit.Column{Title: "Opening", Kind: kit.Amount}, kit.Column{Title: "Increase",
			Kind: kit.Amount}, kit.Column{Title: "Release", Kind: kit.Amount}, kit.Column{Title: "Closing",
			Kind: kit.Amount})
	}
	out = append(out, kit.Column{Title: "Provision", Kind: kit.Amount}, kit.Column{Title: "Share", Kind: kit.Count,
		Width: 7})
	if s.decided(tab) {
		out = append(out, kit.Column{Title: "Specific", Kind: kit.Amount, Drop: 4})
	}
	return out
}

// decided says that something is provided by decision on single customers.
func (s *Screen) decided(tab int) bool {
	return slices.ContainsFunc(s.reports.Value[tab], func(r provision.Report) bool { return r.Total.Specific != 0 })
}

func (s *Screen) cells(tab int, r *provision.Report, x *provision.Row) []string {
	amount := func(m money.Minor) string { return text.FormatAmount(m, r.Currency.Digits) }
	some := func(m money.Minor) string {
		if m == 0 {
			return ""
		}
		return amount(m)
	}
	out := []string{x.Name}
	if tab == tabCustomers {
		out = append(out, x.Key)
	}
	if s.several() {
		out = append(out, r.Currency.Code)
	}
	out = append(out, amount(x.Balance))
	if tab == tabBuckets {
		out = append(out, x.RateText())
	}
	if s.since != 0 {
		return append(out, amount(x.Opening), some(x.Increase), some(x.Release), amount(x.Provision))
	}
	out = append(out, amount(x.Provision), x.Coverage())
	if s.decided(tab) {
		out = append(out, some(x.Specific))
	}
	return out
}

// percents are rates in short: "0.5 / 1 / 5 %".
func percents(all []money.Rate) string {
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = strings.TrimSuffix(r.Percent(), "%")
	}
	return strings.Join(out, " / ") + " %"
}

// forWhom is whom a set of rates is for.
func forWhom(r *desk.ProvisionRates) string {
	var out []string
	if r.Currency != "" {
		out = append(out, r.Currency)
	}
	if r.Risk != 0 {
		out = append(out, "risk "+r.RiskName)
	}
	if out == nil {
		return "all"
	}
	return strings.Join(out, ", ")
}

func (s *Screen) state(in bool, from, day int) string {
	switch {
	case in:
		return "in force"
	case from > day:
		return "to come"
	}
	return "replaced"
}

func toneOf(state string) theme.Tone {
	switch state {
	case "in force":
		return theme.Good
	case "to come":
		return theme.Info
	}
	return theme.Muted
}

func (s *Screen) layRates(all []desk.ProvisionRates) {
	t := &s.tables[tabRates]
	t.Columns = []kit.Column{{Title: "From", Kind: kit.Date, Width: 10}, {Title: "For", Width: 14, Drop: 1},
		{Title: "Rates, Current first", Flex: 1, Min: 30, Max: 80}, {Title: "State", Width: 9},
		{Title: "Entered", Kind: kit.Date, Width: 10, Drop: 2}, {Title: "By", Width: 12, Drop: 3}}
	t.Empty = "No loss rates are entered: e asks for one rate for each bucket of the aging."
	g := &grid{}
	for i := range all {
		r := &all[i]
		g.add(text.Number(int(r.ID)), r.From.String(), forWhom(r), percents(r.Rates.Rates), s.state(r.InForce,
			int(r.From), int(s.desk.AsOf())), r.Set.String(), r.By)
	}
	g.tone = func(row, col int) theme.Tone {
		if col == 3 {
			return toneOf(g.cells[row][col])
		}
		return theme.Plain
	}
	t.SetRows(g)
}

func (s *Screen) laySpecific(all []desk.ProvisionSpecific) {
	t := &s.tables[tabSpecific]
	t.Columns = []kit.Column{{Title: "From", Kind: kit.Date, Width: 10}, {Title: "Customer", Flex: 2, Min: 14, Max: 40},
		{Title: "Provided", Width: 18}, {Title: "State", Width: 9}, {Title: "Why", Flex: 2, Min: 10, Max: 60, Drop: 1}}
	t.Empty = "Nobody is provided for by himself: a does so, for one customer."
	g := &grid{}
	for i := range all {
		x := &all[i]
		g.add(text.Number(int(x.ID)), x.From.String(), x.Name, what(x), s.state(x.InForce || x.Matrix &&
			x.From <= s.desk.AsOf() && s.last(all, x), int(x.From), int(s.desk.AsOf())), x.Why)
	}
	g.tone = func(row, col int) theme.Tone {
		if col == 3 {
			return toneOf(g.cells[row][col])
		}
		return theme.Plain
	}
	t.SetRows(g)
}

// last says that no later decision on the account counts yet.
func (s *Screen) last(all []desk.ProvisionSpecific, x *desk.ProvisionSpecific) bool {
	for i := range all {
		if o := &all[i]; o.Account == x.Account && o.From > x.From && o.From <= s.desk.AsOf() {
			return false
		}
	}
	return true
}

// what is what a decision provides.
func what(x *desk.ProvisionSpecific) string {
	switch {
	case x.Matrix:
		return "by the rates"
	case x.Amount != 0:
		return text.FormatAmount(x.Amount, x.Money.Digits) + " " + x.Money.Code
	}
	return x.Rate.Percent()
}
