package exchange

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"

	"duebook/internal/money"
)

// mapping says which column feeds which field; -1 is none.
type mapping struct {
	class    class
	col      [nFields]int
	why      [nFields]string
	currency string // named in the header of the amount, "" when it is not
	notes    []Warning
}

func (m *mapping) has(f field) bool { return m.col[f] >= 0 }

// candidate is a column that may feed a field.
type candidate struct {
	field field
	col   int
	score int
}

// mapColumns assigns columns to fields: what --map says first, then the best
// matches of the header words, each column once. A needed field without a
// column, or with two equally good ones, is a question.
func (f *File) mapColumns(opt Options) (*mapping, error) {
	m := &mapping{class: f.guessClass(opt)}
	for i := range m.col {
		m.col[i] = -1
	}
	used, fixed := map[int]bool{}, map[field]bool{}
	if err := f.applyMap(m, opt, used, fixed); err != nil {
		return nil, err
	}
	all := f.candidates(m, used, fixed)
	sample := f.sample(1000)
	for len(all) > 0 {
		c := all[0]
		rivals := []int{c.col}
		for _, o := range all[1:] {
			if o.field == c.field && o.score == c.score {
				rivals = append(rivals, o.col)
			}
		}
		if rivals = sample.differing(rivals); len(rivals) > 1 {
			if err := f.ambiguous(m, c.field, rivals); err != nil {
				return nil, err
			}
			all = without(all, c.field, -1)
			continue
		}
		col := sample.fullest(rivals[0], c, all)
		m.col[c.field], m.why[c.field] = col, "header"
		used[col] = true
		all = without(all, c.field, col)
	}
	f.repair(m, sample, used, fixed)
	if err := f.checkNeeded(m); err != nil {
		return nil, err
	}
	f.findCurrency(m)
	return m, nil
}

func (f *File) guessClass(opt Options) class {
	switch opt.Kind {
	case Receipts:
		return classReceipts
	case Customers:
		return classCustomers
	case Applications, Remittance:
		return classApplications
	case Cheques:
		return classCheques
	case Promises:
		return classPromises
	case OpenItems, Ledger, Bills:
		return classBills
	}
	best := func(c class, fields ...field) (s int) {
		for i := range f.heads {
			for _, fd := range fields {
				s = max(s, f.heads[i].score(c, fd))
			}
		}
		return s
	}
	switch {
	case best(classPromises, fDate) == 100 && best(classPromises, fTaken) == 100:
		return classPromises
	case best(classCheques, fNumber) == 100 && best(classCheques, fMaturity) >= 80 && best(classCheques, fBank) == 100:
		return classCheques
	case best(classBills, fCustomer, fName) == 0 && opt.Map["customer"] == "" &&
		best(classApplications, fBill) >= 90 && best(classApplications, fAmount) > 0,
		best(classApplications, fReceipt) == 100 && best(classApplications, fBill) == 100 &&
			best(classApplications, fAmount) == 100:
		return classApplications
	}
	for name := range opt.Map {
		switch fieldNamed(name) {
		case fMaturity, fBank:
			return classCheques
		case fReceipt:
			return classApplications
		case fDate, fMethod, fBill:
			return classReceipts
		case fLimit, fRisk, fStatus:
			return classCustomers
		}
	}
	paid := best(classReceipts, fNumber) == 100 || best(classReceipts, fDate) == 100
	if paid && best(classReceipts, fAmount) > 0 && best(classBills, fDue, fDoc, fOpen) < 75 {
		return classReceipts
	}
	if best(classBills, fAmount, fOpen, fDebit, fCredit) == 0 && best(classBills, fDoc, fPost, fDue) == 0 &&
		opt.Map["amount"] == "" && opt.Map["open"] == "" {
		return classCustomers
	}
	return classBills
}

func (f *File) applyMap(m *mapping, opt Options, used map[int]bool, fixed map[field]bool) error {
	names := make([]string, 0, len(opt.Map))
	for name := range opt.Map {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fd, column := fieldNamed(name), opt.Map[name]
		if fd == fNone {
			return fmt.Errorf("--map %s=%s: there is no field %q; the fields are %s", name, column, name,
				strings.Join(fieldNames[1:], ", "))
		}
		fixed[fd] = true
		if column == "" {
			continue
		}
		col := f.columnNamed(column)
		if col < 0 {
			return fmt.Errorf("--map %s=%s: the file has no such column; its columns are %s", name, column,
				f.columnNames())
		}
		m.col[fd], m.why[fd] = col, "--map"
		used[col] = true
	}
	return nil
}

