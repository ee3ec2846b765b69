package receipt

import (
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Certify notes that the certificate of a withholding came.
type Certify struct {
	Receipt  string `json:"receipt" help:"the withholding's number"`
	Number   string `json:"number" help:"the certificate's number"`
	Received string `json:"received,omitempty" help:"when it came; today when left out"`
}

// Kind is "receipt.certify".
func (Certify) Kind() string { return "receipt.certify" }

// Decide checks that the certificate is still to be chased.
func (c Certify) Decide(in *book.In) ([]book.Fact, error) {
	r, err := Must(in.View, c.Receipt)
	if err != nil {
		return nil, err
	}
	if r.Kind != Withholding {
		return nil, book.RefuseField("receipt", "%s is a %s: only a withholding has a certificate", r.Number, r.Kind)
	}
	if had, ok := r.Certificate(in.Today); ok {
		return nil, book.RefuseField("receipt", "the certificate of %s came already: number %s on %s", r.Number,
			had.Number, had.On)
	}
	cert := Cert{Number: strings.TrimSpace(c.Number), By: in.Who}
	if err := text.Check(cert.Number, 120); err != nil || cert.Number == "" {
		return nil, book.RefuseField("number", "the certificate needs its number")
	}
	if cert.On, err = bill.Day("received", c.Received, in.Today, in.Today); err != nil {
		return nil, err
	}
	if cert.On < r.Date || cert.On > in.Today {
		return nil, book.RefuseField("received", "the certificate came between %s and today, not on %s", r.Date,
			cert.On)
	}
	return []book.Fact{&Certified{Account: r.Account, ID: r.ID, Cert: cert}}, nil
}

// Certified says that the certificate of a withholding came.
type Certified struct {
	Account uint32 `cbor:"1,keyasint"`
	ID      uint32 `cbor:"2,keyasint"`
	Cert    Cert   `cbor:"3,keyasint"`
}

// Kind is "receipt.certified/1".
func (Certified) Kind() string { return "receipt.certified/1" }

// Refs names the receipt.
func (f Certified) Refs() []book.Ref {
	return []book.Ref{Ref(f.Account, f.ID), {Table: "account", ID: uint64(f.Account)}}
}

// Apply keeps the certificate with the receipt.
func (f Certified) Apply(tx *book.Tx) error {
	r, err := Get(&tx.View, f.Account, f.ID)
	if err != nil {
		return err
	}
	r.Certs = append(r.Certs, f.Cert)
	return table.Put(tx, &r)
}

// Undo says the certificate is not there after all, from today on.
func (f Certified) Undo(in *book.In) ([]book.Fact, error) {
	return []book.Fact{&Decertified{Account: f.Account, ID: f.ID, Date: max(in.Today, f.Cert.On)}}, nil
}

// Decertified says that a certificate is not there after all, from a day on.
type Decertified struct {
	Account uint32     `cbor:"1,keyasint"`
	ID      uint32     `cbor:"2,keyasint"`
	Date    civil.Date `cbor:"3,keyasint"`
}

// Kind is "receipt.decertified/1".
func (Decertified) Kind() string { return "receipt.decertified/1" }

// Refs names the receipt.
func (f Decertified) Refs() []book.Ref {
	return []book.Ref{Ref(f.Account, f.ID), {Table: "account", ID: uint64(f.Account)}}
}

// Apply marks the last certificate as taken back.
func (f Decertified) Apply(tx *book.Tx) error {
	r, err := Get(&tx.View, f.Account, f.ID)
	if err != nil {
		return err
	}
	n := len(r.Certs)
	if n == 0 || r.Certs[n-1].Back != 0 {
		return book.Refuse(book.Conflict, "receipt %s has no certificate to take back", r.Number)
	}
	r.Certs[n-1].Back = f.Date
	return table.Put(tx, &r)
}
