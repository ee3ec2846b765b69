package worklist_test

import (
	"testing"

	"duebook/internal/desk"
	"duebook/ui/action"
	"duebook/ui/screen/call"
	"duebook/ui/screen/card"
	"duebook/ui/screen/worklist"
	"duebook/ui/shell"
	"duebook/ui/uitest"
	"duebook/ui/uitest/office"
)

// start opens the call list of an office as the program does.
func start(t *testing.T, o *office.Office, w, h int) *uitest.Driver {
	var reg shell.Registry
	for name, screen := range map[string]func(*desk.Desk, any) shell.Screen{"worklist": worklist.New,
		"card": card.New, "call": call.New} {
		reg.Register(name, func(arg any) shell.Screen { return screen(o.Desk, arg) })
	}
	d := uitest.Start(t, shell.Config{Registry: &reg, Tabs: []shell.Tab{{Label: "Call list",
		Route: action.Route{Name: "worklist"}}},
		Header: func() shell.Header {
			return shell.Header{Title: "duebook", Place: o.Company().Name,
				When: o.AsOf().String()}
		}}, w, h)
	var news []uint64
	o.Watch(func(c desk.Changed) { news = append(news, c.Seq) })
	return d
}

func TestFramesOfTheCallList(t *testing.T) {
	for _, size := range uitest.Sizes {
		d := start(t, office.Sample(t), size[0], size[1])
		d.See("my portfolio")
		if size[0] == 80 {
			d.Golden("list80")
		}
		if size[0] == 120 {
			d.Golden("list120")
		}
	}
	start(t, office.Empty(t), 80, 24).Golden("empty80")
}

func TestNoAnswerAgainTomorrowTakesThreeKeysAndGoesToTheNext(t *testing.T) {
	o := office.Sample(t)
	start(t, o, 80, 24).Play(`
		row Al Noor
		key c a ctrl+s
		note no answer, logged
		row شركة البحر
	`, nil)
	c, err := o.Card("C1")
	if err != nil {
		t.Fatal(err)
	}
	if c.Last.Title != "no answer" || len(c.Followups) != 1 || c.Followups[0].Date != o.Today()+1 {
		t.Errorf("last %q, follow-ups %+v", c.Last.Title, c.Followups)
	}
}

func TestAPromiseOffersWhatIsToCollect(t *testing.T) {
	o := office.Sample(t)
	start(t, o, 120, 40).Play(`
		key down p
		dialog Promise of شركة البحر الأزرق
		see 31,500.50
		key ctrl+s
		note Promise noted: 31,500.50
	`, nil)
	c, err := o.Card("C2")
	if err != nil {
		t.Fatal(err)
	}
	if p := c.Accounts[0].Promises[0]; p.Promise.Amount != 3150050 || p.Promise.Date != o.Today()+3 {
		t.Errorf("%+v", p)
	}
}

func TestEscNeverLosesWhatWasTyped(t *testing.T) {
	start(t, office.Sample(t), 80, 24).Play(`
		key c l
		type he is at lunch
		key esc
		dialog Throw away what you typed?
		key n
		see he is at lunch
		key esc y
		row Al Noor
	`, nil)
}

func TestPastDayPostsNothing(t *testing.T) {
	o := office.Sample(t)
	o.SetAsOf(o.Today() - 1)
	start(t, o, 80, 24).Play(`
		key p
		dialog none
		note a past day is on show
	`, nil)
}

func TestExplainSumsToTheFigure(t *testing.T) {
	start(t, office.Sample(t), 80, 24).Play(`
		key =
		dialog Why Al Noor Trading Co
		see 15,000.00
		see call-back due
	`, nil)
}

func TestListKeysDoNotConflict(t *testing.T) {
	o := office.Sample(t)
	for name, s := range map[string]shell.Screen{"worklist": worklist.New(o.Desk, nil), "card": card.New(o.Desk,
		"C1")} {
		for _, c := range action.Conflicts(name, s.Actions()) {
			t.Error(c)
		}
	}
}
