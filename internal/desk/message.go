package desk

import (
	"fmt"
	"strings"

	"duebook/internal/ar/company"
	"duebook/internal/text"
)

const messageBills = 12

// message writes the text. Numbers stay in Latin digits in both languages, as
// on the bills.
func message(c *Card, set *company.Settings, language string) string {
	ar := language == "ar"
	say := func(en, arabic string) string {
		if ar {
			return arabic
		}
		return en
	}
	name := c.Customer.Name
	if ar && c.Arabic != "" {
		name = c.Arabic
	}
	if !ar && c.Latin != "" {
		name = c.Latin
	}
	var sb strings.Builder
	fmt.Fprintf(&sb, say("Dear %s,\n\n", "السادة %s المحترمين،\n\nالسلام عليكم ورحمة الله وبركاته،\n"), name)
	any := false
	for i := range c.Accounts {
		a := &c.Accounts[i]
		if a.Owed() == 0 && a.Open == 0 {
			continue
		}
		any = true
		fmt.Fprintf(&sb, say("Your balance with us as of %s is %s %s", "رصيدكم لدينا حتى تاريخ %s هو %s %s"), c.AsOf,
			text.FormatAmount(a.Owed(), a.Digits), a.Currency)
		if a.Overdue > 0 {
			fmt.Fprintf(&sb, say(", of which %s %s is past due", "، منه %s %s متأخر السداد"),
				text.FormatAmount(a.Overdue, a.Digits), a.Currency)
		}
		sb.WriteString(say(".\n", ".\n"))
		a.writeBills(&sb, say)
	}
	if !any {
		sb.WriteString(say("Your account with us is settled.\n", "حسابكم لدينا مسدد بالكامل.\n"))
	} else {
		sb.WriteString(say("\nPlease let us know when we may expect payment. If you have paid meanwhile, please "+
			"send us the slip.\n",
			"\nنرجو إفادتنا بموعد السداد، وإذا تم التحويل فنرجو تزويدنا بصورة من الإشعار.\n"))
		if set.IBAN != "" {
			fmt.Fprintf(&sb, say("Bank: %s  IBAN: %s\n", "البنك: %s  آيبان: %s\n"), set.Bank, set.IBAN)
		}
	}
	fmt.Fprintf(&sb, say("\nThank you,\n%s", "\nشاكرين تعاونكم،\n%s"), set.Name)
	if set.Phone != "" {
		sb.WriteString("  " + set.Phone)
	}
	return sb.String()
}

func (a *CardAccount) writeBills(sb *strings.Builder, say func(en, ar string) string) {
	n := 0
	for i := range a.Bills {
		b := &a.Bills[i]
		if b.Credit || b.Days <= 0 {
			continue
		}
		if n++; n > messageBills {
			continue
		}
		fmt.Fprintf(sb, say("  %s  due %s  %s %s\n", "  %s  استحقاق %s  %s %s\n"), b.Number, b.Due,
			text.FormatAmount(b.Left, a.Digits), a.Currency)
	}
	if n > messageBills {
		fmt.Fprintf(sb, say("  and %d more\n", "  و%d فواتير أخرى\n"), n-messageBills)
	}
}
