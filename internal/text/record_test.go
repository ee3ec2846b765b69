package text_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duebook/internal/text"
)

// made gives a country's bank and account number the check digits ISO 7064 asks for,
// reckoned the long way.
func made(country, rest string) string {
	var sb strings.Builder
	for _, r := range rest + country + "00" {
		if r >= 'A' {
			fmt.Fprint(&sb, int(r-'A')+10)
			continue
		}
		sb.WriteRune(r)
	}
	n, _ := new(big.Int).SetString(sb.String(), 10)
	return fmt.Sprintf("%s%02d%s", country, 98-new(big.Int).Mod(n, big.NewInt(97)).Int64(), rest)
}

func TestIBANsOfEachCountry(t *testing.T) {
	for country, rest := range map[string]string{"SA": "99000004000100200300", "AE": "9990000040001002003",
		"EG": "9990000400010020030040050", "KW": "ABCD0000000040001002003004", "BH": "ABCD00040001002003",
		"QA": "ABCD000000040001002003004", "OM": "9990004000100200300", "JO": "ABCD9990000000400010020030",
		"LB": "999900000004000100200300", "NO": "99990004001"} {
		iban := made(country, rest)
		typed := strings.ToLower(text.FormatIBAN(iban))
		if got, err := text.ParseIBAN(typed); err != nil || got != iban {
			t.Errorf("%s: %q %v", typed, got, err)
		}
		if country == "NO" {
			continue
		}
		if _, err := text.ParseIBAN(made(country, rest+"0")); err == nil || !strings.Contains(err.Error(),
			"of "+country) {
			t.Errorf("%s and a digit more: %v", iban, err)
		}
	}
	if got, err := text.ParseIBAN("IBAN: SA03-8000 ٠٠٠٠ 6080 1016 7519"); err != nil ||
		got != "SA0380000000608010167519" {
		t.Error(got, err)
	}
	for typed, says := range map[string]string{"SA0480000000608010167519": "check digits",
		"SA038000000060801016751": "has 24",
		"0380000000608010167519":  "two letters", "SAX380000000608010167519": "two check digits",
		"SA03 8000+000": "only",
		"NO12":          "15 to 34", "": "two letters"} {
		if _, err := text.ParseIBAN(typed); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

// Any one digit changed, and any two neighbours exchanged, are found out.
func TestAWrongDigitOfAnIBANIsFoundOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		iban := []byte(made("SA", rapid.StringMatching(`\d{20}`).Draw(t, "account")))
		at := rapid.IntRange(4, len(iban)-2).Draw(t, "at")
		if rapid.Bool().Draw(t, "exchange") {
			iban[at], iban[at+1] = iban[at+1], iban[at]
			if iban[at] == iban[at+1] {
				return
			}
		} else {
			iban[at] = '0' + (iban[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		}
		if _, err := text.ParseIBAN(string(iban)); err == nil {
			t.Fatalf("%s was taken", iban)
		}
	})
}

func TestPhonesAreReadByTheirCountry(t *testing.T) {
	for _, x := range []struct{ country, typed, want string }{
		{"SA", "050 123 4567", "+966 50 123 4567"}, {"SA", "501234567", "+966 50 123 4567"},
		{"SA", "00966501234567", "+966 50 123 4567"}, {"SA", "966501234567", "+966 50 123 4567"},
		{"SA", "+966 (0)50-123-4567", "+966 50 123 4567"}, {"SA", "٠٥٠١٢٣٤٥٦٧", "+966 50 123 4567"},
		{"SA", "011 234 5678 ext 12", "+966 11 234 5678 x12"}, {"SA", "920012345", "+966 92 001 2345"},
		{"SA", "٠١١٢٣٤٥٦٧٨ تحويلة ٧", "+966 11 234 5678 x7"}, {"", "+966 0501234567", "+966 50 123 4567"},
		{"EG", "01001234567", "+20 100 123 4567"}, {"EG", "02 2345 6789", "+20 2 2345 6789"},
		{"EG", "03 4567890", "+20 3 456 7890"}, {"EG", "050 2345678", "+20 50 234 5678"},
		{"LB", "03 123 456", "+961 3 123 456"}, {"LB", "70 123456", "+961 70 123 456"}, {"LB", "01-345678",
			"+961 1 345 678"},
		{"KW", "9876 5432", "+965 9876 5432"}, {"KW", "22345678", "+965 2234 5678"}, {"KW", "+96598765432",
			"+965 9876 5432"},
		{"AE", "0501234567", "+971 50 123 4567"}, {"AE", "04 3456789", "+971 4 345 6789"}, {"AE", "043456789",
			"+971 4 345 6789"},
		{"SA", "+1 415 555 0100", "+14155550100"}, {"SA", "+201001234567", "+20 100 123 4567"},
	} {
		got, ext, err := text.ParsePhone(x.typed, x.country)
		if ext != "" {
			got += " x" + ext
		}
		if err != nil || got != x.want {
			t.Errorf("%s %q: %q %v", x.country, x.typed, got, err)
		}
		if again, _, err := text.ParsePhone(text.E164(strings.Split(got, " x")[0]), ""); ext == "" && (err != nil ||
			again != got) {
			t.Errorf("%q read again: %q %v", got, again, err)
		}
	}
	for _, x := range [][2]string{{"SA", "12345"}, {"SA", "0451234567"}, {"SA", "+966 4 123"}, {"EG", "19123"},
		{"KW", "050 123 4567"}, {"LB", "12 345 678"}, {"", "0501234567"}, {"SA", "call Sami"}, {"SA", ""}, {"SA",
			"+"}} {
		if got, _, err := text.ParsePhone(x[1], x[0]); err == nil {
			t.Errorf("%s %q was read as %q", x[0], x[1], got)
		}
	}
}

func FuzzPhoneAndIBAN(f *testing.F) {
	f.Add("+966 (0)50-123-4567 ext 4", "SA")
	f.Fuzz(func(t *testing.T, s, country string) {
		if n, _, err := text.ParsePhone(s, country); err == nil && text.E164(n) == "" {
			t.Errorf("%q was read as %q", s, n)
		}
		if n, err := text.ParseIBAN(s); err == nil {
			if again, err := text.ParseIBAN(text.FormatIBAN(n)); err != nil || again != n {
				t.Errorf("%q: %q %v", n, again, err)
			}
		}
	})
}
