package text

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"duebook/internal/money"
)

// FormatAmount writes an amount of a currency with so many decimals, grouped:
// "-1,250.50".
func FormatAmount(m money.Minor, digits int) string {
	var b [40]byte
	return string(AppendAmount(b[:0], m, digits))
}

// AppendAmount adds the text FormatAmount gives to dst, without garbage.
func AppendAmount(dst []byte, m money.Minor, digits int) []byte {
	var b [24]byte
	plain := money.Currency{Digits: digits}.AppendPlain(b[:0], m)
	if plain[0] == '-' {
		dst, plain = append(dst, '-'), plain[1:]
	}
	whole := len(plain)
	if digits > 0 {
		whole -= digits + 1
	}
	for i := range whole {
		if i > 0 && (whole-i)%3 == 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, plain[i])
	}
	return append(dst, plain[whole:]...)
}

// ShortAmount writes an amount for a bar or an axis, rounded half away from
// zero: "950", "350k", "1.2m", "2bn"; one decimal below ten, if it is not 0.
func ShortAmount(m money.Minor, digits int) string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	for i, name := range [...]string{"", "k", "m", "bn"} {
		if i > 0 {
			unit *= 1000
		}
		tenths := money.MulDiv(m, 10, unit)
		if tenths >= 100 {
			tenths = money.MulDiv(m, 1, unit) * 10
		}
		switch {
		case tenths >= 10000 && name != "bn":
			continue
		case tenths == 0:
			return "0"
		case tenths%10 == 0:
			return sign + FormatAmount(tenths/10, 0) + name
		}
		return sign + FormatAmount(tenths, 1) + name
	}
	return ""
}

// Number writes a whole number grouped: "2,345".
func Number(n int) string {
	s := strconv.Itoa(n)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(s) - 3; i > first; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count writes how many there are of something: "1 bill", "2,345 bills".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// ParseAmount reads an amount as people type it, in a currency of so many
// decimals: 1250, 1,250.5, -12, ١٬٢٥٠٫٥. Each error is one sentence with the
// remedy.
func ParseAmount(s string, digits int) (money.Minor, error) {
	p := amountReader{typed: s, digits: digits}
	if err := p.read(strings.TrimSpace(s)); err != nil {
		return 0, err
	}
	return p.value()
}

// amountReader takes an amount apart; whole and decimals end up as 0-9.
type amountReader struct {
	typed           string
	digits          int
	negative        bool
	set             int
	mark            rune // the thousands separator in use
	groups          []int
	whole, decimals []byte
	point           bool
}

func (p *amountReader) fail(why string) error {
	return fmt.Errorf("%s is not an amount: %s", quote(p.typed), why)
}

func (p *amountReader) example() string {
	return "write it as " + FormatAmount(12505*pow10(p.digits)/10, p.digits)
}

func pow10(n int) money.Minor {
	u := money.Minor(1)
	for range n {
		u *= 10
	}
	return u
}

// read splits the text into its parts, and refuses all that is no part of one.
func (p *amountReader) read(s string) error {
	if s == "" {
		return errors.New("the amount is empty: " + p.example())
	}
	signed := false
	for _, r := range s {
		if v, set := digitOf(r); set != noDigits {
			if p.set != noDigits && p.set != set {
				return p.fail("it mixes two kinds of digits; keep to one")
			}
			p.set = set
			p.digit(byte('0' + v))
			continue
		}
		switch r {
		case '\u200e', '\u200f', '\u061c':
			continue // direction marks of copied Arabic text
		case '-', '\u2212', '+':
			if signed || p.set != noDigits || p.point {
				return p.fail("the sign stands once, in front")
			}
			signed, p.negative = true, r != '+'
		case '.', '٫', '．':
			if p.point {
				return p.fail("it has two decimal points")
			}
			p.point = true
		default:
			if err := p.other(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *amountReader) digit(c byte) {
	switch {
	case p.point:
		p.decimals = append(p.decimals, c)
	default:
		p.whole = append(p.whole, c)
		if p.mark != 0 {
			p.groups[len(p.groups)-1]++
		}
	}
}

// other takes a thousands separator, and refuses any other sign by name.
func (p *amountReader) other(r rune) error {
	switch r {
	case ',', '٬', '،', '\u00a0', '\u202f', ' ', '\'', '’':
	case '(', ')':
		return p.fail("write a negative amount with a minus in front, not in brackets")
	default:
		return p.fail(fmt.Sprintf("%s has no place in one; %s", quote(string(r)), p.example()))
	}
	switch {
	case p.point:
		return p.fail("thousands are not grouped after the point; " + p.example())
	case len(p.whole) == 0:
		return p.fail("a separator stands before the first digit")
	case p.mark != 0 && p.mark != r:
		return p.fail("it mixes two thousands separators")
	}
	p.mark = r
	p.groups = append(p.groups, 0)
	return nil
}

// value checks the parts against each other and the currency, and adds up.
func (p *amountReader) value() (money.Minor, error) {
	if len(p.whole)+len(p.decimals) == 0 {
		return 0, p.fail("it has no digits; " + p.example())
	}
	before := len(p.whole)
	for _, n := range p.groups {
		before -= n
		if n != 3 {
			return 0, p.fail("its thousands are not in threes, so it can be read two ways; " + p.example())
		}
	}
	if p.mark != 0 && (before > 3 || p.whole[0] == '0') {
		return 0, p.fail("its thousands are not in threes, so it can be read two ways; " + p.example())
	}
	for len(p.decimals) > p.digits && p.decimals[len(p.decimals)-1] == '0' {
		p.decimals = p.decimals[:len(p.decimals)-1]
	}
	if len(p.decimals) > p.digits {
		return 0, p.fail(fmt.Sprintf("this currency has %s", Count(p.digits, "decimal", "decimals")))
	}
	for len(p.decimals) < p.digits {
		p.decimals = append(p.decimals, '0')
	}
	var m money.Minor
	for _, c := range append(p.whole, p.decimals...) {
		m = m*10 + money.Minor(c-'0')
		if m > money.Max {
			return 0, p.fail("it is larger than the book can hold (" + FormatAmount(money.Max, p.digits) + ")")
		}
	}
	if p.negative {
		m = -m
	}
	return m, nil
}
