package book

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"os/user"
	"strconv"
	"strings"
	"time"
)

const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	metaSize    = 64
)

// preflight reads the file's two meta pages without mapping it: a truncated or
// foreign file would crash the process once mapped (SAFETY, store 3).
func preflight(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Refuse(NotFound, "there is no book at %s: make one with duebook init --company NAME --currency SAR, "+
			"or try the sample with duebook demo", path)
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return Refuse(Invalid, "%s is not a file: give the path of a book", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return Refuse(Forbidden, "the book %s cannot be read: %v", path, errors.Unwrap(err))
	}
	defer f.Close()
	best, page, pages := uint64(0), uint64(0), uint64(0)
	for _, at := range metaOffsets(f) {
		buf := make([]byte, 16+metaSize)
		if _, err := f.ReadAt(buf, at); err != nil {
			continue
		}
		m := buf[16:]
		if binary.LittleEndian.Uint32(m) != boltMagic || binary.LittleEndian.Uint32(m[4:]) != boltVersion {
			continue
		}
		h := fnv.New64a()
		h.Write(m[:56])
		if h.Sum64() != binary.LittleEndian.Uint64(m[56:]) {
			continue
		}
		if txid := binary.LittleEndian.Uint64(m[48:]); txid >= best {
			best, page = txid, uint64(binary.LittleEndian.Uint32(m[8:]))
			pages = binary.LittleEndian.Uint64(m[40:])
		}
	}
	if page == 0 {
		return Refuse(Damaged, "%s is not a book, or was never finished: nothing was touched; choose another file "+
			"or restore a backup", path)
	}
	if need := page * pages; uint64(info.Size()) < need {
		return Refuse(Damaged, "the book %s has been cut short (%d of %d bytes): nothing was touched; restore a backup",
			path, info.Size(), need)
	}
	return nil
}

// metaOffsets are where the two meta pages may lie: page 0, and page 1 for the
// page size the first meta names or this machine's.
func metaOffsets(f *os.File) []int64 {
	sizes := []int64{int64(os.Getpagesize()), 4096, 16384, 65536}
	buf := make([]byte, 16+metaSize)
	if _, err := f.ReadAt(buf, 0); err == nil && binary.LittleEndian.Uint32(buf[16:]) == boltMagic {
		sizes = []int64{int64(binary.LittleEndian.Uint32(buf[16+8:]))}
	}
	return append([]int64{0}, sizes...)
}

// claim leaves a note of who holds the book beside it.
func (b *Book) claim() {
	name := "someone"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	host, _ := os.Hostname()
	text := fmt.Sprintf("%d %s %s %s\n", os.Getpid(), name, host, time.Now().Format("2006-01-02 15:04"))
	_ = os.WriteFile(b.path+".lock", []byte(text), fileMode)
}

// holder says who left the note, for the sentence that refuses a second process.
func holder(path string) string {
	text, err := os.ReadFile(path + ".lock")
	if err != nil {
		return " by another process"
	}
	f := strings.Fields(string(text))
	if len(f) < 5 {
		return " by another process"
	}
	if _, err := strconv.Atoi(f[0]); err != nil {
		return " by another process"
	}
	return fmt.Sprintf(" by %s on %s (process %s, since %s %s)", f[1], f[2], f[0], f[3], f[4])
}

// checkPlace refuses places where a mapped file with locks is not safe.
func checkPlace(path string) error {
	if kind := networkFS(path); kind != "" {
		return Refuse(Forbidden, "the book %s lies on a network disk (%s), where it could be damaged: keep it on a "+
			"local disk", path, kind)
	}
	for _, word := range []string{"/Dropbox/", "/OneDrive", "\\Dropbox\\", "\\OneDrive", "/Google Drive/"} {
		if strings.Contains(path, word) {
			return Refuse(Forbidden, "the book %s lies in a folder that is synced to a cloud, which would damage it: "+
				"keep it elsewhere and back it up there", path)
		}
	}
	return nil
}
