package cheques

import (
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

// Table lays cheques out, a row each, with a total for every currency below.
func (r *Register) Table(title string, rows []Row) *render.Table {
	t := &render.Table{Title: fmt.Sprintf("%s as of %s", title, r.AsOf), Columns: []render.Column{
		{Key: "id", Name: "#"}, {Key: "number", Name: "Cheque"}, {Key: "customer", Name: "Customer"},
		{Key: "name", Name: "Name"}, {Key: "drawer", Name: "Drawer"}, {Key: "bank", Name: "Bank"},
		{Key: "maturity", Name: "Dated", Kind: render.Date}, {Key: "days", Name: "Days", Kind: render.Count},
		{Key: "amount", Name: "Worth", Kind: render.Amount}, {Key: "currency", Name: "Cur."},
		{Key: "state", Name: "State"}, {Key: "since", Name: "Since", Kind: render.Date}, {Key: "type", Name: "Type"},
		{Key: "presented", Name: "Times", Kind: render.Count}, {Key: "received", Name: "Received", Kind: render.Date},
		{Key: "note", Name: "Note"}}}
	for i := range rows {
		x := &rows[i]
		t.Add(render.T(fmt.Sprintf("#%d", x.ID)), render.T(x.Number), render.T(x.Code), render.T(x.Name),
			render.T(x.Drawer), render.T(x.Bank), render.D(x.Maturity), render.N(x.Days),
			render.A(x.Worth, x.Currency.Digits), render.T(x.Currency.Code), render.T(x.State.String()),
			render.D(x.Since), render.T(x.Type.String()), render.N(x.Presented), render.D(x.Received),
			render.T(x.Note()))
	}
	for _, s := range Sums(rows) {
		t.Notes = append(t.Notes, fmt.Sprintf("%s, %s %s.", text.Count(s.Count, "cheque", "cheques"),
			s.Currency.Code, text.FormatAmount(s.Amount, s.Currency.Digits)))
	}
	return t
}

// Note is what a list says beside a cheque.
func (r *Row) Note() string {
	switch {
	case r.Why != "":
		return r.Why
	case r.Stale:
		return "stale"
	case r.Held:
		return "hold until " + text.ShortDate(r.Hold)
	case r.SlipNumber != "":
		return "slip " + r.SlipNumber
	case r.Presented > 1:
		return fmt.Sprintf("presented %d times", r.Presented)
	}
	return ""
}

// LadderTable lays the maturity ladder out, every currency in turn.
func (r *Register) LadderTable(only string) []*render.Table {
	return r.each(only, func(cur money.Currency) *render.Table {
		t := &render.Table{Title: fmt.Sprintf("Cheques in hand by maturity as of %s, in %s", r.AsOf, cur.Code),
			Columns: []render.Column{{Key: "days", Name: "Days"}, {Key: "cheques", Name: "Cheques", Kind: render.Count},
				{Key: "amount", Name: "Amount", Kind: render.Amount}}}
		n, sum := 0, money.Minor(0)
		for _, g := range r.Ladder(cur) {
			t.Add(render.T(g.Name), render.N(g.Count), render.A(g.Amount, cur.Digits))
			n, sum = n+g.Count, sum+g.Amount
		}
		t.Foot = []render.Cell{render.T("In hand"), render.N(n), render.A(sum, cur.Digits)}
		return t
	})
}

func (r *Register) each(only string, table func(cur money.Currency) *render.Table) (all []*render.Table) {
	for _, cur := range r.Currencies() {
		if only == "" || only == cur.Code {
			all = append(all, table(cur))
		}
	}
	return all
}

// ConcentrationTable lays out who stands behind what is in hand.
func (r *Register) ConcentrationTable(only string, banks bool) []*render.Table {
	who := "Drawer"
	if banks {
		who = "Bank"
	}
	return r.each(only, func(cur money.Currency) *render.Table {
		t := &render.Table{Title: fmt.Sprintf("Cheques in hand by %s as of %s, in %s", who, r.AsOf, cur.Code),
			Columns: []render.Column{{Key: "name", Name: who}, {Key: "cheques", Name: "Cheques", Kind: render.Count},
				{Key: "amount", Name: "Amount", Kind: render.Amount}, {Key: "share", Name: "Share"}}}
		for _, b := range r.Concentration(cur, banks) {
			t.Add(render.T(b.Name), render.N(b.Count), render.A(b.Amount, cur.Digits), render.T(b.Share()))
		}
		return t
	})
}

// Share is the part in per cent, with one decimal.
func (b *Behind) Share() string { return fmt.Sprintf("%d.%d %%", b.PerMille/10, b.PerMille%10) }

// PaidTable lays out what has become of what came in lately.
func (r *Register) PaidTable(only string) []*render.Table {
	return r.each(only, func(cur money.Currency) *render.Table {
		t := &render.Table{Title: fmt.Sprintf("Cheques of the last %d days as of %s, in %s", r.Rules.Window, r.AsOf,
			cur.Code), Columns: []render.Column{{Key: "outcome", Name: "Outcome"},
			{Key: "cheques", Name: "Cheques", Kind: render.Count},
			{Key: "amount", Name: "Amount", Kind: render.Amount}}}
		all, total := r.Outcomes(cur)
		for _, o := range all {
			t.Add(render.T(o.Name), render.N(o.Count), render.A(o.Amount, cur.Digits))
		}
		t.Foot = []render.Cell{render.T(total.Name), render.N(total.Count), render.A(total.Amount, cur.Digits)}
		return t
	})
}

// Paper is a deposit slip as it is printed.
type Paper struct {
	Company  string
	Slip     cheque.Slip
	Currency money.Currency
	Lines    []PaperLine
	Total    money.Minor
}

// PaperLine is one cheque of a slip.
type PaperLine struct {
	Number, Drawer, Bank, Branch, Account, Maturity, Amount string
}

// Slip reads a deposit slip by its number.
func Slip(v *book.View, number string) (*Paper, error) {
	s, err := cheque.SlipNumbered(v, number)
	if err != nil {
		return nil, err
	}
	set, err := company.Get(v)
	if err != nil {
		return nil, err
	}
	p := &Paper{Company: set.Name, Slip: s, Currency: set.Money()}
	for _, l := range s.Cheques {
		c, err := cheque.Get(v, l.ID)
		if err != nil {
			return nil, err
		}
		a, err := account.Get(v, c.Account)
		if err != nil {
			return nil, err
		}
		p.Currency = a.Money()
		worth := c.Worth(s.Made - 1)
		p.Total += worth
		d := &c.Details
		p.Lines = append(p.Lines, PaperLine{d.Number, d.Drawer, d.Bank, d.Branch, d.Account,
			text.FormatDate(c.Maturity), text.FormatAmount(worth, a.Digits)})
	}
	return p, nil
}

// Table lays the slip out for a printer of letters and figures.
func (p *Paper) Table() *render.Table {
	t := &render.Table{Title: p.Title(), Columns: []render.Column{{Key: "number", Name: "Cheque"},
		{Key: "drawer", Name: "Drawer"}, {Key: "bank", Name: "Bank"}, {Key: "branch", Name: "Branch"},
		{Key: "account", Name: "Account"}, {Key: "dated", Name: "Dated"}, {Key: "amount", Name: "Amount"}}}
	for _, l := range p.Lines {
		t.Add(render.T(l.Number), render.T(l.Drawer), render.T(l.Bank), render.T(l.Branch), render.T(l.Account),
			render.T(l.Maturity), render.T(l.Amount))
	}
	t.Notes = []string{p.Sum()}
	return t
}

// Title heads the slip.
func (p *Paper) Title() string {
	s := fmt.Sprintf("%s · deposit slip %s · %s", p.Company, p.Slip.Number, p.Slip.Bank)
	if p.Slip.Account != "" {
		s += ", account " + p.Slip.Account
	}
	return s + " · " + text.FormatDate(p.Slip.Date)
}

// Sum is the slip's foot.
func (p *Paper) Sum() string {
	return fmt.Sprintf("%s, %s %s in all.", text.Count(len(p.Lines), "cheque", "cheques"), p.Currency.Code,
		text.FormatAmount(p.Total, p.Currency.Digits))
}
