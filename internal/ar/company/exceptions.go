package company

// UnappliedDays is after how many days money that is put on no bill is an exception of
// the day (RULES 10).
func (s *Settings) UnappliedDays() int {
	if s.UnappliedOver == 0 {
		return 7
	}
	return s.UnappliedOver
}
