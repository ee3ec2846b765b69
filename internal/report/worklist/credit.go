package worklist

import (
	"duebook/internal/ar/credit"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// expiresSoon is how many days ahead a limit or an agreement that ends is told of.
const expiresSoon = 30

// creditSignals tell of a broken special agreement, and of a limit that expired or will.
func creditSignals(f *credit.InForce, asOf civil.Date) []string {
	var all []string
	if a := f.Agreement; a != nil && a.State == credit.Broken {
		all = append(all, "agreement broken on "+text.ShortDate(a.Fell))
	}
	days, ends := f.Days(asOf)
	what := "credit limit"
	if f.Source == credit.ByAgreement {
		what = "special agreement"
	}
	switch {
	case f.Expired:
		all = append(all, "credit limit expired on "+text.ShortDate(f.Until))
	case ends && days == 0:
		all = append(all, what+" ends today")
	case ends && days <= expiresSoon:
		all = append(all, what+" ends in "+text.Count(days, "day", "days"))
	}
	return all
}
