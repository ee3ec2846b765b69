//go:build !linux

package book

import (
	"os"
	"runtime"
)

// freeSpace is not asked on this system; a full disk then shows as a failed
// commit, which settleDoubt explains.
func freeSpace(string) (int64, bool) { return 0, false }

// networkFS is not told apart on this system.
func networkFS(string) string { return "" }

func syncDir(dir string) error {
	if runtime.GOOS == "windows" { // a folder cannot be synced there; the rename is journalled
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}
