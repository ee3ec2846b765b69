package lists

import (
	"strconv"
	"strings"

	"duebook/internal/ar/account"
	"duebook/internal/ar/bill"
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/directory"
	"duebook/internal/ar/document"
	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
	"duebook/internal/report/render"
)

// Query says which rows: those that were there at the end of a day, of one customer
// and in one currency when named.
type Query struct {
	AsOf     civil.Date
	Customer string
	Currency string
	Base     money.Currency // the company's
}

// Row is told of each row's cells, which are the list's until the next row.
type Row func(cells []render.Cell) error

// List is one of the lists: its columns and its rows.
type List struct {
	Name    string
	Columns []render.Column
	rows    func(r *reader, put Row) error
}

// All are the lists, in the order an empty book takes them in.
func All() []List {
	return []List{
		{"customers", columns("customer customer_name arabic_name group branch salesman collector payment_terms " +
			"tax_number contact_person phone email credit_limit:amount currency risk_class status " +
			"bank iban licence licence_expires:date address"),
			(*reader).customers},
		{"bills", columns("customer customer_name invoice_number type invoice_date:date posting_date:date " +
			"due_date:date currency invoice_amount:amount left_to_pay:amount net_amount:amount vat:amount po_number " +
			"delivery_note site branch salesman disputed parts"), (*reader).bills},
		{"receipts", columns("customer customer_name receipt_number kind receipt_date:date currency " +
			"receipt_amount:amount unapplied:amount reference text branch"), (*reader).receipts},
		{"applications", columns("receipt_number bill_number part applied_amount:amount currency " +
			"application_date:date customer"), (*reader).applications},
		{"cheques", columns("customer customer_name cheque_number bank maturity:date cheque_amount:amount currency " +
			"drawer bank_branch drawer_account cheque_type received:date received_from kept_at hold_until:date state " +
			"moves covers note"), (*reader).cheques},
		{"promises-taken", columns("customer customer_name promised_amount:amount currency promised_for:date " +
			"taken:date taken_by who_promised method cheque_dated:date tolerance bills plan promised_before " +
			"ended:date ended_as end_note state"), (*reader).promises},
	}
}

// Find gives the list of a name.
func Find(name string) (List, bool) {
	for _, l := range All() {
		if l.Name == name {
			return l, true
		}
	}
	return List{}, false
}

// Each calls put with every row.
func (l *List) Each(v *book.View, q Query, put Row) error {
	r := &reader{v: v, q: q}
	for i, of := range []directory.Kind{directory.Branch, directory.Person, directory.Group, directory.Risk} {
		var err error
		if r.names[i], err = directory.Names(v, of); err != nil {
			return err
		}
	}
	return l.rows(r, put)
}

// columns reads names with the kind of those that are not texts.
func columns(list string) []render.Column {
	var out []render.Column
	for _, w := range strings.Fields(list) {
		name, kind, _ := strings.Cut(w, ":")
		c := render.Column{Key: name, Name: strings.ReplaceAll(name, "_", " ")}
		switch kind {
		case "amount":
			c.Kind = render.Amount
		case "date":
			c.Kind = render.Date
		}
		out = append(out, c)
	}
	return out
}

type reader struct {
	v     *book.View
	q     Query
	names [4]map[uint16]string // branches, people, groups, risks
}

const (
	branches = iota
	people
	groups
	risks
)

func (r *reader) name(of int, id uint16) render.Cell { return render.T(r.names[of][id]) }

