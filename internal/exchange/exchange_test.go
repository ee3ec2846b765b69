package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

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
		{"long field", "1," + strings.Repeat("a", MaxField+1) + ",2025-01-02,2025-02-01,5", "",
			"field 2 is longer than 4 KB"},
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
	p := mustParse(t, head+"1,\"a\n,2025-01-02\n2,b,2025-01-02,2025-02-01,5.00\n\n\"3\",\"c\nd\",2025-01-02,"+
		"2025-02-01,\"6.00\"\n4,e,x,,7\n",
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
		if want := strings.ReplaceAll(c.want, "90071992547409.92", "45035996273704.96"); strings.Join(got,
			"|") != want {
			t.Errorf("%s: got %v, want %s; refused %v", c.cells, got, want, p.Refused)
		}
		if c.round && (!reflect.DeepEqual(p.Rounded, []Rounding{{"SAR", 4, "0.008"}}) ||
			p.Bills[0].More().RawAmount != "5.125" ||
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
		{"credit word, minus", h + row(1, "5.10", "INV") + row(2, "-3.10", "Credit Note"), "", []money.Minor{510,
			-310}, 0},
		{"credit word, no sign", h + row(1, "5.10", "فاتورة") + row(2, "3.10", "إشعار دائن"), "", []money.Minor{510,
			-310}, 0},
		{"signs disagree", h + row(1, "5.10", "CN") + row(2, "-3.10", "CN"), "", []money.Minor{-310}, 1},
		{"trailing", h + row(1, "5.10", "RV") + row(2, "3.10-", "DG"), "", []money.Minor{510, -310}, 0},
		{"parentheses", h + row(1, "(5.10)", ""), OpenItems, []money.Minor{-510}, 0},
		{"CR and DR", h + row(1, "5.10 DR", "") + row(2, "3.10 CR", ""), Ledger, []money.Minor{510, -310}, 0},
		{"two ways", h + row(1, "(5.10)", "") + row(2, "-3.10", ""), OpenItems, nil, 2},
		{"side", "KUNNR;BELNR;BUDAT;DMBTR;SHKZG\n1;1;20250102;5.10;S\n1;2;20250102;3.10;H\n", "", []money.Minor{510,
			-310}, 0},
		{"debit and credit", "العميل;رقم " +
			"السند;التاريخ;مدين;دائن;الرصيد\n1;1;20250102;5.10;;5.10\n1;2;20250102;0;3.10;2.00\n1;3;20250102;1;1;2\n",
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
	if len(p.Bills) != 2 || p.RefusedRows != 1 || !strings.Contains(p.Refused[0].Reason,
		"does not fit month/day/year") {
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
		{"two amounts", "customer,invoice no,date,invoice amount,bill amount\n1,2,2025-01-01,5,6\n", Options{},
			ErrAskColumn,
			"the columns invoice amount, bill amount can all be the field \"amount\"; say it with --map " +
				"amount=invoice amount"},
		{"windows-1256", encoded(charmap.Windows1256,
			"رقم العميل,رقم الفاتورة,التاريخ,المبلغ\n1,شركة,2025-01-01,5\n"), Options{},
			ErrAskEncoding, "--encoding windows-1256|windows-1252"},
		{"windows-1252", encoded(charmap.Windows1252, "customer,invoice no,date,amount\nCafé,2,2025-01-01,5\n"),
			Options{},
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
	for _, m := range []map[string]string{{"customer": "Aa", "number": "bb", "doc": "c c", "amount": "dd", "due": ""},
		{"customer": "#1", "number": "#2", "doc": "#3", "amount": "#4"}} {
		p = mustParse(t, "A title\naa,bb,c_c,dd,due date\n1,2,2025-01-01,5.00,never\n", Options{Map: m})
		if len(m) == 5 && (len(p.Bills) != 1 || p.Bills[0].Due != 0) || len(m) == 4 && p.RefusedRows != 1 {
			t.Errorf("%v: %+v %v", m, p.Bills, p.Refused)
		}
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
	if len(p.Bills) != 3*segmentRows+5 || p.RefusedRows != 5 || int(last.Line) != 2+2*(3*segmentRows+4)+2*5 ||
		calls == 0 {
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
	names := []string{"=1+1", "+966 5", "-x", "@a", "＝x", "'=x", `"=x`, "'plain", "plain", "a,b", `say "hi"`, "شركة",
		" =x"}
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
	p := mustParse(t, "customer,name,number,date,amount\n1,x,a,2025-01-02,5\n1,x,b,2025-01-02,5\n1,\u202ey\u200b,"+
		"c,2025-01-02,5\n", Options{})
	if p.Bills[0].Party != p.Bills[1].Party || p.Bills[2].Name != "y" {
		t.Errorf("%+v", p.Bills)
	}
	var _ intake.Papers = p.Bills[0].More()
}
