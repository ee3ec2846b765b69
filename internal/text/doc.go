// Package text is what people read and type: amounts, dates, times and counts
// formatted and parsed, text cleaned, measured and folded for search. It must
// never guess at what was typed: what can be read two ways is refused with a
// sentence that says how to write it. It must never emit a control character.
package text
