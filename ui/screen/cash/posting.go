package cash

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/ar/cashbox"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

// paid is what a customer paid on a bill, or, without one, on the oldest due.
type paid struct {
	code, name, bill string
	open, amount     money.Minor
}

// Posting is the screen of a batch's receipts.
type Posting struct {
	desk    *desk.Desk
	id      uint32
	batch   shell.Query[desk.CashBatch]
	rows    []paid
	numbers map[string]string // the receipt's number, by customer
	table   kit.Table
	typed   bool
}

func newPosting(d *desk.Desk, id uint32) *Posting {
	return &Posting{desk: d, id: id, numbers: map[string]string{}}
}

// Title is "Batch 3".
func (s *Posting) Title() string { return "Batch " + text.Number(int(s.id)) }

// Capturing is false: no text field.
func (s *Posting) Capturing() bool { return false }

// Dirty reports whether amounts were put in that are not posted.
func (s *Posting) Dirty() bool { return s.typed && s.batch.Value.Posting == nil }

// Init asks for the batch.
func (s *Posting) Init() shell.Effect { return s.load() }

func (s *Posting) load() shell.Effect {
	return s.batch.Ask(func() (desk.CashBatch, error) { return s.desk.CashBatch(s.id) })
}

// Update takes answers, pays a bill in full by space, moves the cursor.
func (s *Posting) Update(msg tea.Msg) shell.Effect {
	if s.batch.Took(msg) {
		s.merge()
		return action.Fail(s.batch.Err)
	}
	switch msg := msg.(type) {
	case shell.Changed:
		return s.load()
	case tea.KeyMsg:
		if msg.String() == " " {
			s.toggle()
			msg = tea.KeyMsg{Type: tea.KeyDown}
		}
		s.table.Update(msg)
	}
	return action.None
}

// merge keeps what was put in beside the bills as they are now.
func (s *Posting) merge() {
	b := &s.batch.Value
	if s.batch.Err != nil {
		return
	}
	var rows []paid
	if b.Posting == nil {
		for _, g := range b.Given {
			r := paid{code: g.Code, name: g.Name, bill: g.Number, open: g.Open}
			if i := slices.IndexFunc(s.rows, func(x paid) bool { return x.bill == g.Number }); i >= 0 {
				r.amount = min(s.rows[i].amount, g.Open)
			}
			rows = append(rows, r)
		}
		for _, r := range s.rows {
			if r.bill == "" {
				rows = append(rows, r)
			}
		}
	}
	s.rows = rows
	s.show()
}

func (s *Posting) show() {
	b := &s.batch.Value
	var out lines
	if b.Posting != nil {
		s.table.Columns = []kit.Column{{Title: "Receipt", Width: 14}, {Title: "Customer", Flex: 1, Min: 16, Max: 60},
			{Title: "Paid", Kind: kit.Amount}}
		s.table.Empty = "No receipt was made from this batch."
		for i, p := range b.Paid {
			out = append(out, line{key: uint64(i), cells: []string{p.Number, p.Name, text.FormatAmount(p.Amount,
				b.Digits)}})
		}
		s.table.SetRows(out)
		return
	}
	s.table.Columns = []kit.Column{{Title: "Customer", Flex: 1, Min: 16, Max: 44}, {Title: "Bill", Width: 15},
		{Title: "Open", Kind: kit.Amount}, {Title: "Paid", Kind: kit.Amount},
		{Title: "Receipt nr", Width: 10, Drop: 1}}
	s.table.Empty = "No bill is out with " + b.Person + ". a adds what a customer paid."
	for i, r := range s.rows {
		l := line{key: uint64(i), cells: []string{r.name, r.bill, "", "", s.numbers[r.code]},
			tones: []theme.Tone{theme.Plain, theme.Muted, theme.Muted, theme.Strong, theme.Muted}}
		if r.bill == "" {
			l.cells[1] = s.where(r.code)
		} else {
			l.cells[2] = text.FormatAmount(r.open, b.Digits)
		}
		if r.amount != 0 {
			l.cells[3] = text.FormatAmount(r.amount, b.Digits)
			if r.bill != "" && r.amount < r.open {
				l.tones[3] = theme.Warn
			}
		}
		out = append(out, l)
	}
	s.table.SetRows(out)
}

// where is what becomes of money that names no bill: beside bills paid by the same
// customer it stays unapplied, as one receipt.
func (s *Posting) where(code string) string {
	for _, r := range s.rows {
		if r.code == code && r.bill != "" && r.amount != 0 {
			return "stays unapplied"
		}
	}
	return "oldest due"
}

func (s *Posting) current() *paid {
	if at := s.table.Cursor(); s.batch.Value.Posting == nil && at >= 0 && at < len(s.rows) {
		return &s.rows[at]
	}
	return nil
}

// toggle pays the bill under the cursor in full, or not at all; what was added
// without a bill is taken out.
func (s *Posting) toggle() {
	r := s.current()
	if r == nil {
		return
	}
	switch s.typed = true; {
	case r.bill == "":
		at := s.table.Cursor()
		s.rows = slices.Delete(s.rows, at, at+1)
	case r.amount != 0:
		r.amount = 0
	default:
		r.amount = r.open
	}
	s.show()
}

func (s *Posting) sum() (sum money.Minor) {
	for _, r := range s.rows {
		sum += r.amount
	}
	return sum
}

func (s *Posting) diff() money.Minor { return s.batch.Value.Count.Tally.Total - s.sum() }

