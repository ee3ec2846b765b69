package statement_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/screen/statement"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func start(t *testing.T, o *office.Office, arg desk.CardArg, w, h int) *uitest.Driver {
	var reg shell.Registry
	reg.Register("statement", func(any) shell.Screen { return statement.New(o.Desk, arg) })
	return uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Statement",
		Route: action.Route{Name: "statement"}}}}, w, h)
}

// full is the sample office with an account that has everything: an Arabic name, two
// currencies, cheques in hand, a document taken back and more movements than fit.
func full(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&customer.Open{Code: "X1", Name: "مؤسسة الأفق البعيد للتجارة والمقاولات العامة والنقل والصيانة والتشغيل"})
	for n := range 60 {
		day := o.Today().Add(n - 60)
		o.Must(&bill.Issue{Customer: "X1", Number: fmt.Sprintf("BILL-%04d", n), Doc: day.String(),
			Due: day.Add(30).String(), Amount: fmt.Sprint(1000 + n), PO: "طلب-" + fmt.Sprint(n)})
	}
	o.Must(&receipt.Record{Customer: "X1", Type: "transfer", Amount: "2500", Reference: "FT 1"})
	o.Must(&bill.Issue{Customer: "X1", Number: "KW-1", Doc: "2025-04-01", Due: "2025-05-01", Amount: "1234.567",
		Currency: "KWD"})
	o.Must(&cheque.Receive{Customer: "X1", Paper: cheque.Paper{Number: "77", Amount: "9000", Maturity: "2025-08-01",
		Bank: "Bank"}})
	return o
}

func TestFrames(t *testing.T) {
	none := office.Sample(t)
	none.Must(&customer.Open{Code: "E1", Name: "Nothing Yet"})
	for name, c := range map[string]struct {
		o    *office.Office
		code string
	}{"nothing": {none, "E1"}, "some": {none, "C1"}, "full": {full(t), "X1"}, "error": {none, "Z9"}} {
		for _, size := range uitest.Sizes {
			d := start(t, c.o, desk.CardArg{Code: c.code, Currency: "SAR"}, size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
}

func TestPeriodAndAccounts(t *testing.T) {
	start(t, full(t), desk.CardArg{Code: "X1", Currency: "SAR", List: []string{"C1", "X1"}}, 120, 40).Play(`
		see opening balance
		see 1 cheque in hand, 9,000.00 come off once paid
		key G
		see closing balance
		key tab
		see closing 1,234.567
		key [
		see C1
		see 12,000.00
		key [
		note first customer
		key f
		dialog Period
	`, nil)
}

// The letters: one customer's into a file, those of the overdue into a folder.
func TestLetters(t *testing.T) {
	o := full(t)
	d := start(t, o, desk.CardArg{Code: "C1"}, 100, 30)
	d.Play(`
		key l
		dialog Letter to Al Noor Trading Co
		key ctrl+s
		note The letter is in
		key :
		type spelled
		key enter
		dialog The company's name on letters
		key tab
		type مكتب التجارة
		key ctrl+s
		note Letters have the new names
		key L
		dialog Letters to all who are overdue
		see Writes the statements of 6 customers
		key ctrl+s
	`, nil)
	files, _ := filepath.Glob(filepath.Join(o.BatchFolder(o.Today()), "*.pdf"))
	if one, _ := filepath.Glob(filepath.Join(filepath.Dir(o.OutPath("x")), "statement-C1-*.pdf")); len(one) != 1 ||
		len(files) != 7 {
		t.Errorf("%v, %d files", one, len(files))
	}
	if !strings.Contains(d.Model.Notice(), "7 statements of 6 customers") {
		t.Error(d.Model.Notice())
	}
}
