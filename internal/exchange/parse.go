package exchange

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"duebook/internal/ar/intake"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// Parse reads the file's rows with the given answers. Errors: an Ask for what
// the file leaves open, the context's error, or one sentence about the file as
// a whole; a row at fault is in Parsed.Refused instead.
func (f *File) Parse(ctx context.Context, opt Options) (*Parsed, error) {
	if opt.Today == 0 {
		return nil, fmt.Errorf("reading a file needs today's date")
	}
	if opt.Kind != "" && !slices.Contains(Kinds(), opt.Kind) {
		return nil, fmt.Errorf("the kind %q is not known; use one of %s", opt.Kind, strings.Join(Kinds(), ", "))
	}
	m, err := f.mapColumns(opt)
	if err != nil {
		return nil, err
	}
	meter := newMeter(opt.Progress, int64(len(f.data)))
	s := newSurvey(f, m)
	if err := s.run(ctx, meter.deciding); err != nil {
		return nil, err
	}
	p, err := s.decide(opt)
	if err != nil {
		return nil, err
	}
	out := &Parsed{Facts: f.facts}
	out.Columns = append([]Column(nil), f.facts.Columns...)
	out.Warnings = append(append(out.Warnings, f.notes...), m.notes...)
	workers, err := p.read(ctx, out, meter)
	if err != nil {
		return nil, err
	}
	p.describe(out)
	out.gather(p, workers)
	return out, p.finish(out)
}

// decide closes the survey: date orders, decimal mark, signs, currency.
func (s *survey) decide(opt Options) (*plan, error) {
	f, m := s.f, s.m
	if err := decideOrders(s.dates, f.heads, opt.DateOrder); err != nil {
		return nil, err
	}
	if err := s.style.decide(opt.Decimal); err != nil {
		return nil, err
	}
	p := &plan{f: f, m: m, s: s, opt: opt}
	for _, d := range s.dates {
		p.date[d.field] = &dateReader{col: d, first: civil.First, last: opt.Today.AddMonths(120),
			epoch: f.epoch}
	}
	p.sign, p.signWhy = s.signStyle()
	p.flipWhy = s.flagConflict()
	p.onlyOpen = m.class == classBills && !m.has(fAmount) && !m.has(fDebit)
	p.negatives = opt.Kind == OpenItems || opt.Kind == Ledger ||
		opt.Kind == "" && (m.has(fOpen) || m.has(fSettled) || m.has(fDebit))
	return p, p.decideCurrency()
}

func (p *plan) decideCurrency() error {
	for _, code := range []string{p.opt.Currency, p.opt.Fallback} {
		if _, ok := money.Find(code); code != "" && !ok {
			return fmt.Errorf("the currency %q is not known; use a three-letter code of ISO 4217", code)
		}
	}
	code := p.opt.Currency
	if h := p.m.currency; h != "" {
		if c, _ := money.Find(code); code != "" && c.Code != h {
			return fmt.Errorf("the header of the amount says %s, --currency says %s", h, c.Code)
		}
		code = h
	}
	if code == "" {
		code = p.opt.Fallback
	}
	p.currency, _ = money.Find(code)
	if p.currency.Code == "" && !p.m.has(fCurrency) && p.m.class != classCustomers {
		return &Ask{About: ErrAskCurrency, Flag: "--currency", Question: "the file does not say its currency"}
	}
	return nil
}

// read lets two workers go over the segments, each row to its own place.
func (p *plan) read(ctx context.Context, out *Parsed, meter *meter) ([]*worker, error) {
	var row func(w *worker, fields [][]byte, at int, line int32)
	switch p.m.class {
	case classReceipts:
		out.Receipts = make([]intake.ReceiptRow, p.s.rows)
		row = func(w *worker, fields [][]byte, at int, line int32) {
			out.Receipts[at].Line = line
			w.receipt(fields, &out.Receipts[at])
		}
	case classCustomers:
		out.Customers = make([]intake.CustomerRow, p.s.rows)
		row = func(w *worker, fields [][]byte, at int, line int32) {
			out.Customers[at].Line = line
			w.customer(fields, &out.Customers[at])
		}
	case classApplications:
		out.Applications = make([]intake.ApplicationRow, p.s.rows)
		row = func(w *worker, fields [][]byte, at int, line int32) {
			out.Applications[at].Line = line
			w.application(fields, &out.Applications[at])
		}
	case classCheques:
		out.Cheques = make([]intake.ChequeRow, p.s.rows)
		row = func(w *worker, fields [][]byte, at int, line int32) {
			out.Cheques[at].Line = line
			w.cheque(fields, &out.Cheques[at])
		}
	case classPromises:
		out.Promises = make([]intake.PromiseRow, p.s.rows)
		row = func(w *worker, fields [][]byte, at int, line int32) {
			out.Promises[at].Line = line
			w.promise(fields, &out.Promises[at])
		}
	default:
		out.Bills = make([]intake.BillRow, p.s.rows)
		row = func(w *worker, fields [][]byte, at int, line int32) {
			out.Bills[at].Line = line
			w.bill(fields, &out.Bills[at])
		}
	}
	drop := func(at int) { out.dropRow(p.m.class, at) }
	workers := make([]*worker, min(2, runtime.GOMAXPROCS(0), len(p.s.segments)))
	var next atomic.Int64
	var wg sync.WaitGroup
	for i := range workers {
		w := newWorker(p)
		workers[i] = w
		wg.Go(func() {
			for {
				n := int(next.Add(1)) - 1
				if n >= len(p.s.segments) || ctx.Err() != nil {
					return
				}
				w.segment(p.s.segments[n], row, drop)
				meter.reading(segmentRows, p.s.segments, n)
			}
		})
	}
	wg.Wait()
	return workers, ctx.Err()
}

