package company

import (
	"cmp"
	"fmt"
	"strings"

	"duebook/internal/text"
)

// InterestWord is what the company calls interest (RULES 7): "late charge", say. It
// begins a sentence as well as it stands inside one.
func (s *Settings) InterestWord() string { return cmp.Or(s.Interest, "interest") }

func setInterest(s *Settings, v string) error {
	if v == "" {
		return fmt.Errorf("say what interest is called, as \"late charge\"")
	}
	if err := text.Check(v, 30); err != nil {
		return err
	}
	if text.DirectionOf(v) != text.RTL {
		v = strings.ToLower(v)
	}
	s.Interest = v
	return nil
}
