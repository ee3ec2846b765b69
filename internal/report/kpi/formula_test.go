package kpi_test

import (
	"testing"

	"duebook/internal/report/kpi"
)

// The test values of RULES 10, and what has nothing to divide by.
func TestFormulas(t *testing.T) {
	months := func(days []int, sales ...int64) (out []kpi.Month) {
		for n, s := range sales {
			m := kpi.Month{Days: 30}
			if days != nil {
				m.Days = days[n]
			}
			m.Sales = toMinor(s)
			out = append(out, m)
		}
		return out
	}
	for name, x := range map[string][2]string{
		"count-back": {kpi.CountBack(toMinor(212_000), months(nil, 100_000, 80_000, 70_000)).Text(2), "73.7"},
		"2025": {kpi.CountBack(toMinor(2_100_000), months([]int{31, 28, 31}, 900_000, 800_000, 700_000)).Text(2),
			"76.7"},
		"short":     {kpi.CountBack(toMinor(300), months(nil, 100, 100)).Text(2), "at least 60 days"},
		"gap":       {kpi.CountBack(toMinor(150), months(nil, 100, -20, 100)).Text(2), "75.0"},
		"none owed": {kpi.CountBack(-5, months(nil, 100)).Text(2), "0.0"},
		"CEI": {kpi.CEI(toMinor(100_000), toMinor(1_000_000), toMinor(120_000), toMinor(100_000)).Text(2),
			"98.0%"},
		"CEI of nothing": {kpi.CEI(0, 0, 0, 0).Text(2), "n/a"},
		"DSO":            {kpi.DSO(toMinor(50), toMinor(100), 30).Text(2), "15.0"},
		"no sales":       {kpi.DSO(toMinor(50), 0, 30).Text(2), "n/a"},
		"ADD":            {kpi.Delinquent(kpi.DSO(50, 100, 30), kpi.DSO(20, 100, 30)).Text(2), "9.0"},
		"ADD of n/a":     {kpi.Delinquent(kpi.DSO(50, 0, 30), kpi.DSO(20, 0, 30)).Text(2), "n/a"},
	} {
		if x[0] != x[1] {
			t.Errorf("%s is %s, want %s", name, x[0], x[1])
		}
	}
	var empty kpi.Sums
	for n := range kpi.Figures {
		f := &kpi.Figures[n]
		if f.Definition == "" || f.Of(&empty).Text(2) == "" || len(f.Explain(&empty)) == 0 {
			t.Errorf("%s says nothing of an empty month", f.Key)
		}
	}
}
