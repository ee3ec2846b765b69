package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"duebook/internal/ar/intake"
	"duebook/internal/civil"
	"duebook/internal/money"
)

var today = civil.New(2025, 6, 1)

func parse(t testing.TB, data string, opt Options) (*Parsed, error) {
	t.Helper()
	opt.Today = today
	if opt.Fallback == "" {
		opt.Fallback = "SAR"
	}
	f, err := Read(strings.NewReader(data), int64(len(data)), opt)
	if err != nil {
		return nil, err
	}
	return f.Parse(context.Background(), opt)
}

func mustParse(t testing.TB, data string, opt Options) *Parsed {
	t.Helper()
	p, err := parse(t, data, opt)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const head = "Customer No,Invoice No,Invoice Date,Due Date,Amount\n"

// one parses a file with one row of the usual five columns.
func one(t *testing.T, row string, opt Options) *Parsed {
	t.Helper()
	return mustParse(t, head+"1,first,2025-01-02,2025-02-01,1.50\n"+row+"\n", opt)
}

func TestRefusedRows(t *testing.T) {
	for _, c := range []struct{ name, row, field, reason string }{
		{"NUL", "1,a\x00,2025-01-02,2025-02-01,5", "", "NUL byte"},
		{"bare quote", `1,a"b,2025-01-02,2025-02-01,5`, "", "a quote stands in the middle"},
		{"text after quote", `1,"a"b,2025-01-02,2025-02-01,5`, "", "text follows a closing quote"},
		{"unclosed quote", `1,"a,2025-01-02,2025-02-01,5`, "", "never closed"},
		{"short row", "1,a,2025-01-02,2025-02-01", "", "the row has 4 columns, the header 5"},
		{"long row", "1,a,2025-01-02,2025-02-01,5,6", "", "the row has 6 columns, the header 5"},
		{"long field", "1," + strings.Repeat("a", MaxField+1) + ",2025-01-02,2025-02-01,5", "", "field 2 is longer than 4 KB"},
		{"huge row", strings.Repeat(strings.Repeat("a", 4000)+",", 20), "", "longer than 64 KB"},
		{"NaN", "1,a,2025-01-02,2025-02-01,NaN", "amount", "the amount is missing"},
		{"Inf", "1,a,2025-01-02,2025-02-01,Inf", "amount", notAmount},
		{"exponent", "1,a,2025-01-02,2025-02-01,1e308", "amount", notAmount},
		{"hexadecimal", "1,a,2025-01-02,2025-02-01,0x1p10", "amount", notAmount},
		{"underscore", "1,a,2025-01-02,2025-02-01,1_000", "amount", notAmount},
		{"two digit sets", "1,a,2025-01-02,2025-02-01,1٢3.40", "amount", "mixes two sets of digits"},
		{"odd groups", `1,a,2025-01-02,2025-02-01,"1,23,4.50"`, "amount", "grouped in a way"},
		{"too large", "1,a,2025-01-02,2025-02-01,99999999999999999.00", "amount", "is too large"},
		{"three decimals", "1,a,2025-01-02,2025-02-01,5.125", "amount", "more than the 2 decimals"},
		{"other currency", "1,a,2025-01-02,2025-02-01,USD 5.10", "amount", "in another currency than the row (SAR)"},
		{"zero", "1,a,2025-01-02,2025-02-01,0.00", "amount", "the amount is 0"},
		{"negative bill", "1,a,2025-01-02,2025-02-01,-5.10", "amount", "nothing in the row says it is a credit note"},
		{"no customer", ",a,2025-01-02,2025-02-01,5", "customer", "the customer is missing"},
		{"no number", "1,,2025-01-02,2025-02-01,5", "number", "the number is missing"},
		{"scientific code", "1,2.96062E+09,2025-01-02,2025-02-01,5", "number", "scientific notation"},
		{"no date", "1,a,,2025-02-01,5", "", "no document or posting date"},
		{"no such day", "1,a,2025-02-31,2025-03-01,5", "doc", "there is no such day"},
		{"no leap day", "1,a,2025-02-28,2025-02-29,5", "due", "there is no such day"},
		{"two-digit year", "1,a,02/01/25,2025-02-01,5", "doc", "two digits"},
		{"before 2000", "1,a,1999-12-31,2025-02-01,5", "doc", "is outside 2000-01-01 to 2035-06-01"},
		{"year 9999", "1,a,2025-01-02,9999-12-31,5", "due", "is outside"},
		{"year 1", "1,a,0001-01-01,2025-02-01,5", "doc", "is outside"},
		{"Hijri unmarked", "1,a,1446-06-01,2025-02-01,5", "doc", "looks like a Hijri year"},
		{"no Hijri day", "1,a,1446-06-31h,2025-02-01,5", "doc", "there is no such day"},
		{"serial", "1,a,45658,2025-02-01,5", "doc", "spreadsheet's day number"},
		{"words", "1,a,soon,2025-02-01,5", "doc", "is not a date"},
		{"same number", "1,first,2025-01-02,2025-02-01,7.25", "number", "is on line 2 too, with other content"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := one(t, c.row, Options{})
			if p.RefusedRows != 1 || len(p.Refused) != 1 || len(p.Bills) != 1 {
				t.Fatalf("%d bills, refused %v", len(p.Bills), p.Refused)
			}
			r := p.Refused[0]
			if r.Line != 3 || r.Field != c.field || !strings.Contains(r.Reason, c.reason) {
				t.Fatalf("got %v, want field %q: %s", r, c.field, c.reason)
			}
		})
	}
}

