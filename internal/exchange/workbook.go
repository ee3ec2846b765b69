package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"duebook/internal/civil"
	"duebook/internal/text"
)

// Limits of a workbook (SAFETY "Bad-input catalogue").
const (
	MaxUnzipped  = 64 << 20 // of all parts that are read
	maxRatio     = 150      // of a part over 1 MB
	maxParts     = 10_000
	maxEmptyRows = 1000
	maxDepth     = 64
	maxSheetText = 256 << 20 // of the cells written out
)

// workbook is an XLSX file opened: its sheets, and what their cells refer to.
// Cells are read here and not by excelize, whose row reader says neither the type
// of a cell nor that it is a formula.
type workbook struct {
	parts   map[string]*zip.File
	left    int64 // bytes that may still be unzipped
	sheets  []sheetInfo
	strings []string
	styles  []cellStyle
	epoch   civil.Date // the day of serial 0
}

type sheetInfo struct {
	name, part string
	hidden     bool
}

// cellStyle is what a cell's number format says of its value.
type cellStyle struct {
	date  bool
	zeros int // an integer is shown with at least so many digits
}

// zipKinds are other files in a zip, by a part that only they have.
var zipKinds = []struct{ part, say string }{
	{"xl/vbaProject.bin", "this workbook holds macros (.xlsm); save it as .xlsx without macros"},
	{"xl/workbook.bin", "this is a binary workbook (.xlsb); save it as .xlsx or CSV UTF-8"},
	{"word/document.xml", "this is a Word document; ask for the list as .xlsx or CSV UTF-8"},
	{"ppt/presentation.xml", "this is a presentation; ask for the list as .xlsx or CSV UTF-8"},
	{"content.xml", "this is an OpenDocument file; save it as .xlsx or CSV UTF-8"},
}

func openWorkbook(raw []byte) (*workbook, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("the workbook is damaged or was cut off; save it again")
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("the zip file holds %s files; it is no workbook", text.Number(len(z.File)))
	}
	wb := &workbook{parts: map[string]*zip.File{}, left: MaxUnzipped, epoch: civil.New(1899, 12, 30)}
	for _, f := range z.File {
		wb.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	for _, k := range zipKinds {
		if wb.parts[k.part] != nil {
			return nil, errors.New(k.say)
		}
	}
	rels, err := wb.relations("_rels/.rels")
	if err != nil {
		return nil, err
	}
	main := "xl/workbook.xml"
	for _, r := range rels {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			main = r.target
		}
	}
	if wb.parts[main] == nil {
		return nil, fmt.Errorf("this is a zip archive and no workbook; unpack it first")
	}
	if err := wb.readMain(main); err != nil {
		return nil, err
	}
	return wb, nil
}

type relation struct{ id, kind, target string }

// relations reads a part of relations; one that is not there has none.
func (wb *workbook) relations(part string) ([]relation, error) {
	var out []relation
	dir := path.Dir(path.Dir(part))
	if wb.parts[part] == nil {
		return nil, nil
	}
	err := wb.walk(part, func(e xml.StartElement, _ *xml.Decoder) (bool, error) {
		if e.Name.Local == "Relationship" {
			r := relation{attr(e, "Id"), attr(e, "Type"), attr(e, "Target")}
			if r.target = strings.TrimPrefix(r.target, "/"); !strings.HasPrefix(attr(e, "Target"), "/") {
				r.target = path.Join(dir, r.target)
			}
			out = append(out, r)
		}
		return false, nil
	})
	return out, err
}

