package main

import (
	"strconv"
	"strings"

	"duebook/internal/book"
	report "duebook/internal/report/confirmation"
)

// confirmationReport lists the runs of balance confirmations and their coverage, the
// letters of one run, or whose balance nobody has confirmed for long.
func confirmationReport(v *book.View, r *reading) (output, error) {
	by := strings.ToLower(strings.TrimSpace(r.by))
	if rest, ok := strings.CutPrefix(by, "not confirmed"); ok {
		months := 12
		if rest = strings.TrimSpace(rest); rest != "" {
			n, err := strconv.Atoi(rest)
			if err != nil || n < 0 || n > 600 {
				return output{}, usage("--by \"not confirmed %s\": give the months as a number, 0 to 600", rest)
			}
			months = n
		}
		all, err := report.NotConfirmed(v, r.asOf, months)
		if err != nil {
			return output{}, err
		}
		kept := all[:0]
		for _, o := range all {
			if r.g.wants(o.Currency) {
				kept = append(kept, o)
			}
		}
		return output{}.with(report.OldTable(kept, months)), nil
	}
	if by == "" {
		all, err := report.Runs(v, r.asOf)
		return output{}.with(report.CoverageTable(all...)), err
	}
	n, err := strconv.ParseUint(by, 10, 32)
	if err != nil {
		return output{}, usage("--by %q is no run: give its number, or \"not confirmed\"", r.by)
	}
	rep, err := report.Compute(v, uint32(n), r.asOf)
	if err != nil {
		return output{}, err
	}
	t := rep.Table()
	if r.format != "table" && !r.whole {
		return output{}.with(t), nil
	}
	return output{}.with(t).with(report.CoverageTable(rep)), nil
}
