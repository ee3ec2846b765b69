package main

import (
	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/shell"
)

// screens makes every screen by the name its route has.
var screens = map[string]func(d *desk.Desk, arg any) shell.Screen{}

// tabOrder is the line of numbered screens.
var tabOrder = []shell.Tab{
	{Label: "Call list", Route: action.Route{Name: "worklist"}},
	{Label: "Today", Route: action.Route{Name: "today"}},
	{Label: "Customers", Route: action.Route{Name: "customers"}},
	{Label: "Due bills", Route: action.Route{Name: "due"}},
	{Label: "Aging", Route: action.Route{Name: "aging"}},
	{Label: "Follow-ups", Route: action.Route{Name: "followups"}},
	{Label: "Import", Route: action.Route{Name: "import"}},
}
