package verb

import (
	"duebook/internal/desk"
	"duebook/ui/action"
)

// Receipt opens the screen a receipt is posted on, with the bill under the cursor, if
// any, before the others.
func Receipt(_ *desk.Desk, t Target) action.Effect {
	return action.Push("allocate", desk.ReceiptArg{Code: t.Code, Currency: t.Currency, Bill: t.Bill})
}
