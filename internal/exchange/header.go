package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"duebook/internal/money"
	"duebook/internal/text"
)

// header is one column's name and the forms it is looked up in.
type header struct {
	name     string
	tokens   []string
	forms    []string // squeezed: the whole name, then its parts
	currency string   // an ISO code found in the name
	hijri    bool
}

func newHeader(name string) header {
	h := header{name: name}
	tokens := normal(name)
	for _, t := range tokens {
		if t == "hijri" || t == "هجري" {
			h.hijri = true
			continue
		}
		if c, ok := money.Find(t); ok && len(tokens) > 1 && t != "all" {
			h.currency = c.Code
			continue
		}
		h.tokens = append(h.tokens, t)
	}
	h.forms = []string{squeeze(h.tokens)}
	for _, part := range parts(name) {
		if p := squeeze(normal(part)); p != "" && p != h.forms[0] {
			h.forms = append(h.forms, p)
		}
	}
	return h
}

// parts cuts a name that says a thing twice: at signs, and where Arabic meets
// Latin ("Customer Name اسم العميل").
func parts(name string) []string {
	var out []string
	from, script := 0, 0
	for i, r := range name {
		s := script
		switch {
		case strings.ContainsRune("/|()[]\n،:–", r):
			out = append(out, name[from:i])
			from = i + len(string(r))
		case unicode.Is(unicode.Arabic, r):
			s = 1
		case unicode.IsLetter(r):
			s = 2
		}
		if s != script {
			if script != 0 && i > from {
				out = append(out, name[from:i])
				from = i
			}
			script = s
		}
	}
	return append(out, name[from:])
}

// score says how well the column answers to a field in a class; 0 is not at all.
func (h *header) score(c class, f field) int {
	best := 0
	for i, form := range h.forms {
		for _, m := range lexicon()[c][form] {
			s := m.score
			if i > 0 {
				s -= 5
			}
			if h.hijri {
				s -= 10
			}
			if m.field == f {
				best = max(best, s)
			}
		}
	}
	return best
}

// known reports whether the name means anything in any class.
func (h *header) known() bool {
	for c := range nClasses {
		for _, fd := range []field{fCustomer, fNumber, fAmount} {
			if contains(h.tokens, c, fd) {
				return true
			}
		}
		for _, form := range h.forms {
			if len(lexicon()[c][form]) > 0 {
				return true
			}
		}
	}
	return false
}

// layout is what one delimiter makes of the first lines.
type layout struct {
	delim        byte
	score        int
	names        []string
	start        int // offset after the header row
	line, header int // line after it, and of it
	even         int // of 100 rows that follow, how many have as many fields
}

// headerRows is how far down a header row is looked for.
const headerRows = 40

// layOut finds the delimiter and the header row, and names the columns.
func (f *File) layOut(opt Options) error {
	at, line := 0, 1
	delims := []byte{',', ';', '\t', '|'}
	if rest, ok := bytes.CutPrefix(f.data[:min(len(f.data), 8)], []byte("sep=")); ok && len(rest) > 0 {
		delims = []byte{rest[0]}
		f.delim = rest[0]
		s := f.scan(0, 1)
		s.next()
		at, line = s.pos, s.line
	}
	if opt.Delimiter != "" {
		d, err := delimiterNamed(opt.Delimiter)
		if err != nil {
			return err
		}
		delims = []byte{d}
	}
	var best, second layout
	for _, d := range delims {
		l := f.tryLayout(d, at, line, opt)
		if l.score > best.score {
			best, second = l, best
		} else if l.score > second.score {
			second = l
		}
	}
	if best.score == 0 {
		return fmt.Errorf("no header row was found in the first %d lines; its words must name at least two of: "+
			"customer, number, date, due date, amount (English or Arabic), or be named with --map field=column",
			headerRows)
	}
	if second.score*100 >= best.score*95 {
		return &Ask{About: ErrAskDelimiter, Flag: "--delimiter", Question: "the delimiter is not clear",
			Choices: []Choice{{delimiterName(best.delim), best.names}, {delimiterName(second.delim), second.names}}}
	}
	if len(best.names) > MaxColumns {
		return fmt.Errorf("the file has %d columns; the limit is %d", len(best.names), MaxColumns)
	}
	f.take(best)
	return nil
}

