package money

import (
	"fmt"
	"strconv"
	"strings"
)

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

const twoDigits = "SAR AED EGP USD EUR GBP LBP QAR SYP YER MAD DZD SDG TRY INR PKR CHF CNY CAD AUD NZD SGD HKD MYR " +
	"THB " +
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

// MaxDigits is the most decimals a currency may have.
const MaxDigits = 6

// Define returns a currency of the company's own, such as fresh USD beside bank
// USD: a code of 3 to 8 capital letters and digits that ISO 4217 does not use.
func Define(code string, digits int) (Currency, error) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if len(code) < 3 || len(code) > 8 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return Currency{}, fmt.Errorf("%q is not a currency code: use 3 to 8 letters and digits", code)
	}
	if digits < 0 || digits > MaxDigits {
		return Currency{}, fmt.Errorf("the currency %s cannot have %d decimals: 0 to %d are possible", code, digits,
			MaxDigits)
	}
	if c, ok := Find(code); ok && c.Digits != digits {
		return Currency{}, fmt.Errorf("%s is an ISO currency with %d decimals: use another code", code, c.Digits)
	}
	return Currency{code, digits}, nil
}

// Plain writes an amount with the currency's decimals and nothing else, as
// files and JSON want it: "-1250.50".
func (c Currency) Plain(m Minor) string {
	var b [32]byte
	return string(c.AppendPlain(b[:0], m))
}

// zeros is how nothing is written, by the decimals of the currency.
var zeros = [...]string{"0", "0.0", "0.00", "0.000"}

// AppendPlain adds the text Plain gives to dst, without garbage.
func (c Currency) AppendPlain(dst []byte, m Minor) []byte {
	if m == 0 && c.Digits < len(zeros) { // most figures of a report are nothing
		return append(dst, zeros[c.Digits]...)
	}
	if m < 0 {
		dst = append(dst, '-')
	}
	var b [20]byte
	digits := strconv.AppendUint(b[:0], abs(int64(m)), 10)
	whole := len(digits) - c.Digits
	if whole <= 0 {
		dst = append(dst, '0')
	} else {
		dst = append(dst, digits[:whole]...)
		digits = digits[whole:]
	}
	if c.Digits == 0 {
		return dst
	}
	dst = append(dst, '.')
	for ; whole < 0; whole++ {
		dst = append(dst, '0')
	}
	return append(dst, digits...)
}

// ParsePlain reads the form Plain writes, with as many decimals as the currency
// has or fewer: an optional minus, digits, a point. It takes no grouping and
// no spaces; what people type is read by package text.
func (c Currency) ParsePlain(s string) (Minor, error) {
	body := strings.TrimPrefix(s, "-")
	whole, decimals, point := strings.Cut(body, ".")
	if whole == "" || point && decimals == "" || len(decimals) > c.Digits {
		return 0, c.bad(s)
	}
	m, ok := addDigits(0, whole)
	if ok {
		m, ok = addDigits(m, decimals)
	}
	for i := len(decimals); ok && i < c.Digits; i++ {
		m, ok = addDigits(m, "0")
	}
	if !ok {
		return 0, c.bad(s)
	}
	if len(body) < len(s) {
		m = -m
	}
	return m, nil
}

func (c Currency) bad(s string) error {
	if len(s) > 40 {
		s = s[:40]
	}
	return fmt.Errorf("%q is not an amount in %s (write it as %s, at most 2^53 minor units)", s, c.Code,
		c.Plain(125050))
}

// addDigits appends ASCII digits to m; ok is false for anything else and past Max.
func addDigits(m Minor, s string) (sum Minor, ok bool) {
	for i := 0; i < len(s); i++ {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		if m = m*10 + Minor(d); m > Max {
			return 0, false
		}
	}
	return m, true
}
