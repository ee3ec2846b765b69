package exchange

import (
	"strings"
	"sync"
	"unicode"

	"duebook/internal/text"
)

// field is something a column can feed.
type field uint8

const (
	fNone field = iota
	fCustomer
	fName
	fNameAr
	fCurrency
	fBranch
	fSalesman
	fCollector
	fTerms
	fGroup
	fSite
	fPhone
	fMobile
	fEmail
	fTaxNumber
	fNumber
	fKind
	fSide
	fIsCredit
	fDoc
	fPost
	fDue
	fBaseline
	fCreditDays
	fSettled
	fAmount
	fOpen
	fDebit
	fCredit
	fNet
	fVAT
	fDisputed
	fPO
	fDeliveryNote
	fOriginalBill
	fDate
	fReference
	fBill
	fMethod
	fLimit
	fContact
	fRisk
	fStatus
	fReceipt
	fPart
	fTotal
	fText
	fMaturity
	fBank
	fDrawer
	fBankBranch
	fBankAccount
	fType
	fReceived
	fFrom
	fKept
	fHold
	fNote
	fParts
	fMoves
	fUnapplied
	fIBAN
	fLicence
	fLicenceExpires
	fAddress
	fCity
	fTaken
	fTakenBy
	fTolerance
	fAgain
	fEnded
	fEndedAs
	nFields
)

// fieldNames are what --map and reports call the fields.
var fieldNames = [nFields]string{"", "customer", "name", "name_ar", "currency", "branch", "salesman", "collector",
	"terms", "group", "site", "phone", "mobile", "email", "tax_number", "number", "kind", "side", "is_credit", "doc",
	"post", "due", "baseline", "credit_days", "settled", "amount", "open", "debit", "credit", "net", "vat", "disputed",
	"po", "delivery_note", "original_bill", "date", "reference", "bill", "method", "limit", "contact", "risk", "status",
	"receipt", "part", "total", "text", "maturity", "bank", "drawer", "bank_branch", "bank_account", "type", "received",
	"from", "kept", "hold", "note", "parts", "moves", "unapplied",
	"iban", "licence", "licence_expires", "address", "city", "taken",
	"taken_by", "tolerance", "again", "ended", "ended_as"}

// Fields lists the names --map takes.
func Fields() []string { return append([]string(nil), fieldNames[1:]...) }

func fieldNamed(name string) field {
	name = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "-", "_")
	for f := fNone + 1; f < nFields; f++ {
		if fieldNames[f] == name {
			return f
		}
	}
	return fNone
}

// class is the shape of a file's rows; open-items, ledger and bills share one.
type class uint8

const (
	classBills class = iota
	classReceipts
	classCustomers
	classApplications // and remittance lists, which lack the receipt
	classCheques
	classPromises
	nClasses
)

// vocabulary holds the words columns are known by: for each field the score of
// a match and the words, compared after normal(). Names of SAP tables, Odoo,
// ERPNext and QuickBooks stand beside English and Arabic labels.
type vocabulary []struct {
	field field
	score int
	words string
}

