package followup

import (
	"fmt"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// warnings tell of a follow-up that was put on another day than the one asked for,
// and list those a newly closed day leaves on it (RULES 1).
var warnings = []book.Warning{
	{Fact: Planned{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		if p, ok := f.(*Planned); ok {
			return landed(in, p.Followup.Customer, p.Followup.Asked, p.Followup.Date)
		}
		return nil, nil
	}},
	{Fact: Moved{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		if m, ok := f.(*Moved); ok {
			return landed(in, m.Customer, m.Asked, m.To)
		}
		return nil, nil
	}},
	{Fact: company.Changed{}.Kind(), Say: nowClosed},
}

func landed(in *book.In, customerID uint32, asked, on civil.Date) ([]string, error) {
	if asked == 0 || asked == on {
		return nil, nil
	}
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	why := "closed"
	if name := set.Calendar().Holidays[asked]; name != "" {
		why = name
	}
	cu, err := customer.Get(in.View, customerID)
	return []string{fmt.Sprintf("%s %s is %s: the follow-up of %s stands on %s %s, the next open day",
		text.DayName(asked), asked, why, cu.Code, text.DayName(on), on)}, err
}

// nowClosed lists the open follow-ups on days that were open and are no longer.
func nowClosed(in *book.In, f book.Fact) (all []string, err error) {
	c, ok := f.(*company.Changed)
	if !ok || c.Before.Name == "" {
		return nil, nil
	}
	was, is := c.Before.Calendar(), c.Settings.Calendar()
	briefs, err := OnClosed(in.View, is, in.Today)
	for _, b := range briefs {
		if !was.Open(b.Date) {
			continue
		}
		cu, err := customer.Get(in.View, b.Customer)
		if err != nil {
			return nil, err
		}
		all = append(all, fmt.Sprintf("follow-up %d of %s %s (%s) is on %s, which is closed now: move it "+
			"(followup.move)", b.ID, cu.Code, cu.Name, b.Task, b.Date))
	}
	return all, err
}
