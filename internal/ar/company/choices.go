package company

// fields are the settings that company.set changes.
var fields = []string{"name", "name_ar", "name_en", "weekend", "half", "edges", "bad_over", "min_chase", "quiet_days",
	"tolerance", "day_ends", "zone", "iban", "bank", "phone", "cover", "small_difference", "write_off_limit",
	"withholding", "cheque_lead", "cheque_answer", "cheque_bounces", "cheque_stale", "cheque_paid", "cheque_accounts",
	"promise_cheque", "interest_name", "credit_watch", "unapplied_days", "cash_limit"}

var weekdayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat", "none"}

// Choices gives the words of the fields that take one of a few, and what some of
// them take for a value.
func (Set) Choices() map[string][]string {
	return map[string][]string{"field": fields, "value of weekend, half (several with a comma)": weekdayNames,
		"value of cover": {"on", "off"}, "value of cheque_accounts": {"memo", "clearing"},
		"value of promise_cheque": {"received", "cleared"}}
}
