package importing

import (
	"fmt"
	"strings"

	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/kit"
	"duebook/ui/theme"
)

// facts says how the file was read.
func facts(p *desk.ImportPlan) [][]kit.Pair {
	f := p.Parsed
	first := []kit.Pair{{Label: "Holds", Value: kindWords(f.Kind), Tone: theme.Strong}, {Label: "because",
		Value: f.KindWhy}}
	var second []kit.Pair
	if why := p.CutOffWhy(); why != "" {
		x := kit.Pair{Label: "Cut-off", Value: p.CutOff().String() + ", " + said(why), Tone: theme.Strong}
		if p.CutOffInDoubt() {
			x.Tone, x.Value = theme.Warn, theme.Now().Signs.Warn+" "+x.Value
		}
		second = append(second, x)
	}
	for _, t := range f.Totals {
		second = append(second, kit.Pair{Label: "Rows", Value: text.Number(t.Rows) + " " + t.Currency})
	}
	how := f.Encoding
	if f.Sheet != "" {
		how += ", sheet " + f.Sheet
	}
	third := []kit.Pair{{Label: "Encoding", Value: how}, {Label: "Header on line",
		Value: fmt.Sprint(f.HeaderLine)},
		{Label: "Size", Value: size(f.Size)}}
	return [][]kit.Pair{first, second, third}
}

// said says why the cut-off is what it is as a person at the screen can act on it.
func said(why string) string {
	return strings.NewReplacer(" (another: --cut-off DATE)", "", "; if it lists what is open today, say --cut-off "+
		"today", " (e changes it)").Replace(why)
}
