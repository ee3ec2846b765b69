package company

import (
	"slices"
	"testing"
)

// The list people are shown is the list that is taken, and each setting can be shown.
func TestFieldsAreTheSetters(t *testing.T) {
	s := Settings{Name: "x", IBAN: "x", Bank: "x", Phone: "x", Zone: "x"}
	for _, f := range fields {
		if setters[f] == nil || f != "edges" && Show(&s, f) == "" {
			t.Errorf("%s cannot be set or shown", f)
		}
	}
	for f := range setters {
		if !slices.Contains(fields, f) {
			t.Errorf("%s is not listed", f)
		}
	}
	for _, w := range weekdayNames {
		var days [7]bool
		if err := weekdays(&days, w); err != nil {
			t.Error(err)
		}
	}
}
