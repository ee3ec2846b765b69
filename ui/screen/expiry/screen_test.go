package expiry

import (
	"fmt"
	"testing"

	"duebook/internal/ar/customer"
	"duebook/internal/ar/document"
	"duebook/ui/action"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

func papers(t *testing.T) *office.Office {
	o := office.Sample(t)
	o.Must(&customer.Open{Code: "C9", Name: "مؤسسة الوفاء للمقاولات", Collector: "ali"})
	for _, x := range []struct {
		code, what string
		p          document.Paper
	}{{"C1", "licence", document.Paper{Number: "1010123456", Issued: "2024-06-03", Expires: "-12", Copy: "folder 7"}},
		{"C2", "licence", document.Paper{Number: "1010777001", Expires: "+0", Annual: true}},
		{"C3", "guarantee", document.Paper{Number: "LG-2025-0007", Amount: "250000", Expires: "+30",
			Issuer: "بنك الساحل",
			Copy:   "safe"}},
		{"C9", "power of attorney", document.Paper{Number: "PA-3", Expires: "+31", Note: "for Abu Khalid"}},
		{"C1", "agreement", document.Paper{Number: "AG-1", Expires: "+120"}}} {
		o.Must(&document.Record{Customer: x.code, Type: x.what, Paper: x.p})
	}
	return o
}

func TestFrames(t *testing.T) {
	for name, o := range map[string]*office.Office{"empty": office.Empty(t), "full": papers(t)} {
		for _, size := range uitest.Sizes {
			d := uitest.StartScreen(t, New(o.Desk, nil), size[0], size[1])
			d.Frame()
			if size[0] == 80 || size[0] == 120 {
				d.Golden(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]))
			}
		}
	}
}

// The list is narrowed, a licence is renewed and leaves it, and each tells its days.
func TestRenewedDocumentsLeaveTheList(t *testing.T) {
	o := papers(t)
	d := uitest.StartScreen(t, New(o.Desk, nil), 120, 40)
	d.Keys("f", "tab", "ctrl+u", "ctrl+s").See("1010123456", "PA-3", "in 30 days 2").Gone("AG-1")
	d.Keys("=").See("2025-06-03 less 2025-06-15 is -12 days", "stands").Keys("esc")
	d.Keys("m", "type:+353", "ctrl+s").See("is renewed to 2026-06-03").Keys("ctrl+r").Gone("1010123456")
	d.Keys("f", "tab", "tab", "tab", "ctrl+u", "type:3", "ctrl+s").Gone("LG-2025").See("up to 3 days")
	d.Keys("ctrl+e", "ctrl+s").See("Written to")
}

func TestActionsFollowTheKeys(t *testing.T) {
	s := &Screen{desk: office.Empty(t).Desk}
	for _, c := range action.Conflicts("expiring", s.Actions()) {
		t.Error(c)
	}
	var _ shell.Screen = s
}
