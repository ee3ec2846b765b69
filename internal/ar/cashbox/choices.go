package cashbox

// Choices gives the words of the fields that take one of a few.
func (Post) Choices() map[string][]string {
	return map[string][]string{"reason of a difference": Reasons()}
}

// Choices gives the words of the fields that take one of a few.
func (Close) Choices() map[string][]string {
	return map[string][]string{"reason of a difference": Reasons()}
}
