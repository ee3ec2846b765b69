package ledger

// WalkPast is the slow way, whatever the day.
var WalkPast = walkPast

// ReadReceipt and QuickReceipt are the two readings of a receipt's row.
var ReadReceipt, QuickReceipt = readReceipt, quickReceipt
