package kit

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"duebook/ui/action"
	"duebook/ui/theme"
)

var looks = []*theme.Theme{
	theme.New(theme.Options{}), theme.New(theme.Options{ASCII: true}),
	theme.New(theme.Options{Dark: true, Color: true, Profile: termenv.TrueColor}),
	theme.New(theme.Options{Color: true, Profile: termenv.ANSI256}),
}

func TestEveryComponentIsExact(t *testing.T) {
	defer theme.Use(theme.Now())
	two := func(w, h int) string { return "x\ny" }
	long := func(w, h int) string { return strings.Repeat("long ", 40) }
	pairs := []Pair{{"Customer", "شركة النور للتجارة", theme.Strong}, {"Limit", "100,000.00", theme.Plain},
		{"A very long label indeed", "v", 0}}
	bars := []BarRow{{"Current", 500, "500.00", theme.Heat0}, {"over 120", 12000, "12,000.00", theme.Heat5},
		{"none", 0, "0.00", 0}, {"credit", -5, "-5", 0}}
	parts := []Part{{500, "1", theme.Heat0}, {1, "2", theme.Heat1}, {0, "3", 0}, {9000, "4", theme.Heat5}}
	dialogs := []action.Dialog{
		Confirm("Undo the receipt?", strings.Repeat("It takes back 3 applications. ", 9), "undo", "keep", nil),
		Message("Note", "Done.\nAll of it."),
		Choose("Result", "What came of the call?", []Choice{
			{Value: "n", Label: "no answer", Help: "again tomorrow"}, {Value: "p", Label: "promised",
				Key: "p"}}, "p", nil),
		NewFormBox("Promise", promiseForm(), nil),
	}
	for i, look := range looks {
		theme.Use(look)
		for _, w := range []int{5, 20, 36, 60, 97} {
			at := fmt.Sprintf(" (look %d, %d cells)", i, w)
			exact(t, "pane"+at, Pane(w, 5, "Open bills", "12 of 300", true, two), w, 5)
			exact(t, "frame"+at, Frame(w, 5, "فواتير مفتوحة", theme.Accent, long), w, 5)
			exact(t, "pairs"+at, KeyValues(pairs, w, 4), w, 4)
			exact(t, "facts"+at, Facts(pairs, w), w, 1)
			exact(t, "bars"+at, BarChart(bars, w, 6), w, 6)
			exact(t, "divided"+at, Divided(parts, w), w, 1)
			exact(t, "divided nothing"+at, Divided(nil, w), w, 1)
			exact(t, "sparkline"+at, Sparkline([]int64{1, 5, 0, 9, 3, 2, 7}, w, theme.Info), w, 1)
			tabs := Tabs{Items: []string{"Open bills", "Timeline", "Promises", "People"}, At: 3}
			exact(t, "tabs"+at, tabs.View(w), w, 1)
			exact(t, "progress"+at, Progress{"Reading bills", 4200, 10000, "rows", 3 * time.Second}.View(w), w, 1)
			exact(t, "footer"+at, Footer(w, []action.Action{{Label: "call", Keys: []string{"c"}},
				{Label: "undo", Keys: []string{"ctrl+z"}, Danger: true}}, Hint{"?", "help"}), w, 1)
			for _, d := range dialogs {
				dw, dh := d.Size(max(w, 20), 14)
				exact(t, d.Title()+at, d.View(dw, dh), dw, dh)
			}
		}
	}
}

func TestTheTabOnShowIsInView(t *testing.T) {
	tabs := Tabs{Items: []string{"Open bills", "Timeline", "Promises", "People"}}
	for range 3 {
		tabs.Update(press("tab"))
	}
	if v := ansi.Strip(tabs.View(20)); !strings.Contains(v, "[People]") {
		t.Errorf("%q", v)
	}
}

func TestShareGivesAllOfIt(t *testing.T) {
	for total := 0; total < 200; total++ {
		got := Share(total, 1, Cells(10), Flex(2, 5), Size{Flex: 1, Min: 5, Max: 20}, Flex(1, 0))
		sum := 3
		for _, n := range got {
			sum += n
			if n < 0 {
				t.Fatalf("%d: %v", total, got)
			}
		}
		if total >= 23 && sum != total || got[2] > 20 {
			t.Fatalf("%d cells were shared as %v", total, got)
		}
	}
	r := Rect{0, 0, 120, 30}.Columns(3, Flex(3, 40), Flex(2, 30))
	if r[0].W+r[1].W+3 != 120 || r[1].X != r[0].W+3 || r[1].H != 30 {
		t.Errorf("columns %v", r)
	}
}

func TestAroundKeepsWideAndIsolatedTextWhole(t *testing.T) {
	line := Cell("漢字 in the", 20, Left) + Cell("شركة النور للتجارة", 20, Left) + Cell("12,500.00", 20, Right)
	for x := range 40 {
		left, right := Around(line, x, x+15, 60)
		exact(t, "left", left, x, 1)
		exact(t, "right", right, 60-x-15, 1)
		for _, s := range []string{left, right} {
			if strings.Count(s, "\u2068") != strings.Count(s, "\u2069") {
				t.Fatalf("an isolate is left open at %d: %q", x, s)
			}
		}
	}
}

func TestWrapKeepsEveryWord(t *testing.T) {
	got := Wrap("The amount is more than is open.\nAbcdefghijklmnop", 10)
	want := []string{"The amount", "is more", "than is", "open.", "Abcdefghij", "klmnop"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q", got)
	}
}

func TestEveryPartOfADividedBarShows(t *testing.T) {
	v := Divided([]Part{{1, "a", 0}, {1_000_000, "b", 0}, {1, "c", 0}}, 10)
	if strings.Count(v, "|") != 3 {
		t.Errorf("%q", v)
	}
}

// Words that have no room go on in the next line, whole.
func TestFlowCutsNothing(t *testing.T) {
	for w, want := range map[int]string{30: "48 to call · 5.00 · 0 done", 20: "48 to call · 5.00\n0 done",
		4: "48 to call\n5.00\n0 done"} {
		if got := strings.Join(Flow([]string{"48 to call", "5.00", "0 done"}, " · ", w), "\n"); got != want {
			t.Errorf("%d columns: %q, want %q", w, got, want)
		}
	}
}
