package main

import (
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/screen/aging"
	"duebook/ui/screen/allocate"
	"duebook/ui/screen/call"
	"duebook/ui/screen/card"
	"duebook/ui/screen/cash"
	"duebook/ui/screen/cheques"
	"duebook/ui/screen/cleaning"
	"duebook/ui/screen/confirmations"
	"duebook/ui/screen/copies"
	"duebook/ui/screen/credit"
	"duebook/ui/screen/customers"
	"duebook/ui/screen/daily"
	"duebook/ui/screen/due"
	"duebook/ui/screen/expiry"
	"duebook/ui/screen/followups"
	"duebook/ui/screen/importing"
	"duebook/ui/screen/interest"
	"duebook/ui/screen/kpi"
	"duebook/ui/screen/obligations"
	"duebook/ui/screen/people"
	"duebook/ui/screen/proposals"
	"duebook/ui/screen/provision"
	"duebook/ui/screen/receipts"
	"duebook/ui/screen/referrals"
	"duebook/ui/screen/reminders"
	"duebook/ui/screen/requests"
	"duebook/ui/screen/review"
	"duebook/ui/screen/roundsheet"
	"duebook/ui/screen/statement"
	"duebook/ui/screen/targets"
	"duebook/ui/screen/terminal"
	"duebook/ui/screen/today"
	"duebook/ui/screen/worklist"
	"duebook/ui/shell"
)

// screens makes every screen by the name its route has.
var screens = map[string]func(d *desk.Desk, arg any) shell.Screen{
	"allocate":      allocate.New,
	"worklist":      worklist.New,
	"aging":         aging.New,
	"due":           due.New,
	"today":         today.New,
	"customers":     customers.New,
	"card":          card.New,
	"call":          call.New,
	"followups":     followups.New,
	"import":        importing.New,
	"receipts":      receipts.New,
	"cleaning":      cleaning.New,
	"requests":      requests.New,
	"roundsheet":    roundsheet.New,
	"statement":     statement.New,
	"referrals":     referrals.New,
	"reminders":     reminders.New,
	"confirmations": confirmations.New,
	"terminal":      terminal.New,
	"cheques":       cheques.New,
	"cash":          cash.New,
	"credit":        credit.New,
	"copies":        copies.New,
	"expiry":        expiry.New,
	"promises":      obligations.New,
	"people":        people.New,
	"proposals":     proposals.New,
	"provision":     provision.New,
	"interest":      interest.New,
	"kpi":           kpi.New,
	"targets":       targets.New,
	"day":           daily.New,
	"review":        review.New,
}

// tabOrder is the line of numbered screens.
var tabOrder = []shell.Tab{
	{Label: "Call list", Route: action.Route{Name: "worklist"}},
	{Label: "Today", Route: action.Route{Name: "today"}},
	{Label: "Customers", Route: action.Route{Name: "customers"}},
	{Label: "Due", Route: action.Route{Name: "due"}},
	{Label: "Aging", Route: action.Route{Name: "aging"}},
	{Label: "Follow-ups", Route: action.Route{Name: "followups"}},
	{Label: "Promises", Route: action.Route{Name: "promises"}},
	{Label: "Receipts", Route: action.Route{Name: "receipts"}},
	{Label: "Cheques", Route: action.Route{Name: "cheques"}},
}
