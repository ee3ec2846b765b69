package reminder

import (
	"regexp"
	"strings"

	"duebook/internal/book"
	"duebook/internal/text"
)

// wordsMost bounds the wording of a level, in each language.
const wordsMost = 600

// shipped are the wordings of levels nobody worded: polite, firm, last.
var shipped = [3][2]string{
	{"Dear Sir or Madam,\nOur records show that the bills below are past their due date, the oldest since {oldest}. " +
		"You may have overlooked them: please pay {total} in the coming days. If you have paid already, please send " +
		"us the transfer slip and disregard this letter.",
		"السادة الكرام،\nتحية طيبة وبعد، تبيّن سجلاتنا أن الفواتير أدناه قد تجاوزت تاريخ استحقاقها، وأقدمها منذ " +
			"{oldest}. لعلها لم تلفت انتباهكم، ونرجو منكم سداد {total} خلال الأيام القادمة. وإن كنتم قد سددتم " +
			"فنرجو تزويدنا بإشعار التحويل واعتبار هذا الخطاب لاغيًا."},
	{"Dear Sir or Madam,\nIn spite of our earlier reminder the bills below are still open, the oldest since " +
		"{oldest}. Please pay {total} within seven days, or tell us which of them you do not agree with and why.",
		"السادة الكرام،\nرغم تذكيرنا السابق لا تزال الفواتير أدناه غير مسددة، وأقدمها منذ {oldest}. نرجو منكم سداد " +
			"{total} خلال سبعة أيام، أو إبلاغنا بما لا توافقون عليه منها مع بيان السبب."},
	{"Dear Sir or Madam,\nOur reminders have had no answer. This is our last request before further steps: unless " +
		"{total} reaches us within seven days, we will stop deliveries on credit and hand the claim over for " +
		"collection.",
		"السادة الكرام،\nلم نتلقَّ ردًا على تذكيراتنا. هذا طلبنا الأخير قبل اتخاذ خطوات أخرى: إذا لم يصلنا مبلغ " +
			"{total} خلال سبعة أيام فسنوقف التوريد الآجل ونحيل المطالبة إلى التحصيل."},
}

// Shipped is the wording of level n that comes with the program; the last one serves all
// later levels.
func Shipped(n int) (english, arabic string) {
	w := shipped[min(n, len(shipped))-1]
	return w[0], w[1]
}

// Holders are what a wording may hold in braces, to be filled in when it is sent.
var Holders = []string{"{total}", "{oldest}"}

var braces = regexp.MustCompile(`\{[^}]*\}?|\}`)

// wording checks the words of a level.
func wording(field, s string) (string, error) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	for _, line := range strings.Split(s, "\n") {
		if err := text.Check(line, wordsMost); err != nil {
			return "", book.RefuseField(field, "%v", err)
		}
	}
	if n := len([]rune(s)); n > wordsMost {
		return "", book.RefuseField(field, "the wording has %d letters: at most %d fit a letter", n, wordsMost)
	}
	for _, b := range braces.FindAllString(s, -1) {
		if b != Holders[0] && b != Holders[1] {
			return "", book.RefuseField(field, "%q is nothing a letter can fill in: write {total} or {oldest}", b)
		}
	}
	if field == "arabic" && s != "" && !text.HasRTL(s) {
		return "", book.RefuseField(field, "the Arabic wording has no Arabic letters")
	}
	return s, nil
}

// fill puts the figures into a wording.
func fill(s, total, oldest string) string {
	return strings.NewReplacer(Holders[0], total, Holders[1], oldest).Replace(s)
}
