package text

import "testing"

// The cursor is on the sign that is read there, wherever it stands on the line.
func TestVisualAround(t *testing.T) {
	if l, m, r := VisualAround("ab", "c", "d"); l != "ab" || m != "c" || r != "d" {
		t.Errorf("%q %q %q", l, m, r)
	}
	l, m, r := VisualAround("نو", "ر", "")
	if l != "" || m != "\ufead" || r != "\ufeee\ufee7" {
		t.Errorf("%+q %+q %+q", l, m, r)
	}
	l, m, r = VisualAround("س", "ل", "ام") // the sign of lam and alef
	if l != "\ufee1" || m != "\ufefc" || r != "\ufeb3" {
		t.Errorf("%+q %+q %+q", l, m, r)
	}
	l, m, r = VisualAround("سل", "ا", "م")
	if l != "\ufee1" || m != "\ufefc" || r != "\ufeb3" {
		t.Errorf("%+q %+q %+q", l, m, r)
	}
	l, m, r = VisualAround("نور", " ", "") // past the end: on the left
	if l != "" || m != " " || r != "\ufead\ufeee\ufee7" {
		t.Errorf("%+q %+q %+q", l, m, r)
	}
}

// What a Cell drew stays; a sentence is put in order inside the cells it has, and
// nothing moves over a rule, a style or a column.
func TestVisualFrame(t *testing.T) {
	cell := Cell("سلام ٣،", 8, App)
	frame := cell + "│12.00  نور\nCall سلام now \x1b[1mنور\x1b[0m."
	want := cell + "│12.00  \ufead\ufeee\ufee7\nCall \ufee1\ufefc\ufeb3 now  \x1b[1m\ufead\ufeee\ufee7\x1b[0m."
	if got := VisualFrame(frame); got != want {
		t.Errorf("%+q, not %+q", got, want)
	}
	if got := VisualFrame(want); got != want {
		t.Errorf("twice is not once: %+q", got)
	}
}
