//go:build unix

package book

import (
	"os/signal"
	"syscall"
)

// ignoreFileLimit lets a write beyond the limit on the size of files return an
// error instead of ending the process.
func ignoreFileLimit() { signal.Ignore(syscall.SIGXFSZ) }
