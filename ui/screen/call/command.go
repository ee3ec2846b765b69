package call

import (
	"strings"

	"duebook/internal/ar/contact"
	"duebook/internal/ar/dispute"
	"duebook/internal/text"
	"duebook/ui/kit"
)

// command is what is logged, from the form.
func (s *Screen) command() *contact.Log {
	v := s.form.Values()
	c := &contact.Log{Customer: s.code, Channel: v.Text("channel"), Person: s.spokenTo(), Result: v.Text("result"),
		Note: v.Text("note"), Override: v.Text("override"), NextDate: "none"}
	c.Number, c.Ext, _ = strings.Cut(v.Text("number"), " ext ")
	day := "next"
	if c.Result == contact.OwnerAway.String() {
		day = "until"
	}
	if v.Text(day) != "" {
		c.NextDate = v.Date(day).String()
	}
	if v.Text("time") != "" {
		c.NextTime = text.FormatTime(v.Time("time"))
		if c.NextDate == "none" {
			c.NextDate = ""
		}
	}
	s.brought(c, v)
	return c
}

// brought adds what only some results bring.
func (s *Screen) brought(c *contact.Log, v kit.Values) {
	a := s.account()
	switch c.Result {
	case contact.Promised.String():
		c.Promise = &contact.Pledge{Amount: a.Money().Plain(v.Amount("amount")), Date: v.Date("by").String(),
			Currency: a.Currency, Method: v.Text("method")}
		if only := v.Text("only"); only != "" {
			c.Promise.Bills = []string{s.chosen(only).number}
		}
	case contact.Disputes.String():
		c.Dispute = &dispute.Open{Bill: s.chosen(v.Text("bill")).number, Reason: v.Text("reason")}
		if v.Text("disputed") != "" {
			c.Dispute.Amount = a.Money().Plain(v.Amount("disputed"))
		}
	case contact.Ready.String():
		c.Pickup = &contact.Pickup{Where: v.Text("where"), Whom: v.Text("whom"), Hours: v.Text("hours")}
	case contact.Waiting.String():
		if c.Reference = v.Text("reference"); v.Text("waits") != "approval" {
			c.Reference = strings.TrimSpace(v.Text("waits") + " " + c.Reference)
		}
	}
}

// fields maps a refusal's field to the form's, where they differ.
var fields = map[string]string{"next_date": "next", "next_time": "time", "promise": "amount", "bills": "only",
	"ext": "number"}

// fieldOf is the field of the form that a refusal is about.
func (s *Screen) fieldOf(field string) string {
	switch r := s.form.Values().Text("result"); {
	case field == "date" && r == contact.Promised.String():
		return "by"
	case (field == "date" || field == "next_date") && r == contact.OwnerAway.String():
		return "until"
	case field == "date":
		return "next"
	case field == "person" && r == contact.LeftWord.String():
		return "with"
	case field == "amount" && r == contact.Disputes.String():
		return "disputed"
	}
	if f, ok := fields[field]; ok {
		return f
	}
	return field
}
