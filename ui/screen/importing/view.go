package importing

import (
	"slices"
	"strings"

	"duebook/internal/ar/intake"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/exchange"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// pane is one tab of the preview.
type pane struct {
	title   string
	columns []kit.Column
	rows    lines
}

// lines are a pane's rows, already in words; tone is the first column's.
type lines struct {
	cells [][]string
	tone  theme.Tone
}

// Len is how many rows there are.
func (l lines) Len() int { return len(l.cells) }

// Cell is a row's word.
func (l lines) Cell(row, col int) string { return l.cells[row][col] }

// Tone sets line numbers back, and marks the pane's kind.
func (l lines) Tone(_, col int) theme.Tone {
	if col == 0 {
		return l.tone
	}
	return theme.Plain
}

// listed is how many rows of a class the plan lists.
const listed = 2000

// kindWords says what a file holds.
func kindWords(kind string) string {
	if kind == exchange.OpenItems {
		return "open items"
	}
	if kind == exchange.Ledger {
		return "a ledger"
	}
	if kind == exchange.Remittance {
		return "a remittance list"
	}
	return kind
}

// what each class of row means to the book.
var meaning = map[intake.Class]string{intake.Differs: "ours stays", intake.Missing: "not in the file"}

// counts sums the plan up in words: "3 new customers, 340 new, 5 changed".
func (s *Screen) counts() string {
	p := s.plan.Value.Plan
	var parts []string
	if p.NewCustomers > 0 {
		parts = append(parts, text.Count(p.NewCustomers, "new customer", "new customers"))
	}
	for c, n := range p.Count {
		if n == 0 {
			continue
		}
		said := text.Number(n) + " " + intake.Class(c).String()
		if m := meaning[intake.Class(c)]; m != "" {
			said += " (" + m + ")"
		}
		parts = append(parts, said)
	}
	if n := s.plan.Value.Refused(); n > 0 {
		parts = append(parts, text.Number(n)+" refused")
	}
	if len(parts) == 0 {
		return "nothing changes"
	}
	return strings.Join(parts, ", ")
}

// layOut makes the panes of the preview: a class of row each, what is refused,
// notes, and how the columns were read.
func (s *Screen) layOut() {
	p := s.plan.Value
	was := ""
	if s.tabs.At < len(s.panes) {
		was = s.panes[s.tabs.At].title
	}
	s.panes = nil
	if p.Refused() > 0 {
		s.panes = append(s.panes, s.refused())
	}
	for c, n := range p.Plan.Count {
		if n > 0 && intake.Class(c) != intake.Unchanged {
			s.panes = append(s.panes, s.class(intake.Class(c)))
		}
	}
	if n := notes(p); n.rows.Len() > 0 {
		s.panes = append(s.panes, n)
	}
	s.panes = append(s.panes, columns(p.Parsed))
	s.tabs = kit.Tabs{}
	for i, x := range s.panes {
		n := x.rows.Len()
		for c, count := range p.Plan.Count {
			if strings.EqualFold(x.title, intake.Class(c).String()) {
				n = count
			}
		}
		if x.title == "Refused" {
			n = p.Refused()
		}
		s.tabs.Items = append(s.tabs.Items, x.title+" "+text.Number(n))
		if x.title == was {
			s.tabs.At = i
		}
	}
	s.show()
}

func (s *Screen) show() {
	x := s.panes[s.tabs.At]
	s.table = kit.Table{Columns: x.columns}
	s.table.SetRows(x.rows)
}

func (s *Screen) class(c intake.Class) pane {
	set := s.desk.Company()
	what := "What changes"
	if c == intake.New {
		switch what = "Of whom"; s.plan.Value.Parsed.Kind {
		case exchange.Applications, exchange.Remittance:
			what = "From"
		case exchange.Cheques:
			what = "Date and bank"
		case exchange.Promises:
			what = "Taken"
		}
	}
	out := pane{title: strings.ToUpper(c.String()[:1]) + c.String()[1:], rows: lines{tone: theme.Muted},
		columns: []kit.Column{{Title: "Line", Kind: kit.Count}, {Title: "Customer", Flex: 1, Min: 8, Max: 14},
			{Title: "Number", Flex: 2, Min: 10, Max: 24}, {Title: "Amount", Kind: kit.Amount},
			{Title: what, Flex: 4, Min: 10}}}
	about := map[int]string{}
	if c == intake.New {
		about = s.about()
	}
	for _, l := range s.plan.Value.Plan.Lines {
		if l.Class != c {
			continue
		}
		if l.Text == "" {
			l.Text = about[l.Line]
		}
		at, amount := "", ""
		if l.Line > 0 {
			at = text.Number(l.Line)
		}
		if l.Amount != 0 {
			amount = text.FormatAmount(l.Amount, l.Currency.Digits)
			if l.Currency.Code != set.Currency && l.Currency.Code != "" {
				amount += " " + l.Currency.Code
			}
		}
		out.rows.cells = append(out.rows.cells, []string{at, l.Customer, l.Number, amount, l.Text})
	}
	return out
}

// about says of new rows whose they are and when they are due.
func (s *Screen) about() map[int]string {
	p := s.plan.Value
	out := map[int]string{}
	for _, l := range p.Plan.Lines {
		if l.Class == intake.New {
			out[l.Line] = ""
		}
	}
	note := func(line int32, parts ...string) {
		if _, on := out[int(line)]; on {
			out[int(line)] = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
		}
	}
	day := func(before string, d civil.Date) string {
		if d == 0 {
			return ""
		}
		return before + d.String()
	}
	for i := range p.Parsed.Bills {
		b := &p.Parsed.Bills[i]
		note(b.Line, b.Name, day("due ", b.Due), day("paid ", b.Settled))
	}
	for i := range p.Parsed.Receipts {
		r := &p.Parsed.Receipts[i]
		note(r.Line, r.Name, r.Method, day("", r.Date))
	}
	for i := range p.Parsed.Applications {
		a := &p.Parsed.Applications[i]
		from := "from " + a.Receipt // of a remittance list the plan says it
		note(a.Line, strings.TrimSuffix(from, "from "), day("dated ", a.Date))
	}
	for i := range p.Parsed.Customers {
		c := &p.Parsed.Customers[i]
		note(c.Line, c.Name, c.Branch, c.Collector)
	}
	return out
}

// plainly says a reason as a person at the screen can act on it.
var plainly = strings.NewReplacer("--round rounds it", "press e to round it")

func (s *Screen) refused() pane {
	p := s.plan.Value
	out := pane{title: "Refused", rows: lines{tone: theme.Bad}, columns: []kit.Column{{Title: "Line", Kind: kit.Count},
		{Title: "Field", Width: 10}, {Title: "As written", Flex: 1, Min: 10, Max: 24}, {Title: "Why", Flex: 4,
			Min: 20}}}
	add := func(line int, field, value, why string) {
		out.rows.cells = append(out.rows.cells, []string{text.Number(line), field, value, plainly.Replace(why)})
	}
	for _, r := range p.Plan.Refused {
		add(r.Line, "", "", r.Text)
	}
	for _, r := range p.Parsed.Refused {
		add(r.Line, r.Field, r.Value, r.Reason)
	}
	return out
}

// notes lists what is odd about the file and does not stop it.
func notes(p *desk.ImportPlan) pane {
	f := p.Parsed
	out := pane{title: "Notes", rows: lines{tone: theme.Muted}, columns: []kit.Column{{Title: "Line", Kind: kit.Count},
		{Title: "Rows", Kind: kit.Count}, {Title: "Note", Flex: 1, Min: 20}}}
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return text.Number(n)
	}
	for _, n := range p.Plan.Notes {
		out.rows.cells = append(out.rows.cells, []string{"", "", n})
	}
	for _, r := range f.Rounded {
		out.rows.cells = append(out.rows.cells, []string{"", number(r.Rows), "rounded in " + r.Currency + ", " +
			r.Difference +
			" in all"})
	}
	for _, x := range f.Warnings {
		out.rows.cells = append(out.rows.cells, []string{number(x.Line), number(x.Rows), x.Text})
	}
	for _, codes := range f.LookAlikes {
		out.rows.cells = append(out.rows.cells, []string{"", number(len(codes)),
			"look-alike customer codes, kept apart: " +
				strings.Join(codes, ", ")})
	}
	return out
}

