// Package book keeps one company's facts in a hash-chained journal and folds
// them into typed tables, in one bbolt file and one transaction a write.
//
// A Command decides Facts against the book as it is; Post journals the facts
// and applies them. The journal is the only truth: every table and index can
// be dropped and rebuilt from it (Rebuild), and Verify compares both. Facts are
// never edited or deleted; a correction is a counter-fact.
//
// What an acknowledged Post promises: the entry is on disk, exactly once, and
// its request key answers the same result for ever. A commit that returns an
// error is in doubt until the file has been reopened and the key looked up.
//
// Beside the book NAME lie NAME.journal (a plain copy of the journal, written
// behind the commits), NAME.lock (a note of who holds the book), NAME.ballast
// (disk held back), and while a new file is made NAME.side, NAME.part or NAME.tmp,
// which the next opening removes when a crash has left one.
//
// The package must never know a business word, never hold a transaction across
// its callers' waiting, never let bytes of bbolt leave a closure, and never
// repair what Verify finds.
package book
