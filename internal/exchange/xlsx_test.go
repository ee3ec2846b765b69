package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"duebook/internal/civil"
	"duebook/internal/money"
)

// book makes a workbook: fill gets it with one sheet called Sheet1.
func bookOf(t testing.TB, fill func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func set(t testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, r := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
}

var columnsOf = []any{"Customer No", "Invoice No", "Invoice Date", "Due Date", "Amount"}

func day(n int) time.Time { return civil.New(2025, 1, n).Time() }

// zipped makes a workbook by hand, part by part.
func zipped(t testing.TB, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const relHead = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
const relType = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`

// bare is a workbook with one sheet of the given XML.
func bare(t testing.TB, sheet string) string {
	return zipped(t, map[string]string{
		"xl/workbook.xml": `<workbook xmlns:r="x"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": relHead + `<Relationship Id="a" Type="` + relType +
			`worksheet" Target="worksheets/s.xml"/></Relationships>`,
		"xl/worksheets/s.xml": sheet})
}

func TestASheetReadsAsItIsShown(t *testing.T) {
	p := mustParse(t, bookOf(t, func(f *excelize.File) {
		set(t, f, "Sheet1", columnsOf,
			[]any{"007", 12.5, day(3), day(31), 0.1 + 0.2},
			[]any{7, "F-2, \"x\"\nline", day(3), 45688, "1.250,75"},
			[]any{},
			[]any{8, "1234567890123456789", day(3), day(4), 1.234})
		zeros := "00000"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &zeros})
		if err != nil || f.SetCellStyle("Sheet1", "A5", "A5", style) != nil {
			t.Fatal(err)
		}
	}), Options{Round: true, Decimal: ","})
	if len(p.Bills) != 3 || p.RefusedRows != 0 {
		t.Fatalf("%+v %v", p.Bills, p.Refused)
	}
	a, b, c := p.Bills[0], p.Bills[1], p.Bills[2]
	if a.Customer != "007" || a.Number != "12.5" || a.Amount != 30 || a.Doc != civil.New(2025, 1, 3) ||
		a.Due != civil.New(2025, 1, 31) || a.Line != 2 {
		t.Errorf("%+v", a)
	}
	if b.Customer != "7" || b.Number != `F-2, "x" line` || b.Amount != 125075 || b.Due != civil.New(2025, 1, 31) {
		t.Errorf("%+v", b)
	}
	if c.Customer != "00008" || c.Number != "1234567890123456789" || c.Line != 5 || c.Amount != 123 ||
		c.More().RawAmount != "1.234" {
		t.Errorf("%+v %+v", c, c.Papers)
	}
}

func TestThreeDecimalsOfANumberCellAreNoThousands(t *testing.T) {
	p := mustParse(t, bookOf(t, func(f *excelize.File) {
		set(t, f, "Sheet1", columnsOf, []any{1, "A", day(1), day(2), 1.234}, []any{1, "B", day(1), day(2), 1234})
	}), Options{Currency: "KWD"})
	if p.Bills[0].Amount != 1234 || p.Bills[1].Amount != 1234000 {
		t.Fatalf("%+v", p.Bills)
	}
}

func TestDatesFollowTheWorkbooksFlag(t *testing.T) {
	for flag, want := range map[bool]money.Minor{false: 0, true: 1462} {
		p := mustParse(t, bookOf(t, func(f *excelize.File) {
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &flag}); err != nil {
				t.Fatal(err)
			}
			set(t, f, "Sheet1", columnsOf, []any{1, "A", 43831, 43841.75, 5})
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			if err != nil || f.SetCellStyle("Sheet1", "D2", "D2", style) != nil {
				t.Fatal(err)
			}
		}), Options{})
		if b := p.Bills[0]; b.Doc != civil.New(2020, 1, 1).Add(int(want)) || b.Due != b.Doc+10 {
			t.Errorf("1904 %v: %s, %s", flag, b.Doc, b.Due)
		}
	}
}

