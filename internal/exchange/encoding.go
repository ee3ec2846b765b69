package exchange

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The encodings --encoding takes.
const (
	encUTF8    = "utf-8"
	encUTF16LE = "utf-16le"
	encUTF16BE = "utf-16be"
	enc1256    = "windows-1256"
	enc1252    = "windows-1252"
)

var codePages = map[string]*charmap.Charmap{enc1256: charmap.Windows1256, enc1252: charmap.Windows1252}

// decode sets f.data to UTF-8. Bytes that are no valid UTF-8 and carry no mark
// of another encoding are never guessed: the answer is asked for, with names as
// each choice would read them.
func (f *File) decode(raw []byte, want string) error {
	found := encUTF8
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")):
		raw, found = raw[2:], encUTF16LE
	case bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		raw, found = raw[2:], encUTF16BE
	default:
		found = nulPattern(raw)
	}
	if want != "" {
		found = want
	}
	f.facts.Encoding = found
	switch found {
	case encUTF16LE:
		return f.decode16(raw, binary.LittleEndian)
	case encUTF16BE:
		return f.decode16(raw, binary.BigEndian)
	case enc1256, enc1252:
		f.data = fromCodePage(codePages[found], raw)
		return nil
	case encUTF8:
	default:
		return fmt.Errorf("the encoding %q is not known; use utf-8, utf-16le, utf-16be, windows-1256 or "+
			"windows-1252", want)
	}
	f.data = raw
	if want == "" && !utf8.Valid(raw) {
		return askEncoding(raw)
	}
	if n := bytes.Count(raw[:min(len(raw), 64<<10)], []byte{0}); n > 64 {
		return fmt.Errorf("the file is full of NUL bytes: it is no text file")
	}
	return nil
}

// nulPattern tells UTF-16 without a byte order mark: commas, digits and line
// ends have a NUL on one side all through the file.
func nulPattern(raw []byte) string {
	head := raw[:min(len(raw), 8<<10)&^1]
	var side [2]int
	for i, c := range head {
		if c == 0 {
			side[i&1]++
		}
	}
	if pairs := len(head) / 2; len(raw)%2 == 0 {
		if side[1]*8 > pairs && side[0]*20 < side[1] {
			return encUTF16LE
		}
		if side[0]*8 > pairs && side[1]*20 < side[0] {
			return encUTF16BE
		}
	}
	return encUTF8
}

func (f *File) decode16(raw []byte, order binary.ByteOrder) error {
	if len(raw)%2 != 0 {
		return fmt.Errorf("the file is cut in the middle of a UTF-16 character; export it again")
	}
	out := make([]byte, 0, len(raw)/2+len(raw)/8)
	for i := 0; i < len(raw); i += 2 {
		r := rune(order.Uint16(raw[i:]))
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+4 <= len(raw) {
				low = rune(order.Uint16(raw[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				i += 2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	f.data = bytes.TrimPrefix(out, []byte("\xEF\xBB\xBF"))
	return nil
}

func fromCodePage(page *charmap.Charmap, raw []byte) []byte {
	out := make([]byte, 0, len(raw)+len(raw)/4)
	for _, c := range raw {
		if c < utf8.RuneSelf {
			out = append(out, c)
		} else {
			out = utf8.AppendRune(out, page.DecodeByte(c))
		}
	}
	return out
}

// askEncoding puts the likelier code page first: Arabic words are runs of high
// bytes, accented Latin letters stand alone between ASCII ones.
func askEncoding(raw []byte) error {
	var cells [][]byte
	runs, lone := 0, 0
	for i := 0; i < len(raw) && i < 4<<20; {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		j := i
		for j < len(raw) && raw[j] >= utf8.RuneSelf {
			j++
		}
		if j-i > 1 {
			runs++
		} else {
			lone++
		}
		if cell := cellAround(raw, i); len(cells) < 5 && !holds(cells, cell) {
			cells = append(cells, cell)
		}
		i = j
	}
	order := []string{enc1256, enc1252}
	if lone > runs {
		order[0], order[1] = order[1], order[0]
	}
	ask := &Ask{About: ErrAskEncoding, Flag: "--encoding",
		Question: "the file is not UTF-8 and does not say what it is"}
	for _, name := range order {
		c := Choice{Value: name}
		for _, cell := range cells {
			c.Samples = append(c.Samples, string(fromCodePage(codePages[name], cell)))
		}
		ask.Choices = append(ask.Choices, c)
	}
	return ask
}

func cellAround(raw []byte, at int) []byte {
	const ends = ",;|\t\r\n\""
	from, to := at, at
	for from > 0 && at-from < 40 && bytes.IndexByte([]byte(ends), raw[from-1]) < 0 {
		from--
	}
	for to < len(raw) && to-at < 40 && bytes.IndexByte([]byte(ends), raw[to]) < 0 {
		to++
	}
	return raw[from:to]
}

func holds(cells [][]byte, cell []byte) bool {
	for _, c := range cells {
		if bytes.Equal(c, cell) {
			return true
		}
	}
	return false
}
