package book

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFastCommitIsSeenWhereItIsUnsafe(t *testing.T) {
	root := t.TempDir()
	for _, x := range []struct{ dev, file, text string }{{"plain", "options", "rw\ndelalloc\n"},
		{"plain", "fc_info", "fc stats:\n0 commits\n0 ineligible\n"}, {"option", "options", "rw\nfast_commit\n"},
		{"used", "fc_info", "fc stats:\n17 commits\n2 ineligible\n"}} {
		dir := filepath.Join(root, "proc/fs/ext4", x.dev)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, x.file), []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		dev, release string
		want         bool
	}{{"plain", "5.15.0-91-generic", false}, {"option", "5.15.0-91-generic", true}, {"used", "5.10.0", true},

		{"used", "5.10.94", false}, {"used", "5.15.26", true},
		{"used", "5.15.160-lts", false}, {"used", "5.16", true},
		{"used", "5.17.1", false}, {"used", "6.1.0", false}, {"used", "5.4.0", false}, {"gone", "5.15.0", false},
		{"", "5.15.0", false}, {"used", "", false}} {
		if got := fastCommit(root, x.dev, x.release); got != x.want {
			t.Errorf("%s on %q: %v", x.dev, x.release, got)
		}
	}
	if dev, release := diskOf(root); release == "" && dev != "" {
		t.Error("a disk without a kernel")
	}
}
