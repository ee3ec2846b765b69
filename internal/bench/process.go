package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// timed runs a process with its output thrown away and returns how long it took
// as a whole.
func timed(name string, args ...string) (time.Duration, error) {
	return fed("", name, args...)
}

// fed is timed with something on the standard input.
func fed(input, name string, args ...string) (time.Duration, error) {
	c := exec.Command(name, args...)
	var errs bytes.Buffer
	c.Stderr = &errs
	if input != "" {
		c.Stdin = strings.NewReader(input)
	}
	from := time.Now()
	err := c.Run()
	took := time.Since(from)
	if err != nil {
		err = fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(errs.String()))
	}
	return took, err
}

// output runs a process and returns what it wrote.
func output(input, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Stdin = strings.NewReader(input)
	out, err := c.Output()
	return string(out), err
}

// field reads a number of a file of Linux's /proc; false elsewhere.
func field(path, name string) (int64, bool) {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	for l := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(l, name+":"); ok {
			f := strings.Fields(rest)
			if len(f) == 0 {
				return 0, false
			}
			n, err := strconv.ParseInt(f[0], 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}

// written is how many bytes this process has handed to write calls so far.
func written() int64 {
	n, _ := field("/proc/self/io", "wchar")
	return n
}
