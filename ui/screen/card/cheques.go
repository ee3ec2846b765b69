package card

import (
	"fmt"

	"duebook/internal/ar/cheque"
	"duebook/internal/desk"
	"duebook/internal/report/cheques"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/theme"
	"duebook/ui/verb"
)

var chequeColumns = []kit.Column{{Title: "Cheque", Flex: 1, Min: 8, Max: 14}, {Title: "Dated", Kind: kit.Date,
	Width: 10}, {Title: "Days", Kind: kit.Count, Drop: 1}, {Title: "Worth", Kind: kit.Amount},
	{Title: "State", Width: 15}, {Title: "Since", Kind: kit.Date, Width: 10, Drop: 2},
	{Title: "Bank", Flex: 1, Min: 8, Max: 22, Drop: 3}, {Title: "Note", Flex: 1, Min: 8, Max: 24, Drop: 4}}

// chequeRows shows the account's cheques.
type chequeRows struct{ a *desk.CardAccount }

func (r chequeRows) Len() int           { return len(r.a.Cheques.Rows) }
func (r chequeRows) Key(row int) uint64 { return uint64(r.a.Cheques.Rows[row].ID) }

func (r chequeRows) Cell(row, col int) string {
	x := &r.a.Cheques.Rows[row]
	switch col {
	case 0:
		return x.Number
	case 1:
		return x.Maturity.String()
	case 2:
		if !x.State.InHand() {
			return ""
		}
		return fmt.Sprintf("%+d", x.Days)
	case 3:
		return text.FormatAmount(x.Worth, r.a.Digits)
	case 4:
		return x.State.String()
	case 5:
		return x.Since.String()
	case 6:
		return x.Bank
	}
	if x.Type == cheque.Guarantee {
		return "guarantee"
	}
	return x.Note()
}

func (r chequeRows) Tone(row, col int) theme.Tone {
	x := &r.a.Cheques.Rows[row]
	switch {
	case col == 4 && x.State.Unpaid():
		return theme.Bad
	case col == 4 && x.State == cheque.Cleared:
		return theme.Good
	case x.State.Done() || col == 5 || col == 6:
		return theme.Muted
	case (col == 1 || col == 2) && x.State.InHand() && x.Days < 0:
		return theme.Warn
	}
	return theme.Plain
}

// cheque is the one under the cursor on its tab, or nil.
func (s *Screen) cheque() *cheques.Row {
	if at := s.table[6].Cursor(); s.card.Value != nil && s.tabs.At == 6 && at >= 0 {
		return &s.account().Cheques.Rows[at]
	}
	return nil
}

// chequeActions is the next move of the cheque under the cursor.
func (s *Screen) chequeActions() []action.Action {
	return []action.Action{{ID: "cheque.move", Label: "move", Help: "Move the cheque on: deposit, clear, bounce, " +
		"return ...", Keys: []string{"m"}, Disabled: func() string {
		switch x := s.cheque(); {
		case x == nil:
			return "no cheque is chosen"
		case len(x.State.Moves()) == 0:
			return "nothing more is done with a cheque that is " + x.State.String()
		}
		return verb.Past(s.desk)
	}, Run: func() action.Effect { return verb.MoveCheques(s.desk, []cheques.Row{*s.cheque()}, nil) }}}
}

// chequeDetail is the cheque under the cursor in full.
func (s *Screen) chequeDetail() (string, []kit.Pair) {
	x, f := s.cheque(), facts{}
	if x == nil {
		return "", nil
	}
	f.add("worth", text.FormatAmount(x.Worth, x.Currency.Digits)+" "+x.Currency.Code, theme.Strong)
	if x.Worth != x.Amount {
		f.add("written for", text.FormatAmount(x.Amount, x.Currency.Digits), theme.Plain)
	}
	f.add("dated", text.DayName(x.Maturity)+" "+x.Maturity.String(), theme.Plain)
	f.add("state", x.State.String()+" since "+x.Since.String(), theme.Plain)
	f.add("drawn by", x.Drawer, theme.Plain)
	f.add("bank", x.Bank, theme.Plain)
	f.add("received", x.Received.String(), theme.Plain)
	if x.Presented > 0 {
		f.add("presented", text.Count(x.Presented, "time", "times"), theme.Plain)
	}
	f.add("", x.Note(), theme.Warn)
	return "Cheque " + x.Number, f
}
