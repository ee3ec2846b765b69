package exchange

import (
	"bytes"
	"strings"
)

// sample is the first rows of the file, cell by cell.
type sample [][]string

func (f *File) sample(n int) sample {
	s := f.scan(f.start, f.line)
	var rows sample
	for len(rows) < n {
		why, ok := s.next()
		if !ok {
			break
		}
		if why != "" || s.blank() || len(s.fields) < len(f.heads) {
			continue
		}
		row := make([]string, len(f.heads))
		for i := range row {
			row[i] = string(bytes.TrimSpace(s.fields[i]))
		}
		rows = append(rows, row)
	}
	return rows
}

// differing leaves out the columns that repeat an earlier one wherever filled.
func (s sample) differing(cols []int) []int {
	kept := cols[:1:1]
	for _, c := range cols[1:] {
		repeats := false
		for _, k := range kept {
			repeats = repeats || s.repeats(c, k)
		}
		if !repeats {
			kept = append(kept, c)
		}
	}
	return kept
}

func (s sample) repeats(a, b int) bool {
	both := 0
	for _, row := range s {
		if row[a] != "" && row[b] != "" {
			if both++; row[a] != row[b] {
				return false
			}
		}
	}
	return both > 0
}

// fullest prefers, to a column with gaps, a lesser candidate of the same field
// that says the same and has fewer.
func (s sample) fullest(col int, c candidate, all []candidate) int {
	for _, o := range all {
		if o.field == c.field && o.score >= c.score-15 && s.gaps(o.col) < s.gaps(col) && s.repeats(o.col, col) {
			col = o.col
		}
	}
	return col
}

func (s sample) gaps(c int) (n int) {
	for _, row := range s {
		if row[c] == "" {
			n++
		}
	}
	return n
}

func (s sample) unique(c int) bool {
	seen := map[string]bool{}
	for _, row := range s {
		if seen[row[c]] || !strings.ContainsAny(row[c], "0123456789") {
			return false
		}
		seen[row[c]] = true
	}
	return len(seen) > 0
}
