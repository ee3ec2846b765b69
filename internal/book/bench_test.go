package book

import (
	"context"
	"testing"
	"time"
)

func BenchmarkBulkMillion(b *testing.B) {
	m := manyItems(0, 1_000_000)
	for b.Loop() {
		bk := newToy(b)
		start := time.Now()
		if _, err := bk.Bulk(context.Background(), request("bulk", m), nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/bulk")
		start = time.Now()
		if f, err := bk.Verify(context.Background(), Full); len(f) > 0 || err != nil {
			b.Fatal(f, err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/verify")
		_ = bk.db.Close()
		bk.db = nil
	}
}
