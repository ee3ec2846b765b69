package kit

import (
	"strings"

	"duebook/ui/action"
	"duebook/ui/theme"
)

// Hint is a key and what it does.
type Hint struct{ Key, Label string }

// KeyLine draws hints in one line of w cells; those at the end that don't fit are left out.
func KeyLine(w int, hints ...Hint) string {
	t := theme.Now()
	var sb strings.Builder
	n := 0
	for _, h := range hints {
		key := action.KeyName(h.Key)
		cells := Width(key) + 1 + Width(h.Label)
		if n > 0 {
			cells += 2
		}
		if n+cells > w {
			break
		}
		if n > 0 {
			sb.WriteString("  ")
		}
		sb.WriteString(t.Tone(theme.Accent, key) + " " + t.Tone(theme.Muted, h.Label))
		n += cells
	}
	return sb.String() + spaces(w-n)
}

// Footer draws actions in one line of w cells, in order, with tail at the end.
// Actions that can't be done now stand in brackets. What does not fit is left
// to the help.
func Footer(w int, actions []action.Action, tail ...Hint) string {
	t := theme.Now()
	end, endW := "", 0
	for i, h := range tail {
		if i > 0 {
			end += "  "
			endW += 2
		}
		end += t.Tone(theme.Accent, action.KeyName(h.Key)) + " " + t.Tone(theme.Muted, h.Label)
		endW += Width(action.KeyName(h.Key)) + 1 + Width(h.Label)
	}
	var sb strings.Builder
	n := 0
	for _, a := range actions {
		if a.Hidden || len(a.Keys) == 0 {
			continue
		}
		key, off := action.KeyName(a.Keys[0]), a.Reason() != ""
		cells := Width(key) + 1 + Width(a.Label) + 2
		if off {
			cells += 2
		}
		if n+cells+endW > w {
			break
		}
		n += cells
		switch {
		case off:
			sb.WriteString(t.Tone(theme.Faint, "("+key+" "+a.Label+")") + "  ")
		case a.Danger:
			sb.WriteString(t.Tone(theme.Bad, key) + " " + t.Tone(theme.Muted, a.Label) + "  ")
		default:
			sb.WriteString(t.Tone(theme.Accent, key) + " " + t.Tone(theme.Muted, a.Label) + "  ")
		}
	}
	return Line(sb.String()+spaces(w-n-endW)+end, w)
}
