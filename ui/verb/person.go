package verb

import "duebook/internal/ar/customer"

// PersonLine is a person with the numbers to dial, in one line.
func PersonLine(p *customer.Contact) string {
	line := p.Name
	if p.Role != "" {
		line += ", " + p.Role
	}
	for i, n := range p.Phones {
		if i == 2 {
			break
		}
		line += "  " + n.Number
		if n.Ext != "" {
			line += " ext " + n.Ext
		}
	}
	if p.BestTime != "" {
		line += "  (" + p.BestTime + ")"
	}
	return line
}
