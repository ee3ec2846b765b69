package exchange

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"

	"duebook/internal/ar/intake"
	"duebook/internal/text"
)

// segment is a run of rows that one worker reads: where it starts and the
// place of its first row.
type segment struct{ at, line, row int }

// segmentRows is how many rows a segment has.
const segmentRows = 8192

// survey is what the whole file showed before any row was read: evidence for
// the columns' formats, and the segments.
type survey struct {
	f        *File
	m        *mapping
	dates    []*dateColumn
	money    []field
	style    numberStyle
	signs    [6]int // negative cells by style
	ids      [nFields]idColumn
	settled  int // rows with a settled date
	flagPos  int // rows flagged as credit whose amount is positive, negative
	flagNeg  int
	segments []segment
	rows     int
	uncut    int // rows whose quotes are broken
}

// idColumn is evidence of how a column of codes is written.
type idColumn struct{ floats, otherDots int }

var dateFields = []field{fDoc, fPost, fDue, fBaseline, fSettled, fDate, fMaturity, fReceived, fHold,
	fLicenceExpires, fTaken, fEnded}
var moneyFields = []field{fAmount, fOpen, fDebit, fCredit, fNet, fVAT, fLimit, fTotal, fUnapplied}
var idFields = []field{fCustomer, fNumber, fBill, fOriginalBill, fPO, fDeliveryNote, fReference,
	fReceipt, fBankAccount}

func newSurvey(f *File, m *mapping) *survey {
	s := &survey{f: f, m: m}
	for _, fd := range dateFields {
		if m.has(fd) {
			s.dates = append(s.dates, &dateColumn{field: fd, col: m.col[fd], hijri: f.heads[m.col[fd]].hijri})
		}
	}
	for _, fd := range moneyFields {
		if m.has(fd) {
			s.money = append(s.money, fd)
		}
	}
	return s
}

// run goes over every row once.
func (s *survey) run(ctx context.Context, report func(rows int, bytes int64)) error {
	sc := s.f.scan(s.f.start, s.f.line)
	credit := newCreditReader(s.m)
	for {
		if s.rows%segmentRows == 0 && (len(s.segments) == 0 || s.segments[len(s.segments)-1].row != s.rows) {
			if err := ctx.Err(); err != nil {
				return err
			}
			report(s.rows, int64(sc.pos))
			s.segments = append(s.segments, segment{sc.pos, sc.line, s.rows})
		}
		why, ok := sc.next()
		if !ok {
			break
		}
		if skipRow(sc, why) {
			continue
		}
		if s.rows++; s.rows > MaxRows {
			return fmt.Errorf("the file has more than 5,000,000 rows; split it")
		}
		if why != "" {
			if s.uncut++; s.uncut > maxRefusals {
				return fmt.Errorf("more than %d rows cannot be cut into columns (the last, line %d: %s); export "+
					"the file again",
					maxRefusals, sc.rowLine, why)
			}
			continue
		}
		if raggedReason(sc.fields, len(s.f.heads)) == "" {
			s.note(sc, credit)
		}
	}
	return nil
}

// skipRow reports rows that say nothing: empty lines.
func skipRow(sc *scanner, why string) bool {
	return why == "" && (len(sc.fields) == 0 || len(bytes.TrimSpace(sc.fields[0])) == 0 && sc.blank())
}

// raggedReason refuses rows of another width; empty cells past the header's
// last column are harmless.
func raggedReason(fields [][]byte, want int) string {
	if len(fields) < want {
		return fmt.Sprintf("the row has %d columns, the header %d", len(fields), want)
	}
	for _, extra := range fields[want:] {
		if len(bytes.TrimSpace(extra)) > 0 {
			return fmt.Sprintf("the row has %d columns, the header %d", len(fields), want)
		}
	}
	return ""
}

func (s *survey) note(sc *scanner, credit *creditReader) {
	for _, d := range s.dates {
		cell := sc.fields[d.col]
		d.note(cell, sc.rowLine)
		if d.field == fSettled && len(cell) > 0 && scanDate(cell).form != dateEmpty {
			s.settled++
		}
	}
	for _, fd := range s.money {
		s.noteMoney(sc.fields[s.m.col[fd]], sc.rowLine)
	}
	for _, fd := range idFields {
		if c := s.m.col[fd]; c >= 0 {
			s.ids[fd].note(sc.fields[c])
		}
	}
	if credit.active() && credit.flagged(sc.fields) {
		if c := s.amountColumn(); c >= 0 {
			if isNegative(sc.fields[c]) {
				s.flagNeg++
			} else {
				s.flagPos++
			}
		}
	}
}

func (s *survey) amountColumn() int {
	if s.m.has(fAmount) {
		return s.m.col[fAmount]
	}
	return s.m.col[fOpen]
}

func (s *survey) noteMoney(cell []byte, line int) {
	if len(cell) == 0 {
		return
	}
	if v, _, ok := plainNumber(cell, '.'); ok && cell[0] != '-' && (v.scale == 0 || v.scale != 3) {
		if v.scale > 0 {
			if s.style.dots++; s.style.dots == 1 {
				s.style.lineDot = line
			}
		}
		return
	}
	var buf [64]byte
	n, why := lexNumber(cell, buf[:])
	if why != "" || len(n.body) == 0 {
		return
	}
	s.style.note(n.body, line)
	s.signs[n.sign]++
}

func isNegative(cell []byte) bool {
	var buf [64]byte
	n, _ := lexNumber(cell, buf[:])
	return n.sign != signNone && n.sign != signDR
}

