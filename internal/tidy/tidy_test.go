package tidy

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const root = "../.."

// layers say which packages of ours a folder may import; the longest prefix
// that matches a package rules. Tests may use the test helpers besides.
var layers = []struct {
	dir  string
	may  []string
	none []string // foreign modules it must not see
}{
	{"internal/money", nil, tea},
	{"internal/civil", nil, tea},
	{"internal/text", []string{"internal/money", "internal/civil"}, tea},
	{"internal/book", with(values, "internal/book"), tea},
	{"internal/ar", with(values, "internal/book", "internal/ar"), tea},
	{"internal/report", with(values, "internal/book", "internal/ar", "internal/report"), tea},
	{"internal/letter", with(values, "internal/letter"), tea},
	{"internal/exchange", with(values, "internal/ar/intake", "internal/exchange"), tea},
	{"internal/desk", with(values, "internal/book", "internal/ar", "internal/report", "internal/exchange",
		"internal/letter"), tea},
	{"internal/demo", with(values, "internal/ar", "internal/desk", "internal/book"), tea},
	{"internal/accept", with(values, "internal"), tea},
	{"internal/bench", with(values, "internal"), tea},
	{"internal/tidy", nil, tea},
	{"ui/theme", []string{"internal/text", "ui/theme"}, bolt},
	{"ui/action", []string{"ui/action"}, bolt},
	{"ui/kit", with(values, "ui/theme", "ui/action", "ui/kit"), bolt},
	{"ui/shell", with(values, "ui/theme", "ui/action", "ui/kit"), bolt},
	{"ui/uitest/office", with(values, "internal"), nil},
	{"ui/uitest", with(values, "ui"), bolt},
	{"ui/verb", with(values, "internal/desk", "internal/report", "internal/ar", "ui/action", "ui/kit"), bolt},
	{"ui/screen", with(values, "internal/desk", "internal/report", "internal/ar", "internal/exchange", "ui/theme",
		"ui/action",
		"ui/kit", "ui/shell", "ui/verb", "ui/screen/"), bolt},
	{"cmd", with(values, "internal", "ui"), nil},
}

var (
	values = []string{"internal/money", "internal/civil", "internal/text"}
	tea    = []string{"github.com/charmbracelet/"}
	bolt   = []string{"go.etcd.io/bbolt"}
)

func with(base []string, more ...string) []string {
	return append(append([]string{}, base...), more...)
}

// order is the order of the subjects: each may import those before it.
var order = []string{"company", "office", "directory", "customer", "account", "document", "openitem", "bill", "receipt",
	"provision",
	"dispute", "followup", "portfolio", "cheque", "obligation", "promise", "contact", "referral", "request",
	"round", "writeoff",
	"settle", "cashbox", "proof", "interest", "credit", "target", "reminder",
	"confirmation", "dayreport", "proposal", "intake"}

func goFiles(t *testing.T, fn func(path string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	seen := 0
	for _, top := range []string{"cmd", "internal", "ui"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, path, nil, parser.ParseComments)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, path)
			seen++
			fn(filepath.ToSlash(rel), f, set)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 20 {
		t.Fatalf("only %d files seen", seen)
	}
}

func TestImportsGoDown(t *testing.T) {
	goFiles(t, func(path string, f *ast.File, _ *token.FileSet) {
		dir := filepath.ToSlash(filepath.Dir(path))
		at := -1
		for i, l := range layers { // the longest folder that holds it rules
			if (dir == l.dir || strings.HasPrefix(dir, l.dir+"/")) && (at < 0 || len(l.dir) > len(layers[at].dir)) {
				at = i
			}
		}
		if at < 0 {
			t.Errorf("%s: no layer is declared for this folder", path)
			return
		}
		isTest := strings.HasSuffix(path, "_test.go")
		for _, im := range f.Imports {
			name := strings.Trim(im.Path.Value, `"`)
			for _, bad := range layers[at].none {
				if strings.HasPrefix(name, bad) && !isTest {
					t.Errorf("%s imports %s", path, name)
				}
			}
			own, ok := strings.CutPrefix(name, "duebook/")
			if !ok || isTest || own == dir {
				continue
			}
			if !allowed(own, layers[at].may) {
				t.Errorf("%s imports %s, which is not below it", path, own)
			}
			if strings.HasPrefix(dir, "internal/ar/") && strings.HasPrefix(own, "internal/ar/") &&
				rank(own) >= rank(dir) {
				t.Errorf("%s imports %s, which comes after it in the order of subjects", path, own)
			}
			if strings.HasPrefix(dir, "ui/screen/") && own != dir && strings.HasPrefix(own, "ui/screen/") {
				t.Errorf("%s imports the screen %s: ask the shell for a route", path, own)
			}
		}
	})
}

func allowed(own string, may []string) bool {
	for _, m := range may {
		if own == m || strings.HasPrefix(own, strings.TrimSuffix(m, "/")+"/") {
			return true
		}
	}
	return false
}

func rank(dir string) int {
	name := strings.Split(strings.TrimPrefix(dir, "internal/ar/"), "/")[0]
	for i, s := range order {
		if s == name {
			return i
		}
	}
	return len(order)
}

// What lies at the top is known: a program that was built there by chance is not the project's.
func TestTopLevel(t *testing.T) {
	known := strings.Fields("cmd internal ui go.mod go.sum Makefile README.md bin")
	files, err := os.ReadDir(root)
	if err != nil || len(files) < 7 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), ".") && !slices.Contains(known, f.Name()) {
			t.Errorf("%s does not belong at the top level: remove it, or put it where it belongs", f.Name())
		}
	}
}

func TestSizes(t *testing.T) {
	goFiles(t, func(path string, f *ast.File, set *token.FileSet) {
		r, err := os.Open(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		sc := bufio.NewScanner(r)
		n := 0
		for sc.Scan() {
			n++
			if w := utf8.RuneCountInString(strings.ReplaceAll(sc.Text(), "\t", "    ")); w > 120 {
				t.Errorf("%s:%d is %d columns wide", path, n, w)
			}
		}
		if n > 400 {
			t.Errorf("%s has %d lines", path, n)
		}
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				if lines := set.Position(fd.End()).Line - set.Position(fd.Pos()).Line + 1; lines > 70 {
					t.Errorf("%s: %s has %d lines", path, fd.Name.Name, lines)
				}
			}
		}
	})
}

func TestDocs(t *testing.T) {
	packages := map[string]bool{}
	goFiles(t, func(path string, f *ast.File, _ *token.FileSet) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		dir := filepath.Dir(path)
		packages[dir] = packages[dir] || f.Doc != nil
		for _, d := range f.Decls {
			checkDoc(t, path, d)
		}
	})
	for dir, doc := range packages {
		if !doc {
			t.Errorf("the package in %s has no doc comment", dir)
		}
		switch filepath.Base(dir) {
		case "common", "utils", "helpers", "types", "models", "constants":
			t.Errorf("%s: name the package after its job", dir)
		}
	}
}

func checkDoc(t *testing.T, path string, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			t.Errorf("%s: %s has no doc comment", path, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			if ts, ok := s.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
				t.Errorf("%s: %s has no doc comment", path, ts.Name.Name)
			}
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	e := d.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}
