package verb

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
	"duebook/ui/uitest"
)

type shown [][]string

func (s shown) Len() int                 { return len(s) }
func (s shown) Cell(row, col int) string { return s[row][col] }
func (s shown) Tone(int, int) theme.Tone { return theme.Plain }

// page is a screen with a table and nothing else.
type page struct{ table kit.Table }

func (p *page) Title() string                { return "Page" }
func (p *page) Init() shell.Effect           { return action.None }
func (p *page) Update(tea.Msg) shell.Effect  { return action.None }
func (p *page) View(w, h int) string         { return p.table.View(w, h, true) }
func (p *page) Actions() []action.Action     { return nil }
func (p *page) Capturing() bool              { return false }
func (p *page) Dirty() bool                  { return false }
func (p *page) OnShow() (string, *kit.Table) { return "my list", &p.table }

func TestWhatIsOnShowIsWritten(t *testing.T) {
	dir := t.TempDir()
	o := desk.Options{Who: "mona", Clock: func() time.Time { return time.Date(2025, 6, 15, 9, 0, 0, 0, time.UTC) }}
	book := filepath.Join(dir, "b.db")
	if err := desk.Create(book, "Test Trading", "SAR", o); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(book, o)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	p := &page{table: kit.Table{Columns: []kit.Column{{Title: "Name"}, {Title: "Left", Kind: kit.Amount},
		{Title: "Odd", Kind: kit.Amount}, {Title: "Due", Kind: kit.Date}, {Title: "N", Kind: kit.Count}}}}
	p.table.SetRows(shown{{"=cmd", "-1,234.50", "1.00", "2025-01-31", "1,200"}, {"شركة", "", "2.00 USD", "", "7"}})
	var reg shell.Registry
	reg.Register("page", func(any) shell.Screen { return p })
	v := uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Page",
		Route: shell.Route{Name: "page"}}},
		Export: func(name string, t *kit.Table) action.Effect { return Export(d, name, t) }}, 80, 24)
	out := filepath.Join(dir, "x.csv")
	v.Keys("ctrl+e").See("Export to a file", "my-list-2025-06-15.xlsx", "2 rows as on show").Keys("ctrl+u",
		"type:"+out, "enter").See("Written to")
	b, err := os.ReadFile(out)
	if err != nil || string(b) != "\uFEFFName,Left,Odd,Due,N\n'=cmd,-1234.50,1.00,2025-01-31,1200\n"+
		"شركة,,2.00 USD,,7\n" {
		t.Fatalf("%q %v", b, err)
	}
	if err := os.WriteFile(out, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	v.Keys("ctrl+e", "ctrl+u", "type:"+out, "enter").See("enter writes over it")
	if b, _ := os.ReadFile(out); string(b) != "mine" {
		t.Fatal("it was written over unasked")
	}
	v.Keys("enter").See("Written to")
	if b, _ := os.ReadFile(out); !strings.Contains(string(b), "شركة") {
		t.Fatal(string(b))
	}
}
