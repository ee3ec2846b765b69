//go:build unix

package book

import (
	"fmt"
	"sync/atomic"

	"context"
	bolt "go.etcd.io/bbolt"
	"syscall"
	"testing"
	"time"
)

func BenchmarkBulkMillion(b *testing.B) {
	m := manyItems(0, 1_000_000)
	for i, f := range m.facts {
		m.facts[i] = &plain{f.(*added).Item}
	}
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

// BenchmarkPost is one durable posting; BenchmarkBare a bbolt transaction of the
// same rows; BenchmarkPost16 sixteen that post at once.
func BenchmarkPost(b *testing.B) {
	bk := newToy(b)
	fillToy(b, bk)
	n := 0
	for b.Loop() {
		n++
		post(b, bk, fmt.Sprint("k", n), add{uint32(n % 5000), fmt.Sprint("n", n), 7, []string{"tag"}})
	}
}

func BenchmarkPost16(b *testing.B) {
	bk := newToy(b)
	fillToy(b, bk)
	var n atomic.Int64
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := n.Add(1)
			post(b, bk, fmt.Sprint("k", i), add{uint32(i % 5000), fmt.Sprint("n", i), 7, []string{"tag"}})
		}
	})
}

func BenchmarkBare(b *testing.B) {
	bk := newToy(b)
	fillToy(b, bk)
	n := 0
	for b.Loop() {
		n++
		err := bk.db.Update(func(tx *bolt.Tx) error {
			g := uint32(n % 5000)
			for _, r := range []struct {
				bucket string
				key    Key
				size   int
			}{{journalBucket, Key{}.U64(uint64(n + 100_000)), 250}, {keyBucket, Key{}.Text(fmt.Sprint("k", n)), 40},
				{metaBucket, Key{}.Text("head"), 48}, {metaBucket, Key{}.Text("counter item"), 4},
				{"cluster", Account(g, 1).U32(uint32(n + 100_000)), 30}, {"cluster.name",
					Key{}.Text(fmt.Sprint("n", n)), 9},
				{"tag", Key{}.Text("tag").U32(uint32(n)), 8}, {"cluster", Account(g, 2).U32(uint32(n)), 0},
				{"group", Key{}.U32(g), 8}} {
				if err := tx.Bucket([]byte(r.bucket)).Put(r.key, make([]byte, r.size)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	bk.release()
}

func fillToy(b *testing.B, bk *Book) {
	if _, err := bk.Bulk(context.Background(), request("fill", manyItems(0, 50_000)), nil); err != nil {
		b.Fatal(err)
	}
}