func (f *File) tryLayout(delim byte, at, line int, opt Options) layout {
	f.delim = delim
	best := layout{delim: delim}
	s := f.scan(at, line)
	for range headerRows {
		why, ok := s.next()
		if !ok {
			break
		}
		if why != "" && len(s.fields) <= MaxColumns {
			continue
		}
		if n := knownCells(s.fields, opt); n >= 2 {
			names := make([]string, len(s.fields))
			for i, cell := range s.fields {
				names[i] = text.Clean(string(cell))
			}
			l := layout{delim: delim, names: names, start: s.pos, line: s.line, header: s.rowLine}
			l.even = f.evenRows(s.pos, s.line, len(names))
			if l.score = n * (100 + l.even); l.score > best.score {
				best = l
			}
		}
	}
	return best
}

func knownCells(cells [][]byte, opt Options) int {
	n := 0
	for _, column := range opt.Map {
		if at, ok := ordinal(column); ok && at <= len(cells) {
			n++
		}
	}
	for _, cell := range cells {
		if len(cell) > 200 || len(cell) == 0 {
			continue
		}
		h := newHeader(string(cell))
		if h.known() || mapsTo(opt.Map, h) {
			n++
		}
	}
	return n
}

func mapsTo(m map[string]string, h header) bool {
	for _, column := range m {
		if c := newHeader(column); column != "" && c.forms[0] == h.forms[0] && c.forms[0] != "" {
			return true
		}
	}
	return false
}

func (f *File) evenRows(at, line, want int) int {
	s := f.scan(at, line)
	even, seen := 0, 0
	for range 100 {
		why, ok := s.next()
		if !ok {
			break
		}
		if why == "" && s.blank() {
			continue
		}
		seen++
		if why == "" && len(s.fields) == want {
			even++
		}
	}
	if seen == 0 {
		return 100
	}
	return even * 100 / seen
}

func (f *File) take(l layout) {
	f.delim, f.start, f.line = l.delim, l.start, l.line
	f.facts.Delimiter, f.facts.HeaderLine = delimiterName(l.delim), l.header
	if l.header > 1 {
		f.notes = append(f.notes, Warning{Text: fmt.Sprintf("the header is on line %d; the lines above it were "+
			"skipped", l.header)})
	}
	for len(l.names) > 1 && l.names[len(l.names)-1] == "" {
		l.names = l.names[:len(l.names)-1]
	}
	seen := map[string]int{}
	for i, name := range l.names {
		if name == "" {
			name = "column " + strconv.Itoa(i+1)
		}
		h := newHeader(name)
		seen[name]++
		if n := seen[name]; n > 1 {
			h.name = fmt.Sprintf("%s (%d)", name, n)
		}
		f.heads = append(f.heads, h)
		f.facts.Columns = append(f.facts.Columns, Column{Name: h.name})
	}
	key := sha256.New()
	for _, h := range f.heads {
		fmt.Fprintf(key, "%s\n", text.Fold(h.name))
	}
	f.facts.HeaderKey = hex.EncodeToString(key.Sum(nil)[:16])
}

func delimiterName(d byte) string {
	if d == '\t' {
		return "tab"
	}
	return string(d)
}

func delimiterNamed(name string) (byte, error) {
	switch name {
	case "tab", "\t", `\t`:
		return '\t', nil
	case ",", ";", "|":
		return name[0], nil
	}
	return 0, fmt.Errorf("the delimiter %q is not known; use ',' ';' '|' or tab", name)
}
