package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"
)

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "شركة": 4, "شَرِكَةُ": 4,
		"\u2068شركة\u2069\u200e": 4, "上海": 4, "e\u0301": 1,
		"👨\u200d👩\u200d👧": 2, "ﾃｽﾄ": 3, "می\u200cخ": 3, "…": 1, "a\u200fb": 2} {
		if got := Width(s); got != want {
			t.Errorf("Width(%+q) = %d, want %d", s, got, want)
		}
	}
}

func TestTruncate(t *testing.T) {
	for _, v := range []struct {
		s    string
		w    int
		want string
	}{
		{"abcdef", 6, "abcdef"}, {"abcdef", 5, "abcd…"}, {"abc", 1, "…"}, {"abc", 0, ""}, {"上海贸易", 4,
			"上…"}, {"上海", 4, "上海"},
		{"شَرِكَة", 3, "شَرِ…"}, {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
	} {
		if got := Truncate(v.s, v.w); got != v.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", v.s, v.w, got, v.want)
		}
	}
}

func TestCell(t *testing.T) {
	for _, v := range []struct {
		s    string
		w    int
		mode Mode
		want string
	}{
		{"abc", 5, Isolate, "abc  "}, {"abcdef", 5, Isolate, "abcd…"}, {"شركة", 6, Isolate,
			"\u2068شركة\u2069\u200e  "},
		{"شركة", 6, Raw, "شركة  "}, {"شركة جرير", 5, Isolate,
			"\u2068شركة…\u2069\u200e"}, {"上海贸", 4, Isolate, "上… "},
		{"شركة \u2066ABC", 9, Isolate, "\u2068شركة ABC\u2069\u200e "}, {"a\x1b[31m", 6, Raw,
			"a[31m "}, {"x\ny", 4, Isolate, "x y "},
	} {
		if got := Cell(v.s, v.w, v.mode); got != v.want {
			t.Errorf("Cell(%+q, %d) = %+q, want %+q", v.s, v.w, got, v.want)
		}
	}
	if Pad("é", 3) != "é  " || PadLeft("12", 4) != "  12" || PadLeft("123", 2) != "123" || len(Pad("",
		200)) != 200 {
		t.Error("padding")
	}
}

// The short way to measure and cut agrees with the long one.
func TestSimpleWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letter := rapid.SampledFrom([]rune("aZ ~éÀɏءيـشلا٣\u064b\u0652"))
		s := rapid.StringOfN(letter, 0, 20, -1).Draw(t, "s")
		w := rapid.IntRange(1, 22).Draw(t, "w")
		n, ok := simpleWidth(s)
		if !ok && strings.Count(s, "\u064b")+strings.Count(s, "\u0652") <= maxMarks {
			t.Fatalf("%+q is simple", s)
		}
		if ok && (n != displaywidth.String(s) || Truncate(s, w) != displaywidth.TruncateString(s, w, ellipsis)) {
			t.Fatalf("%+q in %d: %d cells, %+q", s, w, n, Truncate(s, w))
		}
	})
}

func TestHasRTL(t *testing.T) {
	for s, want := range map[string]bool{"abc é 上海 😀": false, "x ש": true, "شركة": true, "١٢": true,
		"ﻻ": true, "\U00010a00": true, "": false} {
		if HasRTL(s) != want {
			t.Errorf("HasRTL(%+q) = %v", s, !want)
		}
	}
}

func FuzzCell(f *testing.F) {
	for _, s := range []string{"شركة جرير", "上海贸易", "e\u0301\x1b[31m", "👨\u200d👩", "a\u202eb",
		"\xff\xfe", "\u0600ا", "\u0d4e", "上\U000111c2"} {
		f.Add(s, uint8(7))
	}
	f.Fuzz(func(t *testing.T, s string, w uint8) {
		for _, mode := range []Mode{Isolate, Raw} {
			c := Cell(s, int(w), mode)
			if Width(c) != int(w) {
				t.Fatalf("Cell(%+q, %d, %d) = %+q is %d wide", s, w, mode, c, Width(c))
			}
			body := c
			if rest, ok := strings.CutPrefix(c, isolateOpen); ok && mode == Isolate {
				name, _, closed := strings.Cut(rest, isolateClose)
				if body = name; !closed {
					t.Fatalf("%+q is not closed", c)
				}
			}
			if !utf8.ValidString(c) || firstUnclean(body) < len(body) {
				t.Fatalf("Cell(%+q) = %+q is unclean", s, c)
			}
		}
	})
}

func BenchmarkCell(b *testing.B) {
	for name, s := range map[string]string{"ascii": "Al Noor Trading Est.",
		"arabic": "شركة النور للتجارة",
		"cut":    "شركة النور للتجارة والمقاولات العامة"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				Cell(s, 24, Isolate)
			}
		})
	}
}