func TestReadingGoesOnAfterABadRow(t *testing.T) {
	p := mustParse(t, head+"1,\"a\n,2025-01-02\n2,b,2025-01-02,2025-02-01,5.00\n\n\"3\",\"c\nd\",2025-01-02,2025-02-01,\"6.00\"\n4,e,x,,7\n",
		Options{})
	if len(p.Bills) != 2 || p.Bills[0].Line != 4 || p.Bills[1].Number != "c d" || p.Bills[1].Line != 6 {
		t.Fatalf("%+v, refused %v", p.Bills, p.Refused)
	}
	if p.RefusedRows != 3 || p.Refused[2].Line != 8 {
		t.Fatal(p.Refused)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		cells, currency string
		round           bool
		want            string
	}{
		{"1234.50|5", "SAR", false, "1234.50|5.00"},
		{"1,234.50|1,234", "SAR", false, "1234.50|1234.00"},
		{"1.234,50|1.234|7", "SAR", false, "1234.50|1234.00|7.00"},
		{"1'234.50|1 234.5", "SAR", false, "1234.50|1234.50"},
		{"1,23,456.75|12,34,567.00", "SAR", false, "123456.75|1234567.00"},
		{"1,234,567|9", "SAR", false, "1234567.00|9.00"},
		{"١٬٢٣٤٫٥٠|٧", "SAR", false, "1234.50|7.00"},
		{"۱۲۳۴٫۵|１２．５", "SAR", false, "1234.50|12.50"},
		{"SAR 12.50|12.50 ر.س", "SAR", false, "12.50|12.50"},
		{"2309.7899999999995|0.30000000000000004", "SAR", false, "2309.79|0.30"},
		{"12.345|0.250", "KWD", false, "12.345|0.250"},
		{"1,500.00|200", "JPY", false, "1500|200"},
		{"5.125|5.124|1.005|39.157999999999994|2.50", "SAR", true, "5.13|5.12|1.01|39.16|2.50"},
		{".50|00012.5000000000000000000000000", "SAR", false, "0.50|12.50"},
		{"90071992547409.92|1.10", "SAR", false, "90071992547409.92|1.10"},
	} {
		data := "customer;number;date;amount;currency\n"
		for i, cell := range strings.Split(c.cells, "|") {
			data += fmt.Sprintf("1;%d;2025-01-02;%s;%s\n", i, cell, c.currency)
		}
		p := mustParse(t, strings.ReplaceAll(data, "90071992547409.92", "45035996273704.96"), Options{Round: c.round})
		cur, _ := money.Find(c.currency)
		var got []string
		for _, b := range p.Bills {
			got = append(got, cur.Plain(b.Amount))
		}
		if want := strings.ReplaceAll(c.want, "90071992547409.92", "45035996273704.96"); strings.Join(got, "|") != want {
			t.Errorf("%s: got %v, want %s; refused %v", c.cells, got, want, p.Refused)
		}
		if c.round && (!reflect.DeepEqual(p.Rounded, []Rounding{{"SAR", 4, "0.008"}}) || p.Bills[0].More().RawAmount != "5.125" ||
			p.Bills[4].Papers != nil) {
			t.Errorf("rounded %+v, %+v", p.Rounded, p.Bills[0].More())
		}
	}
}