var commonWords = vocabulary{
	{fCustomer, 100, "customer number,customer no,customer code,customer id,cust number,cust no,cust code,cust id," +
		"رقم العميل,كود العميل,رمز العميل,معرف العميل"},
	{fCustomer, 97, "kunnr,card code,client code,client id,client number,client no,debtor code,debtor number," +
		"debtor id,buyer code,bp code,business partner code,party code,رقم الزبون,كود الزبون,customer account," +
		"account code"},
	{fCustomer, 93, "partner id,customer account number,رقم حساب العميل"},
	{fCustomer, 85, "customer,sold to party,sold to,العميل,الزبون,account number,account no,رقم الحساب"},
	{fCustomer, 75, "client,debtor,partner,party,payer,bill to,account,الحساب,buyer"},
	{fName, 100, "customer name,name customer,client name,cust name,اسم العميل,اسم الزبون,debtor name,buyer name"},
	{fName, 97, "partner name,party name,name 1,name1,company name,account name,card name,legal name," +
		"customer full name,invoice partner display name,business partner name,اسم الشركة,اسم الحساب,display name"},
	{fName, 96, "customer name en,customer name english,name en,full en,english name,name in english," +
		"اسم العميل بالانجليزي,اسم بالانجليزي,اسم انجليزي"},
	{fName, 60, "name,الاسم"},
	{fNameAr, 100, "customer name ar,customer name arabic,arabic name,name ar,name arabic,name in arabic,full ar," +
		"اسم العميل بالعربي,اسم العميل بالعربية,اسم بالعربي,اسم بالعربية,اسم عربي,customer name in arabic"},
	{fCurrency, 100, "currency,invoice currency,waers,document currency,doc currency,currency code,currency id," +
		"العملة"},
	{fCurrency, 90, "curr,ccy,cur,transaction currency,رمز العملة"},
	{fCurrency, 60, "local currency,hwaer,company currency"},
	{fBranch, 100, "branch,branch code,branch name,الفرع,اسم الفرع,رقم الفرع,كود الفرع"},
	{fBranch, 70, "sales office,vkbur,region,المنطقة"},
	{fBranch, 60, "cost center,territory"},
	{fBranch, 50, "company code,bukrs,business code,profit center,company"},
	{fSalesman, 100, "salesman,sales person,salesperson,sales rep,sales representative,sales employee,slp name," +
		"مندوب المبيعات,المندوب,البائع,مندوب"},
	{fSalesman, 80, "rep,invoice user id,sales partner,account manager,sales man"},
	{fCollector, 100, "collector,collection officer,collection rep,collector name,المحصل,مسؤول التحصيل," +
		"مندوب التحصيل"},
	{fCollector, 80, "credit controller,collections specialist"},
	{fTerms, 100, "terms,payment terms,payment term,zterm,cust payment terms,customer payment terms," +
		"terms of payment,credit terms,invoice payment term id,payment terms template,شروط الدفع,شروط السداد"},
	{fGroup, 100, "customer group,group,group code,مجموعة العميل,المجموعة"},
	{fGroup, 80, "parent,parent customer,parent account,head office,holding"},
	{fSite, 100, "site,site name,project,project name,ship to,الموقع,المشروع,اسم المشروع"},
	{fPhone, 100, "phone,telephone,tel,phone number,phone no,telephone number,telf1,contact number,الهاتف," +
		"رقم الهاتف,تليفون,التلفون,رقم التليفون"},
	{fMobile, 100, "mobile,mobile no,mobile number,mobile phone,cell,cell phone,gsm,whatsapp,جوال,رقم الجوال," +
		"موبايل,المحمول,رقم الموبايل,واتساب"},
	{fEmail, 100, "email,e mail,email address,email id,smtp addr,البريد الالكتروني,ايميل"},
	{fTaxNumber, 100, "tax number,tax no,vat number,vat no,vat registration number,vat registration no,trn,tax id," +
		"vat id,stceg,gstin,tax registration number,الرقم الضريبي,رقم التسجيل الضريبي,رقم ضريبي"},
}

