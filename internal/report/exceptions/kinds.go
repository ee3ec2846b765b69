package exceptions

import (
	"slices"
	"strings"

	"duebook/internal/book"
)

// Kind is what is out of the ordinary.
type Kind uint8

// The kinds, in the order of RULES 10 and then what else a supervisor should see.
const (
	CashNotBanked Kind = iota + 1
	NotDeposited
	WithCollector
	Unapplied
	BackDated
	Undone
	Changed
	NewOverLimit
	NoAmount
	LeavesMissing
	Untouched
	SelfApproved
	Outside
)

// kinds hold each kind's word for files, its title and what it is.
var kinds = []struct{ word, title, definition string }{{},
	{"cash", "Cash not banked", "Tills that are kept and hold cash at the end of the day; only those over the " +
		"company's limit (cash_limit) in its currency when there is one. Since: the day the oldest of that cash came " +
		"in, what came first being banked or paid out first."},
	{"not deposited", "Matured, not deposited", "Payment cheques received or in the safe whose date, or the " +
		"first open day after it, has come. Since: the date written on the cheque."},
	{"with collectors", "Still with collectors", "Cheques received and neither put in the safe nor deposited " +
		"by the end of the day. Who: who received it. Since: the day it was received."},
	{"unapplied", "Unapplied for too long", "What is left of receipts and credit notes that are older than the " +
		"company's number of days (unapplied_days, 7 unless set). Since: the day of the receipt."},
	{"back-dated", "Back-dated postings", "Bills, receipts, cheques and their moves recorded on the day and dated " +
		"before it, files and what was taken back the same day left out; more than 20 of one posting are one line. " +
		"Since: the day they are dated."},
	{"undone", "Undone postings", "Postings that were taken back on the day: what it was, whose, and who took it " +
		"back. Since: the day it had been recorded."},
	{"changed", "Changed phone, bank, limit", "Phones, IBAN, bank and credit limit of a customer, and " +
		"the company's own, changed on the day: old and new, and who did it; large files left out."},
	{"new over limit", "Newly over the limit", "Customers and groups over their credit limit at the end of the day " +
		"and not over it the evening before, as that was known then, large files left out. The amount is what they " +
		"are over by."},
	{"no amount", "Promises without amount", "Contacts of the day with the result promised that brought no promise, " +
		"and promises of the day without an amount."},
	{"leaves missing", "Receipt leaves missing", "Leaves nothing is known of below the highest one used, or " +
		"anywhere in a book that came back; and leaves that are void and yet used. Since: the last leaf's day."},
	{"untouched", "Largest untouched", "Of the customers on the call list of an open day whom nobody contacted that " +
		"day, the 20 with most to collect, in each currency, also when a reason was given. Since: the last contact."},
	{"self-approved", "Approved by who asked", "Write-offs, limits, agreements, waivers, targets and daily reports " +
		"that " +
		"one person asked for and approved on the day."},
	{"outside", "Outside own portfolio", "Contacts with a customer who is another user's, and receipts of " +
		"money recorded by somebody with a portfolio for such a customer, without a cover; supervisors, and what was " +
		"taken back the same day, left out."},
}

// Kinds lists every kind in order.
func Kinds() []Kind {
	all := make([]Kind, 0, len(kinds)-1)
	for k := CashNotBanked; int(k) < len(kinds); k++ {
		all = append(all, k)
	}
	return all
}

// String is the kind in a word or two, as files have it.
func (k Kind) String() string { return kinds[k].word }

// Title is the kind as people read it.
func (k Kind) Title() string { return kinds[k].title }

// Definition says what is listed.
func (k Kind) Definition() string { return kinds[k].definition }

// ParseKind reads what String writes.
func ParseKind(s string) (Kind, error) {
	var words []string
	for _, k := range Kinds() {
		if k.String() == s {
			return k, nil
		}
		words = append(words, k.String())
	}
	return 0, book.RefuseField("by", "%q is not a kind of exception (%s)", s, strings.Join(words, ", "))
}

// Options bound a list. Days is after how many days money is unapplied for too long,
// the company's number when 0. Only keeps some kinds, nil all.
type Options struct {
	Days int
	Only []Kind
}

func (o *Options) wants(k ...Kind) bool {
	return o.Only == nil || slices.ContainsFunc(k, func(k Kind) bool { return slices.Contains(o.Only, k) })
}