func TestNegatives(t *testing.T) {
	const h = "customer;number;date;amount;type\n"
	row := func(n int, amount, kind string) string {
		return fmt.Sprintf("1;%d;2025-01-02;%s;%s\n", n, amount, kind)
	}
	for _, c := range []struct {
		name, data string
		kind       string
		want       []money.Minor
		refused    int
	}{
		{"credit word, minus", h + row(1, "5.10", "INV") + row(2, "-3.10", "Credit Note"), "", []money.Minor{510, -310}, 0},
		{"credit word, no sign", h + row(1, "5.10", "فاتورة") + row(2, "3.10", "إشعار دائن"), "", []money.Minor{510, -310}, 0},
		{"signs disagree", h + row(1, "5.10", "CN") + row(2, "-3.10", "CN"), "", []money.Minor{-310}, 1},
		{"trailing", h + row(1, "5.10", "RV") + row(2, "3.10-", "DG"), "", []money.Minor{510, -310}, 0},
		{"parentheses", h + row(1, "(5.10)", ""), OpenItems, []money.Minor{-510}, 0},
		{"CR and DR", h + row(1, "5.10 DR", "") + row(2, "3.10 CR", ""), Ledger, []money.Minor{510, -310}, 0},
		{"two ways", h + row(1, "(5.10)", "") + row(2, "-3.10", ""), OpenItems, nil, 2},
		{"side", "KUNNR;BELNR;BUDAT;DMBTR;SHKZG\n1;1;20250102;5.10;S\n1;2;20250102;3.10;H\n", "", []money.Minor{510, -310}, 0},
		{"debit and credit", "العميل;رقم السند;التاريخ;مدين;دائن;الرصيد\n1;1;20250102;5.10;;5.10\n1;2;20250102;0;3.10;2.00\n1;3;20250102;1;1;2\n",
			"", []money.Minor{510, -310}, 1},
	} {
		p := mustParse(t, c.data, Options{Kind: c.kind})
		var got []money.Minor
		for _, b := range p.Bills {
			got = append(got, b.Amount)
		}
		if !reflect.DeepEqual(got, c.want) || p.RefusedRows != c.refused {
			t.Errorf("%s: got %v, refused %v", c.name, got, p.Refused)
		}
	}
}

func TestDates(t *testing.T) {
	day := civil.New(2025, 4, 5)
	for _, cell := range []string{"2025-04-05", "2025/4/5", "20250405", "20250405.0", "2025-04-05 00:00:00",
		"2025-04-05T10:20:30.000Z", "5-Apr-2025", "05 April 2025", "Apr 5, 2025", "٢٠٢٥-٠٤-٠٥", "5 أبريل 2025",
		"5 نيسان 2025", "1446-10-07h", "1446/10/07 هـ", "2025.04.05"} {
		p := one(t, "1,a,2025-01-02,\""+cell+"\",5", Options{})
		if len(p.Bills) != 2 || p.Bills[1].Due != day {
			t.Errorf("%s: got %+v, refused %v", cell, p.Bills[len(p.Bills)-1].Due, p.Refused)
		}
	}
	p := mustParse(t, "customer,number,date,تاريخ الاستحقاق هجري,amount\n1,a,2025-01-02,1446-10-07,5.00\n", Options{})
	if p.Bills[0].Due != day {
		t.Errorf("a Hijri column: %+v, refused %v", p.Bills, p.Refused)
	}
}

