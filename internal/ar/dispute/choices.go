package dispute

// Choices gives the words of the fields that take one of a few.
func (Close) Choices() map[string][]string { return map[string][]string{"outcome": outcomeNames[1:]} }
