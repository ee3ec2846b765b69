package bill

import (
	"fmt"

	"duebook/internal/book"
	"duebook/internal/civil"
)

// tenYears is what a bill may be old without a word.
const tenYears = 3652

// warnings are what is odd about a bill and yet taken (RULES 2, SAFETY X2).
var warnings = []book.Warning{
	{Fact: Issued{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		i, ok := f.(*Issued)
		if !ok {
			return nil, nil
		}
		return i.Bill.odd(in.Today), nil
	}},
	{Fact: Rescheduled{}.Kind(), Say: func(in *book.In, f book.Fact) ([]string, error) {
		r, ok := f.(*Rescheduled)
		if !ok {
			return nil, nil
		}
		b, err := Get(in.View, r.Account, r.Bill)
		if err != nil || r.New >= b.Doc {
			return nil, err
		}
		return []string{fmt.Sprintf("bill %s is now due on %s, before it was issued (%s)", b.Number, r.New, b.Doc)}, nil
	}},
}

func (b *Bill) odd(today civil.Date) (all []string) {
	say := func(format string, args ...any) {
		all = append(all, "bill "+b.Number+" "+fmt.Sprintf(format, args...))
	}
	for i := range b.Parts {
		if b.Parts[i].Due < b.Doc {
			say("is due on %s, before it was issued (%s)", b.Parts[i].Due, b.Doc)
			break
		}
	}
	if b.Doc > today {
		say("is dated %s, after today (%s)", b.Doc, today)
	} else if b.Doc < today-tenYears {
		say("is dated %s, more than ten years ago", b.Doc)
	}
	if b.Posting > today {
		say("is posted on %s: no report shows it before", b.Posting)
	}
	return all
}
