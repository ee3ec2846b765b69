package render_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/civil"
	"duebook/internal/report/render"
	"duebook/internal/text"
)

func table() *render.Table {
	t := &render.Table{Title: "A \x1b[31mtitle", Columns: []render.Column{{Key: "name", Name: "Name"},
		{Key: "amount", Name: "Amount", Kind: render.Amount}, {Key: "n", Name: "N", Kind: render.Count},
		{Key: "due", Name: "Due", Kind: render.Date}, {Key: "note", Name: "Note"}}}
	t.Add(render.T("النور"), render.A(-123456, 2), render.N(1200), render.D(civil.New(2025, 1, 31)), render.T(" =1+1"))
	t.Add(render.T(strings.Repeat("long ", 20)), render.A(5, 3), render.Cell{}, render.D(0), render.T("tab\there"))
	t.Foot = []render.Cell{render.T("Total"), render.A(0, 2), render.N(0), {}, {}}
	return t
}

// Every column is as wide as its widest cell, whatever letters stand in it, and no
// control character is drawn.
func TestTableStandsInColumns(t *testing.T) {
	var out bytes.Buffer
	if err := render.WriteTable(&out, table(), text.Isolate); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	at := text.Width(lines[1][:strings.Index(lines[1], "Amount")]) + len("Amount")
	for n, want := range map[int]string{3: "-1,234.56", 4: "0.005", 6: "0.00"} {
		end := strings.Index(lines[n], want) + len(want)
		if got := text.Width(lines[n][:end]) - at; got != 0 {
			t.Errorf("%q: the amount ends %d cells after its name", lines[n], got)
		}
	}
	if strings.ContainsAny(out.String(), "\x1b\t") || !strings.Contains(lines[4], "…") {
		t.Error(out.String())
	}
}

func TestCSVRunsNothing(t *testing.T) {
	var out bytes.Buffer
	other := table()
	other.Columns[0].Key = "other"
	if err := render.WriteCSV(&out, table(), table(), other); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 11 {
		t.Fatal(len(rows), err)
	}
	if got := strings.Join(rows[1], "|"); got != "النور|-1234.56|1200|2025-01-31|' =1+1" {
		t.Error(got)
	}
	if rows[2][2] != "" || rows[2][3] != "" || rows[7][0] != "other" {
		t.Error(rows[2], rows[7])
	}
}

func TestJSONStringsAreJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()),
			func(b []byte) string { return string(b) })).Draw(t, "s")
		var back string
		if err := json.Unmarshal(render.AppendString(nil, s), &back); err != nil || back != strings.ToValidUTF8(s,
			"\ufffd") &&
			len([]rune(back)) != len([]rune(s)) {
			t.Fatalf("%q came back as %q: %v", s, back, err)
		}
	})
	var rows []map[string]any
	if err := json.Unmarshal(render.AppendJSON(nil, table()), &rows); err != nil || rows[0]["amount"] != "-1234.56" ||
		rows[0]["n"] != 1200.0 || rows[1]["n"] != nil || rows[1]["due"] != nil || rows[1]["amount"] != "0.005" {
		t.Error(rows, err)
	}
}
