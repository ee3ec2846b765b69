package exchange

import (
	"fmt"
	"hash/maphash"
	"reflect"
	"slices"
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"duebook/internal/ar/intake"
	"duebook/internal/money"
	"duebook/internal/text"
)

// describe writes into the columns what each was taken for, and how its dates
// and amounts are written.
func (p *plan) describe(out *Parsed) {
	for fd := fNone + 1; fd < nFields; fd++ {
		c := p.m.col[fd]
		if c < 0 {
			continue
		}
		col := &out.Columns[c]
		if col.Field != "" {
			col.Field += ", "
		}
		col.Field += fieldNames[fd]
		col.Why = p.m.why[fd]
	}
	for _, d := range p.s.dates {
		out.Columns[d.col].Format = d.format()
		if d.filled > d.year+d.named+d.serials &&
			(out.DateOrder == "" || strings.HasSuffix(out.DateOrder, "of the file")) {
			out.DateOrder = strings.TrimPrefix(fmt.Sprintf("%s: in the column %q %s", orderNames[d.dateOrder()],
				p.f.heads[d.col].name, d.how), ": ")
		}
	}
	if out.DateOrder == "" && len(p.s.dates) > 0 {
		out.DateOrder = "no date leaves the order of day and month open"
	}
	mark := map[byte]string{'.': "decimal point", ',': "decimal comma"}[p.s.style.decimal]
	for _, fd := range p.s.money {
		out.Columns[p.m.col[fd]].Format = mark + ", " + p.s.style.how
	}
	switch {
	case p.m.has(fCurrency):
		out.CurrencySource = "the column " + p.f.heads[p.m.col[fCurrency]].name
	case p.m.currency != "":
		out.CurrencySource = p.m.currency + ", as the header of the amount says"
	case p.opt.Currency != "":
		out.CurrencySource = p.currency.Code + ", as --currency says"
	case p.currency.Code != "":
		out.CurrencySource = p.currency.Code + ", the book's"
	}
}

// gather merges what the workers kept.
func (out *Parsed) gather(p *plan, workers []*worker) {
	var odd [nOddities]Warning
	sums := map[string]*roundSum{}
	for _, w := range workers {
		out.Refused = append(out.Refused, w.refused...)
		out.RefusedRows += w.nRefuse
		out.CutOff = max(out.CutOff, w.latest)
		for i, o := range w.odd {
			if o.Rows > 0 && (odd[i].Rows == 0 || o.Line < odd[i].Line) {
				odd[i].Line = o.Line
			}
			odd[i].Rows += o.Rows
		}
		for cur, r := range w.rounded {
			if sums[cur] == nil {
				sums[cur] = &roundSum{diff: decimal.Zero}
			}
			sums[cur].rows += r.rows
			sums[cur].diff = sums[cur].diff.Add(r.diff)
		}
	}
	for i, o := range odd {
		if o.Rows > 0 {
			o.Text = oddities[i]
			out.Warnings = append(out.Warnings, o)
		}
	}
	for cur, r := range sums {
		out.Rounded = append(out.Rounded, Rounding{cur, r.rows, r.diff.String()})
	}
	sort.Slice(out.Rounded, func(i, j int) bool { return out.Rounded[i].Currency < out.Rounded[j].Currency })
	if out.CutOffFromFile = p.opt.CutOff == 0 && out.CutOff != 0; p.opt.CutOff != 0 {
		out.CutOff = p.opt.CutOff
	}
	out.LookAlikes = lookAlikes(workers)
	if n := len(out.LookAlikes); n > 0 {
		out.Warnings = append(out.Warnings, Warning{Text: fmt.Sprintf(
			"customer codes that look alike in %s (such as %s); they stay apart", text.Count(n, "group", "groups"),
			strings.Join(out.LookAlikes[0], ", "))})
	}
}

// lookAlikes groups the codes of the file that differ only in form.
func lookAlikes(workers []*worker) [][]string {
	codes := map[string]bool{}
	for _, w := range workers {
		for code := range w.codes {
			codes[code] = true
		}
	}
	bySkeleton := make(map[string][]string, len(codes))
	for code := range codes {
		if code != "" {
			k := text.Skeleton(code)
			bySkeleton[k] = append(bySkeleton[k], code)
		}
	}
	var groups [][]string
	for _, g := range bySkeleton {
		if len(g) > 1 {
			sort.Strings(g)
			groups = append(groups, g)
		}
	}
	sort.Slice(groups, func(i, j int) bool { return groups[i][0] < groups[j][0] })
	return groups
}

