package intake

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/directory"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// What a file holds.
const (
	OpenItems = "open-items"
	Ledger    = "ledger"
	Bills     = "bills"
	Receipts  = "receipts"
	Customers = "customers"

	Applications = "applications"
	Remittance   = "remittance"
	Cheques      = "cheques"
	Promises     = "promises"
)

// Import takes a file's rows into the book. Imported again, only what changed is
// posted. An open amount is absolute (RULES 1): a fall that receipts recorded
// here do not explain is applied from an opening receipt dated on the cut-off,
// one per account; a rise is listed as "differs" and ours stays, unless
// TrustFile; a known bill that an open-items file lacks is listed, and settled
// only by SettleMissing.
type Import struct {
	File          string           `json:"file"`
	SHA256        string           `json:"sha256"`
	Holds         string           `json:"holds"`
	Source        string           `json:"source"` // the same for files of the same header
	CutOff        civil.Date       `json:"cut_off"`
	TrustFile     bool             `json:"trust_file,omitempty"`
	SettleMissing bool             `json:"settle_missing,omitempty"`
	SkipRefused   bool             `json:"skip_refused,omitempty"` // take the other rows
	Receipt       string           `json:"receipt,omitempty"`      // that a remittance list is about
	Unapplied     bool             `json:"unapplied,omitempty"`    // receipts stay so: their applications come apart
	Bills         []BillRow        `json:"-"`
	Receipts      []ReceiptRow     `json:"-"`
	Customers     []CustomerRow    `json:"-"`
	Applications  []ApplicationRow `json:"-"`
	Cheques       []ChequeRow      `json:"-"`
	Promises      []PromiseRow     `json:"-"`
	made          made
}

// made is the last plan and what it was made from: a preview and the posting
// after it plan the same.
type made struct {
	plan *Plan
	of   string
}

// Kind is "import".
func (*Import) Kind() string { return "import" }

// RequestHash identifies the file and what is asked of it, not its rows.
func (c *Import) RequestHash() []byte {
	b, _ := json.Marshal(c)
	sum := sha256.Sum256(b)
	return sum[:]
}

// Decide gives the facts of the plan; a file that changes nothing posts nothing.
func (c *Import) Decide(in *book.In) ([]book.Fact, error) {
	p := c.made.plan
	if p == nil || c.made.of != c.state(in) {
		var err error
		if p, err = Make(in, c); err != nil {
			return nil, err
		}
	}
	if len(p.Refused) > 0 && !c.SkipRefused {
		return nil, book.Refuse(book.Invalid, "%s was not imported: line %d: %s", c.File, p.Refused[0].Line,
			p.Refused[0].Text)
	}
	return p.facts, nil
}

// state names all that a plan of the same rows depends on.
func (c *Import) state(in *book.In) string {
	return fmt.Sprintf("%x %d %s %s", c.RequestHash(), in.Seq(), in.Today, in.Who)
}

// Class says what an import would do with a row.
type Class int

// The classes, in the order a preview shows them.
const (
	New Class = iota
	Changed
	Settled
	Differs
	Missing
	Unchanged
	classes
)

var classNames = []string{"new", "changed", "settled", "differs", "missing", "unchanged"}

// String is the class in a word.
func (c Class) String() string { return classNames[c] }

// Line is one row of a preview. Line is 0 for a bill the file lacks.
type Line struct {
	Line     int
	Class    Class
	Customer string
	Number   string
	Currency money.Currency
	Amount   money.Minor // what would change
	Text     string
}

// Refused is a row the book cannot take, and why.
type Refused struct {
	Line int
	Text string
}

const maxLines = 2000

// Plan is what an import would post. Lines are kept up to 2,000 a class; Count
// counts them all.
type Plan struct {
	Count        [classes]int
	Lines        []Line
	Refused      []Refused
	Notes        []string // what is odd about the file as a whole
	NewCustomers int
	facts        []book.Fact
	commands     []book.Command
}

// Facts is how many facts the import would post, or how many cheques.
func (p *Plan) Facts() int { return len(p.facts) + len(p.commands) }

// Commands are what a file of cheques comes to, to be posted one after the other, all
// or none; other files have none.
func (p *Plan) Commands() []book.Command { return p.commands }

func (p *Plan) line(l Line) {
	p.Count[l.Class]++
	if p.Count[l.Class] <= maxLines && l.Class != Unchanged {
		p.Lines = append(p.Lines, l)
	}
}

func (p *planner) view() *book.View { return p.in.View }

func (p *Plan) refuse(line int32, format string, args ...any) {
	p.Refused = append(p.Refused, Refused{int(line), fmt.Sprintf(format, args...)})
}

// planner holds what one planning has looked up and decided so far.
type planner struct {
	*Plan
	in       *book.In
	c        *Import
	set      company.Settings
	names    *directory.Namer
	source   uint16
	parties  map[string]*party
	seats    map[*Party]*seat
	accounts map[accountKey]*ledger
	order    []*ledger
	bring    cheque.Bring // cheques with their moves
	sources  []Source     // the files before, for a file of receipts
	first    bool         // the book has no bill and no receipt yet
	issued   slab[bill.Issued]
	parts    slab[[1]bill.Part]
}

