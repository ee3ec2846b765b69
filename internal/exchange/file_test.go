package exchange

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"duebook/internal/civil"
)

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
		{"tab", strings.ReplaceAll(data, ",", "\t"), "", "utf-8"}, {"bar", strings.ReplaceAll(data, ",", "|"), "",
			"utf-8"},
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
		{"html.xls", "\n <html><table>", "web page"}, {"new.xlsx", "PK\x03\x04....", "damaged"},
		{"a.pdf", "%PDF-1.7", "PDF"}, {"a.json", `{"a":1}`, "JSON"}, {"empty.csv", " \n", "empty"},
		{"words.csv", "hello\nworld\n", "no header row"}, {"bin.csv", strings.Repeat("\x00\x00\x00ab", 50),
			"NUL bytes"},
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
	if _, err := Read(strings.NewReader(""), MaxBytes+1, Options{}); err == nil || !strings.Contains(err.Error(),
		"512 MB") {
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
	if c := p.Customers; c[0].Code != "001" || c[0].Limit != 500000 || !c[0].HasLimit || len(c[0].Phones) != 2 ||
		c[1].HasLimit {
		t.Errorf("%+v", c)
	}
	p = mustParse(t, "العميل,رقم سند القبض,تاريخ السند,المبلغ,رقم الفاتورة\n1,R1,2025-01-02,5.00,F1\n1,R2,"+
		"2025-01-02,-5.00,\n", Options{})
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
		{"SAP labels", "Customer,Document Number,Document Type,Document Date,Posting Date,Net due date,Amount in " +
			"local currency,Clearing date",
			"100,18,RV,02.01.2025,02.01.2025,13.02.2025,10.00,", "customer number kind doc post due amount settled"},
		{"Odoo", "name,partner_id,invoice_date,invoice_date_due,amount_untaxed,amount_tax,amount_total," +
			"amount_residual,currency_id",
			"INV/2025/001,Najd Trading,2025-01-02,2025-02-01,100,15,115,115,SAR",
			"number customer doc due net vat amount open currency"},
		{"ERPNext", "name,customer,customer_name,posting_date,due_date,net_total,grand_total,outstanding_amount," +
			"currency,po_no,is_return",
			"ACC-1,C1,Najd,2025-01-02,2025-02-01,100,115,15,SAR,PO9,0",
			"number customer name post due net amount open currency po is_credit"},
		{"QuickBooks", "Type,Date,Num,P. O. #,Name,Terms,Due Date,Aging,Open Balance",
			"Invoice,01/15/2025,1001,,Najd,Net 30,02/14/2025,,500.00", "kind doc number po name terms due _ open"},
		{"bilingual", "Customer No. رقم العميل,Customer Name / اسم العميل,Invoice No (رقم الفاتورة),Invoice Date," +
			"Due Date,Amount (SAR),Remaining",
			"1,x,2,2025-01-02,2025-02-01,5.00,5.00", "customer name number doc due amount open"},
		{"Arabic", "كود العميل,اسم العميل,رقم الفاتورة,تاريخ الفاتورة,تاريخ الإستحقاق,قيمة الفاتورة,المتبقي," +
			"المندوب,الفرع",
			"1,x,2,2025-01-02,2025-02-01,5.00,5.00,z,w", "customer name number doc due amount open salesman branch"},
		{"nearest", "Our Customer Number Here,Sales Invoice Number Printed,Date,Total Amount Payable",
			"1,2,2025-01-02,5.00",
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
	if b := p.Bills; b[0].Number != "2960623488" || b[1].Number != "7" || b[0].Customer != "0100" ||
		b[0].Currency != "USD" {
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
	if len(p.Bills) != 4 || p.DuplicateRows != 1 || p.RefusedRows != 0 || p.CutOff != civil.New(2025, 3, 5) ||
		!p.CutOffFromFile {
		t.Errorf("%d bills, cut-off %s, refused %v", len(p.Bills), p.CutOff, p.Refused)
	}
	p = mustParse(t, head+"1,a,2025-03-02,,5.00\n", Options{CutOff: civil.New(2025, 4, 1)})
	if p.CutOff != civil.New(2025, 4, 1) || p.CutOffFromFile {
		t.Error(p.CutOff)
	}
}
