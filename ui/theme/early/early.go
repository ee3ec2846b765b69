// Package early tells lipgloss whether the terminal is dark before Bubble Tea's
// own init asks the terminal itself, which hangs for seconds on one that does
// not answer. Its job is its init: import it blank from main. It works because
// Go initialises packages in order of import path and "duebook/" sorts before
// "github.com/". It must never import anything but lipgloss.
package early

import (
	"os"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

func init() { lipgloss.SetHasDarkBackground(Dark(os.Getenv("DUEBOOK_THEME"), os.Getenv("COLORFGBG"))) }

// Dark says whether the background is dark, from the two variables' values: the
// person's choice first (light or dark), then what the terminal announces
// ("foreground;background" as colour numbers), else dark.
func Dark(choice, colorFgBg string) bool {
	switch strings.ToLower(choice) {
	case "light":
		return false
	case "dark":
		return true
	}
	switch colorFgBg[strings.LastIndexByte(colorFgBg, ';')+1:] {
	case "7", "9", "10", "11", "12", "13", "14", "15":
		return false
	}
	return true
}
