package demo

// said is what an officer writes down after a contact, by its result: most in
// English, some in Arabic.
var said = map[string][]string{
	"promised": {"Transfer is in the bank portal, waits for the second signature.", "وعد بالتحويل وأكد التاريخ",
		"Pays when the main contractor pays them, sure of the date.", "Asked for two weeks, agreed on this day.",
		"سيتم السداد بعد اعتماد المدير المالي", "Confirmed the amount, will send the slip by WhatsApp."},
	"ready": {"Cheque is signed, send the collector before 14:00 with the stamped bills.",
		"Cash ready at the shop, ask for the owner.", "الشيك جاهز في قسم الحسابات",
		"Payment ready, they want the original delivery notes."},
	"says paid": {"Says it went out on Sunday, slip asked.", "Paid to our old account? Asked for the slip.",
		"يقول إنه حوّل المبلغ، طلبنا الإشعار", "Accounts say paid, not in our bank yet."},
	"in approval": {"Bills are with the project manager for approval.", "الفواتير في دورة الاعتماد",
		"Waits for the goods receipt of the last delivery.", "Uploaded to their portal, status pending."},
	"bill asked": {"Wants copies of the three oldest bills.", "طلب كشف حساب محدث",
		"Statement asked, they count a credit we do not have.",
		"Their new accountant has no papers, send everything again."},
	"disputed": {"Says two pallets were short.", "Price differs from the quotation.", "يعترض على الكمية المستلمة",
		"Delivery note is not signed by their store."},
	"refused": {"Will not pay before the old claim is settled.", "Said they have no money this quarter.",
		"رفض السداد حتى تسوية الملاحظات"},
	"referred": {"Wants to talk to the management.", "Asks what only the manager can grant.", "يريد التحدث مع الإدارة"},
	"owner away": {"Owner signs everything himself and travels.", "المالك مسافر",
		"Manager on leave, nobody else signs."},
	"left word": {"Reception takes the message.", "Left our number with the secretary.", "تم ترك رسالة مع السكرتير"},
	"call back": {"In a meeting, asked to be called later.", "Busy closing the month, call again.",
		"طلب معاودة الاتصال", "Accountant is at the bank, back later."},
	"no answer":    {"", "", "", "Rings out.", "لا يرد", "Line busy twice."},
	"voicemail":    {"", "Left a message."},
	"wrong number": {"A private person answers.", "الرقم خطأ"},
	"sent":         {"Statement sent with our IBAN.", "تم إرسال كشف الحساب", "Reminder with the list of open bills."},
	"note": {"New accountant starts next month.", "They moved, deliveries go to the back gate.",
		"يفضل التواصل عبر الواتساب", "Closed on Thursdays."},
}

// The reasons of disputes, holds and referrals, and the supervisor's words.
var (
	contested = []string{"quantity short by two pallets", "price differs from the quotation",
		"goods damaged on arrival", "delivery note not signed", "اختلاف في الكمية", "billed twice, they say"}
	holdFor = []string{"replacement on its way", "waits for the credit note", "claim with the carrier"}
	askedOf = []string{"Second promise broken: do we stop deliveries?",
		"Asks for a plan over three months, may I agree?",
		"Refuses to pay before the old claim is settled.", "العميل يطلب خصماً مقابل السداد الفوري",
		"Owner wants to talk to the management only."}
	answers = []struct{ verdict, text string }{{"instruct", "Agree to three equal payments, in writing."},
		{"instruct", "Deliveries only against cash until half is paid."}, {"take over",
			"I will call the owner myself."},
		{"hold", "Leave them until the claim is decided."}, {"instruct", "Visit them this week with the salesman."}}
)

// results of a call and their weights: for who pays well, and for who does not.
var results = []struct {
	name       string
	good, poor int
}{{"promised", 30, 17}, {"no answer", 17, 27}, {"call back", 11, 12}, {"in approval", 9, 5}, {"bill asked", 9, 5},
	{"left word", 6, 7}, {"says paid", 5, 3}, {"ready", 6, 3}, {"voicemail", 2, 4}, {"disputed", 2, 4},
	{"owner away", 2, 4}, {"referred", 0, 4}, {"refused", 0, 3}, {"wrong number", 1, 2}}
