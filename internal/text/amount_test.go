package text

import (
	"strings"
	"testing"

	"duebook/internal/money"
)

func TestParseAmount(t *testing.T) {
	for _, v := range []struct {
		typed  string
		digits int
		want   money.Minor
	}{
		{"1250", 2, 125000}, {"1,250.5", 2, 125050}, {" 1,250.50 ", 2, 125050}, {"-12", 2, -1200}, {"\u221212", 2,
			-1200},
		{"+3", 0, 3}, {".5", 2, 50}, {"5.", 2, 500}, {"007", 0, 7}, {"1.5000", 2, 150}, {"1.250", 3, 1250}, {"12.00",
			0, 12},
		{"١٬٢٥٠٫٥٠", 2, 125050}, {"۱۲۳۴٫۵", 2, 123450}, {"\u200f١٢٣\u200e", 2, 12300}, {"１２", 0,
			12}, {"١،٢٥٠", 0, 1250},
		{"1 250.5", 2, 125050}, {"1\u00a0234\u00a0567", 0, 1234567}, {"1'234", 0, 1234},
		{"90,071,992,547,409.92", 2, money.Max}, {"-9007199254740992", 0, -money.Max},
	} {
		if got, err := ParseAmount(v.typed, v.digits); err != nil || got != v.want {
			t.Errorf("%q = %d, %v; want %d", v.typed, got, err, v.want)
		}
	}
}

func TestAmountRefused(t *testing.T) {
	for _, v := range []struct {
		typed  string
		digits int
		why    string
	}{
		{"", 2, "empty"}, {"  ", 2, "empty"}, {"-", 2, "no digits"}, {".", 2, "no digits"}, {"(12.50)", 2,
			"brackets"},
		{"1,23", 2, "two ways"}, {"1,2345", 2, "two ways"}, {"1234,567", 2, "two ways"}, {"0,123", 2, "two ways"},
		{"12,34,567", 2, "two ways"}, {"1.234,50", 2, "after the point"}, {"1,250 500", 2,
			"two thousands separators"},
		{"1.2.3", 2, "two decimal points"}, {"12-", 2, "sign"}, {"--1", 2, "sign"}, {"1e3", 2, "no place"}, {"0x10",
			2, "no place"},
		{"1_000", 2, "no place"}, {"NaN", 2, "no place"}, {"Inf", 2, "no place"}, {"1٢", 2,
			"two kinds of digits"}, {",5", 2, "before the first"},
		{"1.005", 2, "2 decimals"}, {"1.5", 0, "0 decimals"}, {"9007199254740993", 0, "larger"}, {strings.Repeat("9",
			300), 2, "larger"},
		{"5 SAR", 2, "no place"}, {"१२", 0, "no place"}, {"1\x1b[31m", 2, "no place"}, {"\xff", 2, "no place"},
	} {
		got, err := ParseAmount(v.typed, v.digits)
		if err == nil || !strings.Contains(err.Error(), v.why) {
			t.Errorf("%q = %d, %v; want an error with %q", v.typed, got, err, v.why)
		} else if firstUnclean(err.Error()) < len(err.Error()) || len(err.Error()) > 200 {
			t.Errorf("%q: unfit message %q", v.typed, err)
		}
	}
}

func TestFormatAmount(t *testing.T) {
	for _, v := range []struct {
		m      money.Minor
		digits int
		want   string
	}{
		{0, 2, "0.00"}, {5, 2, "0.05"}, {-5, 3, "-0.005"}, {99999, 2, "999.99"}, {100000, 2, "1,000.00"}, {-125050, 2,
			"-1,250.50"},
		{-123, 0, "-123"}, {1234567, 0, "1,234,567"}, {money.Max, 2, "90,071,992,547,409.92"},
	} {
		if got := FormatAmount(v.m, v.digits); got != v.want {
			t.Errorf("%d/%d = %q, want %q", v.m, v.digits, got, v.want)
		}
	}
}

func TestShortAmount(t *testing.T) {
	for _, v := range []struct {
		m    money.Minor
		want string
	}{
		{0, "0"}, {4, "0"}, {50, "0.5"}, {525, "5.3"}, {95000, "950"}, {99949, "999"}, {99950, "1k"}, {120000,
			"1.2k"}, {-120000, "-1.2k"},
		{995000, "10k"}, {35000000, "350k"}, {99999999, "1m"}, {120000000, "1.2m"}, {1200000000,
			"12m"}, {200000000000, "2bn"},
		{money.Max, "90,072bn"},
	} {
		if got := ShortAmount(v.m, 2); got != v.want {
			t.Errorf("%d = %q, want %q", v.m, got, v.want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 bills", 1: "1 bill", 2345: "2,345 bills", 1234567: "1,234,567 bills",
		-1000: "-1,000 bills"} {
		if got := Count(n, "bill", "bills"); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"1,250.50", "١٬٢٥٠٫٥", "-.5", "1e9", "(1)", "1 234", "0x1"} {
		f.Add(s, int64(125050), uint8(2))
	}
	f.Fuzz(func(t *testing.T, s string, n int64, d uint8) {
		digits := int(d % (money.MaxDigits + 1))
		m := money.Minor(n % int64(money.Max+1))
		if got, err := ParseAmount(FormatAmount(m, digits), digits); err != nil || got != m {
			t.Fatalf("%d came back as %d, %v", m, got, err)
		}
		got, err := ParseAmount(s, digits)
		if err != nil {
			return
		}
		if got.Check() != nil {
			t.Fatalf("%q = %d passes Max", s, got)
		}
		if again, err := ParseAmount(FormatAmount(got, digits), digits); err != nil || again != got {
			t.Fatalf("%q = %d, then %d, %v", s, got, again, err)
		}
	})
}
