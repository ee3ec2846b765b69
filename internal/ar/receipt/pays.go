package receipt

// Pays tells what keeps a promise or pays an instalment from what lowers it: a credit
// note, a discount, a write-off, a retention or a waiver is no payment (RULES 4).
func (k Kind) Pays() bool {
	return k != CreditNote && k != Discount && k != WriteOff && k != Retention && k != Waiver
}
