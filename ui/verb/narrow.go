package verb

import (
	"fmt"
	"slices"
	"strconv"

	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/ledger"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// NarrowField asks whose customers a list shows: one of some names, or anybody's.
func NarrowField(name, value string, names []string) kit.Field {
	return kit.Field{Name: name, Label: action.Sentence(name), Kind: kit.SuggestField, Value: value, Hint: "any",
		Suggest: Suggest(names), Check: func(v string) error {
			if !slices.ContainsFunc(names, func(x string) bool { return text.Fold(x) == text.Fold(v) }) {
				return fmt.Errorf("there is no %s called so", name)
			}
			return nil
		}}
}

// UserField asks for one of the people who work here, under the name by.
func UserField(d *desk.Desk, label, value string) (kit.Field, error) {
	people, err := d.People()
	var users []string
	for i := range people {
		users = append(users, people[i].User)
	}
	return kit.Field{Name: "by", Label: label, Kind: kit.SuggestField, Value: value, Hint: "anybody",
		Suggest: Suggest(users)}, err
}

// Within are the scopes that name somebody or something; nil when none does.
func Within(all ...ledger.Scope) (out []ledger.Scope) {
	for _, x := range all {
		if x.Key != "" {
			out = append(out, x)
		}
	}
	return out
}

// mostDays is ten years.
const mostDays = 3650

// DaysField asks how many days a list looks, under the name days.
func DaysField(label, hint string, days int) kit.Field {
	return kit.Field{Name: "days", Label: label, Value: strconv.Itoa(days), Required: true, Hint: hint,
		Check: func(v string) error {
			if m, err := text.ParseAmount(v, 0); err != nil || m < 1 || m > mostDays {
				return fmt.Errorf("a whole number from 1 to %d", mostDays)
			}
			return nil
		}}
}

// Days is what a DaysField holds.
func Days(v kit.Values) int {
	m, _ := text.ParseAmount(v.Text("days"), 0) // checked in the field
	return int(m)
}

// Filer is what ExportTo asks of the desk.
type Filer interface {
	Today() civil.Date
	OutPath(name string) string
}

// ExportTo asks for a file, of a name that is offered, and has it written.
func ExportTo(d Filer, name string, write func(path string) error) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "path", Label: "File", Required: true,
		Value: d.OutPath(name), Hint: "a CSV or XLSX file; one that is there is not written over"})
	return action.Ask(kit.NewFormBox("Export to a file", form, func(v kit.Values) (string, error) {
		if err := write(v.Text("path")); err != nil {
			return "", kit.At("path", err)
		}
		return "Written to " + v.Text("path"), nil
	}))
}
