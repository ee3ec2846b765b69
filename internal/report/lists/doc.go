// Package lists gives the book's customers, bills, receipts, applications and cheques
// as plain rows under columns that an import knows again, row by row, so that any
// number fits. It must never sum, judge or leave a row out.
package lists
