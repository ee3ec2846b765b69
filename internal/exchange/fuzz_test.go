package exchange

import (
	"bytes"
	"context"
	"math/big"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// FuzzAmount compares the amount reader with exact rationals: what is read from
// plain digits is the number, to the minor unit, and nothing else is read.
func FuzzAmount(f *testing.F) {
	for _, s := range []string{"12.50", "-12", "1,234.50", "2309.7899999999995", "١٢٫٥", "(5)", "1e308", "NaN",
		"0x1p10",
		"99999999999999999999", "1,23,456.7", "5 CR", "0.005", ".5", "5."} {
		f.Add(s, uint8(2))
	}
	f.Fuzz(func(t *testing.T, s string, d uint8) {
		digits := int(d % 4)
		var buf [64]byte
		n, why := lexNumber([]byte(s), buf[:])
		if why != "" || len(n.body) == 0 {
			return
		}
		v, why := readBody(n.body, '.')
		if why != "" {
			return
		}
		m, rounded, _, why := v.minor(digits, true)
		if why != "" {
			return
		}
		plain := strings.Map(func(r rune) rune {
			switch {
			case r == 'd':
				return '.'
			case r >= '0' && r <= '9' || r == '.':
				return r
			}
			return -1
		}, string(n.body))
		want, ok := new(big.Rat).SetString(plain)
		if !ok {
			t.Fatalf("%q was read as %v", s, v)
		}
		got := new(big.Rat).SetFrac(big.NewInt(int64(m)), new(big.Int).SetUint64(pow10[digits]))
		diff := new(big.Rat).Sub(want, got)
		limit := new(big.Rat).SetFrac64(1, 2*int64(pow10[digits])) // half a minor unit
		limit.Add(limit, new(big.Rat).Mul(want, big.NewRat(1, 1e15)))
		if diff.Abs(diff).Cmp(limit) > 0 || m < 0 || m > money.Max {
			t.Fatalf("%q gives %d of %d digits, rounded %v", s, m, digits, rounded)
		}
		if fast, neg, ok := plainNumber([]byte(plain), '.'); ok && !neg && (fast.mant != v.mant ||
			fast.scale != v.scale) &&
			new(big.Rat).SetFrac(big.NewInt(int64(fast.mant)),
				new(big.Int).SetUint64(pow10[fast.scale])).Cmp(want) != 0 {
			t.Fatalf("%q: the fast reader gives %v, the full one %v", plain, fast, v)
		}
	})
}

// FuzzDate holds that whatever is read is a day that exists and that its ISO
// form reads back as the same day.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2025-02-28", "20250228.0", "3/4/2025", "31/02/2025", "1446-10-07h", "5 أبريل 2025",
		"Apr 5, 2025", "2025-02-28 10:00:00", "45658", "02/01/25", "5Apr2025"} {
		f.Add(s)
	}
	r := dateReader{col: &dateColumn{order: "dmy"}, first: civil.First, last: civil.New(2035, 1, 1)}
	f.Fuzz(func(t *testing.T, s string) {
		d, why := r.read([]byte(s))
		if why != "" || d == 0 {
			return
		}
		if d < r.first || d > r.last {
			t.Fatalf("%q gives %s", s, d)
		}
		if again, why := r.read([]byte(d.String())); again != d || why != "" {
			t.Fatalf("%q gives %s, which gives %s %s", s, d, again, why)
		}
	})
}

// TestEveryDay holds the date reader to the standard library's calendar.
func TestEveryDay(t *testing.T) {
	dmy := dateReader{col: &dateColumn{order: "dmy"}, first: civil.First, last: civil.New(2040, 1, 1)}
	mdy := dateReader{col: &dateColumn{order: "mdy"}, first: civil.First, last: civil.New(2040, 1, 1)}
	for at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2040; at = at.AddDate(0, 0, 1) {
		want := civil.Of(at)
		for layout, r := range map[string]*dateReader{"2006-01-02": &dmy, "20060102": &dmy, "2/1/2006": &dmy,
			"02.01.2006": &dmy,
			"1/2/2006":   &mdy, "01-02-2006": &mdy, "2-Jan-2006": &mdy, "January 2, 2006": &dmy} {
			if got, why := r.read([]byte(at.Format(layout))); got != want {
				t.Fatalf("%s: got %s %s", at.Format(layout), got, why)
			}
		}
	}
}

// FuzzRead holds that no bytes crash the reader and that what it takes is fit
// for the book: clean text, amounts and dates in range, lines in order.
func FuzzRead(f *testing.F) {
	f.Add([]byte("customer,number,date,amount\n1,a,2025-01-02,5.50\n"))
	f.Add([]byte("sep=;\nكود العميل;رقم الفاتورة;التاريخ;المبلغ\n1;\"a\"\"\n\";٠٢/٠١/٢٠٢٥;5,50\n\"x"))
	f.Add([]byte("\xFF\xFEc\x00,\x00n\x00o\x00"))
	f.Add([]byte("customer\tinvoice no\tdate\topen amount\ttype\r1\t=\"2\"\t20250102.0\t(5)\tCN\r"))
	f.Add([]byte("code,name,limit,currency\n1,x,5,KWD\n"))
	opt := Options{Today: civil.New(2025, 6, 1), Fallback: "SAR", Round: true, DateOrder: "dmy", Decimal: "."}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(bytes.NewReader(data), int64(len(data)), opt)
		if err != nil {
			return
		}
		p, err := file.Parse(context.Background(), opt)
		if err != nil {
			return
		}
		line := int32(0)
		for _, b := range p.Bills {
			if b.Line <= line || b.Number == "" || b.Customer == "" || b.Amount == 0 || b.Amount > money.Max ||
				b.Amount < -money.Max {
				t.Fatalf("%+v after line %d", b, line)
			}
			line = b.Line
			for _, s := range []string{b.Customer, b.Number, b.Name, b.Terms, b.More().PO} {
				if !utf8.ValidString(s) || text.Clean(s) != s {
					t.Fatalf("unclean text %q", s)
				}
			}
			if b.HasOpen && (b.Open < 0 && b.Open < b.Amount || b.Open > 0 && b.Open > b.Amount) {
				t.Fatalf("%+v", b)
			}
		}
	})
}
