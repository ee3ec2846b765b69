// Package accept tests the real program from outside: killed while it posts, and
// on real files. It has no code of its own and must never reach into the book.
package accept
