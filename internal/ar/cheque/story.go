package cheque

import (
	"strings"

	"duebook/internal/ar/receipt"
	"duebook/internal/book"
	"duebook/internal/civil"
	"duebook/internal/money"
)

// The words before what a move is told with, in a story.
const (
	wordSlip, wordInto, wordDated        = "slip", "into", "dated"
	wordWith, wordNote, wordReceipt      = "with", "note", "receipt"
	wordBecause, wordAdvice, wordFee     = "because", "advice", "fee"
	wordPaid, wordReplaced, wordOnSlip   = "paid", "replaced by", "on slip"
	wordReceived, wordCounted, wordAsFee = "received", "counted", "billed as"
	wordPaidBy                           = "paid by"
)

// storyWords are those words, the longer before those they begin with.
var storyWords = []string{wordReplaced, wordAsFee, wordPaidBy, wordSlip, wordInto, wordDated, wordWith, wordNote,
	wordReceipt, wordBecause, wordAdvice, wordFee, wordPaid, wordCounted}

// chunk is one move of a story: its day, what was done, and what is said of it.
type chunk struct {
	on   civil.Date
	what string
	said map[string]string
}

// Names gives the numbers of documents a story names; "" for one that is not there.
type Names struct{ Receipt, Bill, Cheque func(id uint32) string }

// Story writes what happened to a cheque by a day, as a person can read and edit it
// and Bring takes it: "2025-06-01 received; 2025-06-02 put in safe; 2025-07-01 deposit, slip S-1, with SNB".
func (c *Cheque) Story(v *book.View, asOf civil.Date, cur money.Currency, names Names) (string, error) {
	var w storyWriter
	w.start(c.Received, wordReceived)
	if c.Clearing {
		w.say(wordCounted, "in the clearing account")
		if c.State(asOf) == Received {
			w.say(wordReceipt, names.Receipt(c.First))
		}
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		if !s.At(asOf) {
			continue
		}
		w.start(s.On, s.Move.String())
		if s.Slip != 0 {
			slip, err := GetSlip(v, s.Slip)
			if err != nil {
				return "", err
			}
			w.slip(&slip, s.On)
		}
		w.say(wordWith, s.With)
		w.say(wordReceipt, names.Receipt(s.Receipt))
		if s.Other != 0 {
			w.say(wordReplaced, names.Cheque(s.Other))
		}
		if r := s.Return; r != nil {
			w.say(wordBecause, r.Reason.String())
			w.say(wordAdvice, r.Bank.String())
			if r.Fee != 0 {
				w.say(wordFee, cur.Plain(r.Fee))
				w.say(wordAsFee, names.Bill(r.FeeBill))
			}
			if r.Paid != 0 {
				w.say(wordPaid, cur.Plain(r.Paid))
				w.say(wordPaidBy, names.Receipt(r.PaidReceipt))
			}
		}
		w.say(wordNote, s.Reason)
	}
	if s, err := GetSlip(v, c.Slip); c.Slip != 0 && c.OnSlip() && c.State(asOf).Can(DoDeposit) == nil {
		if err != nil {
			return "", err
		}
		if last := c.Last(asOf); s.Voided == 0 && s.Made <= asOf && (last == nil || last.Slip != s.ID) {
			w.start(max(s.Made, c.lastDay()), wordOnSlip+" "+s.Number)
			w.slip(&Slip{Account: s.Account, Date: s.Date}, max(s.Made, c.lastDay()))
			w.say(wordWith, s.Bank)
		}
	}
	return w.String(), nil
}

type storyWriter struct{ strings.Builder }

func (w *storyWriter) start(on civil.Date, what string) {
	if w.Len() > 0 {
		w.WriteString("; ")
	}
	w.WriteString(on.String() + " " + what)
}

func (w *storyWriter) say(word, what string) {
	if what != "" {
		w.WriteString(", " + word + " " + what)
	}
}

func (w *storyWriter) slip(s *Slip, on civil.Date) {
	w.say(wordSlip, s.Number)
	w.say(wordInto, s.Account)
	if s.Date != on {
		w.say(wordDated, s.Date.String())
	}
}

// readStory takes a story apart. What begins with no date or no known word belongs to
// what stands before it: a remark may have its own commas.
func readStory(s string) ([]chunk, error) {
	var texts []string
	for _, t := range strings.Split(s, ";") {
		day, _, _ := strings.Cut(strings.TrimSpace(t), " ")
		if _, err := civil.Parse(day); err != nil && len(texts) > 0 {
			texts[len(texts)-1] += ";" + t
		} else if t = strings.TrimSpace(t); t != "" {
			texts = append(texts, t)
		}
	}
	var all []chunk
	for _, t := range texts {
		day, rest, _ := strings.Cut(t, " ")
		on, err := civil.Parse(day)
		if err != nil {
			return nil, book.RefuseField("moves", "%q does not begin with its day: write each move as 2025-07-01 "+
				"deposit, slip S-1, with SNB", t)
		}
		c, last := chunk{on: on, said: map[string]string{}}, ""
		for i, p := range strings.Split(rest, ",") {
			if i == 0 {
				c.what = strings.TrimSpace(p)
			} else if word, what, ok := said(p); ok && last != wordNote {
				c.said[word], last = what, word
			} else if last != "" {
				c.said[last] += "," + p
			} else {
				return nil, book.RefuseField("moves", "%q says nothing known of a move (%s)", strings.TrimSpace(p),
					strings.Join(storyWords, ", "))
			}
		}
		all = append(all, c)
	}
	return all, nil
}

func said(p string) (word, what string, ok bool) {
	p = strings.TrimSpace(p)
	for _, w := range storyWords {
		if what, ok := strings.CutPrefix(p, w+" "); ok {
			return w, strings.TrimSpace(what), true
		}
	}
	return "", "", false
}

// receiptOf finds the receipt a story names; 0 when it names none.
func receiptOf(v *book.View, acc uint32, number string) (uint32, error) {
	if number == "" {
		return 0, nil
	}
	r, ok, err := receipt.ByNumber(v, number)
	if err == nil && (!ok || r.Account != acc) {
		err = book.RefuseField("moves", "the customer has no receipt %s: take the receipts in first", number)
	}
	return r.ID, err
}
