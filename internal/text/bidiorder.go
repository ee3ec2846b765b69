package text

import (
	"slices"
	"sync"

	"golang.org/x/text/unicode/bidi"
)

// deepest is how many brackets may be open at once; a line with more has no pairs
// (BD16).
const deepest = 63

// pair is two brackets, as places among the runes that count.
type pair struct{ open, shut int }

// brackets is N0: a pair of brackets takes the direction of what is in it, or of what
// is before it.
func (l *line) brackets() {
	for _, p := range l.pairs() {
		inside := bidi.ON
		for k := p.open + 1; k < p.shut && inside != l.side; k++ {
			if s := strongOf(l.classes[l.seen[k]]); s != bidi.ON {
				inside = s
			}
		}
		if inside == bidi.ON {
			continue // no strong letter: left to N1 and N2
		}
		if inside != l.side {
			before := l.side
			for k := p.open - 1; k >= 0; k-- {
				if s := strongOf(l.classes[l.seen[k]]); s != bidi.ON {
					before = s
					break
				}
			}
			if before == l.side {
				inside = l.side
			}
		}
		l.turn(p.open, inside)
		l.turn(p.shut, inside)
	}
}

// turn gives a bracket its direction, and the marks on it.
func (l *line) turn(k int, to bidi.Class) {
	l.classes[l.seen[k]] = to
	for k++; k < len(l.seen) && l.first[l.seen[k]] == bidi.NSM; k++ {
		l.classes[l.seen[k]] = to
	}
}

// pairs finds the brackets that belong together, in the order of the opening ones.
func (l *line) pairs() []pair {
	type opening struct {
		shut rune
		at   int
	}
	var open []opening
	var all []pair
	for k, n := range l.seen {
		if l.classes[n] != bidi.ON {
			continue
		}
		p, _ := bidi.LookupRune(l.runes[n])
		if !p.IsBracket() {
			continue
		}
		r := sameBracket(l.runes[n])
		if p.IsOpeningBracket() {
			if len(open) == deepest {
				break
			}
			open = append(open, opening{sameBracket(mirrored(r)), k})
			continue
		}
		for i := len(open) - 1; i >= 0; i-- {
			if open[i].shut == r {
				all = append(all, pair{open[i].at, k})
				open = open[:i]
				break
			}
		}
	}
	slices.SortFunc(all, func(a, b pair) int { return a.open - b.open })
	return all
}

// sameBracket makes the two angle brackets that Unicode holds for equal one.
func sameBracket(r rune) rune {
	switch r {
	case 0x2329:
		return 0x3008
	case 0x232a:
		return 0x3009
	}
	return r
}

// visual is L2 and L3: the places of the runes from left to right; marks, and what
// makes one sign with the rune before, stay behind it.
func (l *line) visual() []int {
	units := make([]int, 0, len(l.runes)) // where each begins
	top := l.base
	for n := range l.runes {
		top = max(top, l.levels[n])
		if n == 0 || l.levels[n] != l.levels[n-1] || !l.joinsBefore(n) {
			units = append(units, n)
		}
	}
	order := make([]int, len(units))
	for k := range order {
		order[k] = k
	}
	for level := top; level >= 1; level-- {
		for k := 0; k < len(order); k++ {
			from := k
			for k < len(order) && l.levels[units[order[k]]] >= level {
				k++
			}
			slices.Reverse(order[from:k])
		}
	}
	out := make([]int, 0, len(l.runes))
	for _, u := range order {
		end := len(l.runes)
		if u+1 < len(units) {
			end = units[u+1]
		}
		for n := units[u]; n < end; n++ {
			out = append(out, n)
		}
	}
	return out
}

// joinsBefore reports whether a rune is one sign with the rune before it: a mark, a
// joiner, a tone of skin, or what a joiner adds to an emoji.
func (l *line) joinsBefore(n int) bool {
	r := l.runes[n]
	if l.first[n] == bidi.NSM || l.first[n] == bidi.BN || r >= 0x1f3fb && r <= 0x1f3ff {
		return true
	}
	return n > 1 && l.runes[n-1] == zwj && isPicture(r) && (isPicture(l.runes[n-2]) || l.first[n-2] == bidi.NSM)
}

// isPicture reports what a joiner makes one emoji of.
func isPicture(r rune) bool { return r >= 0x1f000 || r >= 0x2600 && r < 0x27c0 }

// handed are the signs with a left and a right form that are no brackets to the
// reorderer, each beside its other form (Bidi_Mirroring_Glyph).
const handed = "<>«»‹›≤≥≦≧≨≩≪≫≮≯≰≱≲≳≴≵≶≷≸≹≺≻≼≽≾≿⊀⊁⊂⊃⊄⊅⊆⊇⊈⊉⊊⊋⊏⊐⊑⊒⊢⊣∈∋∉∌∊∍∼∽≃⋍≒≓≔≕" +
	"∕⧵∟⯾∠⦣∡⦛∢⦠∤⫮≅≌⊘⦸⊦⫞⊨⫤⊩⫣⊫⫥⊰⊱⊲⊳⊴⊵⊶⊷⊸⟜⋉⋊⋋⋌⋐⋑⋖⋗⋘⋙⋚⋛⋜⋝⋞⋟⋠⋡⋢⋣⋤⋥⋦⋧⋨⋩⋪⋫⋬⋭⋰⋱⋲⋺⋳⋻⋴⋼⋶⋽⋷⋾" +
	"⟃⟄⟈⟉⟋⟍⟕⟖⟝⟞⟢⟣⟤⟥⦤⦥⦨⦩⦪⦫⦬⦭⦮⦯⧀⧁⧄⧅⧏⧐⧑⧒⧔⧕⧨⧩⧸⧹⨫⨬⨭⨮⨴⨵⨼⨽⩤⩥⩹⩺⩻⩼⩽⩾⩿⪀⪁⪂⪃⪄⪅⪆⪇⪈⪉⪊⪋⪌" +
	"⪍⪎⪏⪐⪑⪒⪓⪔⪕⪖⪗⪘⪙⪚⪛⪜⪝⪞⪟⪠⪡⪢⪦⪧⪨⪩⪪⪫⪬⪭⪯⪰⪱⪲⪳⪴⪵⪶⪷⪸⪹⪺⪻⪼⪽⪾⪿⫀⫁⫂⫃⫄⫅⫆⫇⫈⫉⫊⫋⫌⫍⫎⫏⫐⫑⫒⫓⫔⫕⫖⫬⫭⫷⫸⫹⫺" +
	"⸂⸃⸄⸅⸉⸊⸌⸍⸜⸝⸠⸡﹤﹥＜＞"

var hands = sync.OnceValue(func() map[rune]rune {
	all := []rune(handed)
	m := make(map[rune]rune, len(all))
	for n := 0; n+1 < len(all); n += 2 {
		m[all[n]], m[all[n+1]] = all[n+1], all[n]
	}
	return m
})

// mirrored is L4: the other form of a sign that has a hand, else the sign.
func mirrored(r rune) rune {
	if r < 0x80 && r != '<' && r != '>' && r != '(' && r != ')' && r != '[' && r != ']' && r != '{' && r != '}' {
		return r
	}
	if p, _ := bidi.LookupRune(r); p.IsBracket() {
		for _, other := range bidi.ReverseString(string(r)) {
			return other
		}
	}
	if other, ok := hands()[r]; ok {
		return other
	}
	return r
}
