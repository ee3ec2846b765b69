package followup

// Choices gives the words of the fields that take one of a few.
func (Plan) Choices() map[string][]string { return map[string][]string{"task": Tasks()} }

// Choices gives the words of the fields that take one of a few.
func (Edit) Choices() map[string][]string { return map[string][]string{"task": Tasks()} }

// Choices gives the words of the fields that take one of a few.
func (Spread) Choices() map[string][]string { return map[string][]string{"task": Tasks()} }
