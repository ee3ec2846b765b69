package company

import "fmt"

// setPromiseCheque chooses when a promise of a cheque is kept: once the cheque is
// received, or only once it is cleared (RULES 4).
func setPromiseCheque(s *Settings, v string) error {
	if v != "received" && v != "cleared" {
		return fmt.Errorf("%q must be received or cleared", v)
	}
	s.PromiseOnPaid = v == "cleared"
	return nil
}

func showPromiseCheque(s *Settings) string {
	if s.PromiseOnPaid {
		return "cleared"
	}
	return "received"
}
