package importing

import (
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	"duebook/ui/theme"
)

// Chooser is the page on which a file is chosen: its name typed with completion,
// or picked from the folder.
type Chooser struct {
	desk   Desk
	path   kit.Input
	typing bool
	dir    string
	folder shell.Query[folder]
	names  []entry
	files  kit.Table
	result string // what the last file came to
	warned []string
}

// taken tells the chooser what became of a file.
type taken struct {
	said     string
	warnings []string
}

func choose(d Desk) *Chooser {
	c := &Chooser{desk: d}
	c.path.Hint, c.path.Limit = "the file's name; tab completes it", 4096
	c.files.Columns = []kit.Column{{Title: "Name", Flex: 1, Min: 20, Max: 70}, {Title: "Size", Kind: kit.Amount,
		Width: 9},
		{Title: "Changed", Kind: kit.Date, Width: 16}}
	return c
}

// Title is "Import".
func (c *Chooser) Title() string { return "Import" }

// Capturing reports whether the cursor is in the field.
func (c *Chooser) Capturing() bool { return c.typing }

// Dirty is false: a name typed again costs nothing.
func (c *Chooser) Dirty() bool { return false }

// Init lists the folder the program was started in.
func (c *Chooser) Init() shell.Effect { return c.list(true) }

// Update takes answers and keys.
func (c *Chooser) Update(msg tea.Msg) shell.Effect {
	if c.folder.Took(msg) {
		c.narrow()
		return action.None
	}
	switch msg := msg.(type) {
	case taken:
		c.result, c.warned = msg.said, msg.warnings
		if dir, _ := split(c.path.Value()); dir != "." {
			c.path.Set(dir)
		} else {
			c.path.Set("")
		}
		return c.list(true)
	case shell.Changed:
		return c.list(true)
	case tea.KeyMsg:
		if c.typing {
			return c.typed(msg)
		}
		c.files.Update(msg)
	}
	return action.None
}

// list asks for the folder of what is typed, unless it is on show.
func (c *Chooser) list(again bool) shell.Effect {
	dir, _ := split(c.path.Value())
	if dir == c.dir && !again {
		return action.None
	}
	c.dir = dir
	return c.folder.Ask(func() (folder, error) { return readFolder(dir) })
}

// typed is a key in the field for the file's name.
func (c *Chooser) typed(k tea.KeyMsg) shell.Effect {
	switch k.String() {
	case "esc":
		c.typing = false
		return action.None
	case "up", "down", "pgup", "pgdown":
		c.files.Update(k)
		return action.None
	case "tab":
		if at := c.files.Cursor(); at >= 0 {
			c.path.Set(c.pathOf(c.names[at]))
			return c.follow()
		}
		return action.None
	case "enter":
		dir, name := split(c.path.Value())
		if name != "" && len(c.names) != 1 && filepath.Ext(name) != "" {
			c.typing = false
			return action.Push("import", filepath.Join(dir, name))
		}
		return c.pick()
	}
	c.path.Update(k)
	return c.follow()
}

// follow shows what the field says: another folder, or fewer names.
func (c *Chooser) follow() shell.Effect {
	e := c.list(false)
	if !c.folder.Loading {
		c.narrow()
	}
	return e
}

// narrow shows the names that hold what is typed after the folder.
func (c *Chooser) narrow() {
	_, name := split(c.path.Value())
	want := text.Fold(name)
	c.names = nil
	if want == "" {
		c.names = append(c.names, entry{name: "..", folder: true})
	}
	all := c.folder.Value.all
	if c.folder.Err != nil {
		all = nil
	}
	for _, e := range all {
		if strings.Contains(text.Fold(e.name), want) {
			c.names = append(c.names, e)
		}
	}
	c.files.SetRows(files(c.names))
	c.files.Select(0)
	if len(c.names) > 1 && want == "" {
		c.files.Select(1)
	}
}

// pathOf is the path of a name in the folder on show, as one would type it.
func (c *Chooser) pathOf(e entry) string {
	out := filepath.Join(c.dir, e.name)
	if e.folder {
		out += string(filepath.Separator)
	}
	return out
}

// pick goes into the folder under the cursor, or reads the file.
func (c *Chooser) pick() shell.Effect {
	at := c.files.Cursor()
	if at < 0 {
		return action.None
	}
	e := c.names[at]
	if e.folder {
		c.path.Set(c.pathOf(e))
		return c.follow()
	}
	c.typing = false
	return action.Push("import", c.pathOf(e))
}

