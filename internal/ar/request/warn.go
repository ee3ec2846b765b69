package request

import (
	"fmt"

	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/text"
)

// warnings tell of a request that is due on another day than the one asked for, and list
// those a newly closed day leaves on it (RULES 1).
var warnings = []book.Warning{
	{Fact: Logged{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		if l, ok := f.(*Logged); ok {
			return landed(in, l.Request.Customer, &l.Request.Steps[0])
		}
		return nil, nil
	}},
	{Fact: Stepped{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		if s, ok := f.(*Stepped); ok && !s.Step.Closed {
			return landed(in, s.Customer, &s.Step)
		}
		return nil, nil
	}},
	{Fact: company.Changed{}.Kind(), Say: nowClosed},
}

func landed(in *book.In, customerID uint32, s *Step) ([]string, error) {
	if s.Asked == 0 {
		return nil, nil
	}
	cu, err := customer.Get(in.View, customerID)
	return []string{fmt.Sprintf("%s %s is closed: the request of %s is due %s %s, the next open day",
		text.DayName(s.Asked), s.Asked, cu.Code, text.DayName(s.Due), s.Due)}, err
}

// nowClosed lists the open requests due on days that were open and are no longer.
func nowClosed(in *book.In, f book.Fact) (all []string, err error) {
	c, ok := f.(*company.Changed)
	if !ok || c.Before.Name == "" {
		return nil, nil
	}
	was, is := c.Before.Calendar(), c.Settings.Calendar()
	err = Open(in.View, in.Today, func(r *Request, at Step) (bool, error) {
		if at.Due < in.Today || is.Open(at.Due) || !was.Open(at.Due) {
			return true, nil
		}
		cu, err := customer.Get(in.View, r.Customer)
		all = append(all, fmt.Sprintf("request %d of %s %s (%s) is due %s, which is closed now: move it "+
			"(request.update)", r.ID, cu.Code, cu.Name, r.Kind, at.Due))
		return true, err
	})
	return all, err
}