func (wb *workbook) readMain(main string) error {
	rels, err := wb.relations(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"))
	if err != nil {
		return err
	}
	byID := map[string]relation{}
	for _, r := range rels {
		byID[r.id] = r
		switch {
		case strings.HasSuffix(r.kind, "/sharedStrings"):
			err = wb.readStrings(r.target)
		case strings.HasSuffix(r.kind, "/styles"):
			err = wb.readStyles(r.target)
		}
		if err != nil {
			return err
		}
	}
	return wb.walk(main, func(e xml.StartElement, _ *xml.Decoder) (bool, error) {
		switch e.Name.Local {
		case "workbookPr":
			if v := attr(e, "date1904"); v == "1" || v == "true" {
				wb.epoch = civil.New(1904, 1, 1)
			}
		case "sheet":
			r := byID[attr(e, "id")]
			if strings.HasSuffix(r.kind, "/worksheet") && wb.parts[r.target] != nil {
				state := attr(e, "state")
				wb.sheets = append(wb.sheets, sheetInfo{text.Clean(attr(e, "name")), r.target,
					state != "" && state != "visible"})
			}
		}
		return false, nil
	})
}

func (wb *workbook) readStrings(part string) error {
	var b strings.Builder
	keep := func() { wb.strings = append(wb.strings, unescape(b.String())) }
	in := false
	err := wb.walk(part, func(e xml.StartElement, d *xml.Decoder) (bool, error) {
		switch e.Name.Local {
		case "si":
			if in {
				keep()
			}
			in = true
			b.Reset()
		case "t":
			s, err := chars(d)
			b.WriteString(s)
			return true, err
		case "rPh":
			return true, skip(d) // how a name is pronounced
		}
		return false, nil
	})
	if in {
		keep()
	}
	return err
}

func (wb *workbook) readStyles(part string) error {
	custom, cells := map[string]string{}, false
	return wb.walk(part, func(e xml.StartElement, _ *xml.Decoder) (bool, error) {
		switch e.Name.Local {
		case "numFmt":
			custom[attr(e, "numFmtId")] = attr(e, "formatCode")
		case "cellXfs":
			cells = true
		case "cellStyles", "dxfs":
			cells = false
		case "xf":
			if cells {
				wb.styles = append(wb.styles, styleOf(attr(e, "numFmtId"), custom))
			}
		}
		return false, nil
	})
}

// styleOf reads a number format: by its number when it is built in (14-22, 27-36,
// 45-47 and 50-58 are dates and times), else by its code.
func styleOf(id string, custom map[string]string) (s cellStyle) {
	code, ok := custom[id]
	if !ok {
		n, _ := strconv.Atoi(id)
		s.date = n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
		return s
	}
	if strings.Trim(code, "0") == "" && len(code) > 1 && len(code) < 16 {
		s.zeros = len(code)
	}
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++ // the next sign stands for itself
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket && strings.IndexByte("yYdDmMhHsS", c) >= 0:
			return cellStyle{date: true}
		case c == ';':
			return s // the first section is that of positive numbers
		}
	}
	return s
}

// readWorkbook finds the sheet with the list and lays it out.
func (f *File) readWorkbook(raw []byte, opt Options) error {
	if len(raw) > MaxUnzipped {
		return fmt.Errorf("the workbook is larger than 64 MB; save the sheet as CSV UTF-8")
	}
	wb, err := openWorkbook(raw)
	if err != nil {
		return err
	}
	var fit []*File
	var unfit error
	var named, hidden []string
	for _, s := range wb.sheets {
		named = append(named, s.name)
		if opt.Sheet != "" && !strings.EqualFold(s.name, opt.Sheet) {
			continue
		}
		if opt.Sheet == "" && s.hidden {
			hidden = append(hidden, s.name)
			continue
		}
		g := &File{facts: f.facts, sheet: true, epoch: wb.epoch, eol: '\n'}
		if err := g.readSheet(wb, s); err != nil {
			return err
		}
		if err := g.layOut(sheetOptions(opt)); err != nil {
			unfit = err
			continue
		}
		fit = append(fit, g)
	}
	switch {
	case len(wb.sheets) == 0:
		return fmt.Errorf("the workbook has no sheet of cells")
	case opt.Sheet != "" && !slices.ContainsFunc(named, func(n string) bool { return strings.EqualFold(n, opt.Sheet) }):
		return fmt.Errorf("the workbook has no sheet %q; its sheets are %s", opt.Sheet, strings.Join(named, ", "))
	case len(fit) == 0 && unfit == nil:
		return fmt.Errorf("all sheets of the workbook are hidden; say which to read with --sheet")
	case len(fit) == 0:
		return unfit
	case len(fit) > 1:
		ask := &Ask{About: ErrAskSheet, Flag: "--sheet", Question: "several sheets of the workbook hold a list"}
		for _, g := range fit {
			c := Choice{Value: g.facts.Sheet}
			for _, h := range g.heads[:min(len(g.heads), 5)] {
				c.Samples = append(c.Samples, h.name)
			}
			ask.Choices = append(ask.Choices, c)
		}
		return ask
	}
	*f = *fit[0]
	f.facts.Delimiter = ""
	f.noteSheets(named, hidden)
	return nil
}

func sheetOptions(opt Options) Options {
	opt.Delimiter = ","
	return opt
}

// noteSheets says which sheets were left out, and merges that touch the rows.
func (f *File) noteSheets(named, hidden []string) {
	if others := len(named) - len(hidden) - 1; others > 0 {
		f.notes = append(f.notes, Warning{Text: fmt.Sprintf("only the sheet %s was read, not the %s", f.facts.Sheet,
			text.Count(others, "other sheet", "other sheets"))})
	}
	if len(hidden) > 0 {
		f.notes = append(f.notes, Warning{Text: "hidden and not read: the sheet " + strings.Join(hidden, ", ")})
	}
	merged := 0
	for _, last := range f.merged {
		if last >= f.facts.HeaderLine {
			merged++
		}
	}
	if merged > 0 {
		f.notes = append(f.notes, Warning{Text: text.Count(merged, "merged range", "merged ranges") +
			": the value counts for the first cell of each, its other cells are empty"})
	}
}
