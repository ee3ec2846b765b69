package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for _, v := range []struct{ in, want, refused string }{
		{"Al Noor Co.", "Al Noor Co.", ""},
		{"  padded  name ", "padded  name", ""},
		{"two\r\n\t lines", "two lines", "line break"},
		{"para\u2029graph\u0085x", "para graph x", "line break"},
		{"\n", "", "line break"},
		{"e\u0301t\u00e9", "\u00e9t\u00e9", "composed"},
		{"INV-\u202e0001\u202c", "INV-0001", "direction"},
		{"\u2067شركة\u2069\u200f\u061c", "شركة", "direction"},
		{"می\u200cخواهم", "می\u200cخواهم", ""},
		{"👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", ""},
		{"a\x00b\x1b[31mc\x7f\u009bd", "ab[31mcd", "control"},
		{"\ufeffname\u200b", "name", "invisible"},
		{"tag\U000e0041", "tag", "invisible"},
		{"mine\ue000\U000f0000\ufffe", "mine", "without a meaning"},
		{"bad\xff", "bad\ufffd", "UTF-8"},
		{"z" + strings.Repeat("\u0336", 20), "z" + strings.Repeat("\u0336", 8), "8 combining marks"},
		{"شَرِكَةُ", "شَرِكَةُ", ""},
	} {
		if got := Clean(v.in); got != v.want {
			t.Errorf("Clean(%+q) = %+q, want %+q", v.in, got, v.want)
		}
		err := Check(v.in, 100)
		if v.refused == "" && err != nil || v.refused != "" && (err == nil || !strings.Contains(err.Error(),
			v.refused)) {
			t.Errorf("Check(%+q) = %v, want %q", v.in, err, v.refused)
		}
	}
	if err := Check(strings.Repeat("ش", 11), 10); err == nil || !strings.Contains(err.Error(), "11 characters") {
		t.Error(err)
	}
	if err := Check(strings.Repeat("ش", 10), 10); err != nil {
		t.Error(err)
	}
}

func TestSafeKeepsWhatIsClean(t *testing.T) {
	if got := Safe("a\tb\x1b]8;;x\x07 \u202eé e\u0301 "); got != "a b]8;;x é e\u0301 " {
		t.Errorf("%+q", got)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"شركة", "e\u0301", "a\r\n b", "\u0344\u0344\u0344\u0344\u0344", "\xff\u202e",
		"각", "\u0f71\u0f72"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := Clean(s)
		if again := Clean(c); again != c {
			t.Fatalf("%+q -> %+q -> %+q", s, c, again)
		}
		if err := Check(c, len(c)); err != nil || !norm.NFC.IsNormalString(c) {
			t.Fatalf("%+q -> %+q: %v", s, c, err)
		}
		safe := Safe(s)
		if firstUnclean(safe) < len(safe) || !utf8.ValidString(safe) || Safe(safe) != safe {
			t.Fatalf("%+q drawn as %+q", s, safe)
		}
	})
}
