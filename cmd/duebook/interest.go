package main

import (
	"strconv"
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/report/accrued"
)

// interestReport lists interest by customer, by bill, by note or, of one bill, segment
// by segment.
func interestReport(v *book.View, r *reading) (output, error) {
	name := r.set.InterestWord()
	if number, ok := strings.CutPrefix(r.by, "bill "); ok {
		part, number := 1, strings.TrimSpace(number)
		_, whole, err := bill.ByNumber(v, number)
		if err != nil {
			return output{}, err
		}
		if at := strings.LastIndex(number, "/"); at > 0 && !whole {
			if n, err := strconv.Atoi(number[at+1:]); err == nil {
				number, part = number[:at], n
			}
		}
		h, err := accrued.Explain(v, r.asOf, number, part)
		if err != nil {
			return output{}, err
		}
		return output{}.with(h.Table()), nil
	}
	l, err := accrued.Compute(v, accrued.Query{AsOf: r.asOf, Within: r.scope, Sums: r.by == ""})
	if err != nil {
		return output{}, err
	}
	switch r.by {
	case "":
		return output{}.with(l.Table(name)), nil
	case "bill":
		return output{}.with(l.LineTable(name)), nil
	case "note":
		return output{}.with(l.NoteTable(name)), nil
	}
	return output{}, usage("%q is no way to list interest (--by bill, --by note, or --by \"bill NUMBER\" to see "+
		"how its "+
		"figure came about; \"bill NUMBER/2\" for its second part)", r.by)
}
