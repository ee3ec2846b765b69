package book

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// preflight reads the file's meta pages, its list of free pages and the branches
// of its trees without mapping it: a truncated or foreign file would crash the
// process once mapped, and so would trees that go in a circle (SAFETY, store 3).
func preflight(f *os.File, path string) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	metas := readMetas(f)
	if len(metas) == 0 {
		return Refuse(Damaged, "%s is not a book, or was never finished: nothing was touched; choose another file "+
			"or restore a backup", path)
	}
	m := metas[0]
	if need := m.pageSize * m.pages; uint64(info.Size()) < need {
		return Refuse(Damaged, "the book %s has been cut short (%d of %d bytes): nothing was touched; restore a backup",
			path, info.Size(), need)
	}
	var first *Finding
	c := newPageCheck(f, m, func(f Finding) {
		if first == nil {
			first = &f
		}
	})
	c.brief = true
	if c.all(); first != nil {
		return Refuse(Damaged, "the book %s is damaged (%s): nothing was touched; restore a backup", path, first)
	}
	return nil
}

// claim leaves a note of who holds the book beside it.
func (b *Book) claim() {
	name := "someone"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	host, _ := os.Hostname()
	text := fmt.Sprintf("%d %s %s %s\n", os.Getpid(), strings.ReplaceAll(name, " ", "_"), host,
		time.Now().Format("2006-01-02 15:04"))
	_ = os.WriteFile(b.path+".lock", []byte(text), fileMode)
}

// holder says who left the note, for the sentence that refuses a second process.
// A note of a process that is gone says nothing.
func holder(path string) string {
	text, err := os.ReadFile(path + ".lock")
	f := strings.Fields(string(text))
	if err != nil || len(f) != 5 {
		return " by another process"
	}
	host, _ := os.Hostname()
	if pid, err := strconv.Atoi(f[0]); err != nil || f[2] == host && !alive(pid) {
		return " by another process"
	}
	return fmt.Sprintf(" by %s on %s (process %s, since %s %s)", f[1], f[2], f[0], f[3], f[4])
}

func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, fs.ErrPermission) || !renameOpen // Windows knows no signal 0
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
