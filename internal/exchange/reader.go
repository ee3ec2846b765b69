package exchange

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"duebook/internal/ar/intake"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// plan is everything decided before rows are read; workers share it unchanged.
type plan struct {
	f         *File
	m         *mapping
	s         *survey
	opt       Options
	date      [nFields]*dateReader
	currency  money.Currency // of rows whose own cell is empty; Code "" when unknown
	sign      signStyle
	signWhy   string
	flipWhy   string // why a positive amount of a credit row cannot be read as negative
	negatives bool   // negative amounts need no flag: the kind of file says so
	onlyOpen  bool
}

// refusal is a reason with its field; field fNone is the row as a whole.
type refusal struct {
	field  field
	value  []byte
	reason string
}

// oddity is a thing worth a warning, counted over the rows.
type oddity uint8

const (
	oddDueBeforeIssue oddity = iota
	oddFuture
	oddOld
	oddSettledFirst
	oddSettledLater
	oddKind
	oddRepeatedHeader
	oddUnclean
	nOddities
)

var oddities = [nOddities]string{
	oddDueBeforeIssue: "due before the bill was issued",
	oddFuture:         "dated after today",
	oddOld:            "more than ten years old",
	oddSettledFirst:   "settled before the bill was issued",
	oddSettledLater:   "settled after today",
	oddKind:           "of a kind the program does not know; read as a bill",
	oddRepeatedHeader: "a repeat of the header, skipped",
	oddUnclean:        "with control, direction or other invisible characters in its texts, which were left out",
}

// worker reads segments; it owns everything it writes but the rows, of which
// each worker fills other places.
type worker struct {
	*plan
	credit  *creditReader
	parties *parties
	strings map[string]string
	arena   strings.Builder
	wrong   []refusal           // of the row being read
	unclean bool                // characters were left out of the row being read
	dirty   map[string]struct{} // the texts as written that lost characters
	refused []Refusal
	nRefuse int
	odd     [nOddities]Warning
	slab    []intake.Papers // given out one by one
	rounded map[string]*roundSum
	latest  civil.Date
	codes   map[string]struct{} // customer codes
}

type roundSum struct {
	rows int
	diff decimal.Decimal
}

func newWorker(p *plan) *worker {
	return &worker{plan: p, credit: newCreditReader(p.m), parties: newParties(p.m), strings: map[string]string{},
		codes: map[string]struct{}{}, dirty: map[string]struct{}{}, rounded: map[string]*roundSum{}}
}

// cell returns a field's bytes, trimmed; nil when no column feeds it.
func (w *worker) cell(fields [][]byte, fd field) []byte {
	c := w.m.col[fd]
	if c < 0 {
		return nil
	}
	b := fields[c]
	if n := len(b); n > 0 && (b[0] <= ' ' || b[n-1] <= ' ' || b[0] >= 0x80 || b[n-1] >= 0x80) {
		return bytes.TrimSpace(b)
	}
	return b
}

// text cleans a cell of words and keeps one copy of each.
func (w *worker) text(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s, ok := w.strings[string(b)]; ok {
		if len(w.dirty) > 0 {
			_, dirty := w.dirty[string(b)]
			w.unclean = w.unclean || dirty
		}
		return s
	}
	s := w.clean(b)
	if len(w.strings) < 1<<18 {
		w.strings[string(b)] = s
	}
	return s
}

// clean cleans a text and notes when that left something out of it.
func (w *worker) clean(b []byte) string {
	raw := string(w.f.plainMark(b))
	if text.Safe(raw) != raw {
		w.unclean = true
		if len(w.dirty) < 1<<16 {
			w.dirty[raw] = struct{}{}
		}
	}
	return text.Clean(unguard(raw))
}

// code reads an identifier: exactly as written, but for a float's tail and the
// ="..." a spreadsheet wraps around digits.
func (w *worker) code(b []byte, fd field) (string, string) {
	if w.s.ids[fd].trimFloats() && isFloatID(b) {
		b = b[:len(b)-2]
	}
	if n := len(b); n > 3 && b[0] == '=' && b[1] == '"' && b[n-1] == '"' {
		b = b[2 : n-1]
	}
	if isScientific(b) {
		return "", "was saved in scientific notation, its digits are lost; format the column as text and export again"
	}
	for _, c := range b {
		if c < ' ' || c > '~' || c == '\'' {
			return w.clean(b), ""
		}
	}
	return w.keep(b), ""
}

// keep copies bytes into an arena, so that a million numbers are few
// allocations.
func (w *worker) keep(b []byte) string {
	if w.arena.Cap()-w.arena.Len() < len(b) {
		w.arena = strings.Builder{}
		w.arena.Grow(32 << 10)
	}
	from := w.arena.Len()
	w.arena.Write(b)
	return w.arena.String()[from:]
}

func isScientific(b []byte) bool {
	at := bytes.IndexAny(b, "eE")
	if at < 1 || at+2 >= len(b) || b[at+1] != '+' {
		return false
	}
	return bytes.Trim(b[:at], "0123456789.,") == nil && bytes.Trim(b[at+2:], "0123456789") == nil
}

