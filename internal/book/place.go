package book

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// PlaceDoubt says what speaks against keeping a book where it lies, though it is
// allowed there; "" is the usual case.
func PlaceDoubt(path string) string {
	dev, release := diskOf(path)
	if !fastCommit("/", dev, release) {
		return ""
	}
	return fmt.Sprintf("%s lies on an ext4 disk (%s) with fast_commit under Linux %s: before 5.10.94, 5.15.27 and "+
		"5.17 that can damage what was stored when the power fails; update the kernel, or switch it off with "+
		"tune2fs -O ^fast_commit", path, dev, release)
}

// fastCommit reports whether an ext4 disk commits in the fast way under a kernel
// whose fast commits are not safe for a mapped file: those from 5.10, where they
// came, to before 5.17, but for the late 5.10 and 5.15 that were mended (bbolt's
// known issues name them). Everybody may read what the kernel tells of the disk; the
// feature itself only root could.
func fastCommit(root, dev, release string) bool {
	var major, minor, patch int
	n, _ := fmt.Sscanf(release, "%d.%d.%d", &major, &minor, &patch)
	mended := minor == 10 && patch >= 94 || minor == 15 && patch >= 27
	if dev == "" || n < 2 || major != 5 || minor < 10 || minor >= 17 || mended {
		return false
	}
	dir := filepath.Join(root, "proc/fs/ext4", dev)
	options, _ := os.ReadFile(filepath.Join(dir, "options"))
	if strings.Contains(string(options), "fast_commit") {
		return true
	}
	stats, _ := os.ReadFile(filepath.Join(dir, "fc_info")) // "fc stats:", then "12 commits" ...
	for _, line := range strings.Split(string(stats), "\n") {
		if n, ok := strings.CutSuffix(strings.TrimSpace(line), " commits"); ok {
			commits, _ := strconv.Atoi(n)
			return commits > 0
		}
	}
	return false
}
