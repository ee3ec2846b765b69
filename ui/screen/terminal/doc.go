// Package terminal is the screen on which a person sees one row drawn in each way a
// terminal may need for right-to-left names, and picks the one that looks right. It
// must never choose by itself, and it knows no business word.
//
//	Which row is right? The amount stands at the right edge, inside its box, and the
//	name reads from the right with its letters joined.
//	▸ 1 isolate │ شركة النور (فرع 2)        │   1,250.00 │
//	  2 app     │ شركة النور (فرع 2)        │   1,250.00 │
//	  3 raw     │ شركة النور (فرع 2)        │   1,250.00 │
//	  4 auto    what suits this terminal by its name: isolate
package terminal
