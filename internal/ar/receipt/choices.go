package receipt

// modes are the ways to apply a receipt that the commands know.
var modes = []string{string(ByDue), string(ByDocument), string(Marked), string(Proportional), string(ByKind),
	string(ByList), string(Nowhere)}

// Modes are the modes an officer goes through: each but the list, which needs rows.
func Modes() []Mode { return []Mode{ByDue, ByDocument, Marked, Proportional, ByKind} }

// String is the mode in words.
func (m Mode) String() string {
	switch m {
	case ByDue:
		return "oldest due first"
	case ByDocument:
		return "by document date"
	case Marked:
		return "marked by hand"
	case Proportional:
		return "each its share"
	case ByKind:
		return "fees, interest, then bills"
	case ByList:
		return "by the remittance list"
	}
	return "on nothing"
}

// Choices gives the words of the fields that take one of a few.
func (Record) Choices() map[string][]string {
	return map[string][]string{"kind": Kinds(), "mode": modes}
}

// Choices gives the words of the fields that take one of a few.
func (ApplyMore) Choices() map[string][]string {
	return map[string][]string{"mode": modes[:len(modes)-1]}
}

// Choices gives the words of the fields that take one of a few.
func (Move) Choices() map[string][]string { return map[string][]string{"mode": modes} }
