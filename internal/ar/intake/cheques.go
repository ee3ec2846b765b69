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
	if s, err := cheque.ParseState(r.State); err == nil && !s.InHand() {
		line.Class, line.Text = Differs, fmt.Sprintf("the file says it is %s: only cheques in hand are taken in", s)
		p.line(line)
		return nil
	}
	c := r.receive(cur)
	if _, err := c.Decide(p.in); err != nil {
		p.refuse(r.Line, "cheque %s: %v", r.Number, err)
		return nil
	}
	known[k] = cheque.Cheque{Amount: r.Amount, Maturity: r.Maturity}
	p.commands = append(p.commands, c)
	line.Class = New
	p.line(line)
	return nil
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
	for _, n := range r.Bills {
		c.Parts = append(c.Parts, cheque.PartChoice{Bill: n})
	}
	return c
}