// command is the posting as it stands: a receipt for every customer who paid.
func (s *Posting) command(differences []cashbox.DifferenceInput) *cashbox.Post {
	c := &cashbox.Post{Batch: s.id, Differences: differences}
	cur := s.batch.Value.Money()
	at, sums := map[string]int{}, map[string]money.Minor{}
	for _, r := range s.rows {
		if r.amount == 0 {
			continue
		}
		i, seen := at[r.code]
		if !seen {
			i = len(c.Receipts)
			at[r.code] = i
			c.Receipts = append(c.Receipts, cashbox.PayInput{Customer: r.code, Number: s.numbers[r.code]})
		}
		p := &c.Receipts[i]
		sums[r.code] += r.amount
		p.Amount = cur.Plain(sums[r.code])
		if r.bill != "" {
			p.Bills = append(p.Bills, receipt.PartChoice{Bill: r.bill, Amount: cur.Plain(r.amount)})
		}
	}
	return c
}

// View draws the batch's figures, and the bills with what was paid on them.
func (s *Posting) View(w, h int) string {
	if !s.batch.Asked {
		return kit.Waiting(w, h, "Reading the batch ...", "The batch could not be read", s.batch.Err)
	}
	b := &s.batch.Value
	say := func(m money.Minor) string { return text.FormatAmount(m, b.Digits) }
	facts := []kit.Pair{{Label: "counted", Value: say(b.Count.Tally.Total) + " " + b.Currency, Tone: theme.Strong}}
	if b.Posting != nil {
		facts = append(facts, kit.Pair{Label: "receipts", Value: say(b.Posting.Sum)},
			kit.Pair{Label: "difference", Value: say(b.Posting.Difference()), Tone: sign(b.Posting.Difference())},
			kit.Pair{Value: "posted " + text.ShortDate(b.Posting.On), Tone: theme.Good}, kit.Pair{Value: b.Person})
	} else {
		facts = append(facts, kit.Pair{Label: "paid", Value: say(s.sum()), Tone: theme.Strong},
			kit.Pair{Label: "difference", Value: say(s.diff()), Tone: sign(s.diff())},
			kit.Pair{Value: b.Person}, kit.Pair{Label: "day", Value: text.ShortDate(b.Day)},
			kit.Pair{Label: "till", Value: b.Till})
	}
	said, title := []string{s.said()}, "What r does"
	if p := b.Posting; p != nil {
		said, title = nil, "What it came to"
		for _, x := range p.Differences {
			said = append(said, differs(x.Reason.String(), x.Amount, x.Note, b.Money()))
		}
		said = append(said, fmt.Sprintf("Posted by %s on %s (entry %d).", p.By, p.On, p.Seq))
	}
	below := min(len(said)+2, max(h/3, 3))
	return kit.Stack(w, h, " "+kit.Facts(facts, w-1), s.table.View(w, h-1-below, true),
		pane(w, below, title, s.table.Position(), said))
}

// said is what the receipts will be.
func (s *Posting) said() string {
	n := len(s.command(nil).Receipts)
	b := &s.batch.Value
	if n == 0 {
		return "space pays a bill in full, enter a part of it, m all of them, a adds another customer."
	}
	out := fmt.Sprintf("%s of %s %s.", text.Count(n, "receipt", "receipts"), text.FormatAmount(s.sum(), b.Digits),
		b.Currency)
	if d := s.diff(); d != 0 {
		out += fmt.Sprintf(" The cash is %s than that: r asks why.", moreOrLess(d, b.Money()))
	}
	return out
}

// Actions are what can be put in, and the one that posts it.
func (s *Posting) Actions() []action.Action {
	open := func() string {
		switch {
		case !s.batch.Asked:
			return "the batch is not read yet"
		case s.batch.Value.Posting != nil:
			return "its receipts are made; u takes your last posting back"
		}
		return verb.Past(s.desk)
	}
	row := func() string {
		if why := open(); why != "" {
			return why
		}
		if s.current() == nil {
			return "no bill is chosen"
		}
		return ""
	}
	return []action.Action{
		{ID: "receipt.post", Label: "make receipts", Keys: []string{"r"}, Disabled: open, Run: s.post,
			Help: "Make all the receipts at once, and say why the cash differs"},
		{ID: "paid.amount", Label: "amount", Help: "Say how much was paid on the bill, and the receipt's number",
			Keys: []string{"enter"}, Disabled: row, Run: s.askAmount},
		{ID: "paid.full", Label: "in full", Help: "Pay the bill under the cursor in full, or take that back",
			Keys: []string{" "}, Disabled: row, Run: func() action.Effect {
				s.toggle()
				s.table.Select(s.table.Cursor() + 1)
				return action.None
			}},
		{ID: "paid.all", Label: "all in full", Help: "Pay every bill in full, or take all amounts back",
			Keys: []string{"m"}, Disabled: row, Run: s.all},
		{ID: "paid.add", Label: "add", Help: "Add what a customer paid who has no bill out", Keys: []string{"a"},
			Disabled: open, Run: s.askOther},
	}
}

func (s *Posting) all() action.Effect {
	full := true
	for _, r := range s.rows {
		full = full && (r.bill == "" || r.amount == r.open)
	}
	for i := range s.rows {
		if r := &s.rows[i]; r.bill != "" {
			if r.amount = r.open; full {
				r.amount = 0
			}
		}
	}
	s.typed = true
	s.show()
	return action.None
}
