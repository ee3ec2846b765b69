package exchange

import (
	"bytes"
	"hash/maphash"

	"duebook/internal/ar/intake"
)

// party is a Party already read, and what is wrong with it.
type party struct {
	*intake.Party
	bad     []refusal
	unclean bool // characters were left out of its texts
	digits  int
}

// known reports whether the party's currency is, so that amounts can be read.
func (p *party) known() bool { return p.Currency != "" }

var partyFields = []field{fCustomer, fName, fNameAr, fCurrency, fBranch, fSalesman, fCollector, fTerms, fGroup, fSite,
	fPhone, fMobile, fEmail, fTaxNumber}

// print stands for the raw cells of a party: two hashes with seeds of this run.
// That two parties of a file share one is less likely than one in 10^25.
type print [2]uint64

type partySlot struct {
	print
	party
}

// parties finds a row's Party by the raw cells it is made of: one search a row
// instead of one for each repeated field, in a table that is read in one place.
type parties struct {
	cols  []int
	seeds [2]maphash.Seed
	slots []partySlot // a power of two, at most half full
	n     int
	key   []byte
}

func newParties(m *mapping) *parties {
	ps := &parties{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, slots: make([]partySlot, 1024)}
	for _, fd := range partyFields {
		if m.has(fd) {
			ps.cols = append(ps.cols, m.col[fd])
		}
	}
	return ps
}

// find returns the row's party, made by read when it is new.
func (ps *parties) find(fields [][]byte, read func([][]byte) party) party {
	ps.key = ps.key[:0]
	for _, c := range ps.cols {
		ps.key = append(append(ps.key, fields[c]...), '\n') // no field holds a line end
	}
	want := print{maphash.Bytes(ps.seeds[0], ps.key), maphash.Bytes(ps.seeds[1], ps.key)}
	at := ps.place(want)
	if ps.slots[at].Party == nil {
		ps.slots[at] = partySlot{want, read(fields)}
		if ps.n++; 2*ps.n > len(ps.slots) {
			ps.grow()
			at = ps.place(want)
		}
	}
	return ps.slots[at].party
}

// place returns where a print is, or where it would go.
func (ps *parties) place(want print) uint64 {
	mask := uint64(len(ps.slots) - 1)
	at := want[0] & mask
	for ps.slots[at].Party != nil && ps.slots[at].print != want {
		at = (at + 1) & mask
	}
	return at
}

func (ps *parties) grow() {
	old := ps.slots
	ps.slots = make([]partySlot, 2*len(old))
	for _, s := range old {
		if s.Party != nil {
			ps.slots[ps.place(s.print)] = s
		}
	}
}

// readParty makes the Party of a row.
func (w *worker) readParty(fields [][]byte) party {
	was := w.unclean
	w.unclean = false
	t := func(fd field) string { return w.text(w.cell(fields, fd)) }
	code, why := w.code(w.cell(fields, fCustomer), fCustomer)
	p := party{Party: &intake.Party{Customer: code, Name: t(fName), NameAr: t(fNameAr), Branch: t(fBranch),
		Salesman: t(fSalesman), Collector: t(fCollector), Terms: t(fTerms), Group: t(fGroup), Site: t(fSite),
		Phone: t(fPhone), Email: t(fEmail), TaxNumber: t(fTaxNumber)}}
	if p.Phone == "" {
		p.Phone = t(fMobile)
	}
	p.unclean, w.unclean = w.unclean, was
	if same, ok := w.strings[code]; ok {
		p.Customer = same
	} else {
		w.strings[code] = code
	}
	if code == "" && why == "" {
		why = "the customer is missing"
	}
	if why != "" {
		p.bad = append(p.bad, refusal{fCustomer, bytes.Clone(w.cell(fields, fCustomer)), why})
	} else {
		w.codes[p.Customer] = struct{}{}
	}
	cell := w.cell(fields, fCurrency)
	cur, why := w.currencyOf(cell)
	if why != "" {
		p.bad = append(p.bad, refusal{fCurrency, bytes.Clone(cell), why})
		return p
	}
	p.Currency, p.digits = cur.Code, cur.Digits
	return p
}
