package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// line is one measurement: the figure that is judged, its target, and what it
// came from.
type line struct {
	what       string
	got, limit float64
	unit       string // "x" a ratio, "ms", "MB"
	least      bool   // the target is the least, not the most
	note       string // what the figure came from; all there is when nothing was measured
}

func (b *bench) add(l line) { b.lines = append(b.lines, l) }

func (l *line) cells() []string {
	if l.unit == "" {
		return []string{l.what, "-", "-", "not measured", l.note}
	}
	verdict, sign := "met", "<= "
	if l.least {
		sign = ">= "
	}
	if l.least && l.got < l.limit || !l.least && l.got > l.limit {
		verdict = "MISSED"
	}
	return []string{l.what, figure(l.got, l.unit), sign + figure(l.limit, l.unit), verdict, l.note}
}

func figure(f float64, unit string) string {
	switch {
	case unit == "x" || f < 10 && f != float64(int(f)):
		return fmt.Sprintf("%.2f %s", f, unit)
	}
	return fmt.Sprintf("%.0f %s", f, unit)
}

// print writes the table of all that was measured.
func (b *bench) print(w io.Writer) {
	rows := [][]string{{"what", "measured", "target", "", "from"}}
	for i := range b.lines {
		rows = append(rows, b.lines[i].cells())
	}
	width := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			width[i] = max(width[i], len(c))
		}
	}
	for n, r := range rows {
		for i, c := range r[:len(r)-1] {
			fmt.Fprintf(w, "%-*s  ", width[i], c)
		}
		fmt.Fprintln(w, r[len(r)-1])
		if n == 0 {
			fmt.Fprintln(w, strings.Repeat("-", 100))
		}
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func short(d time.Duration) string {
	if d < time.Second {
		return figure(ms(d), "ms")
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// at returns the value that share of all lie below: 0.5 is the median.
func at(all []time.Duration, share float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	all = slices.Clone(all)
	slices.Sort(all)
	return all[min(int(share*float64(len(all))), len(all)-1)]
}

func median(all []time.Duration) time.Duration { return at(all, 0.5) }

// alternate runs two things in turn, so that both meet the same machine, and
// returns their medians. The first pair warms the caches and does not count.
func alternate(runs int, ours, peer func() (time.Duration, error)) (a, b time.Duration, err error) {
	var as, bs []time.Duration
	for i := range runs + 1 {
		x, err := ours()
		if err != nil {
			return 0, 0, err
		}
		y, err := peer()
		if err != nil {
			return 0, 0, err
		}
		if i > 0 {
			as, bs = append(as, x), append(bs, y)
		}
	}
	return median(as), median(bs), nil
}

// against adds the ratio of our time to a peer's.
func (b *bench) against(what string, limit float64, ours, peer time.Duration, note string) {
	b.add(line{what: what, got: float64(ours) / float64(peer), limit: limit, unit: "x",
		note: fmt.Sprintf("%s against %s%s", short(ours), short(peer), note)})
}
