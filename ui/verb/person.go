package verb

import (
	"fmt"
	"strings"

	"duebook/internal/ar/customer"
	"duebook/internal/desk"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

func who(p *customer.Contact) string {
	if p.Role != "" {
		return p.Name + ", " + p.Role
	}
	return p.Name
}

// Number is a number as it is read out, with its extension.
func Number(n *customer.Phone) string {
	if n.Ext != "" {
		return n.Number + " ext " + n.Ext
	}
	return n.Number
}

// PersonLines is a person with every number to dial and the best time, one line
// when all fits in w cells; a number is never cut for another's sake, nor put beside
// Arabic, where its groups would stand in the other order.
func PersonLines(p *customer.Contact, w int) []string {
	best := ""
	if p.BestTime != "" {
		best = "(" + p.BestTime + ")"
	}
	parts := []string{who(p)}
	for i := range p.Phones {
		parts = append(parts, Number(&p.Phones[i]))
	}
	if best != "" {
		parts = append(parts, best)
	}
	lines := []string{parts[0]}
	for _, s := range parts[1:] {
		last := &lines[len(lines)-1]
		if text.Width(*last)+2+text.Width(s) <= w && !text.HasRTL(*last) && !text.HasRTL(s) {
			*last += "  " + s
			continue
		}
		lines = append(lines, "  "+s)
	}
	return lines
}

// lettersIn are the languages a person may want letters in.
var lettersIn = []kit.Choice{{Value: "", Label: "not said", Key: "n"}, {Value: "ar", Label: "Arabic", Key: "a"},
	{Value: "en", Label: "English", Key: "e"}}

// fewPhones is how many numbers a new person is offered; one more than there are
// is always offered.
const fewPhones = 3

// Person adds a person to the card, or changes one: every number with its
// extension; the next number is asked for once the one before is there.
func Person(d *desk.Desk, t Target, was customer.Contact) action.Effect {
	fields := []kit.Field{{Name: "name", Label: "Name", Value: was.Name, Required: true},
		{Name: "role", Label: "Role", Value: was.Role, Hint: "owner, accountant, buyer"}}
	n := max(fewPhones, len(was.Phones)+1)
	for i := range n {
		var has customer.Phone
		if i < len(was.Phones) {
			has = was.Phones[i]
		}
		phone, label := fmt.Sprintf("phone%d", i), "Phone"
		if i > 0 {
			label = fmt.Sprintf("Phone %d", i+1)
		}
		before := fmt.Sprintf("phone%d", i-1)
		fields = append(fields, kit.Field{Name: phone, Label: label, Value: has.Number, Hint: "+966 5x xxx xxxx",
			Show: func(v kit.Values) bool { return has.Number != "" || before == "phone-1" || v.Text(before) != "" }},
			kit.Field{Name: fmt.Sprintf("ext%d", i), Label: "  extension", Value: has.Ext,
				Show: func(v kit.Values) bool { return v.Text(phone) != "" }})
	}
	fields = append(fields, kit.Field{Name: "email", Label: "E-mail", Value: was.Email},
		kit.Field{Name: "best", Label: "Best time", Value: was.BestTime, Hint: "mornings, after 14:00"},
		kit.Field{Name: "language", Label: "Language", Kind: kit.ChoiceField, Value: was.Language, Choices: lettersIn})
	command := func(v kit.Values) *customer.SetPerson {
		p := customer.Contact{Name: v.Text("name"), Role: v.Text("role"), Email: v.Text("email"),
			BestTime: v.Text("best"), Language: v.Text("language")}
		for i := range n {
			if number := v.Text(fmt.Sprintf("phone%d", i)); number != "" {
				p.Phones = append(p.Phones, customer.Phone{Number: number, Ext: v.Text(fmt.Sprintf("ext%d", i))})
			}
		}
		return &customer.SetPerson{Customer: t.Code, Person: p, Replaces: was.Name}
	}
	box := kit.NewFormBox("Person at "+t.Name, kit.NewForm(options(d, t), fields...),
		func(v kit.Values) (string, error) {
			c := command(v)
			_, err := d.Do(v.Key(), c)
			return Notice(c.Person.Name, " is on the card."), At(err, map[string]string{"phone": wrong(c.Person.Phones),
				"person": "name"})
		})
	box.Preview = func(v kit.Values) (string, error) {
		said, err := d.Warnings(command(v))
		if err != nil {
			return "", nil // told at the field once it is saved
		}
		return strings.Join(said, " "), nil
	}
	return action.Ask(box)
}

// wrong is the field of the first number that has too few or too many digits.
func wrong(all []customer.Phone) string {
	for i, n := range all {
		if digits := len(text.Digits(n.Number)); digits < 5 || digits > 15 {
			return fmt.Sprintf("phone%d", i)
		}
	}
	return "phone0"
}
