package aging

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/openitem"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/internal/report/ledger"
	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
)

var (
	sar   = money.Currency{Code: "SAR", Digits: 2}
	usd   = money.Currency{Code: "USD", Digits: 2}
	today = civil.New(2025, 6, 15)
)

// fake answers with reports of so many rows.
type fake struct {
	rows     int
	second   bool // a report in another currency too
	err      error
	asked    []aging.Query
	figure   aging.Figure
	exported string
	letters  []string // of whom letters were written
}

func (f *fake) Company() company.Settings                          { return company.Defaults("Test Trading", sar) }
func (f *fake) Today() civil.Date                                  { return today }
func (f *fake) AsOf() civil.Date                                   { return today }
func (f *fake) OutPath(name string) string                         { return filepath.Join("out", name) }
func (f *fake) ExportAgingLines(aging.Query, string, string) error { return nil }

func (f *fake) BatchFolder(civil.Date) string { return "letters" }

func (f *fake) Overdue(civil.Date, string) ([]string, error) {
	return []string{"C-001", "C-002", "elsewhere"}, f.err
}

func (f *fake) WriteStatements(_ context.Context, b desk.Batch) (desk.Written, error) {
	b.Progress(1, len(b.Codes))
	f.letters = b.Codes
	return desk.Written{Folder: b.Folder, Customers: len(b.Codes), Files: len(b.Codes)}, nil
}

func (f *fake) ExportAging(_ aging.Query, path string) error { f.exported = path; return f.err }

func (f *fake) Aging(q aging.Query) ([]aging.Report, error) {
	f.asked = append(f.asked, q)
	if f.err != nil {
		return nil, f.err
	}
	if q.Edges == nil {
		q.Edges = []int{30, 60, 90, 120}
	}
	all := []aging.Report{f.report(q, sar)}
	if f.second {
		all = append(all, f.report(q, usd))
	}
	return all, nil
}

func (f *fake) report(q aging.Query, cur money.Currency) aging.Report {
	q.AsOf = today
	r := aging.Report{Query: q, Currency: cur, BadOver: 180, Tie: aging.Tie{Proved: true}}
	n := len(q.Edges) + 1
	r.Total = aging.Row{Buckets: make([]money.Minor, n), Counts: make([]int, n+1)}
	for i := range f.rows {
		row := aging.Row{Key: fmt.Sprintf("C-%03d", i+1), Name: fmt.Sprintf("Customer Number %d Trading", i+1),
			Bills:   n + 1,
			Current: money.Minor(i+1) * 123450, Buckets: make([]money.Minor, n), Counts: make([]int, n+1)}
		if i == 1 {
			row.Name = "شركة النور للتجارة"
		}
		row.Balance = row.Current
		for b := range n {
			if (i+b)%3 != 0 {
				row.Buckets[b] = money.Minor((i+1)*(b+1)) * 98765
			}
			row.Counts[b+1] = 1
			row.Balance += row.Buckets[b]
			r.Total.Buckets[b] += row.Buckets[b]
		}
		if i%4 == 0 {
			row.Unapplied = -50000
			row.Disputed, row.Bad = 10000, row.Buckets[n-1]/2
			row.Balance += row.Unapplied
		}
		r.Total.Bills += row.Bills
		r.Total.Current += row.Current
		r.Total.Unapplied += row.Unapplied
		r.Total.Balance += row.Balance
		r.Total.Disputed += row.Disputed
		r.Total.Bad += row.Bad
		r.Rows = append(r.Rows, row)
	}
	r.Tie.Ledger = r.Total.Balance
	return r
}

func (f *fake) AgingLines(aging.Query, string) ([]aging.Line, error) {
	if f.err != nil {
		return nil, f.err
	}
	var all []aging.Line
	for i := range min(f.rows, 30) {
		l := aging.Line{Item: openitem.Item{Doc: uint32(i + 1), Due: today.Add(-i * 9), DocDate: today.Add(-i*9 - 30),
			Posting: today.Add(-i*9 - 30), Amount: 250000}, Customer: "C-001", Name: "Customer Number 1 Trading",
			Number: fmt.Sprintf("INV-%04d", i+1), What: "invoice", Currency: sar, Days: i * 9, Left: 200000}
		l.Bucket = min((l.Days+29)/30, 5)
		if i == 3 {
			l.Disputed = 50000
		}
		if i == 29 {
			l.Flags, l.Bucket, l.Left, l.What, l.Number = openitem.Credit, -1, -75000, "transfer", "R-0009"
		}
		all = append(all, l)
	}
	return all, nil
}

func (f *fake) AgingExplain(_ aging.Query, _, key string, fig aging.Figure) ([]aging.Line, error) {
	f.figure = fig
	return f.AgingLines(aging.Query{}, key)
}

