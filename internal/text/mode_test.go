package text

import "testing"

// In the mode that orders and joins itself a cell holds no direction character, a lam
// with its alef takes one cell, and a cut name keeps its start, on the right.
func TestVisualCell(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"Al Noor", 8, "Al Noor "},
		{"سلام", 5, "\ufee1\ufefc\ufeb3  "},
		{"سلام", 3, "\ufee1\ufefc\ufeb3"},
		{"سلام", 2, "…\ufeb3"},
		{"نور 12", 7, "12 \ufead\ufeee\ufee7 "},
		{"Bab باب", 8, "Bab \ufe8f\ufe8e\ufe91 "},
		{"\u202eشر\u0007", 3, "\ufeae\ufeb7 "},
	} {
		for range 2 { // made, then kept
			if got := Cell(c.s, c.w, App); got != c.want || Width(got) != c.w {
				t.Errorf("%q in %d: %+q, %d wide", c.s, c.w, got, Width(got))
			}
		}
	}
	for _, m := range Modes {
		if got, ok := ParseMode(m.Name); got != m.Mode || !ok || got.String() != m.Name {
			t.Error(m.Name)
		}
	}
	if _, ok := ParseMode("auto"); ok {
		t.Error("auto is no mode of drawing")
	}
}

func BenchmarkVisual(b *testing.B) {
	for b.Loop() {
		Visual("مؤسسة الأمل للتجارة والمقاولات (فرع 2)", Auto)
	}
}

func BenchmarkVisualCell(b *testing.B) {
	for b.Loop() {
		Cell("مؤسسة الأمل للتجارة والمقاولات (فرع 2)", 30, App)
	}
}
