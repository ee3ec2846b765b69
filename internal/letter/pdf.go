package letter

import (
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"duebook/internal/text"
)

// The page in millimetres.
const (
	leftEdge   = 15.0
	rightEdge  = 195.0
	across     = rightEdge - leftEdge
	topEdge    = 14.0
	bottomEdge = 281.0
	leading    = 0.46 // the height of a line of a point
	mostLines  = 6    // of a fact or a note
	mostWords  = 16   // lines of a paragraph
	signing    = 24.0 // the height of the lines to sign
)

// pages stands for the number of pages until it is known; drawable lets no text have it.
const pages = "ſ"

// sheet is a letter being drawn: y is the top of what comes next.
type sheet struct {
	f     *fpdf.Fpdf
	l     *Letter
	y     float64
	size  float64 // of the type, in points
	heavy bool
}

// WritePDF writes the letter as PDF on A4 paper. The same letter is the same bytes.
func (l *Letter) WritePDF(w io.Writer) error {
	s := &sheet{f: l.new(), l: l}
	s.page()
	s.heading()
	s.words()
	for n := range l.Tables {
		s.table(&l.Tables[n])
	}
	s.notes()
	s.signs()
	return s.f.Output(w)
}

// new is the file, with the fonts and no page.
func (l *Letter) new() *fpdf.Fpdf {
	f := fpdf.New("P", "mm", "A4", "")
	f.AliasNbPages(pages)
	f.AddUTF8FontFromBytes("letter", "", regular)
	f.AddUTF8FontFromBytes("letter", "B", bold)
	made := time.Unix(int64(l.Made)*86400, 0).UTC()
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetCatalogSort(true)
	f.SetProducer("duebook", false)
	f.SetTitle(text.Safe(l.Title.EN), true)
	f.SetAutoPageBreak(false, 0)
	return f
}

// page begins a page, with its foot; after the first one a line says whose it is.
func (s *sheet) page() {
	s.f.AddPage()
	s.y = topEdge
	at := s.f.PageNo()
	s.font(8, false)
	s.f.SetTextColor(90, 90, 90)
	n := text.Number(at)
	s.f.Text(leftEdge, bottomEdge+6, "Page "+n+" of "+pages)
	page := text.Visual("صفحة "+n+" من "+pages, text.RTL)
	s.f.Text(rightEdge-s.f.GetStringWidth(page), bottomEdge+6, page)
	if at > 1 {
		s.again()
	}
	s.f.SetTextColor(0, 0, 0)
}

