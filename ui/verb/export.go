package verb

import (
	"errors"
	"strings"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/render"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// Exporter is what writing a file asks of the desk.
type Exporter interface {
	Today() civil.Date
	AsOf() civil.Date
	OutPath(name string) string
	ExportTables(path string, over bool, tables ...*render.Table) error
}

// Export asks for a file's name and writes a table as it stands. A file that is there
// is written over only when the person says so, by enter once more.
func Export(d Exporter, name string, t *kit.Table) action.Effect {
	table := tableOf(name, t)
	return ExportTables(d, name, text.Count(len(table.Rows), "row", "rows")+" as on show are written.", table)
}

// ExportTables asks for a file's name and writes tables into it, saying in a sentence
// what is written.
func ExportTables(d Exporter, name, says string, tables ...*render.Table) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "path", Label: "File", Required: true,
		Value: d.OutPath(strings.ReplaceAll(name, " ", "-") + "-" + d.AsOf().String() + ".xlsx"),
		Hint:  "its ending says how: .xlsx or .csv"})
	asked := "" // the file it was asked about
	box := kit.NewFormBox("Export to a file", form, func(v kit.Values) (string, error) {
		path := v.Text("path")
		err := d.ExportTables(path, path == asked, tables...)
		if errors.Is(err, desk.ErrFileThere) {
			asked = path
			return "", kit.At("path", errors.New("this file is there already: enter writes over it, or give another "+
				"name"))
		}
		if err != nil {
			return "", kit.At("path", err)
		}
		return "Written to " + path, nil
	})
	box.Foot = func(kit.Values) string { return says }
	return action.Ask(box)
}

// tableOf reads a table's words back as what they stand for, column by column: one
// that holds anything else than its kind says stays text.
func tableOf(title string, t *kit.Table) *render.Table {
	columns, rows := t.Written()
	out := &render.Table{Title: title, Rows: make([][]render.Cell, len(rows))}
	for i := range rows {
		out.Rows[i] = make([]render.Cell, len(columns))
	}
	for c, col := range columns {
		kind := map[kit.Kind]render.Kind{kit.Amount: render.Amount, kit.Count: render.Count,
			kit.Date: render.Date}[col.Kind]
		for i := 0; i < len(rows); i++ {
			cell, ok := cellOf(rows[i][c], kind)
			if !ok { // from the first again, as text
				kind, i = render.Text, -1
				continue
			}
			out.Rows[i][c] = cell
		}
		name := col.Title
		if name == "" {
			name = " "
		}
		out.Columns = append(out.Columns, render.Column{Key: name, Name: name, Kind: kind})
	}
	return out
}

func cellOf(s string, kind render.Kind) (render.Cell, bool) {
	s = strings.TrimSpace(text.Clean(s))
	if s == "" {
		return render.Cell{}, true
	}
	switch kind {
	case render.Amount, render.Count:
		_, frac, _ := strings.Cut(s, ".")
		m, err := text.ParseAmount(s, len(frac))
		if kind == render.Count {
			return render.N(int(m)), err == nil && frac == ""
		}
		return render.A(m, len(frac)), err == nil
	case render.Date:
		d, err := civil.Parse(s)
		return render.D(d), err == nil
	}
	return render.T(s), true
}
