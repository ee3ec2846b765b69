package worklist

import (
	"strings"
	"testing"

	report "duebook/internal/report/worklist"
)

// Why a row stands where it does comes before for whom it is covered, and a call-back that
// pins it before all, since the column is narrow.
func TestWhyComesFirst(t *testing.T) {
	r := report.Row{Signals: []string{report.CoveredFor + "Ali", "insolvent"}, Pinned: true,
		Points: []report.Point{{Kind: report.CallBackDue, Value: 25, Why: "today"},
			{Kind: report.OverdueDays, Value: 5, Why: "15 days"}}}
	got := why(&r)
	if !strings.HasPrefix(got, "call-back today") || !strings.HasSuffix(got, "covered for Ali") ||
		strings.Count(got, "call-back") != 1 {
		t.Error(got)
	}
}