// again says on a later page what the letter is, and whose: who it goes to, else the
// first of the facts.
func (s *sheet) again() {
	whose := Both{}
	if len(s.l.To) > 0 {
		whose = s.l.To[0]
	} else if len(s.l.Facts) > 0 {
		whose = s.l.Facts[0].Value
	}
	join := func(title, name string) string {
		if title == "" || name == "" {
			return title + name
		}
		return title + " · " + name
	}
	s.both(Both{join(s.l.Title.EN, first(whose.EN, whose.AR)), join(s.l.Title.AR, first(whose.AR, whose.EN))}, 0)
	s.rule(0.2)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// heading is who writes, to whom, the title and the facts.
func (s *sheet) heading() {
	for n, line := range s.l.From {
		if n == 0 {
			s.font(15, true)
		} else {
			s.font(9, false)
		}
		s.both(line, 0)
	}
	s.rule(0.5)
	s.y += 2
	for n, line := range s.l.To {
		s.font(10.5, n == 0)
		s.both(line, 0)
	}
	if len(s.l.To) > 0 {
		s.y += 4
	}
	s.font(13, true)
	s.both(s.l.Title, 0)
	s.y++
	const label = 38.0
	for _, fact := range s.l.Facts {
		s.font(9.5, false)
		top := s.y
		s.f.SetTextColor(90, 90, 90)
		s.both(fact.Label, 0)
		s.f.SetTextColor(0, 0, 0)
		s.font(9.5, true)
		below := s.y
		s.y = top
		s.both(fact.Value, label)
		s.y = max(s.y, below)
	}
	s.y += 3
}

// both writes a line with the English on the left and the Arabic on the right, in from
// the edges. What is in one language only has the whole width; a long text goes on
// below.
func (s *sheet) both(b Both, in float64) { s.beside(b, in, mostLines) }

// words are the paragraphs before the tables.
func (s *sheet) words() {
	for _, b := range s.l.Words {
		s.font(10, false)
		s.beside(b, 0, mostWords)
		s.y++
	}
	if len(s.l.Words) > 0 {
		s.y += 2
	}
}

// beside is both, of at most so many lines.
func (s *sheet) beside(b Both, in float64, most int) {
	x, w := leftEdge+in, across-2*in
	half := w
	if b.EN != "" && b.AR != "" && s.wide(b.EN, text.LTR)+s.wide(b.AR, way(b.AR))+4 > w {
		half = w/2 - 2
	}
	top := s.y
	for k, line := range s.wrap(b.EN, half, most) {
		s.put(x, top+float64(k)*s.height(), half, line, left, text.DirectionOf(b.EN))
		s.y = max(s.y, top+float64(k+1)*s.height())
	}
	for k, line := range s.wrap(b.AR, half, most) {
		s.put(x+w-half, top+float64(k)*s.height(), half, line, rightward, way(b.AR))
		s.y = max(s.y, top+float64(k+1)*s.height())
	}
}

// room begins a page when h millimetres are not left on this one.
func (s *sheet) room(h float64) bool {
	if s.y+h <= bottomEdge {
		return false
	}
	s.page()
	return true
}

// notes keeps them with the lines to sign below: nobody signs an empty page.
func (s *sheet) notes() {
	s.font(9, false)
	high := make([]float64, len(s.l.Notes))
	all := 0.0
	for n, b := range s.l.Notes {
		lines := max(len(s.wrap(b.EN, across/2-2, mostLines)), len(s.wrap(b.AR, across/2-2, mostLines)))
		high[n] = float64(lines)*s.height() + 1
		all += high[n]
	}
	if len(s.l.Signs) > 0 {
		all += signing
	}
	if all < bottomEdge-topEdge {
		s.room(all)
	}
	for n, b := range s.l.Notes {
		s.room(high[n])
		s.font(9, false)
		s.both(b, 0)
		s.y++
	}
}

// signs are lines to sign on, side by side.
func (s *sheet) signs() {
	if len(s.l.Signs) == 0 {
		return
	}
	s.room(signing)
	s.y += 16
	s.font(9, false)
	w := across / float64(len(s.l.Signs))
	top := s.y
	for n, b := range s.l.Signs {
		x := leftEdge + float64(n)*w
		s.line(x, top, x+w-6, 0.2)
		s.put(x, top+1, w-6, b.EN, left, text.LTR)
		s.put(x, top+1, w-6, b.AR, rightward, way(b.AR))
	}
	s.y += s.height() + 2
}

func (s *sheet) font(size float64, heavy bool) {
	s.size, s.heavy = size, heavy
	s.f.SetFont("letter", map[bool]string{true: "B"}[heavy], size)
}

// height is what a line takes.
func (s *sheet) height() float64 { return s.size * leading }

func (s *sheet) rule(thick float64) {
	s.y++
	s.line(leftEdge, s.y, rightEdge, thick)
	s.y += 2
}

func (s *sheet) line(x, y, to, thick float64) {
	s.f.SetLineWidth(thick)
	s.f.SetDrawColor(120, 120, 120)
	s.f.Line(x, y, to, y)
}

func (s *sheet) wide(t string, way text.Direction) float64 {
	return s.f.GetStringWidth(drawable(t, way))
}

// side is where a text stands in its width.
type side uint8

const (
	left side = iota
	rightward
	middle
)

// put writes one line with its top at y, in smaller type when it is too wide.
func (s *sheet) put(x, y, w float64, t string, at side, way text.Direction) {
	if t == "" {
		return
	}
	t = drawable(t, way)
	n := s.f.GetStringWidth(t)
	base := y + s.height()*0.72
	if n > w {
		was, heavy := s.size, s.heavy
		s.font(max(was*w/n, 4), heavy)
		defer s.font(was, heavy)
		n = s.f.GetStringWidth(t)
	}
	switch at {
	case rightward:
		x += w - n
	case middle:
		x += (w - n) / 2
	}
	s.f.Text(x, base, t)
}

// wrap breaks a text, in its reading order, into at most so many lines that fit w;
// the last one takes what is left.
func (s *sheet) wrap(t string, w float64, most int) []string {
	if t == "" {
		return nil
	}
	if s.wide(t, text.Auto) <= w {
		return []string{t}
	}
	var lines []string
	line := ""
	words := strings.Fields(t)
	for n := 0; n < len(words); n++ {
		word := words[n]
		for len(lines) < most-1 && s.wide(word, text.Auto) > w && len([]rune(word)) > 1 { // longer than a line: broken
			if line != "" {
				lines, line = append(lines, line), ""
				continue
			}
			head, rest := s.breakWord(word, w)
			lines, word = append(lines, head), rest
		}
		switch {
		case line == "":
			line = word
		case len(lines) == most-1 || s.wide(line+" "+word, text.Auto) <= w:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

// breakWord parts a word where w ends.
func (s *sheet) breakWord(word string, w float64) (head, rest string) {
	all := []rune(word)
	n := len(all) - 1
	for n > 1 && s.wide(string(all[:n]), text.Auto) > w {
		n--
	}
	return string(all[:n]), string(all[n:])
}
