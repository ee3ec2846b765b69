package exchange

// vocabularies are the words of each class of file.
var vocabularies = [nClasses]vocabulary{billWords, receiptWords, customerWords, applicationWords, chequeWords,
	promiseWords}

var applicationWords = vocabulary{
	{fReceipt, 100, "receipt,receipt number,receipt no,receipt id,payment,payment number,payment no,payment id," +
		"payment entry,رقم سند القبض,رقم الايصال,سند القبض"},
	{fReceipt, 85, "voucher no,voucher number,رقم السند"},
	{fBill, 100, "invoice number,invoice no,invoice id,invoice num,inv no,bill number,bill no,bill,invoice," +
		"رقم الفاتورة,رقم فاتورة,فاتورة,applied to,against invoice,our invoice,your invoice"},
	{fBill, 90, "document number,document no,doc no,reference,your reference,رقم المستند"},
	{fPart, 100, "part,part no,instalment,installment,instalment no,installment no,القسط"},
	{fAmount, 100, "applied amount,amount applied,allocated amount,amount allocated"},
	{fAmount, 95, "paid amount,amount paid,payment amount,المبلغ المدفوع,المبلغ المسدد"},
	{fAmount, 92, "amount,المبلغ,القيمة,net paid,paid"},
	{fAmount, 80, "value,amount due"},
	{fTotal, 100, "receipt total,payment total,total paid,remittance total,total payment,transfer amount," +
		"receipt amount,اجمالي الدفعة,اجمالي الحوالة"},
	{fDate, 100, "application date,applied on,allocation date,date applied,تاريخ التسوية"},
	{fDate, 60, "date,التاريخ,payment date"},
}

var chequeWords = vocabulary{
	{fNumber, 100, "cheque number,cheque no,check number,check no,chq no,chq number,cheque,رقم الشيك"},
	{fNumber, 70, "number,no,الرقم"},
	{fMaturity, 100, "maturity,maturity date,cheque date,check date,chq date,date on cheque,تاريخ استحقاق الشيك," +
		"تاريخ الشيك,تاريخ الاستحقاق"},
	{fMaturity, 90, "due date,due,استحقاق"},
	{fMaturity, 80, "date,التاريخ"},
	{fBank, 100, "bank,bank name,drawer bank,drawers bank,drawee,drawee bank,البنك,اسم البنك,بنك الساحب," +
		"البنك المسحوب عليه"},
	{fDrawer, 100, "drawer,drawer name,issuer,drawn by,الساحب,اسم الساحب"},
	{fBankBranch, 100, "bank branch,drawer branch,drawee branch,فرع البنك"},
	{fBankAccount, 100, "bank account,drawer account,drawers account,drawer account no,drawer account number," +
		"رقم حساب الساحب,حساب الساحب"},
	{fType, 100, "cheque type,check type,type,نوع الشيك,النوع"},
	{fReceived, 100, "received,received on,received date,date received,receipt date,تاريخ الاستلام"},
	{fFrom, 100, "from,received from,handed over by,المسلم,استلم من"},
	{fKept, 100, "kept,kept at,kept in,where kept,location,مكان الحفظ"},
	{fHold, 100, "hold,hold until,held until,مؤجل الى"},
	{fNote, 100, "note,notes,remark,remarks,ملاحظات,البيان"},
	{fStatus, 100, "state,status,cheque status,cheque state,check status,حالة الشيك,الحالة"},
	{fMoves, 100, "moves"},
	{fBill, 100, "bills,bill,covers,invoices,invoice,invoice no,bill no,for bills,الفواتير,رقم الفاتورة"},
	{fAmount, 100, "cheque amount,check amount,amount,مبلغ الشيك,المبلغ"},
	{fAmount, 80, "value,القيمة"},
}

// Kinds are what a file can hold.
func Kinds() []string {
	return []string{OpenItems, Ledger, Bills, Receipts, Customers, Applications, Remittance, Cheques, Promises}
}
