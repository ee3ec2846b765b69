package intake

import (
	"fmt"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/book"
	"duebook/internal/money"
	"duebook/internal/text"
)

// maxCheques is how many cheques one transaction takes.
const maxCheques = 20_000

// cheques plans a file of cheques: those the book lacks are to be received; one that
// is there already, wherever it stands now, stays as it is.
func (p *planner) cheques() error {
	if n := len(p.c.Cheques); n > maxCheques {
		return book.Refuse(book.Invalid, "the file has %s cheques; split it into files of at most %s", text.Number(n),
			text.Number(maxCheques))
	}
	known := map[string]cheque.Cheque{}
	err := cheque.All(p.view(), func(c *cheque.Cheque) (bool, error) {
		if c.Voided == 0 {
			known[chequeKey(c.Account, c.Details.Bank, c.Details.Number)] = *c
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	for i := range p.c.Cheques {
		if err := p.chequeRow(&p.c.Cheques[i], known); err != nil {
			return err
		}
	}
	if len(p.bring.Cheques) > 0 {
		if _, err := p.bring.Decide(p.in); err != nil && len(p.Refused) == 0 {
			return err
		}
		p.commands = append(p.commands, &p.bring)
	}
	return nil
}

func chequeKey(acc uint32, bank, number string) string {
	return fmt.Sprintf("%d\x00%s\x00%s", acc, text.Fold(bank), text.Fold(number))
}

func (p *planner) chequeRow(r *ChequeRow, known map[string]cheque.Cheque) error {
	cu, ok, err := customer.Lookup(p.view(), r.Customer)
	if err != nil {
		return err
	}
	if !ok {
		p.refuse(r.Line, "the book has no customer %s", r.Customer)
		return nil
	}
	cur, err := p.set.Of(r.Currency)
	if err != nil {
		p.refuse(r.Line, "%v", err)
		return nil
	}
	line := Line{Line: int(r.Line), Customer: r.Customer, Number: r.Number, Currency: cur, Amount: r.Amount,
		Text: r.Maturity.String() + ", " + r.Bank}
	acc, ok, err := account.Of(p.view(), cu.ID, cur)
	if err != nil {
		return err
	}
	k := chequeKey(acc.ID, r.Bank, r.Number)
	if !ok {
		k = chequeKey(0, r.Customer+r.Bank, r.Number) // seen in the file only
	}
	if old, there := known[k]; there {
		line.Class = Unchanged
		if old.Amount != r.Amount || old.Maturity != r.Maturity {
			line.Class = Differs
			line.Text = fmt.Sprintf("the book has it with %s of %s; ours stays", cur.Plain(old.Amount), old.Maturity)
		}
		p.line(line)
		return nil
	}
	if line.Class, line.Text, err = p.takeCheque(r, cur, line.Text); err != nil {
		p.refuse(r.Line, "cheque %s: %v", r.Number, err)
		return nil
	}
	if r.Done() == "" {
		known[k] = cheque.Cheque{Amount: r.Amount, Maturity: r.Maturity}
	}
	p.line(line)
	return nil
}

// takeCheque plans a cheque the book lacks: with its moves as it stands, without them as
// one that has just come in.
func (p *planner) takeCheque(r *ChequeRow, cur money.Currency, said string) (Class, string, error) {
	c := r.receive(cur)
	if r.Moves != "" {
		one := cheque.Brought{Customer: r.Customer, Currency: r.Currency, State: r.State, Moves: r.Moves,
			Paper: c.Paper}
		if _, err := (&cheque.Bring{Cheques: []cheque.Brought{one}}).Decide(p.in); err != nil {
			return New, said, err
		}
		p.bring.Cheques = append(p.bring.Cheques, one)
		return New, said, nil
	}
	s, err := cheque.ParseState(r.State)
	switch {
	case err != nil || s == cheque.Received:
	case !s.InHand():
		return Differs, fmt.Sprintf("the file says it is %s: only cheques in hand are taken in without their moves", s),
			nil
	case s == cheque.InSafe:
		c.Safe = true
	default:
		return New, said, fmt.Errorf("it is %s: say since when and where in a column \"moves\", as \"%s put in "+
			"safe; %s deposit, slip S-1, with BANK\"", s, r.Received, r.Maturity)
	}
	if _, err := c.Decide(p.in); err != nil {
		return New, said, err
	}
	p.commands = append(p.commands, c)
	return New, said, nil
}

// receive is the command that registers a row.
func (r *ChequeRow) receive(cur money.Currency) *cheque.Receive {
	c := &cheque.Receive{Customer: r.Customer, Currency: r.Currency, Paper: cheque.Paper{Number: r.Number,
		Amount: cur.Plain(r.Amount), Maturity: r.Maturity.String(), Bank: r.Bank, Drawer: r.Drawer,
		Branch: r.BankBranch, Account: r.BankAccount, Type: r.Type, Received: r.Received.String(), From: r.From,
		Kept: r.Kept, Hold: r.Hold.String(), Note: r.Note}}
	if strings.Contains(r.Type, "guarantee") {
		c.Type = "guarantee"
	}
	for _, x := range r.Covers {
		one := cheque.PartChoice{Bill: x.Bill, Part: x.Part}
		if x.Amount > 0 {
			one.Amount = cur.Plain(x.Amount)
		}
		c.Parts = append(c.Parts, one)
	}
	return c
}