func TestWhatASheetHidesIsSaid(t *testing.T) {
	p := mustParse(t, bookOf(t, func(f *excelize.File) {
		set(t, f, "Sheet1", []any{"Aging report"}, columnsOf, []any{1, "A", day(1), day(2), 5},
			[]any{1, "B", day(1), day(2), 6}, []any{1, "C", day(1), day(2), 7}, []any{1, "D", day(1), day(2)})
		for _, err := range []error{f.SetCellFormula("Sheet1", "E3", "2+3"), f.SetCellFormula("Sheet1", "E6", "4+4"),
			f.SetCellValue("Sheet1", "XFD4", "far"), f.SetCellValue("Sheet1", "B9000", "below"),
			f.SetRowVisible("Sheet1", 5, false), f.MergeCell("Sheet1", "A4", "A5"), f.MergeCell("Sheet1", "A1", "E1")} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for name, hide := range map[string]bool{"Notes": false, "Old": true} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
			if err := f.SetSheetVisible(name, !hide); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetCellValue("Notes", "A1", "words"); err != nil {
			t.Fatal(err)
		}
	}), Options{})
	all := ""
	for _, w := range p.Warnings {
		all += w.String() + "\n"
	}
	for _, want := range []string{"2 rows, the first on line 3: formulas", "line 5: hidden, and read",
		"line 4: with cells right of column IV", "line 9000: stands more than 1,000 empty rows below",
		"only the sheet Sheet1 was read, not the 1 other sheet", "hidden and not read: the sheet Old",
		"1 merged range: "} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not said in\n%s", want, all)
		}
	}
	// the formula without a stored value and the empty cell of the merged range
	if len(p.Bills) != 2 || p.RefusedRows != 2 ||
		!strings.Contains(p.Refused[1].Reason, "without a stored value") ||
		!strings.Contains(p.Refused[0].Reason, "customer is missing") {
		t.Errorf("%+v %v", p.Bills, p.Refused)
	}
}

func TestTwoSheetsWithListsAreAskedAbout(t *testing.T) {
	data := bookOf(t, func(f *excelize.File) {
		if _, err := f.NewSheet("Jeddah"); err != nil {
			t.Fatal(err)
		}
		set(t, f, "Sheet1", columnsOf, []any{1, "A", day(1), day(2), 5})
		set(t, f, "Jeddah", columnsOf, []any{1, "B", day(1), day(2), 5})
	})
	_, err := parse(t, data, Options{})
	var ask *Ask
	if !errors.As(err, &ask) || !errors.Is(err, ErrAskSheet) || len(ask.Choices) != 2 ||
		ask.Choices[1].Value != "Jeddah" || ask.Choices[0].Samples[1] != "Invoice No" {
		t.Fatal(err)
	}
	if p := mustParse(t, data, Options{Sheet: "jeddah"}); p.Bills[0].Number != "B" || p.Sheet != "Jeddah" {
		t.Fatal(p.Bills)
	}
	if _, err := parse(t, data, Options{Sheet: "x"}); err == nil || !strings.Contains(err.Error(), "Sheet1, Jeddah") {
		t.Fatal(err)
	}
}

