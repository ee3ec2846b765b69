package importing

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"duebook/internal/ar/company"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
)

var noon = time.Date(2025, 6, 15, 12, 0, 0, 0, time.Local)

const openItems = `Customer,Customer Name,Invoice No,Invoice Date,Due Date,Amount,Open Amount
C-1,Al Noor Trading,INV-1,2025-05-01,2025-05-31,1250.00,1250.00
C-1,Al Noor Trading,INV-2,2025-05-03,2025-06-02,400.00,100.00
C-2,شركة البحر,INV-3,2025-06-10,2025-06-12,99.50,99.50
`

// folderWith makes a folder of files the working one.
func folderWith(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	for name, body := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, noon, noon); err != nil {
			t.Fatal(err)
		}
	}
}

func book(t *testing.T) Desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "b.db")
	o := desk.Options{Who: "mona", Clock: func() time.Time { return noon.UTC() }}
	if err := desk.Create(path, "Test Trading", "SAR", o); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return theDesk{d}
}

func start(t *testing.T, d Desk, arg any, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("import", func(arg any) shell.Screen { return open(d, arg) })
	reg.Register("first", func(any) shell.Screen { return open(d, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Import",
		Route: shell.Route{Name: "first"}}}}, w, h)
}

// here is the package's folder, for the golden frames: the tests work elsewhere.
var here, _ = os.Getwd()

