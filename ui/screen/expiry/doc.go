// Package expiry is the screen of the customers' documents that have expired or will
// soon: licences, guarantees, facilities, agreements, powers of attorney, by how many
// days are left. One key renews the document, withdraws it or opens the card. It must
// never reckon days: it shows what the report says.
//
//	4 expired   7 in 30 days   of Mona Saleh
//	[expired 4]  in 30 days 7   31-60 2   61-90 5   all 18
//	   Customer              Document             Expires     Days  Copy
//	▸  Al Noor Trading       licence 1010123456   2025-06-03   -12  folder 7
package expiry
