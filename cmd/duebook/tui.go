package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/term"

	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/shell"
	_ "duebook/ui/theme/early" // before Bubble Tea asks the terminal for its colours
	dialog "duebook/ui/verb"
)

// tui opens the screens on the book.
func (g *globals) tui() error {
	if !term.IsTerminal(int(os.Stdin.Fd())) || !term.IsTerminal(int(os.Stdout.Fd())) {
		return errors.New("the screens need a terminal; scripts use the verbs (duebook --help)")
	}
	chosen, err := readChoices()
	if err != nil {
		return fmt.Errorf("the file of your choices cannot be read: %w (correct it, or remove it)", err)
	}
	chosen.apply()
	return g.with(false, func(d *desk.Desk) error {
		var reload func()
		m := shell.New(config(d, func() { reload() }))
		return shell.Run(context.Background(), m, os.Stdin, os.Stdout, func(tell func(shell.Changed)) {
			reload = func() { go tell(shell.Changed{}) }
			d.Watch(desk.Paced(desk.Beat, func(c desk.Changed) {
				go tell(shell.Changed{Seq: c.Seq, Warnings: c.Warnings})
			}))
		})
	})
}

// config is the shell with every screen of the program. reload makes the screens
// ask anew.
func config(d *desk.Desk, reload func()) shell.Config {
	d.ProposeInstead()
	var reg shell.Registry
	for name, screen := range screens {
		reg.Register(name, func(arg any) shell.Screen { return screen(d, arg) })
	}
	var tabs []shell.Tab
	for _, t := range tabOrder {
		if screens[t.Route.Name] != nil {
			tabs = append(tabs, t)
		}
	}
	return shell.Config{Registry: &reg, Tabs: tabs, May: func(id string) string { return dialog.May(d, id) },
		Proposes: func(id string) bool { return dialog.Proposes(d, id) },
		Globals:  func() []action.Action { return globalActions(d, reload) },
		Export:   func(name string, t *kit.Table) action.Effect { return dialog.Export(d, name, t) },
		Header: func() shell.Header {
			day := d.AsOf()
			when := fmt.Sprintf("%s %s", text.DayName(day), day)
			if cut := d.CutOff(); cut != 0 {
				when += ", files to " + cut.String()
			}
			if d.BeforeFirst() {
				when = fmt.Sprintf("%s %s, before the first file", text.DayName(day), day)
			}
			return shell.Header{Title: "duebook", Place: d.Company().Name, When: when, Past: d.Past(), Who: d.Who()}
		}}
}

// palette is the screens that have no number, opened by their name.
var palette = []struct{ id, label, screen, help string }{
	{"import.open", "import", "import", "Take in a file: open items, bills, receipts, cheques"},
	{"cleaning.open", "cleaning", "cleaning", "What makes an aging hard to trust, each with its remedy"},
	{"cash.open", "cash", "cash", "Cash handed over, the sheet of each till, receipt books"},
	{"copies.open", "delivery copies", "copies", "Which signed delivery copies are out, and the audit of a pile"},
	{"credit.open", "credit", "credit", "Credit limits and agreements: who is over, near, expired"},
	{"interest.open", "interest", "interest", "Interest accrued and to be charged, its notes and its terms"},
	{"kpi.open", "KPIs", "kpi", "KPIs: DSO, CEI, collection ratios, by month, branch, collector and salesman"},
	{"targets.open", "targets", "targets", "Targets of the month: proposed, agreed, what came in, the rate and the " +
		"gap"},
	{"day.open_mine", "my day", "day", "My daily report: it fills itself; remarks, and ctrl+s submits it"},
	{"expiry.open", "expiring documents", "expiry", "Licences, guarantees and agreements that expire soon or have"},
	{"people.open", "people", "people", "Who works here: roles, whose customers, covers, hand-over"},
	{"proposals.open", "proposals", "proposals", "What officers proposed to the supervisor, and what became of it"},
	{"provision.open", "provision", "provision",
		"What is provided for loss, by bucket, customer and branch, and the loss rates"},
	{"confirmations.open", "confirmations", "confirmations",
		"Balance confirmations: runs, replies, and differences reconciled"},
	{"referrals.open", "referrals", "referrals", "What officers referred to the supervisor, and the answers"},
	{"reminders.open", "reminders", "reminders",
		"Reminder letters: who gets one, why others get none, and those that were sent"},
	{"requests.open", "requests", "requests", "What customers asked for: by due date, by whose it is"},
	{"roundsheet.open", "round sheet", "roundsheet", "Somebody's round: print it, and record what came back"},
	{"review.open", "review", "review", "Review of the day: all officers' reports, exceptions, missing days, trend"},
}

