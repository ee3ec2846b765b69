package desk

import (
	"errors"

	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/letter"
)

// letterhead is the company's name on the two sides of a letter, neither empty.
func letterhead(set *company.Settings) letter.Both {
	latin, arabic := set.Names()
	return letter.Both{EN: latin, AR: arabic}
}

// SetNames sets how the company is spelled on the two sides of a letter; "" is as it is
// named. Both or none; a refusal is at the field name_en or name_ar.
func (d *Desk) SetNames(key, latin, arabic string) error {
	set := d.Company()
	var commands []book.Command
	for _, f := range []struct{ field, old, value string }{{"name_en", set.Latin, latin},
		{"name_ar", set.Arabic, arabic}} {
		if f.old == f.value {
			continue
		}
		c := &company.Set{Field: f.field, Value: f.value}
		if _, err := d.Preview(c); err != nil {
			var e *book.Error
			if errors.As(err, &e) {
				err = book.RefuseField(f.field, "%s", e.Text)
			}
			return err
		}
		commands = append(commands, c)
	}
	if len(commands) == 0 {
		return nil
	}
	return d.together(key, commands)
}
