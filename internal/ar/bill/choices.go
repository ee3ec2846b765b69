package bill

// Choices gives the words of the fields that take one of a few.
func (Issue) Choices() map[string][]string {
	return map[string][]string{"kind": kindNames[1 : Opening+1]}
}
