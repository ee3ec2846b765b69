package target

// Choices gives the words of the fields that take one of a few.
func (Propose) Choices() map[string][]string { return map[string][]string{"by": Groupings()} }