// slab hands out values from chunks: a million allocations cost more than the
// rows they are for.
type slab[T any] []T

func (s *slab[T]) next() *T {
	if len(*s) == cap(*s) {
		*s = make([]T, 0, 1024)
	}
	*s = (*s)[:len(*s)+1]
	return &(*s)[len(*s)-1]
}

type accountKey struct {
	customer uint32
	currency string
}

// ledger gathers what an import does to one account. The facts are posted account
// by account, as the book lies.
type ledger struct {
	acc     account.Account
	facts   []book.Fact
	opening []share // to be applied from one opening receipt dated on the cut-off
	settled map[civil.Date][]share
	days    []civil.Date
	open    []openPart // for receipts: what is left, oldest first; loaded when needed
	loaded  bool
	took    map[partOf]money.Minor
	shrunk  map[uint32]*shrunk
	shrinks []*shrunk
	falls   []fall
	fell    []*loose    // credits of the file that stand lower there than here
	rise    money.Minor // bills higher in the file, because of receipts recorded here
}

func (l *ledger) add(facts ...book.Fact) { l.facts = append(l.facts, facts...) }

// Make plans an import against the book as it is.
func Make(in *book.In, c *Import) (*Plan, error) {
	p := &planner{Plan: &Plan{}, in: in, c: c, names: directory.NewNamer(in), parties: map[string]*party{},
		seats: map[*Party]*seat{}, accounts: map[accountKey]*ledger{}, first: in.Counter(bill.Doc) == 0}
	var err error
	if p.set, err = company.Get(in.View); err != nil {
		return nil, err
	}
	if p.source, err = p.names.ID(directory.Source, c.Source); err != nil {
		return nil, err
	}
	if c.CutOff == 0 {
		c.CutOff = in.Today
	}
	if c.CutOff > in.Today {
		return nil, book.RefuseField("cut_off", "the cut-off %s lies ahead: a file cannot know what will be paid; "+
			"give "+
			"today or an earlier day", c.CutOff)
	}
	switch c.Holds {
	case OpenItems, Ledger, Bills:
		err = p.bills()
	case Receipts:
		err = p.receipts()
	case Customers:
		err = p.customers()
	case Applications, Remittance:
		err = p.applications()
	case Cheques:
		err = p.cheques()
	case Promises:
		err = p.promises()
	default:
		err = book.RefuseField("holds", "%q is not a kind of file (open-items, ledger, bills, receipts, "+
			"customers, applications, remittance, cheques, promises)", c.Holds)
	}
	if err != nil {
		return nil, err
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	c.made = made{p.Plan, c.state(in)}
	return p.Plan, nil
}

// finish puts the facts in their order and notes the cut-off.
func (p *planner) finish() error {
	before, err := cutOff(p.in.View, p.source)
	if err != nil {
		return err
	}
	if before.CutOff > p.c.CutOff && Dated(p.c.Holds) {
		p.Notes = append(p.Notes, fmt.Sprintf("the last file of this kind went to %s, this one only to %s: is it "+
			"an older one?",
			before.CutOff, p.c.CutOff))
	}
	n := len(p.facts)
	for _, l := range p.order {
		n += len(l.facts)
	}
	if n == 0 && (before.CutOff >= p.c.CutOff || !Dated(p.c.Holds)) {
		return nil
	}
	all := append(make([]book.Fact, 0, n+len(p.names.Facts())+1), p.names.Facts()...)
	if p.c.Holds != Customers {
		all = append(all, &Taken{File: p.c.File, SHA256: p.c.SHA256, Holds: p.c.Holds, Source: p.source,
			CutOff: max(p.c.CutOff, before.CutOff), Before: before.CutOff})
	}
	all = append(all, p.facts...)
	for _, l := range p.order {
		all = append(all, l.facts...)
	}
	p.facts = all
	return nil
}

// Dated reports whether a kind of file has a day up to which its figures go.
func Dated(holds string) bool {
	switch holds {
	case OpenItems, Ledger, Bills, Receipts:
		return true
	}
	return false
}

// ledgerOf finds or opens the account of a party.
func (p *planner) ledgerOf(cu uint32, isNew bool, cur money.Currency) (*ledger, error) {
	k := accountKey{cu, cur.Code}
	if l, ok := p.accounts[k]; ok {
		return l, nil
	}
	l := &ledger{settled: map[civil.Date][]share{}}
	if isNew {
		l.acc = account.Account{ID: p.in.NewID("account"), Customer: cu, Currency: cur.Code, Digits: cur.Digits}
		p.facts = append(p.facts, &account.Opened{ID: l.acc.ID, Customer: cu, Currency: cur.Code, Digits: cur.Digits})
	} else {
		acc, facts, err := account.Need(p.in, cu, cur)
		if err != nil {
			return nil, err
		}
		l.acc = acc
		p.facts = append(p.facts, facts...)
	}
	p.accounts[k] = l
	p.order = append(p.order, l)
	return l, nil
}