// finish takes out refused rows and repeats, and sums what is left.
func (p *plan) finish(out *Parsed) error {
	switch p.m.class {
	case classReceipts:
		out.Receipts = unique(out, out.Receipts, func(r *intake.ReceiptRow) (string, int32) { return r.Number, r.Line },
			sameReceipt)
		out.Kind, out.KindWhy = Receipts, "the columns are those of receipts"
	case classApplications:
		out.Applications = slices.DeleteFunc(out.Applications,
			func(r intake.ApplicationRow) bool { return r.Line == 0 })
		if out.Kind, out.KindWhy = Applications, "each row names a receipt and a bill"; !p.m.has(fReceipt) {
			out.Kind, out.KindWhy = Remittance, "the rows name bills and amounts, and no receipt"
		}
	case classCheques:
		out.Cheques = unique(out, out.Cheques, func(r *intake.ChequeRow) (string, int32) {
			return strings.Join([]string{r.Number, r.Bank, r.BankAccount, r.Drawer, r.Done()}, "\n"), r.Line
		}, sameCheque)
		out.Kind, out.KindWhy = Cheques, "the columns are those of cheques"
	case classPromises:
		out.Promises = slices.DeleteFunc(out.Promises, func(r intake.PromiseRow) bool { return r.Line == 0 })
		out.Kind, out.KindWhy = Promises, "the columns are those of promises"
	case classCustomers:
		out.Customers = unique(out, out.Customers, func(r *intake.CustomerRow) (string, int32) {
			return r.Code,
				r.Line
		},
			sameCustomer)
		out.Kind, out.KindWhy = Customers, "the columns are those of customers"
	default:
		out.Bills = unique(out, out.Bills, func(r *intake.BillRow) (string, int32) { return r.Number, r.Line },
			sameBill)
		out.Kind, out.KindWhy = p.kindOfBills(out.Bills)
	}
	if p.opt.Kind != "" {
		out.Kind, out.KindWhy = p.opt.Kind, "as --kind says"
	}
	if out.Kind == OpenItems && !p.m.has(fOpen) {
		for i := range out.Bills { // all the file lists is open, in full
			b := &out.Bills[i]
			b.Open, b.HasOpen, b.OnlyOpen = b.Amount, true, true
		}
	}
	sort.SliceStable(out.Refused, func(i, j int) bool { return out.Refused[i].Line < out.Refused[j].Line })
	out.Refused = out.Refused[:min(len(out.Refused), maxRefusals)]
	if out.DuplicateRows > 0 {
		out.Warnings = append(out.Warnings, Warning{Text: "an exact repeat of an earlier row; left out",
			Rows: out.DuplicateRows,
			Line: out.firstRepeat})
	}
	return out.total()
}

// kindOfBills tells a snapshot of open items from a ledger and from plain bills.
func (p *plan) kindOfBills(rows []intake.BillRow) (kind, why string) {
	closed := false
	for i := range rows {
		closed = closed || rows[i].HasOpen && rows[i].Open == 0
	}
	switch {
	case p.s.settled > 0:
		return Ledger, fmt.Sprintf("%s settled", text.Count(p.s.settled, "row is", "rows are"))
	case closed:
		return Ledger, "some bills have nothing open"
	case p.m.has(fOpen):
		return OpenItems, "every row has an open amount"
	case p.m.has(fSettled):
		return OpenItems, "the column of settled dates is empty in every row"
	case p.m.has(fDebit):
		return Ledger, "the rows are debits and credits"
	}
	return Bills, "the file does not say what is paid"
}

