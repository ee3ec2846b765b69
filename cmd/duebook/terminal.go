package main

import (
	"os"

	"duebook/ui/action"
	"duebook/ui/screen/terminal"
	"duebook/ui/theme"
)

// terminalAction opens the rows that show how this terminal draws right-to-left names.
func terminalAction() action.Action {
	return action.Action{ID: "terminal.bidi", Label: "Arabic in this terminal", Hidden: true, Group: "Any screen",
		Help: "See a row with an Arabic name in each way of drawing it, and pick the one that is right; kept for you",
		Run:  func() action.Effect { return action.Push("terminal", terminal.Keep(keepBidi)) }}
}

// keepBidi draws right-to-left names by a word from now on, and keeps it.
func keepBidi(word string) error {
	c, err := readChoices()
	if err != nil {
		return err
	}
	c.Bidi = word
	t := *theme.Now()
	t.Bidi = theme.Bidi(word)
	theme.Use(&t)
	return c.write()
}

// bidi is how right-to-left names are drawn: as the environment says, else as chosen,
// else as the terminal needs.
func (c choices) bidi(o *theme.Options) {
	if os.Getenv("DUEBOOK_BIDI") == "" {
		o.Bidi = theme.Bidi(c.Bidi)
	}
}
