package cheques

import (
	"fmt"
	"slices"

	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/desk"
	"duebook/internal/report/cheques"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// Actions is what can be done here.
func (s *Screen) Actions() []action.Action {
	none := func() string {
		if s.current() == nil {
			return "no cheque is chosen"
		}
		return ""
	}
	list := []action.Action{
		s.move("cheque.deposit", "deposit", "Deposit the marked cheques on one slip", "D", cheque.DoDeposit),
		s.move("cheque.clear", "clear", "The bank paid the marked cheques", "C", cheque.DoClear),
		s.move("cheque.bounce", "bounce", "The bank did not pay the cheque", "B", cheque.DoBounce),
		{ID: "cheque.move", Label: "move", Help: "Whatever else may be done with the marked cheques now",
			Keys: []string{"m"}, Disabled: func() string {
				if why := none(); why != "" {
					return why
				}
				if rows := s.chosen(); len(verb.MovesOf(rows)) == 0 {
					if len(rows) > 1 {
						return "no move fits all the marked cheques"
					}
					return "nothing more is done with a cheque that is " + rows[0].State.String()
				}
				return verb.Past(s.desk)
			}, Run: func() action.Effect { return verb.MoveCheques(s.desk, s.chosen(), s.moved) }},
		{ID: "cheque.receive", Label: "cheque", Help: "Record a cheque that came in", Keys: []string{"h"},
			Disabled: func() string { return verb.Past(s.desk) }, Run: s.askReceive},
		{ID: "card.open", Label: "open", Help: "Open the customer's card", Keys: []string{"enter"}, Disabled: none,
			Run: func() action.Effect { return action.Push("card", s.cardArg("")) }},
		{ID: "cheque.mark", Label: "mark all", Help: "Mark all cheques listed, or take all marks away",
			Keys: []string{"a"}, Disabled: none, Hidden: true, Run: s.markAll},
		{ID: "call.log", Label: "call", Help: "Call the customer", Keys: []string{"c"}, Hidden: true,
			Disabled: func() string {
				if why := none(); why != "" {
					return why
				}
				return verb.Past(s.desk)
			}, Run: func() action.Effect { return action.Push("call", s.cardArg("")) }},
		{ID: "statement.open", Label: "statement", Help: "Open the customer's statement of account",
			Keys: []string{"s"}, Hidden: true, Disabled: none, Run: func() action.Effect {
				return action.Push("card", s.cardArg("statement"))
			}},
	}
	return append(list, s.listActions()...)
}

// listActions choose what is listed, and write it.
func (s *Screen) listActions() []action.Action {
	return []action.Action{
		{ID: "cheques.find", Label: "find", Help: "Find by number, customer, drawer, bank, slip or amount",
			Keys: []string{"/"}, Run: s.askFind},
		{ID: "cheques.filter", Label: "filter", Help: "List only the cheques of a state", Keys: []string{"f"},
			Disabled: func() string {
				if cheques.Question(s.tabs.At) != cheques.Everything {
					return "only the register is filtered by state"
				}
				return ""
			}, Run: s.askState},
		{ID: "cheques.currency", Label: "currency", Help: "Show another currency", Keys: []string{"v"}, Hidden: true,
			Disabled: func() string {
				if !s.mixed {
					return "all cheques are in one currency"
				}
				return ""
			}, Run: func() action.Effect {
				all := s.register.Value.Currencies()
				s.currency = all[(slices.Index(all, s.currency)+1)%len(all)]
				s.show()
				return action.None
			}},
		{ID: "slip.print", Label: "print slip", Help: "Print the deposit slip of the cheque, else the newest one",
			Keys: []string{"P"}, Hidden: true, Disabled: func() string {
				if s.slip() == "" {
					return "there is no deposit slip yet"
				}
				return ""
			}, Run: s.askPrint},
		{ID: "cheques.accounts", Label: "accounts",
			Help: "Choose when a cheque counts as paid: when it clears, or at once", Hidden: true,
			Disabled: func() string { return verb.Past(s.desk) }, Run: s.askAccounts},
		{ID: "cheques.export", Label: "export", Help: "Write the cheques listed to a file", Keys: []string{"ctrl+e"},
			Disabled: func() string {
				if !s.listing() {
					return "only lists are exported: choose a question or the register"
				}
				return ""
			}, Run: s.askExport},
	}
}

// move is the action of one move; disabled it says what stands in the way.
func (s *Screen) move(id, label, help, key string, m cheque.Move) action.Action {
	return action.Action{ID: id, Label: label, Help: help, Keys: []string{key},
		Disabled: func() string {
			rows := s.chosen()
			if len(rows) == 0 {
				return "no cheque is chosen"
			}
			for i := range rows {
				x := &rows[i]
				if err := x.State.Can(m); err != nil {
					return "cheque " + x.Number + ": " + err.Error()
				}
				if m == cheque.DoDeposit && x.Days > 0 {
					return fmt.Sprintf("cheque %s is dated %s: it cannot be deposited before", x.Number, x.Maturity)
				}
			}
			if m == cheque.DoBounce && len(rows) > 1 {
				return "a bounce is told one by one: take the marks away"
			}
			return verb.Past(s.desk)
		},
		Run: func() action.Effect { return verb.MoveCheque(s.desk, m, s.chosen(), s.moved) }}
}

// moved reads the register again; what was done with the marks is done.
func (s *Screen) moved() action.Effect {
	s.table.Unmark()
	return s.load()
}

func (s *Screen) cardArg(tab string) desk.CardArg {
	a := desk.CardArg{Code: s.current().Code, Currency: s.current().Currency.Code, Tab: tab}
	for i := range s.rows {
		if !slices.Contains(a.List, s.rows[i].Code) {
			a.List = append(a.List, s.rows[i].Code)
		}
	}
	return a
}

func (s *Screen) markAll() action.Effect {
	if s.table.Marks() > 0 {
		s.table.Unmark()
		return action.None
	}
	for i := range s.rows {
		s.table.Mark(i)
	}
	return action.None
}

func (s *Screen) askReceive() action.Effect {
	set := s.desk.Company()
	return verb.ChequeFor(s.desk, verb.Target{Currency: set.Currency, Digits: set.Digits}, s.load)
}

func (s *Screen) askFind() action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "find", Label: "Find", Value: s.find,
		Hint: "a number, a name, a bank, an amount"})
	box := kit.NewFormBox("Find cheques", form, nil)
	box.Done = func(v kit.Values) action.Effect {
		s.find = v.Text("find")
		if !s.listing() {
			s.tabs.At = int(cheques.Everything)
		}
		s.show()
		s.table.Select(0)
		return s.loadStory()
	}
	return action.Ask(box)
}

