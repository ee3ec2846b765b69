package customer

// cardFields are the fields of the card that customer.edit changes, profileFields
// those of the dated profile that customer.assign changes.
var (
	cardFields = []string{"name", "arabic", "latin", "tax_number", "registration", "iban", "bank", "language", "note",
		"terms", "limit", "owner", "spellings", "signatories", "address"}
	profileFields = []string{"branch", "salesman", "collector", "group", "route", "risk", "status", "do_not_contact"}
	languages     = []string{"ar", "en"}
)

// Choices gives the words of the fields that take one of a few.
func (Open) Choices() map[string][]string {
	return map[string][]string{"status": statusNames, "language": languages}
}

// Choices gives the words of the fields that take one of a few, and what some of
// them take for a value.
func (Edit) Choices() map[string][]string {
	return map[string][]string{"field": cardFields, "value of language": languages}
}

// Choices gives the words of the fields that take one of a few, and what some of
// them take for a value.
func (Assign) Choices() map[string][]string {
	return map[string][]string{"field": profileFields, "value of status": statusNames,
		"value of do_not_contact": {"yes", "no"}}
}

// Choices gives the words of the fields that take one of a few.
func (Contact) Choices() map[string][]string { return map[string][]string{"language": languages} }
