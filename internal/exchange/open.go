package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"duebook/internal/civil"
)

// Limits of a file (SAFETY "Bad-input catalogue").
const (
	MaxBytes   = 512 << 20
	MaxRows    = 5_000_000
	MaxRow     = 64 << 10
	MaxField   = 4 << 10
	MaxColumns = 256
)

// File is a text file or a sheet read, decoded and laid out, ready to be parsed, as often
// as the answers need.
type File struct {
	facts  Facts
	data   []byte // UTF-8
	delim  byte
	eol    byte
	hasNUL bool
	start  int // offset of the first row after the header
	line   int // its line
	heads  []header
	notes  []Warning
	// of a sheet of a workbook, whose cells were written out as data
	sheet  bool
	epoch  civil.Date          // the day of serial 0
	faults map[int][]cellFault // by line
	merged []int               // the last row of each merged range
}

// Facts returns what is known before parsing; the columns have no fields yet.
func (f *File) Facts() Facts { return f.facts }

// Open reads a regular file. It never follows a name to a device or a pipe.
func Open(path string, opt Options) (*File, error) {
	st, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s: check its name and folder", path)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file; give the name of a CSV, TSV or XLSX file", path)
	}
	r, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	defer r.Close()
	f, err := Read(r, st.Size(), opt)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	f.facts.Path = path
	return f, nil
}

// Read takes a whole file of the given size from r. What the options leave open
// about the encoding or the delimiter comes back as an Ask.
func Read(r io.Reader, size int64, opt Options) (*File, error) {
	if size > MaxBytes {
		return nil, fmt.Errorf("the file is larger than 512 MB; split it")
	}
	buf := make([]byte, size+1)
	n, err := io.ReadFull(r, buf)
	switch {
	case err == nil:
		return nil, fmt.Errorf("the file grew while it was read; try again when its writer is done")
	case err != io.EOF && err != io.ErrUnexpectedEOF:
		return nil, fmt.Errorf("the file cannot be read: %w", err)
	case int64(n) < size:
		return nil, fmt.Errorf("the file shrank while it was read; try again when its writer is done")
	}
	raw := buf[:n]
	if err := refuseMagic(raw); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	f := &File{facts: Facts{SHA256: hex.EncodeToString(sum[:]), Size: size}}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return f, f.readWorkbook(raw, opt)
	}
	if err := f.decode(raw, opt.Encoding); err != nil {
		return nil, err
	}
	f.eol = '\n'
	if bytes.IndexByte(f.data, '\n') < 0 {
		f.eol = '\r'
	}
	f.hasNUL = bytes.IndexByte(f.data, 0) >= 0
	if err := f.layOut(opt); err != nil {
		return nil, err
	}
	return f, nil
}

// cfb starts old Office files, and those that a password protects.
const cfb = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// magics are the first bytes of files people take for CSV, and the remedy.
var magics = []struct{ head, say string }{
	{cfb, "this is an old Excel file (.xls); save it as .xlsx or CSV UTF-8"},
	{"\x09\x08\x10\x00", "this is an old Excel file (.xls); save it as .xlsx or CSV UTF-8"},
	{"PK\x05\x06", "this is an empty zip file"},
	{"%PDF", "this is a PDF; ask for the same report as CSV"},
	{"{\\rtf", "this is an RTF document; save it as CSV UTF-8"},
	{"\x1f\x8b", "this file is compressed (gzip); unpack it first"},
	{"Rar!", "this is a RAR archive; unpack it first"},
	{"7z\xBC\xAF\x27\x1C", "this is a 7z archive; unpack it first"},
	{"SQLite format 3", "this is an SQLite database; export the table as CSV"},
	{"\x89PNG", "this is a picture; ask for the report as CSV"},
	{"\xFF\xD8\xFF", "this is a picture; ask for the report as CSV"},
}

func refuseMagic(raw []byte) error {
	if bytes.HasPrefix(raw, []byte(cfb)) && bytes.Contains(raw, wide("EncryptedPackage")) {
		return fmt.Errorf("this workbook is protected by a password; take the password off and save it again")
	}
	for _, m := range magics {
		if bytes.HasPrefix(raw, []byte(m.head)) {
			return fmt.Errorf("%s", m.say)
		}
	}
	head := bytes.TrimPrefix(raw[:min(len(raw), 512)], []byte("\xEF\xBB\xBF"))
	head = bytes.ToLower(bytes.TrimSpace(head))
	switch {
	case len(head) == 0 && len(raw) <= 512:
		return fmt.Errorf("the file is empty")
	case bytes.HasPrefix(head, []byte("<")):
		return fmt.Errorf("this is a web page or XML, whatever its name says; open it in a spreadsheet and save " +
			"it as .xlsx or CSV UTF-8")
	case bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(head, []byte("[{")):
		return fmt.Errorf("this is JSON; export the list as CSV")
	}
	return nil
}

// wide writes ASCII as UTF-16, as the folders of such files do.
func wide(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}
