package promise

// Choices gives the words of the fields that take one of a few.
func (Take) Choices() map[string][]string { return map[string][]string{"method": Methods()} }
