// Package exchange turns a company's files into typed rows and typed rows into
// files. Reading goes in steps that can each say what they decided: Open reads
// and decodes the bytes, finds the delimiter and the header row; Parse maps the
// header words to fields, decides from the WHOLE column how dates and amounts
// are written, and gives rows of package intake, with every refused row by line
// and reason. What a file does not settle is never guessed: Parse returns an Ask
// that names the flag which answers it.
//
// The package must never look into the book, change a code it does not
// understand, use a float for money, or read a clock.
package exchange