func (s *Screen) askState() action.Effect {
	choices := append([]kit.Choice{{Value: "", Label: "all"}}, kit.Lettered(cheque.States())...)
	return action.Ask(kit.Choose("Cheques that are", "", choices, "", func(v string) action.Effect {
		s.state, _ = cheque.ParseState(v)
		s.show()
		s.table.Select(0)
		return s.loadStory()
	}))
}

// askAccounts chooses when cheques count as paid, from the next one received on.
func (s *Screen) askAccounts() action.Effect {
	set := s.desk.Company()
	now, key := "memo", desk.NewKey()
	if set.ChequeRules().Clearing {
		now = "clearing"
	}
	return action.Ask(kit.Choose("When does a cheque count as paid?",
		"It holds for cheques received from now on; those in the register stay as they were taken.",
		[]kit.Choice{{Value: "memo", Label: "when it clears", Key: "m",
			Help: "until then a memo beside the balance"},
			{Value: "clearing", Label: "when it is received", Key: "c",
				Help: "a receipt, into a clearing account"}}, now,
		func(v string) action.Effect {
			if v == now {
				return action.None
			}
			if _, err := s.desk.Do(key, &company.Set{Field: "cheque_accounts", Value: v}); err != nil {
				return action.Fail(err)
			}
			said := map[string]string{"memo": "when they clear", "clearing": "when they are received"}[v]
			return action.Notify("Cheques received from now on count as paid " + said + ".").And(s.load())
		}))
}

// slip is the slip of the cheque under the cursor, else the newest.
func (s *Screen) slip() string {
	if x := s.current(); x != nil && x.SlipNumber != "" {
		return x.SlipNumber
	}
	newest, number := uint32(0), ""
	if s.register.Value == nil {
		return ""
	}
	for i := range s.register.Value.Rows {
		if x := &s.register.Value.Rows[i]; x.Slip > newest && x.SlipNumber != "" {
			newest, number = x.Slip, x.SlipNumber
		}
	}
	return number
}

func (s *Screen) askPrint() action.Effect {
	number := s.slip()
	return s.askPath("Print slip "+number, "slip-"+number+".pdf", "named .pdf, .html or .txt",
		func(path string) error { return s.desk.PrintSlip(number, path) })
}

func (s *Screen) askExport() action.Effect {
	title, rows := s.tabs.Items[s.tabs.At], s.rows
	return s.askPath("Export to a file", fmt.Sprintf("cheques-%s-%s.csv", cheques.Question(s.tabs.At),
		s.desk.AsOf()), "named .csv or .xlsx", func(path string) error {
		return s.desk.ExportCheques("Cheques: "+title, rows, path)
	})
}

func (s *Screen) askPath(title, name, kinds string, write func(path string) error) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: s.desk.Today()}, kit.Field{Name: "path", Label: "File", Required: true,
		Value: s.desk.OutPath(name), Hint: kinds + "; no file is written over"})
	return action.Ask(kit.NewFormBox(title, form, func(v kit.Values) (string, error) {
		if err := write(v.Text("path")); err != nil {
			return "", kit.At("path", err)
		}
		return "Written to " + v.Text("path"), nil
	}))
}
