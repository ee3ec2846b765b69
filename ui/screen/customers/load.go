package customers

import (
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/shell"
)

// most is how many customers are read and shown at once; when there are more it
// is said.
const most = 1000

// deepest is how many customers a look through all bills gives.
const deepest = 50

// Desk is what this screen asks of the desk.
type Desk interface {
	Company() company.Settings
	Today() civil.Date
	Past() bool
	Find(q desk.FindQuery) (desk.Found, error)
	FindInBills(query string, limit int) (desk.Found, error)
	Lists() (desk.Lists, error)
	OpenCustomer(key string, c customer.Open) error
}

// load asks for what is typed and filtered now.
func (s *Screen) load() shell.Effect {
	q := s.query
	q.Text, q.Limit = s.input.Value(), most
	return s.found.Ask(func() (desk.Found, error) { return s.desk.Find(q) })
}

// loadDeep looks through all bills for what was typed, one look at a time, once
// the names have answered.
func (s *Screen) loadDeep() shell.Effect {
	typed := s.input.Value()
	if s.deep.Loading || typed == s.deepFor || s.filtered() || len(text.Digits(typed)) < 2 || len(typed) < 3 {
		return action.None
	}
	s.deepFor = typed
	return s.deep.Ask(func() (desk.Found, error) { return s.desk.FindInBills(typed, deepest) })
}

func (s *Screen) loadLists() shell.Effect { return s.lists.Ask(s.desk.Lists) }

// merge puts what the bills gave after what the names gave.
func (s *Screen) merge() {
	key, had := s.table.CurrentKey()
	s.hits = append([]desk.Hit(nil), s.found.Value.Hits...)
	if s.deepFor != "" && s.deepFor == s.input.Value() && !s.deep.Loading {
		seen := map[uint32]bool{}
		for i := range s.hits {
			seen[s.hits[i].Customer.ID] = true
		}
		for _, h := range s.deep.Value.Hits {
			if !seen[h.Customer.ID] {
				s.hits = append(s.hits, h)
			}
		}
	}
	s.sort()
	s.setColumns()
	s.table.SetRows(rows{s})
	if !had || s.fresh || !s.table.SelectKey(key) {
		s.table.Select(0)
	}
	s.fresh = false
}
