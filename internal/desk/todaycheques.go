package desk

import (
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/report/cheques"
)

// ChequesWait is how many cheques one of the daily questions finds.
type ChequesWait struct {
	Question cheques.Question
	Count    int
}

// chequesWait asks the daily questions that want something done of the cheques of my
// customers, those with an answer.
func chequesWait(v *book.View, asOf civil.Date, mine func(uint32) bool) (all []ChequesWait, err error) {
	r, err := cheques.Load(v, asOf, true)
	if err != nil {
		return nil, err
	}
	for _, q := range []cheques.Question{cheques.ToDeposit, cheques.NoAnswer, cheques.Unpaid, cheques.LeftInSafe} {
		n := 0
		for _, row := range r.List(q) {
			if mine(row.Customer) {
				n++
			}
		}
		if n > 0 {
			all = append(all, ChequesWait{q, n})
		}
	}
	return all, nil
}
