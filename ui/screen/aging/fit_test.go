package aging

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/money"
	"duebook/internal/report/aging"
	"duebook/ui/uitest"
)

// Whatever the unit and the merge, the parts of a row sum to its balance as shown, and
// none is a whole unit away from its figure.
func TestRowsAddUpInEveryUnit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newScreen(&fake{})
		r := (&fake{rows: 1}).report(aging.Query{Edges: []int{30, 60, 90, 120}}, sar)
		row := &r.Rows[0]
		amount := rapid.Int64Range(-5e12, 5e12)
		row.Current = money.Minor(amount.Draw(rt, "current"))
		row.Unapplied = -money.Minor(max(amount.Draw(rt, "credit"), 0))
		row.Balance = row.Current + row.Unapplied
		for i := range row.Buckets {
			row.Buckets[i] = money.Minor(amount.Draw(rt, "bucket"))
			row.Balance += row.Buckets[i]
		}
		s.unit = rapid.SampledFrom([]unit{exact, whole, thousands, millions}).Draw(rt, "unit")
		s.columns = merged(&r, []aging.Figure{0, 1, 2, 3, 4, 5, aging.FigureUnapplied, aging.FigureBalance},
			rapid.IntRange(0, 5).Draw(rt, "merge"))
		n, sum := money.Minor(per(s.unit, 2)), money.Minor(0)
		for _, c := range s.columns {
			shown := s.shown(&r, row, c)
			if off := shown*n - c.amount(row); off <= -n || off >= n {
				rt.Fatalf("%s of %d is shown as %d units of %d", c.name, c.amount(row), shown, n)
			}
			if c.foots() {
				sum += shown
			} else if sum != shown {
				rt.Fatalf("the parts sum to %d, the balance is %d", sum, shown)
			}
		}
	})
}

func TestAtEightyColumnsEveryFigureIsOnShowAndTheUnitIsSaid(t *testing.T) {
	d := start(t, &fake{rows: 60}, nil, 80, 24)
	d.See("thousands of SAR", "Credit", "▸Balance▼")
	total := ""
	for _, l := range strings.Split(uitest.Bare(d.Frame()), "\n") {
		if strings.HasPrefix(strings.TrimSpace(l), "Total") {
			total = strings.Join(strings.Fields(l)[1:], " ")
		}
	}
	if total != "2,259 1,225 2,370 3,615 4,899 5,926 -8 20,286" { // sums to its last
		t.Errorf("the total is %s", total)
	}
	d.Keys("m", "w").See("whole SAR", "1-120", ">120", "Credit").Gone("31-60  ")
	d.Keys("left", "left", "left", "=").See("1-120")
	d.Keys("esc", "o").See("1-120▼").Keys("m", "f").See("thousands of SAR")
	start(t, &fake{rows: 2}, nil, 120, 40).See("31-60", "Unapplied", " SAR   by customer").Gone("whole")
}
