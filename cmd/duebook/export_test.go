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
