package referral

// Choices gives the words of the fields that take one of a few.
func (Reply) Choices() map[string][]string { return map[string][]string{"answer": Verdicts()} }
