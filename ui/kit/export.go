package kit

// Written gives the whole table as it stands: each column with its kind, and every
// row's words in full.
func (t *Table) Written() (columns []Column, rows [][]string) {
	rows = make([][]string, t.Len())
	for i := range rows {
		rows[i] = make([]string, len(t.Columns))
		for c := range t.Columns {
			rows[i][c] = t.rows.Cell(i, c)
		}
	}
	return t.Columns, rows
}
