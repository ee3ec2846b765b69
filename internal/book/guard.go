package book

import (
	"fmt"
	"runtime"
	"strings"
)

// guard turns a panic into an error: a fault on the mapped file, rows out of
// order, or bbolt's own cry over a bad page, says that the file is damaged;
// anything else is a mistake of the program, and names where. It is deferred
// under debug.SetPanicOnFault.
func guard(err *error) {
	r := recover()
	if r == nil {
		return
	}
	if fault, ok := r.(interface{ Addr() uintptr }); ok {
		*err = Refuse(Damaged, "the book's file cannot be read at %x: restore a backup or run duebook verify",
			fault.Addr())
		return
	}
	if bucket, ok := r.(disorder); ok {
		*err = Refuse(Damaged, "the rows of %s are out of order: restore a backup or run duebook verify", bucket)
		return
	}
	where := panicked()
	if strings.Contains(where, "bbolt") {
		*err = Refuse(Damaged, "the book's file is damaged (%v): restore a backup or run duebook verify", r)
		return
	}
	*err = Refuse(Internal, "the program made a mistake (%v in %s): nothing was posted; please report it", r, where)
}

// panicked names the function that panicked, for the deferred function that
// recovers.
func panicked() string {
	pc := make([]uintptr, 64)
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc)])
	inside := false
	for {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic" || strings.HasPrefix(f.Function, "runtime.panic"):
			inside = true
		case inside && !strings.HasPrefix(f.Function, "runtime."):
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