// globalActions can be done on every screen.
func globalActions(d *desk.Desk, reload func()) []action.Action {
	all := []action.Action{
		{ID: "find", Label: "find", Help: "Find a customer by name, phone, bill, order, amount or tax number",
			Keys:   []string{"/"},
			Hidden: true, Group: "Any screen", Run: func() action.Effect { return action.Push("customers", "find") }},
		{ID: "asof.choose", Label: "as of", Help: "Look at the book as it stood on another day", Keys: []string{"@"},
			Hidden: true, Group: "Any screen", Run: func() action.Effect { return askDay(d, reload) }},
		{ID: "undo", Label: "undo", Help: "Take back your last posting, when nothing later depends on it",
			Keys:   []string{"u"},
			Hidden: true, Group: "Any screen", Disabled: func() string {
				if d.Past() {
					return "a past day is on show; press @ and choose today first"
				}
				return ""
			}, Run: func() action.Effect { return askUndo(d) }},
		{ID: "theme.other", Label: "light or dark", Help: "Change between the colours for a dark and for a light " +
			"terminal; kept for you",
			Hidden: true, Group: "Any screen", Run: func() action.Effect {
				name, err := otherTheme()
				if err != nil {
					return action.Fail(err)
				}
				return action.Notify("The colours are now for a " + name + " terminal.")
			}},
		terminalAction(),
	}
	for _, x := range palette {
		all = append(all, action.Action{ID: x.id, Label: x.label, Help: x.help, Hidden: true, Group: "Any screen",
			Run: func() action.Effect { return action.Push(x.screen, nil) }})
	}
	return all
}

func askDay(d *desk.Desk, reload func()) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "day", Label: "As of", Kind: kit.DateField,
		Value: d.AsOf().String(), Required: true, Hint: "today, -7, 31/12, 1447-06-01h"})
	box := kit.NewFormBox("Look as of", form, func(v kit.Values) (string, error) {
		day := v.Date("day")
		if day > d.Today() {
			return "", kit.At("day", fmt.Errorf("%s lies ahead: choose today or a past day", day))
		}
		if day == d.Today() {
			d.SetAsOf(0)
			reload()
			return "Today is on show again.", nil
		}
		d.SetAsOf(day)
		reload()
		return fmt.Sprintf("On show: the book at the end of %s. Nothing can be posted until today is chosen "+
			"again.", day), nil
	})
	return action.Ask(box)
}

func askUndo(d *desk.Desk) action.Effect {
	seq, _, err := d.Undoable()
	if err != nil {
		return action.Fail(err)
	}
	if seq == 0 {
		return action.Notify("There is nothing of yours to take back.")
	}
	last, err := d.Together(seq)
	if err != nil {
		return action.Fail(err)
	}
	is, it, was := "is", "it", "was"
	if len(last.Entries) > 1 {
		is, it, was = "are", "them all", "were"
	}
	key := desk.NewKey()
	return action.Ask(kit.Confirm("Take back", fmt.Sprintf("Your last posting %s %s: %s. Take %s back?", is, last.Of(),
		last.What, it), "take back", "keep", func() action.Effect {
		if err := d.Undo(key, last.Entries...); err != nil {
			return action.Fail(err)
		}
		return action.Notify(fmt.Sprintf("%s %s taken back.", action.Sentence(last.Of()), was))
	}))
}