func TestDateOrder(t *testing.T) {
	file := func(dates ...string) string {
		data := head
		for i, d := range dates {
			data += fmt.Sprintf("1,%d,%s,,5.00\n", i, d)
		}
		return data
	}
	p := mustParse(t, file("3/4/2025", "4/25/2025"), Options{})
	if p.Bills[0].Doc != civil.New(2025, 3, 4) || !strings.HasPrefix(p.DateOrder, "month/day/year") {
		t.Errorf("%v %s", p.Bills[0].Doc, p.DateOrder)
	}
	p = mustParse(t, file("3/4/2025", "25/4/2025"), Options{})
	if p.Bills[0].Doc != civil.New(2025, 4, 3) || !strings.HasPrefix(p.DateOrder, "day/month/year") {
		t.Errorf("%v %s", p.Bills[0].Doc, p.DateOrder)
	}
	for _, open := range []string{file("3/4/2025", "5/5/2025"), file("13/4/2025", "4/13/2025")} {
		_, err := parse(t, open, Options{})
		if !errors.Is(err, ErrAskDateOrder) || !strings.Contains(err.Error(), "--date-order dmy|mdy") {
			t.Error(err)
		}
	}
	p = mustParse(t, file("3/4/2025"), Options{DateOrder: "dmy"})
	if p.Bills[0].Doc != civil.New(2025, 4, 3) {
		t.Error(p.Bills[0].Doc)
	}
	p = mustParse(t, file("13/4/2025", "4/13/2025", "2025-04-13"), Options{DateOrder: "mdy"})
	if len(p.Bills) != 2 || p.RefusedRows != 1 || !strings.Contains(p.Refused[0].Reason, "does not fit month/day/year") {
		t.Error(p.Bills, p.Refused)
	}
	p = mustParse(t, head+"1,a,03/04/2025,30/04/2025,5.00\n", Options{}) // the other column settles it
	if p.Bills[0].Doc != civil.New(2025, 4, 3) {
		t.Error(p.Bills[0].Doc)
	}
	if p = mustParse(t, file("5/5/2025"), Options{}); p.Bills[0].Doc != civil.New(2025, 5, 5) {
		t.Error("a date that reads the same either way needs no question")
	}
}

