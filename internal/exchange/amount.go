package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"duebook/internal/money"
)

// signStyle is how a cell says it is negative.
type signStyle uint8

const (
	signNone signStyle = iota
	signMinus
	signTrailing
	signParens
	signCR
	signDR
)

var signNames = [...]string{"", "-12", "12-", "(12)", "12 CR", "12 DR"}

// number is a cell taken apart: body holds ASCII digits and the separators
// . , ' and space, with 'd' and 't' for the Arabic decimal and thousands marks.
type number struct {
	body []byte
	sign signStyle
	mark string // what stands around the number: a currency, or ""
}

const (
	notAmount = "is not an amount"
	oddGroups = "is grouped in a way no amount is"
)

// lexNumber takes a cell apart; why is not empty when it is no number. An empty
// cell gives an empty body.
func lexNumber(b []byte, buf []byte) (n number, why string) {
	b = bytes.TrimSpace(b)
	if len(b) == 0 || isNoNumber(b) {
		return n, ""
	}
	if len(b) > 60 {
		return n, "is too long for an amount"
	}
	body, set := buf[:0], 0
	from, to := -1, -1
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if _, s := digitValue(r); s != 0 {
			if from < 0 {
				from = i
			}
			to = i + size
		}
		i += size
	}
	if from < 0 {
		return n, notAmount
	}
	if from > 0 && (b[from-1] == '.' || b[from-1] == ',') {
		from-- // .50
	}
	for i := from; i < to; {
		r, size := utf8.DecodeRune(b[i:to])
		i += size
		if v, s := digitValue(r); s != 0 {
			if set != 0 && s != set {
				return n, "mixes two sets of digits in one number"
			}
			set = s
			body = append(body, byte('0'+v))
			continue
		}
		c := separatorOf(r)
		if c == 0 {
			return n, notAmount
		}
		body = append(body, c)
	}
	n.body = body
	n.sign, n.mark, why = around(string(b[:from]), string(b[to:]))
	return n, why
}

func isNoNumber(b []byte) bool {
	switch string(b) {
	case "-", "nan", "NaN", "NULL", "null", "None", "N/A", "#N/A":
		return true
	}
	return false
}

func digitValue(r rune) (v, set int) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), 1
	case r >= '٠' && r <= '٩':
		return int(r - '٠'), 2
	case r >= '۰' && r <= '۹':
		return int(r - '۰'), 3
	case r >= '０' && r <= '９':
		return int(r - '０'), 4
	}
	return 0, 0
}

func separatorOf(r rune) byte {
	switch r {
	case '.', '．':
		return '.'
	case ',', '，', '،':
		return ','
	case '\'', '’':
		return '\''
	case ' ', '\u00a0', '\u202f', '\u2009':
		return ' '
	case '٫':
		return 'd'
	case '٬':
		return 't'
	}
	return 0
}

// around reads the sign and the currency that stand before and after a number.
func around(before, after string) (sign signStyle, mark, why string) {
	strip := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || r == '\u200e' || r == '\u200f' || r == '\u061c' {
				return -1
			}
			return r
		}, s)
	}
	if before == "" && after == "" {
		return
	}
	before, after = strip(before), strip(after)
	signs := 0
	set := func(s signStyle) { sign = s; signs++ }
	if strings.Contains(before, "(") && strings.HasSuffix(after, ")") {
		before, after = strings.Replace(before, "(", "", 1), strings.TrimSuffix(after, ")")
		set(signParens)
	}
	for _, minus := range []string{"-", "−"} {
		if strings.Contains(before, minus) {
			before = strings.Replace(before, minus, "", 1)
			set(signMinus)
		}
		if strings.HasPrefix(after, minus) {
			after = after[len(minus):]
			set(signTrailing)
		}
	}
	before = strings.TrimPrefix(before, "+")
	switch tail := strings.ToUpper(strings.TrimSuffix(after, ".")); {
	case tail == "CR" || tail == "دائن":
		after = ""
		set(signCR)
	case tail == "DR" || tail == "مدين":
		after = ""
		set(signDR)
	}
	mark = before + after
	if signs > 1 || before != "" && after != "" || strings.ContainsAny(mark, "()-+−") {
		return signNone, "", notAmount
	}
	return sign, mark, ""
}

// numberStyle is how a file writes its amounts, gathered from every cell.
type numberStyle struct {
	decimal            byte // '.' or ',' once decided
	how                string
	dots, commas       int // cells where this is surely the decimal mark
	dotGroups, grouped int // cells where the dot, the comma surely groups
	unclear            int
	lineDot, lineComma int
	example            string
}

// note takes one number as evidence.
func (s *numberStyle) note(body []byte, line int) {
	dot, comma := bytes.LastIndexByte(body, '.'), bytes.LastIndexByte(body, ',')
	last := max(dot, comma)
	if last < 0 || bytes.IndexByte(body, 'd') >= 0 {
		return
	}
	after, before := len(body)-last-1, last
	one := bytes.IndexByte(body, body[last]) == last
	switch {
	case dot >= 0 && comma >= 0 && !one: // 1,2.3,4: refused when it is read
	case dot >= 0 && comma >= 0,
		one && (after != 3 || before == 0 || before > 3 || body[0] == '0' || bytes.ContainsAny(body, "' t")):
		if body[last] == '.' {
			if s.dots++; s.dots == 1 {
				s.lineDot = line
			}
		} else if s.commas++; s.commas == 1 {
			s.lineComma = line
		}
	case one:
		if s.unclear++; s.unclear == 1 {
			s.example = string(body)
		}
	case body[last] == '.':
		if s.dotGroups++; s.lineComma == 0 {
			s.lineComma = line
		}
	default:
		if s.grouped++; s.lineDot == 0 {
			s.lineDot = line
		}
	}
}

