// Package money holds exact amounts: a whole count of minor units in one
// currency (RULES 1). It must never use a float, and it never rounds except
// half away from zero, once, where a caller asks for it by name.
package money

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
)

// Minor is an amount in minor units (halalas, fils, cents) of a currency the
// holder knows, an account's as a rule. Its size never exceeds Max.
type Minor int64

// Max bounds every amount, so that sums of many still fit (SAFETY: |amount| <= 2^53).
const Max = Minor(1) << 53

// Add returns a+b, or an error when the sum passes Max.
func Add(a, b Minor) (Minor, error) {
	s := a + b
	if err := s.Check(); err != nil {
		return 0, err
	}
	return s, nil
}

var errTooLarge = errors.New("the amount is too large for the book (the limit is 2^53 minor units)")

// Check returns an error when the amount passes Max.
func (m Minor) Check() error {
	if m > Max || m < -Max {
		return errTooLarge
	}
	return nil
}

// MulDiv returns a*num/den rounded half away from zero, by exact 128-bit
// products. den must be positive; the result must fit an int64, and passes Max
// only if a caller lets it (Check).
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
	slices.SortFunc(rests, func(a, b rest) int { return cmp.Or(cmp.Compare(b.rem, a.rem), a.at-b.at) })
	for i := 0; left > 0; i++ {
		parts[rests[i].at]++
		left--
	}
	return parts
}
