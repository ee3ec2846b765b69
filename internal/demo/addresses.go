package demo

import (
	"fmt"
	"hash/fnv"
)

// cities are the branches' in Arabic.
var cities = map[string]string{"Riyadh": "الرياض", "Jeddah": "جدة", "Dammam": "الدمام", "Makkah": "مكة المكرمة",
	"Madinah": "المدينة المنورة", "Buraydah": "بريدة", "Abha": "أبها", "Jubail": "الجبيل", "Dubai": "دبي",
	"Abu Dhabi": "أبوظبي", "Manama": "المنامة", "Kuwait": "الكويت"}

// streets and districts are made of common words.
var (
	streets = []word{{"Al Ghadeer", "الغدير"}, {"Al Nakhla", "النخلة"}, {"Al Maha", "المها"}, {"Al Fajr", "الفجر"},
		{"Al Badia", "البادية"}, {"Al Mawj", "الموج"}, {"Al Ufuq", "الأفق"}, {"Al Bunyan", "البنيان"}}
	districts = []word{{"Al Rabwa", "الربوة"}, {"Al Sahel", "الساحل"}, {"Al Reem", "الريم"}, {"Al Hazm", "الحزم"},
		{"Al Dana", "الدانة"}, {"Al Yaqeen", "اليقين"}}
)

// address is a customer's, made of its code alone so that nothing else of the sample is
// thrown otherwise; one in nine has none.
func address(code, city, language string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(code)) // never fails
	d := newDice(h.Sum64(), 12)
	if d.chance(11) {
		return ""
	}
	building, street, district := d.between(2, 98), pick(d, streets), pick(d, districts)
	if language == "ar" {
		return fmt.Sprintf("مبنى %d، شارع %s; حي %s; %s", building, street.arabic, district.arabic, cities[city])
	}
	return fmt.Sprintf("Building %d, %s Street; %s District; %s", building, street.latin, district.latin, city)
}
