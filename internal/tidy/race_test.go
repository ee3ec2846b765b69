package tidy

import (
	"go/ast"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSharedMemoryIsRaced: what starts goroutines or imports sync is on the
// Makefile's list of what the race detector watches. Helpers of tests are
// watched where they are used.
func TestSharedMemoryIsRaced(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(strings.ReplaceAll(string(raw), "\\\n", " "), "\nRACE :=")
	line, _, _ := strings.Cut(after, "\n")
	list := strings.Fields(line)
	goFiles(t, func(file string, f *ast.File, _ *token.FileSet) {
		dir := path.Dir(file)
		if strings.HasSuffix(file, "_test.go") || slices.Contains(list, dir) || dir == "internal/bench" ||
			strings.HasPrefix(dir, "ui/uitest") {
			return
		}
		for _, i := range f.Imports {
			if i.Path.Value == `"sync"` || i.Path.Value == `"sync/atomic"` {
				t.Errorf("%s imports sync: name %s in the Makefile's RACE", file, dir)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine: name %s in the Makefile's RACE", file, dir)
			}
			return true
		})
	})
}
