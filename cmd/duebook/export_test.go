package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A remittance list in a workbook is taken in by the command line, and every list and
// report goes out by the ending of the file's name.
func TestFilesOutAndIn(t *testing.T) {
	s := newShop(t)
	dir := t.TempDir()
	s.do("import", "--yes", "--cut-off", "2025-06-10", s.file("open.csv", openItems,
		"C1,=Al Noor,A-1,2025-05-02,2025-06-01,100,60", "C1,=Al Noor,A-2,2025-05-03,2025-06-02,50,50"))
	s.do("do", "receipt.record", `{"customer":"C1","kind":"transfer","amount":"80","number":"R-1","mode":"none"}`)
	out, _ := s.do("import", "--yes", s.file("list.csv", "Invoice No,Amount", "A-1,60", "A-2,20"))
	if !strings.Contains(out, "remittance") || !strings.Contains(out, "Taken in") {
		t.Fatal(out)
	}
	for _, what := range []string{"customers", "bills", "receipts", "applications", "cheques", "aging", "due",
		"worklist", "cleaning"} {
		for _, ending := range []string{".csv", ".xlsx"} {
			path := filepath.Join(dir, what+ending)
			out, _ := s.do("export", what, path)
			b, err := os.ReadFile(path)
			if err != nil || !strings.HasPrefix(out, path+": ") || len(b) < 40 || strings.HasPrefix(string(b), "PK") !=
				(ending == ".xlsx") {
				t.Errorf("%s%s: %q %v", what, ending, out, err)
			}
			if ending == ".csv" && strings.Contains(string(b), ",=Al") {
				t.Errorf("%s: a formula got out:\n%s", what, b)
			}
			if _, _, err := s.run("export", what, path); err == nil || !strings.Contains(err.Error(), "--force") {
				t.Errorf("%s was written over: %v", path, err)
			}
		}
	}
	s.do("export", "statement", "--customer", "C1", "--force", filepath.Join(dir, "bills.xlsx"))
	for _, name := range []string{"applications.xlsx", "receipts.xlsx", "customers.xlsx"} {
		if out, _ := s.do("import", "--yes", filepath.Join(dir, name)); strings.Contains(out, "differs") ||
			strings.Contains(out, "new ") {
			t.Errorf("%s changes its own book:\n%s", name, out)
		}
	}
	if _, _, err := s.run("export", "nothing", filepath.Join(dir, "x.csv")); err == nil {
		t.Error("nothing was exported")
	}
	if _, _, err := s.run("export", "bills", filepath.Join(dir, "x.ods")); err == nil ||
		!strings.Contains(err.Error(), ".csv or .xlsx") {
		t.Error(err)
	}
}

// The lists of one book make another that owes the same: bills with their kinds and due
// parts, receipts unapplied, then what was applied.
func TestABookIsMadeFromTheListsOfAnother(t *testing.T) {
	s, dir := newShop(t), t.TempDir()
	s.do("import", "--yes", "--cut-off", "2025-06-10", s.file("open.csv", openItems,
		"C1,Al Noor,A-1,2025-05-02,2025-06-01,100,100"))
	s.do("do", "bill.issue", `{"customer":"C1","number":"A-2","doc":"2025-05-02","amount":"90","parts":[`+
		`{"due":"2025-05-20","amount":"50"},{"due":"2025-09-01","amount":"40","retention":true}]}`)
	s.do("do", "bill.issue", `{"customer":"C1","kind":"fee","number":"A-3","doc":"2025-05-02","amount":"7"}`)
	s.do("do", "receipt.record", `{"customer":"C1","kind":"transfer","amount":"200","number":"R-1","mode":"marked",`+
		`"parts":[{"bill":"A-2","part":2,"amount":"15"},{"bill":"A-1","amount":"60"}]}`)
	whole, _ := s.do("report", "aging", "--by", "bill", "--whole")
	lists := []string{"customers", "bills", "receipts", "applications"}
	for _, what := range lists {
		s.do("export", what, filepath.Join(dir, what+".xlsx"))
	}
	other := newShop(t)
	for _, l := range lists {
		other.do("import", "--yes", "--cut-off", "2025-06-10", filepath.Join(dir, l+".xlsx"))
	}
	if got, _ := other.do("report", "aging", "--by", "bill", "--whole"); got != whole {
		t.Errorf("the other book:\n%s\nthis one:\n%s", got, whole)
	}
	twice := newShop(t) // the open amounts count what was paid already
	twice.do("import", "--yes", "--map", "open=left_to_pay", filepath.Join(dir, "bills.xlsx"))
	if _, _, err := twice.run("import", "--yes", filepath.Join(dir, "receipts.xlsx")); err == nil ||
		!strings.Contains(err.Error(), "would count twice") {
		t.Errorf("what was paid was counted twice: %v", err)
	}
	if got, _ := other.do("report", "statement", "--customer", "C1", "--from", "2025-05-01"); !strings.Contains(got,
		"A-3     fee") {
		t.Errorf("the fee is none there:\n%s", got)
	}
	out, _ := other.do("import", "--yes", other.file("cheques.csv",
		"customer,cheque number,bank,maturity,cheque amount,state,covers", "C1,77,SNB,2025-08-01,25,in safe,A-1",
		"C1,76,SNB,2025-05-01,60,cleared,A-1"))
	if !strings.Contains(out, "only cheques in hand") || !strings.Contains(out, "Taken in") {
		t.Errorf("a cleared cheque came in, or stopped the others:\n%s", out)
	}
	for rest, why := range map[string]string{"deposited,,A-1": `a column "moves"`,
		"cleared,2025-06-01 put in safe,A-1 = 5":                          `its state says "cleared"`,
		"in safe,2025-06-01 put in safe,A-1 = 10":                         "more than the cheque",
		"endorsed,2025-06-01 put in safe; 2025-06-02 clear,A-1 = 5":       "cannot clear",
		"in safe,2025-06-01 put in safe; 2025-06-02 lodge in SNB,A-1 = 5": "is no move"} {
		row := "C1,80,SNB,2025-06-01,9," + rest
		if _, _, err := other.run("import", "--yes", other.file("odd.csv",
			"customer,cheque number,bank,maturity,cheque amount,state,moves,covers", row)); err == nil ||
			!strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", row, err)
		}
	}
	_, _, err := other.run("import", "--yes", other.file("wrong.csv", "customer,bill number,date,amount,parts",
		"C1,A-9,2025-05-02,100,2025-06-01 60; 2025-07-01 39.99"))
	if err == nil || !strings.Contains(err.Error(), "does not sum to the amount of the bill") {
		t.Error(err)
	}
}
