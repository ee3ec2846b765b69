package text

import "strings"

// keys is the Arabic (101) layout by the Latin key in the same place. What is
// ASCII on both layouts is not translated: it cannot be told apart.
var keys = pairs(
	"ضصثقفغعهخحجد"+"شسيبلاتنمكط"+"ئءؤرىةوزظذ"+"؟"+
		"\u064e\u064b\u064f\u064cإ‘÷×؛"+"\u0650\u064dأـ،"+"\u0652آ’"+
		"ﻻﻼﻷﻸﻹﻺﻵﻶ"+"٠١٢٣٤٥٦٧٨٩",
	"qwertyuiop[]"+"asdfghjkl;'"+"zxcvnm,./`"+"?"+"QWERYUIOP"+"ASHJK"+"XNM"+
		"bbGGTTBB"+"0123456789")

// Latin returns the Latin key in the place of an Arabic one, and any other rune
// as it is. The ligatures لا لأ لإ لآ are the keys b G T B.
func Latin(r rune) rune {
	if to, ok := keys[r]; ok {
		return to
	}
	return r
}

// ligatures reads the keys that send two runes before the runes apart.
var ligatures = strings.NewReplacer("لا", "b", "لأ", "G", "لإ", "T", "لآ", "B")

// LatinKeys translates what a terminal sent at once. لا is the one key b, as
// keyboards send it, never the keys g and h.
func LatinKeys(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(Latin, ligatures.Replace(s))
}