var billWords = vocabulary{
	{fNumber, 100, "invoice number,invoice no,invoice num,invoice id,invoice nr,inv no,inv number,inv num," +
		"bill number,bill no,رقم الفاتورة,رقم فاتورة"},
	{fNumber, 93, "billing document,vbeln,sales invoice,sales invoice number"},
	{fNumber, 90, "document number,document no,doc no,doc number,doc num,belnr,doc id,document id," +
		"accounting document,رقم المستند"},
	{fNumber, 85, "num,invoice,فاتورة"},
	{fNumber, 80, "number,bill,الرقم,no"},
	{fNumber, 75, "voucher no,voucher number,transaction number,transaction no,transaction id,trans no,رقم السند"},
	{fNumber, 70, "xblnr,reference number,رقم المرجع"},
	{fNumber, 60, "reference,document,رقم القيد,ref no"},
	{fNumber, 50, "ref,المرجع"},
	{fNumber, 40, "id"},
	{fKind, 100, "document type,doc type,blart,invoice type,transaction type,move type,voucher type,billing type," +
		"نوع المستند,نوع الفاتورة,نوع الحركة"},
	{fKind, 85, "type,النوع,kind"},
	{fSide, 100, "shkzg,debit credit,debit credit indicator,debit credit ind,dr cr,cr dr,d c,d c indicator," +
		"مدين دائن"},
	{fIsCredit, 100, "is return,is credit note,is credit,credit note,مرتجع,اشعار دائن"},
	{fDoc, 100, "invoice date,bill date,date of invoice,inv date,تاريخ الفاتورة"},
	{fDoc, 98, "document date,doc date,bldat,issue date,issued on,invoiced on,تاريخ المستند,تاريخ الاصدار"},
	{fDoc, 96, "billing date,fkdat"},
	{fDoc, 80, "transaction date,trans date,voucher date,تاريخ الحركة"},
	{fDoc, 70, "date,التاريخ"},
	{fDoc, 60, "document create date,creation date"},
	{fPost, 100, "posting date,budat,pstng date,post date,gl date,accounting date,تاريخ الترحيل,تاريخ القيد"},
	{fPost, 70, "entry date,cpudt"},
	{fDue, 100, "due date,invoice due date,date due,net due date,payment due date,invoice date due,faedt,netdt," +
		"due on,تاريخ الاستحقاق,تاريخ استحقاق الفاتورة"},
	{fDue, 95, "due in date,net due,date maturity,maturity date,pay by,due by"},
	{fDue, 80, "due,maturity,استحقاق"},
	{fBaseline, 100, "zfbdt,baseline date,baseline payment date,baseline create date,baseline date for payment"},
	{fCreditDays, 100, "zbd1t,credit days,net days,term days,credit period,ايام الائتمان,مدة الائتمان,فترة الائتمان"},
	{fSettled, 100, "settled date,settled on,clear date,clearing date,augdt,date settled,settlement date," +
		"تاريخ السداد,تاريخ التسديد,تاريخ التسوية"},
	{fSettled, 95, "paid date,date paid,paid on,cleared on,date cleared,clearing,تاريخ الدفع"},
	{fSettled, 85, "payment date"},
	{fAmount, 100, "invoice amount,bill amount,invoice value,invoice total,مبلغ الفاتورة,قيمة الفاتورة," +
		"اجمالي الفاتورة"},
	{fAmount, 98, "amount total,grand total,original amount,document amount,wrbtr,amount in document currency," +
		"amount in doc curr,amt in doc curr,المبلغ الاجمالي,اجمالي المبلغ"},
	{fAmount, 95, "gross amount,total amount,amount incl vat,amount including vat,amount with vat," +
		"المبلغ شامل الضريبة"},
	{fAmount, 92, "amount,المبلغ,القيمة"},
	{fAmount, 88, "dmbtr,amount in local currency,amount in lc,amt in loc cur,amount in company code currency," +
		"lc amount"},
	{fAmount, 80, "total,الاجمالي,gross,rounded total"},
	{fAmount, 70, "base grand total,amount total signed"},
	{fAmount, 60, "converted,value"},
	{fOpen, 100, "open amount,outstanding amount,amount residual,open balance,total open amount,remaining amount," +
		"amount open,المبلغ المتبقي,المتبقي"},
	{fOpen, 95, "balance due,amount due,amount outstanding,outstanding,unpaid amount,unpaid,residual,remaining," +
		"due amount,outstanding balance,غير المسدد,المبلغ المستحق,الرصيد المستحق"},
	{fOpen, 70, "amount residual signed"},
	{fOpen, 60, "balance,open,الرصيد"},
	{fDebit, 100, "debit,debit amount,dr,dr amount,مدين,مبلغ مدين"},
	{fCredit, 100, "credit,credit amount,cr,cr amount,دائن,مبلغ دائن"},
	{fNet, 100, "net amount,net total,amount untaxed,untaxed amount,net value,amount before vat,amount excl vat," +
		"subtotal,sub total,netwr,المبلغ قبل الضريبة,صافي المبلغ"},
	{fVAT, 100, "vat,vat amount,tax amount,amount tax,tax,total taxes and charges,total tax,mwsts,sales tax," +
		"مبلغ الضريبة,ضريبة القيمة المضافة,الضريبة"},
	{fDisputed, 100, "disputed,dispute,in dispute,is disputed,dispute flag,متنازع,متنازع عليه,معترض عليه"},
	{fParts, 100, "parts,due parts"},
	{fPO, 100, "po,po number,po no,p o,p o no,p o number,purchase order,purchase order number,purchase order no," +
		"customer po,bstkd,bstnk,client order ref,customer purchase order,رقم امر الشراء,امر الشراء"},
	{fPO, 70, "customer reference,order reference"},
	{fDeliveryNote, 100, "delivery note,delivery note no,delivery note number,delivery number,delivery no,dn no," +
		"do no,waybill,اذن التسليم,رقم اذن التسليم,سند التسليم"},
	{fOriginalBill, 100, "original invoice,original bill,original invoice number,original invoice no,rebzg," +
		"return against,invoice reference,reversed entry id,reversal of,against invoice,الفاتورة الاصلية"},
}

