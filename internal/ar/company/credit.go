package company

// Watch is from which part of a credit limit on a customer is watched, in per cent
// (RULES 8).
func (s *Settings) Watch() int {
	if s.CreditWatch == 0 {
		return 80
	}
	return s.CreditWatch
}