func TestQuestions(t *testing.T) {
	for _, c := range []struct {
		name, data string
		opt        Options
		about      error
		say        string
	}{
		{"decimal", head + "1,a,2025-01-02,,\"1,234\"\n", Options{}, ErrAskDecimal, `"1,234" can be over a thousand`},
		{"both decimals", head + "1,a,2025-01-02,,1.5\n1,b,2025-01-02,,\"1,5\"\n", Options{}, ErrAskDecimal,
			"line 2 has a decimal point and line 3 a decimal comma"},
		{"no amount", "customer,invoice no,due date\n1,2,2025-01-01\n", Options{}, ErrAskColumn, "--map doc=COLUMN"},
		{"two amounts", "customer,invoice no,date,invoice amount,bill amount\n1,2,2025-01-01,5,6\n", Options{}, ErrAskColumn,
			"the columns invoice amount, bill amount can all be the field \"amount\"; say it with --map amount=invoice amount"},
		{"windows-1256", encoded(charmap.Windows1256, "رقم العميل,رقم الفاتورة,التاريخ,المبلغ\n1,شركة,2025-01-01,5\n"), Options{},
			ErrAskEncoding, "--encoding windows-1256|windows-1252"},
		{"windows-1252", encoded(charmap.Windows1252, "customer,invoice no,date,amount\nCafé,2,2025-01-01,5\n"), Options{},
			ErrAskEncoding, "--encoding windows-1252|windows-1256"},
	} {
		_, err := parse(t, c.data, c.opt)
		if !errors.Is(err, c.about) || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	opt := Options{Today: today}
	f, err := Read(strings.NewReader(head+"1,a,2025-01-02,,5\n"), int64(len(head)+18), opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = f.Parse(context.Background(), opt); !errors.Is(err, ErrAskCurrency) {
		t.Error(err)
	}
	p := mustParse(t, "customer,invoice no,date,invoice amount,bill amount\n1,2,2025-01-01,5,6\n",
		Options{Map: map[string]string{"amount": "Bill Amount"}})
	if p.Bills[0].Amount != 600 {
		t.Error(p.Bills[0].Amount)
	}
}

func encoded(page *charmap.Charmap, s string) string {
	out, err := page.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func TestEncodings(t *testing.T) {
	const data = "رقم العميل,اسم العميل,رقم الفاتورة,التاريخ,المبلغ\n007,شركة الرّاعي,F-1,2025-01-02,12.50\n"
	utf16of := func(mark bool, big bool) string {
		var b bytes.Buffer
		s := data
		if mark {
			s = "\uFEFF" + s
		}
		for _, u := range utf16.Encode([]rune(s)) {
			if big {
				b.Write([]byte{byte(u >> 8), byte(u)})
			} else {
				b.Write([]byte{byte(u), byte(u >> 8)})
			}
		}
		return b.String()
	}
	for _, c := range []struct {
		name, data, encoding, found string
	}{
		{"plain", data, "", "utf-8"}, {"mark", "\uFEFF" + data, "", "utf-8"},
		{"16le mark", utf16of(true, false), "", "utf-16le"}, {"16be mark", utf16of(true, true), "", "utf-16be"},
		{"16le", utf16of(false, false), "", "utf-16le"}, {"16be", utf16of(false, true), "", "utf-16be"},
		{"1256", encoded(charmap.Windows1256, data), "windows-1256", "windows-1256"},
		{"CRLF", strings.ReplaceAll(data, "\n", "\r\n"), "", "utf-8"},
		{"CR", strings.ReplaceAll(data, "\n", "\r"), "", "utf-8"},
		{"mixed ends", strings.Replace(data, "\n", "\r", 1) + "\n", "", "utf-8"},
		{"tab", strings.ReplaceAll(data, ",", "\t"), "", "utf-8"}, {"bar", strings.ReplaceAll(data, ",", "|"), "", "utf-8"},
		{"sep=", "sep=;\n" + strings.ReplaceAll(data, ",", ";"), "", "utf-8"},
		{"titles", "تقرير أعمار الديون\n\nالشركة,2025\n" + data, "", "utf-8"},
		{"quoted", strings.ReplaceAll(`"`+strings.ReplaceAll(data, ",", `","`), "\n0", "\"\n\"0") + "", "", "utf-8"},
	} {
		d := c.data
		if c.name == "quoted" {
			d = strings.TrimSuffix(d, "\n") + "\"\n"
		}
		p, err := parse(t, d, Options{Encoding: c.encoding})
		if err != nil || len(p.Bills) != 1 {
			t.Errorf("%s: %v %+v", c.name, err, p)
			continue
		}
		b := p.Bills[0]
		if b.Customer != "007" || b.Name != "شركة الرّاعي" || b.Amount != 1250 || p.Encoding != c.found {
			t.Errorf("%s: %+v %+v %s", c.name, b, *b.Party, p.Encoding)
		}
	}
}

func TestRefusedFiles(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, data, say string }{
		{"old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "old Excel file (.xls)"},
		{"html.xls", "\n <html><table>", "web page"}, {"new.xlsx", "PK\x03\x04....", "XLSX"},
		{"a.pdf", "%PDF-1.7", "PDF"}, {"a.json", `{"a":1}`, "JSON"}, {"empty.csv", " \n", "empty"},
		{"words.csv", "hello\nworld\n", "no header row"}, {"bin.csv", strings.Repeat("\x00\x00\x00ab", 50), "NUL bytes"},
		{"wide.csv", "customer,number,date,amount" + strings.Repeat(",x", 300) + "\n", "columns"},
	} {
		path := filepath.Join(dir, c.name)
		if err := os.WriteFile(path, []byte(c.data), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, Options{}); err == nil || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := Open(dir, Options{}); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Error(err)
	}
	if _, err := Read(strings.NewReader(""), MaxBytes+1, Options{}); err == nil || !strings.Contains(err.Error(), "512 MB") {
		t.Error(err)
	}
	broken := head + strings.Repeat("1,\"a,2025-01-02,,5\n", 1100)
	if _, err := parse(t, broken, Options{}); err == nil || !strings.Contains(err.Error(), "export the file again") {
		t.Error(err)
	}
}

func TestKinds(t *testing.T) {
	for _, c := range []struct{ data, kind string }{
		{head + "1,a,2025-01-02,,5\n", Bills},
		{"customer,number,date,amount,open amount\n1,a,2025-01-02,5,3\n", OpenItems},
		{"customer,number,date,amount,open amount\n1,a,2025-01-02,5,0\n", Ledger},
		{"customer,number,date,open balance\n1,a,2025-01-02,5\n", OpenItems},
		{"customer,number,date,amount,settled date\n1,a,2025-01-02,5,2025-02-03\n", Ledger},
		{"customer,number,date,amount,clear_date\n1,a,2025-01-02,5,\n", OpenItems},
		{"customer,receipt no,payment date,amount,payment method\n1,a,2025-01-02,5,cash\n", Receipts},
		{"code,name,credit limit,mobile\n001,x,5000,0551234567\n", Customers},
	} {
		p := mustParse(t, c.data, Options{})
		if p.Kind != c.kind || p.RefusedRows != 0 {
			t.Errorf("%q: got %s (%s), refused %v", c.data, p.Kind, p.KindWhy, p.Refused)
		}
	}
	p := mustParse(t, "customer,number,date,open balance\n1,a,2025-01-02,5\n", Options{})
	if b := p.Bills[0]; !b.OnlyOpen || !b.HasOpen || b.Open != 500 || p.Totals[0].Open != 500 {
		t.Errorf("%+v", b)
	}
	p = mustParse(t, "code,name,credit limit,mobile,phone\n001,x,5000,0551234567,011\n2,y,,,\n", Options{})
	if c := p.Customers; c[0].Code != "001" || c[0].Limit != 500000 || !c[0].HasLimit || len(c[0].Phones) != 2 || c[1].HasLimit {
		t.Errorf("%+v", c)
	}
	p = mustParse(t, "العميل,رقم سند القبض,تاريخ السند,المبلغ,رقم الفاتورة\n1,R1,2025-01-02,5.00,F1\n1,R2,2025-01-02,-5.00,\n", Options{})
	if r := p.Receipts; len(r) != 1 || r[0].Bill != "F1" || r[0].Amount != 500 || p.RefusedRows != 1 {
		t.Errorf("%+v %v", r, p.Refused)
	}
}

// TestForeignHeaders reads the column names other programs give.
func TestForeignHeaders(t *testing.T) {
	for _, c := range []struct{ name, header, row, fields string }{
		{"SAP tables", "BUKRS,KUNNR,NAME1,BELNR,XBLNR,BLART,BLDAT,BUDAT,ZFBDT,ZBD1T,WAERS,DMBTR,WRBTR,SHKZG",
			"1000,0000100001,Najd,1800000001,INV7,RV,20250102,20250103,20250102,30,SAR,10.00,10.00,S",
			"branch customer name number _ kind doc post baseline credit_days currency _ amount side"},
		{"SAP labels", "Customer,Document Number,Document Type,Document Date,Posting Date,Net due date,Amount in local currency,Clearing date",
			"100,18,RV,02.01.2025,02.01.2025,13.02.2025,10.00,", "customer number kind doc post due amount settled"},
		{"Odoo", "name,partner_id,invoice_date,invoice_date_due,amount_untaxed,amount_tax,amount_total,amount_residual,currency_id",
			"INV/2025/001,Najd Trading,2025-01-02,2025-02-01,100,15,115,115,SAR",
			"number customer doc due net vat amount open currency"},
		{"ERPNext", "name,customer,customer_name,posting_date,due_date,net_total,grand_total,outstanding_amount,currency,po_no,is_return",
			"ACC-1,C1,Najd,2025-01-02,2025-02-01,100,115,15,SAR,PO9,0",
			"number customer name post due net amount open currency po is_credit"},
		{"QuickBooks", "Type,Date,Num,P. O. #,Name,Terms,Due Date,Aging,Open Balance",
			"Invoice,01/15/2025,1001,,Najd,Net 30,02/14/2025,,500.00", "kind doc number po name terms due _ open"},
		{"bilingual", "Customer No. رقم العميل,Customer Name / اسم العميل,Invoice No (رقم الفاتورة),Invoice Date,Due Date,Amount (SAR),Remaining",
			"1,x,2,2025-01-02,2025-02-01,5.00,5.00", "customer name number doc due amount open"},
		{"Arabic", "كود العميل,اسم العميل,رقم الفاتورة,تاريخ الفاتورة,تاريخ الإستحقاق,قيمة الفاتورة,المتبقي,المندوب,الفرع",
			"1,x,2,2025-01-02,2025-02-01,5.00,5.00,z,w", "customer name number doc due amount open salesman branch"},
		{"nearest", "Our Customer Number Here,Sales Invoice Number Printed,Date,Total Amount Payable", "1,2,2025-01-02,5.00",
			"customer number doc amount"},
	} {
		p, err := parse(t, c.header+"\n"+c.row+"\n", Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, col := range p.Columns {
			f, _, _ := strings.Cut(strings.ReplaceAll(col.Field, "customer, name", "name"), ", ")
			if f == "" {
				f = "_"
			}
			got = append(got, f)
		}
		if strings.Join(got, " ") != c.fields || len(p.Bills) != 1 {
			t.Errorf("%s:\n got %v\nwant %s, refused %v", c.name, got, c.fields, p.Refused)
		}
	}
}

func TestSAPDueDate(t *testing.T) {
	p := mustParse(t, "KUNNR,BELNR,BLDAT,ZFBDT,ZBD1T,WRBTR,WAERS\n1,2,20250102,20250110,30,5.00,EUR\n", Options{})
	if b := p.Bills[0]; b.Due != civil.New(2025, 2, 9) || !b.DueIsBase || b.Currency != "EUR" {
		t.Errorf("%+v", b)
	}
}

func TestCodesAreKept(t *testing.T) {
	p := mustParse(t, "cust_number,name,doc_id,posting_date,converted_usd\n"+
		"0100,a,2960623488.0,2025-01-02,5.00\n100,b,7.0,2025-01-02,5.00\n١٠٠,c,=\"\"008\"\",2025-01-02,5.00\n"+
		"CC-1,d,9,2025-01-02,5.00\ncc−1,e,10,2025-01-02,5.00\n", Options{})
	if len(p.Bills) != 4 || p.RefusedRows != 1 { // ="008" unquoted is a bare quote
		t.Fatal(p.Bills, p.Refused)
	}
	if b := p.Bills; b[0].Number != "2960623488" || b[1].Number != "7" || b[0].Customer != "0100" || b[0].Currency != "USD" {
		t.Errorf("%+v", b)
	}
	if want := [][]string{{"0100", "100"}, {"CC-1", "cc−1"}}; !reflect.DeepEqual(p.LookAlikes, want) {
		t.Errorf("%q", p.LookAlikes)
	}
	p = mustParse(t, "customer,number,date,amount\n1.0,1.0,2025-01-02,5\n1.2,1.2,2025-01-02,5\n", Options{})
	if b := p.Bills; b[0].Customer != "1.0" || b[0].Number != "1.0" {
		t.Errorf("a dot that is part of the codes was cut: %+v %+v", b[0], *b[0].Party)
	}
}

func TestWarnings(t *testing.T) {
	p := mustParse(t, head+"1,a,2025-03-02,2025-02-01,5.00\n1,a,2025-03-02,2025-02-01,5.00\n1,c,2025-07-01,,5.00\n"+
		"1,d,2010-01-01,,5.00\n"+head+"1,e,2025-03-05,,5.00,,\n,,,,\n", Options{})
	said := map[string]int{}
	for _, w := range p.Warnings {
		said[w.Text] = w.Rows
	}
	for text, n := range map[string]int{oddities[oddDueBeforeIssue]: 2, oddities[oddFuture]: 1, oddities[oddOld]: 1,
		oddities[oddRepeatedHeader]: 1, "an exact repeat of an earlier row; left out": 1} {
		if said[text] != n {
			t.Errorf("%s: %d rows, want %d", text, said[text], n)
		}
	}
	if len(p.Bills) != 4 || p.DuplicateRows != 1 || p.RefusedRows != 0 || p.CutOff != civil.New(2025, 3, 5) || !p.CutOffFromFile {
		t.Errorf("%d bills, cut-off %s, refused %v", len(p.Bills), p.CutOff, p.Refused)
	}
	p = mustParse(t, head+"1,a,2025-03-02,,5.00\n", Options{CutOff: civil.New(2025, 4, 1)})
	if p.CutOff != civil.New(2025, 4, 1) || p.CutOffFromFile {
		t.Error(p.CutOff)
	}
}

// TestSegments reads a file of many segments by two workers as if by one.
func TestSegments(t *testing.T) {
	var b strings.Builder
	b.WriteString("customer,number,date,amount,settled date,open amount,disputed,vat\n")
	var sum money.Minor
	for i := range 3*segmentRows + 5 {
		fmt.Fprintf(&b, "%d,\"n\n%d\",2025-01-02,%d.25,,%d.00,%s,1.5\n", i%7, i, i+1, i%2, []string{"No", "Yes"}[i%2])
		if i%5000 == 0 {
			b.WriteString("1,bad,,,,,,\n\n")
			continue
		}
		sum += money.Minor(i+1)*100 + 25
	}
	calls := 0
	p := mustParse(t, b.String(), Options{Progress: func(Progress) { calls++ }})
	for i, r := range p.Bills {
		if want := fmt.Sprintf("n %d", i); r.Number != want {
			t.Fatalf("row %d has number %q on line %d", i, r.Number, r.Line)
		}
	}
	last := p.Bills[len(p.Bills)-1]
	if len(p.Bills) != 3*segmentRows+5 || p.RefusedRows != 5 || int(last.Line) != 2+2*(3*segmentRows+4)+2*5 || calls == 0 {
		t.Errorf("%d bills, %v, last line %d, %d calls", len(p.Bills), p.Refused, last.Line, calls)
	}
	if !p.Bills[1].Disputed || p.Bills[1].More().VAT != 150 || p.Bills[1].Open != 100 {
		t.Errorf("%+v", p.Bills[1])
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	f, err := Read(strings.NewReader(b.String()), int64(b.Len()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Parse(ctx, Options{Today: today}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestExportRoundTrip(t *testing.T) {
	names := []string{"=1+1", "+966 5", "-x", "@a", "＝x", "'=x", `"=x`, "'plain", "plain", "a,b", `say "hi"`, "شركة", " =x"}
	var b bytes.Buffer
	w, err := NewCSVWriter(&b, true, OutColumn{"customer", Text}, OutColumn{"name", Text}, OutColumn{"number", Text},
		OutColumn{"date", Date}, OutColumn{"amount", Number})
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range names {
		if err := w.Row(fmt.Sprint(i), n, n, "2025-01-02", "-5.50"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		for _, cell := range strings.Split(line, ",") {
			if strings.HasPrefix(strings.Trim(cell, `" `), "=") {
				t.Errorf("a formula got out: %s", line)
			}
		}
		if line != "" && strings.Contains(line, "2025") && !strings.HasSuffix(line, ",-5.50") {
			t.Errorf("the number was changed: %s", line)
		}
	}
	p := mustParse(t, b.String(), Options{Kind: OpenItems})
	if len(p.Bills) != len(names) {
		t.Fatal(p.Refused)
	}
	for i, r := range p.Bills {
		if want := strings.TrimSpace(names[i]); r.Name != want || r.Number != want || r.Amount != -550 {
			t.Errorf("%q came back as %q, %q", want, r.Name, r.Number)
		}
	}
}

func TestSharedParty(t *testing.T) {
	p := mustParse(t, "customer,name,number,date,amount\n1,x,a,2025-01-02,5\n1,x,b,2025-01-02,5\n1,\u202ey\u200b,c,2025-01-02,5\n", Options{})
	if p.Bills[0].Party != p.Bills[1].Party || p.Bills[2].Name != "y" {
		t.Errorf("%+v", p.Bills)
	}
	var _ intake.Papers = p.Bills[0].More()
}
