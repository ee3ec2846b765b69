package verb

import (
	"duebook/internal/ar/company"
	"duebook/internal/civil"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// HeadDesk is what changing the letterhead asks of the desk.
type HeadDesk interface {
	Today() civil.Date
	Company() company.Settings
	SetNames(key, latin, arabic string) error
}

// Letterhead asks how the company is spelled on the two sides of its letters.
func Letterhead(d HeadDesk) action.Effect {
	set := d.Company()
	form := kit.NewForm(kit.FormOptions{Today: d.Today()},
		kit.Field{Name: "name_en", Label: "In Latin letters", Value: set.Latin, Hint: "empty: as the company is named"},
		kit.Field{Name: "name_ar", Label: "In Arabic letters", Value: set.Arabic,
			Hint: "empty: as the company is named"})
	box := kit.NewFormBox("The company's name on letters", form, func(v kit.Values) (string, error) {
		if err := d.SetNames(v.Key(), v.Text("name_en"), v.Text("name_ar")); err != nil {
			return "", At(err, map[string]string{"name_en": "name_en", "name_ar": "name_ar"})
		}
		return "Letters have the new names.", nil
	})
	box.Foot = func(kit.Values) string { return "The company is named " + set.Name + "." }
	return action.Ask(box)
}
