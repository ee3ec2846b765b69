package customers

import (
	"strconv"
	"strings"

	"duebook/internal/ar/credit"
	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// The table's columns.
const (
	colCode = iota
	colName
	colWhy
	colBranch
	colCollector
	colPhone
	colOverdue
	colBalance
)

// setColumns makes room for what was matched when there is anything to say.
func (s *Screen) setColumns() {
	code, why, number := 6, 0, 8
	for i := range s.hits {
		code = max(code, kit.Width(s.hits[i].Customer.Code))
		why = max(why, kit.Width(s.hits[i].Matched))
		number = max(number, kit.Width(firstPhone(&s.hits[i].Customer)))
	}
	by := kit.Column{Title: "Found by", Flex: 2, Min: min(why, 34), Max: max(why, 8)}
	phones := kit.Column{Title: "Phone", Width: min(number, 17), Drop: 4}
	if why == 0 {
		by = kit.Column{Width: 0, Drop: 9}
	} else {
		phones.Drop = 9 // mostly it is what was matched
	}
	s.table.Columns = []kit.Column{{Title: "Code", Width: min(code, 14)}, {Title: "Name", Flex: 4, Min: 22, Max: 52},
		by,
		{Title: "Branch", Flex: 1, Min: 10, Max: 18, Drop: 3}, {Title: "Collector", Flex: 1, Min: 10, Max: 16, Drop: 2},
		phones, {Title: "Overdue", Kind: kit.Amount, Drop: 1},
		{Title: "Balance", Kind: kit.Amount}}
	s.table.Sort, s.table.Desc = 0, false
	switch {
	case s.found.Value.More:
	case s.order == byName:
		s.table.Sort = colName + 1
	case s.order == byBalance:
		s.table.Sort, s.table.Desc = colBalance+1, true
	case s.order == byOverdue:
		s.table.Sort, s.table.Desc = colOverdue+1, true
	}
	s.table.Empty = "Nobody was found. A name in any spelling, part of a phone, or the start of a bill's number " +
		"will do; " +
		"f shows what the list is narrowed to."
	if s.input.Value() == "" && !s.filtered() {
		s.table.Empty = "There is no customer yet. Import a file, or press a to take one in."
	}
	if s.found.Value.Hits == nil && !s.found.Asked {
		s.table.Empty = "Looking ..."
		if s.found.Err != nil {
			s.table.Empty = "The customers could not be read: " + s.found.Err.Error() + ". Press ctrl+r to try again."
		}
	}
}

// rows shows the hits.
type rows struct{ s *Screen }

// Len is how many customers are shown.
func (r rows) Len() int { return len(r.s.hits) }

// Key is the customer.
func (r rows) Key(row int) uint64 { return uint64(r.s.hits[row].Customer.ID) }

// Cell is a customer's cell.
func (r rows) Cell(row, col int) string {
	h := &r.s.hits[row]
	switch col {
	case colCode:
		return h.Customer.Code
	case colName:
		return h.Customer.Name
	case colWhy:
		return h.Matched
	case colBranch:
		return h.Profile.Branch
	case colCollector:
		return h.Profile.Collector
	case colPhone:
		return firstPhone(&h.Customer)
	}
	o := r.s.owed(h)
	if col == colOverdue {
		if o.Overdue == 0 {
			return ""
		}
		return r.s.amount(o, o.Overdue)
	}
	return r.s.amount(o, o.Balance)
}

// Tone comes from the figures: what is overdue stands out.
func (r rows) Tone(row, col int) theme.Tone {
	h := &r.s.hits[row]
	switch {
	case h.Profile.Status == customer.Closed.String():
		return theme.Muted
	case col == colCode || col == colBranch || col == colCollector || col == colPhone:
		return theme.Muted
	case col == colWhy:
		return theme.Accent
	case col == colOverdue:
		return theme.Warn
	}
	return theme.Plain
}

func firstPhone(c *customer.Customer) string {
	for _, p := range c.People {
		for _, n := range p.Phones {
			return n.Number
		}
	}
	return ""
}

func phone(n customer.Phone) string {
	if n.Ext == "" {
		return n.Number
	}
	return n.Number + " ext " + n.Ext
}

// View draws the field, the list and, where there is room, the customer under
// the cursor.
func (s *Screen) View(w, h int) string {
	t := theme.Now()
	if len(s.table.Columns) == 0 {
		s.setColumns()
	}
	said := s.said()
	sign := "  "
	if s.typing {
		sign = t.Tone(theme.Accent, t.Signs.Cursor) + " "
	}
	label := sign + t.Tone(theme.Muted, "Find ")
	room := w - 7 - kit.Width(said) - 2
	head := label + s.input.View(max(min(room, 70), 10), s.typing)
	head = kit.Ends(head, t.Tone(theme.Muted, said), w)
	foot := 0
	if h >= 26 && s.current() != nil {
		foot = 9
	}
	list := s.table.View(w, h-2-foot, !s.typing || len(s.hits) > 0)
	out := []string{head, kit.Rule(w, s.narrowed(), s.table.Position(), false), list}
	if foot > 0 {
		c := s.current()
		out = append(out, kit.Pane(w, foot, c.Customer.Code+"  "+c.Customer.Name, s.badges(c), false, s.detail))
	}
	return kit.Stack(w, h, out...)
}

// said counts what was found.
func (s *Screen) said() string {
	switch {
	case s.found.Err != nil:
		return "not read"
	case !s.found.Asked:
		return ""
	case s.found.Value.More:
		return "the first " + text.Number(most) + "; type to narrow"
	case s.deep.Loading:
		return text.Count(len(s.hits), "customer", "customers") + ", looking through bills"
	}
	return text.Count(len(s.hits), "customer", "customers")
}

// narrowed says what besides the text narrows the list.
func (s *Screen) narrowed() string {
	var parts []string
	add := func(on bool, word string) {
		if on {
			parts = append(parts, word)
		}
	}
	q := s.query
	add(q.Branch != "", "branch "+q.Branch)
	add(q.Collector != "", "collector "+q.Collector)
	add(q.Status != "", q.Status)
	add(q.NoPhone, "no phone")
	add(q.NoCollector, "no collector")
	add(q.DoNotContact, "do not contact")
	if len(parts) == 0 {
		return "Customers"
	}
	return "Only " + strings.Join(parts, ", ")
}

func (s *Screen) badges(h *desk.Hit) string {
	var parts []string
	if h.Profile.Status != "" && h.Profile.Status != customer.Active.String() {
		parts = append(parts, h.Profile.Status)
	}
	if h.Profile.DoNotContact {
		parts = append(parts, "do not contact")
	}
	return strings.Join(parts, ", ")
}

// detail draws the customer under the cursor: the card's facts beside the people.
func (s *Screen) detail(w, h int) string {
	c := s.current()
	left := kit.KeyValues(s.facts(c), (w-3)/2, h)
	return kit.Beside(left, kit.KeyValues(people(&c.Customer, h), w-3-(w-3)/2, h))
}

func (s *Screen) facts(h *desk.Hit) []kit.Pair {
	c, p := &h.Customer, &h.Profile
	var out []kit.Pair
	add := func(label, value string) {
		if value != "" {
			out = append(out, kit.Pair{Label: label, Value: value})
		}
	}
	for _, o := range h.Owes {
		line := o.Currency.Code + " " + text.FormatAmount(o.Balance, o.Currency.Digits)
		if o.Overdue != 0 {
			line += ", overdue " + text.FormatAmount(o.Overdue, o.Currency.Digits)
		}
		add("Balance", line)
	}
	add("Arabic", c.Arabic)
	if set := s.desk.Company(); h.Limit.Source != credit.Nowhere {
		add("Limit", h.Limit.Says(set.Digits))
	}
	if c.Terms >= 0 {
		add("Terms", text.Count(c.Terms, "day", "days"))
	}
	add("Branch", join(p.Branch, word("route ", p.Route)))
	add("Address", customer.InLine(c.Address))
	add("Collector", p.Collector)
	add("Salesman", p.Salesman)
	add("Group", p.Group)
	add("Risk class", p.Risk)
	add("Tax number", c.TaxNumber)
	add("Registered", c.Registration)
	add("Note", c.Note)
	return out
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

func word(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

// people lists whom to talk to, a line a number; what has no room is counted.
func people(c *customer.Customer, h int) []kit.Pair {
	var out []kit.Pair
	for _, p := range c.People {
		who := join(p.Name, p.Role)
		for i, n := range p.Phones {
			if i > 0 {
				who = ""
			}
			out = append(out, kit.Pair{Label: who, Value: join(phone(n), p.BestTime), Tone: theme.Strong})
		}
		if len(p.Phones) == 0 {
			out = append(out, kit.Pair{Label: who, Value: join(p.Email, p.BestTime)})
		}
	}
	if len(out) == 0 {
		return []kit.Pair{{Label: "People", Value: "none; press e on the card to add one", Tone: theme.Muted}}
	}
	if len(out) > h && h > 0 {
		out = append(out[:h-1], kit.Pair{Label: "and " + strconv.Itoa(len(out)-h+1) + " more", Value: "on the card"})
	}
	return out
}
