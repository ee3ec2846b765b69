// Package reminders is the screen of reminder letters: who gets one today, of what
// level and over how much, why others get none, and the letters that were sent. Marked
// ones are posted with one confirmation and written into a folder, with a bar.
//
//	3 letters due  96,500.00 SAR   2 marked   3 levels
//	[today 5]   sent 12
//	   Customer              Level    Days         Total  Why not
//	▸● Al Noor Trading       2 of 3     45     18,000.00
//	   Zahra Contracting     1 of 3      3        700.00  level 1 is due on 2025-06-19
//
// The package never decides who gets a letter: ar/reminder does.
package reminders
