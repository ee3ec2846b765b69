package company

import (
	"slices"
	"testing"
)

// The list people are shown is the list that is taken, and each setting can be shown.
func TestFieldsAreTheSetters(t *testing.T) {
	s := Settings{Name: "x", Arabic: "x", Latin: "x", IBAN: "x", Bank: "x", Phone: "x", Zone: "x"}
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

// A letter has a name on both of its sides, whatever is set.
func TestNamesStandOnBothSides(t *testing.T) {
	for _, c := range []struct {
		s             Settings
		latin, arabic string
	}{{Settings{Name: "Marsa"}, "Marsa", "Marsa"}, {Settings{Name: "مرسى"}, "مرسى", "مرسى"},
		{Settings{Name: "Marsa", Arabic: "مرسى"}, "Marsa", "مرسى"},
		{Settings{Name: "مرسى", Latin: "Marsa"}, "Marsa", "مرسى"}} {
		if latin, arabic := c.s.Names(); latin != c.latin || arabic != c.arabic {
			t.Errorf("%+v: %q and %q", c.s, latin, arabic)
		}
	}
	var s Settings
	if setters["name_ar"](&s, "Marsa") == nil || setters["name_en"](&s, "مرسى") == nil {
		t.Error("a name went to the side of another script")
	}
}
