// Package tidy holds the tests of the project's shape: which package may import
// which, how long files, functions and lines are, and that everything exported
// is documented. It has no code of its own.
package tidy
