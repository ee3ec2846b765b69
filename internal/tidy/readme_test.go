package tidy

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duebook/ui/action"
)

var update = flag.Bool("update", false, "write what the README takes from elsewhere")

// TestReadmeShowsTheProgram holds the README's picture to the test frame of the
// call list, and its table of keys to the list the screens use.
func TestReadmeShowsTheProgram(t *testing.T) {
	path := filepath.Join(root, "README.md")
	had, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := os.ReadFile(filepath.Join(root, "ui/screen/worklist/testdata/list80.golden"))
	if err != nil {
		t.Fatal(err)
	}
	want := between(string(had), "from its test frame -->\n```\n", "\n```", strings.TrimRight(string(frame), "\n"))
	want = between(want, "<!-- keys -->", "<!-- /keys -->", keyTable())
	if want == string(had) {
		return
	}
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Error("README.md shows other frames or keys than the program: go test ./internal/tidy -update")
}

func between(s, from, to, body string) string {
	a := strings.Index(s, from) + len(from)
	z := a + strings.Index(s[a:], to)
	return s[:a] + body + s[z:]
}

func keyTable() string {
	var sb strings.Builder
	sb.WriteString("\n\n| key | |\n|---|---|\n")
	for _, k := range action.List {
		fmt.Fprintf(&sb, "| `%s` | %s |\n", k.Key, k.Help)
	}
	return sb.String() + "\n"
}
