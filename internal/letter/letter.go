// Package letter writes letters on paper, English on the left and Arabic on the right:
// a heading, facts about the letter, tables that go on over pages with their head,
// notes and lines to sign, as PDF with its own fonts and as HTML. What a letter says
// is given to it: it must never know a customer or reckon an amount.
package letter

import (
	"duebook/internal/civil"
	"duebook/internal/text"
)

// Both is the same text in English and in Arabic. Either may be empty; a text that is
// the same in both, like a number, stands in EN.
type Both struct{ EN, AR string }

// Plain is a text that has no language.
func Plain(s string) Both { return Both{EN: s} }

// way is the direction of a text on the Arabic side: what has no Arabic in it, like an
// amount with its sign, reads the same on both sides.
func way(s string) text.Direction {
	if text.HasRTL(s) {
		return text.RTL
	}
	return text.LTR
}

func (b Both) empty() bool { return b.EN == "" && b.AR == "" }

// Letter is what is written, from top to bottom.
type Letter struct {
	From   []Both // who writes: the name first, then lines below it
	To     []Both // who it goes to: the name first, then the address; none on a list
	Title  Both
	Made   civil.Date // the date of the file
	Facts  []Fact
	Words  []Both // what is said before the tables, a paragraph each
	Tables []Table
	Notes  []Both
	Signs  []Both // who signs where
}

// Fact is one line of the heading: a value between its two labels.
type Fact struct{ Label, Value Both }

// Kind is what the cells of a column hold.
type Kind uint8

// The kinds. Words stand in both languages beside each other, amounts to the right.
const (
	Text Kind = iota
	Words
	Date
	Amount
)

// Column is one column of a table. Share is its part of the width.
type Column struct {
	Title Both
	Kind  Kind
	Share float64
}

// Row is one row; a strong one is an opening, a total or a closing.
type Row struct {
	Cells  []Both
	Strong bool
}

// Table is rows under a head that stands on every page. Together keeps a short table
// on one page.
type Table struct {
	Title    Both
	Columns  []Column
	Rows     []Row
	Together bool
}