func columns(f *exchange.Parsed) pane {
	out := pane{title: "Columns", columns: []kit.Column{{Title: "Column", Flex: 2, Min: 12, Max: 32},
		{Title: "Taken as", Width: 14}, {Title: "By", Width: 10, Drop: 1}, {Title: "Written as", Flex: 3, Min: 10}}}
	for _, c := range f.Columns {
		as := c.Field
		if as == "" {
			as = "not used"
		}
		out.rows.cells = append(out.rows.cells, []string{c.Name, as, c.Why, c.Format})
	}
	return out
}

// View draws the work under way, what went wrong, or the preview.
func (s *Screen) View(w, h int) string {
	t := theme.Now()
	switch {
	case s.working():
		p := s.work.Progress()
		bar := p.View(min(w-8, 90))
		if p.Total == 0 {
			bar = kit.Inline(p.Label, 30) + " ... " + text.Number(int(p.Took.Seconds())) + " s"
		}
		say := "esc stops; nothing is saved before all of it is."
		return kit.Middle(s.Title()+"\n\n"+bar+"\n\n"+t.Tone(theme.Muted, say), w, h)
	case s.asked != nil:
		return s.saying(w, h, theme.Warn, t.Signs.Warn, s.asked.Question,
			"Press enter to answer, esc to leave the file.")
	case s.step != previewing && s.failed != "":
		return s.saying(w, h, theme.Bad, t.Signs.Bad, s.failed,
			"Correct the file and press ctrl+r, press e to say how it is to be read, or esc to leave it.")
	case s.step != previewing || s.plan.Value == nil:
		return kit.Fit("", w, h)
	}
	f := s.plan.Value.Parsed
	var out []string
	for _, l := range facts(s.plan.Value) {
		out = append(out, "  "+kit.Facts(l, w-2))
	}
	if f.DateOrder != "" {
		out = append(out, "  "+t.Tone(theme.Muted, "Dates ")+kit.Cell(f.DateOrder, w-8, kit.Left))
	}
	verdict, tone, sign := s.verdict()
	for i, l := range kit.Wrap(verdict, w-4) {
		if i > 0 {
			sign = " "
		}
		out = append(out, "  "+t.Tone(tone, sign+" ")+l)
	}
	title := "Would change"
	if n := s.table.Len(); n >= listed {
		title += ", the first " + text.Number(n) + " listed"
	}
	out = append(out, kit.Rule(w, title, s.table.Position(), true), " "+s.tabs.View(w-1))
	foot := s.whole(w)
	out = append(out, s.table.View(w, h-len(out)-len(foot), true))
	return kit.Stack(w, h, append(out, foot...)...)
}

