package customer

import (
	"fmt"
	"strings"

	"duebook/internal/text"
)

// What an address takes: so many lines, so long.
const (
	mostAddressLines = 6
	addressLineLimit = 200
)

// betweenLines parts the lines of an address where it is written in one.
const betweenLines = "; "

// oneLine writes several typed lines in one, as addresses are kept in files.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }), betweenLines)
}

// ReadAddress takes an address apart into its lines, with a line end or a semicolon
// between them.
func ReadAddress(typed string) ([]string, error) {
	var lines []string
	for _, l := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(";؛\n\r", r) }) {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if err := text.Check(l, addressLineLimit); err != nil {
			return nil, fmt.Errorf("the address: %w", err)
		}
		lines = append(lines, l)
	}
	if len(lines) > mostAddressLines {
		return nil, fmt.Errorf("the address has %d lines: at most %d fit", len(lines), mostAddressLines)
	}
	return lines, nil
}

// FileAddress is the address in one line as ReadAddress takes it apart again.
func FileAddress(lines []string) string { return strings.Join(lines, betweenLines) }

// InLine is an address in one line to read, its commas those of its script.
func InLine(lines []string) string {
	all := strings.Join(lines, ", ")
	if text.HasRTL(all) {
		return strings.Join(lines, "، ")
	}
	return all
}
