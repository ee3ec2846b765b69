package interest

import (
	"math/big"
	"math/bits"

	"duebook/internal/money"
)

// Sum adds amounts of minor units exactly, as fractions; it rounds once, when it
// is read. The zero Sum is 0. Amounts are never negative.
type Sum struct {
	over   int64  // what hi and lo are counted in
	hi, lo uint64 // 128 bits
	rest   *big.Rat
}

// add adds balance * times / over.
func (s *Sum) add(balance money.Minor, times, over int64) {
	if balance <= 0 || times <= 0 {
		return
	}
	if s.over != over {
		s.fold()
		s.over = over
	}
	hi, lo := bits.Mul64(uint64(balance), uint64(times))
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, lo, 0)
	s.hi, _ = bits.Add64(s.hi, hi, carry)
}

// Add adds another sum.
func (s *Sum) Add(o *Sum) {
	s.fold()
	if s.rest == nil {
		s.rest = new(big.Rat)
	}
	s.rest = new(big.Rat).Add(s.rest, o.exact())
}

// fold moves what was counted so far into a fraction of any denominator.
func (s *Sum) fold() {
	if s.hi|s.lo == 0 {
		return
	}
	s.rest, s.hi, s.lo = s.exact(), 0, 0
}

func (s *Sum) exact() *big.Rat {
	r := new(big.Rat)
	if s.over != 0 {
		n := new(big.Int).SetUint64(s.hi)
		n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(s.lo))
		r.SetFrac(n, big.NewInt(s.over))
	}
	if s.rest != nil {
		r.Add(r, s.rest)
	}
	return r
}

// Exact is the sum with six decimals of a minor unit, for those who check it.
func (s *Sum) Exact(digits int) string {
	r := s.exact()
	scale := big.NewInt(1)
	for range digits {
		scale.Mul(scale, big.NewInt(10))
	}
	return r.Quo(r, new(big.Rat).SetInt(scale)).FloatString(digits + 6)
}

// Round is the sum in whole minor units, half away from zero (RULES 1).
func (s *Sum) Round() money.Minor {
	if s.rest == nil && s.hi|s.lo == 0 {
		return 0
	}
	if s.rest == nil && s.over > 0 && s.hi < uint64(s.over) {
		q, r := bits.Div64(s.hi, s.lo, uint64(s.over))
		if r >= uint64(s.over)-r {
			q++
		}
		return money.Minor(min(q, uint64(money.Max)))
	}
	r := s.exact()
	n := new(big.Int).Lsh(r.Num(), 1)
	n.Add(n, r.Denom())
	n.Quo(n, new(big.Int).Lsh(r.Denom(), 1))
	if !n.IsInt64() || n.Int64() > int64(money.Max) {
		return money.Max
	}
	return money.Minor(n.Int64())
}
