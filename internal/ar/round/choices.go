package round

// Choices gives the words of the fields that take one of a few.
func (TakeBack) Choices() map[string][]string { return map[string][]string{"state": States()[1:]} }
