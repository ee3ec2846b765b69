package credit

import (
	"fmt"
	"strings"

	limits "duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/money"
	"duebook/internal/report/credit"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// The table's columns.
const (
	colName = iota
	colExposure
	colLimit
	colLeft
	colUsed
	colUntil
	colStatus
	colBlock
)

func (s *Screen) columns() {
	s.table.Columns = []kit.Column{{Title: "Customer", Flex: 3, Min: 16, Max: 44},
		{Title: "Exposure", Kind: kit.Amount}, {Title: "Limit", Kind: kit.Amount, Drop: 1},
		{Title: "Available", Kind: kit.Amount}, {Title: "Used %", Kind: kit.Count, Drop: 2},
		{Title: "Until", Width: 10, Drop: 3}, {Title: "Status", Width: 8}, {Title: "Block", Width: 9, Drop: 4}}
	if s.kind() == credit.Agreements {
		s.table.Columns[colUsed] = kit.Column{Title: "Since", Width: 10, Drop: 2}
		s.table.Columns[colUntil].Title = "Valid to"
		s.table.Columns[colUntil].Drop = 0
	}
	s.table.Sort = map[order]int{byStatus: 0, byExposure: colExposure + 1, byName: colName + 1}[s.order]
	s.table.Desc = s.order == byExposure
	s.table.Empty = map[credit.Kind]string{credit.Over: "Nobody is over the limit.",
		credit.Near:       "Nobody is near the limit.",
		credit.Expiring:   "No limit is expired, or expires within the days looked at (f).",
		credit.Agreements: "There is no special agreement. On the card or in the list of all, a records one.",
		credit.All: "Nobody owes anything, and no limit is set. Customers get a limit here (l), on their card, or " +
			"from a file of customers (: import)."}[s.kind()]
	if s.collector != "" || s.branch != "" || s.salesman != "" {
		s.table.Empty += " f chooses whose customers are listed."
	}
	s.table.Totals = func(col int) string {
		if s.mixed || len(s.rows) == 0 {
			return ""
		}
		switch col {
		case colName:
			return text.Count(len(s.rows), "row", "rows")
		case colExposure:
			var sum money.Minor
			for _, r := range s.rows {
				if !r.Group { // its customers are listed
					sum += r.Exposure.Sum()
				}
			}
			return text.FormatAmount(sum, s.rows[0].Currency.Digits)
		}
		return ""
	}
}

func (s *Screen) amount(m money.Minor, cur money.Currency) string {
	out := text.FormatAmount(m, cur.Digits)
	if s.mixed {
		return out + " " + cur.Code
	}
	return out
}

// rows shows customers and groups.
type rows struct {
	s    *Screen
	rows []*credit.Row
}

// Len is how many there are.
func (x rows) Len() int { return len(x.rows) }

// Key is the customer or group, and its currency.
func (x rows) Key(row int) uint64 {
	r := x.rows[row]
	k := uint64(r.ID)<<32 | uint64(r.Account)<<1
	if r.Group {
		k |= 1
	}
	return k
}

// Cell is a row's word or figure.
func (x rows) Cell(row, col int) string {
	r := x.rows[row]
	a := r.Limit.Agreement
	onlyAgreement := x.s.kind() == credit.Agreements && a != nil
	switch col {
	case colName:
		if r.Group {
			return "group " + r.Name
		}
		return r.Name
	case colExposure:
		return x.s.amount(r.Exposure.Sum(), r.Currency)
	case colLimit:
		if r.Limit.None {
			return "no limit"
		}
		return x.s.amount(r.Limit.Amount, r.Currency)
	case colLeft:
		if r.Limit.None || r.Limit.Expired {
			return ""
		}
		return x.s.amount(r.Available, r.Currency)
	case colUsed:
		if onlyAgreement {
			return text.ShortDate(max(a.Signed, a.Since))
		}
		if n, ok := r.Used(); ok {
			return text.Number(n)
		}
	case colUntil:
		if onlyAgreement {
			return a.Until.String()
		}
		if r.Limit.Until != 0 {
			return r.Limit.Until.String()
		}
	case colStatus:
		if onlyAgreement {
			return a.State.String()
		}
		return r.Status.String()
	case colBlock:
		return blockText(r)
	}
	return ""
}

// blockText is the block a customer is under, else the one proposed.
func blockText(r *credit.Row) string {
	switch {
	case r.Propose != customer.NoBlock:
		return r.Propose.String() + "?"
	case r.Block.Block != customer.NoBlock:
		return r.Block.Block.String()
	}
	return ""
}

var tones = map[limits.Status]theme.Tone{limits.Over: theme.Bad, limits.Expired: theme.Bad, limits.Watch: theme.Warn,
	limits.OK: theme.Good, limits.NoLimit: theme.Muted}

var states = map[limits.State]theme.Tone{limits.Broken: theme.Bad, limits.Running: theme.Good}

// Tone is a cell's tone, from the row itself.
func (x rows) Tone(row, col int) theme.Tone {
	r := x.rows[row]
	switch col {
	case colStatus:
		if x.s.kind() == credit.Agreements && r.Limit.Agreement != nil {
			return states[r.Limit.Agreement.State]
		}
		return tones[r.Status]
	case colLeft:
		if r.Status == limits.Over {
			return theme.Bad
		}
	case colLimit:
		if r.Limit.None {
			return theme.Muted
		}
	case colBlock:
		if r.Propose != customer.NoBlock {
			return theme.Warn
		}
		return theme.Bad
	}
	return theme.Plain
}

// View draws the tabs, the rows, and what is known of the one under the cursor.
func (s *Screen) View(w, h int) string {
	if !s.list.Asked {
		return kit.Waiting(w, h, "Reading limits and exposure ...", "The list could not be made", s.list.Err)
	}
	below := 0
	if r := s.current(); r != nil {
		below = min(len(s.lines(r, w))+1, h/2)
	}
	return kit.Stack(w, h, " "+kit.Facts(s.facts(), w-1), " "+s.tabs.View(w-1), s.table.View(w, h-2-below, true),
		s.detail(w, below))
}

// facts are what is over in the company's currency, and what the list is narrowed to.
func (s *Screen) facts() []kit.Pair {
	set := s.desk.Company()
	home := set.Money()
	var over, uncleared money.Minor
	for i := range s.list.Value.Rows {
		if r := &s.list.Value.Rows[i]; r.Currency == home && !r.Group {
			if r.Status == limits.Over {
				over -= r.Available
			}
			uncleared += r.Exposure.Uncleared
		}
	}
	out := []kit.Pair{{Label: "over by", Value: text.FormatAmount(over, home.Digits), Tone: theme.Bad}}
	if uncleared != 0 {
		out = append(out, kit.Pair{Label: "cheques not cleared", Value: text.FormatAmount(uncleared, home.Digits)})
	}
	out = append(out, kit.Pair{Label: "watched from over", Value: fmt.Sprintf("%d %%", s.list.Value.Watch)})
	if s.kind() == credit.Expiring {
		out = append(out, kit.Pair{Label: "within", Value: text.Count(s.list.Value.Days, "day", "days")})
	}
	for _, x := range []struct{ label, value string }{{"of", s.collector}, {"branch", s.branch},
		{"salesman", s.salesman}} {
		if x.value != "" {
			out = append(out, kit.Pair{Label: x.label, Value: x.value, Tone: theme.Accent})
		}
	}
	return out
}

func (s *Screen) detail(w, h int) string {
	r := s.current()
	if r == nil || h == 0 {
		return ""
	}
	title := r.Code + "  " + r.Name
	if r.Group {
		title = "Group " + r.Name
	}
	return kit.Pane(w, h, title, s.table.Position(), false, func(w, h int) string {
		return kit.Fit(strings.Join(s.lines(r, w), "\n"), w, h)
	})
}

// lines draws what is known of a row, each value on as many lines as it needs.
func (s *Screen) lines(r *credit.Row, w int) []string {
	t, label := theme.Now(), 0
	pairs := s.known(r)
	for _, p := range pairs {
		label = max(label, kit.Width(p.Label))
	}
	var out []string
	for _, p := range pairs {
		for i, l := range kit.Wrap(p.Value, w-label-3) {
			if i > 0 {
				p.Label = ""
			}
			out = append(out, " "+t.Tone(theme.Muted, kit.Cell(p.Label, label, kit.Left))+"  "+
				t.Tone(p.Tone, kit.Inline(l, w-label-3)))
		}
	}
	return out
}

// known is what is known of a row, what matters most first.
func (s *Screen) known(r *credit.Row) []kit.Pair {
	var out []kit.Pair
	add := func(label, value string, tone theme.Tone) {
		if value != "" {
			out = append(out, kit.Pair{Label: label, Value: value, Tone: tone})
		}
	}
	digits, f := r.Currency.Digits, &r.Limit
	said := f.Sum(digits) + " " + r.Currency.Code + ", " + f.Source.String()
	switch {
	case f.Source == limits.Nowhere:
		said = "none was set: any amount is let"
	case f.None:
		said = "no limit, " + f.Source.String()
	}
	if f.Approver != "" {
		said += ", approved by " + f.Approver
	}
	if f.Expired {
		said += ", expired on " + f.Until.String()
	} else if f.Until != 0 {
		said += ", until " + f.Until.String()
	}
	add("Limit", said, theme.Plain)
	if f.After != nil {
		add("After it", f.After.Says(digits), theme.Plain)
	}
	exposure := text.FormatAmount(r.Exposure.Sum(), digits) + ", the balance"
	if u := r.Exposure.Uncleared; u != 0 {
		exposure += " of " + text.FormatAmount(r.Exposure.Balance, digits) + " and cheques not cleared of " +
			text.FormatAmount(u, digits)
	}
	add("Exposure", exposure, theme.Plain)
	if r.Propose != customer.NoBlock {
		add("Proposed", "block "+r.Propose.String()+": "+r.Because+" (B sets it)", theme.Warn)
	}
	if r.Block.Block != customer.NoBlock {
		add("Block", r.Block.Block.String()+" since "+r.Block.From.String()+": "+r.Block.Reason, theme.Bad)
	}
	if a := f.Agreement; a != nil {
		tone := theme.Plain
		if a.State == limits.Broken {
			tone = theme.Bad
			add("Broken", a.Fell.String()+": "+a.Why, tone)
		}
		said, _, _ := strings.Cut(credit.Says(a, digits), ": broken on")
		add("Agreement", strings.TrimPrefix(said, "special agreement "), theme.Plain)
		if a.State == limits.Running {
			add("Breaks by", strings.Join(a.Rules(), ", "), theme.Muted)
		}
	}
	if r.Group {
		add("Of", text.Count(r.Members, "customer", "customers")+" with something at risk", theme.Plain)
	}
	add("Group", r.Of, theme.Plain)
	people := r.Collector
	if r.Salesman != "" {
		people = strings.TrimPrefix(people+", sold by "+r.Salesman, ", ")
	}
	add("Collector", people, theme.Plain)
	return out
}
