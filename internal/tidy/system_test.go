package tidy

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var ofSystem = regexp.MustCompile(`_(windows|linux|darwin|unix|arm64|amd64)(_test)?\.go$`)

// Only the packages that make check vets for every system call one or have files of one, so
// that what is vetted on this system holds for the others.
func TestSystemsAreVetted(t *testing.T) {
	make, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^SYSTEM := (.*)$`).FindSubmatch(make)
	if line == nil {
		t.Fatal("the Makefile names no packages that differ between systems")
	}
	vetted := strings.Fields(string(line[1]))
	found := map[string]bool{}
	goFiles(t, func(path string, f *ast.File, _ *token.FileSet) {
		dir := "./" + filepath.ToSlash(filepath.Dir(path))
		differs := ofSystem.MatchString(path)
		for _, x := range f.Imports {
			differs = differs || x.Path.Value == `"syscall"` || strings.HasPrefix(x.Path.Value, `"golang.org/x/sys`)
		}
		for _, g := range f.Comments {
			for _, c := range g.List {
				differs = differs || strings.HasPrefix(c.Text, "//go:build ")
			}
		}
		if found[dir] = found[dir] || differs; differs && !slices.Contains(vetted, dir) {
			t.Errorf("%s differs between systems: name its package in the Makefile's SYSTEM", path)
		}
	})
	for _, dir := range vetted {
		if !found[dir] {
			t.Errorf("the Makefile's SYSTEM names %s, which is the same on every system", dir)
		}
	}
}
