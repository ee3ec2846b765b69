package lists

import (
	"strconv"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/company"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/promise"
	"duebook/internal/money"
	"duebook/internal/report/render"
)

// promises are all that were taken and not taken back; their state is for reading, it
// follows from what was paid.
func (r *reader) promises(put Row) error {
	set, err := company.Get(r.v)
	if err != nil {
		return err
	}
	cal, cut := set.Calendar(), company.CutOff(r.v)
	return r.accounts(func(a account.Line, c *customer.Customer) error {
		judged, err := promise.JudgeAccount(r.v, a.ID, r.q.AsOf, cal, cut)
		if err != nil {
			return err
		}
		states := map[uint32]string{}
		for i := range judged {
			states[judged[i].ID] = judged[i].State.String()
		}
		cur := money.Currency{Code: a.Currency, Digits: a.Digits}
		return promise.OfAccount(r.v, a.ID, func(p *promise.Promise) (bool, error) {
			if !p.At(r.q.AsOf) {
				return true, nil
			}
			bills, err := p.Numbers(r.v)
			if err != nil {
				return false, err
			}
			var plan []string
			for _, x := range p.Plan {
				plan = append(plan, x.Date.String()+" "+cur.Plain(x.Amount))
			}
			again, ended := "", ""
			if p.Level > 0 {
				again = strconv.Itoa(p.Level)
			}
			end, over := p.Ended(r.q.AsOf)
			if over {
				ended = end.Why.String()
			}
			return true, put([]render.Cell{render.T(c.Code), render.T(c.Name), render.A(p.Amount, a.Digits),
				render.T(a.Currency), render.D(p.Date), render.D(p.Taken), render.T(p.By), render.T(p.From),
				render.T(p.Method.String()), render.D(p.Matures), render.T(strconv.Itoa(p.Tolerance)),
				render.T(strings.Join(bills, "; ")), render.T(strings.Join(plan, "; ")), render.T(again),
				render.D(end.On), render.T(ended), render.T(end.Note), render.T(states[p.ID])})
		})
	})
}