func TestFrames(t *testing.T) {
	many := "Customer,Customer Name,Invoice No,Invoice Date,Due Date,Amount\n"
	for i := range 60 {
		many += fmt.Sprintf("C-%d,Customer %d,INV-%03d,2025-05-%02d,2025-06-%02d,%d.25\n", i%7, i%7, i, i%28+1, i%28+1,
			i*100+7)
	}
	folderWith(t, map[string]string{"open_items.csv": openItems, "many.csv": many + "C-1,x,BAD,2025-05-01,,abc\n",
		"old/a.csv": openItems, "report.pdf": "x", "words.txt": "just words\nand no header\n"})
	if err := os.Chtimes("old", noon, noon); err != nil {
		t.Fatal(err)
	}
	b := book(t) // the frames post nothing
	for _, size := range uitest.Sizes {
		for name, keys := range map[string][]string{"choose": nil, "one": {"/", "type:open", "enter"},
			"many": {"/", "type:many", "enter"}, "columns": {"/", "type:open", "enter", "shift+tab"},
			"error": {"/", "type:words", "enter"}, "empty": {"/", "type:nowhere/"}} {
			d := start(t, b, nil, size[0], size[1])
			d.Keys(keys...)
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				file := filepath.Join(here, "testdata", fmt.Sprintf("%s-%dx%d.golden", name, size[0], size[1]))
				if err := uitest.Compare(file, uitest.Bare(d.Frame())); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

func TestAFileIsTakenInOnceAndSaysSo(t *testing.T) {
	folderWith(t, map[string]string{"open_items.csv": openItems})
	d := start(t, book(t), nil, 100, 30)
	d.Play(`
		key / 
		type open
		key tab enter
		see Holds open items
		see Enter takes it in: 2 new customers, 3 new.
		key enter
		dialog Take the file in?
		see 2 new customers, 3 new
		key esc
		dialog none
		key enter enter
		see open_items.csv was taken in as entry 2: 2 new customers, 3 new.
		key enter
		see Nothing changed: the book has all of this file already.
		key enter
		note the file changes nothing
		key esc
		see this folder
	`, nil)
}

func TestQuestionsAreAskedAndAnswered(t *testing.T) {
	folderWith(t, map[string]string{
		"order.csv":  "Customer,Invoice No,Invoice Date,Due Date,Amount\nC-1,A,01/02/2025,03/04/2025,10\n",
		"column.csv": "Customer Name,Foo,Invoice Date,Due Date,Amount,Bar\nNoor,A1,2025-01-01,2025-02-01,10,x\n"})
	d := start(t, book(t), "order.csv", 80, 24)
	d.See("How is the file to be read?", "day/month/year").Keys("esc").See("Press enter to answer")
	d.Keys("enter", "1").See("Dates", "Enter takes it in")
	d = start(t, book(t), "column.csv", 80, 24)
	d.See("Which column is it?", "Foo").Keys("2")
	if d.Model.Asking() != nil {
		d.Keys("2")
	}
	d.See("Enter takes it in", "A1")
}

func TestRefusedRowsAreShownAndCanBeLeftOut(t *testing.T) {
	folderWith(t, map[string]string{"bad.csv": openItems + "C-9,X,INV-9,2025-05-13,2025-06-12,ten,\n"})
	d := start(t, book(t), "bad.csv", 100, 30)
	d.See("[Refused 1]", `ten`, "Not yet: rows are refused").Keys("enter").See("Take it in: rows are refused")
	d.Keys("e", "tab", "tab", "tab", "tab", "tab", "y",
		"ctrl+s").See("Refused rows stay out; enter takes in the others")
}

// stuck is a desk whose work waits until it is stopped, or fails.
type stuck struct {
	Desk
	fail error
}

func (s stuck) PlanImport(ctx context.Context, p string, o desk.ImportOptions) (*desk.ImportPlan, error) {
	if s.fail != nil {
		return s.Desk.PlanImport(ctx, p, o)
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

func (s stuck) post(context.Context, *desk.ImportPlan, func(int, int)) (posted, error) {
	return posted{}, s.fail
}

func (s stuck) Company() company.Settings {
	return company.Defaults("Test", money.Currency{Code: "SAR", Digits: 2})
}

func TestWorkCanBeStoppedAndFailuresSayNothingWasSaved(t *testing.T) {
	folderWith(t, map[string]string{"open_items.csv": openItems})
	d := start(t, stuck{Desk: book(t)}, nil, 80, 24)
	d.Hold()
	d.Keys("down", "enter").See("opening", "esc stops")
	d.Keys("j", "q", "esc")
	d.Release()
	d.See("Stopped: nothing was saved.", "this folder")
	d = start(t, stuck{book(t), errors.New("the disk is full")}, "open_items.csv", 80, 24)
	d.Keys("enter", "enter").See("Nothing was saved: the disk is full")
}

func TestActionsFollowTheKeys(t *testing.T) {
	d := theDesk{}
	for _, s := range []shell.Screen{open(d, nil), open(d, "x.csv")} {
		for _, c := range action.Conflicts("import", s.Actions()) {
			t.Error(c)
		}
	}
	if strings.Contains(size(1_250_000), "KB") || size(999) != "999 B" || size(1_249_999) != "1.2 MB" {
		t.Error(size(1_250_000), size(999), size(1_249_999))
	}
	if dir, name := split("x"); dir != "." || name != "x" {
		t.Error(dir, name)
	}
}

func TestAnOldListOfOpenItemsIsAskedAbout(t *testing.T) {
	folderWith(t, map[string]string{"old.csv": strings.ReplaceAll(openItems, "2025-06-10", "2025-05-10")})
	d := start(t, book(t), "old.csv", 80, 24)
	d.See("Up to which day do its figures go?", "The latest date in the file is 2025-05-10").Keys("l")
	d.See("Cut-off 2025-05-10, as said").Keys("enter").See("up to 2025-05-10")
	d = start(t, book(t), "old.csv", 80, 24)
	d.Keys("t").See("Cut-off 2025-06-15, as said")
	d = start(t, book(t), "old.csv", 120, 40)
	d.Keys("esc").See("Cut-off ! 2025-05-10, the latest date in the file (e changes it)")
	d.Keys("ctrl+r").See("Enter takes it in") // not asked again
}

// warner warns of what it posts.
type warner struct{ Desk }

func (w warner) post(context.Context, *desk.ImportPlan, func(int, int)) (posted, error) {
	return posted{7, []string{"one \x1b[31mbill", "two", "three", "four", "five", "six"}}, nil
}

func TestWarningsOfAPostedFileAreShown(t *testing.T) {
	folderWith(t, map[string]string{"open_items.csv": openItems})
	d := start(t, warner{book(t)}, nil, 80, 24)
	d.Keys("down", "enter", "enter", "enter").See("entry 7", "! one", "four", "and 2 more warnings")
	if f := d.Frame(); strings.Contains(f, "\x1b[31mbill") || strings.Contains(f, "five") {
		t.Error(f)
	}
}

func TestAWorkbookWithTwoListsIsAskedAbout(t *testing.T) {
	folderWith(t, map[string]string{"x.txt": ""})
	f := excelize.NewFile()
	for _, sheet := range []string{"Sheet1", "جدة"} {
		if _, err := f.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		for i, row := range [][]any{{"Customer", "Invoice No", "Invoice Date", "Due Date", "Open Amount"},
			{"C-1", "A" + sheet, noon, noon, 12.5}} {
			if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.SaveAs("two.xlsx"); err != nil {
		t.Fatal(err)
	}
	d := start(t, book(t), nil, 80, 24)
	d.See("two.xlsx").Keys("/", "type:two", "enter").See("several sheets", "Sheet1", "جدة").Keys("2")
	if d.Model.Asking() != nil {
		d.Keys("enter")
	}
	d.See("Encoding xlsx, sheet جدة", "Aجدة", "12.50")
}
