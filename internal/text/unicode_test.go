package text

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// unicodeData reads a file of the Unicode database, each line in its fields.
func unicodeData(t *testing.T, name string, each func(fields []string)) {
	f, err := os.Open("/usr/share/unicode/" + name)
	if err != nil {
		t.Skip("the Unicode database is not installed (Debian: unicode-data)")
	}
	defer f.Close()
	for in := bufio.NewScanner(f); in.Scan(); {
		line, _, _ := strings.Cut(in.Text(), "#")
		if fields := strings.Split(line, ";"); len(fields) > 1 {
			for n := range fields {
				fields[n] = strings.TrimSpace(fields[n])
			}
			each(fields)
		}
	}
}

func hex(t *testing.T, s string) rune {
	n, err := strconv.ParseInt(s, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	return rune(n)
}

// The order of every line of the Unicode conformance test that has no direction
// characters is the order we give it.
func TestOrderConforms(t *testing.T) {
	lines, wrong := 0, 0
	unicodeData(t, "BidiCharacterTest.txt", func(f []string) {
		var s []rune
		for _, h := range strings.Fields(f[0]) {
			r := hex(t, h)
			if kind := classOf(r); kind == direction || r == 0x2029 {
				return
			}
			s = append(s, r)
		}
		levels := strings.Fields(f[3])
		lines++
		base := LTR
		if f[2] == "1" {
			base = RTL
		}
		if want := (map[string]Direction{"0": LTR, "1": RTL, "2": DirectionOf(string(s))})[f[1]]; want != base &&
			want != Auto {
			t.Errorf("%+q: direction %d, not %d", string(s), want, base)
		}
		l := newLine(string(s), base)
		l.resolve()
		for n, level := range levels {
			if level != "x" && level != strconv.Itoa(int(l.levels[n])) {
				if wrong++; wrong < 10 {
					t.Errorf("%+q: levels %v, not %v", string(s), l.levels, levels)
				}
				return
			}
		}
	})
	if lines < 1000 {
		t.Errorf("only %d lines were compared", lines)
	}
}

// The letters of the Arabic blocks join as the Unicode database has them join.
func TestJoining(t *testing.T) {
	names := map[string]joining{"U": alone, "R": right, "D": dual, "C": causing, "T": seeThru}
	unicodeData(t, "ArabicShaping.txt", func(f []string) {
		r := hex(t, f[0])
		if r < 0x900 && unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) && joiningOf(r) != names[f[2]] {
			t.Errorf("U+%04X joins as %d, not %s", r, joiningOf(r), f[2])
		}
	})
	unicodeData(t, "BidiMirroring.txt", func(f []string) {
		if r := hex(t, f[0]); mirrored(r) != hex(t, f[1]) {
			t.Errorf("U+%04X turns to U+%04X, not U+%s", r, mirrored(r), f[1])
		}
	})
}
