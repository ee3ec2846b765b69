package aging

import (
	"duebook/internal/ar/cheque"
	"duebook/internal/ar/company"
	"duebook/internal/ar/dispute"
	"duebook/internal/ar/intake"
	"duebook/internal/ar/openitem"
	"duebook/internal/ar/promise"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// claims are what is said about open parts on a day.
type claims struct {
	disputed *dispute.Set
	promised map[uint32][]promised // by account
	hand     map[uint32]bool       // accounts with cheques that cover
	account  uint32                // the one covered speaks of
	covered  map[cheque.Part]cheque.Covered
	v        *book.View
	day      civil.Date
	err      error
}

// promised is what is left of an open promise, used up part by part.
type promised struct {
	promise *promise.Promise
	left    money.Minor
}

func readClaims(v *book.View, set *company.Settings, day civil.Date, promises bool) (c claims, err error) {
	c.v, c.day = v, day
	if c.disputed, err = dispute.Live(v, day); err != nil {
		return c, err
	}
	c.hand = map[uint32]bool{}
	err = cheque.Claims(v, day, func(b *cheque.Brief) bool { c.hand[b.Account] = true; return true })
	if err != nil || !promises {
		return c, err
	}
	cutOff, err := intake.CutOff(v)
	if err != nil {
		return c, err
	}
	c.promised = map[uint32][]promised{}
	var same []promise.Promise
	judge := func() error {
		if len(same) == 0 {
			return nil
		}
		all, err := promise.JudgeThese(v, same, day, set.Calendar(), cutOff)
		for i := range all {
			if p := &all[i]; p.State == promise.Open && p.Left > 0 {
				c.promised[p.Account] = append(c.promised[p.Account], promised{&p.Promise, p.Left})
			}
		}
		same = same[:0]
		return err
	}
	err = promise.Standing(v, day, func(p *promise.Promise) (bool, error) {
		var err error
		if len(same) > 0 && same[0].Account != p.Account {
			err = judge()
		}
		same = append(same, *p)
		return true, err
	})
	if err != nil {
		return c, err
	}
	return c, judge()
}

// cover says how much of an open part cheques in hand cover. Items come account by
// account.
func (c *claims) cover(i *openitem.Item) money.Minor {
	if len(c.hand) == 0 || !c.hand[i.Account] || c.err != nil {
		return 0
	}
	if c.account != i.Account {
		c.covered, c.err = cheque.Cover(c.v, i.Account, c.day, nil)
		c.account = i.Account
	}
	return max(0, min(c.covered[cheque.Part{Bill: i.Doc, Part: i.Part}].All, i.Left))
}

// take says how much of an open part is promised, and uses that up.
func (c *claims) take(i *openitem.Item) (sum money.Minor) {
	if i.Flags&openitem.Credit != 0 {
		return 0
	}
	all := c.promised[i.Account]
	for n := range all {
		if p := &all[n]; p.left > 0 && p.promise.Covers(i.Doc) {
			t := max(0, min(p.left, i.Left-sum))
			p.left -= t
			sum += t
		}
	}
	return sum
}
