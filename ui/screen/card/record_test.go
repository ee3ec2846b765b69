package card_test

import (
	"testing"

	"duebook/internal/ar/confirmation"
	"duebook/internal/ar/customer"
	"duebook/internal/ar/document"
	"duebook/internal/desk"
	"duebook/ui/screen/card"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func withPapers(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&document.Record{Customer: "C1", Type: "licence", Paper: document.Paper{Number: "1010123456",
		Issued: "2024-06-27", Expires: "+12", Copy: "folder 7"}})
	o.Must(&document.Record{Customer: "C1", Type: "guarantee", Paper: document.Paper{Number: "LG-7", Amount: "250000",
		Expires: "-3", Issuer: "بنك الساحل"}})
	return o
}

// The record is edited in one form; what is wrong is told at its field and nothing
// typed is lost; any field tells its history.
func TestTheRecordIsEditedInOneForm(t *testing.T) {
	o := withPapers(t)
	o.Must(&customer.Edit{Customer: "C1", Field: "address", Value: "مبنى 24، شارع الغدير; حي المها; الرياض 12211"})
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d := uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "record"}), size[0], size[1])
		d.Keys("G").See("Guarantee", "3 days ago").Golden(map[int]string{80: "record80",
			120: "record120"}[size[0]])
	}
	d := uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "record"}), 120, 40)
	d.Play(`
		see Legal name
		key e
		dialog Edit C1 Al Noor Trading Co
		see Names
		see Registration and tax
	`, nil)
	d.Golden("recordform120")
	d.Keys("esc")
	o.Must(&customer.Edit{Customer: "C1", Field: "address"})
	d = uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "record"}), 120, 40).Keys("e")
	d.Play(`
		key tab tab tab
		type النور; Noor
		key tab tab
		type Abu Khalid
		key tab tab tab tab
		type +200
		key tab tab tab
		type 12
		see not a Saudi VAT number
		key tab tab
		type SA0480000000608010167519
		key ctrl+s
		see The check digits of this IBAN do not fit
		key esc
		see Throw away what you typed?
		key n
		see Abu Khalid
		key ctrl+u
		type SA0380000000608010167519
		key ctrl+s
		note 5 fields changed.
		key ctrl+r
		see SA03 8000 0000 6080 1016 7519
		see 200 days
		key down down down down down
		see ─ Owner
		key =
	`, nil)
	d.See("Owner of Al Noor", "nothing became Abu Khalid")
	d.Keys("esc", "G").See("in 200 days").Keys("=").See("Registration licence of", "renewed on", "expires 2025-06-27")
}

// A document is added, renewed and withdrawn from its tab.
func TestDocumentsOnTheCard(t *testing.T) {
	o := withPapers(t)
	d := uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "record"}), 100, 30)
	d.Keys("G", "up").See("LG-7").Keys("m").See("Renew the guarantee LG-7")
	d.Keys("type:-5", "ctrl+s").See("must hold longer than the old")
	d.Keys("ctrl+u", "type:+100", "ctrl+s").See("is renewed to").Keys("ctrl+r",
		"G").See("in 100 days").Gone("3 days ago")
	d.Keys("delete").See("Withdraw the guarantee").Keys("type:paid back",
		"ctrl+s").See("is withdrawn").Keys("ctrl+r", "G")
	d.Gone("in 100 days")
	d.Keys("a").See("Document of Al Noor").Keys("g", "type:LG-8", "ctrl+s").See("A guarantee needs its amount")
}

// The record tells who confirmed the balance last, and of which day.
func TestTheRecordTellsTheConfirmedBalance(t *testing.T) {
	o := withPapers(t)
	day := o.Today().String()
	o.Must(&confirmation.Make{CutOff: day})
	o.Must(&confirmation.Move{Run: 1, Do: "send", Via: "mail"})
	o.Must(&confirmation.Reply{Run: 1, Customer: "C1", Agreed: true, Signatory: "Ali"})
	uitest.StartScreen(t, card.New(o.Desk, desk.CardArg{Code: "C1", Tab: "record"}), 80, 24).Keys("G").See(
		"Confirmed, SAR", "23,000.00 at "+day+", Ali on "+day+", agreed")
}
