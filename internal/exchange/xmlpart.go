package exchange

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// part opens a part, within the limits of size and ratio.
func (wb *workbook) part(name string) (io.ReadCloser, error) {
	f := wb.parts[name]
	size := f.UncompressedSize64
	switch {
	case f.Flags&1 != 0:
		return nil, fmt.Errorf("the file is protected by a password; take the password off and save it again")
	case size > uint64(max(wb.left, 0)):
		return nil, fmt.Errorf("the workbook is larger than 64 MB unzipped; save the sheet as CSV UTF-8")
	case size > 1<<20 && f.CompressedSize64 < size/maxRatio:
		return nil, fmt.Errorf("a part of the workbook grows more than %d-fold when it is unzipped, as no list "+
			"does; save the sheet as CSV UTF-8", maxRatio)
	}
	r, err := f.Open()
	if err != nil {
		return nil, errDamaged
	}
	wb.left -= int64(size) // zip refuses a part that is longer than it says
	return r, nil
}

var errDamaged = errors.New("the workbook is damaged; open it in a spreadsheet and save it again")

// walk calls fn at each element of a part. fn may read the element to its end, and
// says so.
func (wb *workbook) walk(name string, fn func(e xml.StartElement, d *xml.Decoder) (done bool, err error)) error {
	if wb.parts[name] == nil {
		return errDamaged
	}
	r, err := wb.part(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	depth := 0
	for {
		t, err := d.RawToken()
		switch e := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errDamaged
			}
			done, err := fn(e, d)
			if err != nil {
				return err
			}
			if done {
				depth--
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			return fmt.Errorf("the workbook holds a document type, as no spreadsheet writes; it is not read")
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errDamaged
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// chars reads the text up to the end of the element that was begun.
func chars(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for {
		t, err := d.RawToken()
		if err != nil {
			return "", errDamaged
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			return "", errDamaged
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// skip reads to the end of the element that was begun.
func skip(d *xml.Decoder) error {
	for depth := 1; depth > 0; {
		t, err := d.RawToken()
		if err != nil || depth > maxDepth {
			return errDamaged
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// unescape reads the _xHHHH_ that a workbook writes for a sign XML cannot hold.
func unescape(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var b strings.Builder
	for ; at >= 0; at = strings.Index(s, "_x") {
		b.WriteString(s[:at])
		if len(s) >= at+7 && s[at+6] == '_' {
			if n, err := strconv.ParseUint(s[at+2:at+6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				s = s[at+7:]
				continue
			}
		}
		b.WriteString("_x")
		s = s[at+2:]
	}
	return b.String() + s
}
