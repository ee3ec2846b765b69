package receipt

// modes are the ways to apply a receipt that the commands know.
var modes = []string{"oldest", "marked", "none"}

// Choices gives the words of the fields that take one of a few.
func (Record) Choices() map[string][]string {
	return map[string][]string{"kind": Kinds(), "mode": modes}
}

// Choices gives the words of the fields that take one of a few.
func (ApplyMore) Choices() map[string][]string { return map[string][]string{"mode": modes[:2]} }
