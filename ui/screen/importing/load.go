package importing

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"duebook/internal/ar/company"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/exchange"
	"duebook/ui/kit"
	"duebook/ui/shell"
)

// Desk is what this screen asks of the desk.
type Desk interface {
	Company() company.Settings
	Today() civil.Date
	Past() bool
	PlanImport(ctx context.Context, path string, o desk.ImportOptions) (*desk.ImportPlan, error)
	post(ctx context.Context, p *desk.ImportPlan, progress func(done, total int)) (posted, error)
}

// theDesk is a desk as this screen sees it.
type theDesk struct{ *desk.Desk }

func (d theDesk) post(ctx context.Context, p *desk.ImportPlan, progress func(done, total int)) (posted, error) {
	r, err := d.RunImport(ctx, p, progress)
	return posted{r.Seq, r.Warnings}, err
}

// posted is the entry a file became, and what was warned of.
type posted struct {
	entry    uint64
	warnings []string
}

// entry is a name in the folder on show.
type entry struct {
	name    string
	folder  bool
	size    int64
	changed time.Time
}

// folder is what a folder holds that could be read.
type folder struct {
	path   string
	all    []entry
	others int // files of other kinds
}

// readable is the endings of files that may be imported.
var readable = map[string]bool{".csv": true, ".tsv": true, ".txt": true, ".tab": true, ".xlsx": true}

// readFolder lists a folder: files that may be imported, the newest first, then
// folders.
func readFolder(path string) (folder, error) {
	out := folder{path: path}
	list, err := os.ReadDir(path)
	if err != nil {
		return out, err
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		st, err := os.Stat(filepath.Join(path, e.Name()))
		switch {
		case err != nil:
		case st.IsDir():
			out.all = append(out.all, entry{name: e.Name(), folder: true, changed: st.ModTime()})
		case st.Mode().IsRegular() && readable[strings.ToLower(filepath.Ext(e.Name()))]:
			out.all = append(out.all, entry{name: e.Name(), size: st.Size(), changed: st.ModTime()})
		default:
			out.others++
		}
	}
	sort.SliceStable(out.all, func(i, j int) bool {
		a, b := out.all[i], out.all[j]
		if a.folder != b.folder {
			return b.folder
		}
		if a.folder || a.changed.Equal(b.changed) {
			return a.name < b.name
		}
		return a.changed.After(b.changed)
	})
	return out, nil
}

// split takes a path as typed apart into its folder and the name in it.
func split(typed string) (dir, name string) {
	if home, err := os.UserHomeDir(); err == nil && (typed == "~" || strings.HasPrefix(typed, "~/")) {
		typed = home + typed[1:]
		if typed == home {
			typed += string(filepath.Separator)
		}
	}
	dir, name = filepath.Split(typed)
	if dir == "" {
		dir = "."
	}
	return dir, name
}

// read plans the import of the file with the answers given so far.
func (s *Screen) read() shell.Effect {
	w, ctx := kit.Begin(kit.Progress{Label: "opening"})
	s.work, s.step, s.failed = w, reading, ""
	o, path := s.opt, s.file
	o.Progress = func(p exchange.Progress) { w.Tell(p.Stage, p.Bytes>>10, p.Total>>10, "KB") }
	ask := s.plan.Ask(func() (*desk.ImportPlan, error) {
		defer w.Stop()
		p, err := s.desk.PlanImport(ctx, path, o)
		if err == nil && ctx.Err() != nil {
			err = ctx.Err()
		}
		return p, err
	})
	return ask.And(w.Beat())
}

// take posts the plan.
func (s *Screen) take() shell.Effect {
	w, ctx := kit.Begin(kit.Progress{Label: "posting"})
	s.work, s.step, s.failed = w, posting, ""
	p := s.plan.Value
	ask := s.posted.Ask(func() (posted, error) {
		defer w.Stop()
		return s.desk.post(ctx, p, func(done, total int) { w.Tell("posting", int64(done), int64(total), "facts") })
	})
	return ask.And(w.Beat())
}

// columnsOf lists the columns of the file, for a question about one of them.
func columnsOf(path string, o exchange.Options) ([]string, error) {
	f, err := exchange.Open(path, o)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range f.Facts().Columns {
		names = append(names, c.Name)
	}
	return names, nil
}

func cancelled(err error) bool { return errors.Is(err, context.Canceled) }
