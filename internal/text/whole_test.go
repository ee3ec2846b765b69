package text

import "testing"

func TestWholeNumbersAsTyped(t *testing.T) {
	for typed, want := range map[string]int{"30": 30, " 0 ": 0, "٣٠": 30, "۳۰": 30, "1,200": 1200, "730": 730} {
		if n, err := ParseWhole(typed, 0, 1200); err != nil || n != want {
			t.Errorf("%q: %d, %v", typed, n, err)
		}
	}
	for _, typed := range []string{"", "9x0", "30 days", "-1", "1201", "3.5", "3.", "٣.0", "1e3",
		"99999999999999999999"} {
		if n, err := ParseWhole(typed, 0, 1200); err == nil {
			t.Errorf("%q is taken as %d", typed, n)
		}
	}
	if _, err := ParseWhole("9x0", 1, AnyWhole); err == nil || err.Error() != `"9x0" is no whole number from 1` {
		t.Error(err)
	}
}