// unique drops empty places and exact repeats, and refuses a number that comes
// again with other content. Rows keep their order; a place is empty when its
// line is 0.
func unique[R any](out *Parsed, rows []R, key func(*R) (string, int32), same func(a, b *R) bool) []R {
	size := 1
	for size < 2*len(rows) {
		size *= 2
	}
	table := make([]int32, size) // 1 + place among kept
	seed := maphash.MakeSeed()
	kept := rows[:0]
	for i := range rows {
		k, line := key(&rows[i])
		if line == 0 {
			continue
		}
		h := int(maphash.String(seed, k)) & (size - 1)
		for table[h] != 0 {
			if other, _ := key(&kept[table[h]-1]); other == k {
				break
			}
			h = (h + 1) & (size - 1)
		}
		if table[h] == 0 {
			if len(kept) < i {
				kept = append(kept, rows[i])
			} else {
				kept = kept[:i+1]
			}
			table[h] = int32(len(kept))
			continue
		}
		first := &kept[table[h]-1]
		if same(first, &rows[i]) {
			if out.DuplicateRows++; out.DuplicateRows == 1 {
				out.firstRepeat = int(line)
			}
			continue
		}
		_, at := key(first)
		if out.RefusedRows++; out.RefusedRows <= 2*maxRefusals {
			out.Refused = append(out.Refused, Refusal{Line: int(line), Field: "number", Value: k,
				Reason: fmt.Sprintf("is on line %d too, with other content", at)})
		}
	}
	clear(rows[len(kept):])
	return kept
}

func sameBill(a, b *intake.BillRow) bool {
	x, y := *a, *b
	if *x.Party != *y.Party || !x.More().Same(y.More()) {
		return false
	}
	x.Party, x.Papers, x.Line = nil, nil, 0
	y.Party, y.Papers, y.Line = nil, nil, 0
	return x == y
}

func sameReceipt(a, b *intake.ReceiptRow) bool {
	x, y := *a, *b
	if *x.Party != *y.Party {
		return false
	}
	x.Party, x.Line, y.Party, y.Line = nil, 0, nil, 0
	return x == y
}

func sameCheque(a, b *intake.ChequeRow) bool {
	x, y := *a, *b
	if !slices.Equal(x.Covers, y.Covers) {
		return false
	}
	x.Covers, x.Line, y.Covers, y.Line = nil, 0, nil, 0
	return reflect.DeepEqual(x, y)
}

func sameCustomer(a, b *intake.CustomerRow) bool {
	return a.Code == b.Code && a.Name == b.Name && a.NameAr == b.NameAr && a.Group == b.Group && a.Branch == b.Branch &&
		a.Salesman == b.Salesman && a.Collector == b.Collector && a.Terms == b.Terms && a.TaxNumber == b.TaxNumber &&
		a.Contact == b.Contact && a.Email == b.Email && a.Risk == b.Risk && a.Status == b.Status &&
		a.Bank == b.Bank && a.IBAN == b.IBAN && a.Licence == b.Licence && a.LicenceExpires == b.LicenceExpires &&
		a.Address == b.Address && a.City == b.City &&
		strings.Join(a.Phones, "\n") == strings.Join(b.Phones, "\n") && a.Currency == b.Currency &&
		a.Limit == b.Limit &&
		a.HasLimit == b.HasLimit
}

// total sums the rows kept, by currency.
func (out *Parsed) total() error {
	at := map[string]int{}
	find := func(cur string) *Total {
		i, ok := at[cur]
		if !ok {
			i = len(out.Totals)
			at[cur] = i
			out.Totals = append(out.Totals, Total{Currency: cur})
		}
		return &out.Totals[i]
	}
	var last *Total // good until the next find
	for i := range out.Bills {
		b := &out.Bills[i]
		if last == nil || last.Currency != b.Currency {
			last = find(b.Currency)
		}
		if err := last.add(b.Amount, b.Open); err != nil {
			return err
		}
	}
	var err error
	sum := func(currency string, amount money.Minor) {
		if err == nil {
			err = find(currency).add(amount, 0)
		}
	}
	for i := range out.Receipts {
		sum(out.Receipts[i].Currency, out.Receipts[i].Amount)
	}
	for i := range out.Applications {
		sum(out.Applications[i].Currency, out.Applications[i].Amount)
	}
	for i := range out.Cheques {
		sum(out.Cheques[i].Currency, out.Cheques[i].Amount)
	}
	for i := range out.Promises {
		sum(out.Promises[i].Currency, out.Promises[i].Amount)
	}
	sort.Slice(out.Totals, func(i, j int) bool { return out.Totals[i].Currency < out.Totals[j].Currency })
	return err
}

func (t *Total) add(amount, open money.Minor) (err error) {
	t.Rows++
	if t.Amount, err = money.Add(t.Amount, amount); err == nil {
		t.Open, err = money.Add(t.Open, open)
	}
	if err != nil {
		return fmt.Errorf("the amounts in %s sum to more than the book can hold (2^53 minor units)", t.Currency)
	}
	return nil
}
