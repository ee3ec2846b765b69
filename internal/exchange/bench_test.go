package exchange

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"duebook/internal/civil"
)

// bigFile makes an export of bills: twelve columns, Arabic and English names,
// 20,000 customers.
func bigFile(rows int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("Customer No,Customer Name,Invoice No,Document Type,Invoice Date,Posting Date,Due Date,Currency," +
		"Amount,Branch,Salesman,PO Number\n")
	for i := range rows {
		c := r.IntN(20000)
		name := fmt.Sprintf("Trading Company %d Ltd", c)
		if c%2 == 0 {
			name = fmt.Sprintf("شركة التجارة رقم %d", c)
		}
		po := ""
		if i%4 == 0 {
			po = fmt.Sprintf("PO-%07d", i)
		}
		d := r.IntN(28) + 1
		m := r.IntN(12) + 1
		fmt.Fprintf(&b, "%07d,%s,INV-%08d,RV,%02d/%02d/2024,%02d/%02d/2024,%02d/%02d/2025,SAR,%d.%02d,B%02d,S%03d,%s\n",
			c, name, i, d, m, d, m, d, m, r.IntN(90000)+1, r.IntN(100), c%12, c%40, po)
	}
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	const rows = 1_000_000
	data := bigFile(rows)
	opt := Options{Today: civil.New(2025, 6, 1)}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f, err := Read(bytes.NewReader(data), int64(len(data)), opt)
		if err != nil {
			b.Fatal(err)
		}
		p, err := f.Parse(context.Background(), opt)
		if err != nil || len(p.Bills) != rows {
			b.Fatal(err, len(p.Bills))
		}
		b.StopTimer()
		var m runtime.MemStats
		f = nil
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc-uint64(cap(data)))/1e6, "MB-rows")
		runtime.KeepAlive(p)
		b.StartTimer()
	}
}
