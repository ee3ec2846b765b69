package ledger

// WalkPast is the slow way, whatever the day.
var WalkPast = walkPast

// QuickReceipt is the quick reading of a receipt's row.
var QuickReceipt = quickReceipt