func (r *reader) customers(put Row) error {
	return customer.Scan(r.v, func(c *customer.Customer) (bool, error) {
		gone := c.Opened > r.q.AsOf || c.Voided != 0 && c.Voided <= r.q.AsOf
		if gone || r.q.Customer != "" && c.Code != r.q.Customer {
			return true, nil
		}
		p, err := customer.ProfileOf(r.v, c.ID)
		if err != nil {
			return false, err
		}
		licence, _, err := document.LicenceOf(r.v, c, r.q.AsOf)
		if err != nil {
			return false, err
		}
		s := p.At(r.q.AsOf)
		var limit render.Cell
		var contact, phone, email, terms string
		if c.Limit.Set {
			limit = render.A(c.Limit.Amount, r.q.Base.Digits)
		}
		if c.Terms >= 0 {
			terms = strconv.Itoa(c.Terms) + " days"
		}
		for _, x := range c.People {
			if contact == "" {
				contact = x.Name
			}
			if email == "" {
				email = x.Email
			}
			if phone == "" && len(x.Phones) > 0 {
				phone = x.Phones[0].Number
			}
		}
		return true, put([]render.Cell{render.T(c.Code), render.T(c.Name), render.T(c.Arabic), r.name(groups, s.Group),
			r.name(branches, s.Branch), r.name(people, s.Salesman), r.name(people, s.Collector), render.T(terms),
			render.T(c.TaxNumber), render.T(contact), render.T(phone), render.T(email), limit,
			render.T(r.q.Base.Code), r.name(risks, s.Risk), render.T(s.Status.String()), render.T(c.Bank),
			render.T(c.IBAN), render.T(c.Registration), render.D(licence.Details.Expires),
			render.T(customer.FileAddress(c.Address))})
	})
}

// accounts calls fn with every account asked for and its customer.
func (r *reader) accounts(fn func(a account.Line, c *customer.Customer) error) error {
	var all []account.Line
	account.Lines(r.v, func(l account.Line) bool {
		if r.q.Currency == "" || strings.EqualFold(l.Currency, r.q.Currency) {
			all = append(all, l)
		}
		return true
	})
	var c customer.Customer
	var err error
	for _, l := range all {
		if c.ID != l.Customer {
			if c, err = customer.Get(r.v, l.Customer); err != nil {
				return err
			}
		}
		if r.q.Customer == "" || c.Code == r.q.Customer {
			if err := fn(l, &c); err != nil {
				return err
			}
		}
	}
	return nil
}

// applied sums what stood on each document of an account on the day.
func (r *reader) applied(acc uint32) (bills, receipts map[uint32]money.Minor) {
	bills, receipts = map[uint32]money.Minor{}, map[uint32]money.Minor{}
	receipt.ApplicationsOf(r.v, acc, func(a *receipt.Application) bool {
		if a.At(r.q.AsOf) {
			bills[a.Bill] += a.Amount
			receipts[a.Receipt] += a.Amount
		}
		return true
	})
	return bills, receipts
}

func (r *reader) bills(put Row) error {
	return r.accounts(func(a account.Line, c *customer.Customer) error {
		used, _ := r.applied(a.ID)
		return bill.OfAccount(r.v, a.ID, func(b *bill.Bill) (bool, error) {
			if b.Posting > r.q.AsOf || b.Voided != 0 && b.Voided <= r.q.AsOf {
				return true, nil
			}
			whole, disputed, parts := b.Amount(), "", ""
			if b.Disputed {
				disputed = "yes"
			}
			cur := money.Currency{Code: a.Currency, Digits: a.Digits}
			for i := range b.Parts {
				if len(b.Parts) > 1 || b.Parts[i].Retention {
					parts += b.Parts[i].DueAt(r.q.AsOf).String() + " " + cur.Plain(b.Parts[i].Amount)
					if b.Parts[i].Retention {
						parts += " retention"
					}
					parts += "; "
				}
			}
			var net, vat render.Cell
			if b.Net != 0 || b.VAT != 0 {
				net, vat = render.A(b.Net, a.Digits), render.A(b.VAT, a.Digits)
			}
			return true, put([]render.Cell{render.T(c.Code), render.T(c.Name), render.T(b.Number),
				render.T(b.Kind.String()), render.D(b.Doc), render.D(b.Posting), render.D(b.Parts[0].DueAt(r.q.AsOf)),
				render.T(a.Currency), render.A(whole, a.Digits), render.A(whole-used[b.ID], a.Digits), net, vat,
				render.T(b.PO), render.T(b.DeliveryNote), render.T(b.Site), r.name(branches, b.Branch),
				r.name(people, b.Salesman), render.T(disputed), render.T(strings.TrimSuffix(parts, "; "))})
		})
	})
}

