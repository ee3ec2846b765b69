package text

import (
	"bytes"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// letters to make lines of: every class the reorderer knows, and more of those that
// names and amounts are made of.
var letters = []rune("abcXYZéñ" + "אבגשת" + "ابتحدذرسشعفقكلمنهويىةءآأإؤئ" + "پچژگکیێ" +
	"0123456789" + "٠١٢٣٤٥" + "۰۱۲۳" + "+-" + "#$%¢£€°٪" + ",.:/،٫٬" + "    " + "\u00a0" +
	"!\"&'*;=?@^_`|~–—“”…" + "()[]{}<>«»‹›⟨⟩〈〉≤≥" + "\u0301\u064b\u064e\u0651\u05b0" + "\u200c\u200d" + "漢字ก😀•")

func randomLine(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(24) {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return b.String()
}

// fribidi orders lines with the reference program, without joiners, which it keeps
// elsewhere.
func fribidi(t testing.TB, base Direction, lines []string) []string {
	path, err := exec.LookPath("fribidi")
	if err != nil {
		t.Skip("fribidi is not installed (Debian: libfribidi-bin)")
	}
	args := []string{"--nobreak", "--nopad", "--reordernsm"}
	switch base {
	case LTR:
		args = append(args, "--ltr")
	case RTL:
		args = append(args, "--rtl")
	}
	cmd := exec.Command(path, args...)
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

// without leaves out joiners, and what the reference puts in the place of a lam that
// is in its alef.
var without = strings.NewReplacer("\u200c", "", "\u200d", "", "\ufeff", "")

// The reference (1.0.8) loses a pair of brackets with a mark beside one of them, and does
// not join lam and alef over a mark: such lines are not compared.
var apart = regexp.MustCompile(`[\[\](){}⟨⟩〈〉]\p{M}|\p{M}[\[\](){}⟨⟩〈〉]|ل\p{M}+[اآأإ]`)

// incomparable also leaves out a joiner before an emoji: we keep the sign whole.
func incomparable(s string) bool {
	return strings.Contains(s, "\u200d😀") || apart.MatchString(without.Replace(s))
}

// Lines of every class are ordered as fribidi orders them, in each direction.
func TestOrderIsFribidis(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for _, base := range []Direction{Auto, LTR, RTL} {
		lines := make([]string, 20_000)
		for n := range lines {
			lines[n] = randomLine(r)
		}
		want := fribidi(t, base, lines)
		if len(want) != len(lines) {
			t.Fatalf("%d lines came back of %d", len(want), len(lines))
		}
		wrong := 0
		for n, s := range lines {
			if incomparable(s) {
				continue
			}
			if got := Visual(s, base); without.Replace(got) != without.Replace(want[n]) {
				if wrong++; wrong <= 5 {
					t.Errorf("base %d %+q:\n got  %+q\n want %+q", base, s, got, want[n])
				}
			}
		}
		if wrong > 0 {
			t.Errorf("base %d: %d of %d lines differ", base, wrong, len(lines))
		}
	}
}

// Any line is ordered as fribidi orders it, and no rune is lost or made.
func FuzzOrder(f *testing.F) {
	f.Add("شركة النور (فرع 2) Ltd. 1,250.50", uint8(0))
	f.Add("a (ب) [1+2] ٣%", uint8(2))
	known := map[rune]bool{}
	for _, r := range letters {
		known[r] = true
	}
	f.Fuzz(func(t *testing.T, s string, b uint8) {
		base := Direction(b % 3)
		s = Safe(s)
		visual := Visual(s, base)
		if !utf8.ValidString(visual) || Width(visual) > Width(s) || Safe(visual) != visual {
			t.Errorf("%+q became %+q", s, visual)
		}
		order := VisualOrder(s, base)
		slices.Sort(order)
		for n := range order {
			if n != order[n] {
				t.Fatalf("%+q: %v", s, order)
			}
		}
		if incomparable(s) {
			return
		}
		for _, r := range s { // what a newer Unicode knows better is not compared
			if !known[r] {
				return
			}
		}
		if want := fribidi(t, base, []string{s}); without.Replace(Visual(s, base)) != without.Replace(want[0]) {
			t.Errorf("%+q: %+q, fribidi has %+q", s, Visual(s, base), want[0])
		}
	})
}