// segment reads the rows of one segment; drop marks a place as refused.
func (w *worker) segment(seg segment, row func(*worker, [][]byte, int, int32), drop func(int)) {
	sc := w.f.scan(seg.at, seg.line)
	for at := seg.row; at < seg.row+segmentRows; {
		why, ok := sc.next()
		if !ok {
			return
		}
		if skipRow(sc, why) {
			continue
		}
		if why == "" {
			why = raggedReason(sc.fields, len(w.f.heads))
		}
		line := int32(sc.rowLine)
		w.wrong, w.unclean = w.wrong[:0], false
		switch {
		case why != "":
			w.say(fNone, nil, why)
		case w.repeatsHeader(sc.fields):
			w.note(oddRepeatedHeader, line)
			drop(at)
		default:
			row(w, sc.fields, at, line)
			w.faults(sc.rowLine)
		}
		switch {
		case len(w.wrong) > 0:
			w.refuse(sc.rowLine, w.wrong...)
			drop(at)
		case w.unclean:
			w.note(oddUnclean, line)
		}
		at++
	}
}

// faults refuses a row of a sheet for the cells it needs that hold no value.
func (w *worker) faults(line int) {
	for _, f := range w.f.faults[line] {
		for fd := fNone + 1; fd < nFields; fd++ {
			if w.m.col[fd] == f.col {
				w.wrong = slices.DeleteFunc(w.wrong, func(r refusal) bool { return r.field == fd })
				w.say(fd, nil, f.why)
			}
		}
	}
}

// repeatsHeader knows the header that printed reports repeat on each page.
func (w *worker) repeatsHeader(fields [][]byte) bool {
	c := w.m.col[fCustomer]
	if c < 0 {
		c = w.m.col[fBill]
	}
	return string(fields[c]) == w.f.heads[c].name && string(fields[0]) == w.f.heads[0].name
}

// dropRow empties a place; compact takes it out.
func (p *Parsed) dropRow(c class, at int) {
	switch c {
	case classReceipts:
		p.Receipts[at] = intake.ReceiptRow{}
	case classCustomers:
		p.Customers[at] = intake.CustomerRow{}
	case classApplications:
		p.Applications[at] = intake.ApplicationRow{}
	case classCheques:
		p.Cheques[at] = intake.ChequeRow{}
	case classPromises:
		p.Promises[at] = intake.PromiseRow{}
	default:
		p.Bills[at] = intake.BillRow{}
	}
}

// meter reports progress a few times a second.
type meter struct {
	mu    sync.Mutex
	call  func(Progress)
	size  int64
	last  time.Time
	rows  int
	bytes int64
}

func newMeter(call func(Progress), size int64) *meter { return &meter{call: call, size: size} }

func (m *meter) deciding(rows int, bytes int64) { m.say("deciding", rows, bytes) }

func (m *meter) reading(rows int, segs []segment, n int) {
	end := m.size
	if n+1 < len(segs) {
		end = int64(segs[n+1].at)
	}
	m.mu.Lock()
	m.rows += rows
	m.bytes += end - int64(segs[n].at)
	r, b := m.rows, m.bytes
	m.mu.Unlock()
	m.say("reading", r, m.size+b)
}

func (m *meter) say(stage string, rows int, bytes int64) {
	if m.call == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if now := time.Now(); now.Sub(m.last) >= 100*time.Millisecond || bytes >= 2*m.size {
		m.last = now
		m.call(Progress{stage, rows, bytes, 2 * m.size})
	}
}
