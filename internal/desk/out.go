package desk

import (
	"os"
	"path/filepath"
	"strings"
)

// OutPath is where the program writes what people print or copy: the folder
// "out" beside the book.
func (d *Desk) OutPath(name string) string {
	return filepath.Join(filepath.Dir(d.book.Path()), "out", safeName(name))
}

// safeName keeps a file's name to letters, digits and a few signs, so that no
// customer's code leads out of the folder.
func safeName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
			return r
		}
		return '_'
	}, name)
}

// WriteOut writes a file people asked for, readable by its owner only.
func (d *Desk) WriteOut(name string, content []byte) (string, error) {
	path := d.OutPath(name)
	return path, writeFile(path, content)
}

func writeFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}
