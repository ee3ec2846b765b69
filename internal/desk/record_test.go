package desk_test

import (
	"path/filepath"
	"strings"
	"testing"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/document"
	"duebook/internal/desk"
	"duebook/internal/report/expiry"
	"duebook/internal/report/lists"
)

// What a file says of a customer's bank and licence comes to the record once; a later
// day renews the licence, and a wrong account is refused with its row.
func TestBankAndLicenceComeFromAFile(t *testing.T) {
	d := filesDesk(t)
	head := "Customer Code,Customer Name,Bank,IBAN,CR Number,CR Expiry Date"
	take(t, d, file(t, "1.csv", head, "C1,شركة النور,Bank One,SA03 8000 0000 6080 1016 7519,1010123456,2025-07-01",
		"C2,Second,,,,"), desk.ImportOptions{})
	read := func() *desk.Record {
		r, err := d.Record("C1")
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := read()
	if r.IBAN != "SA0380000000608010167519" || r.Bank != "Bank One" || r.Registration != "1010123456" ||
		len(r.Documents) != 1 || r.Documents[0].Days != 16 || r.Licence.Number != "1010123456" {
		t.Errorf("%+v %+v", r.Card.Customer, r.Documents)
	}
	p := plan(t, d, file(t, "2.csv", head, "C1,,,SA04 8000 0000 6080 1016 7519,,"), desk.ImportOptions{})
	refusedWith(t, p, "check digits")
	take(t, d, file(t, "3.csv", head, "C1,,,,,2026-07-01"), desk.ImportOptions{})
	if r = read(); len(r.Documents) != 1 || r.Documents[0].Says != "licence expires in 381 days" {
		t.Errorf("%+v", r.Documents)
	}
	l, err := d.Expiry(expiry.Query{Days: 90})
	if err != nil || len(l.Rows) != 0 {
		t.Error(l, err)
	}
}

// A file says where customers are, the city in a column of its own; what the card knows
// is not lost to a file that has the city only.
func TestAddressesComeFromAFile(t *testing.T) {
	d := filesDesk(t)
	take(t, d, file(t, "1.csv", "رقم العميل,اسم العميل,العنوان,المدينة", "C1,النور,حي المها,الرياض",
		"C2,Second,Riyadh; Al Reem,riyadh"), desk.ImportOptions{})
	again := file(t, "2.csv", "Customer Code,Customer Name,City", "C1,النور,الرياض", "C2,Second,Dammam")
	take(t, d, again, desk.ImportOptions{})
	for code, want := range map[string]string{"C1": "حي المها; الرياض", "C2": "Riyadh; Al Reem; Dammam"} {
		if r, err := d.Record(code); err != nil || customer.FileAddress(r.Card.Address) != want {
			t.Errorf("%s: %q %v", code, r.Card.Address, err)
		}
	}
	if p := plan(t, d, again, desk.ImportOptions{}); p.Plan.Facts() != 0 {
		t.Error("the same file changes something again")
	}
	refusedWith(t, plan(t, d, file(t, "3.csv", "Customer Code,Customer Name,Address", "C1,النور,a;b;c;d;e;f;g"),
		desk.ImportOptions{}), "7 lines")
}

// The list of customers takes bank and licence to another book.
func TestTheListOfCustomersTakesTheRecordAlong(t *testing.T) {
	d := filesDesk(t)
	post(t, d, &customer.Open{Code: "C1", Name: "شركة النور", IBAN: "SA0380000000608010167519", Bank: "Bank One",
		Address: "مبنى 7، شارع المها\n\"B\" wing, 2; الرياض"},
		&document.Record{Customer: "C1", Type: "licence", Paper: document.Paper{Number: "1010", Expires: "+20"}})
	path := filepath.Join(t.TempDir(), "customers.csv")
	if _, err := d.ExportList("customers", lists.Query{}, path, false); err != nil {
		t.Fatal(err)
	}
	other := filesDesk(t)
	take(t, other, path, desk.ImportOptions{})
	if got, want := strings.Join(rows(t, other, "customers"), "\n"), strings.Join(rows(t, d, "customers"),
		"\n"); got != want ||
		!strings.Contains(got, "2025-07-05") || !strings.Contains(got, `شارع المها; ""B"" wing, 2; الرياض`) {
		t.Errorf("%s\n%s", got, want)
	}
}

// A card's fields are revised in one entry, refused on the field's own name, and undone
// at once.
func TestRevisingACardIsOneEntry(t *testing.T) {
	d := filesDesk(t)
	post(t, d, &customer.Open{Code: "C1", Name: "First"})
	revise := func(changes ...customer.FieldValue) error {
		_, err := d.Do(desk.NewKey(), &document.Revise{Customer: "C1", Changes: changes})
		return err
	}
	err := revise(customer.FieldValue{Field: "owner", Value: "X"}, customer.FieldValue{Field: "iban", Value: "SA99"})
	if desk.FieldOf(err) != "iban" {
		t.Error(err)
	}
	if err = revise(customer.FieldValue{Field: "owner", Value: "X"}, customer.FieldValue{Field: "risk", Value: "B"},
		customer.FieldValue{Field: document.LicenceExpires, Value: "+9"}); err != nil {
		t.Fatal(err)
	}
	seq, command, err := d.Undoable()
	if err != nil || command != "customer.revise" {
		t.Fatal(command, err)
	}
	if err := d.Undo(desk.NewKey(), seq); err != nil {
		t.Fatal(err)
	}
	if r, err := d.Record("C1"); err != nil || r.Owner != "" || r.Risk != "" || len(r.Documents) != 0 {
		t.Errorf("%+v %v", r, err)
	}
	h, err := d.CardHistory("C1", "owner")
	if err != nil || len(h.Rows) != 2 || !h.Rows[0].Undo || h.Rows[0].Old != "X" {
		t.Errorf("%+v %v", h, err)
	}
}
