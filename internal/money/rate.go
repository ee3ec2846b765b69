package money

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Rate is an exact ratio: interest, VAT, a discount, an exchange rate. The zero
// Rate is 0.
type Rate struct{ d decimal.Decimal }

// maxRate bounds the digits of a rate on each side of its point.
const maxRate = 12

// ParseRate reads 0.015 or 1.5%: digits and one point, a minus if any, no
// exponent, at most 12 digits on each side of the point (10 in percent).
func ParseRate(s string) (Rate, error) {
	body, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	body = strings.TrimSpace(body)
	whole, decimals, point := strings.Cut(strings.TrimPrefix(body, "-"), ".")
	most := maxRate
	if percent {
		most -= 2 // so that the plain number keeps the bound
	}
	_, okWhole := addDigits(0, whole)
	_, okDecimals := addDigits(0, decimals)
	if !okWhole || !okDecimals || whole == "" || point && decimals == "" ||
		len(whole) > maxRate || len(decimals) > most {
		if len(s) > 40 {
			s = s[:40]
		}
		return Rate{}, fmt.Errorf("%q is not a rate: write it as 0.015 or 1.5%%, at most %d digits on each side", s,
			most)
	}
	d, err := decimal.NewFromString(body)
	if err != nil {
		return Rate{}, fmt.Errorf("%q is not a rate: %w", s, err)
	}
	if percent {
		d = d.Shift(-2)
	}
	return Rate{d}, nil
}

// String writes the rate as a plain number, "0.015".
func (r Rate) String() string { return r.d.String() }

// Percent writes the rate in percent, "1.5%".
func (r Rate) Percent() string { return r.d.Shift(2).String() + "%" }

// Equal reports whether two rates are the same number; == is not for rates.
func (r Rate) Equal(o Rate) bool { return r.d.Equal(o.d) }

// IsZero reports whether the rate is 0.
func (r Rate) IsZero() bool { return r.d.IsZero() }

// Decimal returns the rate for further exact reckoning.
func (r Rate) Decimal() decimal.Decimal { return r.d }

// Of returns the rate's share of m, rounded half away from zero once, or an
// error when it passes Max.
func (r Rate) Of(m Minor) (Minor, error) {
	d := r.d.Mul(decimal.NewFromInt(int64(m))).Round(0)
	if d.Abs().GreaterThan(decimal.NewFromInt(int64(Max))) {
		return 0, errTooLarge
	}
	return Minor(d.IntPart()), nil
}

// MarshalText writes the plain number, so that facts keep the exact rate.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what ParseRate reads; an empty text is 0.
func (r *Rate) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*r = Rate{}
		return nil
	}
	*r, err = ParseRate(string(b))
	return err
}

// MarshalBinary writes what MarshalText writes, for CBOR.
func (r Rate) MarshalBinary() ([]byte, error) { return r.MarshalText() }

// UnmarshalBinary reads what MarshalBinary writes.
func (r *Rate) UnmarshalBinary(b []byte) error { return r.UnmarshalText(b) }
