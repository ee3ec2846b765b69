package desk_test

import (
	"strings"
	"testing"

	"duebook/internal/ar/company"
	"duebook/internal/ar/receipt"
	"duebook/internal/desk"
)

// Who made the entry that stands in the way, and when by the company's clock, is said.
func TestUndoNamesWhatDependsOnIt(t *testing.T) {
	d := shop(t)
	post(t, d, &company.Set{Field: "zone", Value: "Asia/Tokyo"},
		&receipt.Record{Customer: "C1", Type: "transfer", Amount: "300", Number: "R-1", Mode: "none"},
		&receipt.Refund{Receipt: "R-1", Amount: "10", Reason: "too much"})
	seq, _, err := d.Undoable()
	if err != nil {
		t.Fatal(err)
	}
	want := d.Now().Format("2006-01-02 15:04") + " by " + d.Who() + ")"
	if err := d.Undo(desk.NewKey(), seq-1); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