// whole is the last word of the row under the cursor in full, where the table may
// have cut it.
func (s *Screen) whole(w int) []string {
	x, at := s.panes[s.tabs.At], s.table.Cursor()
	if w >= 110 || at < 0 {
		return nil
	}
	cells := x.rows.cells[at]
	said := kit.Wrap(cells[len(cells)-1], w-4)
	out := []string{kit.Rule(w, "", "", false)}
	for i := range 2 {
		l := ""
		if i < len(said) {
			l = said[i]
		}
		out = append(out, "  "+kit.Cell(l, w-2, kit.Left))
	}
	return out
}

func (s *Screen) saying(w, h int, tone theme.Tone, sign, what, then string) string {
	t := theme.Now()
	out := []string{"", "  " + t.Tone(theme.Strong, kit.Inline(s.Title(), w-4)), ""}
	for i, l := range kit.Wrap(what, min(w-6, 96)) {
		lead := "    "
		if i == 0 {
			lead = "  " + t.Tone(tone, sign) + " "
		}
		out = append(out, lead+t.Tone(tone, l))
	}
	out = append(out, "")
	for _, l := range kit.Wrap(then, min(w-6, 96)) {
		out = append(out, "    "+t.Tone(theme.Muted, l))
	}
	return kit.Fit(strings.Join(out, "\n"), w, h)
}

// verdict says in a line whether the file can be taken in.
func (s *Screen) verdict() (string, theme.Tone, string) {
	t := theme.Now()
	p := s.plan.Value
	switch {
	case s.failed != "":
		return s.failed, theme.Bad, t.Signs.Bad
	case p.Postable() != nil:
		return "Not yet: " + s.cannotTake() + ".", theme.Bad, t.Signs.Bad
	case p.Plan.Facts() == 0:
		return "Nothing changed: the book has all of this file already.", theme.Good, t.Signs.Good
	case p.Refused() > 0:
		return "Refused rows stay out; enter takes in the others: " + s.counts() + ".", theme.Warn, t.Signs.Warn
	}
	return "Enter takes it in: " + s.counts() + ".", theme.Accent, t.Signs.On
}
