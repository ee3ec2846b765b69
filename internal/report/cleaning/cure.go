package cleaning

import (
	"duebook/internal/ar/bill"
	"duebook/internal/ar/followup"
	"duebook/internal/ar/receipt"
)

// Cure is what a row's remedy does.
type Cure uint8

// The cures.
const (
	WriteOff Cure = iota + 1 // the residue is written off
	Apply                    // the credit goes on the oldest open bills
	SetDue                   // a person says when the bill is due
	PlanTask                 // somebody is to ask, or to put the data right
)

// Cure is what the row's remedy does.
func (r *Row) Cure() Cure {
	switch r.Remedy.(type) {
	case *receipt.Record:
		return WriteOff
	case *receipt.ApplyMore:
		return Apply
	case *bill.Reschedule:
		return SetDue
	case *followup.Plan:
		return PlanTask
	}
	return 0
}
