package allocate

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"duebook/internal/ar/receipt"
	"duebook/internal/ar/settle"
	"duebook/internal/desk"
	"duebook/internal/money"
	"duebook/internal/text"
	"duebook/ui/action"
	"duebook/ui/kit"
	"duebook/ui/verb"
)

// findLists looks for files that may be a customer's remittance list, then asks which.
func (s *Screen) findLists() action.Effect {
	if s.plan == nil || s.plan.lost != "" || len(s.plan.data.Lines) == 0 {
		return action.Decline("There is no open bill a list could be for.")
	}
	return s.files.Ask(func() ([]string, error) { return listsIn(".", home("~/Downloads")), nil })
}

// listsIn names the files of folders that may be lists, the newest first. A folder that
// cannot be read has none.
func listsIn(folders ...string) []string {
	type one struct {
		path    string
		changed time.Time
	}
	var all []one
	for _, dir := range folders {
		names, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range names {
			info, err := e.Info()
			kind := slices.Contains([]string{".csv", ".tsv", ".txt", ".xlsx"}, strings.ToLower(filepath.Ext(e.Name())))
			if err == nil && kind && info.Mode().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				all = append(all, one{filepath.Join(dir, e.Name()), info.ModTime()})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b one) int { return b.changed.Compare(a.changed) })
	out := make([]string, len(all))
	for i := range all {
		out[i] = all[i].path
	}
	return out
}

// home puts the person's folder in the place of ~.
func home(path string) string {
	if dir, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, "~/") {
		return filepath.Join(dir, path[2:])
	}
	return path
}

// askList asks for the file, reads it, and says at the field why it cannot be taken.
func (s *Screen) askList() action.Effect {
	files, data := s.files.Value, s.plan.data
	form := kit.NewForm(kit.FormOptions{Today: data.Today}, kit.Field{Name: "file", Label: "File", Required: true,
		Kind: kit.SuggestField, Hint: "CSV or XLSX: bills and amounts; below 0 a credit taken off",
		Suggest: func(typed string) []string {
			var out []string
			for _, f := range files {
				if strings.Contains(text.Fold(f), text.Fold(typed)) {
					out = append(out, f)
				}
			}
			return out
		}})
	var list *desk.Remittance
	box := kit.NewFormBox("Remittance list", form, func(v kit.Values) (string, error) {
		var err error
		if list, err = s.desk.Remittance(data, home(v.Text("file"))); err == nil {
			err = s.fits(list)
		}
		if err != nil {
			return "", kit.At("file", err)
		}
		said := ": the list marks " + text.Count(len(list.Paid), "bill", "bills")
		if n := len(list.Credits); n > 0 {
			said += " and takes " + text.Count(n, "credit", "credits") + " off"
		}
		return verb.Notice(data.Name, said+"; nothing is posted yet."), nil
	})
	box.Done = func(kit.Values) action.Effect {
		s.takeList(list)
		return action.None
	}
	return action.Ask(box)
}

// fits refuses a list that comes to more than the receipt.
func (s *Screen) fits(list *desk.Remittance) error {
	p := s.plan
	switch {
	case list.Sum == 0:
		return fmt.Errorf("the credits of the list pay all of it: put each on its bill from the receipts, no " +
			"money came")
	case p.amount > 0 && list.Sum > p.amount:
		return fmt.Errorf("the list pays %s, and the receipt is %s: correct the amount, or ask the customer for the "+
			"list of this payment", p.say(list.Sum), p.say(p.amount))
	}
	return nil
}

// takeList marks the bills as the list says. An amount that was not typed is the list's.
func (s *Screen) takeList(list *desk.Remittance) {
	p := s.plan
	if p.amount == 0 && s.form != nil {
		s.form.Set("amount", p.say(list.Total))
		p.amount = list.Total
	}
	p.mode, p.first, p.list, p.over, p.shorts = receipt.ByList, -1, list, "", map[int]settle.Short{}
	for i := range p.given {
		p.given[i] = list.Paid[i]
	}
	s.touched, s.failed, s.below = true, "", true
}

// explain shows what the applied and the unapplied money are made of.
func (s *Screen) explain() action.Effect {
	p := s.plan
	row := func(m money.Minor, what string) string {
		return text.PadLeft(p.say(m), len(p.say(p.amount))+1) + "  " + what
	}
	lines := []string{row(p.amount, "the receipt, "+p.mode.String())}
	for i, m := range p.given {
		if m > 0 {
			lines = append(lines, row(-m, "on "+s.number(i)+", due "+text.ShortDate(p.data.Lines[i].Item.Due)))
		}
	}
	end := "left, unapplied"
	if p.over == "income" {
		end = "left, kept as income"
	}
	if p.lost != "" {
		end = "recovers " + p.lost
	}
	lines = append(lines, row(p.unapplied(), end))
	for i := range p.given {
		if said := s.short(i); said != "" && p.given[i]+p.off(i) > 0 {
			lines = append(lines, s.number(i)+": "+said)
		}
	}
	return action.Ask(kit.Message("How "+p.say(p.amount)+" "+p.data.Money.Code+" is spread", strings.Join(lines, "\n")))
}
