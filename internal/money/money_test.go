package money

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// MulDiv is what exact decimals give, rounded half away from zero, up to the
// ends of its range.
func TestMulDivIsDecimal(t *testing.T) {
	top := int64(Max)
	near := rapid.SampledFrom([]int64{0, 1, -1, 2, 3, 10, 365, 366, 36500, top, -top, top - 1, 1 - top})
	number := rapid.OneOf(near, rapid.Int64Range(-top, top))
	rapid.Check(t, func(t *rapid.T) {
		a, num := number.Draw(t, "a"), number.Draw(t, "num")
		den := number.Draw(t, "den")
		if den <= 0 {
			den = 1 - den
		}
		exact := decimal.NewFromInt(a).Mul(decimal.NewFromInt(num))
		q, r := exact.QuoRem(decimal.NewFromInt(den), 0)
		if r.Abs().Mul(decimal.NewFromInt(2)).GreaterThanOrEqual(decimal.NewFromInt(den)) {
			q = q.Add(decimal.NewFromInt(int64(exact.Sign())))
		}
		if !q.BigInt().IsInt64() {
			t.Skip("outside the range MulDiv promises")
		}
		if got := MulDiv(Minor(a), num, den); int64(got) != q.IntPart() {
			t.Fatalf("%d * %d / %d = %d, want %v", a, num, den, got, q)
		}
	})
	for _, v := range [][4]int64{{5, 1, 2, 3}, {-5, 1, 2, -3}, {5, -1, 2, -3}, {4, 1, 3, 1}, {top, top, top, top}, {0,
		-7, 3, 0}} {
		if got := MulDiv(Minor(v[0]), v[1], v[2]); int64(got) != v[3] {
			t.Errorf("%v: %d", v, got)
		}
	}
}

func TestSplit(t *testing.T) {
	if got := Split(10000, []Minor{30000, 30000, 30000}); !slices.Equal(got, []Minor{3334, 3333, 3333}) {
		t.Error("100.00 over 300.00 x 3 =", got)
	}
	if got := Split(5, []Minor{1, 0, 2}); !slices.Equal(got, []Minor{2, 0, 3}) {
		t.Error("5 over 1:0:2 =", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		whole := Minor(rapid.Int64Range(0, int64(Max)).Draw(t, "whole"))
		weights := rapid.SliceOfN(rapid.Map(rapid.Int64Range(0, int64(Max)/4),
			func(v int64) Minor { return Minor(v) }), 1, 12).
			Draw(t, "weights")
		weights[0]++
		var total, sum Minor
		for _, w := range weights {
			total += w
		}
		for i, part := range Split(whole, weights) {
			sum += part
			share := decimal.NewFromInt(int64(whole)).Mul(decimal.NewFromInt(int64(weights[i])))
			floor, _ := share.QuoRem(decimal.NewFromInt(int64(total)), 0)
			if off := int64(part) - floor.IntPart(); off < 0 || off > 1 || weights[i] == 0 && part != 0 {
				t.Fatalf("part %d is %d, its exact share %v", i, part, floor)
			}
		}
		if sum != whole {
			t.Fatalf("the parts make %d of %d", sum, whole)
		}
	})
}

func TestAddRefusesPastMax(t *testing.T) {
	if s, err := Add(Max-1, 1); err != nil || s != Max {
		t.Error(s, err)
	}
	if s, err := Add(Max, 1); err == nil || s != 0 {
		t.Error(s, err)
	}
	if _, err := Add(-Max, -1); err == nil {
		t.Error("below -Max")
	}
	if Max.Check() != nil || (-Max).Check() != nil || (Max+1).Check() == nil || (-Max-1).Check() == nil {
		t.Error("Check keeps Max")
	}
}

func TestCurrencies(t *testing.T) {
	for code, digits := range map[string]int{"SAR": 2, "kwd": 3, " JPY ": 0, "LBP": 2, "BHD": 3} {
		if c, ok := Find(code); !ok || c.Digits != digits || c.Code != strings.ToUpper(strings.TrimSpace(code)) {
			t.Error(code, c, ok)
		}
	}
	for _, code := range []string{"", "XX", "R$ ", "AR ", "SARA", "ZZZ", "D E"} {
		if c, ok := Find(code); ok {
			t.Error(code, c)
		}
	}
	if c, err := Define("fresh", 2); err != nil || (c != Currency{"FRESH", 2}) {
		t.Error(c, err)
	}
	for code, digits := range map[string]int{"": 2, "A B": 2, "TOOLONGCODE": 2, "FRS": 7, "NEG": -1, "KWD": 2} {
		if c, err := Define(code, digits); err == nil {
			t.Error(code, c)
		}
	}
}

