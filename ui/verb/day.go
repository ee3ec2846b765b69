package verb

import (
	"errors"

	"duebook/internal/ar/dayreport"
	"duebook/internal/civil"
	"duebook/internal/desk"
	"duebook/internal/report/day"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
)

// AcceptDay accepts a submitted report, with a word if there is one to say.
func AcceptDay(d *desk.Desk, r *day.Row, then func() action.Effect) action.Effect {
	return decideDay(d, then, r, "Accept the report of "+r.Name+", "+text.ShortDate(r.Day), kit.Field{Name: "comment",
		Label: "Comment", Hint: "may stay empty"}, "accepted", func(v kit.Values) error {
		_, err := d.Do(v.Key(), &dayreport.Accept{User: r.User, Day: r.Day.String(), Version: r.Version.N,
			Comment: v.Text("comment")})
		return err
	})
}

// ReturnDay sends a submitted report back.
func ReturnDay(d *desk.Desk, r *day.Row, then func() action.Effect) action.Effect {
	return decideDay(d, then, r, "Return the report of "+r.Name+", "+text.ShortDate(r.Day), kit.Field{Name: "comment",
		Label: "What is to be put right", Required: true}, "returned", func(v kit.Values) error {
		_, err := d.Do(v.Key(), &dayreport.Return{User: r.User, Day: r.Day.String(), Version: r.Version.N,
			Comment: v.Text("comment")})
		return err
	})
}

func decideDay(d *desk.Desk, then func() action.Effect, r *day.Row, title string, f kit.Field, word string,
	save func(v kit.Values) error) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, f)
	box := kit.NewFormBox(title, form, func(v kit.Values) (string, error) {
		return "The report of " + r.Name + " is " + word + ".", At(save(v), map[string]string{"comment": "comment"})
	})
	box.Done = func(kit.Values) action.Effect { return then() }
	return action.Ask(box)
}

// LeaveOut asks why a customer is not worked on a day.
func LeaveOut(d *desk.Desk, t Target, on civil.Date, then func() action.Effect) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "reason", Label: "Why not today",
		Required: true})
	box := kit.NewFormBox("Leave "+t.Name+" out of the day", form, func(v kit.Values) (string, error) {
		_, err := d.Do(v.Key(), &dayreport.Leave{Customer: t.Code, Reason: v.Text("reason"), Day: on.String()})
		return t.Name + " is left out of the day.", At(err, map[string]string{"reason": "reason"})
	})
	box.Done = func(kit.Values) action.Effect { return then() }
	return action.Ask(box)
}

// PrintDay asks for a file's name and writes a report into it; a file that is there is
// written over only by enter once more.
func PrintDay(d Exporter, name string, on civil.Date, write func(path string, over bool) error) action.Effect {
	form := kit.NewForm(kit.FormOptions{Today: d.Today()}, kit.Field{Name: "path", Label: "File", Required: true,
		Value: d.OutPath(name + "-" + on.String() + ".pdf"),
		Hint:  "its ending says how: .pdf, .html, .xlsx, .csv or .txt"})
	asked := ""
	return action.Ask(kit.NewFormBox("Print the report", form, func(v kit.Values) (string, error) {
		path := v.Text("path")
		err := write(path, path == asked)
		if errors.Is(err, desk.ErrFileThere) {
			asked = path
			return "", kit.At("path", errors.New("this file is there already: enter writes over it, or give another "+
				"name"))
		}
		if err != nil {
			return "", kit.At("path", err)
		}
		return "Written to " + path, nil
	}))
}
