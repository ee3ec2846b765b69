package aging

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/openitem"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// Items is the open items under a row of an aging, or under one figure of it.
type Items struct {
	shell.Untyped
	desk   Desk
	part   part
	lines  shell.Query[[]aging.Line]
	table  kit.Table
	sum    money.Minor
	digits int
	single bool // all items are one customer's
}

func newItems(d Desk, p part) *Items { return &Items{desk: d, part: p} }

// Title is the row's name.
func (s *Items) Title() string {
	if s.part.figures != nil {
		return s.part.title + " " + s.part.name
	}
	return s.part.title
}

// Init asks for the items.
func (s *Items) Init() shell.Effect { return s.load() }

func (s *Items) load() shell.Effect {
	p := s.part
	return s.lines.Ask(func() ([]aging.Line, error) {
		if p.figures == nil {
			return s.desk.AgingLines(p.q, p.key)
		}
		var all []aging.Line
		for _, f := range p.figures {
			lines, err := s.desk.AgingExplain(p.q, p.currency, p.key, f)
			if err != nil {
				return nil, err
			}
			all = append(all, lines...)
		}
		return all, nil
	})
}

// Update takes answers, changes and keys.
func (s *Items) Update(msg tea.Msg) shell.Effect {
	if s.lines.Took(msg) {
		s.show()
		return action.Fail(s.lines.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		s.table.Update(msg)
	}
	return action.None
}

// brings is what an item adds to the figure.
func (s *Items) brings(l *aging.Line) money.Minor {
	switch {
	case slices.Contains(s.part.figures, aging.FigureDisputed):
		return l.Disputed
	case slices.Contains(s.part.figures, aging.FigurePromised):
		return l.Promised
	case slices.Contains(s.part.figures, aging.FigureCovered):
		return l.Covered
	}
	return l.Left
}

// The table's columns.
const (
	colNumber = iota
	colName
	colWhat
	colDoc
	colDue
	colDays
	colBucket
	colAmount
	colOf
	colLeft
)

func (s *Items) show() {
	all := s.lines.Value
	s.sum, s.single, s.digits = 0, true, 2
	number, of := 8, false
	for i := range all {
		l := &all[i]
		s.sum += s.brings(l)
		s.single = s.single && l.Customer == all[0].Customer
		s.digits = l.Currency.Digits
		number = max(number, kit.Width(numberOf(l)))
		of = of || said(l) != ""
	}
	name := kit.Column{Title: "Customer", Flex: 1, Min: 14, Max: 40}
	if s.single {
		name = kit.Column{Width: 0, Drop: 9}
	}
	extra := kit.Column{Title: "Of which", Flex: 1, Min: 12, Max: 40, Drop: 3}
	if !of {
		extra = kit.Column{Width: 0, Drop: 9}
	}
	left := "Left"
	if c := (column{of: s.part.figures}); c.is(aging.FigureDisputed) || c.is(aging.FigurePromised) ||
		c.is(aging.FigureCovered) {
		left = s.part.name
	}
	s.table.Columns = []kit.Column{{Title: "Number", Width: min(number, 24)}, name, {Title: "Kind", Width: 11, Drop: 5},
		{Title: "Document", Kind: kit.Date, Width: 10, Drop: 4}, {Title: "Due", Kind: kit.Date, Width: 10},
		{Title: "Days", Kind: kit.Count}, {Title: "Bucket", Width: 9, Drop: 1}, {Title: "Amount", Kind: kit.Amount,
			Drop: 2}, extra,
		{Title: left, Kind: kit.Amount}}
	s.table.Empty = "Nothing is open here any more."
	s.table.Totals = func(col int) string {
		switch col {
		case colNumber:
			return "Total"
		case colLeft:
			return text.FormatAmount(s.sum, s.digits)
		}
		return ""
	}
	s.table.SetRows(lineRows{s})
}

// numberOf is an item's number, with the part of a bill in several.
func numberOf(l *aging.Line) string {
	if l.Part == 0 {
		return l.Number
	}
	return l.Number + " part " + text.Number(int(l.Part)+1)
}

// said names what is disputed, promised, covered or notionally set off of an item.
func said(l *aging.Line) string {
	var out []string
	for _, x := range []struct {
		m    money.Minor
		word string
	}{{l.Disputed, "disputed"}, {l.Promised, "promised"}, {l.Covered, "covered"}, {l.Set, "set off"}} {
		if x.m != 0 {
			out = append(out, x.word+" "+text.FormatAmount(x.m, l.Currency.Digits))
		}
	}
	if l.Flags&openitem.Retention != 0 {
		out = append(out, "retention")
	}
	if l.Flags&openitem.Assumed != 0 {
		out = append(out, "due date assumed")
	}
	return strings.Join(out, ", ")
}

// lineRows shows the items.
type lineRows struct{ s *Items }

// Len is how many items there are.
func (x lineRows) Len() int { return len(x.s.lines.Value) }

// Key is the item's document and part.
func (x lineRows) Key(row int) uint64 {
	l := &x.s.lines.Value[row]
	return uint64(l.Doc)<<8 | uint64(l.Part)
}

// Cell is a word or figure of an item.
func (x lineRows) Cell(row, col int) string {
	l := &x.s.lines.Value[row]
	credit := l.Flags&openitem.Credit != 0
	switch col {
	case colNumber:
		return numberOf(l)
	case colName:
		return l.Name
	case colWhat:
		return l.What
	case colDoc:
		return l.DocDate.String()
	case colDue:
		if credit {
			return ""
		}
		return l.Due.String()
	case colDays:
		return text.Number(l.Days)
	case colBucket:
		return x.s.bucket(l)
	case colAmount:
		return text.FormatAmount(l.Amount, l.Currency.Digits)
	case colOf:
		return said(l)
	}
	return text.FormatAmount(x.s.brings(l), l.Currency.Digits)
}

// Tone is the item's age.
func (x lineRows) Tone(row, col int) theme.Tone {
	l := &x.s.lines.Value[row]
	switch {
	case col == colNumber || col == colName:
		return theme.Plain
	case col == colOf:
		return theme.Warn
	case col == colBucket || col == colLeft || col == colDays:
		if l.Bucket < 0 {
			return theme.Info
		}
		return theme.Heat(l.Bucket)
	}
	return theme.Muted
}

func (s *Items) bucket(l *aging.Line) string {
	if l.Bucket < 0 {
		return "unapplied"
	}
	return aging.BucketName(s.edges(), l.Bucket)
}

func (s *Items) edges() []int {
	if s.part.q.Edges != nil {
		return s.part.q.Edges
	}
	set := s.desk.Company()
	return set.Edges
}

// current is the item under the cursor, nil when there is none.
func (s *Items) current() *aging.Line {
	if at := s.table.Cursor(); at >= 0 && at < len(s.lines.Value) {
		return &s.lines.Value[at]
	}
	return nil
}

// explain says how an item came to its place and its amount.
func (s *Items) explain() shell.Effect {
	l := s.current()
	amount := func(m money.Minor) string { return text.FormatAmount(m, l.Currency.Digits) + " " + l.Currency.Code }
	var out []string
	out = append(out, fmt.Sprintf("%s, %s of %s (%s).", numberOf(l), l.What, l.Name, l.Customer))
	if l.Flags&openitem.Credit != 0 {
		out = append(out, fmt.Sprintf("Dated %s, amount %s; %s of it is not applied to any bill.", l.DocDate,
			amount(l.Amount),
			amount(-l.Left)))
	} else {
		out = append(out, fmt.Sprintf("Document %s, posted %s, due %s.", l.DocDate, l.Posting, l.Due),
			fmt.Sprintf("Amount %s; by %s %s was applied to it, so %s is left.", amount(l.Amount), s.desk.AsOf(),
				amount(l.Amount-l.Left-l.Set), amount(l.Left+l.Set)))
		if l.Set != 0 {
			out = append(out, fmt.Sprintf("%s of unapplied money is set against it notionally.", amount(l.Set)))
		}
		base := basisWords[s.part.q.Basis]
		out = append(out, fmt.Sprintf("On %s it is %s from its %s: %s.", s.desk.AsOf(), text.Count(l.Days, "day",
			"days"), base,
			s.bucket(l)))
	}
	if x := said(l); x != "" {
		out = append(out, "Of it: "+x+".")
	}
	return action.Ask(kit.Message("Why "+amount(s.brings(l)), strings.Join(out, "\n\n")))
}

// Actions is what can be done here.
func (s *Items) Actions() []action.Action {
	chosen := func() string {
		if s.current() == nil {
			return "no item is chosen"
		}
		return ""
	}
	card := func(tab string) func() shell.Effect {
		return func() shell.Effect {
			l := s.current()
			arg := desk.CardArg{Code: l.Customer, Currency: l.Currency.Code, Tab: tab}
			if l.Flags&openitem.Credit == 0 && tab == "" {
				arg.Bill = l.Number
			}
			return action.Push("card", arg)
		}
	}
	return []action.Action{
		{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: chosen,
			Run: card("")},
		{ID: "item.explain", Label: "explain", Help: "Say how the item came to its bucket and its amount",
			Keys:     []string{"="},
			Disabled: chosen, Run: s.explain},
		{ID: "statement.open", Label: "statement", Help: "Open the customer's statement of account",
			Keys:     []string{"s"},
			Disabled: chosen, Run: card("statement")},
		{ID: "items.export", Label: "export", Help: "Write the items of the row to a CSV or XLSX file",
			Keys: []string{"ctrl+e"},
			Run: func() shell.Effect {
				p := s.part
				return verb.ExportTo(s.desk, fmt.Sprintf("open-items-%s-%s.csv", p.key, s.desk.AsOf()),
					func(path string) error {
						return s.desk.ExportAgingLines(p.q, p.key, path)
					})
			}},
	}
}

// View draws what the items make up, and the items.
func (s *Items) View(w, h int) string {
	if !s.lines.Asked {
		return kit.Waiting(w, h, "Reading the items ...", "The items could not be read", s.lines.Err)
	}
	name := "Balance"
	if s.part.figures != nil {
		name = s.part.name
	}
	head := kit.Facts([]kit.Pair{{Value: s.part.title, Tone: theme.Strong},
		{Label: name, Value: text.FormatAmount(s.sum, s.digits) + " " + s.part.currency, Tone: theme.Strong},
		{Label: "made of", Value: text.Count(len(s.lines.Value), "item", "items")},
		{Label: "aged from", Value: basisWords[s.part.q.Basis]}}, w-1)
	return kit.Stack(w, h, " "+head, kit.Pane(w, h-1, "Open items", s.table.Position(), true, func(w, h int) string {
		return s.table.View(w, h, true)
	}))
}
