package confirmation

import (
	"strings"

	"duebook/internal/ar/bill"
	"duebook/internal/ar/company"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Make makes a run: it freezes one letter for each account that is chosen.
type Make struct {
	CutOff   string `json:"cut_off" help:"the day whose balances are confirmed"`
	Type     string `json:"type,omitempty" help:"positive, positive blank or negative; positive when left out"`
	Currency string `json:"currency,omitempty" help:"only accounts in it; all when left out"`
	Least    string `json:"at_least,omitempty" help:"only balances of at least this, either way"`
	Sample   int    `json:"sample,omitempty" help:"a sample of so many letters"`
	Share    int    `json:"share,omitempty" help:"or a sample of so many percent of the letters"`
	Seed     *int64 `json:"seed,omitempty" help:"of the sample: the same seed gives the same sample"`
	Zero     bool   `json:"zero,omitempty" help:"balances of nothing too"`
	ReplyBy  string `json:"reply_by,omitempty" help:"30 days from today when left out"`

	// Tell is told how far the freezing is, now and then; it stops it by false. May be nil.
	Tell func(what string, done, total int) bool `json:"-"`
}

// told tells at every some steps how far something is; an error stops it.
func (c Make) told(what string, done, total int) error {
	if c.Tell == nil || done%100 != 0 || c.Tell(what, done, total) {
		return nil
	}
	return book.Refuse(book.Conflict, "stopped: no run was made")
}

// Kind is "confirmation.make".
func (Make) Kind() string { return "confirmation.make" }

// Choices are the types.
func (Make) Choices() map[string][]string { return map[string][]string{"type": typeNames[1:]} }

const chunk = 500 // letters a fact

// Decide freezes the letters.
func (c Make) Decide(in *book.In) ([]book.Fact, error) {
	r, err := c.run(in)
	if err != nil {
		return nil, err
	}
	chosen, err := c.choose(in.View, r)
	if err != nil {
		return nil, err
	}
	if len(chosen) == 0 {
		return nil, book.RefuseField("cut_off", "no account is chosen: none had such a balance on %s", r.CutOff)
	}
	all, lines, err := c.write(in.View, r, chosen)
	if err != nil {
		return nil, err
	}
	r.Letters = len(all)
	facts := []book.Fact{&Made{*r}}
	for from := 0; from < len(all); from += chunk {
		to := min(from+chunk, len(all))
		facts = append(facts, &Frozen{Run: r.ID, Letters: all[from:to], Pages: lines[from:to]})
	}
	return facts, nil
}

func (c Make) run(in *book.In) (*Run, error) {
	set, err := company.Get(in.View)
	if err != nil {
		return nil, err
	}
	r := &Run{ID: in.NewID("confirmation run"), Made: in.Today, By: in.Who, Sample: c.Sample, Share: c.Share,
		Zero: c.Zero, Phone: set.Phone, Called: set.InterestWord(), Type: Positive}
	r.From, r.FromArabic = set.Names()
	if strings.TrimSpace(c.CutOff) == "" {
		return nil, book.RefuseField("cut_off", "say the day whose balances are to be confirmed")
	}
	if r.CutOff, err = bill.Day("cut_off", c.CutOff, 0, in.Today); err != nil {
		return nil, err
	}
	if r.ReplyBy, err = bill.Day("reply_by", c.ReplyBy, in.Today.Add(30), in.Today); err != nil {
		return nil, err
	}
	if s := strings.ToLower(strings.TrimSpace(c.Type)); s != "" {
		if r.Type = Type(lookup(typeNames, s)); r.Type == 0 {
			return nil, book.RefuseField("type", "%q is no type of confirmation (%s)", c.Type,
				strings.Join(typeNames[1:], ", "))
		}
	}
	cur, err := set.Of(strings.ToUpper(strings.TrimSpace(c.Currency)))
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Currency) != "" {
		r.Currency = cur.Code
	}
	if strings.TrimSpace(c.Least) != "" {
		if r.Least, err = text.ParseAmount(c.Least, cur.Digits); err != nil {
			return nil, book.RefuseField("at_least", "%v", err)
		}
		r.Digits = cur.Digits
	}
	if c.Seed != nil {
		r.Seed = *c.Seed
	}
	return r, c.legal(in.Today, r)
}

func (c Make) legal(today civil.Date, r *Run) error {
	sampled := c.Sample != 0 || c.Share != 0
	switch {
	case r.CutOff > today:
		return book.RefuseField("cut_off", "%s is yet to come: a balance is confirmed when the day is over", r.CutOff)
	case r.ReplyBy < today:
		return book.RefuseField("reply_by", "%s is past: give a day from today on", r.ReplyBy)
	case r.Least < 0:
		return book.RefuseField("at_least", "the least balance cannot be negative")
	case r.Least > 0 && r.Currency == "":
		return book.RefuseField("currency", "say the currency of the least balance")
	case r.Least > 0 && r.Zero:
		return book.RefuseField("zero", "balances of nothing are under the least balance: leave one of them out")
	case c.Sample < 0 || c.Sample > 1_000_000:
		return book.RefuseField("sample", "a sample is of 1 letter to 1,000,000")
	case c.Share < 0 || c.Share > 100:
		return book.RefuseField("share", "a share is from 1 to 100 percent")
	case c.Sample != 0 && c.Share != 0:
		return book.RefuseField("share", "give a number of letters or a share, not both")
	case sampled && c.Seed == nil:
		return book.RefuseField("seed", "give the seed of the sample, any whole number")
	case !sampled && c.Seed != nil:
		return book.RefuseField("seed", "a seed is of a sample: say of how many letters, or which share")
	}
	return nil
}

func lookup(names []string, s string) int {
	for i, n := range names {
		if i > 0 && n == s {
			return i
		}
	}
	return 0
}