func TestWorkbooksThatAreRefused(t *testing.T) {
	good := `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>Customer No</v></c></row></sheetData></worksheet>`
	secret := bookOf(t, func(*excelize.File) {})
	var locked bytes.Buffer
	f, err := excelize.OpenReader(strings.NewReader(secret))
	if err == nil {
		err = f.Write(&locked, excelize.Options{Password: "x"})
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ data, say string }{
		"password": {locked.String(), "protected by a password"},
		"old":      {cfb + strings.Repeat("x", 600), "old Excel file (.xls)"},
		"html":     {"\n<html><table><tr><td>Customer", "web page"},
		"macros":   {zipped(t, map[string]string{"xl/workbook.xml": "x", "xl/vbaProject.bin": "x"}), "macros (.xlsm)"},
		"binary":   {zipped(t, map[string]string{"xl/workbook.bin": "x"}), "binary workbook (.xlsb)"},
		"ods":      {zipped(t, map[string]string{"content.xml": "x", "mimetype": "x"}), "OpenDocument"},
		"word":     {zipped(t, map[string]string{"word/document.xml": "x"}), "Word document"},
		"archive":  {zipped(t, map[string]string{"a.csv": "x"}), "zip archive and no workbook"},
		"cut":      {secret[:len(secret)/2], "damaged or was cut off"},
		"large":    {claiming(t, 65<<20, 1<<20), "larger than 64 MB unzipped"},
		"lies":     {claiming(t, 100, 1<<20), "damaged"},
		"bomb":     {bare(t, strings.Repeat(" ", 30<<20)+good), "grows more than 150-fold"},
		"nested":   {bare(t, strings.Repeat("<a>", 2000)+strings.Repeat("</a>", 2000)), "damaged"},
		"doctype":  {bare(t, `<!DOCTYPE a [<!ENTITY b "c">]>`+good), "document type"},
		"entity":   {bare(t, strings.Replace(good, "Customer No", "&b;", 1)), "damaged"},
		"order": {bare(t, `<worksheet><sheetData><row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>`+
			`</sheetData></worksheet>`), "damaged"},
		"no list":  {bare(t, good), "no header row"},
		"no sheet": {zipped(t, map[string]string{"xl/workbook.xml": "<workbook/>"}), "no sheet of cells"},
	} {
		began := time.Now()
		_, err := parse(t, c.data, Options{})
		if err == nil || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

// claiming is a workbook whose sheet says it has so many bytes, and has others.
func claiming(t testing.TB, says uint64, packed int) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	r, err := zip.NewReader(strings.NewReader(bare(t, "<x/>")), int64(len(bare(t, "<x/>"))))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, "s.xml") {
			continue
		}
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	body := []byte(strings.Repeat("x", packed))
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/s.xml", Method: zip.Store, UncompressedSize64: says,
		CompressedSize64: uint64(packed)})
	if err == nil {
		_, err = w.Write(body)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// FuzzWorkbook reads any sheet without a panic, and any text cell as it was.
func FuzzWorkbook(f *testing.F) {
	f.Add(`<sheetData><row><c t="s"><v>9</v></c><c r="ZZZZ1"><v>1e999</v></c></row></sheetData>`)
	f.Add(`<row r="1"><c r="A1"><v>-1E-400</v></c></row><mergeCell ref="A"/>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		_, _ = parse(t, bare(t, "<worksheet>"+sheet+"</worksheet>"), Options{})
	})
}

func TestNumbersOfASheet(t *testing.T) {
	for in, want := range map[string]string{"12": "12", "0.30000000000000004": "0٫3", "1.5E-2": "0٫015",
		"-7.10": "-7٫1",
		"1E+20": "100000000000000000000", "1e999999999": "1e999999999", "1_000": "1_000", "NaN": "NaN",
		"123456789012345.678": "123456789012346", "90071992547409.91": "90071992547409٫9"} {
		if got := sheetNumber(in); got != want {
			t.Errorf("%s is %s, not %s", in, got, want)
		}
	}
}

// What a file of ours holds comes back as it was, and nothing in it runs.
func TestWhatIsWrittenComesBack(t *testing.T) {
	cols := []OutColumn{{"customer", Text}, {"name", Text}, {"number", Text}, {"invoice_date", Date},
		{"due_date", Date}, {"amount", Number}}
	rows := [][]string{{"007", "=1+1", "+5", "2025-01-02", "2025-02-01", "0.10"},
		{"008", "@SUM(A1)", "-7", "2025-01-02", "2025-02-01", "1234567.89"},
		{"009", "＝شركة", "1E5", "2025-01-02", "2025-02-01", "80071992547409.91"},
		{"010", `"=quoted`, "_x0041_", "2025-01-02", "2025-02-01", "5.00"},
		{"011", "'=was guarded", "2025-01-02", "2025-01-02", "2025-02-01", "7.00"}}
	var book bytes.Buffer
	x, err := NewXLSXWriter(&book)
	if err == nil {
		err = x.Sheet("bills", cols...)
	}
	for _, r := range rows {
		if err == nil {
			err = x.Row(r...)
		}
	}
	if err == nil {
		err = x.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	p := mustParse(t, book.String(), Options{Currency: "SAR"})
	if len(p.Bills) != len(rows) || p.RefusedRows > 0 {
		t.Fatal(p.Refused)
	}
	for i, b := range p.Bills {
		want := rows[i]
		if got := []string{b.Customer, b.Name, b.Number, b.Doc.String(), b.Due.String(),
			money.Currency{Digits: 2}.Plain(b.Amount)}; strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q came back as %q", want, got)
		}
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := range rows {
		for c := 'A'; c <= 'F'; c++ {
			at := fmt.Sprintf("%c%d", c, i+2)
			formula, _ := f.GetCellFormula("bills", at)
			kind, _ := f.GetCellType("bills", at)
			number := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
			if formula != "" || number != (c > 'C') && at != "F4" {
				t.Errorf("%s: formula %q, kind %v", at, formula, kind)
			}
		}
	}
	if s, _ := f.GetCellValue("bills", "F3"); s != "1,234,567.89" {
		t.Error(s)
	}
	if s, _ := f.GetCellValue("bills", "D2"); s != "2025-01-02" {
		t.Error(s)
	}
}

// BenchmarkReadSheet reads a workbook of 100,000 bills.
func BenchmarkReadSheet(b *testing.B) {
	const rows = 100_000
	var data bytes.Buffer
	x, err := NewXLSXWriter(&data)
	if err == nil {
		err = x.Sheet("bills", OutColumn{"customer", Text}, OutColumn{"name", Text}, OutColumn{"number", Text},
			OutColumn{"invoice date", Date}, OutColumn{"due", Date}, OutColumn{"amount", Number})
	}
	for i := 0; i < rows && err == nil; i++ {
		err = x.Row(fmt.Sprint(i%900), "شركة التجارة", fmt.Sprint("INV-", i), "2025-01-02", "2025-02-01",
			fmt.Sprintf("%d.25", i+1))
	}
	if err == nil {
		err = x.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if p := mustParse(b, data.String(), Options{}); len(p.Bills) != rows {
			b.Fatal(len(p.Bills))
		}
	}
}
