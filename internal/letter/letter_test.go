package letter

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"duebook/internal/civil"
	"duebook/internal/text"
)

func sample(rows int) *Letter {
	l := &Letter{From: []Both{{"Gulf Building Supplies", "شركة الخليج لمواد البناء"}, {EN: "Riyadh, +966 11 555 0100"}},
		Title: Both{"Statement of account", "كشف حساب"}, Made: civil.New(2025, 6, 30),
		Facts: []Fact{{Both{"Customer", "العميل"}, Both{"Al Noor Trading & Contracting Co. Ltd. (Branch 2)",
			"مؤسسة النور للتجارة والمقاولات (فرع 2) المحدودة"}},
			{Both{"Period", "الفترة"}, Plain("2025-06-01 - 2025-06-30")}},
		Notes: []Both{{"Please pay to IBAN SA03 8000 0000 6080 1016 7519.",
			"يرجى السداد إلى الآيبان SA03 8000 0000 6080 1016 7519."}},
		Signs: []Both{{"Prepared by", "أعده"}, {"Customer's confirmation", "مصادقة العميل"}}}
	t := Table{Columns: []Column{{Both{"Date", "التاريخ"}, Date, 18}, {Both{"Number", "الرقم"}, Text, 28},
		{Both{"Description", "البيان"}, Words, 40}, {Both{"Debit", "مدين"}, Amount, 25},
		{Both{"Credit", "دائن"}, Amount, 25}, {Both{"Balance", "الرصيد"}, Amount, 27}}}
	for n := range rows {
		t.Rows = append(t.Rows, Row{Cells: []Both{Plain("2025-06-02"), Plain(fmt.Sprintf("INV-%05d", n)),
			{"invoice", "فاتورة"}, Plain("1,234,567.890"), {}, Plain("1,234,567.890")}})
	}
	t.Rows = append(t.Rows, Row{Strong: true, Cells: []Both{{}, {}, {"Closing balance", "رصيد آخر المدة"}, {}, {},
		Plain("-12.345")}})
	l.Tables = append(l.Tables, t)
	return l
}

func pdfText(t *testing.T, pdf []byte, args ...string) string {
	t.Helper()
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed (Debian: poppler-utils)")
	}
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, append(args, file, "-")...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

// 300 rows go over pages, each with the head of the table and its number; nothing is
// lost, and the same letter is the same file.
func TestPages(t *testing.T) {
	var a, b bytes.Buffer
	if err := sample(300).WritePDF(&a); err != nil {
		t.Fatal(err)
	}
	if err := sample(300).WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same letter came out as two files")
	}
	out := pdfText(t, a.Bytes(), "-layout")
	all := strings.Count(out, "\f")
	if all < 5 || strings.Count(out, "Description") != all || strings.Count(out, fmt.Sprintf(" of %d", all)) != all {
		t.Errorf("%d pages, %d heads", all, strings.Count(out, "Description"))
	}
	for n := range 300 {
		if !strings.Contains(out, fmt.Sprintf("INV-%05d", n)) {
			t.Fatalf("row %d is lost", n)
		}
	}
}

// What is drawn is in the fonts, whatever a name holds, and Arabic stands in visual
// order and in joined forms.
func TestDrawable(t *testing.T) {
	for s, want := range map[string]string{"سلام": "\ufee1\ufefc\ufeb3", "a漢字b": "a?b", "x😀": "x?", "ſ": "?",
		"\u202eA\x1b[31m": "A[31m", "é": "é", "كُتبًا": "\ufe8e\ufe92\ufe98\ufedb",
		"Bank بنك 12": "Bank 12 \ufeda\ufee8\ufe91"} {
		if got := drawable(s, text.Auto); got != want {
			t.Errorf("%q is drawn as %+q", s, got)
		}
	}
	f := (&Letter{}).new()
	for _, style := range []string{"", "B"} {
		f.SetFont("letter", style, 10)
		none := f.GetStringSymbolWidth("\u2603")
		for _, sign := range "Wéš٣ش\ufe8f\ufefc\ufb58\u2026\u20ac" {
			if f.GetStringSymbolWidth(string(sign)) == none || !unicode.Is(cut, sign) {
				t.Errorf("U+%04X is not in the font %q", sign, style)
			}
		}
	}
}

// A letter with nothing in it, and one with hostile text, are written.
func TestOddLetters(t *testing.T) {
	long := strings.Repeat("Very Long Name ", 40) + strings.Repeat("ا", 300)
	both := Both{long, long}
	full := &Letter{From: []Both{{}}, Title: Plain(long), Facts: []Fact{{Plain(long), both}}, Notes: []Both{both},
		Words: []Both{both},
		Signs: []Both{both}, Tables: []Table{{Title: both, Together: true,
			Columns: []Column{{Title: both, Share: 1}, {Share: 1, Kind: Words}, {Share: 1, Kind: Amount}},
			Rows:    []Row{{Cells: []Both{Plain(long), both, Plain(long)}}}}}}
	for _, l := range []*Letter{{}, full, {Title: Plain("<script>&\x1b]8;;x\a")}} {
		var pdf, page bytes.Buffer
		if err := l.WritePDF(&pdf); err != nil {
			t.Error(err)
		}
		if err := l.WriteHTML(&page); err != nil {
			t.Error(err)
		}
		if strings.Contains(page.String(), "<script") || strings.ContainsAny(page.String(), "\x1b\a") {
			t.Error(page.String())
		}
	}
}

func BenchmarkPDF(b *testing.B) {
	l := sample(20)
	for b.Loop() {
		var out bytes.Buffer
		if err := l.WritePDF(&out); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len()), "bytes")
	}
}