// ordinal reads a column given by its place: #3 is the third.
func ordinal(column string) (n int, ok bool) {
	digits, ok := strings.CutPrefix(column, "#")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n >= 1
}

func (f *File) columnNamed(name string) int {
	for i, h := range f.heads {
		if h.name == name {
			return i
		}
	}
	if n, ok := ordinal(name); ok && n <= len(f.heads) {
		return n - 1
	}
	want := squeeze(normal(name))
	for i, h := range f.heads {
		if want != "" && squeeze(normal(h.name)) == want {
			return i
		}
	}
	return -1
}

func (f *File) columnNames() string {
	names := make([]string, len(f.heads))
	for i, h := range f.heads {
		names[i] = h.name
	}
	return strings.Join(names, ", ")
}

// candidates lists the possible pairs, best first.
func (f *File) candidates(m *mapping, used map[int]bool, fixed map[field]bool) []candidate {
	var all []candidate
	for i := range f.heads {
		for fd := fNone + 1; fd < nFields && !used[i]; fd++ {
			if s := f.heads[i].score(m.class, fd); s > 0 && !fixed[fd] {
				all = append(all, candidate{fd, i, s})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	return all
}

// without drops the pairs of a field and of a column.
func without(all []candidate, fd field, col int) []candidate {
	kept := all[:0]
	for _, c := range all {
		if c.field != fd && c.col != col {
			kept = append(kept, c)
		}
	}
	return kept
}

// ambiguous is an error for a field the rows cannot do without, else a note.
func (f *File) ambiguous(m *mapping, fd field, cols []int) error {
	names := make([]string, len(cols))
	choices := make([]Choice, len(cols))
	for i, c := range cols {
		names[i] = f.heads[c].name
		choices[i] = Choice{Value: fieldNames[fd] + "=" + f.heads[c].name}
	}
	say := fmt.Sprintf("the columns %s can all be the field %q", strings.Join(names, ", "), fieldNames[fd])
	for _, n := range needed[m.class] {
		if n == fd {
			return &Ask{About: ErrAskColumn, Flag: "--map", Question: say, Choices: choices}
		}
	}
	m.notes = append(m.notes, Warning{Text: say + "; none was taken (choose with --map " + fieldNames[fd] + "=COLUMN)"})
	return nil
}

// needed lists the fields whose ambiguity stops the file.
var needed = [nClasses][]field{
	classBills:        {fCustomer, fNumber, fAmount, fDue, fSettled, fOpen},
	classReceipts:     {fCustomer, fNumber, fAmount, fDate},
	classCustomers:    {fCustomer, fName},
	classApplications: {fBill, fAmount, fReceipt},
	classCheques:      {fCustomer, fNumber, fAmount, fMaturity, fBank},
	classPromises:     {fCustomer, fAmount, fDate, fTaken},
}

// repair settles what scores alone cannot: a "name" that holds the numbers (as
// Odoo and ERPNext call them), customers known by name only, the running
// balance of a debit and credit ledger, and the nearest match of a needed field.
func (f *File) repair(m *mapping, sample sample, used map[int]bool, fixed map[field]bool) {
	if c := f.columnNamed("name"); m.class == classBills && !m.has(fNumber) && !fixed[fNumber] && m.has(fCustomer) &&
		c >= 0 &&
		(!used[c] || m.col[fName] == c && !fixed[fName]) && sample.unique(c) {
		m.col[fNumber], m.why[fNumber], used[c] = c, "header", true
		if m.col[fName] == c {
			m.col[fName] = -1
		}
	}
	if m.has(fDebit) && m.has(fCredit) {
		for _, fd := range []field{fOpen, fAmount} {
			if c := m.col[fd]; c >= 0 && !fixed[fd] && (fd == fAmount || f.heads[c].score(m.class, fd) <= 60) {
				m.col[fd] = -1
				delete(used, c)
			}
		}
	}
	if !m.has(fCreditDays) {
		m.col[fBaseline] = -1 // a baseline alone is no due date
	}
	for _, fd := range needed[m.class] {
		if m.has(fd) || fixed[fd] || fd == fSettled || fd == fOpen || fd == fAmount && (m.has(fOpen) || m.has(fDebit)) {
			continue
		}
		if c := f.nearest(m.class, fd, used); c >= 0 {
			m.col[fd], m.why[fd], used[c] = c, "nearest match", true
			m.notes = append(m.notes, Warning{Text: fmt.Sprintf("the column %q was taken for the field %q as the "+
				"nearest match; "+
				"choose another with --map %s=COLUMN", f.heads[c].name, fieldNames[fd], fieldNames[fd])})
		}
	}
	if !m.has(fCustomer) && m.has(fName) && !fixed[fCustomer] && m.class != classApplications {
		m.col[fCustomer], m.why[fCustomer] = m.col[fName], "header"
		m.notes = append(m.notes, Warning{Text: "the file has no customer code: the name is taken as the code"})
	}
}

// nearest finds the one unused column whose words contain a well-known name of
// the field of two words or more; -1 when there is none or several.
func (f *File) nearest(c class, fd field, used map[int]bool) int {
	found := -1
	for i, h := range f.heads {
		if used[i] || !contains(h.tokens, c, fd) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// phrases are the well-known names of two words or more, for nearest.
var phrases = sync.OnceValue(func() (all [nClasses]map[field][][]string) {
	for c, own := range vocabularies {
		all[c] = map[field][][]string{}
		for _, v := range append(append(vocabulary{}, own...), commonWords...) {
			for _, w := range strings.Split(v.words, ",") {
				if words := normal(w); v.score >= 80 && len(words) >= 2 {
					all[c][v.field] = append(all[c][v.field], words)
				}
			}
		}
	}
	return all
})

func contains(tokens []string, c class, fd field) bool {
	if len(tokens) < 2 {
		return false
	}
	for _, words := range phrases()[c][fd] {
		if within(words, tokens) {
			return true
		}
	}
	return false
}

func within(words, tokens []string) bool {
	for _, w := range words {
		found := false
		for _, t := range tokens {
			found = found || t == w
		}
		if !found {
			return false
		}
	}
	return true
}

func (f *File) checkNeeded(m *mapping) error {
	missing := func(fd field, what string) error {
		return &Ask{About: ErrAskColumn, Flag: "--map " + fieldNames[fd] + "=COLUMN",
			Question: fmt.Sprintf("no column of the file is known as %s (its columns are %s)", what, f.columnNames())}
	}
	switch {
	case m.class == classApplications && !m.has(fBill):
		return missing(fBill, "the number of the bill")
	case m.class == classApplications && m.has(fAmount):
		return nil
	case m.class == classApplications:
		return missing(fAmount, "the amount")
	case !m.has(fCustomer):
		return missing(fCustomer, "the customer")
	case m.class == classCustomers:
		return nil
	case m.class == classPromises && !m.has(fDate):
		return missing(fDate, "the promised day")
	case m.class == classPromises && !m.has(fTaken):
		return missing(fTaken, "the day the promise was taken")
	case m.class == classPromises && !m.has(fAmount):
		return missing(fAmount, "the amount")
	case m.class == classPromises:
		return nil
	case !m.has(fNumber):
		return missing(fNumber, "the number of the document")
	case m.class == classCheques && !m.has(fMaturity):
		return missing(fMaturity, "the date written on the cheque")
	case m.class == classCheques && !m.has(fBank):
		return missing(fBank, "the drawer's bank")
	case m.class == classReceipts && !m.has(fDate):
		return missing(fDate, "the date")
	case m.class == classBills && !m.has(fDoc) && !m.has(fPost):
		return missing(fDoc, "the document or posting date")
	case m.has(fAmount), m.class == classBills && (m.has(fOpen) || m.has(fDebit) && m.has(fCredit)):
		return nil
	}
	return missing(fAmount, "the amount")
}

// findCurrency takes a currency from the header of the money columns.
func (f *File) findCurrency(m *mapping) {
	for _, fd := range []field{fAmount, fOpen, fDebit, fLimit} {
		if c := m.col[fd]; c >= 0 && m.currency == "" {
			m.currency = f.heads[c].currency
		}
	}
	if _, ok := money.Find(m.currency); !ok {
		m.currency = ""
	}
}
