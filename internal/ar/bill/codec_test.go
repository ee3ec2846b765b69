package bill

import (
	"reflect"
	"testing"

	"duebook/internal/civil"
	"duebook/internal/money"

	"pgregory.net/rapid"
)

func drawBill(t *rapid.T) Bill {
	day := func(name string) civil.Date { return civil.Date(rapid.Int32().Draw(t, name)) }
	amount := func(name string) money.Minor { return money.Minor(rapid.Int64().Draw(t, name)) }
	text := func(name string) string { return rapid.String().Draw(t, name) }
	yes := func(name string) bool { return rapid.Bool().Draw(t, name) }
	b := Bill{ID: rapid.Uint32().Draw(t, "id"), Account: rapid.Uint32().Draw(t, "account"), Number: text("number"),
		Kind: Kind(rapid.Uint8().Draw(t, "kind")), Doc: day("doc"), Posting: day("posting"),
		Branch: rapid.Uint16().Draw(t, "branch"), Salesman: rapid.Uint16().Draw(t, "salesman"), Cash: yes("cash"),
		Assumed: yes("assumed"), Disputed: yes("disputed"), Net: amount("net"), VAT: amount("vat"), PO: text("po"),
		DeliveryNote: text("note"), Site: text("site"), Original: rapid.Uint32().Draw(t, "original"),
		TaxInvoice: text("tax"), Raw: text("raw"), Voided: day("voided"), Seq: rapid.Uint64().Draw(t, "seq"),
		Source: rapid.Uint16().Draw(t, "source")}
	b.Parts = make([]Part, rapid.IntRange(1, 4).Draw(t, "parts"))
	for i := range b.Parts {
		b.Parts[i] = Part{Due: day("due"), Amount: amount("part"), Retention: yes("retention")}
		for range rapid.IntRange(0, 2).Draw(t, "moves") {
			b.Parts[i].Moves = append(b.Parts[i].Moves, Move{On: day("on"), Due: day("moved")})
		}
	}
	return b
}

func TestStoredBillReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBill(t)
		stored, err := encode(nil, &b)
		if err != nil {
			t.Fatal(err)
		}
		key := Key(b.Account, b.ID)
		got, err := Decode(key, stored)
		if err != nil || !reflect.DeepEqual(got, b) {
			t.Fatalf("read back %+v, %v; stored %+v", got, err, b)
		}
		n := rapid.IntRange(0, len(stored)-1).Draw(t, "cut")
		if _, err := Decode(key, stored[:n]); err == nil {
			t.Fatalf("a bill cut at %d of %d bytes was read", n, len(stored))
		}
	})
}
