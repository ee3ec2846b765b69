package text

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for _, same := range [][]string{
		{"al noor", "Al  NOOR ", "\tal\u00a0noor", "Al Nóor", "ＡＬ ｎｏｏｒ"},
		{"اسمنت المدينه", "أسمنت المدينة", "ا\u0654سمنت المدينة",
			"إسمنت الـمـديـنه", "أَسْمَنْت المَدِينَة"},
		{"القصيم الفرنسي", "القصيم الفرنسى", "القصیم الفرنسی"},
		{"شركه الراجحي", "شرکة الراجحی", "\u200fشركة\u200c الراجحي"},
		{"لا", "ﻻ", "لآ"}, {"مسوول", "مسؤول"}, {"123", "١٢٣", "۱۲۳", "１２３"},
		{"dau tu", "Đầu tư"}, {"strasse", "STRAẞE", "straße"}, {"istanbul", "İSTANBUL",
			"ıstanbul"}, {"soren", "Søren"}, {"ασ", "ΑΣ", "ας"},
	} {
		for _, s := range same {
			if got := Fold(s); got != same[0] {
				t.Errorf("Fold(%+q) = %+q, want %+q", s, got, same[0])
			}
		}
	}
	for in, want := range map[string]string{"": "", " ": "", "ـ": "", "a - b": "a - b", "سماء": "سما",
		"شيء": "شي"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%+q) = %+q, want %+q", in, got, want)
		}
	}
}

// The short way through the Arabic block gives what decomposition gives.
func TestFoldArabicBlock(t *testing.T) {
	for r := rune(0x600); r < 0x700; r++ {
		if s := string(r); Fold(s) != Fold(norm.NFKD.String(s)) || Fold(s) != Fold(norm.NFC.String(s)) {
			t.Errorf("U+%04X folds to %+q, decomposed to %+q", r, Fold(s), Fold(norm.NFKD.String(s)))
		}
	}
}

func TestDigits(t *testing.T) {
	if got := Digits("+966 ١١ 234-۵۶ (ext 7)"); got != "96611234567" {
		t.Error(got)
	}
}

func TestSkeleton(t *testing.T) {
	for _, same := range [][]string{
		{"C-0012", "c-12", "С-12", "C‑012 ", "c-l2"}, {"CO1", "C01", "C1", "C001"}, {"OMAN", "oman", "ΟΜΑΝ"},
		{"100", "1oo", "١٠٠", "I0O", "0100"}, {"000", "0", "٠"},
	} {
		for _, s := range same {
			if Skeleton(s) != Skeleton(same[0]) {
				t.Errorf("%q gives %q, %q gives %q", s, Skeleton(s), same[0], Skeleton(same[0]))
			}
		}
	}
	for _, other := range [][2]string{{"C10", "C1"}, {"OMAN", "MAN"}, {"AB-1", "AB-2"}, {"1-23", "12-3"}} {
		if Skeleton(other[0]) == Skeleton(other[1]) {
			t.Errorf("%q and %q are different codes", other[0], other[1])
		}
	}
}

func TestLatinKeys(t *testing.T) {
	for in, want := range map[string]string{"ضصثقفغعهخحجد": "qwertyuiop[]",
		"شسيبلاتنمكط": "asdfbjkl;'",
		"ئءؤر":        "zxcv", "ى": "n", "ةوزظ": "m,./", "لا": "b", "ﻻ": "b", "؟": "?", "لأ": "G",
		"ا": "h", "ل": "g", "٣": "3", "jk:": "jk:",
		"é": "é", "ج": "[", "د": "]"} {
		if got := LatinKeys(in); got != want {
			t.Errorf("LatinKeys(%q) = %q, want %q", in, got, want)
		}
	}
	if Latin('ش') != 'a' || Latin('x') != 'x' || Latin('\ufefb') != 'b' {
		t.Error("Latin")
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"أسمنت", "İSTANBUL", "ﷺ", "Đầu", " \u00b4 ", "ẞ", "\u0344", "ᾳ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("%+q -> %+q -> %+q", s, once, Fold(once))
		}
		if once := Skeleton(s); Skeleton(once) != once {
			t.Fatalf("code %+q -> %+q -> %+q", s, once, Skeleton(once))
		}
		for _, c := range Digits(s) {
			if c < '0' || c > '9' {
				t.Fatalf("%q", Digits(s))
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{"folded": "al noor trading", "ascii": "Al Noor Trading Est.",
		"arabic": "شركة النور للتجارة"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				Fold(s)
			}
		})
	}
}
