// Package money holds exact amounts: a whole count of minor units in one
// currency (RULES 1). It must never use a float, and it never rounds except
// half away from zero, once, where a caller asks for it by name.
package money

import (
	"fmt"
	"math/bits"
	"sort"
	"strings"
)

// Minor is an amount in minor units (halalas, fils, cents) of a currency the
// holder knows, an account's as a rule. Its size never exceeds Max.
type Minor int64

// Max bounds every amount, so that sums of many still fit (SAFETY: |amount| <= 2^53).
const Max = Minor(1) << 53

// Add returns a+b, or an error when the sum passes Max.
func Add(a, b Minor) (Minor, error) {
	s := a + b
	if s > Max || s < -Max {
		return 0, fmt.Errorf("the amount is too large for the book (the limit is 2^53 minor units)")
	}
	return s, nil
}

// MulDiv returns a*num/den rounded half away from zero, by exact 128-bit
// products. den must be positive; the result must fit an int64.
func MulDiv(a Minor, num, den int64) Minor {
	neg := (a < 0) != (num < 0)
	ua, un, ud := abs(int64(a)), abs(num), uint64(den)
	hi, lo := bits.Mul64(ua, un)
	q, r := bits.Div64(hi, lo, ud)
	if r >= ud-r {
		q++
	}
	if neg {
		return -Minor(q)
	}
	return Minor(q)
}

func abs(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}

// Split divides whole over the weights: the floor of each exact share, and the
// units left over to the largest remainders, ties to the earlier (RULES 5). The
// parts always sum to whole. whole and the weights are not negative and the
// weights do not all vanish.
func Split(whole Minor, weights []Minor) []Minor {
	var total int64
	for _, w := range weights {
		total += int64(w)
	}
	parts := make([]Minor, len(weights))
	type rest struct {
		at  int
		rem uint64
	}
	rests := make([]rest, len(weights))
	left := whole
	for i, w := range weights {
		hi, lo := bits.Mul64(uint64(whole), uint64(w))
		q, r := bits.Div64(hi, lo, uint64(total))
		parts[i], rests[i] = Minor(q), rest{i, r}
		left -= Minor(q)
	}
	sort.SliceStable(rests, func(i, j int) bool { return rests[i].rem > rests[j].rem })
	for i := 0; left > 0; i++ {
		parts[rests[i].at]++
		left--
	}
	return parts
}

// Currency is a currency and its exponent: Digits decimals make one unit.
type Currency struct {
	Code   string
	Digits int
}

// exponents lists the currencies the book knows besides those with two
// decimals (RULES 1, ISO 4217).
var exponents = map[string]int{
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
	"JPY": 0, "VND": 0, "KRW": 0, "CLP": 0, "ISK": 0, "XAF": 0, "XOF": 0, "UGX": 0, "DJF": 0, "KMF": 0, "RWF": 0,
}

const twoDigits = "SAR AED EGP USD EUR GBP LBP QAR SYP YER MAD DZD SDG TRY INR PKR CHF CNY CAD AUD NZD SGD HKD MYR THB " +
	"IDR PHP BDT LKR ZAR NGN KES ETB SEK NOK DKK PLN CZK HUF RON RUB UAH BRL MXN ARS ILS IRR AFN"

// Find returns the currency of an ISO 4217 code in any case; ok is false when
// the code is not known.
func Find(code string) (c Currency, ok bool) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if d, ok := exponents[code]; ok {
		return Currency{code, d}, true
	}
	if len(code) == 3 && strings.Contains(" "+twoDigits+" ", " "+code+" ") {
		return Currency{code, 2}, true
	}
	return Currency{}, false
}

// Plain writes an amount with the currency's decimals and nothing else, as
// files and JSON want it: "-1250.50".
func (c Currency) Plain(m Minor) string {
	sign := ""
	u := abs(int64(m))
	if m < 0 {
		sign = "-"
	}
	s := fmt.Sprintf("%0*d", c.Digits+1, u)
	if c.Digits == 0 {
		return sign + s
	}
	cut := len(s) - c.Digits
	return sign + s[:cut] + "." + s[cut:]
}
