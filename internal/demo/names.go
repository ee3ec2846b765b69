package demo

import (
	"fmt"
	"strings"
)

// word is a word in both scripts.
type word struct{ latin, arabic string }

// The words names are composed of: common words and given names, none of them a
// firm or a person.
var (
	heads = []word{{"Noor", "نور"}, {"Rukn", "ركن"}, {"Durrat", "درة"}, {"Qimmat", "قمة"}, {"Bawabat", "بوابة"},
		{"Jisr", "جسر"}, {"Rimal", "رمال"}, {"Nasim", "نسيم"}, {"Masar", "مسار"}, {"Afaq", "آفاق"}, {"Bayt", "بيت"},
		{"Dar", "دار"}, {"Najm", "نجم"}, {"Sama", "سماء"}, {"Kanz", "كنز"}, {"Zahrat", "زهرة"}, {"Tareeq", "طريق"},
		{"Wahat", "واحة"}, {"Sahm", "سهم"}, {"Ghusn", "غصن"}, {"Maysam", "ميسم"}, {"Rawafed", "روافد"}}
	tails = []word{{"Al Khaleej", "الخليج"}, {"Al Sharq", "الشرق"}, {"Al Shamal", "الشمال"}, {"Al Bahr", "البحر"},
		{"Al Ufuq", "الأفق"}, {"Al Fajr", "الفجر"}, {"Al Badia", "البادية"}, {"Al Reem", "الريم"}, {"Al Rabwa",
			"الربوة"},
		{"Al Sahel", "الساحل"}, {"Al Mawj", "الموج"}, {"Al Maha", "المها"}, {"Al Bunyan", "البنيان"}, {"Al Hazm",
			"الحزم"},
		{"Al Yaqeen", "اليقين"}, {"Al Ghadeer", "الغدير"}, {"Al Dana", "الدانة"}, {"Al Nakhla", "النخلة"}}
	trades = []word{{"Building Materials", "لمواد البناء"}, {"Contracting", "للمقاولات"}, {"Electrical Supplies",
		"للتوريدات الكهربائية"}, {"Steel Works", "لأعمال الحديد"}, {"Furniture", "للأثاث"}, {"Spare Parts",
		"لقطع الغيار"},
		{"Medical Supplies", "للمستلزمات الطبية"}, {"Transport", "للنقل"}, {"Maintenance", "للصيانة"}, {"Paints",
			"للدهانات"},
		{"Plastics Factory", "لصناعة البلاستيك"}, {"Restaurants", "للمطاعم"}, {"Hotels", "للفنادق"},
		{"Air Conditioning", "للتكييف"}, {"Ready Mix", "للخرسانة الجاهزة"}, {"Foodstuff", "للمواد الغذائية"},
		{"Agriculture", "للزراعة"}, {"Real Estate", "للتطوير العقاري"}}
	forms = []word{{"Est.", "مؤسسة"}, {"Co.", "شركة"}, {"LLC", "شركة"}, {"Trading Co.", "شركة"}, {"Group", "مجموعة"}}
	given = []word{{"Hamad", "حمد"}, {"Nasser", "ناصر"}, {"Khalid", "خالد"}, {"Omar", "عمر"}, {"Saleh", "صالح"},
		{"Faris", "فارس"}, {"Tariq", "طارق"}, {"Adel", "عادل"}, {"Majed", "ماجد"}, {"Rashid", "راشد"}, {"Sami", "سامي"},
		{"Waleed", "وليد"}, {"Ziad", "زياد"}, {"Yasser", "ياسر"}, {"Bader", "بدر"}, {"Hani", "هاني"}, {"Imran",
			"عمران"},
		{"Jamil", "جميل"}, {"Karim", "كريم"}, {"Mazen", "مازن"}, {"Nabil", "نبيل"}, {"Anwar", "أنور"}, {"Ayman",
			"أيمن"}}
	women = []word{{"Huda", "هدى"}, {"Rana", "رنا"}, {"Lina", "لينا"}, {"Salma", "سلمى"}, {"Maha", "مها"},
		{"Noura", "نورة"}, {"Dalal", "دلال"}, {"Abeer", "عبير"}, {"Hanan", "حنان"}}
	offices = []word{{"Municipality of %s", "بلدية %s"}, {"%s General Hospital", "مستشفى %s العام"},
		{"%s Education Office", "مكتب تعليم %s"}, {"%s Water Department", "إدارة مياه %s"},
		{"%s Roads Directorate", "مديرية طرق %s"}}
	roles = []word{{"accountant", "محاسب"}, {"finance manager", "مدير مالي"}, {"purchasing", "مشتريات"},
		{"owner", "المالك"}, {"chief accountant", "رئيس حسابات"}, {"store keeper", "أمين مستودع"}}
)

// firm composes a name in both scripts.
func (d dice) firm() word {
	trade := pick(d, trades)
	if d.chance(22) {
		a, b := pick(d, given), pick(d, given)
		if a == b {
			b = word{"Idris", "إدريس"}
		}
		return word{a.latin + " " + b.latin + " " + trade.latin + " Est.", "مؤسسة " + a.arabic + " " + b.arabic + " " +
			trade.arabic}
	}
	head, tail, form := pick(d, heads), pick(d, tails), forms[d.weighted(30, 35, 12, 13, 10)]
	return word{head.latin + " " + tail.latin + " " + trade.latin + " " + form.latin,
		form.arabic + " " + head.arabic + " " + tail.arabic + " " + trade.arabic}
}

// office composes the name of a public body of a place that is not there.
func (d dice) office() word {
	o, at := pick(d, offices), pick(d, tails)
	return word{fmt.Sprintf(o.latin, at.latin), fmt.Sprintf(o.arabic, at.arabic)}
}

// person composes a person's name; sometimes in Arabic script.
func (d dice) person() (name string, arabic bool) {
	first := pick(d, given)
	if d.chance(18) {
		first = pick(d, women)
	}
	last := pick(d, given)
	if first == last {
		last = word{"Idris", "إدريس"}
	}
	if d.chance(25) {
		return first.arabic + " " + last.arabic, true
	}
	return first.latin + " " + last.latin, false
}

// abroad are the dialling codes of the branches that are not Saudi.
var abroad = map[string]string{"Dubai": "+971 50", "Abu Dhabi": "+971 52", "Manama": "+973 39", "Kuwait": "+965 55"}

// mobile and office numbers have runs of zeros that no exchange gives out.
func (d dice) mobile(city string) string {
	if code, ok := abroad[city]; ok {
		return fmt.Sprintf("%s 000 %04d", code, d.between(0, 9999))
	}
	return fmt.Sprintf("+966 5%d 000 %04d", pick(d, []int{0, 3, 4, 5, 6, 9}), d.between(0, 9999))
}

func (d dice) landline() string {
	return fmt.Sprintf("+966 1%d 200 %04d", d.between(1, 7), d.between(0, 9999))
}

// iban is a Saudi account number with right check digits, of a bank that is not
// there.
func iban(bank, account int) string {
	body := fmt.Sprintf("%02d%018d", bank, account)
	rest := 0
	for _, r := range body + "281000" { // S, A, and 00 for the digits to come
		rest = (rest*10 + int(r-'0')) % 97
	}
	return fmt.Sprintf("SA%02d%s", 98-rest, body)
}

// mail is an address that goes nowhere (RFC 2606).
func mail(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		}
		if b.Len() > 18 {
			break
		}
	}
	if b.Len() == 0 {
		b.WriteString("accounts")
	}
	return "accounts@" + b.String() + ".example"
}
