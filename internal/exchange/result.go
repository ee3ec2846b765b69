package exchange

import (
	"errors"
	"fmt"
	"strings"

	"duebook/internal/ar/intake"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/text"
)

// What a file can hold (--kind). A snapshot of open items lists all that is
// open; a ledger also holds what is settled; bills say nothing of payment.
const (
	OpenItems = intake.OpenItems
	Ledger    = intake.Ledger
	Bills     = intake.Bills
	Receipts  = intake.Receipts
	Customers = intake.Customers

	Applications = intake.Applications
	Remittance   = intake.Remittance
	Cheques      = intake.Cheques
	Promises     = intake.Promises
)

// Options are the answers a person or a script gives about a file. Today is
// required; everything else may be left empty.
type Options struct {
	Map       map[string]string // field -> column name or #n; an empty column unmaps the field
	DateOrder string            // dmy, mdy, ymd
	Decimal   string            // "." or ","
	Kind      string            // one of Kinds
	CutOff    civil.Date
	Round     bool   // round an amount that is no whole minor unit, once a row
	Encoding  string // utf-8, utf-16le, utf-16be, windows-1256, windows-1252
	Delimiter string // "," ";" "|" or "tab"
	Sheet     string // of a workbook that has several
	Currency  string // of every row; contradicting the file is an error
	Fallback  string // the book's currency, used when nothing else says one
	Today     civil.Date
	Progress  func(Progress) // called from one goroutine at a time, a few times a second at most
}

// Progress says how far Parse is. It goes over the bytes twice: once to decide,
// once to read; Total counts both.
type Progress struct {
	Stage        string // "deciding" or "reading"
	Rows         int
	Bytes, Total int64
}

// Column is one column of the file and what it was taken for.
type Column struct {
	Name   string // as written; "amount (2)" for a repeated name, "column 1" for none
	Field  string // the field it feeds, "" when unused
	Why    string // "header" or "--map", or that it was the nearest match
	Format string // for dates and amounts: how they are written and how that was decided
}

// Facts are what was found out about the file itself.
type Facts struct {
	Path       string
	SHA256     string // of the bytes as they are on disk
	Size       int64
	Encoding   string
	Delimiter  string // "," ";" "|" or "tab"; "" of a workbook
	Sheet      string // of a workbook, which was read
	HeaderLine int
	HeaderKey  string // the same for files with the same header: remembers a mapping
	Columns    []Column
}

// Refusal is a row that was not taken, or the first reason why.
type Refusal struct {
	Line   int
	Field  string // "" when the row as a whole is at fault
	Value  string // as written, shortened
	Reason string
}

// String writes the refusal as one line of a report.
func (r Refusal) String() string {
	if r.Field == "" {
		return fmt.Sprintf("line %d: %s", r.Line, r.Reason)
	}
	return fmt.Sprintf("line %d: %s %q: %s", r.Line, r.Field, r.Value, r.Reason)
}

// Warning is something odd that does not stop the file; Rows and Line are 0
// when it is about the file as a whole.
type Warning struct {
	Text string
	Rows int
	Line int // the first row concerned
	last int // the latest row counted
}

// String writes the warning as one line of a report, with its rows.
func (w Warning) String() string {
	switch {
	case w.Line == 0:
		return w.Text
	case w.Rows > 1:
		return fmt.Sprintf("%s rows, the first on line %d: %s", text.Number(w.Rows), w.Line, w.Text)
	}
	return fmt.Sprintf("line %d: %s", w.Line, w.Text)
}

// Total is the sum of the accepted rows of one currency.
type Total struct {
	Currency string
	Rows     int
	Amount   money.Minor
	Open     money.Minor // of rows that say it
}

// Rounding is what --round did to one currency: the exact sum of (posted -
// written), where written is the amount at 15 significant digits.
type Rounding struct {
	Currency   string
	Rows       int
	Difference string
}

// maxRefusals bounds the refusals kept; RefusedRows counts them all.
const maxRefusals = 1000

// Parsed is everything a file said. One of the lists of rows is
// filled, by Kind, in the order of the file.
type Parsed struct {
	Facts
	Kind, KindWhy  string
	DateOrder      string // how the dates were read, in a sentence; "" when there are none
	Bills          []intake.BillRow
	Receipts       []intake.ReceiptRow
	Customers      []intake.CustomerRow
	Applications   []intake.ApplicationRow // also of a remittance list
	Cheques        []intake.ChequeRow
	Promises       []intake.PromiseRow
	Totals         []Total
	Refused        []Refusal // the first 1,000, by line
	RefusedRows    int
	Warnings       []Warning
	Rounded        []Rounding
	LookAlikes     [][]string // customer codes that differ only in form; never merged
	CutOff         civil.Date // --cut-off, else the file's latest date up to today; 0 when none
	CutOffFromFile bool
	DuplicateRows  int    // identical repeats left out
	CurrencySource string // where the currency of the rows comes from
	firstRepeat    int
}

// The questions a file can leave open, for errors.Is.
var (
	ErrAskDateOrder = errors.New("the order of day and month is not known")
	ErrAskDecimal   = errors.New("the decimal mark is not known")
	ErrAskEncoding  = errors.New("the encoding is not known")
	ErrAskDelimiter = errors.New("the delimiter is not known")
	ErrAskColumn    = errors.New("a needed column is not known")
	ErrAskCurrency  = errors.New("the currency is not known")
	ErrAskSheet     = errors.New("the sheet is not known")
)

// Choice is one possible answer, with what the file would then say.
type Choice struct {
	Value   string
	Samples []string
}

// Ask is a question only a person or a flag can answer. Choices come most
// likely first and may be empty.
type Ask struct {
	About    error // one of the ErrAsk values
	Flag     string
	Question string
	Choices  []Choice
}

// Error says the question and the flag that answers it.
func (a *Ask) Error() string {
	values := make([]string, len(a.Choices))
	for i, c := range a.Choices {
		values[i] = c.Value
	}
	if len(values) == 0 {
		return fmt.Sprintf("%s; say it with %s", a.Question, a.Flag)
	}
	return fmt.Sprintf("%s; say it with %s %s", a.Question, a.Flag, strings.Join(values, "|"))
}

// Unwrap gives the kind of question.
func (a *Ask) Unwrap() error { return a.About }

func short(b []byte) string {
	const most = 60
	r := []rune(string(b))
	if len(r) > most {
		return string(r[:most]) + "..."
	}
	return string(r)
}