func (r *reader) receipts(put Row) error {
	return r.accounts(func(a account.Line, c *customer.Customer) error {
		_, used := r.applied(a.ID)
		return receipt.OfAccount(r.v, a.ID, func(x *receipt.Receipt) (bool, error) {
			if !x.At(r.q.AsOf) {
				return true, nil
			}
			return true, put([]render.Cell{render.T(c.Code), render.T(c.Name), render.T(x.Number),
				render.T(x.Kind.String()), render.D(x.Date), render.T(a.Currency), render.A(x.Amount, a.Digits),
				render.A(x.Amount-used[x.ID], a.Digits), render.T(x.Reference), render.T(x.Text),
				r.name(branches, x.Branch)})
		})
	})
}

func (r *reader) applications(put Row) error {
	return r.accounts(func(a account.Line, c *customer.Customer) error {
		numbers := map[uint32]string{}
		err := receipt.OfAccount(r.v, a.ID, func(x *receipt.Receipt) (bool, error) {
			numbers[x.ID] = x.Number
			return true, nil
		})
		var last bill.Bill
		receipt.ApplicationsOf(r.v, a.ID, func(x *receipt.Application) bool {
			if !x.At(r.q.AsOf) {
				return true
			}
			if last.ID != x.Bill {
				if last, err = bill.Get(r.v, a.ID, x.Bill); err != nil {
					return false
				}
			}
			part := ""
			if len(last.Parts) > 1 {
				part = strconv.Itoa(int(x.Part) + 1)
			}
			err = put([]render.Cell{render.T(numbers[x.Receipt]), render.T(last.Number), render.T(part),
				render.A(x.Amount, a.Digits), render.T(a.Currency), render.D(x.Date), render.T(c.Code)})
			return err == nil
		})
		return err
	})
}

func (r *reader) cheques(put Row) error {
	return r.accounts(func(a account.Line, c *customer.Customer) error {
		return cheque.OfAccount(r.v, a.ID, func(x *cheque.Cheque) (bool, error) {
			if !x.At(r.q.AsOf) {
				return true, nil
			}
			cur := money.Currency{Code: a.Currency, Digits: a.Digits}
			var covers []string
			for _, s := range x.Shares(r.q.AsOf) {
				b, err := bill.Get(r.v, a.ID, s.Bill)
				if err != nil {
					return false, err
				}
				one := b.Number
				if len(b.Parts) > 1 {
					one += " part " + strconv.Itoa(int(s.Part)+1)
				}
				covers = append(covers, one+" = "+cur.Plain(s.Amount))
			}
			moves, err := x.Story(r.v, r.q.AsOf, cur, r.namesOf(a.ID))
			if err != nil {
				return false, err
			}
			d := &x.Details
			return true, put([]render.Cell{render.T(c.Code), render.T(c.Name), render.T(d.Number), render.T(d.Bank),
				render.D(x.Maturity), render.A(x.Amount, a.Digits), render.T(a.Currency), render.T(d.Drawer),
				render.T(d.Branch), render.T(d.Account), render.T(x.Type.String()), render.D(x.Received),
				render.T(d.From), render.T(d.Kept), render.D(d.Hold), render.T(x.State(r.q.AsOf).String()),
				render.T(moves), render.T(strings.Join(covers, "; ")), render.T(d.Note)})
		})
	})
}

// namesOf gives the numbers of an account's documents that were there on the day.
func (r *reader) namesOf(acc uint32) cheque.Names {
	return cheque.Names{Receipt: func(id uint32) string {
		if x, err := receipt.Get(r.v, acc, id); err == nil && x.At(r.q.AsOf) {
			return x.Number
		}
		return ""
	}, Bill: func(id uint32) string {
		if b, err := bill.Get(r.v, acc, id); err == nil && (b.Voided == 0 || b.Voided > r.q.AsOf) {
			return b.Number
		}
		return ""
	}, Cheque: func(id uint32) string {
		x, err := cheque.Get(r.v, id)
		if err != nil {
			return ""
		}
		return x.Details.Number
	}}
}