// Actions is what can be done here.
func (c *Chooser) Actions() []action.Action {
	return []action.Action{
		{ID: "import.read", Label: "read", Help: "Read the file and show what it would change, or go into the folder",
			Keys: []string{"enter"}, Disabled: func() string {
				if c.files.Cursor() < 0 {
					return "no file is chosen"
				}
				return ""
			}, Run: c.pick},
		{ID: "import.find", Label: "type a name", Help: "Type the file's name, with completion", Keys: []string{"/"},
			Run: func() shell.Effect {
				c.typing = true // a new name in the folder on show
				at := strings.LastIndexAny(c.path.Value(), `/\`)
				c.path.Set(c.path.Value()[:at+1])
				return c.follow()
			}},
		{ID: "import.up", Label: "folder up", Help: "Go to the folder above", Keys: []string{"backspace"},
			Run: func() shell.Effect {
				c.path.Set(c.pathOf(entry{name: "..", folder: true}))
				return c.follow()
			}},
	}
}

// files shows the names of a folder.
type files []entry

// Len is how many names there are.
func (f files) Len() int { return len(f) }

// Cell is a name, its size, the day it was changed.
func (f files) Cell(row, col int) string {
	e := &f[row]
	switch {
	case col == 0 && e.folder:
		return e.name + "/"
	case col == 0:
		return e.name
	case e.folder && (col == 1 || e.changed.IsZero()):
		return ""
	case col == 1:
		return size(e.size)
	}
	return e.changed.Format("2006-01-02 15:04")
}

// Tone sets folders back.
func (f files) Tone(row, col int) theme.Tone {
	switch {
	case f[row].folder && col == 0:
		return theme.Accent
	case col > 0:
		return theme.Muted
	}
	return theme.Plain
}

// size writes bytes as people read them.
func size(n int64) string {
	switch {
	case n < 1000:
		return text.Number(int(n)) + " B"
	case n < 1_000_000:
		return text.Number(int((n+500)/1000)) + " KB"
	}
	return text.FormatAmount(money.Minor((n+50_000)/100_000), 1) + " MB"
}

// about says what can be read, for whom this is new.
var about = []string{
	"CSV, TSV and XLSX, as your ERP or bank exports them: open items, a ledger of bills and payments, bills, " +
		"receipts, customers, applications, a customer's remittance list, cheques, promises.",
	"The header row, the columns, the encoding and the order of dates are found; what stays open is asked.",
	"Nothing is posted before you saw what would change. The same file again changes nothing.",
}

// View draws the field, the folder and what can be read.
func (c *Chooser) View(w, h int) string {
	t := theme.Now()
	sign := "  "
	if c.typing {
		sign = t.Tone(theme.Accent, t.Signs.Cursor) + " "
	}
	out := []string{sign + t.Tone(theme.Muted, "File ") + c.path.View(min(w-9, 90), c.typing)}
	foot := h - 1
	var below []string
	for _, l := range about {
		for _, x := range kit.Wrap(l, w-4) {
			below = append(below, "  "+t.Tone(theme.Muted, x))
		}
	}
	if c.result != "" {
		below = nil
		for _, x := range kit.Wrap(c.result, w-6) {
			below = append(below, "  "+t.Tone(theme.Good, t.Signs.Good)+" "+x)
		}
		below = append(below, c.warnings(w)...)
	}
	foot -= len(below) + 1
	c.files.Empty = c.empty()
	where := c.dir
	if where == "." {
		where = "this folder"
	}
	list := kit.Pane(w, max(foot, 5), where, c.others(), !c.typing, func(w, h int) string {
		if err := c.folder.Err; err != nil {
			say := "The folder can't be read: " + err.Error()
			return "\n  " + t.Tone(theme.Bad, kit.Inline(t.Signs.Bad+" "+say, w-2))
		}
		return c.files.View(w, h, true)
	})
	out = append(out, list, kit.Rule(w, "", "", false))
	return kit.Stack(w, h, append(out, below...)...)
}

// warnings are what the book warned of when the last file was posted, the first few.
func (c *Chooser) warnings(w int) []string {
	const most = 4
	t := theme.Now()
	var out []string
	for i, s := range c.warned {
		if len(out) >= most {
			more := text.Count(len(c.warned)-i, "more warning", "more warnings")
			return append(out, "    "+t.Tone(theme.Muted, "and "+more))
		}
		sign := t.Tone(theme.Warn, t.Signs.Warn)
		for _, l := range kit.Wrap(s, w-6) {
			out = append(out, "  "+sign+" "+l)
			sign = " "
		}
	}
	return out
}

func (c *Chooser) empty() string {
	switch {
	case c.folder.Loading:
		return "Looking ..."
	}
	return "Nothing here is named so. Only folders and files ending in .csv, .tsv, .tab, .txt or .xlsx are listed."
}

func (c *Chooser) others() string {
	if n := c.folder.Value.others; n > 0 && c.folder.Err == nil {
		return text.Count(n, "other file", "other files") + " not listed"
	}
	return ""
}
