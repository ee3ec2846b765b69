package receipts

import "duebook/ui/kit"

// OnShow is the table that ctrl+e writes to a file.
func (s *Screen) OnShow() (string, *kit.Table) { return "receipts", &s.table }
