//go:build linux

package book

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// freeSpace is what an ordinary user may still write in a folder, in bytes.
func freeSpace(dir string) (int64, bool) {
	var st unix.Statfs_t
	if unix.Statfs(dir, &st) != nil {
		return 0, false
	}
	return int64(st.Bavail) * st.Bsize, true
}

// networkFS names the network file system a path lies on, or "".
func networkFS(path string) string {
	var st unix.Statfs_t
	if unix.Statfs(filepath.Dir(path), &st) != nil {
		return ""
	}
	switch uint32(st.Type) {
	case 0x6969:
		return "NFS"
	case 0xFF534D42, 0xFE534D42, 0x517B:
		return "SMB"
	case 0x65735546:
		return "FUSE"
	}
	return ""
}

// diskOf names the block device a path lies on, and the kernel's release; "" for what
// cannot be told.
func diskOf(path string) (dev, release string) {
	var u unix.Utsname
	if unix.Uname(&u) == nil {
		release = unix.ByteSliceToString(u.Release[:])
	}
	var st unix.Stat_t
	if unix.Stat(filepath.Dir(path), &st) != nil {
		return "", release
	}
	id := uint64(st.Dev)
	link, err := os.Readlink(fmt.Sprintf("/sys/dev/block/%d:%d", unix.Major(id), unix.Minor(id)))
	if err != nil {
		return "", release
	}
	return filepath.Base(link), release
}

// startWriting asks the system to begin writing a file out, and does not wait.
func startWriting(f *os.File, from, size int64) {
	_ = unix.SyncFileRange(int(f.Fd()), from, size, unix.SYNC_FILE_RANGE_WRITE)
}
