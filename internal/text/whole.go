package text

import (
	"fmt"
	"strings"
)

// AnyWhole is the most ParseWhole is asked for when any number will do.
const AnyWhole = 1e15

// ParseWhole reads a whole number from least to most, typed like an amount: 30, 1,200,
// ٣٠. Letters are refused, not passed over. The error is one sentence with what is asked.
func ParseWhole(s string, least, most int) (int, error) {
	m, err := ParseAmount(s, 0)
	if n := int(m); err == nil && !strings.ContainsAny(s, ".٫．") && n >= least && n <= most {
		return n, nil
	}
	if most >= AnyWhole {
		return 0, fmt.Errorf("%s is no whole number from %s", quote(s), Number(least))
	}
	return 0, fmt.Errorf("%s is no whole number from %s to %s", quote(s), Number(least), Number(most))
}
