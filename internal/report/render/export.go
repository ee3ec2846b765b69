package render

// Plain is the cell as files hold it: amounts as digits with a point, dates as
// 2025-01-31, an empty cell as "".
func (c Cell) Plain(k Kind) string { return c.plain(k) }
