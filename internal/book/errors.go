package book

import (
	"errors"
	"fmt"
)

// Code says what kind of refusal or failure an Error is.
type Code string

// The codes. Refusals (Invalid, NotFound, Conflict, Forbidden) posted nothing;
// InDoubt says a commit's outcome could not be learnt; Internal is a mistake of
// the program, which posted nothing; the others are about the file itself.
const (
	Invalid   Code = "invalid"
	NotFound  Code = "not found"
	Conflict  Code = "conflict"
	Forbidden Code = "forbidden"
	InDoubt   Code = "in doubt"
	Internal  Code = "internal"
	Locked    Code = "locked"
	Damaged   Code = "damaged"
	ReadOnly  Code = "read-only"
	Outdated  Code = "outdated" // kept by another version, and open for reading only
)

// Error is a refusal in one clear sentence. Field names the command's field it
// is about, or is empty.
type Error struct {
	Code  Code
	Field string
	Text  string
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Text }

// Refuse makes an Error about no field in particular.
func Refuse(code Code, format string, args ...any) error {
	return &Error{Code: code, Text: fmt.Sprintf(format, args...)}
}

// RefuseField makes an Invalid error about one field of a command.
func RefuseField(field, format string, args ...any) error {
	return &Error{Code: Invalid, Field: field, Text: fmt.Sprintf(format, args...)}
}

// CodeOf returns the code of an Error, or "" for any other error.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// FieldOf returns the field an Error is about, or "".
func FieldOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}