func start(t *testing.T, f *fake, arg any, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("aging", func(arg any) shell.Screen { return open(f, arg) })
	reg.Register("first", func(any) shell.Screen { return open(f, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Aging",
		Route: shell.Route{Name: "first"}}}}, w, h)
}

func TestFrames(t *testing.T) {
	for name, f := range map[string]*fake{"empty": {}, "one": {rows: 1}, "many": {rows: 60},
		"error": {err: errors.New("the book is damaged")}} {
		for _, size := range uitest.Sizes {
			d := start(t, f, nil, size[0], size[1])
			d.Frame()
			golden := size[0] == 80 || size[0] == 120
			if golden {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
			if name == "many" {
				d.Keys("enter").Frame()
				if golden {
					d.Golden(fmt.Sprintf("bills-%dx%d", size[0], size[1]))
				}
			}
		}
	}
}

func TestDrillDownAndBack(t *testing.T) {
	f := &fake{rows: 3}
	d := start(t, f, nil, 120, 40)
	d.Keys("v", "b").See("by branch")
	if q := f.asked[len(f.asked)-1]; q.By != ledger.ByBranch {
		t.Errorf("it asked %+v", q)
	}
	d.Keys("enter").See("by customer")
	q := f.asked[len(f.asked)-1]
	if q.By != ledger.ByCustomer || !reflect.DeepEqual(q.Within, []ledger.Scope{{By: ledger.ByBranch, Key: "C-003"}}) {
		t.Errorf("the level below asked %+v", q)
	}
	d.Keys("enter").See("INV-0001", "Open items").Keys("enter").See(`There is no screen called "card"`)
	d.Keys("esc").See("by customer").Keys("esc").See("by branch")
}

func TestFiguresAreChosenSortedAndExplained(t *testing.T) {
	f := &fake{rows: 30}
	d := start(t, f, nil, 120, 40)
	d.See("▸Balance▼", "Customer Number 29").Keys("left", "left").See("▸over 120").Keys("o").See("▸over 120▼")
	d.Keys("=").See("over 120").Gone("by customer")
	if f.figure != 5 {
		t.Errorf("it explained figure %d", f.figure)
	}
	d.Keys("down", "down", "down", "=").See("Why 2,000.00 SAR", "On 2025-06-15 it is 27 days from its due date: 1-30.",
		"disputed 500.00")
}

func TestHowAndExport(t *testing.T) {
	f := &fake{rows: 3, second: true}
	d := start(t, f, nil, 120, 40)
	d.See("[SAR]").Keys("tab").See("[USD]").Keys("enter", "esc")
	d.Keys("f", "tab", "o", "type:15,45", "tab", "b", "ctrl+s").See("from document date", "edges 15/45",
		"unapplied in the bucket of their date", "▸Balance", "16-45", "over 45", "[USD]")
	q := f.asked[len(f.asked)-1]
	if q.Basis != aging.Doc || q.Credits != aging.Bucket || !reflect.DeepEqual(q.Edges, []int{15, 45}) {
		t.Errorf("it asked %+v", q)
	}
	d.Keys("f", "tab", "tab", "type:45,15", "ctrl+s").See("How to age").Keys("esc", "enter")
	d.Keys("ctrl+e", "enter").See("Written to out/aging-customer-2025-06-15.csv")
	f.err = errors.New("the disk is full")
	d.Keys("ctrl+e", "enter").See("The disk is full", "Export to a file")
	e := open(f, nil).(*Screen)
	e.reports.Value = []aging.Report{(&fake{rows: 2}).report(aging.Query{Edges: []int{30}}, sar)}
	e.show()
	if got := e.cardArg("x"); !reflect.DeepEqual(got, desk.CardArg{Code: "C-001", Tab: "x", List: []string{"C-001",
		"C-002"}}) {
		t.Errorf("%+v", got)
	}
}

// Letters go from the palette to all who are overdue, and below a group to its own.
func TestLettersToTheOverdue(t *testing.T) {
	f := &fake{rows: 30}
	d := start(t, f, nil, 120, 40)
	d.Keys(":", "type:letters", "enter").See("Letters to all who are overdue", "Writes the statements of 3 customers")
	d.Keys("ctrl+s").See("3 statements of 3 customers")
	d.Keys("v", "b", ":", "type:letters", "enter", "ctrl+s", "enter", ":", "type:letters", "enter")
	d.See("of 2 customers")
	if d.Keys("ctrl+s"); !reflect.DeepEqual(f.letters, []string{"C-001", "C-002"}) {
		t.Error(f.letters)
	}
}

func TestActionsFollowTheKeys(t *testing.T) {
	for _, s := range []shell.Screen{open(&fake{}, nil), open(&fake{}, part{})} {
		for _, c := range action.Conflicts("aging", s.Actions()) {
			t.Error(c)
		}
	}
}
