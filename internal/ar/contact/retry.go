package contact

import "duebook/internal/ar/followup"

// Retry reports whether a planned call only tries again after nobody who can decide
// was reached: planned by the result (left word, no answer, voicemail) in its own
// words, for no time of day. It is not the call-back of RULES 3, which the customer
// asked for or a person planned with a time or a reason.
func Retry(reason string, time int) bool {
	if time != followup.NoTime {
		return false
	}
	for _, r := range [...]Result{LeftWord, NoAnswer, Voicemail} {
		if r.Rule().Reason == reason {
			return true
		}
	}
	return false
}