// decide settles the decimal mark of the file.
func (s *numberStyle) decide(want string) error {
	point, comma := s.dots+s.grouped, s.commas+s.dotGroups
	choices := []Choice{{Value: "."}, {Value: ","}}
	switch {
	case want == "." || want == ",":
		s.decimal, s.how = want[0], "as --decimal says"
	case want != "":
		return fmt.Errorf("the decimal mark %q is not known; use . or ,", want)
	case point > 0 && comma > 0:
		return &Ask{About: ErrAskDecimal, Flag: "--decimal", Choices: choices,
			Question: fmt.Sprintf("line %d has a decimal point and line %d a decimal comma", s.lineDot, s.lineComma)}
	case comma > 0:
		s.decimal, s.how = ',', fmt.Sprintf("%d amounts can only be read so", comma)
	case point > 0:
		s.decimal, s.how = '.', fmt.Sprintf("%d amounts can only be read so", point)
	case s.unclear > 0:
		return &Ask{About: ErrAskDecimal, Flag: "--decimal", Choices: choices,
			Question: fmt.Sprintf("%q can be over a thousand or a little over one, and no amount of the file "+
				"settles it",
				s.example)}
	default:
		s.decimal, s.how = '.', "no amount has decimals"
	}
	return nil
}

var pow10 = [20]uint64{1}

func init() {
	for i := 1; i < len(pow10); i++ {
		pow10[i] = pow10[i-1] * 10
	}
}

// value is an exact decimal: mant / 10^scale.
type value struct {
	mant  uint64
	scale int
}

// plainNumber reads the common case, digits with at most one decimal mark and a
// leading minus; ok is false when the cell needs the full reader.
func plainNumber(b []byte, decimal byte) (v value, neg, ok bool) {
	if len(b) > 0 && b[0] == '-' {
		neg, b = true, b[1:]
	}
	if len(b) == 0 || len(b) > 18 || b[len(b)-1] == decimal {
		return v, neg, false
	}
	point := -1
	for i, c := range b {
		if d := c - '0'; d <= 9 {
			v.mant = v.mant*10 + uint64(d)
		} else if c == decimal && point < 0 {
			point = i
		} else {
			return v, neg, false
		}
	}
	if point >= 0 {
		v.scale = len(b) - point - 1
	}
	return v, neg, true
}

// readBody reads a body in the style of the file, checking the groups.
func readBody(body []byte, decimal byte) (v value, why string) {
	const tooLong = "has more digits than an amount can have"
	group, run, groups, point, digits := byte(0), 0, 0, false, 0
	indian := false
	for i, c := range body {
		switch {
		case c >= '0' && c <= '9':
			run++
			if v.mant > 0 || c > '0' {
				if digits++; digits > 19 || digits == 19 && v.mant > (1<<63)/10 {
					if point && len(bytes.Trim(body[i:], "0")) == 0 && v.scale < len(pow10) {
						return v, "" // only zeros follow
					}
					return v, tooLong
				}
			}
			v.mant = v.mant*10 + uint64(c-'0')
			if point {
				v.scale++
			}
		case c == decimal || c == 'd':
			if groups > 0 && run != 3 {
				return v, oddGroups
			}
			if point || i == len(body)-1 {
				return v, notAmount
			}
			point, run = true, 0
		default:
			if point || i == 0 || group != 0 && c != group || groups == 0 && run > 3 ||
				groups > 0 && run != 3 && run != 2 {
				return v, oddGroups
			}
			if groups > 0 {
				if want := run == 2; groups > 1 && want != indian {
					return v, oddGroups
				}
				indian = run == 2
			}
			group, run = c, 0
			groups++
		}
	}
	if groups > 0 && !point && run != 3 {
		return v, oddGroups
	}
	if v.scale >= len(pow10) {
		return v, tooLong
	}
	return v, ""
}

// minor turns an exact value into minor units. What is no whole minor unit at
// 15 significant digits is refused, or rounded half away from zero when round
// is set; exact then holds the value that was rounded.
func (v value) minor(digits int, round bool) (m money.Minor, rounded bool, exact value, why string) {
	trim := func() {
		for v.scale > digits && v.mant%10 == 0 {
			v.mant /= 10
			v.scale--
		}
	}
	if trim(); v.scale > digits && v.mant >= pow10[15] {
		sig := 16
		for sig < 19 && v.mant >= pow10[sig] {
			sig++
		}
		drop := sig - 15
		if v.scale-drop < digits {
			return 0, false, v, "has more digits than a file can be trusted with (15)"
		}
		v.mant = (v.mant + pow10[drop]/2) / pow10[drop]
		v.scale -= drop
		trim()
	}
	u := v.mant
	if v.scale <= digits {
		k := pow10[digits-v.scale]
		if u > uint64(money.Max)/k {
			return 0, false, v, "is too large"
		}
		u *= k
	} else {
		if !round {
			return 0, false, v, fmt.Sprintf("has more than the %d decimals of its currency; --round rounds it", digits)
		}
		k := pow10[v.scale-digits]
		u, rounded = u/k, true
		if v.mant%k >= k-v.mant%k {
			u++
		}
		if u > uint64(money.Max) {
			return 0, false, v, "is too large"
		}
	}
	return money.Minor(u), rounded, v, ""
}
