package provision

import (
	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/provision"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// part is the argument of the lines of a row.
type part struct {
	by                   provision.By
	currency, key, title string
}

// explained is a row's lines and the edges they are for.
type explained struct {
	lines []provision.Line
	edges []int
}

// Lines is what a row's provision is the sum of.
type Lines struct {
	shell.Untyped
	desk  *desk.Desk
	part  part
	all   shell.Query[explained]
	table kit.Table
}

// Title is the row's name.
func (s *Lines) Title() string { return "Provision of " + s.part.title }

// OnShow is what ctrl+e writes to a file.
func (s *Lines) OnShow() (string, *kit.Table) { return "provision lines", &s.table }

// Init asks for the lines.
func (s *Lines) Init() shell.Effect { return s.load() }

func (s *Lines) load() shell.Effect {
	p := s.part
	return s.all.Ask(func() (x explained, err error) {
		x.lines, x.edges, err = s.desk.ProvisionLines(provision.Query{By: p.by}, p.currency, p.key)
		return x, err
	})
}

// Update takes answers, changes and keys.
func (s *Lines) Update(msg tea.Msg) shell.Effect {
	if s.all.Took(msg) {
		s.show()
		return action.Fail(s.all.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		s.table.Update(msg)
	}
	return action.None
}

func (s *Lines) show() {
	x := &s.all.Value
	bucket, customer := kit.Column{Title: "Bucket", Width: 10}, kit.Column{Title: "Customer", Flex: 1, Min: 14, Max: 44}
	columns := []kit.Column{customer, bucket}
	switch s.part.by {
	case provision.ByCustomer:
		columns = columns[1:]
	case provision.ByBucket:
		columns = columns[:1]
	}
	columns = append(columns, kit.Column{Title: "Amount", Kind: kit.Amount}, kit.Column{Title: "Rate", Kind: kit.Count,
		Width: 8}, kit.Column{Title: "Exactly", Kind: kit.Count, Drop: 1},
		kit.Column{Title: "Provision", Kind: kit.Amount})
	g := &grid{tone: func(_, col int) theme.Tone {
		if col == len(columns)-1 {
			return theme.Strong
		}
		return theme.Plain
	}}
	var base, sum money.Minor
	digits := 2
	for i := range x.lines {
		l := &x.lines[i]
		digits = l.Currency.Digits
		base, sum = base+l.Base, sum+l.Provision
		cells := []string{l.Name, provision.BucketName(x.edges, l.Bucket)}
		switch s.part.by {
		case provision.ByCustomer:
			cells = cells[1:]
		case provision.ByBucket:
			cells = cells[:1]
		}
		g.add(l.Code+"\x00"+text.Number(l.Bucket), append(cells, text.FormatAmount(l.Base, digits), l.RateText(),
			l.Exact, text.FormatAmount(l.Provision, digits))...)
	}
	s.table.Columns = columns
	s.table.Empty = "Nothing is open here any more."
	n := len(columns)
	s.table.Totals = func(col int) string {
		switch col {
		case 0:
			return "Total"
		case n - 4:
			return text.FormatAmount(base, digits)
		case n - 1:
			return text.FormatAmount(sum, digits)
		}
		return ""
	}
	if len(x.lines) == 0 {
		s.table.Totals = nil
	}
	s.table.SetRows(g)
}

// current is the line under the cursor, nil when there is none.
func (s *Lines) current() *provision.Line {
	if at := s.table.Cursor(); at >= 0 && at < len(s.all.Value.lines) {
		return &s.all.Value.lines[at]
	}
	return nil
}

// Actions is what can be done with a line.
func (s *Lines) Actions() []action.Action {
	return []action.Action{{ID: "card.open", Label: "card", Help: "Open the customer's card", Keys: []string{"enter"},
		Disabled: func() string {
			if s.current() == nil {
				return "no line is chosen"
			}
			return ""
		}, Run: func() shell.Effect {
			return action.Push("card", desk.CardArg{Code: s.current().Code, Currency: s.current().Currency.Code})
		}}}
}

// View draws the lines and how the one under the cursor comes about.
func (s *Lines) View(w, h int) string {
	if !s.all.Asked {
		return kit.Middle("Reading the lines ...", w, h)
	}
	l := s.current()
	if l == nil {
		return s.table.View(w, h, true)
	}
	return kit.Stack(w, h, s.table.View(w, h-4, true), kit.Pane(w, 4, l.Code+"  "+l.Name, s.table.Position(), false,
		func(w, h int) string {
			out := ""
			for _, x := range kit.Wrap(action.Sentence(l.How())+".", w-2) {
				out += " " + kit.Inline(x, w-2) + "\n"
			}
			return kit.Fit(out, w, h)
		}))
}
