package contact

import "duebook/internal/ar/promise"

// Choices gives the words of the fields that take one of a few.
func (Log) Choices() map[string][]string {
	results := make([]string, len(Rules))
	for i := range Rules {
		results[i] = Rules[i].Name
	}
	return map[string][]string{"channel": Channels(), "result": results}
}

// Choices gives the words of the fields that take one of a few.
func (Pledge) Choices() map[string][]string { return map[string][]string{"method": promise.Methods()} }
