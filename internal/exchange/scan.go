package exchange

import (
	"bytes"
	"fmt"
)

// scanner cuts decoded bytes into rows and fields. It is strict: a quote stands
// only around a whole field. A row it cannot cut comes back with a reason, and
// reading goes on at the next line. Fields point into the data or into scratch
// and live until the next row.
type scanner struct {
	data    []byte
	pos     int
	line    int // of pos, from 1
	delim   byte
	eol     byte
	hasNUL  bool
	fields  [][]byte
	scratch []byte
	at      int // offset where the current row starts
	rowLine int // its line
}

func (f *File) scan(at, line int) *scanner {
	return &scanner{data: f.data, pos: at, line: line, delim: f.delim, eol: f.eol, hasNUL: f.hasNUL}
}

// next reads one row into s.fields. ok is false at the end of the data; why is
// not empty when the row must be refused. An empty line gives no fields.
func (s *scanner) next() (why string, ok bool) {
	if s.pos >= len(s.data) {
		return "", false
	}
	s.at, s.rowLine, s.fields = s.pos, s.line, s.fields[:0]
	rest := s.data[s.pos:]
	end, skip := bytes.IndexByte(rest, s.eol), 1
	if end < 0 {
		end, skip = len(rest), 0
	}
	line := rest[:end]
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	if bytes.IndexByte(line, '"') >= 0 || bytes.IndexByte(line, '\r') >= 0 {
		return s.slow(), true
	}
	s.pos += end + skip
	s.line++
	if len(line) > MaxRow {
		return "the row is longer than 64 KB", true
	}
	if s.hasNUL && bytes.IndexByte(line, 0) >= 0 {
		return "the row has a NUL byte: the file is damaged here", true
	}
	if len(line) == 0 {
		return "", true
	}
	for {
		cut := bytes.IndexByte(line, s.delim)
		if cut < 0 {
			break
		}
		s.fields = append(s.fields, line[:cut])
		line = line[cut+1:]
	}
	s.fields = append(s.fields, line)
	return s.checkFields(), true
}

func (s *scanner) checkFields() string {
	for i, f := range s.fields {
		if len(f) > MaxField {
			return fmt.Sprintf("field %d is longer than 4 KB", i+1)
		}
	}
	if len(s.fields) > MaxColumns {
		return fmt.Sprintf("the row has %d columns; the limit is %d", len(s.fields), MaxColumns)
	}
	return ""
}

// slow reads a row with quotes or lone carriage returns in it.
func (s *scanner) slow() string {
	limit := min(len(s.data), s.at+MaxRow+1)
	if cap(s.scratch) < MaxRow+1 {
		s.scratch = make([]byte, 0, MaxRow+1) // never grows: fields keep pointing into it
	}
	s.scratch = s.scratch[:0]
	p := s.at
	for {
		var why string
		if p, why = s.field(p, limit); why != "" {
			return why
		}
		if p < limit && s.data[p] == s.delim {
			p++
			continue
		}
		break
	}
	if p >= limit && limit < len(s.data) {
		return s.resync("the row is longer than 64 KB")
	}
	raw := s.data[s.at:p]
	s.pos = s.afterBreak(p)
	s.line = s.rowLine + s.breaks(s.at, s.pos)
	if s.hasNUL && bytes.IndexByte(raw, 0) >= 0 {
		return "the row has a NUL byte: the file is damaged here"
	}
	if len(raw) == 0 {
		s.fields = s.fields[:0]
		return ""
	}
	return s.checkFields()
}

// field reads the field at p and returns where its delimiter or line end is.
func (s *scanner) field(p, limit int) (end int, why string) {
	from := p
	if p >= limit || s.data[p] != '"' {
		for p < limit && s.data[p] != s.delim && s.data[p] != '\n' && s.data[p] != '\r' {
			if s.data[p] == '"' {
				return p, s.resync("a quote stands in the middle of a field; quotes go around the whole field and " +
					"are doubled inside")
			}
			p++
		}
		s.fields = append(s.fields, s.data[from:p])
		return p, ""
	}
	mark := len(s.scratch)
	for p++; p < limit; p++ {
		switch c := s.data[p]; {
		case c == '"' && p+1 < len(s.data) && s.data[p+1] == '"':
			s.scratch = append(s.scratch, '"')
			p++
		case c == '"':
			p++
			if p < limit && s.data[p] != s.delim && s.data[p] != '\n' && s.data[p] != '\r' {
				return p, s.resync("text follows a closing quote; quotes go around the whole field and are " +
					"doubled inside")
			}
			s.fields = append(s.fields, s.scratch[mark:len(s.scratch):len(s.scratch)])
			return p, ""
		case c == '\n' || c == '\r':
			if c == '\r' && p+1 < len(s.data) && s.data[p+1] == '\n' {
				p++
			}
			s.scratch = append(s.scratch, ' ')
		default:
			s.scratch = append(s.scratch, c)
		}
	}
	return p, s.resync(fmt.Sprintf("the quote opened in field %d is never closed", len(s.fields)+1))
}

// resync goes on at the line after the one the row starts on.
func (s *scanner) resync(why string) string {
	p := s.at
	for p < len(s.data) && s.data[p] != '\n' && s.data[p] != '\r' {
		p++
	}
	s.pos, s.line = s.afterBreak(p), s.rowLine+1
	return why
}

func (s *scanner) afterBreak(p int) int {
	if p < len(s.data) && s.data[p] == '\r' {
		p++
		if p < len(s.data) && s.data[p] == '\n' {
			p++
		}
		return p
	}
	return min(p+1, len(s.data))
}

// breaks counts the line ends in data[from:to].
func (s *scanner) breaks(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if s.data[i] == '\n' || s.data[i] == '\r' && (i+1 >= len(s.data) || s.data[i+1] != '\n') {
			n++
		}
	}
	return n
}

// blank reports whether all fields of the row are empty.
func (s *scanner) blank() bool {
	for _, f := range s.fields {
		if len(bytes.TrimSpace(f)) > 0 {
			return false
		}
	}
	return true
}
