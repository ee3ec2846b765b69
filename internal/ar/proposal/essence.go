package proposal

import (
	"crypto/sha256"
	"fmt"
	"io"
	"reflect"
	"slices"

	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
)

// reader tells facts so that two decisions of the same command can be compared. What is
// theirs alone is told alike: the day they were decided on, the numbers handed out for them,
// the moment, and who approves.
type reader struct {
	in       *book.In
	days     []civil.Date
	approver []string
	out      io.Writer
}

// essence is the digest of what facts do, decided on in by whoever approver names; days are
// told as the day of the decision.
func essence(in *book.In, facts []book.Fact, approver []string, days ...civil.Date) []byte {
	h := sha256.New()
	r := reader{in, days, approver, h}
	for _, f := range facts {
		r.tell("", f.Kind())
		switch f := f.(type) {
		case *customer.Changed: // other fields of the card may change meanwhile
			r.value("Customer", reflect.ValueOf(f.Customer.ID))
			r.value("", reflect.ValueOf(f.Changes))
		case *customer.Assigned:
			r.value("Customer", reflect.ValueOf(f.ID))
			r.value("", reflect.ValueOf(f.Changes))
		default:
			r.value("", reflect.ValueOf(f))
		}
	}
	return h.Sum(nil)
}

func (r *reader) tell(name string, x any) { _, _ = fmt.Fprintf(r.out, "%s=%v;", name, x) } // a hash never fails

var dates = reflect.TypeFor[civil.Date]()

func (r *reader) value(name string, v reflect.Value) {
	switch {
	case name == "At" || name == "_":
		return
	case !v.IsValid():
		r.tell(name, nil)
		return
	case v.Type() == dates && slices.Contains(r.days, civil.Date(v.Int())):
		r.tell(name, "the day")
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		r.value(name, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				r.value(f.Name, v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		r.tell(name, v.Len())
		for i := range v.Len() {
			r.value(name, v.Index(i))
		}
	case reflect.Uint32:
		if id := uint32(v.Uint()); (name == "ID" || name == "Paper") && r.in.Fresh(id) {
			r.tell(name, "new")
		} else {
			r.tell(name, id)
		}
	case reflect.String:
		if s := v.String(); slices.Contains(r.approver, s) {
			r.tell(name, "who approves")
		} else {
			r.tell(name, fmt.Sprintf("%q", s))
		}
	default:
		r.tell(name, v.Interface())
	}
}
