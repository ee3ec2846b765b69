package kit

// Written gives the whole table as it stands, but for columns that are drawings: each
// column with its kind, and every row's words in full.
func (t *Table) Written() (columns []Column, rows [][]string) {
	var of []int
	for c := range t.Columns {
		if !t.Columns[c].Drawn {
			of, columns = append(of, c), append(columns, t.Columns[c])
		}
	}
	rows = make([][]string, t.Len())
	for i := range rows {
		rows[i] = make([]string, len(of))
		for n, c := range of {
			rows[i][n] = t.rows.Cell(i, c)
		}
	}
	return columns, rows
}
