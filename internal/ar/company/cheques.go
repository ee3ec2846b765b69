package company

import "fmt"

// Cheques are the choices RULES 6 leaves to a company. All but Clearing are counts:
// of days, or of bounces.
type Cheques struct {
	Lead     int  `cbor:"1,keyasint" json:"lead"`      // a cheque is listed for deposit so many days ahead
	Answer   int  `cbor:"2,keyasint" json:"answer"`    // no answer of the bank for so long is odd
	Bounces  int  `cbor:"3,keyasint" json:"bounces"`   // for want of funds, then the customer is cash only
	Stale    int  `cbor:"4,keyasint" json:"stale"`     // after the date written on it, then no bank takes it
	Clearing bool `cbor:"5,keyasint" json:"clearing"`  // a receipt when received, into the clearing account
	Window   int  `cbor:"6,keyasint" json:"paid_days"` // "how much of what is paid has cleared" looks so far back
}

// ChequeRules are the company's choices about cheques, the defaults where it made
// none.
func (s *Settings) ChequeRules() Cheques {
	if s.Cheques == nil {
		return Cheques{Lead: 3, Answer: 3, Bounces: 2, Stale: 180, Window: 90}
	}
	return *s.Cheques
}

func chequeNumber(field func(c *Cheques) *int, low, high int) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		c := s.ChequeRules()
		var of Settings
		err := number(func(*Settings) *int { return field(&c) }, low, high)(&of, v)
		if err == nil {
			s.Cheques = &c
		}
		return err
	}
}

func setClearing(s *Settings, v string) error {
	if v != "memo" && v != "clearing" {
		return fmt.Errorf("%q must be memo or clearing", v)
	}
	c := s.ChequeRules()
	c.Clearing = v == "clearing"
	s.Cheques = &c
	return nil
}

// showCheques is a setting about cheques as Set takes it.
func showCheques(s *Settings, field string) string {
	c := s.ChequeRules()
	switch field {
	case "cheque_accounts":
		if c.Clearing {
			return "clearing"
		}
		return "memo"
	case "cheque_lead":
		return fmt.Sprint(c.Lead)
	case "cheque_answer":
		return fmt.Sprint(c.Answer)
	case "cheque_bounces":
		return fmt.Sprint(c.Bounces)
	case "cheque_stale":
		return fmt.Sprint(c.Stale)
	case "cheque_paid":
		return fmt.Sprint(c.Window)
	}
	return ""
}
