package kit

import "testing"

func TestTextIsCutBetweenItsParts(t *testing.T) {
	for _, x := range []struct {
		s, sep string
		w      int
		want   string
	}{{"one · two · three", " · ", 17, "one · two · three"}, {"one · two · three", " · ", 16, "one · two …"},
		{"one · two · three", " · ", 10, "one …"}, {"not reached for long · two", " · ", 14, "not reached …"},
		{"unbroken", " ", 5, "unbroken"}} {
		if got := Whole(x.s, x.sep, x.w); got != x.want {
			t.Errorf("Whole(%q, %d) = %q, not %q", x.s, x.w, got, x.want)
		}
	}
}

func TestNamesSayHowManyMoreThereAre(t *testing.T) {
	all := []string{"Al Noor", "شركة البحر", "Palm Hotels"}
	for w, want := range map[int]string{60: "Al Noor, شركة البحر, Palm Hotels", 31: "Al Noor, شركة البحر and 1 more",
		12: "Al Noor and 2 more"} {
		if got := Names(all, w); got != want+"." {
			t.Errorf("Names at %d = %q, not %q", w, got, want)
		}
	}
}

func TestLetteredGivesEachItsOwnLetter(t *testing.T) {
	got := ""
	for _, c := range Lettered([]string{"call", "send", "collect", "fix data", "other"}) {
		got += c.Key
	}
	if got != "csoft" {
		t.Errorf("the letters are %s", got)
	}
}