func TestPlain(t *testing.T) {
	two, none, three := Currency{"SAR", 2}, Currency{"JPY", 0}, Currency{"KWD", 3}
	for _, v := range []struct {
		c    Currency
		m    Minor
		want string
	}{{two, -125050, "-1250.50"}, {two, 5, "0.05"}, {two, 0, "0.00"}, {none, -7, "-7"}, {none, 0, "0"}, {three, 50,
		"0.050"},
		{three, 1000, "1.000"}, {two, Max, "90071992547409.92"}} {
		if got := v.c.Plain(v.m); got != v.want {
			t.Errorf("%d %s = %q", v.m, v.c.Code, got)
		}
		if m, err := v.c.ParsePlain(v.want); err != nil || m != v.m {
			t.Errorf("%q = %d, %v", v.want, m, err)
		}
	}
	if m, err := two.ParsePlain("7.5"); err != nil || m != 750 {
		t.Error(m, err)
	}
	for _, s := range []string{"", "-", "1.", ".5", "1.005", "1,0", " 1", "+1", "1e2", "0x1", "1_0", "--1", "٣",
		"NaN", "90071992547409.93",
		strings.Repeat("9", 100)} {
		if m, err := two.ParsePlain(s); err == nil {
			t.Errorf("%q = %d", s, m)
		}
	}
}

func TestRate(t *testing.T) {
	for in, want := range map[string][2]string{"1.5%": {"0.015", "1.5%"}, "0.24": {"0.24", "24%"}, "-2 %": {"-0.02",
		"-2%"}, "3.75": {"3.75", "375%"},
		"0": {"0", "0%"}} {
		r, err := ParseRate(in)
		if err != nil || r.String() != want[0] || r.Percent() != want[1] {
			t.Error(in, r, r.Percent(), err)
		}
		var back Rate
		if b, err := json.Marshal(r); err != nil || json.Unmarshal(b, &back) != nil || !back.Equal(r) {
			t.Error(in, "came back as", back)
		}
		var kept Rate
		if b, err := cbor.Marshal(r); err != nil || cbor.Unmarshal(b, &kept) != nil || !kept.Equal(r) {
			t.Error(in, "came back from CBOR as", kept)
		}
	}
	for _, s := range []string{"", "%", "1e5", "1e1000000000", "NaN", ".5", "5.", "1,5", "--1", "+1",
		strings.Repeat("1", 13), "0." + strings.Repeat("1", 13), "0.00000000001%"} {
		if r, err := ParseRate(s); err == nil {
			t.Error(s, r)
		}
	}
	half, _ := ParseRate("0.5")
	if a, _ := half.Of(5); a != 3 {
		t.Error("half of 5 is rounded to", a)
	}
	if a, _ := half.Of(-5); a != -3 {
		t.Error("half of -5 is rounded to", a)
	}
	big, _ := ParseRate("2")
	if a, err := big.Of(Max); err == nil {
		t.Error("twice Max is", a)
	}
}

func FuzzParsePlain(f *testing.F) {
	f.Add("-1250.50", int64(5), uint8(2))
	f.Fuzz(func(t *testing.T, s string, n int64, d uint8) {
		c := Currency{"XYZ", int(d % (MaxDigits + 1))}
		m := Minor(n % int64(Max+1))
		if got, err := c.ParsePlain(c.Plain(m)); err != nil || got != m {
			t.Fatalf("%d came back as %d, %v", m, got, err)
		}
		if got, err := c.ParsePlain(s); err == nil && (got.Check() != nil || len(c.Plain(got)) > len(s)+c.Digits+1) {
			t.Fatalf("%q = %d", s, got)
		}
		if r, err := ParseRate(s); err == nil {
			if back, err := ParseRate(r.String()); err != nil || !back.Equal(r) {
				t.Fatalf("rate %q = %v, then %v, %v", s, r, back, err)
			}
		}
	})
}

func BenchmarkAppendPlain(b *testing.B) {
	b.ReportAllocs()
	var buf [32]byte
	for i := range b.N {
		Currency{"SAR", 2}.AppendPlain(buf[:0], Minor(i))
	}
}
