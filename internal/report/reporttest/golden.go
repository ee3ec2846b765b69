package reporttest

import (
	"os"
	"path/filepath"
	"testing"
)

// Golden compares a text with testdata/NAME.golden; with DUEBOOK_UPDATE set it writes
// the file anew.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if os.Getenv("DUEBOOK_UPDATE") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != got {
		t.Errorf("%s differs (DUEBOOK_UPDATE=1 writes it anew): %v\n%s", file, err, got)
	}
}
