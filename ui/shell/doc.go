// Package shell is the root of the terminal program: it keeps the stacks of
// screens (one a tab), the dialogs over them and the notices, draws header,
// tabs and footer, and routes keys and answers. It must never know a business
// word, do I/O, or hold anything a screen could hold itself.
//
// # Writing a screen
//
// A screen is a struct with the seven methods of Screen. It knows the shell,
// the kit, the theme, its own few desk methods, and no other screen: to lead
// somewhere it answers action.Push("card", id).
//
//	type Screen struct {
//		desk  Desk                        // an interface of the 1-4 methods this screen needs
//		rows  shell.Query[[]report.Row]   // a question and its answer; stale answers are dropped
//		table kit.Table
//	}
//
//	func New(d Desk) *Screen {
//		s := &Screen{desk: d}
//		s.table.Columns = []kit.Column{
//			{Title: "Customer", Flex: 1, Min: 16, Max: 44},
//			{Title: "Phone", Width: 14, Drop: 2},           // highest Drop leaves first
//			{Title: "To collect", Kind: kit.Amount},        // right, grows, never cut
//			{Title: "Due", Kind: kit.Date, Width: 10, Drop: 1},
//		}
//		s.table.Empty = "Nobody waits for a call. Press f to change the filter."
//		return s
//	}
//
//	func (s *Screen) Title() string      { return "Call list" }
//	func (s *Screen) Capturing() bool    { return false }
//	func (s *Screen) Dirty() bool        { return false }
//	func (s *Screen) Init() shell.Effect { return s.load() }
//	func (s *Screen) load() shell.Effect { return s.rows.Ask(s.desk.CallList) } // runs aside
//
//	func (s *Screen) Update(msg tea.Msg) shell.Effect {
//		if s.rows.Took(msg) {                     // the newest answer only
//			s.table.SetRows(rows(s.rows.Value))    // cursor and marks stay with their rows
//			return action.Fail(s.rows.Err)         // a nil error wants nothing
//		}
//		switch msg := msg.(type) {
//		case shell.Changed:                        // data changed, or ctrl+r
//			return s.load()
//		case tea.KeyMsg:                           // keys no action claimed
//			s.table.Update(msg)                    // j k g G pgup pgdown space ...
//		}
//		return action.None
//	}
//
//	func (s *Screen) View(w, h int) string {
//		return kit.Pane(w, h, "To call", s.table.Position(), true, func(w, h int) string {
//			return s.table.View(w, h, true)
//		})
//	}
//
//	func (s *Screen) Actions() []action.Action {
//		none := func() string { if s.table.Cursor() < 0 { return "no customer is chosen" }; return "" }
//		return []action.Action{
//			{ID: "card.open", Label: "open", Help: "Open the customer's card", Keys: []string{"enter"},
//				Disabled: none, Run: func() shell.Effect { return action.Push("card", s.current()) }},
//			{ID: "promise.take", Label: "promise", Help: "Take a promise to pay", Keys: []string{"p"}, Disabled: none,
//				Run: s.askPromise},
//		}
//	}
//
//	func (s *Screen) askPromise() shell.Effect {
//		row := s.rows.Value[s.table.Cursor()]
//		form := kit.NewForm(kit.FormOptions{Today: s.desk.Today(), Digits: 2},
//			kit.Field{Name: "amount", Label: "Amount", Kind: kit.AmountField, Value: row.ToCollect, Required: true},
//			kit.Field{Name: "date", Label: "By", Kind: kit.DateField, Value: "+3", Required: true},
//			kit.Field{Name: "how", Label: "How", Kind: kit.ChoiceField, Choices: []kit.Choice{
//				{Value: "transfer", Label: "transfer", Key: "t"}, {Value: "cheque", Label: "cheque", Key: "h"}}})
//		box := kit.NewFormBox("Promise of "+row.Name, form, func(v kit.Values) (string, error) { // runs aside, once
//			return "Promise noted", s.desk.Promise(v.Key(), row.ID, v.Amount("amount"), v.Date("date"), v.Text("how"))
//		})
//		return action.Ask(box) // on success it closes and shows the notice; Changed does the rest
//	}
//
// # Who gets what
//
//   - A key goes to the open dialog; else to a screen that is Capturing, as it
//     is; else to the action that claims it (screen's first, then the
//     program's), the shell's own keys, and last the screen's Update.
//   - Keys pressed together come one by one; on an Arabic keyboard they mean
//     the Latin key in the same place. A paste is text for a field, or nothing.
//   - The answer of a Cmd goes to the screen or dialog whose Effect held it,
//     also when it is not on top, and to nobody once that is closed. After
//     action.Close() in an effect, to the screen that asked for the dialog.
//   - Changed goes to the screen on show at once, and to another when it comes
//     back on top, followed by Shown.
//   - A screen whose text field has the focus is Capturing and gets esc itself:
//     it leaves the field; the next esc leaves the screen.
//
// An offered value of a field gives way to the first letter typed; a letter
// picks a choice and goes on to the next field; enter goes on, ctrl+s saves.
//
// Terminals: NO_COLOR, DUEBOOK_THEME=light|dark and DUEBOOK_BIDI=isolate|app|raw
// (raw for pictures by emulators that give the isolating characters a cell; without it
// the mode suits the terminal's name, or is what the person chose). In app mode the
// terminal is told to leave the order of letters to us (CSI 8 l), and told back at the end.
// From 100 cells on the shell keeps a blank on both sides: a screen draws what
// View is given, never what it thinks the terminal has.
//
// Actions follow action.Keys: the same letter is the same verb everywhere, and
// action.Conflicts in the screen's test proves it. Tests drive screens with
// package uitest.
package shell
