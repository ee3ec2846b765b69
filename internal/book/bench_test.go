//go:build unix

package book

import (
	"context"
	"syscall"
	"testing"
	"time"
)

func BenchmarkBulkMillion(b *testing.B) {
	m := manyItems(0, 1_000_000)
	for b.Loop() {
		bk := newToy(b)
		start, cpu := time.Now(), cpuTime()
		if _, err := bk.Bulk(context.Background(), request("bulk", m), nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/bulk")
		b.ReportMetric((cpuTime() - cpu).Seconds(), "cpu-s/bulk")
		start = time.Now()
		if f, err := bk.Verify(context.Background(), Full); len(f) > 0 || err != nil {
			b.Fatal(f, err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/verify")
		_ = bk.db.Close()
		bk.db = nil
	}
}

// cpuTime is what the process has used: on a machine shared with others the
// wall says little.
func cpuTime() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