// currencyAliases are the names exports use besides ISO 4217. A bare riyal,
// dirham, pound or dollar is left out: several countries have one.
var currencyAliases = map[string]string{"sr": "SAR", "ر.س": "SAR", "ريال سعودي": "SAR", "﷼": "SAR", "dhs": "AED",
	"درهم اماراتي": "AED", "le": "EGP", "l.e": "EGP", "ج.م": "EGP", "جنيه مصري": "EGP", "kd": "KWD", "د.ك": "KWD",
	"دينار كويتي": "KWD", "bd": "BHD", "د.ب": "BHD", "دينار بحريني": "BHD", "ro": "OMR", "ر.ع": "OMR",
	"ريال عماني": "OMR", "qr": "QAR", "ر.ق": "QAR", "ريال قطري": "QAR", "jd": "JOD", "دينار اردني": "JOD",
	"€": "EUR", "us$": "USD", "دولار امريكي": "USD"}

func currencyNamed(s string) (money.Currency, bool) {
	if c, ok := money.Find(s); ok {
		return c, true
	}
	if code, ok := currencyAliases[strings.TrimSuffix(text.Fold(s), ".")]; ok {
		return money.Find(code)
	}
	return money.Currency{}, false
}

func (p *plan) currencyOf(cell []byte) (money.Currency, string) {
	if len(cell) == 0 {
		if p.currency.Code == "" {
			return p.currency, "the currency is missing; say it with --currency"
		}
		return p.currency, ""
	}
	c, ok := currencyNamed(string(cell))
	if !ok {
		return c, "is not a known currency; use its three-letter code (ISO 4217)"
	}
	if p.opt.Currency != "" && !strings.EqualFold(p.opt.Currency, c.Code) {
		return c, "is not the currency that --currency says"
	}
	return c, ""
}

// amount is one money cell read.
type amount struct {
	minor   money.Minor
	given   bool
	rounded bool
	exact   value
}

// amount reads a money cell in the party's currency.
func (w *worker) amount(cell []byte, p party) (a amount, why string) {
	if len(cell) == 0 {
		return a, ""
	}
	v, neg, ok := plainNumber(cell, w.s.style.decimal)
	if !ok {
		var buf [64]byte
		n, why := lexNumber(cell, buf[:])
		if why != "" || len(n.body) == 0 {
			return a, why
		}
		if n.mark != "" && n.mark != "$" {
			c, ok := currencyNamed(n.mark)
			if !ok {
				return a, notAmount
			}
			if c.Code != p.Currency {
				return a, "is in another currency than the row (" + p.Currency + ")"
			}
		}
		if v, why = readBody(n.body, w.s.style.decimal); why != "" {
			return a, why
		}
		neg = n.sign != signNone && n.sign != signDR
	}
	if neg && w.sign == signNone {
		return a, w.signWhy
	}
	a.given = true
	a.minor, a.rounded, a.exact, why = v.minor(p.digits, w.opt.Round)
	if neg {
		a.minor = -a.minor
	}
	return a, why
}

// noteRounded counts a row whose amount --round changed.
func (w *worker) noteRounded(a amount, p party) {
	sum := w.rounded[p.Currency]
	if sum == nil {
		sum = &roundSum{}
		w.rounded[p.Currency] = sum
	}
	sum.rows++
	exact := decimal.NewFromUint64(a.exact.mant).Shift(int32(-a.exact.scale))
	if a.minor < 0 {
		exact = exact.Neg()
	}
	sum.diff = sum.diff.Add(decimal.New(int64(a.minor), int32(-p.digits)).Sub(exact))
}

// dateOf reads a date; one that cannot be read is 0, and said.
func (w *worker) dateOf(fields [][]byte, fd field) civil.Date {
	r := w.date[fd]
	if r == nil {
		return 0
	}
	d, why := r.read(fields[r.col.col])
	w.say(fd, fields[r.col.col], why)
	return d
}

// say notes what is wrong with a field of the row being read; "" is nothing.
func (w *worker) say(fd field, value []byte, why string) {
	if why != "" {
		w.wrong = append(w.wrong, refusal{fd, value, why})
	}
}

func (w *worker) note(o oddity, line int32) {
	if w.odd[o].Rows++; w.odd[o].Rows == 1 {
		w.odd[o].Line = int(line)
	}
}

// refuse refuses a row for all that is wrong with it: the first reason with its
// field and value, the others in words after it.
func (w *worker) refuse(line int, all ...refusal) {
	if w.nRefuse++; len(w.refused) >= maxRefusals {
		return
	}
	r := Refusal{Line: line, Field: fieldNames[all[0].field], Value: text.Clean(short(w.f.plainMark(all[0].value))),
		Reason: all[0].reason}
	for _, x := range all[1:] {
		if r.Reason += "; "; x.field != fNone {
			r.Reason += fmt.Sprintf("%s %q: ", fieldNames[x.field],
				text.Clean(short(w.f.plainMark(x.value))))
		}
		r.Reason += x.reason
	}
	w.refused = append(w.refused, r)
}

// newPapers gives out papers from a slab, so that many are few allocations.
func (w *worker) newPapers() *intake.Papers {
	if len(w.slab) == 0 {
		w.slab = make([]intake.Papers, 64)
	}
	p := &w.slab[0]
	w.slab = w.slab[1:]
	return p
}

// issued counts what is odd about the dates a row starts with.
func (w *worker) issued(d civil.Date, line int32) {
	if d > w.opt.Today {
		w.note(oddFuture, line)
	} else {
		w.latest = max(w.latest, d)
		if d < w.opt.Today-3652 {
			w.note(oddOld, line)
		}
	}
}

func refuseField(fd field, value []byte, format string, args ...any) *refusal {
	return &refusal{fd, value, fmt.Sprintf(format, args...)}
}
