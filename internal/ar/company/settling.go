package company

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// TaxRate is what customers withhold for a sort of supply, from a day on.
type TaxRate struct {
	Name string     `cbor:"1,keyasint" json:"name"`
	Rate money.Rate `cbor:"2,keyasint" json:"rate"`
	From civil.Date `cbor:"3,keyasint" json:"from"`
}

// egypt is the preset: what Egyptian customers withhold.
const egypt = "supplies 1%, services 3%, commissions 5%"

// Withholding is the rate of a sort of supply on a day; ok is false when none is
// set for it.
func (s *Settings) Withholding(name string, d civil.Date) (r TaxRate, ok bool) {
	for _, w := range s.Withheld { // in the order of their days
		if w.From <= d && strings.EqualFold(w.Name, name) {
			r, ok = w, true
		}
	}
	return r, ok
}

// Supplies names the sorts of supply that have a rate on a day.
func (s *Settings) Supplies(d civil.Date) []string {
	var all []string
	for _, w := range s.Withheld {
		if w.From <= d && !slices.Contains(all, w.Name) {
			all = append(all, w.Name)
		}
	}
	return all
}

// Small is up to which a difference is let go without asking; nothing in a currency
// that is not the company's.
func (s *Settings) Small(cur money.Currency) money.Minor {
	if cur != s.Money() {
		return 0
	}
	return s.SmallDiff
}

// MustAsk reports whether writing an amount off needs a request and its approval.
func (s *Settings) MustAsk(m money.Minor, cur money.Currency) bool {
	return s.WriteOffLimit > 0 && (cur != s.Money() || m > s.WriteOffLimit)
}

// setWithholding reads "services 3% from 2025-01-01", several with a comma, and adds
// them to those of other days; "egypt" is the preset, "none" takes all away.
func setWithholding(to *[]TaxRate, v string) error {
	all := slices.Clone(*to)
	switch strings.ToLower(v) {
	case "none":
		*to = nil
		return nil
	case "egypt":
		v = egypt
	}
	for _, entry := range strings.Split(v, ",") {
		w := strings.Fields(entry)
		from := civil.First
		if n := len(w); n >= 4 && w[n-2] == "from" {
			var err error
			if from, err = civil.Parse(w[n-1]); err != nil {
				return err
			}
			w = w[:n-2]
		}
		if len(w) < 2 {
			return fmt.Errorf("%q is not a rate of withholding (write services 3%%, or services 3%% from 2025-01-01; "+
				"egypt sets %s)", strings.TrimSpace(entry), egypt)
		}
		rate, err := money.ParseRate(w[len(w)-1])
		if err != nil {
			return err
		}
		if rate.IsZero() || rate.Decimal().IsNegative() || rate.Decimal().IntPart() >= 1 {
			return fmt.Errorf("a rate of withholding is above 0 and below 100%%, not %s", rate.Percent())
		}
		name := strings.Join(w[:len(w)-1], " ")
		all = slices.DeleteFunc(all, func(r TaxRate) bool { return r.From == from && strings.EqualFold(r.Name, name) })
		all = append(all, TaxRate{Name: name, Rate: rate, From: from})
	}
	slices.SortStableFunc(all, func(a, b TaxRate) int { return cmp.Compare(a.From, b.From) })
	*to = all
	return nil
}

func sayWithholding(all []TaxRate) string {
	if len(all) == 0 {
		return "none"
	}
	said := make([]string, len(all))
	for i, r := range all {
		said[i] = r.Name + " " + r.Rate.Percent()
		if r.From > civil.First {
			said[i] += " from " + r.From.String()
		}
	}
	return strings.Join(said, ", ")
}

// unit is one of a currency's units in minor units.
func unit(digits int) money.Minor {
	one := money.Minor(1)
	for range digits {
		one *= 10
	}
	return one
}

func limit(field func(s *Settings) *money.Minor) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		m, err := text.ParseAmount(v, s.Digits)
		if err == nil && m < 0 {
			err = fmt.Errorf("a limit cannot be negative")
		}
		if err == nil {
			*field(s) = m
		}
		return err
	}
}