func (c *idColumn) note(cell []byte) {
	dot := bytes.IndexByte(cell, '.')
	if dot < 0 {
		return
	}
	if isFloatID(cell) {
		c.floats++
	} else if dot > 0 && dot < len(cell)-1 {
		c.otherDots++
	}
}

// isFloatID reports whether a code is a whole number written as a float.
func isFloatID(cell []byte) bool {
	cell = bytes.TrimSpace(cell)
	n := len(cell) - 2
	if n < 1 || n > 16 || cell[n] != '.' || cell[n+1] != '0' {
		return false
	}
	for _, c := range cell[:n] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// trimFloats reports whether the column's .0 tails are a float's and not part
// of the codes: no code of the column has another text after a dot.
func (c idColumn) trimFloats() bool { return c.floats > 0 && c.otherDots == 0 }

// signStyleOf gives the one way the file writes negative amounts.
func (s *survey) signStyle() (one signStyle, why string) {
	for st := signMinus; st <= signCR; st++ {
		if s.signs[st] == 0 {
			continue
		}
		if one != signNone {
			return signNone, fmt.Sprintf("the file writes negative amounts in two ways (%s and %s)", signNames[one],
				signNames[st])
		}
		one = st
	}
	return one, ""
}

// flagConflict is why credit rows cannot be told to be positive throughout: then
// a positive amount on one is no credit written without its sign.
func (s *survey) flagConflict() string {
	if s.flagPos > 0 && s.flagNeg > 0 {
		return "the amount is positive on a credit row, while other credit rows are negative"
	}
	return ""
}

// creditReader tells from the words of a row whether it is a credit.
type creditReader struct {
	kind, side, flag int
	kinds            map[string]intake.Kind
	last             string // the last cell looked up, and what it said
	lastKind         intake.Kind
}

func newCreditReader(m *mapping) *creditReader {
	return &creditReader{kind: m.col[fKind], side: m.col[fSide], flag: m.col[fIsCredit],
		kinds: map[string]intake.Kind{}}
}

func (c *creditReader) active() bool { return c.kind >= 0 || c.side >= 0 || c.flag >= 0 }

func (c *creditReader) flagged(fields [][]byte) bool {
	if c.side >= 0 && isCreditSide(fields[c.side]) {
		return true
	}
	if c.flag >= 0 {
		if yes, ok := yesNo(fields[c.flag]); ok && yes {
			return true
		}
	}
	return c.kindOf(fields).Credit()
}

// kindOf reads the row's kind; unknown words are KindUnsaid.
func (c *creditReader) kindOf(fields [][]byte) intake.Kind {
	if c.kind < 0 {
		return intake.KindUnsaid
	}
	cell := fields[c.kind]
	if string(cell) == c.last {
		return c.lastKind
	}
	k, ok := c.kinds[string(cell)]
	if !ok {
		k = kindWords()[squeeze(normal(string(cell)))]
		if len(c.kinds) < 1000 {
			c.kinds[string(cell)] = k
		}
	}
	c.last, c.lastKind = string(cell), k
	return k
}

var kindWords = sync.OnceValue(func() map[string]intake.Kind {
	words := map[string]intake.Kind{}
	for kind, list := range map[intake.Kind]string{
		intake.KindInvoice: "invoice,inv,rv,dr,ri,sales invoice,tax invoice,out invoice,customer invoice,bill,f2," +
			"rechnung,faktura," +
			"فاتورة,فاتورة مبيعات,فاتورة ضريبية,billing doc transfer,billing document,ar invoice",
		intake.KindDebitNote: "debit note,debit memo,dn,اشعار مدين,l2",
		intake.KindCreditNote: "credit note,credit memo,cn,cm,dg,out refund,customer credit note,return,sales return," +
			"credit,g2,اشعار دائن,مرتجع,مرتجع مبيعات,customer credit memo,ar credit memo",
		intake.KindPayment: "payment,pmt,receipt,dz,customer payment,cash receipt,deposit,payment entry,incoming " +
			"payment," +
			"سند قبض,قبض,دفعة,سداد,دفعة مقدمة,advance,unapplied",
		intake.KindInterest: "interest,finance charge,late charge,interest note,late fee,فائدة,غرامة تاخير",
		intake.KindFee:      "fee,fees,service fee,bank fee,رسوم", intake.KindRetention: "retention,محتجز ضمان",
		intake.KindAnswer:  "refund,difference,moved,recovery",
		intake.KindOpening: "opening,opening balance,open balance,balance forward,رصيد افتتاحي,رصيد اول المدة",
	} {
		for _, w := range strings.Split(list, ",") {
			words[squeeze(normal(w))] = kind
		}
	}
	return words
})

func isCreditSide(cell []byte) bool {
	switch strings.ToUpper(text.Fold(string(bytes.TrimSpace(cell)))) {
	case "H", "C", "CR", "CREDIT", "HABEN", "دائن", "داين":
		return true
	}
	return false
}

// yesNo reads a flag; ok is false for a word that is neither. Empty is no.
func yesNo(cell []byte) (yes, ok bool) {
	cell = bytes.TrimSpace(cell)
	switch string(cell) {
	case "", "No", "0", "N", "no", "false", "0.0":
		return false, true
	case "Yes", "1", "Y", "yes", "true", "1.0":
		return true, true
	}
	switch text.Fold(string(cell)) {
	case "no", "n", "false", "f", "لا", "-", "none", "null", "nan":
		return false, true
	case "yes", "y", "true", "t", "x", "نعم":
		return true, true
	}
	return false, false
}