var receiptWords = vocabulary{
	{fNumber, 100, "receipt number,receipt no,receipt id,payment number,payment no,payment id,رقم سند القبض," +
		"رقم الايصال,سند القبض,receipt,payment entry"},
	{fNumber, 90, "voucher no,voucher number,document number,document no,doc no,belnr,رقم السند"},
	{fNumber, 80, "num,number,no,transaction id,transaction number,الرقم,رقم المستند"},
	{fNumber, 45, "name,id"},
	{fDate, 100, "receipt date,payment date,date received,received on,تاريخ القبض,تاريخ السند,تاريخ الدفع," +
		"تاريخ السداد"},
	{fDate, 90, "posting date,budat,paid date,date paid,value date,transaction date"},
	{fDate, 80, "date,document date,doc date,bldat,التاريخ"},
	{fAmount, 100, "receipt amount,payment amount,paid amount,amount paid,amount received,received amount," +
		"المبلغ المدفوع,المبلغ المستلم,المبلغ المقبوض"},
	{fAmount, 92, "amount,wrbtr,المبلغ,القيمة,amount total,total amount"},
	{fAmount, 80, "dmbtr,total,amount in local currency,الاجمالي"},
	{fReference, 100, "reference,reference no,reference number,ref,ref no,bank reference,cheque no,cheque number," +
		"check number,check no,المرجع,رقم المرجع,رقم الشيك"},
	{fReference, 60, "memo,communication,xblnr"},
	{fBill, 100, "invoice number,invoice no,invoice id,bill number,bill no,invoice,رقم الفاتورة,applied to," +
		"against invoice"},
	{fBill, 80, "bill,reconciled invoice ids,rebzg"},
	{fMethod, 100, "payment method,method,mode of payment,payment mode,payment type,receipt type,طريقة الدفع," +
		"طريقة السداد"},
	{fMethod, 90, "kind"},
	{fMethod, 70, "type,journal,journal id,payment method line id,النوع"},
	{fText, 100, "text,remark,remarks,narration,description,particulars,notes,note,البيان,ملاحظات,شرح"},
	{fUnapplied, 100, "unapplied"}, // as an export writes it: its applications are in a file of their own
}

var customerWords = vocabulary{
	{fCustomer, 90, "code,الكود,الرمز"},
	{fCustomer, 70, "number,no,id,الرقم"},
	{fName, 95, "name,الاسم"},
	{fLimit, 100, "credit limit,limit,klimk,credit line,حد الائتمان,الحد الائتماني,سقف الائتمان"},
	{fContact, 100, "contact person,contact,contact name,primary contact,attention,اسم المسؤول,الشخص المسؤول," +
		"جهة الاتصال"},
	{fRisk, 100, "risk,risk class,risk category,ctlpc,rating,تصنيف المخاطر"},
	{fRisk, 80, "التصنيف,class"},
	{fStatus, 100, "status,customer status,account status,الحالة,حالة العميل"},
	{fBank, 100, "bank,bank name,customer bank,البنك,اسم البنك"},
	{fIBAN, 100, "iban,iban number,bank iban,ايبان,رقم الايبان,رقم الحساب الدولي"},
	{fLicence, 100, "licence,license,licence number,license number,commercial registration,cr number,cr no," +
		"registration number,registration,trade licence,trade license,السجل التجاري,رقم السجل التجاري,رقم الرخصة"},
	{fLicenceExpires, 100, "licence expires,licence expiry,license expiry,licence expiry date,license expiry date," +
		"cr expiry,cr expiry date,registration expiry,تاريخ انتهاء السجل,تاريخ انتهاء السجل التجاري," +
		"تاريخ انتهاء الرخصة"},
	{fAddress, 100, "address,customer address,postal address,full address,mailing address,address line,العنوان," +
		"عنوان العميل,عنوان المراسلات"},
	{fAddress, 90, "billing address,bill to address,visiting address,delivery address,address 1,address line 1," +
		"street address,عنوان الفوترة"},
	{fAddress, 80, "street,stras,الشارع,الحي,district"},
	{fCity, 100, "city,town,city name,ort01,المدينة,اسم المدينة"},
}

// match is one meaning of a header word.
type match struct {
	field field
	score int
}

// lexicon maps a normal header word to its meanings, for each class.
var lexicon = sync.OnceValue(func() [nClasses]map[string][]match {
	var all [nClasses]map[string][]match
	for c, own := range vocabularies {
		all[c] = map[string][]match{}
		for _, voc := range []vocabulary{own, commonWords} {
			for _, v := range voc {
				for _, w := range strings.Split(v.words, ",") {
					key := squeeze(normal(w))
					all[c][key] = append(all[c][key], match{v.field, v.score})
				}
			}
		}
	}
	return all
})

// normal gives a header's tokens in the form they are compared in: folded,
// camelCase and signs cut, # as "no", the Arabic article dropped.
func normal(name string) []string {
	var b strings.Builder
	last := ' '
	for _, r := range name {
		switch {
		case r == '#' || r == '№':
			b.WriteString(" no ")
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteRune(' ')
			b.WriteRune(r)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			b.WriteRune(r)
		default:
			b.WriteRune(' ')
		}
		last = r
	}
	tokens := strings.Fields(text.Fold(b.String()))
	for i, t := range tokens {
		if cut, ok := strings.CutPrefix(t, "ال"); ok && len([]rune(cut)) >= 2 {
			tokens[i] = cut
		}
	}
	return tokens
}

func squeeze(tokens []string) string { return strings.Join(tokens, "") }
